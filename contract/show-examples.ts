// The documents' show: an evening in the venue of venue-examples.ts.
import type * as z from "zod";
import type { booking } from "./booking.ts";
import type { RESERVATION_OPERATIONS } from "./reservation.ts";
import type { SEAT_OPERATIONS } from "./seat.ts";
import type { SHOW_OPERATIONS } from "./show.ts";
import { VENUE_ID } from "./venue-examples.ts";

type Declared = typeof SHOW_OPERATIONS & typeof SEAT_OPERATIONS & typeof RESERVATION_OPERATIONS;
type Example<Name extends keyof Declared> = {
  readonly request: z.input<Declared[Name]["input"]>;
  readonly response: z.input<Declared[Name]["output"]>;
};

const SHOW_HOME = "1kq3v1r5m0h2n6t8xkd4w5b9c1fz7qgj";

export const SHOW_IDS = {
  show: `shw_${SHOW_HOME}`,
  seat: `seat_0000${SHOW_HOME}`,
  other_seat: `seat_0001${SHOW_HOME}`,
  reservation: `hold_1kq47b3d0000000h${SHOW_HOME}`,
  seat_booking: `bkg_1kq47c9e0000000j${SHOW_HOME}`,
} as const;

const { show: show_id, seat: seat_id, other_seat, reservation: reservation_id } = SHOW_IDS;
const seat_ids = [seat_id, other_seat];
const CREATED = "2030-05-02T08:30:00.000Z";
const PREMIUM = { amount: 15_000, currency: "EUR" } as const;
const STANDARD = { amount: 9_050, currency: "EUR" } as const;
const TOTAL = { amount: 30_000, currency: "EUR" } as const;
const one = <Item>(item: Item) => ({ items: [item], next_cursor: null });

const SHOW: Example<"show/get">["response"] = {
  id: show_id,
  venue_id: VENUE_ID,
  name: "Hamlet, opening night",
  status: "OPEN",
  starts_at: "2030-06-01T18:00:00.000Z",
  currency: "EUR",
  seats_total: 4,
  seats_available: 4,
  seats_held: 0,
  seats_sold: 0,
  seats_blocked: 0,
  waiting: 0,
  price_min: STANDARD,
  price_max: PREMIUM,
  policy: {
    seats_per_hold_max: 10,
    max_hold_seconds: 3_600,
    offer_ttl_seconds: 300,
    waitlist_order: "first_fit",
    cancellation_cutoff_seconds: 0,
    orphan_policy: "off",
  },
  location_hint: null,
  scheme_version_id: null,
  created_at: CREATED,
  updated_at: CREATED,
};

function chosen(id: string, number: number) {
  return {
    seat_id: id,
    map_seat_id: `Main-1-${number}`,
    section: "Main",
    row: "1",
    number: String(number),
    category: "Premium",
    price: PREMIUM,
    accessible: false,
  };
}

const SEATS = [chosen(seat_id, 1), chosen(other_seat, 2)];
const FREE = { status: "available", held_until: null } as const;
const BLOCKED = { status: "blocked", held_until: null } as const;
const OF_SHOW = { show_id, venue_id: VENUE_ID };

const RESERVATION: Example<"reservation/get">["response"] = {
  id: reservation_id,
  show_id,
  customer_ref: "customer-481",
  external_booking_id: "ext-booking-123",
  seat_ids,
  seats: SEATS,
  adjacent: false,
  total_price: TOTAL,
  metadata: null,
  status: "ACTIVE",
  expires_at: "2030-05-20T14:10:00.000Z",
  max_expires_at: "2030-05-20T15:00:00.000Z",
  booking_id: null,
  entry_id: null,
  created_at: "2030-05-20T14:00:00.000Z",
};

export const SEAT_BOOKING: z.input<typeof booking> = {
  id: SHOW_IDS.seat_booking,
  departure_id: show_id,
  show_id,
  hold_id: reservation_id,
  code: "4TQ8N-MX2CB",
  seats: 2,
  seat_ids,
  seat_list: SEATS,
  adjacent: false,
  customer_ref: "customer-481",
  external_booking_id: "ext-booking-123",
  metadata: null,
  status: "CONFIRMED",
  total_price: TOTAL,
  created_at: "2030-05-20T14:03:21.000Z",
  updated_at: "2030-05-20T14:03:21.000Z",
};

const WANTED = { seat_ids, customer_ref: "customer-481", external_booking_id: "ext-booking-123" };

export const SHOW_EXAMPLES: { readonly [Name in keyof Declared]: Example<Name> } = {
  "show/create": {
    request: { venue_id: VENUE_ID, name: SHOW.name, starts_at: SHOW.starts_at },
    response: SHOW,
  },
  "show/update": {
    request: { show_id, name: "Hamlet, the night after" },
    response: { ...SHOW, name: "Hamlet, the night after", updated_at: "2030-05-03T12:00:00.000Z" },
  },
  "show/get": { request: { show_id }, response: SHOW },
  "show/list": {
    request: { venue_id: VENUE_ID, available_min: 2 },
    response: one({ ...SHOW, as_of: "2030-05-20T13:59:59.000Z" }),
  },
  "show/close": { request: { show_id }, response: { ...SHOW, status: "CLOSED" } },
  "show/reopen": { request: { show_id }, response: SHOW },
  "show/cancel": {
    request: { show_id, reason: "the lead is ill" },
    response: { ...SHOW, status: "CANCELED" },
  },
  "show/seats": {
    request: { show_id, venue_id: VENUE_ID, section: "Main", category: "Premium" },
    response: {
      ...OF_SHOW,
      seq: 1,
      items: SEATS.map((seat, index) => ({ ...seat, ...FREE, index })),
      next_cursor: null,
    },
  },
  "show/availability": {
    request: { show_id, venue_id: VENUE_ID },
    response: {
      ...OF_SHOW,
      status: "OPEN",
      seq: 1,
      seats_total: 4,
      seats_available: 4,
      seats_held: 0,
      seats_sold: 0,
      seats_blocked: 0,
      waiting: 0,
      categories: [
        {
          section: "Main",
          category: "Premium",
          price_min: PREMIUM,
          price_max: PREMIUM,
          seats_total: 2,
          seats_available: 2,
        },
        {
          section: "Main",
          category: "Standard",
          price_min: STANDARD,
          price_max: STANDARD,
          seats_total: 2,
          seats_available: 2,
        },
      ],
      states: "aaaa",
    },
  },
  "seat/get": { request: { seat_id }, response: { ...chosen(seat_id, 1), ...FREE, ...OF_SHOW } },
  "seat/bulk-status": {
    request: { seat_ids },
    response: { seats: SEATS.map((seat) => ({ ...seat, ...FREE, ...OF_SHOW })), not_found: [] },
  },
  "seat/block": {
    request: { show_id, seat_ids, reason: "a camera stands there" },
    response: { show_id, seats: SEATS.map((seat) => ({ ...seat, ...BLOCKED })) },
  },
  "seat/unblock": {
    request: { show_id, seat_ids },
    response: { show_id, seats: SEATS.map((seat) => ({ ...seat, ...FREE })) },
  },
  "reservation/create": {
    request: { show_id, ...WANTED, hold_duration_minutes: 10 },
    response: RESERVATION,
  },
  "reservation/create-batch": {
    request: { show_id, mode: "atomic", reservations: [{ ...WANTED, hold_duration_minutes: 10 }] },
    response: { items: [{ reservation: RESERVATION, refused: null }] },
  },
  "reservation/get": { request: { reservation_id }, response: RESERVATION },
  "reservation/list": { request: { show_id, status: "ACTIVE" }, response: one(RESERVATION) },
  "reservation/extend": {
    request: { reservation_id, hold_duration_minutes: 15 },
    response: { ...RESERVATION, expires_at: "2030-05-20T14:15:00.000Z" },
  },
  "reservation/release": { request: { reservation_id }, response: { ...RESERVATION, status: "CANCELED" } },
};
