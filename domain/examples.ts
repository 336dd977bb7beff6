// The things that domain/'s tests are about, each a plain one that a test changes where it matters.
import type { Booking } from "./booking.ts";
import type { Departure } from "./departure.ts";
import type { Hold } from "./hold.ts";
import { HOUR_MS, MINUTE_MS } from "./limits.ts";
import type { Entry } from "./waitlist.ts";

export const NOW = 1_800_000_000_000;
export const STARTS = NOW + 24 * HOUR_MS;

export const departure: Departure = {
  id: "dep_1",
  tour_id: "tour_1",
  status: "OPEN",
  starts_at_ms: STARTS,
  places: { capacity: 10, held: 2, sold: 3, blocked: 1 },
  unit_amount: 1_000,
  currency: "EUR",
  policy: {
    seats_per_hold_max: 6,
    max_hold_ms: HOUR_MS,
    offer_ttl_ms: 5 * MINUTE_MS,
    waitlist_order: "first_fit",
    cancellation_cutoff_ms: HOUR_MS,
  },
  location_hint: null,
  waiting: 0,
  active_holds: 1,
  created_at_ms: NOW - HOUR_MS,
  updated_at_ms: NOW - HOUR_MS,
};

export const hold: Hold = {
  id: "hold_1",
  no: 1,
  channel: "north",
  customer_ref: "ada",
  seats: 2,
  status: "ACTIVE",
  created_at_ms: NOW,
  expires_at_ms: NOW + 10 * MINUTE_MS,
  unit_amount: 1_000,
  currency: "EUR",
  entry_no: null,
  booking_id: null,
};

export const booking: Booking = {
  id: "bkg_1",
  no: 2,
  hold_id: "hold_0",
  code: "ABC123",
  channel: "north",
  customer_ref: "ada",
  seats: 3,
  status: "CONFIRMED",
  unit_amount: 1_000,
  currency: "EUR",
  created_at_ms: NOW,
  updated_at_ms: NOW,
};

export const entry: Entry = {
  id: "wle_1",
  no: 3,
  channel: "north",
  customer_ref: "ben",
  seats: 5,
  status: "WAITING",
  created_at_ms: NOW,
  notified_at_ms: null,
  hold_id: null,
};
