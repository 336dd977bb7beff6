// Rows of D1's projection, as objects would have written them: for tests of lists, which need many.
import { env } from "cloudflare:workers";
import { type BookingRow, type DepartureRow, NO_ROWS } from "../../durable-objects/projector/rows.ts";
import { writeRows } from "../../durable-objects/projector/store.ts";

const POLICY = JSON.stringify({
  seats_per_hold_max: 10,
  max_hold_ms: 3_600_000,
  offer_ttl_ms: 300_000,
  waitlist_order: "first_fit",
  cancellation_cutoff_ms: 0,
});

export async function listDepartures(
  rows: readonly (Partial<DepartureRow> & { id: string; tour_id: string })[],
): Promise<void> {
  const common = {
    status: "OPEN",
    starts_at_ms: 2_000_000_000_000,
    capacity: 10,
    held: 0,
    sold: 0,
    available: 10,
    waiting: 0,
    active_holds: 0,
  };
  const more = {
    unit_amount: 100,
    currency: "EUR",
    policy: POLICY,
    location_hint: null,
    created_at_ms: 1,
    updated_at_ms: 1,
    as_of_ms: 1,
    seq: 1,
  };
  await writeRows(env.CATALOGUE, { ...NO_ROWS, departures: rows.map((row) => ({ ...common, ...more, ...row })) });
}

export async function listBookings(
  rows: readonly (Partial<BookingRow> & { id: string; departure_id: string })[],
): Promise<void> {
  const common = {
    tour_id: "tour_x",
    hold_id: "hold_x",
    code: "AAAAA-AAAAA",
    channel: "chn_x",
    customer_ref: "someone",
    seats: 2,
  };
  const more = {
    status: "CONFIRMED",
    unit_amount: 100,
    currency: "EUR",
    total_amount: 200,
    show_id: null,
    venue_id: null,
    seat_list: null,
    external_booking_id: null,
    created_at_ms: 1_000,
    updated_at_ms: 1_000,
    seq: 1,
  };
  await writeRows(env.CATALOGUE, { ...NO_ROWS, bookings: rows.map((row) => ({ ...common, ...more, ...row })) });
}
