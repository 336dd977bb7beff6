// Seats of a show: what is on them, what they cost, what they are just now.
import * as z from "zod";
import { operation } from "./operation.ts";
import { count, identifier, line, money, timestamp, written } from "./values.ts";

export const SEATS_NAMED_MAX = 1_000;

export const seatStatus = z.enum(["available", "held", "sold", "blocked"]);

/** The members of a seat that never change while its show is on sale. */
export const seatFields = {
  seat_id: identifier,
  map_seat_id: written(32).describe("The seat's id in the venue's map"),
  section: written(64),
  row: written(16).describe("What is written at the row"),
  number: written(16).describe("What is written on the seat"),
  category: written(64),
  price: money.describe("Frozen when the show was made"),
  accessible: z.boolean(),
};

export const chosenSeat = z.object(seatFields).meta({ id: "ChosenSeat" });

export const seat = z
  .object({
    ...seatFields,
    status: seatStatus,
    held_until: timestamp.nullable().describe("When its hold ends; null when it is not held"),
  })
  .meta({ id: "Seat" });

export const seatOfShow = seat.extend({ show_id: identifier, venue_id: identifier }).meta({ id: "SeatOfShow" });

/** Seats by their ids, each once. */
export function seatIds(length_max: number) {
  return z
    .array(identifier)
    .min(1)
    .max(length_max)
    .refine((ids) => new Set(ids).size === ids.length, "must name each seat once")
    .describe("Ids of seats, each once");
}

const blocking = { scope: "admin", key: "required" } as const;
const blocked = z
  .object({ show_id: identifier, seats: z.array(seat).max(SEATS_NAMED_MAX) })
  .meta({ id: "ChangedSeats" });

export const SEAT_OPERATIONS = {
  "seat/get": operation({
    summary: "Read a seat of a show as it is now",
    scope: "read",
    key: "none",
    input: z.strictObject({ seat_id: identifier }),
    output: seatOfShow,
    errors: ["NOT_FOUND"],
  }),
  "seat/bulk-status": operation({
    summary: "Read up to 1,000 seats, of one show or of several, as they are now; those that are not there are named",
    scope: "read",
    key: "none",
    input: z.strictObject({ seat_ids: seatIds(SEATS_NAMED_MAX) }),
    output: z.object({
      seats: z.array(seatOfShow).max(SEATS_NAMED_MAX).describe("In the order in which they were named"),
      not_found: z.array(identifier).max(SEATS_NAMED_MAX).describe("Ids of no seat"),
    }),
    errors: [],
  }),
  "seat/block": operation({
    ...blocking,
    summary: "Take free seats off sale; those that are blocked stay so, those that somebody has are refused",
    input: z.strictObject({ show_id: identifier, seat_ids: seatIds(SEATS_NAMED_MAX), reason: line(500) }),
    output: blocked,
    errors: ["NOT_FOUND", "SEAT_UNAVAILABLE", "SHOW_CANCELED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
  "seat/unblock": operation({
    ...blocking,
    summary: "Put blocked seats on sale again; the waitlist comes first",
    input: z.strictObject({ show_id: identifier, seat_ids: seatIds(SEATS_NAMED_MAX) }),
    output: blocked,
    errors: ["NOT_FOUND", "SHOW_CANCELED", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"],
  }),
} as const;

/** Where a show stands, in numbers. */
export const seatCounts = {
  seats_total: count,
  seats_available: count,
  seats_held: count,
  seats_sold: count,
  seats_blocked: count,
  waiting: count.describe("Waitlist entries without an offer"),
};
