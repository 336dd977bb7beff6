// Seats of a show: what is on them, what they cost, what they are just now.
import * as z from "zod";
import { plainPrices } from "./major-units.ts";
import { operation } from "./operation.ts";
import { numberWhereWritten, R2_STATUS } from "./r2-names.ts";
import { shaped } from "./rest-binding.ts";
import { count, identifier, line, money, plainPrice, timestamp, written } from "./values.ts";

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

type Seat = z.input<typeof seat>;

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

export const bulkStatus = z.object({
  seats: z.array(seatOfShow).max(SEATS_NAMED_MAX).describe("In the order in which they were named"),
  not_found: z.array(identifier).max(SEATS_NAMED_MAX).describe("Ids of no seat"),
});

export const r2SeatBody = z.object({
  id: identifier,
  map_seat_id: written(32),
  section: written(64),
  row: z.union([z.int().min(0), written(16)]).describe("A number where a number is written"),
  number: z.union([z.int().min(0), written(16)]),
  category: written(64),
  status: z.enum(R2_STATUS),
  reserved_until: timestamp.nullable().describe("When its reservation ends; null when it is not reserved"),
  price: plainPrice,
  price_money: money,
  accessible: z.boolean(),
});
type R2Seat = z.input<typeof r2SeatBody>;

/** A seat as R2 shows it. */
export function r2Seat(seat: Seat, plain: ReturnType<typeof plainPrices>): R2Seat {
  return {
    id: seat.seat_id,
    map_seat_id: seat.map_seat_id,
    section: seat.section,
    row: numberWhereWritten(seat.row),
    number: numberWhereWritten(seat.number),
    category: seat.category,
    status: R2_STATUS[seat.status],
    reserved_until: seat.held_until,
    price: plain(seat.price),
    price_money: seat.price,
    accessible: seat.accessible,
  };
}

const ofShow = { show_id: identifier, venue_id: identifier };
const seatOfShowShape = r2SeatBody.extend(ofShow);

function r2SeatOfShow(seat: z.input<typeof seatOfShow>, plain = plainPrices()): z.input<typeof seatOfShowShape> {
  return { ...r2Seat(seat, plain), show_id: seat.show_id, venue_id: seat.venue_id };
}

export const R2_SEAT = shaped(seatOfShow, seatOfShowShape, (seat) => r2SeatOfShow(seat));

export const R2_BULK_STATUS = shaped(
  bulkStatus,
  z.object({ seats: z.array(seatOfShowShape).max(1_000), not_found: z.array(identifier).max(1_000) }),
  ({ seats, not_found }) => {
    const plain = plainPrices();
    return { seats: seats.map((seat) => r2SeatOfShow(seat, plain)), not_found };
  },
);

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
    rest: [{ method: "GET", path: "/api/seats/{seatId}", shape: R2_SEAT }],
  }),
  "seat/bulk-status": operation({
    summary: "Read up to 1,000 seats, of one show or of several, as they are now; those that are not there are named",
    scope: "read",
    key: "none",
    input: z.strictObject({ seat_ids: seatIds(SEATS_NAMED_MAX) }),
    output: bulkStatus,
    errors: [],
    rest: [{ method: "POST", path: "/api/seats/bulk-status", shape: R2_BULK_STATUS }],
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
