// One object has all jobs, and a backfill goes over all schemes that D1 knows: those of its test.
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { jobRunner } from "../../durable-objects/environment.ts";
import { newHomeId } from "../identifiers.ts";
import { call, freshKey, must } from "../testing/api.ts";
import { gate } from "../testing/between-d1.ts";
import {
  betweenObjectAndR2,
  ended,
  fileNamed,
  isStored,
  outdateDisplay,
  ringUntil,
  type Scheme,
  uploadHall,
} from "../testing/drawings.ts";

const jobs = () => jobRunner(env);

async function schemes(count: number): Promise<Scheme[]> {
  const made: Scheme[] = [];
  for (let index = 0; index < count; index += 1) made.push(await uploadHall(1, 2 + (index % 3)));
  return made;
}

async function displayDigests(made: readonly Scheme[]): Promise<string[]> {
  return Promise.all(made.map(async ({ scheme_id }) => (await fileNamed(scheme_id, "display")).sha256));
}

/** How often the job replaced each scheme's display drawing. */
async function replacements(made: readonly Scheme[]): Promise<number[]> {
  return Promise.all(
    made.map(async ({ scheme_id }) => {
      await env.SCHEME.getByName(scheme_id).projected();
      const { items } = await must("audit/list", { scheme_id });
      return items.filter(({ action }) => action === "artifact/backfill-display").length;
    }),
  );
}

/** D1 knows no scheme of another test, and nothing is between the jobs and R2. */
beforeEach(async () => {
  await betweenObjectAndR2(jobs(), {});
  const { results } = await env.CATALOGUE.prepare("SELECT id FROM schemes").all<{ id: string }>();
  await Promise.all(results.map(({ id }) => env.SCHEME.getByName(id).projected()));
  await env.CATALOGUE.prepare("DELETE FROM schemes").run();
});

describe("artifact/backfill-display", () => {
  it("makes anew what is lost or old, leaves what is right, and goes on behind a scheme that it cannot do", async () => {
    const made = await schemes(4);
    const [lost, old, broken] = made as [Scheme, Scheme, Scheme];
    const digests = await displayDigests(made);
    const { key } = await fileNamed(lost.scheme_id, "display");
    await env.ARTIFACTS.delete(key);
    await outdateDisplay(old);
    await env.ARTIFACTS.delete((await fileNamed(broken.scheme_id, "normalized")).key);
    const started = await must("artifact/backfill-display", {});
    expect(started).toMatchObject({ kind: "display_backfill", status: "RUNNING", dry_run: false });
    const done = await ended(started.job_id);
    expect(done).toMatchObject({ status: "DONE", checked: 4, changed: 2, failed: 1, error: null });
    expect(done.failures).toEqual([
      { subject: broken.scheme_id, message: expect.stringContaining("the file normalized is not stored") },
    ]);
    expect(done.ended_at).not.toBeNull();
    expect(await isStored(key)).toBe(true);
    expect(await displayDigests(made)).toEqual(digests);
    expect(await replacements(made)).toEqual([1, 1, 0, 0]);
  });

  it("changes nothing as a dry run, and says what it would have changed", async () => {
    const [lost, old] = (await schemes(2)) as [Scheme, Scheme];
    const { key } = await fileNamed(lost.scheme_id, "display");
    await env.ARTIFACTS.delete(key);
    const { artifact } = await outdateDisplay(old);
    const before = await must("artifact/backfill-display", { dry_run: true });
    expect(await ended(before.job_id)).toMatchObject({ status: "DONE", dry_run: true, changed: 2 });
    expect(await isStored(key)).toBe(false);
    expect(await displayDigests([old])).toEqual([artifact.sha256]);
    const { job_id } = await must("artifact/backfill-display", {});
    expect(await ended(job_id)).toMatchObject({ changed: 2 });
  });

  it("waits out a bucket that is away in the middle, and goes on where it was, in another life of its object", async () => {
    const made = await schemes(22);
    for (const scheme of made) await outdateDisplay(scheme);
    let read = 0;
    await betweenObjectAndR2(jobs(), {
      get: (key: string) => {
        read += 1;
        if (read > 7) throw new Error("R2 is away");
        return env.ARTIFACTS.get(key);
      },
    });
    const { job_id } = await must("artifact/backfill-display", {});
    await ringUntil(() => read > 7);
    const stuck = await must("job/get", { job_id });
    // Two files are read of each scheme.
    expect(stuck).toMatchObject({ status: "RUNNING", checked: 3, changed: 3, failed: 0 });
    await evictDurableObject(jobs());
    const done = await ended(job_id);
    expect(done).toMatchObject({ status: "DONE", checked: 22, changed: 22, failed: 0, error: null });
    expect(await replacements(made)).toEqual(made.map(() => 1));
  });

  it("goes on with the scheme at which its object crashed", async () => {
    const made = await schemes(3);
    for (const scheme of made) await outdateDisplay(scheme);
    const last = (await fileNamed(made[2]?.scheme_id ?? "", "normalized")).key;
    let crashes = 0;
    await runInDurableObject(jobs(), async (_instance, state) => {
      await betweenObjectAndR2(jobs(), {
        get: (key: string) => {
          if (key === last) {
            crashes += 1;
            state.abort("a crash of this object");
          }
          return env.ARTIFACTS.get(key);
        },
      });
    });
    const { job_id } = await must("artifact/backfill-display", {});
    await ringUntil(() => crashes > 0);
    expect(await ended(job_id)).toMatchObject({ status: "DONE", checked: 3, changed: 3 });
    expect(crashes).toBe(1);
    expect(await replacements(made)).toEqual([1, 1, 1]);
  });

  it("gives a scheme up that stays out of reach, and ends when several in a row do", async () => {
    const made = await schemes(4);
    const [out_of_reach] = made as [Scheme];
    for (const scheme of made) await outdateDisplay(scheme);
    await betweenObjectAndR2(jobs(), {
      get: (key: string) => {
        if (key.includes(out_of_reach.scheme_id)) throw new Error("this one is out of reach");
        return env.ARTIFACTS.get(key);
      },
    });
    const one = await must("artifact/backfill-display", {});
    const done = await ended(one.job_id);
    expect(done).toMatchObject({ status: "DONE", checked: 4, changed: 3, failed: 1 });
    expect(done.failures).toEqual([{ subject: out_of_reach.scheme_id, message: "this one is out of reach" }]);
    await betweenObjectAndR2(jobs(), {
      get: () => {
        throw new Error("R2 is away");
      },
    });
    const two = await must("artifact/backfill-display", {});
    expect(await ended(two.job_id)).toMatchObject({ status: "FAILED", checked: 2, changed: 0, error: "R2 is away" });
    await evictDurableObject(jobs());
    const three = await must("artifact/backfill-display", {});
    expect(await ended(three.job_id)).toMatchObject({ status: "DONE", changed: 1 });
  });
});

describe("jobs", () => {
  it("of a kind run one at a time: another start answers the one that runs, a dry run is another", async () => {
    const closed = gate();
    await schemes(1);
    await betweenObjectAndR2(jobs(), {
      get: async (key: string) => {
        await closed.opened;
        return env.ARTIFACTS.get(key);
      },
    });
    const key = freshKey();
    const one = await must("artifact/backfill-display", {}, { key: freshKey() });
    const two = await must("artifact/backfill-display", {}, { key });
    const dry = await must("artifact/backfill-display", { dry_run: true });
    expect(two.job_id).toBe(one.job_id);
    expect(dry.job_id).not.toBe(one.job_id);
    closed.open();
    await ended(one.job_id);
    await ended(dry.job_id);
    const again = await call("artifact/backfill-display", {}, { key });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.body).toEqual(two);
    const next = await must("artifact/backfill-display", {}, { key: freshKey() });
    expect(next.job_id).not.toBe(one.job_id);
  });

  it("are started once for a key, also when all objects crash before the retry", async () => {
    const key = freshKey();
    const first = await call("artifact/clean-up-previews", { dry_run: true }, { key });
    await abortAllDurableObjects();
    const second = await call("artifact/clean-up-previews", { dry_run: true }, { key });
    expect(second.text).toBe(first.text);
    const other = await call("artifact/clean-up-previews", { dry_run: false }, { key });
    expect([other.status, other.body.code]).toEqual([422, "IDEMPOTENCY_KEY_MISMATCH"]);
  });

  it("are listed newest first, page by page, and the last hundred are kept", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 103; index += 1) {
      const job = await jobs().start({
        id: newHomeId(env.ID_SECRET, "job", Date.now()),
        kind: "display_backfill",
        dry_run: true,
        actor: { channel: "a test", key_id: "a test", admin: true },
        trace_id: "",
        request_id: "",
      });
      ids.unshift(job.id);
      await ended(job.id);
    }
    const listed: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await must("job/list", { limit: 30, ...(cursor === undefined ? {} : { cursor }) });
      listed.push(...page.items.map(({ job_id }) => job_id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(listed).toEqual(ids.slice(0, 100));
    const forgotten = await call("job/get", { job_id: ids[102] });
    expect([forgotten.status, forgotten.body.code]).toEqual([404, "NOT_FOUND"]);
    expect((await call("job/get", { job_id: "job_nothing" })).status).toBe(404);
  });
});
