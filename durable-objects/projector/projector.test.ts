import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../../worker/testing/between-d1.ts";
import { type BookingRow, NO_ROWS, type Rows } from "./rows.ts";

function booking(departure_id: string, no: number, seq: number, customer_ref = "customer"): BookingRow {
  return {
    id: `bkg_${departure_id}_${no}`,
    departure_id,
    tour_id: "tour_1",
    hold_id: "hold_1",
    code: "AAAAA-AAAAA",
    channel: "chn_1",
    customer_ref,
    seats: 1,
    status: "CONFIRMED",
    unit_amount: 100,
    currency: "EUR",
    total_amount: 100,
    show_id: null,
    venue_id: null,
    seat_list: null,
    external_booking_id: null,
    created_at_ms: 1,
    updated_at_ms: seq,
    seq,
  };
}

function drain(departure_id: string, count: number, seq = 1, customer_ref?: string): Rows {
  return {
    ...NO_ROWS,
    bookings: Array.from({ length: count }, (_, no) => booking(departure_id, no, seq, customer_ref)),
  };
}

async function count(departure_id: string): Promise<number> {
  const [row] = await rowsOf<{ bookings: number }>(
    "SELECT count(*) AS bookings FROM bookings WHERE departure_id = ?",
    departure_id,
  );
  return row?.bookings ?? 0;
}

describe("a projector", () => {
  it("writes the full drains of 40 departures that come at once, though all together are too long for D1", async () => {
    const projector = env.PROJECTOR.getByName("projector-of-a-test");
    const names = Array.from({ length: 40 }, (_, index) => `many-${index}`);
    await Promise.all(names.map((name) => projector.project(drain(name, 500, 1, "ü".repeat(128)))));
    expect(await Promise.all(names.map(count))).toEqual(names.map(() => 500));
  });

  it("lets rows come late, twice and out of order: the one with the highest seq stays", async () => {
    const projector = env.PROJECTOR.getByName("projector-of-order");
    for (const seq of [5, 3, 5, 9, 4]) await projector.project(drain("order", 1, seq));
    expect(await rowsOf("SELECT seq, updated_at_ms FROM bookings WHERE departure_id = 'order'")).toEqual([
      { seq: 9, updated_at_ms: 9 },
    ]);
  });

  it("merges drains of one booking that wait together without losing the newest", async () => {
    const projector = env.PROJECTOR.getByName("projector-of-merging");
    await Promise.all([7, 2, 8, 1].map((seq) => projector.project(drain("merged", 1, seq))));
    expect(await rowsOf("SELECT seq FROM bookings WHERE departure_id = 'merged'")).toEqual([{ seq: 8 }]);
  });

  it("tells every caller of a batch that failed, and writes nothing of it", async () => {
    const projector = env.PROJECTOR.getByName("projector-of-failure");
    const broken = { ...drain("broken", 1), departures: [{ id: "no other field" }] } as unknown as Rows;
    const [good, bad] = await Promise.allSettled([projector.project(drain("good", 1)), projector.project(broken)]);
    expect([good.status, bad.status]).toEqual(["rejected", "rejected"]);
    expect(await count("good")).toBe(0);
    await projector.project(drain("good", 1));
    expect(await count("good")).toBe(1);
  });
});
