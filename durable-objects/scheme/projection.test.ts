// What D1 and R2 are told of a scheme, and what happens when one of them is away, slow, or does not say that it heard.
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { betweenProjectorAndD1, gate, renameTable, rowsOf } from "../../worker/testing/between-d1.ts";
import { ALARM } from "../alarm-plan.ts";
import { PROJECTION } from "../projection.ts";
import type { Command } from "./commands.ts";
import {
  ANY,
  asked,
  done,
  inScheme,
  madeScheme,
  priced,
  schemeStub,
  smallDrawing,
  tablesOf,
  told,
} from "./rehearsal.ts";

type Put = (key: string, body: string) => Promise<unknown>;

/** From here on, until the object ends, what it puts to R2 goes through `between`. */
async function betweenSchemeAndR2(id: string, between: (put: () => Promise<unknown>, key: string) => Promise<unknown>) {
  await inScheme(id, (object) => {
    const bucket = new Proxy(env.ARTIFACTS, {
      get: (real, name) => {
        if (name !== "put") return Reflect.get(real, name) as unknown;
        const put: Put = (key, body) => between(() => real.put(key, body), key);
        return put;
      },
    });
    Reflect.set(object, "env", { ...env, ARTIFACTS: bucket });
  });
}

const reached = (id: string): Promise<boolean> => schemeStub(id).projected();

async function catalogued(id: string): Promise<{ schemes: object[]; uploads: object[]; audit: object[] }> {
  return {
    schemes: await rowsOf("SELECT * FROM schemes WHERE id = ?", id),
    uploads: await rowsOf("SELECT * FROM uploads WHERE scheme_id = ? ORDER BY seq", id),
    audit: await rowsOf("SELECT action, summary, request_id FROM scheme_audit WHERE scheme_id = ? ORDER BY seq", id),
  };
}

async function waiting(id: string): Promise<{ audit: number; files: number }> {
  const { audit = [], unstored_files = [] } = await tablesOf(id);
  return { audit: audit.length, files: unstored_files.length };
}

/** However often it failed. */
const SOON_MS = PROJECTION.backoff_max_ms + ALARM.projection_ms;

async function ringsIn(id: string): Promise<number> {
  const at_ms = await inScheme(id, (_object, storage) => storage.getAlarm());
  return (at_ms ?? Number.POSITIVE_INFINITY) - Date.now();
}

async function previewKeys(id: string): Promise<string[]> {
  const { objects } = await env.ARTIFACTS.list({ prefix: `schemes/${id}/publish_preview/` });
  return objects.map(({ key }) => key).sort();
}

const SNAPSHOT: Command = { type: "snapshot", guard: ANY };

/** So many snapshots of different content. */
async function snapshots(id: string, count: number): Promise<void> {
  for (let turn = 1; turn <= count; turn += 1) {
    focal_x += 1;
    await told(id, [{ type: "change_version", guard: ANY, focal: { x: focal_x, y: 0 } }, SNAPSHOT]);
  }
}
let focal_x = 0;

const EVERYTHING = [
  "test/create",
  "test/add_category",
  "test/add_rule",
  "test/snapshot",
  "test/publish",
  "test/upload",
];

/** Two uploads, a publication, six lines of audit and a preview. */
async function busyScheme(before: (id: string) => Promise<void> = () => Promise.resolve()): Promise<string> {
  const { id } = await madeScheme();
  await before(id);
  await priced(id);
  await done(id, SNAPSHOT);
  await done(id, { type: "publish", guard: ANY });
  await done(id, { type: "upload", expected_current: null, drawing: smallDrawing({ name: "Second" }) });
  return id;
}

async function expectAllOnce(id: string): Promise<void> {
  const { schemes, uploads, audit } = await catalogued(id);
  const scheme = await asked<"scheme">(id, { type: "scheme" });
  expect(schemes).toMatchObject([
    {
      current_version_id: scheme.current_scheme_version_id,
      published_version_id: scheme.published_scheme_version_id,
      versions_total: 2,
      seats_total: 6,
    },
  ]);
  expect(uploads).toMatchObject([
    { name: "Small hall" },
    { name: "Second", scheme_version_id: scheme.current_scheme_version_id },
  ]);
  expect(audit.map((line) => Reflect.get(line, "action") as unknown)).toEqual(EVERYTHING);
  expect(await previewKeys(id)).toHaveLength(1);
  expect(await waiting(id)).toEqual({ audit: 0, files: 0 });
}

describe("D1 that fails", () => {
  afterEach(async () => {
    await renameTable("schemes_away", "schemes").catch(() => undefined);
  });

  it("keeps nobody from editing; nothing is dropped before D1 has it, and then it has everything once", async () => {
    await renameTable("schemes", "schemes_away");
    const id = await busyScheme();
    expect(await reached(id)).toBe(false);
    expect((await waiting(id)).audit).toBe(EVERYTHING.length);
    await renameTable("schemes_away", "schemes");
    expect(await reached(id)).toBe(true);
    await expectAllOnce(id);
  });

  it("is tried again by the alarm, when nobody calls", async () => {
    await renameTable("schemes", "schemes_away");
    const id = await busyScheme();
    expect(await ringsIn(id)).toBeLessThan(SOON_MS);
    expect(await runDurableObjectAlarm(schemeStub(id))).toBe(true);
    expect(await ringsIn(id)).toBeLessThan(SOON_MS);
    expect((await waiting(id)).audit).toBe(EVERYTHING.length);
    await renameTable("schemes_away", "schemes");
    expect(await runDurableObjectAlarm(schemeStub(id))).toBe(true);
    await expectAllOnce(id);
  });

  it("and an object that ends meanwhile: whoever wakes it, wakes its projection", async () => {
    await renameTable("schemes", "schemes_away");
    const id = await busyScheme();
    await reached(id);
    await abortAllDurableObjects();
    expect((await waiting(id)).audit).toBe(EVERYTHING.length);
    await renameTable("schemes_away", "schemes");
    expect(await reached(id)).toBe(true);
    await expectAllOnce(id);
  });

  it("the answer lost after the write: the same rows are sent again, and nothing is doubled", async () => {
    let writes = 0;
    const id = await busyScheme((made) =>
      betweenProjectorAndD1(made, async (write) => {
        const results = await write();
        writes += 1;
        if (writes <= 2) throw new Error("the answer was lost");
        return results;
      }),
    );
    for (let turn = 0; turn < 30 && !(await reached(id)); turn += 1);
    expect(writes).toBeGreaterThan(2);
    await expectAllOnce(id);
  });

  it("an object that ends between the write and the cursor, or has an old one: D1 stays as it is", async () => {
    const id = await busyScheme();
    expect(await reached(id)).toBe(true);
    const before = await catalogued(id);
    await evictDurableObject(schemeStub(id));
    await inScheme(id, (_object, storage) => {
      storage.sql.exec("UPDATE scheme SET projected_seq = 0");
    });
    await evictDurableObject(schemeStub(id));
    expect(await reached(id)).toBe(true);
    expect(await catalogued(id)).toEqual(before);
    await expectAllOnce(id);
  });

  it("what is committed while a write is under way is told by the next", async () => {
    const [asking, released] = [gate(), gate()];
    const { id } = await madeScheme();
    await reached(id);
    await betweenProjectorAndD1(id, async (write) => {
      asking.open();
      await released.opened;
      return write();
    });
    await snapshots(id, 1);
    await asking.opened;
    await snapshots(id, 2);
    released.open();
    for (let turn = 0; turn < 30 && (await waiting(id)).audit > 0; turn += 1) await reached(id);
    expect((await catalogued(id)).audit.map((line) => Reflect.get(line, "action") as unknown)).toEqual([
      "test/create",
      "test/change_version",
      "test/snapshot",
      "test/change_version",
      "test/snapshot",
      "test/change_version",
      "test/snapshot",
    ]);
    expect(await previewKeys(id)).toHaveLength(3);
  });
});

describe("R2 that fails", () => {
  it("keeps nobody from making snapshots; D1 hears of them after R2 has their previews, which are what was made", async () => {
    let away = true;
    const id = await busyScheme((made) =>
      betweenSchemeAndR2(made, (put) => (away ? Promise.reject(new Error("R2 is away")) : put())),
    );
    expect(await reached(id)).toBe(false);
    expect(await waiting(id)).toMatchObject({ files: 1 });
    expect((await catalogued(id)).audit.map((line) => Reflect.get(line, "action") as unknown)).not.toContain(
      "test/snapshot",
    );
    away = false;
    expect(await reached(id)).toBe(true);
    await expectAllOnce(id);
    const [key = ""] = await previewKeys(id);
    const kept = await env.ARTIFACTS.get(key);
    expect(JSON.parse((await kept?.text()) ?? "")).toMatchObject({
      seats_total: 6,
      priced_seats: 6,
      total_amount: 15_000,
    });
  });

  it("is tried again by the alarm, also in an object that ended meanwhile", async () => {
    const id = await busyScheme((made) => betweenSchemeAndR2(made, () => Promise.reject(new Error("R2 is away"))));
    expect(await reached(id)).toBe(false);
    expect(await waiting(id)).toMatchObject({ files: 1 });
    expect(await ringsIn(id)).toBeLessThan(SOON_MS);
    await evictDurableObject(schemeStub(id));
    expect(await runDurableObjectAlarm(schemeStub(id))).toBe(true);
    await expectAllOnce(id);
  });

  it("at every third file: those that it took are not put again, so that a long backlog comes to an end", async () => {
    const { id } = await madeScheme();
    await priced(id);
    let away = true;
    const puts: string[] = [];
    await betweenSchemeAndR2(id, (put, key) => {
      if (away || puts.length % 3 === 2) {
        puts.push("failed");
        return Promise.reject(new Error("R2 is away"));
      }
      puts.push(key);
      return put();
    });
    await snapshots(id, 20);
    expect((await waiting(id)).files).toBe(20);
    away = false;
    puts.length = 0;
    for (let turn = 0; turn < 30 && !(await reached(id)); turn += 1);
    expect(await previewKeys(id)).toHaveLength(20);
    const taken = puts.filter((key) => key !== "failed");
    expect(taken).toHaveLength(20);
    expect(new Set(taken).size).toBe(20);
    expect(await waiting(id)).toEqual({ audit: 0, files: 0 });
  });

  it("a preview made anew while the same one is on its way is not lost", async () => {
    const { id } = await madeScheme();
    await priced(id);
    await reached(id);
    const [asking, released] = [gate(), gate()];
    let puts = 0;
    await betweenSchemeAndR2(id, async (put) => {
      puts += 1;
      asking.open();
      if (puts === 1) await released.opened;
      return put();
    });
    await done(id, SNAPSHOT);
    await asking.opened;
    await done(id, SNAPSHOT);
    released.open();
    for (let turn = 0; turn < 30 && (await waiting(id)).files > 0; turn += 1) await reached(id);
    expect(await previewKeys(id)).toHaveLength(1);
    expect((await catalogued(id)).audit.filter((line) => Reflect.get(line, "action") === "test/snapshot")).toHaveLength(
      2,
    );
  });
});
