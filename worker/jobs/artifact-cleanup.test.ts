// Each test looks at the files of its own schemes, and a clean-up at those of all.
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DAY_MS, HOUR_MS } from "../../domain/limits.ts";
import { jobRunner } from "../../durable-objects/environment.ts";
import { fileKey } from "../../durable-objects/scheme/file-name.ts";
import { fileOf } from "../drawing.ts";
import { newHomeId } from "../identifiers.ts";
import { must, type Output } from "../testing/api.ts";
import { gate } from "../testing/between-d1.ts";
import {
  betweenObjectAndR2,
  ended,
  fileNamed,
  isStored,
  outdateDisplay,
  snapshot,
  staleAndCurrentPreview,
  uploadHall,
} from "../testing/drawings.ts";

beforeEach(async () => {
  const { objects } = await env.ARTIFACTS.list({ prefix: "schemes/" });
  await env.ARTIFACTS.delete(objects.map(({ key }) => key));
});

afterEach(() => {
  vi.useRealTimers();
});

function later(ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });
}

async function cleanedUp(dry_run = false): Promise<Output<"job/get">> {
  const { job_id } = await must("artifact/clean-up-previews", { dry_run });
  return ended(job_id);
}

async function filesOf(scheme_id: string): Promise<string[]> {
  const { objects } = await env.ARTIFACTS.list({ prefix: `schemes/${scheme_id}/` });
  return objects.map(({ key }) => key);
}

/** A file that an upload left which was never committed. */
async function leaveFile(scheme_id: string, kind = "display"): Promise<string> {
  const { artifact, body } = fileOf(kind, `<svg>${crypto.randomUUID()}</svg>`, "image/svg+xml");
  const key = fileKey(scheme_id, artifact);
  await env.ARTIFACTS.put(key, body);
  return key;
}

describe("artifact/clean-up-previews", () => {
  it("removes the previews that nothing needs, at once, and nothing else", async () => {
    const scheme = await uploadHall();
    const [stale, current] = await staleAndCurrentPreview(scheme);
    const before = await filesOf(scheme.scheme_id);
    expect(before).toEqual(expect.arrayContaining([stale, current]));
    expect(await cleanedUp(true)).toMatchObject({ status: "DONE", checked: before.length, changed: 1, failed: 0 });
    expect(await filesOf(scheme.scheme_id)).toEqual(before);
    expect(await cleanedUp()).toMatchObject({ status: "DONE", checked: before.length, changed: 1, failed: 0 });
    expect(await filesOf(scheme.scheme_id)).toEqual(before.filter((key) => key !== stale));
    expect(await cleanedUp()).toMatchObject({ checked: before.length - 1, changed: 0 });
  });

  it("keeps the preview of every version that refers to it, also behind the current one", async () => {
    const scheme = await uploadHall();
    await snapshot(scheme);
    const first = await fileNamed(scheme.scheme_id, "publish_preview");
    const { scheme_version_id } = await must("scheme/create-version", { scheme_id: scheme.scheme_id });
    const [stale, current] = await staleAndCurrentPreview({ ...scheme, scheme_version_id });
    expect(new Set([first.key, stale, current]).size).toBe(3);
    await cleanedUp();
    expect(await Promise.all([first.key, stale, current].map(isStored))).toEqual([true, false, true]);
  });

  it("removes files that no commit refers to when they are older than a retry can be", async () => {
    const scheme = await uploadHall();
    const kept = await filesOf(scheme.scheme_id);
    const left = await leaveFile(scheme.scheme_id, "original");
    const { artifact } = await fileNamed(scheme.scheme_id, "display").then((file) => ({ artifact: file.key }));
    await outdateDisplay(scheme);
    const unknown = await leaveFile(newHomeId(env.ID_SECRET, "sch", Date.now()));
    const preview = await leaveFile(newHomeId(env.ID_SECRET, "sch", Date.now()), "publish_preview");
    later(DAY_MS);
    expect(await cleanedUp()).toMatchObject({ changed: 0, failed: 0 });
    later(3 * HOUR_MS);
    // The display drawing before the one that an operator put in its place is among them.
    expect(await cleanedUp(true)).toMatchObject({ changed: 4 });
    expect(await isStored(left)).toBe(true);
    expect(await cleanedUp()).toMatchObject({ changed: 4, failed: 0 });
    expect(await Promise.all([left, artifact, unknown, preview].map(isStored))).toEqual([false, false, false, false]);
    const { key } = await fileNamed(scheme.scheme_id, "display");
    expect(await filesOf(scheme.scheme_id)).toEqual([...kept.filter((name) => name !== artifact), key].sort());
  });

  it("leaves alone what is not ours, and says so", async () => {
    const sealed = newHomeId("another deployment's secret", "sch", 0);
    const names = [`schemes/${sealed}/display/${"0".repeat(64)}.svg`, "schemes/notes.txt"];
    for (const name of names) await env.ARTIFACTS.put(name, "not ours");
    later(3 * DAY_MS);
    const done = await cleanedUp();
    expect(done).toMatchObject({ status: "DONE", checked: 2, changed: 0, failed: 2 });
    expect(done.failures.map(({ subject }) => subject)).toEqual(names.toSorted());
    expect(await Promise.all(names.map(isStored))).toEqual([true, true]);
  });

  it("keeps what a snapshot needs that is taken while the removal is under way", async () => {
    const scheme = await uploadHall();
    const [stale, before] = await staleAndCurrentPreview(scheme);
    const removing = gate();
    const go_on = gate();
    await betweenObjectAndR2(env.SCHEME.getByName(scheme.scheme_id), {
      delete: async (keys) => {
        removing.open();
        await go_on.opened;
        await env.ARTIFACTS.delete(keys);
      },
    });
    const { job_id } = await must("artifact/clean-up-previews", {});
    await removing.opened;
    const taken = staleAndCurrentPreview(scheme);
    go_on.open();
    const [, current] = await taken;
    expect(await ended(job_id)).toMatchObject({ status: "DONE", changed: expect.any(Number) });
    await env.SCHEME.getByName(scheme.scheme_id).projected();
    expect(await isStored(stale)).toBe(false);
    expect(await isStored(current)).toBe(true);
    expect(current).not.toBe(before);
  });

  it("does not touch what is put while a drawing is made anew, however old it looked", async () => {
    const scheme = await uploadHall();
    const { key } = await fileNamed(scheme.scheme_id, "display");
    await outdateDisplay(scheme);
    later(2 * DAY_MS);
    await env.SCHEME.getByName(scheme.scheme_id).expectFiles();
    expect(await cleanedUp()).toMatchObject({ changed: 0 });
    expect(await isStored(key)).toBe(true);
    later(HOUR_MS);
    expect(await cleanedUp()).toMatchObject({ changed: 1 });
  });

  it("goes on after R2 failed in the middle, and goes on to further stretches", async () => {
    const schemes = [await uploadHall(), await uploadHall(1, 2), await uploadHall(1, 3)];
    const stale: string[] = [];
    for (const scheme of schemes) stale.push((await staleAndCurrentPreview(scheme))[0]);
    for (let index = 0; index < 110; index += 1) await leaveFile(schemes[2]?.scheme_id ?? "", "original");
    let failures = 0;
    const [, second] = schemes;
    await betweenObjectAndR2(env.SCHEME.getByName(second?.scheme_id ?? ""), {
      delete: (keys) => {
        failures += 1;
        if (failures < 3) throw new Error("R2 is away");
        return env.ARTIFACTS.delete(keys);
      },
    });
    const done = await cleanedUp();
    expect(failures).toBe(3);
    expect(done).toMatchObject({ status: "DONE", checked: 3 * 7 + 110, changed: 3, failed: 0 });
    expect(await Promise.all(stale.map(isStored))).toEqual([false, false, false]);
  });

  it("ends with the reason when R2 does not list", async () => {
    await betweenObjectAndR2(jobRunner(env), {
      list: () => {
        throw new Error("R2 is away");
      },
    });
    expect(await cleanedUp()).toMatchObject({ status: "FAILED", checked: 0, error: "R2 is away" });
    await betweenObjectAndR2(jobRunner(env), {});
    expect(await cleanedUp()).toMatchObject({ status: "DONE" });
  });
});

describe("artifact/audit-previews", () => {
  it("says of each stored preview whether anything needs it, page by page", async () => {
    const expected = new Map<string, string>();
    for (let index = 0; index < 3; index += 1) {
      const [stale, current] = await staleAndCurrentPreview(await uploadHall(1, 2 + index));
      expected.set(stale, "stale").set(current, "current");
    }
    for (const secret of [env.ID_SECRET, "another deployment's secret"]) {
      expected.set(await leaveFile(newHomeId(secret, "sch", 0), "publish_preview"), "unknown_scheme");
    }
    const seen = new Map<string, string>();
    const sizes: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await must("artifact/audit-previews", { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      sizes.push(page.items.length);
      for (const { scheme_id, sha256, needed, reason, bytes } of page.items) {
        const media_type = reason === "unknown_scheme" ? "image/svg+xml" : "application/json";
        seen.set(fileKey(scheme_id, { kind: "publish_preview", sha256, bytes, media_type }), reason);
        expect(needed).toBe(reason === "current");
      }
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    expect(seen).toEqual(expected);
    expect(sizes).toEqual([3, 3, 2]);
  });

  it("goes past thousands of other files to the previews behind them", async () => {
    const scheme = await uploadHall();
    const [stale] = await staleAndCurrentPreview(scheme);
    const before = newHomeId(env.ID_SECRET, "sch", 0);
    await Promise.all(Array.from({ length: 1_050 }, () => leaveFile(before, "original")));
    const { items, next_cursor } = await must("artifact/audit-previews", {});
    expect([items.length, next_cursor]).toEqual([2, null]);
    expect(items.map(({ sha256 }) => sha256)).toContain(/([0-9a-f]{64})\.json$/.exec(stale)?.[1]);
  });
});
