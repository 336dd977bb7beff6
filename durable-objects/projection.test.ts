// What D1 is told, and what happens when it is away, slow, or does not say that it heard.
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { call, freshKey, hold, makeDeparture, must } from "../worker/testing/api.ts";
import { betweenProjectorAndD1, gate, renameTable, rowsOf } from "../worker/testing/between-d1.ts";
import { makePartner } from "../worker/testing/partners.ts";
import { inDeparture, projected, wholeCatalogue } from "../worker/testing/tables.ts";
import { PROJECTION, Projection } from "./projection.ts";
import { NO_ROWS } from "./projector/rows.ts";

type Found = { held: number; sold: number; available: number; waiting: number; seq: number };

async function inCatalogue(departure_id: string): Promise<{ departure: Found | undefined; bookings: unknown[] }> {
  const [departure] = await rowsOf<Found>(
    "SELECT held, sold, available, waiting, seq FROM departures WHERE id = ?",
    departure_id,
  );
  const bookings = await rowsOf(
    "SELECT id, seats, status FROM bookings WHERE departure_id = ? ORDER BY id",
    departure_id,
  );
  return { departure, bookings };
}

/** What D1 has not been told, as the departure's row has it after one more commit, which is what the alarm ends with. */
async function lag(departure_id: string): Promise<unknown> {
  await runDurableObjectAlarm(env.DEPARTURE.getByName(departure_id));
  const [row] = await inDeparture(departure_id, "SELECT seq - projected_seq AS lag FROM departure");
  return row?.["lag"];
}

async function book(departure_id: string, customer_ref: string, token?: string) {
  const options = token === undefined ? {} : { token };
  const held = await hold(departure_id, customer_ref, {}, options);
  return must("booking/confirm", { hold_id: held.body.id }, options);
}

async function lagTold(): Promise<number> {
  return (await env.METRICS.getByName("metrics").read()).gauges.lag_changes;
}

function reached(departure_id: string): Promise<boolean> {
  return env.DEPARTURE.getByName(departure_id).projected();
}

describe("D1 that fails", () => {
  afterEach(async () => {
    await renameTable("departures_away", "departures").catch(() => undefined);
  });

  it("keeps nobody from holding and confirming, and has everything once, as it is now, when it is back", async () => {
    const { id } = await makeDeparture();
    await renameTable("departures", "departures_away");
    const [kept, canceled] = [await book(id, "kept"), await book(id, "canceled")];
    await must("booking/cancel", { booking_id: canceled.id });
    expect(await reached(id)).toBe(false);
    expect(await rowsOf("SELECT id FROM bookings WHERE departure_id = ?", id)).toEqual([]);
    expect(await lag(id)).toBeGreaterThan(0);
    await renameTable("departures_away", "departures");
    expect(await reached(id)).toBe(true);
    expect(await lag(id)).toBe(0);
    expect(await inCatalogue(id)).toMatchObject({
      departure: { held: 0, sold: 2, available: 8 },
      bookings: [
        { id: kept.id, seats: 2, status: "CONFIRMED" },
        { id: canceled.id, seats: 2, status: "CANCELED" },
      ],
    });
  });

  it("is tried again by the alarm, when nobody calls", async () => {
    const { id } = await makeDeparture();
    await renameTable("departures", "departures_away");
    await book(id, "patient");
    const stub = env.DEPARTURE.getByName(id);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await lag(id)).toBeGreaterThan(0);
    await renameTable("departures_away", "departures");
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await lag(id)).toBe(0);
  });

  it("with every cache cold and all its tables gone: a partner's key is known, and it holds and books", async () => {
    const partner = await makePartner();
    const { id } = await makeDeparture();
    const names = (
      await rowsOf<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'd1\\_%' ESCAPE '\\'",
      )
    ).map(({ name }) => name);
    expect(names).toContain("api_keys");
    for (const name of names) await renameTable(name, `${name}_gone`);
    try {
      await abortAllDurableObjects();
      // The isolate's own cache of keys forgets after a second.
      vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2_000 });
      const booking = await book(id, "cold", partner.token);
      expect(booking.status).toBe("CONFIRMED");
      await must("booking/cancel", { booking_id: booking.id }, { token: partner.token });
      expect((await hold(id, "colder", {}, { token: partner.token })).status).toBe(200);
    } finally {
      vi.useRealTimers();
      for (const name of names) await renameTable(`${name}_gone`, name);
    }
    await projected(id);
    expect(await inCatalogue(id)).toMatchObject({
      departure: { held: 2, sold: 0 },
      bookings: [{ status: "CANCELED" }],
    });
  });
});

describe("D1 that is slow or answers late", () => {
  it("holds up nobody: holds and confirms are answered while a write is under way, and reach D1 after it", async () => {
    const { id } = await makeDeparture();
    const [asked, released] = [gate(), gate()];
    await betweenProjectorAndD1(id, async (write) => {
      asked.open();
      await released.opened;
      return write();
    });
    await hold(id, "first");
    await asked.opened;
    const booking = await book(id, "second");
    expect((await inCatalogue(id)).departure).toMatchObject({ held: 0, sold: 0 });
    released.open();
    await projected(id);
    expect(await inCatalogue(id)).toMatchObject({ departure: { held: 2, sold: 2 }, bookings: [{ id: booking.id }] });
  });

  it("the answer lost after the write: the same rows are sent again, and nothing is doubled", async () => {
    const { id } = await makeDeparture();
    const written = gate();
    let writes = 0;
    await betweenProjectorAndD1(id, async (write) => {
      const results = await write();
      writes += 1;
      written.open();
      if (writes === 1) throw new Error("the answer was lost");
      return results;
    });
    const booking = await book(id, "once");
    await written.opened;
    await projected(id);
    expect(writes).toBeGreaterThan(1);
    expect(await lag(id)).toBe(0);
    expect(await inCatalogue(id)).toMatchObject({ departure: { sold: 2 }, bookings: [{ id: booking.id }] });
  });

  it("an object that ends between the write and the cursor: the drain is repeated, and D1 stays equal to the object", async () => {
    const { id } = await makeDeparture();
    await book(id, "first");
    await projected(id);
    const before = await inCatalogue(id);
    await inDeparture(id, "UPDATE departure SET projected_seq = 0");
    await evictDurableObject(env.DEPARTURE.getByName(id));
    await projected(id);
    expect(await inCatalogue(id)).toEqual(before);
    expect(await lag(id)).toBe(0);
  });

  it("a write that comes after newer ones: older rows change nothing", async () => {
    const { id } = await makeDeparture();
    let kept_back = true;
    let late: (() => Promise<D1Result[]>) | undefined;
    await betweenProjectorAndD1(id, async (write) => {
      if (kept_back) {
        late = write;
        throw new Error("on its way for a long time");
      }
      const results = await write();
      await late?.();
      return results;
    });
    const booking = await book(id, "changed their mind");
    expect(await reached(id)).toBe(false);
    kept_back = false;
    await must("booking/cancel", { booking_id: booking.id });
    await projected(id);
    expect(await inCatalogue(id)).toMatchObject({
      departure: { sold: 0 },
      bookings: [{ id: booking.id, status: "CANCELED" }],
    });
  });
});

describe("the outbox", () => {
  it("brings 1,200 bookings in drains of 500, each once", async () => {
    const { id, tour_id } = await makeDeparture({ capacity_total: 5_000 });
    await inDeparture(
      id,
      `INSERT INTO bookings (no, hold_no, hold_created_at_ms, code, channel, customer_ref, seats, status, unit_amount, currency, created_at_ms, updated_at_ms)
       WITH RECURSIVE n(no) AS (SELECT 2 UNION ALL SELECT no + 1 FROM n WHERE no < 1201)
       SELECT no, no, 1, 'code', 'chn', 'customer ' || no, 1, 'CONFIRMED', 100, 'EUR', 1, 1 FROM n`,
    );
    await inDeparture(
      id,
      "INSERT INTO changes (seq, at_ms, kind, subject, channel) SELECT no, 1, 'booking_created', no, channel FROM bookings",
    );
    await inDeparture(id, "UPDATE departure SET seq = 1201, sold = 1200");
    const drains: number[] = [];
    await betweenProjectorAndD1(id, async (write) => {
      const results = await write();
      drains.push(results.at(-1)?.meta.changes ?? 0);
      return results;
    });
    await projected(id);
    expect(drains).toHaveLength(3);
    const [count] = await rowsOf<{ bookings: number; tours: number }>(
      "SELECT count(*) AS bookings, count(DISTINCT tour_id) AS tours FROM bookings WHERE departure_id = ? AND tour_id = ?",
      id,
      tour_id,
    );
    expect(count).toEqual({ bookings: 1_200, tours: 1 });
    expect(await lag(id)).toBe(0);
  });

  it("the lag is told to the metrics while D1 is away, and is zero after", async () => {
    const { id } = await makeDeparture();
    let away = true;
    await betweenProjectorAndD1(id, (write) => (away ? Promise.reject(new Error("away")) : write()));
    await book(id, "counted");
    await reached(id);
    await vi.waitFor(async () => expect(await lagTold()).toBeGreaterThan(0), 5_000);
    away = false;
    await projected(id);
    await vi.waitFor(async () => expect(await lagTold()).toBe(0), 5_000);
  });

  it("entries and adjustments arrive too, and the key of the request does not", async () => {
    const { id } = await makeDeparture({ capacity_total: 2 });
    await book(id, "first");
    const entry = await must("waitlist/join", { departure_id: id, customer_ref: "waiting", seats: 2 });
    const key = freshKey();
    await call("inventory/adjust", { departure_id: id, delta: 1, reason: "a folding seat" }, { key });
    await projected(id);
    expect(await rowsOf("SELECT id, status FROM waitlist_entries WHERE departure_id = ?", id)).toEqual([
      { id: entry.id, status: "WAITING" },
    ]);
    expect(await rowsOf("SELECT delta, reason FROM adjustments WHERE departure_id = ?", id)).toEqual([
      { delta: 1, reason: "a folding seat" },
    ]);
    expect(await wholeCatalogue()).not.toContain(key);
  });
});

describe("a projection whose D1 never answers", () => {
  afterEach(() => vi.useRealTimers());

  it("gives up after 15 seconds, waits longer after each failure, and sends the same rows again", async () => {
    vi.useFakeTimers();
    const sent: number[] = [];
    const failures: number[] = [];
    let cursor = 0;
    const projection = new Projection({
      pending: () => (cursor < 7 ? { rows: NO_ROWS, seq: 7, more: false } : undefined),
      send: () => {
        sent.push(Date.now());
        return sent.length < 4 ? new Promise(() => undefined) : Promise.resolve();
      },
      advance: (seq) => {
        cursor = seq;
      },
      clock: () => Date.now(),
      failed: () => failures.push(Date.now()),
    });
    for (let turn = 1; turn <= 4; turn += 1) {
      projection.poke();
      await vi.runAllTimersAsync();
    }
    expect(failures).toHaveLength(3);
    const waits = sent.slice(1).map((at, index) => at - (sent[index] ?? 0) - PROJECTION.answer_within_ms);
    expect(waits).toEqual([1_000, 2_000, 4_000]);
    expect(cursor).toBe(7);
  });
});
