import * as z from "zod";
import { operation } from "./operation.ts";
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

export const hold = z
  .object({
    id: identifier,
    departure_id: identifier,
    customer_ref: written(128),
    seats: count,
    status: z.enum(["ACTIVE", "EXPIRED", "CONFIRMED", "CANCELED"]),
    expires_at: timestamp,
    max_expires_at: timestamp.describe("The latest that extending can reach"),
    total_price: money,
    booking_id: identifier.nullable(),
    entry_id: identifier.nullable().describe("The waitlist entry that this hold is the offer of"),
    created_at: timestamp,
  })
  .meta({ id: "Hold" });

export const booking = z
  .object({
    id: identifier,
    departure_id: identifier,
    hold_id: identifier,
    code: written(32).describe("For people: ten letters and digits in two groups"),
    seats: count,
    customer_ref: written(128),
    status: z.enum(["PENDING", "CONFIRMED", "CANCELED", "FAILED"]),
    total_price: money,
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Booking" });

const listed = booking
  .extend({ channel_id: identifier.describe("The partner that sold it") })
  .meta({ id: "ListedBooking" });
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
    input: z.strictObject({ booking_id: identifier }),
    output: booking,
    errors: [...KEYED, "BOOKING_CANCELED", "CANCELLATION_CLOSED"],
  }),
  "booking/modify": operation({
    summary: "Change the number of places of a booking at its own price a place, all or nothing",
    scope: "book",
    key: "required",
    input: z.strictObject({ booking_id: identifier, seats: seatCount }),
    output: booking,
    errors: [...KEYED, "BOOKING_CANCELED", "CANCELLATION_CLOSED", "FULL", "SALES_CLOSED"],
  }),
  "booking/get": operation({
    summary: "Read a booking by its id or its code",
    scope: "read",
    key: "none",
    input: z
      .strictObject({ booking_id: identifier.optional(), code: z.string().min(1).max(32).optional() })
      .refine(
        (input) => (input.booking_id === undefined) !== (input.code === undefined),
        "name either booking_id or code",
      ),
    output: booking,
    errors: ["NOT_FOUND"],
  }),
  "booking/list": operation({
    summary:
      "List bookings, newest first: your own, or for an admin those of all channels; as CSV with Accept: text/csv, with next_cursor in the header Holdfast-Next-Cursor",
    scope: "read",
    key: "none",
    input: z.strictObject({
      departure_id: identifier.optional(),
      channel_id: identifier.optional(),
      customer_ref: customerRef.optional(),
      status: z.enum(["PENDING", "CONFIRMED", "CANCELED", "FAILED"]).optional(),
      created_from: timestamp.optional(),
      created_to: timestamp.optional().describe("Exclusive"),
      ...pageInput,
    }),
    output: page(listed),
    errors: [],
    produces: ["text/csv"],
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
