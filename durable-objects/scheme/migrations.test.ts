// A scheme's tables: from nothing, from what version 1 of the code wrote, and from code that is newer than this.
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { newHomeId } from "../../worker/identifiers.ts";
import { call, freshKey, must } from "../../worker/testing/api.ts";
import { rowsOf } from "../../worker/testing/between-d1.ts";
import { migrate } from "../migrate.ts";
import { objectSql } from "../sql.ts";
import { creating } from "./every-command.ts";
import { SCHEME_MIGRATIONS } from "./migrations.ts";
import { done, inScheme, madeScheme, schemeStub, tablesOf } from "./rehearsal.ts";
import { SCHEME_VERSION_1 as OLD } from "./version-1-rows.ts";

const schemaOf = (id: string) =>
  inScheme(id, (_object, { sql }) => sql.exec("SELECT name, sql FROM sqlite_master ORDER BY name").toArray());

describe("a scheme's tables from empty", () => {
  it("are at the newest version once it was made, and applying the migrations again changes nothing", async () => {
    const { id } = await madeScheme();
    const before = [await tablesOf(id), await schemaOf(id)];
    expect((await tablesOf(id))["_meta"]).toEqual([{ name: "schema_version", value: SCHEME_MIGRATIONS.length }]);
    await inScheme(id, (_object, storage) => migrate(objectSql(storage), SCHEME_MIGRATIONS));
    expect([await tablesOf(id), await schemaOf(id)]).toEqual(before);
  });

  it("asking and telling a scheme that was never made makes none", async () => {
    const never = newHomeId(env.ID_SECRET, "sch", Date.now());
    const guard = { scheme_id: never, expected_scheme_version_id: never };
    expect((await call("scheme/get", { scheme_id: never })).status).toBe(404);
    expect((await call("draft/structure", guard)).status).toBe(404);
    expect((await call("draft/ensure", { scheme_id: never }, { key: freshKey() })).status).toBe(404);
    expect((await call("scheme/publish", guard, { key: freshKey() })).status).toBe(404);
    expect(await tablesOf(never)).toEqual({});
  });

  it("a script that fails half-way leaves nothing of itself", async () => {
    const { id } = await madeScheme();
    const before = await schemaOf(id);
    const broken = [...SCHEME_MIGRATIONS, "CREATE TABLE made (a INTEGER) STRICT;\nCREATE TABLE broken (;\n"];
    await inScheme(id, (_object, storage) => {
      expect(() => migrate(objectSql(storage), broken)).toThrow();
    });
    expect(await schemaOf(id)).toEqual(before);
  });
});

describe("what version 1 wrote", () => {
  const guard = { scheme_id: OLD.id, expected_scheme_version_id: OLD.draft_id };

  beforeAll(async () => {
    await inScheme(OLD.id, (_object, { sql }) => {
      for (const statement of OLD.tables.trim().split(";\n")) sql.exec(statement);
      // Its answers would be over by now.
      sql.exec("UPDATE changes SET claimed_at_ms = ? WHERE key IS NOT NULL", Date.now());
    });
    await evictDurableObject(schemeStub(OLD.id));
  });

  it("opens at the newest version with every version, record and price as it was", async () => {
    expect(await must("scheme/get", { scheme_id: OLD.id })).toMatchObject({
      name: "Old hall",
      current_scheme_version_id: OLD.draft_id,
      published_scheme_version_id: OLD.version_id,
      versions_total: 2,
      seats_total: 4,
    });
    expect((await tablesOf(OLD.id))["_meta"]).toEqual([{ name: "schema_version", value: SCHEME_MIGRATIONS.length }]);
    const { sectors, seats } = await must("draft/structure", guard);
    expect(sectors.map(({ sector_id }) => sector_id)).toEqual(["stalls", "box"]);
    expect(seats.map(({ seat_id, x, y }) => [seat_id, x, y])).toEqual([
      ["stalls-A-1", 20, 20],
      ["stalls-A-2", 40, 20],
      ["stalls-B-1", 20, 50],
      ["stalls-B-2", 40, 50],
    ]);
    expect(await must("pricing/coverage", guard)).toMatchObject({ seats_total: 4, priced_seats: 4 });
  });

  it("an answer of version 1 is replayed to the same bytes", async () => {
    const replayed = await call("draft/create-sector", { ...guard, ...OLD.request }, { key: OLD.key });
    expect(replayed.headers.get("idempotency-replayed")).toBe("true");
    expect(replayed.text).toBe(OLD.answer);
  });

  it("its outbox goes on where it stopped: D1 gets the audit and R2 the preview", async () => {
    expect(await schemeStub(OLD.id).projected()).toBe(true);
    const lines = await rowsOf<{ action: string }>(
      "SELECT action FROM scheme_audit WHERE scheme_id = ? ORDER BY seq",
      OLD.id,
    );
    expect(lines.map(({ action }) => action)).toEqual(["draft/create-sector", "draft/snapshot"]);
    const { objects } = await env.ARTIFACTS.list({ prefix: `schemes/${OLD.id}/publish_preview/` });
    expect(objects).toHaveLength(1);
  });

  it("its snapshot is of what it has: the draft is published, and what was published before is gone back to", async () => {
    expect(await must("scheme/publish", guard)).toMatchObject({ status: "published", version_number: 2 });
    const back = await must("scheme/rollback", { scheme_id: OLD.id });
    expect(back).toMatchObject({ version_number: 3, based_on_scheme_version_id: OLD.version_id, sectors_total: 1 });
  });
});

it("tables that are newer than the code are refused, and left as they are", async () => {
  const id = newHomeId(env.ID_SECRET, "sch", Date.now());
  await done(id, creating(id));
  await inScheme(id, (_object, storage) => {
    storage.sql.exec("UPDATE _meta SET value = 99");
    expect(() => migrate(objectSql(storage), SCHEME_MIGRATIONS)).toThrow(
      `tables are at version 99, but this code knows only ${SCHEME_MIGRATIONS.length}: deploy the newer code`,
    );
  });
  await evictDurableObject(schemeStub(id));
  expect((await call("scheme/get", { scheme_id: id })).status).toBe(500);
  expect((await call("draft/ensure", { scheme_id: id }, { key: freshKey() })).status).toBe(500);
});
