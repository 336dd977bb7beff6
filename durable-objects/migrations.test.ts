import { applyD1Migrations, evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { newHomeId } from "../worker/identifiers.ts";
import { call, freshKey, hold, makeDeparture, must } from "../worker/testing/api.ts";
import { rowsOf } from "../worker/testing/between-d1.ts";
import { makePartner } from "../worker/testing/partners.ts";
import { inDeparture, inGatekeeper, projected } from "../worker/testing/tables.ts";
import { DEPARTURE_VERSION_1 as OLD, GATEKEEPER_VERSION_1 as OLD_CHANNEL } from "../worker/testing/version-1.ts";
import { DEPARTURE_MIGRATIONS } from "./departure/migrations.ts";
import { GATEKEEPER_MIGRATIONS } from "./gatekeeper/migrations.ts";
import { migrate } from "./migrate.ts";
import { objectSql } from "./sql.ts";

/** Fills an object that has nothing yet, and ends it, so that the code meets the tables as it does after a deploy. */
async function restore(stub: DurableObjectStub, dump: string): Promise<void> {
  await runInDurableObject(stub, (_object: DurableObject, state) => {
    for (const statement of dump.trim().split(";\n")) state.storage.sql.exec(statement);
  });
  await evictDurableObject(stub);
}

function catalogueSchema(): Promise<{ name: string; sql: string }[]> {
  return rowsOf<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' ORDER BY name",
  );
}

function departure(departure_id: string) {
  return env.DEPARTURE.getByName(departure_id);
}

describe("an object's tables from empty", () => {
  it("a departure's are at the newest version once it was created, and applying them again changes nothing", async () => {
    const { id } = await makeDeparture();
    expect(await inDeparture(id, "SELECT name, value FROM _meta")).toEqual([
      { name: "schema_version", value: DEPARTURE_MIGRATIONS.length },
    ]);
    const schema = () => inDeparture(id, "SELECT name, sql FROM sqlite_master ORDER BY name");
    const before = await schema();
    await runInDurableObject(departure(id), (_object, state) =>
      migrate(objectSql(state.storage), DEPARTURE_MIGRATIONS),
    );
    expect(await schema()).toEqual(before);
  });

  it("a gatekeeper's likewise", async () => {
    const { channel_id } = await makePartner();
    expect(await inGatekeeper(channel_id, "SELECT name, value FROM _meta")).toEqual([
      { name: "schema_version", value: GATEKEEPER_MIGRATIONS.length },
    ]);
  });

  it("asking, telling and listening to a departure that was never created makes none", async () => {
    const never = newHomeId(env.ID_SECRET, "dep", Date.now());
    expect((await call("departure/get", { departure_id: never })).status).toBe(404);
    expect((await hold(never, "nobody")).status).toBe(404);
    expect((await call("waitlist/join", { departure_id: never, customer_ref: "nobody" })).status).toBe(404);
    expect((await call("departure/close", { departure_id: never }, { key: freshKey() })).status).toBe(404);
    expect(await inDeparture(never, "SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'")).toEqual(
      [],
    );
  });

  it("a script that fails half-way leaves nothing of itself", async () => {
    const { id } = await makeDeparture();
    const before = await inDeparture(id, "SELECT name FROM sqlite_master ORDER BY name");
    const broken = [...DEPARTURE_MIGRATIONS, "CREATE TABLE made (a INTEGER) STRICT;\nCREATE TABLE broken (;\n"];
    await runInDurableObject(departure(id), (_object, state) => {
      expect(() => migrate(objectSql(state.storage), broken)).toThrow();
    });
    expect(await inDeparture(id, "SELECT name FROM sqlite_master ORDER BY name")).toEqual(before);
    expect(await inDeparture(id, "SELECT value FROM _meta")).toEqual([{ value: DEPARTURE_MIGRATIONS.length }]);
  });
});

describe("what version 1 wrote", () => {
  beforeAll(async () => {
    await restore(departure(OLD.id), OLD.tables);
    // Its holds and answers would be over by now.
    const now = Date.now();
    await runInDurableObject(departure(OLD.id), (_object, state) => {
      state.storage.sql.exec("UPDATE holds SET expires_at_ms = ? WHERE status = 'ACTIVE'", now + 600_000);
      state.storage.sql.exec("UPDATE changes SET claimed_at_ms = ? WHERE key IS NOT NULL", now);
    });
    await restore(env.GATEKEEPER.getByName(OLD_CHANNEL.id), OLD_CHANNEL.tables);
    await inGatekeeper(OLD_CHANNEL.id, "UPDATE claims SET claimed_at_ms = ?", now);
  });

  it("opens at the newest version with every count as it was", async () => {
    expect(await must("departure/get", { departure_id: OLD.id })).toMatchObject({
      status: "OPEN",
      capacity_total: 11,
      capacity_held: 8,
      capacity_sold: 3,
      capacity_available: 0,
      waiting: 1,
    });
    expect(await inDeparture(OLD.id, "SELECT value FROM _meta")).toEqual([{ value: DEPARTURE_MIGRATIONS.length }]);
    const listed = await must("hold/list", { departure_id: OLD.id });
    expect(listed.items.map(({ status, total_price }) => [status, total_price.currency])).toEqual([
      ["CONFIRMED", "EUR"],
      ["CANCELED", "EUR"],
      ["ACTIVE", "EUR"],
      ["ACTIVE", "EUR"],
    ]);
    expect(await must("inventory/history", { departure_id: OLD.id })).toMatchObject({
      items: [{ delta: 1, reason: "a folding seat" }],
    });
  });

  it("an answer of version 1 is replayed to the same bytes", async () => {
    const replayed = await call("booking/hold", { departure_id: OLD.id, ...OLD.request }, { key: OLD.key });
    expect(replayed.headers.get("idempotency-replayed")).toBe("true");
    expect(replayed.text).toBe(OLD.answer);
  });

  it("a hold of version 1 is confirmed, and a booking of version 1 canceled, whose places go to who waited then", async () => {
    const booking = await must("booking/confirm", { hold_id: OLD.hold_id });
    expect(booking).toMatchObject({ seats: 7, total_price: { amount: 31_500, currency: "EUR" } });
    const canceled = await must("booking/cancel", { booking_id: OLD.booking_id });
    expect(canceled).toMatchObject({ seats: 3, code: "4HEXC-EJ8GW", status: "CANCELED" });
    expect(await must("waitlist/get", { entry_id: OLD.waiting_id })).toMatchObject({ status: "OFFERED" });
  });

  it("its outbox goes on where it stopped: D1 gets everything", async () => {
    await projected(OLD.id);
    const found = await rowsOf("SELECT id FROM bookings WHERE departure_id = ? ORDER BY id", OLD.id);
    expect(found).toHaveLength(2);
    expect(await rowsOf("SELECT id FROM waitlist_entries WHERE departure_id = ?", OLD.id)).toHaveLength(2);
  });

  it("a key of version 1 is admitted, and what it bound then is bound still", async () => {
    const { id } = await makeDeparture();
    const elsewhere = await hold(id, "x", {}, { key: OLD_CHANNEL.bound_key, token: OLD_CHANNEL.token });
    expect(elsewhere.body.code).toBe("IDEMPOTENCY_KEY_MISMATCH");
    expect((await hold(id, "x", {}, { token: OLD_CHANNEL.token })).status).toBe(200);
  });

  it("a key of version 1 is exchanged for a token, counted, changed and replaced", async () => {
    const { token } = await must("auth/token", {}, { token: OLD_CHANNEL.token });
    expect((await call("tour/list", {}, { token })).status).toBe(200);
    const { key_id } = await must("auth/validate", {}, { token });
    expect(await inGatekeeper(OLD_CHANNEL.id, "SELECT value FROM _meta")).toEqual([
      { value: GATEKEEPER_MIGRATIONS.length },
    ]);
    await vi.waitFor(
      async () => {
        const used = await must("key/usage", { key_id: key_id ?? "", operation: "tour/list" });
        expect(used.items.map(({ requests }) => requests)).toEqual([1]);
      },
      { timeout: 20_000 },
    );
    expect(await must("key/update", { key_id, rate_limit: 5_000 })).toMatchObject({ rate_limit: 5_000, ends_at: null });
    const rotated = await must("key/rotate", { key_id, overlap_seconds: 60 });
    expect(rotated).toMatchObject({ rate_limit: 5_000, replaces: { id: key_id } });
    expect((await call("tour/list", {}, { token: rotated.key })).status).toBe(200);
  });
});

describe("tables that are newer than the code", () => {
  it("are refused with both versions and what to do, and are left as they are", async () => {
    const { id } = await makeDeparture();
    await inDeparture(id, "UPDATE _meta SET value = 99");
    await runInDurableObject(departure(id), (_object, state) => {
      expect(() => migrate(objectSql(state.storage), DEPARTURE_MIGRATIONS)).toThrow(
        `tables are at version 99, but this code knows only ${DEPARTURE_MIGRATIONS.length}: deploy the newer code`,
      );
    });
    await evictDurableObject(departure(id));
    expect((await hold(id, "too early")).status).toBe(500);
    expect((await call("departure/get", { departure_id: id })).status).toBe(500);
  });
});

describe("D1's migrations", () => {
  const TABLES = [
    "departures",
    "bookings",
    "waitlist_entries",
    "adjustments",
    "tours",
    "venues",
    "shows",
    "api_keys",
    "answers",
    "key_usage",
    "api_log",
  ];

  it("were applied from empty, and applying them again changes nothing", async () => {
    const before = await catalogueSchema();
    for (const table of TABLES) expect(before.map(({ name }) => name)).toContain(table);
    const { id } = await makeDeparture();
    await applyD1Migrations(env.CATALOGUE, env.D1_MIGRATIONS);
    expect(await catalogueSchema()).toEqual(before);
    expect(await rowsOf("SELECT id FROM departures WHERE id = ?", id)).toEqual([{ id }]);
  });

  it("one after the other they keep the rows that the first one's code wrote", async () => {
    const tables = await rowsOf<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB 'sqlite_*'",
    );
    for (const { name } of tables) await env.CATALOGUE.prepare(`DROP TABLE ${name}`).run();
    await applyD1Migrations(env.CATALOGUE, env.D1_MIGRATIONS.slice(0, 1));
    await env.CATALOGUE.prepare(
      "INSERT INTO tours (id, slug, name, description, created_at_ms, updated_at_ms) VALUES ('tour_old', 'old', 'Old', '', 1, 1)",
    ).run();
    await env.CATALOGUE.prepare(
      "INSERT INTO api_keys (id, channel, name, permissions, rate_limit, created_at_ms) VALUES ('key_old', 'chn_old', 'Old', '[]', 1, 1)",
    ).run();
    await applyD1Migrations(env.CATALOGUE, env.D1_MIGRATIONS);
    expect(await rowsOf("SELECT slug FROM tours")).toEqual([{ slug: "old" }]);
    expect(await rowsOf("SELECT id, seq, ends_at_ms, last_used_at_ms FROM api_keys")).toEqual([
      { id: "key_old", seq: 0, ends_at_ms: null, last_used_at_ms: null },
    ]);
  });
});
