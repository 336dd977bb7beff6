import * as z from "zod";
import { plainPrices } from "./major-units.ts";
import { operation } from "./operation.ts";
import { externalBookingId, GROUP_SEATS_MAX, metadata, r2Seated } from "./reservation.ts";
import { shaped } from "./rest-binding.ts";
import { chosenSeat, seatIds } from "./seat.ts";
import {
  count,
  customerRef,
  identifier,
  money,
  page,
  pageInput,
  seatCount,
  timestamp,
  ttlSeconds,
  written,
} from "./values.ts";

/** What is of a show and not of a departure has these too. */
const ofShow = {
  show_id: identifier.optional().describe("The show, where it is one"),
  seat_ids: z.array(identifier).max(GROUP_SEATS_MAX).optional().describe("Of a show: its seats, in hall order"),
};

export const hold = z
  .object({
    id: identifier,
    departure_id: identifier.describe("The departure; of an offer of seats, the show"),
    customer_ref: written(128),
    seats: count,
    status: z.enum(["ACTIVE", "EXPIRED", "CONFIRMED", "CANCELED"]),
    expires_at: timestamp,
    max_expires_at: timestamp.describe("The latest that extending can reach"),
    total_price: money,
    booking_id: identifier.nullable(),
    entry_id: identifier.nullable().describe("The waitlist entry that this hold is the offer of"),
    created_at: timestamp,
    ...ofShow,
  })
  .meta({ id: "Hold" });

export const booking = z
  .object({
    id: identifier,
    departure_id: identifier.describe("The departure; of booked seats, the show"),
    hold_id: identifier,
    code: written(32).describe("For people: ten letters and digits in two groups"),
    seats: count,
    customer_ref: written(128),
    status: z.enum(["PENDING", "CONFIRMED", "CANCELED", "FAILED"]),
    total_price: money,
    created_at: timestamp,
    updated_at: timestamp,
    ...ofShow,
    seat_list: z
      .array(chosenSeat)
      .max(GROUP_SEATS_MAX)
      .optional()
      .describe("Of a show, where one booking is read: its seats with what is on them"),
    adjacent: z.boolean().optional().describe("Of a show: whether its seats are next to each other"),
    external_booking_id: written(255).nullable().optional().describe("Of a show: your own reference"),
    metadata: z.record(z.string().max(64), written(500)).nullable().optional().describe("Of a show: your own notes"),
  })
  .meta({ id: "Booking" });

const listed = booking
  .extend({ channel_id: identifier.describe("The partner that sold it") })
  .meta({ id: "ListedBooking" });
export const bookingFilter = z.strictObject({
  departure_id: identifier.optional(),
  show_id: identifier.optional(),
  venue_id: identifier.optional(),
  channel_id: identifier.optional(),
  external_booking_id: externalBookingId.optional(),
  customer_ref: customerRef.optional(),
  status: z.enum(["PENDING", "CONFIRMED", "CANCELED", "FAILED"]).optional(),
  created_from: timestamp.optional(),
  created_to: timestamp.optional().describe("Exclusive"),
});

const R2_BOOKING = shaped(
  booking,
  z.object({
    booking_id: identifier,
    reservation_id: identifier,
    ...r2Seated,
    code: written(32).describe("For people: ten letters and digits in two groups"),
    status: z.enum(["PENDING", "CONFIRMED", "CANCELED", "FAILED"]),
    created_at: timestamp,
    updated_at: timestamp,
  }),
  (booked) => ({
    booking_id: booked.id,
    reservation_id: booked.hold_id,
    // Of a departure's booking, which has no seats, the departure.
    show_id: booked.show_id ?? booked.departure_id,
    seat_ids: booked.seat_ids ?? [],
    total_price: plainPrices()(booked.total_price),
    total_price_money: booked.total_price,
    external_booking_id: booked.external_booking_id ?? null,
    metadata: booked.metadata ?? null,
    code: booked.code,
    status: booked.status,
    created_at: booked.created_at,
    updated_at: booked.updated_at,
  }),
);

const totals = z
  .object({
    channel_id: identifier,
    status: z.enum(["PENDING", "CONFIRMED", "CANCELED", "FAILED"]),
    currency: written(3).describe("ISO 4217"),
    bookings: count,
    seats: count,
    amount: z.int().min(0).max(Number.MAX_SAFE_INTEGER).describe("In the minor unit, such as cents"),
  })
  .meta({ id: "BookingTotals" });

const HOLD_ENDED = ["HOLD_EXPIRED", "HOLD_CANCELED", "HOLD_CONFIRMED"] as const;
const KEYED = ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"] as const;

export const BOOKING_OPERATIONS = {
  "booking/hold": operation({
    summary: "Hold places for a customer for a time, or refresh the hold they have",
    scope: "book",
    key: "required",
    input: z.strictObject({
      departure_id: identifier,
      seats: seatCount,
      customer_ref: customerRef,
      ttl_seconds: ttlSeconds.default(600),
      refresh: z
        .boolean()
        .default(false)
        .describe("Extend the customer's active hold, and change its seats, instead of refusing"),
    }),
    output: hold,
    errors: [...KEYED, "FULL", "HOLD_CONFLICT", "SALES_CLOSED"],
  }),
  "booking/create": operation({
    summary: "Book the seats of a reservation, all of them or those that you name; the others are free at once",
    scope: "book",
    key: "required",
    input: z.strictObject({
      reservation_id: identifier,
      seat_ids: seatIds(GROUP_SEATS_MAX).optional(),
      external_booking_id: externalBookingId.optional(),
      metadata: metadata.optional(),
    }),
    output: booking,
    errors: [...KEYED, ...HOLD_ENDED],
    rest: [{ method: "POST", path: "/api/bookings", status: 201, shape: R2_BOOKING, missing_key: "from_request" }],
  }),
  "booking/confirm": operation({
    summary: "Turn a hold into a booking; with fewer seats than held, the rest is free at once",
    scope: "book",
    key: "required",
    input: z.strictObject({ hold_id: identifier, seats: seatCount.optional() }),
    output: booking,
    errors: [...KEYED, ...HOLD_ENDED],
  }),
  "booking/cancel": operation({
    summary: "Cancel a booking; its places go to the waitlist first",
    scope: "book",
    key: "required",
    input: z.strictObject({
      booking_id: identifier,
      external_booking_id: externalBookingId.optional().describe("Your own reference of this request"),
    }),
    output: booking,
    errors: [...KEYED, "BOOKING_CANCELED", "CANCELLATION_CLOSED"],
    rest: [{ method: "DELETE", path: "/api/bookings/{bookingId}", shape: R2_BOOKING, missing_key: "from_request" }],
  }),
  "booking/modify": operation({
    summary:
      "Change a booking, all or nothing: of a departure the number of places at its own price a place, of a show its seats at theirs",
    scope: "book",
    key: "required",
    input: z
      .strictObject({
        booking_id: identifier,
        seats: seatCount.optional().describe("Of a departure"),
        seat_ids: seatIds(GROUP_SEATS_MAX).optional().describe("Of a show: all seats that it is to have"),
        external_booking_id: externalBookingId.optional().describe("Your own reference of this change"),
      })
      .refine(
        (input) => (input.seats === undefined) !== (input.seat_ids === undefined),
        "name either seats or seat_ids",
      ),
    output: booking,
    errors: [
      ...KEYED,
      "BOOKING_CANCELED",
      "CANCELLATION_CLOSED",
      "FULL",
      "SALES_CLOSED",
      "SEAT_UNAVAILABLE",
      "SEATS_STRANDED",
    ],
    rest: [{ method: "PUT", path: "/api/bookings/{bookingId}", shape: R2_BOOKING, missing_key: "from_request" }],
  }),
  "booking/get": operation({
    summary: "Read a booking by its id or its code",
    scope: "read",
    key: "none",
    input: z
      .strictObject({
        booking_id: identifier.optional(),
        code: z
          .string()
          .min(1)
          .max(32)
          .optional()
          .meta({ examples: ["7K3MN-QW9XA"] }),
      })
      .refine(
        (input) => (input.booking_id === undefined) !== (input.code === undefined),
        "name either booking_id or code",
      ),
    output: booking,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/bookings/{bookingId}", shape: R2_BOOKING }],
  }),
  "booking/list": operation({
    summary:
      "List bookings, newest first: your own, or for an admin those of all channels; as CSV with Accept: text/csv, with next_cursor in the header Holdfast-Next-Cursor",
    scope: "read",
    key: "none",
    input: bookingFilter.extend(pageInput),
    output: page(listed),
    errors: [],
    produces: ["text/csv"],
  }),
  "booking/totals": operation({
    summary: "Add up bookings by channel, state and currency, with the filters of booking/list",
    scope: "admin",
    key: "none",
    input: bookingFilter,
    output: z.object({
      groups: z.array(totals).max(1_000).describe("The largest first"),
    }),
    errors: [],
  }),
  "hold/get": operation({
    summary: "Read a hold",
    scope: "book",
    key: "none",
    input: z.strictObject({ hold_id: identifier }),
    output: hold,
    errors: ["NOT_FOUND"],
  }),
  "hold/list": operation({
    summary: "List the holds of a departure, oldest first: your own, or for an admin those of all channels",
    scope: "book",
    key: "none",
    input: z.strictObject({
      departure_id: identifier,
      status: z.enum(["ACTIVE", "EXPIRED", "CONFIRMED", "CANCELED"]).optional(),
      customer_ref: customerRef.optional(),
      ...pageInput,
    }),
    output: page(hold),
    errors: ["NOT_FOUND"],
  }),
  "hold/extend": operation({
    summary: "Let a hold last until ttl_seconds from now, at most until max_expires_at; never shortens",
    scope: "book",
    key: "required",
    input: z.strictObject({ hold_id: identifier, ttl_seconds: ttlSeconds.default(600) }),
    output: hold,
    errors: [...KEYED, ...HOLD_ENDED],
  }),
  "hold/release": operation({
    summary: "Give a hold's places back",
    scope: "book",
    key: "required",
    input: z.strictObject({ hold_id: identifier }),
    output: hold,
    errors: [...KEYED, ...HOLD_ENDED],
  }),
} as const;
