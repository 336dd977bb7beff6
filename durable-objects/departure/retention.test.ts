// What a departure forgets, when, and what it never forgets.
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DAY_MS, HOUR_MS } from "../../domain/limits.ts";
import { call, freshKey, hold, makeDeparture, must } from "../../worker/testing/api.ts";
import { betweenProjectorAndD1 } from "../../worker/testing/between-d1.ts";
import { inDeparture, projected } from "../../worker/testing/tables.ts";
import { cleanUp, RETENTION } from "../sale/commit.ts";
import { objectSql } from "../sql.ts";
import { departureStore } from "./kind.ts";

afterEach(() => vi.useRealTimers());

/** The clock that objects and the Worker read; the platform's alarms ring when told to. */
function setClock(now_ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
}

function ring(departure_id: string): Promise<boolean> {
  return runDurableObjectAlarm(env.DEPARTURE.getByName(departure_id));
}

async function count(departure_id: string, table: "changes" | "holds" | "bookings" | "adjustments"): Promise<number> {
  const [row] = await inDeparture(departure_id, `SELECT count(*) AS rows FROM ${table}`);
  return Number(row?.["rows"]);
}

/** A sale, a hold that was given up, and an adjustment. */
async function trade(departure_id: string, name: string) {
  const sold = (await hold(departure_id, `${name} sold`)).body;
  const booking = await must("booking/confirm", { hold_id: sold.id });
  const released = (await hold(departure_id, `${name} gave up`)).body;
  await must("hold/release", { hold_id: released.id });
  await must("inventory/adjust", { departure_id, delta: 1, reason: name });
  return { sold, booking };
}

describe("the alarm cleans up", () => {
  it("changes after 25 hours and ended holds after 2 days; bookings and adjustments stay, and the counts do", async () => {
    const { id } = await makeDeparture({ capacity_total: 20 });
    const began_ms = Date.now();
    const { booking } = await trade(id, "old");
    await projected(id);
    const changes = await count(id, "changes");
    setClock(began_ms + RETENTION.changes_ms - 60_000);
    await ring(id);
    expect(await count(id, "changes")).toBe(changes);
    setClock(began_ms + RETENTION.changes_ms + 60_000);
    const young = await trade(id, "young");
    await projected(id);
    await ring(id);
    expect(await inDeparture(id, "SELECT min(at_ms) AS oldest FROM changes")).toEqual([{ oldest: expect.any(Number) }]);
    expect(
      await inDeparture(id, "SELECT count(*) AS old FROM changes WHERE at_ms < ?", Date.now() - RETENTION.changes_ms),
    ).toEqual([{ old: 0 }]);
    expect(await count(id, "holds")).toBe(4);
    setClock(began_ms + RETENTION.ended_holds_ms + HOUR_MS);
    await ring(id);
    expect(await count(id, "holds")).toBe(2);
    expect(await must("booking/get", { booking_id: booking.id })).toEqual(booking);
    expect(await must("booking/get", { booking_id: young.booking.id })).toEqual(young.booking);
    expect(await count(id, "adjustments")).toBe(2);
    expect(await must("departure/get", { departure_id: id })).toMatchObject({
      capacity_total: 22,
      capacity_sold: 4,
      capacity_held: 0,
    });
  });

  it("an old booking can still be canceled when its hold and its history are gone, and its places come back", async () => {
    const { id } = await makeDeparture();
    const { booking } = await trade(id, "old");
    await projected(id);
    setClock(Date.now() + 3 * DAY_MS);
    await ring(id);
    expect([await count(id, "holds"), await count(id, "changes")]).toEqual([0, 0]);
    expect(await must("booking/cancel", { booking_id: booking.id })).toMatchObject({
      id: booking.id,
      hold_id: booking.hold_id,
      status: "CANCELED",
    });
    expect(await must("departure/get", { departure_id: id })).toMatchObject({
      capacity_sold: 0,
      capacity_available: 11,
    });
  });

  it("never a change that D1 has not been told, however old; it is told them, and then they go", async () => {
    const { id } = await makeDeparture();
    let away = true;
    await betweenProjectorAndD1(id, (write) => (away ? Promise.reject(new Error("away")) : write()));
    const { booking } = await trade(id, "untold");
    const [before] = await inDeparture(id, "SELECT projected_seq, seq FROM departure");
    setClock(Date.now() + 3 * DAY_MS);
    await ring(id);
    const [kept] = await inDeparture(id, "SELECT min(seq) AS first, max(seq) AS last FROM changes");
    expect(kept).toEqual({ first: Number(before?.["projected_seq"]) + 1, last: before?.["seq"] });
    away = false;
    await projected(id);
    await ring(id);
    expect(await count(id, "changes")).toBe(0);
    const listed = await must("booking/list", { departure_id: id });
    expect(listed.items.map((item) => item.id)).toEqual([booking.id]);
  });

  it("never a hold that is active, however long ago it was made", async () => {
    const { id } = await makeDeparture({ starts_at: new Date(Date.now() + 30 * DAY_MS).toISOString() });
    const held = (await hold(id, "patient")).body;
    await inDeparture(id, "UPDATE holds SET created_at_ms = 1");
    await inDeparture(id, "UPDATE holds SET expires_at_ms = ?", Date.now() + 4 * DAY_MS);
    setClock(Date.now() + 3 * DAY_MS);
    await ring(id);
    expect(await inDeparture(id, "SELECT status FROM holds")).toEqual([{ status: "ACTIVE" }]);
    expect(held.status).toBe("ACTIVE");
  });

  it("9,000 changes and 7,000 holds in commits of at most 2,000 each", async () => {
    const { id } = await makeDeparture();
    await inDeparture(
      id,
      "INSERT INTO changes (seq, at_ms, kind) WITH RECURSIVE n(no) AS (SELECT 2 UNION ALL SELECT no + 1 FROM n WHERE no <= 9000) SELECT no, 1, 'nothing' FROM n",
    );
    await inDeparture(
      id,
      `INSERT INTO holds (no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency)
       WITH RECURSIVE n(no) AS (SELECT 2 UNION ALL SELECT no + 1 FROM n WHERE no <= 7000) SELECT no, 'chn', 'c', 1, 'EXPIRED', 1, 2, 1, 'EUR' FROM n`,
    );
    await inDeparture(id, "UPDATE departure SET seq = 9001, projected_seq = 9001");
    await inDeparture(id, "UPDATE changes SET at_ms = 1");
    const commits = await runInDurableObject(env.DEPARTURE.getByName(id), (_object, state) => {
      const store = departureStore(objectSql(state.storage));
      const sizes: number[] = [];
      const rows = () =>
        Number(
          store.sql.all("SELECT (SELECT count(*) FROM changes) + (SELECT count(*) FROM holds) AS rows")[0]?.["rows"],
        );
      for (let more = true; more; ) {
        const before = rows();
        more = cleanUp(store, Date.now());
        sizes.push(before - rows());
      }
      return sizes;
    });
    expect(Math.max(...commits)).toBeLessThanOrEqual(2 * RETENTION.rows_a_commit);
    expect(commits.reduce((sum, size) => sum + size, 0)).toBe(9_001 + 7_000);
    expect([await count(id, "changes"), await count(id, "holds")]).toEqual([0, 0]);
  });
});

describe("an answer", () => {
  it("is replayed for 24 hours, and then its key may stand for something new, once", async () => {
    const { id } = await makeDeparture();
    const began_ms = Date.now();
    const key = freshKey();
    const input = { departure_id: id, seats: 2, customer_ref: "regular", ttl_seconds: 60 };
    const first = await call("booking/hold", input, { key });
    setClock(began_ms + DAY_MS - 60_000);
    expect((await call("booking/hold", input, { key })).text).toBe(first.text);
    setClock(began_ms + DAY_MS + 60_000);
    const second = await call("booking/hold", { ...input, seats: 3 }, { key });
    expect(second.status, second.text).toBe(200);
    expect(second.headers.get("idempotency-replayed")).toBeNull();
    expect(second.body.id).not.toBe(first.body.id);
    expect((await call("booking/hold", { ...input, seats: 3 }, { key })).text).toBe(second.text);
    expect((await call("booking/hold", input, { key })).body.code).toBe("IDEMPOTENCY_KEY_MISMATCH");
    expect(await inDeparture(id, "SELECT count(*) AS keyed FROM changes WHERE key LIKE ?", `%${key}`)).toEqual([
      { keyed: 1 },
    ]);
  });

  it("a refusal that is over a day old is decided anew", async () => {
    const { id } = await makeDeparture({ capacity_total: 2 });
    const first = await hold(id, "first", { ttl_seconds: 60 });
    const key = freshKey();
    expect((await hold(id, "late", {}, { key })).body.code).toBe("FULL");
    setClock(Date.now() + DAY_MS + 60_000);
    expect((await hold(id, "late", {}, { key })).status).toBe(200);
    expect((await call("hold/get", { hold_id: first.body.id })).body.status).toBe("EXPIRED");
  });
});
