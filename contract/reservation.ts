// Reservations: what the partners' document calls a hold, of named seats of a show.
import * as z from "zod";
import { plainPrices } from "./major-units.ts";
import { operation } from "./operation.ts";
import { problem } from "./problems.ts";
import { shaped } from "./rest-binding.ts";
import { chosenSeat, SEATS_NAMED_MAX, seatIds } from "./seat.ts";
import {
  customerRef,
  identifier,
  line,
  money,
  moneyInput,
  page,
  pageInput,
  plainPrice,
  timestamp,
  ttlSeconds,
  written,
} from "./values.ts";

export const GROUP_SEATS_MAX = 50;
const BATCH_MAX = 20;

export const metadata = z
  .record(z.string().min(1).max(64), line(500))
  .refine((notes) => Object.keys(notes).length <= 20, "must have at most 20 members")
  .describe("Your own notes: up to 20 texts by name");
const metadataAnswered = z.record(z.string().max(64), written(500)).nullable();

export const externalBookingId = line(255)
  .describe("Your own reference; it identifies nothing here")
  .meta({ examples: ["ext-booking-123"] });

export const reservation = z
  .object({
    id: identifier,
    show_id: identifier,
    customer_ref: written(128).nullable(),
    external_booking_id: written(255).nullable(),
    seat_ids: z.array(identifier).max(GROUP_SEATS_MAX).describe("In hall order"),
    seats: z.array(chosenSeat).max(GROUP_SEATS_MAX).describe("The same, with what is on them"),
    adjacent: z.boolean().describe("Whether they are next to each other"),
    total_price: money,
    metadata: metadataAnswered,
    status: z.enum(["ACTIVE", "EXPIRED", "CONFIRMED", "CANCELED"]),
    expires_at: timestamp,
    max_expires_at: timestamp.describe("The latest that extending can reach"),
    booking_id: identifier.nullable(),
    entry_id: identifier.nullable().describe("The waitlist entry that this reservation is the offer of"),
    created_at: timestamp,
  })
  .meta({ id: "Reservation" });

/** Why one reservation of a batch was not made: what its own problem would have said. */
const refusedItem = problem
  .pick({ code: true, title: true, detail: true, retryable: true })
  .strip()
  .extend({
    seat_ids: z
      .array(identifier)
      .max(SEATS_NAMED_MAX)
      .describe("Of SEAT_UNAVAILABLE, the seats that are not to be had; of SEATS_STRANDED, those that would be left"),
  })
  .meta({ id: "RefusedReservation" });

/** What R2 shows of seats that somebody keeps or has. */
export const r2Seated = {
  show_id: identifier,
  seat_ids: z.array(identifier).max(50),
  total_price: plainPrice,
  total_price_money: money,
  external_booking_id: written(255).nullable(),
  metadata: z.record(z.string().max(64), written(500)).nullable(),
};

const R2_RESERVATION = shaped(
  reservation,
  z.object({
    reservation_id: identifier,
    ...r2Seated,
    status: z.enum(["ACTIVE", "EXPIRED", "CONFIRMED", "CANCELED"]),
    expires_at: timestamp,
    booking_id: identifier.nullable(),
    adjacent: z.boolean().describe("Whether the seats are next to each other"),
    created_at: timestamp,
  }),
  (held) => ({
    reservation_id: held.id,
    show_id: held.show_id,
    seat_ids: held.seat_ids,
    expires_at: held.expires_at,
    total_price: plainPrices()(held.total_price),
    total_price_money: held.total_price,
    status: held.status,
    external_booking_id: held.external_booking_id,
    metadata: held.metadata,
    booking_id: held.booking_id,
    adjacent: held.adjacent,
    created_at: held.created_at,
  }),
);

const hold_duration_minutes = z.int().min(5).max(15).optional().describe("Instead of ttl_seconds, in minutes");

const wanted = {
  seat_ids: seatIds(GROUP_SEATS_MAX)
    .optional()
    .describe("These seats; or say quantity, and get the best that are free"),
  quantity: z.int().min(1).max(GROUP_SEATS_MAX).optional(),
  section: line(64).optional().describe("With quantity: in this section"),
  category: line(64).optional().describe("With quantity: of this category"),
  max_price: moneyInput.optional().describe("With quantity: the most that one seat may cost"),
  accessible_seats: z.int().min(0).max(10).optional().describe("With quantity: how many of them must be accessible"),
  prevent_orphans: z
    .boolean()
    .optional()
    .describe("With quantity: leave no single free seat beside them where that can be helped; true by default"),
  allow_split: z
    .boolean()
    .optional()
    .describe("With quantity: seats in several places are better than none; false by default"),
  customer_ref: customerRef
    .optional()
    .describe("Your own reference of the customer; one active reservation a customer and show"),
  external_booking_id: externalBookingId.optional(),
  ttl_seconds: ttlSeconds.optional().describe("How long the seats are kept; 600 by default"),
  hold_duration_minutes,
  refresh: z
    .boolean()
    .default(false)
    .describe("Extend the customer's active reservation, and change its seats, instead of refusing"),
  metadata: metadata.optional(),
};

type Wanted = {
  readonly seat_ids?: unknown;
  readonly quantity?: unknown;
  readonly ttl_seconds?: unknown;
  readonly hold_duration_minutes?: unknown;
};
const OF_QUANTITY = ["section", "category", "max_price", "accessible_seats", "prevent_orphans", "allow_split"] as const;

function consistent<Input extends z.ZodType<Wanted>>(input: Input): Input {
  return input
    .refine((one) => (one.seat_ids === undefined) !== (one.quantity === undefined), "name either seat_ids or quantity")
    .refine(
      (one) => one.seat_ids === undefined || OF_QUANTITY.every((name) => !(name in one)),
      `says ${OF_QUANTITY.join(", ")} only with quantity`,
    )
    .refine(
      (one) => one.ttl_seconds === undefined || one.hold_duration_minutes === undefined,
      "name either ttl_seconds or hold_duration_minutes",
    );
}

const KEYED = ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH", "OVERLOADED"] as const;
const HELD = [
  ...KEYED,
  "FULL",
  "HOLD_CONFLICT",
  "NO_ADJACENT_SEATS",
  "SALES_CLOSED",
  "SEAT_UNAVAILABLE",
  "SEATS_STRANDED",
] as const;
const HOLD_ENDED = ["HOLD_EXPIRED", "HOLD_CANCELED", "HOLD_CONFIRMED"] as const;

export const RESERVATION_OPERATIONS = {
  "reservation/create": operation({
    summary: "Keep seats of a show for a customer for a time: those that you name, or the best that are free",
    scope: "book",
    key: "required",
    input: consistent(z.strictObject({ show_id: identifier, ...wanted })),
    output: reservation,
    errors: HELD,
    rest: [
      { method: "POST", path: "/api/reservations", status: 201, shape: R2_RESERVATION, missing_key: "from_request" },
    ],
  }),
  "reservation/create-batch": operation({
    summary:
      "Make up to 20 reservations of one show: all or none (atomic), or each that can be made (itemized), with a problem for every other",
    scope: "book",
    key: "required",
    input: z.strictObject({
      show_id: identifier,
      mode: z.enum(["atomic", "itemized"]).default("atomic"),
      reservations: z
        .array(consistent(z.strictObject(wanted)))
        .min(1)
        .max(BATCH_MAX),
    }),
    output: z.object({
      items: z
        .array(
          z.object({
            reservation: reservation.nullable(),
            refused: refusedItem.nullable().describe("Why there is none; of an atomic batch never"),
          }),
        )
        .max(BATCH_MAX)
        .describe("In the order of the request"),
    }),
    errors: HELD,
  }),
  "reservation/get": operation({
    summary: "Read a reservation",
    scope: "book",
    key: "none",
    input: z.strictObject({ reservation_id: identifier }),
    output: reservation,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/reservations/{reservationId}", shape: R2_RESERVATION }],
  }),
  "reservation/list": operation({
    summary: "List the reservations of a show, oldest first: your own, or for an admin those of all channels",
    scope: "book",
    key: "none",
    input: z.strictObject({
      show_id: identifier,
      status: z.enum(["ACTIVE", "EXPIRED", "CONFIRMED", "CANCELED"]).optional(),
      customer_ref: customerRef.optional(),
      ...pageInput,
    }),
    output: page(reservation),
    errors: ["NOT_FOUND"],
  }),
  "reservation/extend": operation({
    summary: "Let a reservation last until so long from now, at most until max_expires_at; never shortens",
    scope: "book",
    key: "required",
    input: z
      .strictObject({
        reservation_id: identifier,
        ttl_seconds: ttlSeconds.optional().describe("From now; 600 by default"),
        hold_duration_minutes,
        external_booking_id: externalBookingId.optional().describe("Your own reference of this request"),
      })
      .refine(
        (one) => one.ttl_seconds === undefined || one.hold_duration_minutes === undefined,
        "name either ttl_seconds or hold_duration_minutes",
      ),
    output: reservation,
    errors: [...KEYED, ...HOLD_ENDED],
    rest: [
      {
        method: "PUT",
        path: "/api/reservations/{reservationId}/extend",
        shape: R2_RESERVATION,
        missing_key: "from_request",
      },
    ],
  }),
  "reservation/release": operation({
    summary: "Give a reservation's seats back",
    scope: "book",
    key: "required",
    input: z.strictObject({ reservation_id: identifier, external_booking_id: externalBookingId.optional() }),
    output: reservation,
    errors: [...KEYED, ...HOLD_ENDED],
    rest: [
      {
        method: "DELETE",
        path: "/api/reservations/{reservationId}",
        shape: R2_RESERVATION,
        missing_key: "from_request",
      },
    ],
  }),
} as const;
