// What a show forgets, when, and what it never forgets: seats.
import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DAY_MS, HOUR_MS } from "../../domain/limits.ts";
import { call, freshKey, inDays, must } from "../../worker/testing/api.ts";
import { listenTo } from "../../worker/testing/listen-show.ts";
import { makeShow, oneRow, reserve, seatsOf } from "../../worker/testing/shows.ts";
import { inShow, projected } from "../../worker/testing/tables.ts";
import { RETENTION } from "../sale/commit.ts";

afterEach(() => vi.useRealTimers());

/** The clock that objects and the Worker read; the platform's alarms ring when told to. */
function setClock(now_ms: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: now_ms });
}

function ring(show_id: string): Promise<boolean> {
  return runDurableObjectAlarm(env.SHOW.getByName(show_id));
}

async function count(show_id: string, table: "changes" | "holds" | "bookings" | "map_parts"): Promise<number> {
  const [row] = await inShow(show_id, `SELECT count(*) AS rows FROM ${table}`);
  return Number(row?.["rows"]);
}

/** A show of six seats: one sold, one blocked, one that was held and given back. */
async function traded() {
  const show = await makeShow({ starts_at: inDays(30) }, oneRow(6));
  const seats = await seatsOf(show.id);
  const { body: sold } = await reserve(show.id, [seats[0]], { metadata: { note: "kept" } });
  const booking = await must("booking/create", { reservation_id: sold.id });
  const { body: released } = await reserve(show.id, [seats[1]]);
  await must("reservation/release", { reservation_id: released.id });
  await must("seat/block", { show_id: show.id, seat_ids: [seats[2]], reason: "a camera" });
  await projected(show.id);
  return { show, id: show.id, seats, booking };
}

describe("the alarm cleans up", () => {
  it("changes after 25 hours and ended reservations after 2 days; seats, bookings, the map and the counts stay", async () => {
    const { id, booking } = await traded();
    const began_ms = Date.now();
    const seats = await must("show/seats", { show_id: id });
    setClock(began_ms + RETENTION.changes_ms - 60_000);
    await ring(id);
    expect([await count(id, "changes"), await count(id, "holds")]).toEqual([6, 2]);
    setClock(began_ms + RETENTION.changes_ms + 60_000);
    await ring(id);
    expect([await count(id, "changes"), await count(id, "holds")]).toEqual([0, 2]);
    setClock(began_ms + RETENTION.ended_holds_ms + HOUR_MS);
    await ring(id);
    expect([await count(id, "holds"), await count(id, "bookings"), await count(id, "map_parts")]).toEqual([0, 1, 1]);
    expect(await must("show/seats", { show_id: id })).toEqual(seats);
    expect(await must("booking/get", { booking_id: booking.id })).toEqual(booking);
    expect(await must("show/get", { show_id: id })).toMatchObject({
      seats_sold: 1,
      seats_blocked: 1,
      seats_available: 4,
    });
  });

  it("an old booking can still swap its seats and be canceled when its reservation and history are gone", async () => {
    const { id, seats, booking } = await traded();
    setClock(Date.now() + 3 * DAY_MS);
    await ring(id);
    expect([await count(id, "holds"), await count(id, "changes")]).toEqual([0, 0]);
    const swapped = await must("booking/modify", { booking_id: booking.id, seat_ids: [seats[5]] });
    expect(swapped).toMatchObject({ hold_id: booking.hold_id, seat_ids: [seats[5]], metadata: { note: "kept" } });
    expect(await must("booking/cancel", { booking_id: booking.id })).toMatchObject({ status: "CANCELED" });
    expect((await must("show/availability", { show_id: id })).states).toBe("aabaaa");
  });

  it("never a reservation that is active, however long ago it was made", async () => {
    const { id, seats } = await traded();
    const { body: held } = await reserve(id, [seats[4]]);
    const ends_at_ms = Date.now() + 4 * DAY_MS;
    await inShow(id, "UPDATE holds SET created_at_ms = 1, expires_at_ms = ? WHERE status = 'ACTIVE'", ends_at_ms);
    setClock(Date.now() + 3 * DAY_MS);
    await ring(id);
    expect(await inShow(id, "SELECT status FROM holds")).toEqual([{ status: "ACTIVE" }]);
    expect((await must("show/availability", { show_id: id })).states).toBe("saba".concat("ha"));
    expect(held.status).toBe("ACTIVE");
  });
});

describe("a listener whose place in the history is gone", () => {
  it("starts again from a snapshot, with every seat as it is", async () => {
    const { show, id } = await traded();
    setClock(Date.now() + 2 * DAY_MS);
    await ring(id);
    const socket = await listenTo(show, { since: 2 });
    expect((await socket.snapshot()).states).toBe("sabaaa");
  });
});

describe("an answer", () => {
  it("is replayed for 24 hours, and then its key may stand for something new", async () => {
    const { id } = await traded();
    const began_ms = Date.now();
    const key = freshKey();
    const input = { show_id: id, quantity: 1, ttl_seconds: 60 };
    const first = await call("reservation/create", input, { key });
    setClock(began_ms + DAY_MS - 60_000);
    expect((await call("reservation/create", input, { key })).text).toBe(first.text);
    setClock(began_ms + DAY_MS + 60_000);
    const second = await call("reservation/create", { ...input, quantity: 2 }, { key });
    expect([second.status, second.body.seat_ids?.length]).toEqual([200, 2]);
    expect(second.body.id).not.toBe(first.body.id);
  });
});
