// The largest show: 60,000 seats, as many bookings as it can have at once, and what it does all at once.
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { call, freshKey, must, type Output } from "../../worker/testing/api.ts";
import { listenTo } from "../../worker/testing/listen-show.ts";
import { makeShow, reserve } from "../../worker/testing/shows.ts";
import { inShow } from "../../worker/testing/tables.ts";
import { FEED } from "../feed.ts";

const SIZE = 60_000;
const CHANNEL = "chn_00000000000000000000000000000000";
const NUMBERS = "WITH RECURSIVE n(no) AS (SELECT 2 UNION ALL SELECT no + 1 FROM n WHERE no <= ?1)";

const nameOf = (section: number) => `S${String(section).padStart(2, "0")}`;

/** 60 sections of 20 rows of 50. */
function stadium(): { sections: object[] } {
  const rows = Array.from({ length: 20 }, (_, index) => index + 1);
  const section = (index: number) => ({
    name: nameOf(index),
    rows: 20,
    seats_per_row: 50,
    categories: [{ name: `Block ${index % 5}`, rows, price: 20 + (index % 5), color: "#8B5CF6" }],
  });
  return { sections: Array.from({ length: 60 }, (_, index) => section(index)) };
}

async function fill(show_id: string, bookings: number, seats_each: number): Promise<void> {
  const list = `(SELECT json_group_array(seat) FROM (WITH RECURSIVE s(seat) AS
    (SELECT (no - 2) * ?2 UNION ALL SELECT seat + 1 FROM s WHERE seat + 1 < (no - 1) * ?2) SELECT seat FROM s))`;
  await inShow(
    show_id,
    `INSERT INTO bookings (no, hold_no, hold_created_at_ms, code, channel, customer_ref, seats, status, created_at_ms,
       updated_at_ms, seat_list, total_amount, currency)
     ${NUMBERS} SELECT no, no, 1, 'code', '${CHANNEL}', NULL, ?2, 'CONFIRMED', 1, 1, ${list}, 100, 'EUR' FROM n`,
    bookings,
    seats_each,
  );
  await inShow(
    show_id,
    "INSERT INTO seats (seat, state, owner, seq) SELECT value, 2, no, no FROM bookings, json_each(bookings.seat_list)",
  );
  await inShow(show_id, "UPDATE show SET seq = 1 + ?1, sold = ?1 * ?2", bookings, seats_each);
}

describe("a show of 60,000 seats", () => {
  let show: Output<"show/create">;
  let seats: Output<"show/seats">["items"];

  beforeAll(async () => {
    show = await makeShow({}, stadium());
  }, 120_000);

  it("is made with all of them, in parts that fit a row, and read whole and in pages", async () => {
    expect(show).toMatchObject({ seats_total: SIZE, seats_available: SIZE });
    const parts = await inShow(show.id, "SELECT max(length(body)) AS longest, count(*) AS parts FROM map_parts");
    expect(parts).toEqual([{ longest: expect.any(Number), parts: 12 }]);
    expect(Number(parts[0]?.["longest"])).toBeLessThan(2_000_000);
    ({ items: seats } = await must("show/seats", { show_id: show.id }));
    expect(seats).toHaveLength(SIZE);
    expect(new Set(seats.map(({ seat_id }) => seat_id)).size).toBe(SIZE);
    expect(seats.every(({ index }, place) => index === place)).toBe(true);
    const block = await must("show/seats", { show_id: show.id, category: "Block 3", limit: 5_000 });
    expect([block.items.length, block.next_cursor === null]).toEqual([5_000, false]);
  });

  it("answers after an eviction: where it stands, reservations by wish and by id over the whole hall, and a booking", async () => {
    await evictDurableObject(env.SHOW.getByName(show.id));
    const best = await must("reservation/create", { show_id: show.id, quantity: 10 });
    expect(best).toMatchObject({ adjacent: true });
    const split = { show_id: show.id, quantity: 50, allow_split: true, category: "Block 4" };
    expect((await must("reservation/create", split)).seat_ids).toHaveLength(50);
    const ends = [0, SIZE - 1].map((index) => seats[index]?.seat_id);
    const { body: named } = await reserve(show.id, ends);
    expect(named.seat_ids).toEqual(ends);
    await must("booking/create", { reservation_id: named.id });
    await evictDurableObject(env.SHOW.getByName(show.id));
    const availability = await must("show/availability", { show_id: show.id });
    expect(availability).toMatchObject({ seats_held: 60, seats_sold: 2, seats_available: SIZE - 62 });
    expect(availability.states).toMatch(/^s.{59998}s$/);
    expect([...availability.states].filter((letter) => letter === "h")).toHaveLength(60);
    for (const index of [0, 4_999, 5_000, SIZE - 1]) {
      const row = String(Math.floor((index % 1_000) / 50) + 1);
      const facts = { section: nameOf(Math.floor(index / 1_000)), row, number: String((index % 50) + 1) };
      expect(await must("seat/get", { seat_id: seats[index]?.seat_id })).toMatchObject(facts);
    }
    const named_seats = seats.slice(59_000).map(({ seat_id }) => seat_id);
    expect((await must("seat/bulk-status", { seat_ids: named_seats })).seats).toHaveLength(1_000);
  });

  it("keeps a listener's credit: its snapshot is a quarter of it, and a change after it a few hundred bytes", async () => {
    const socket = await listenTo(show);
    const text = await socket.nextText();
    expect(text.length).toBeGreaterThan(SIZE);
    expect(text.length).toBeLessThan(FEED.credit_bytes / 2);
    await reserve(show.id, [seats[30_000]?.seat_id]);
    expect((await socket.changes()).seat_status_changed).toHaveLength(1);
  });

  it("refuses a block of 1,000 seats whole, naming every one of them, and takes one of 1,000 that are free", async () => {
    const seat_ids = seats.slice(10_000, 11_000).map(({ seat_id }) => seat_id);
    const input = { show_id: show.id, seat_ids, reason: "a stage" };
    const blocked = await must("seat/block", input);
    expect(blocked.seats.every(({ status }) => status === "blocked")).toBe(true);
    const refused = await call(
      "reservation/create",
      { show_id: show.id, seat_ids: seat_ids.slice(0, 50) },
      { key: freshKey() },
    );
    expect((JSON.parse(refused.text) as { seats: unknown[] }).seats).toHaveLength(50);
  });
});

it("a sold-out show of 60,000 seats in 6,000 bookings is loaded, says so, and is canceled with every one", async () => {
  const { id } = await makeShow({}, stadium());
  await fill(id, 6_000, 10);
  await evictDurableObject(env.SHOW.getByName(id));
  expect((await must("show/availability", { show_id: id })).states).toBe("s".repeat(SIZE));
  const full = await call("reservation/create", { show_id: id, quantity: 1 }, { key: freshKey() });
  expect(full.body).toMatchObject({ code: "FULL", available: 0 });
  await must("waitlist/join", { show_id: id, customer_ref: "patient", seats: 2 });
  expect(await must("show/cancel", { show_id: id })).toMatchObject({ seats_available: SIZE, seats_sold: 0 });
  expect(await inShow(id, "SELECT count(*) AS taken FROM seats WHERE state > 0")).toEqual([{ taken: 0 }]);
  expect(await inShow(id, "SELECT count(*) AS changes FROM changes WHERE kind = 'booking_changed'")).toEqual([
    { changes: 6_000 },
  ]);
}, 120_000);

it("12,000 reservations that end at the same moment are all free for the next command", async () => {
  const { id } = await makeShow({}, stadium());
  await inShow(
    id,
    `INSERT INTO holds (no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, seat_list, total_amount, currency)
     ${NUMBERS} SELECT no, '${CHANNEL}', NULL, 1, 'ACTIVE', 1, 1000, json_array(no - 2), 100, 'EUR' FROM n`,
    12_000,
  );
  await inShow(id, "INSERT INTO seats (seat, state, owner, seq) SELECT no - 2, 1, no, no FROM holds");
  await inShow(id, "UPDATE show SET seq = 1 + ?1, held = ?1, active_holds = ?1", 12_000);
  const reserved = await must("reservation/create", { show_id: id, quantity: 10, section: "S00" });
  expect(reserved.adjacent).toBe(true);
  expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 10, seats_available: SIZE - 10 });
  expect(await inShow(id, "SELECT count(*) AS expired FROM holds WHERE status = 'EXPIRED'")).toEqual([
    { expired: 12_000 },
  ]);
}, 120_000);
