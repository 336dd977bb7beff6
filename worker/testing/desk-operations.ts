// A small API that exists in tests only: a box-office desk with a REST binding of every kind.
import * as z from "zod";
import { type Described, openApiDocument } from "../../contract/openapi.ts";
import { operation } from "../../contract/operation.ts";
import { shaped } from "../../contract/rest-binding.ts";
import { identifier, line, money, pageInput, plainPrice, timestamp } from "../../contract/values.ts";

const asked = z.object({ asked: z.looseObject({}) });
const reservation = z.object({
  id: identifier,
  show_id: identifier,
  seat_ids: z.array(identifier).max(10),
  minutes: z.int().min(5).max(15),
  total_price: money,
});
const shownReservation = z.object({
  reservation_id: identifier,
  seat_ids: z.array(identifier).max(10),
  total_price: plainPrice,
});

export const DESK = {
  "desk/seats": operation({
    summary: "Find seats",
    scope: "read",
    key: "none",
    input: z.strictObject({
      venue_id: identifier,
      show_id: identifier,
      slope_max: z.number().min(0).max(1_000_000).optional(),
      only_free: z.boolean().default(false),
      rows: z.array(z.int().min(1).max(100)).max(50).optional(),
      names: z.array(line(20)).max(5).optional(),
      status: z.enum(["available", "reserved", "sold"]).optional(),
      floor: z
        .union([z.literal(1), z.literal(2)])
        .nullable()
        .optional(),
      starts_from: timestamp.optional(),
      note: line(100).optional(),
      ...pageInput,
    }),
    output: asked,
    errors: [],
    rest: [{ method: "GET", path: "/api/venues/{venueId}/shows/{showId}/seats" }],
  }),
  "desk/seat": operation({
    summary: "Read a seat",
    scope: "none",
    key: "none",
    input: z.strictObject({ seat_id: identifier }),
    output: asked,
    errors: [],
    rest: [{ method: "GET", path: "/api/seats/{seatId}" }],
  }),
  "desk/bulk": operation({
    summary: "Read seats",
    scope: "none",
    key: "none",
    input: z.strictObject({ seat_ids: z.array(identifier).max(10) }),
    output: asked,
    errors: [],
    rest: [
      { method: "POST", path: "/api/seats/bulk-status" },
      { method: "GET", path: "/api/seats/all" },
    ],
  }),
  "desk/reserve": operation({
    summary: "Reserve seats",
    scope: "book",
    key: "required",
    input: z.strictObject({
      show_id: identifier,
      seat_ids: z.array(identifier).min(1).max(10),
      external_booking_id: line(128).optional(),
      minutes: z.int().min(5).max(15).default(10),
    }),
    output: reservation,
    errors: ["IDEMPOTENCY_KEY_MISMATCH", "FULL"],
    rest: [
      {
        method: "POST",
        path: "/api/reservations",
        status: 201,
        missing_key: "from_request",
        shape: shaped(reservation, shownReservation, ({ id, seat_ids, total_price }) => ({
          reservation_id: id,
          seat_ids,
          total_price: total_price.amount / 100,
        })),
      },
      { method: "POST", path: "/api/strict/reservations", status: 201 },
    ],
  }),
  "desk/extend": operation({
    summary: "Extend a reservation",
    scope: "book",
    key: "accepted",
    input: z.strictObject({
      reservation_id: identifier,
      minutes: z.int().min(5).max(15).default(10),
      guest: z.strictObject({ name: line(50) }).optional(),
    }),
    output: asked,
    errors: [],
    rest: [{ method: "PUT", path: "/api/reservations/{reservationId}/extend" }],
  }),
  "desk/release": operation({
    summary: "Release a reservation",
    scope: "book",
    key: "accepted",
    input: z.strictObject({ reservation_id: identifier, reason: line(100).optional() }),
    output: asked,
    errors: [],
    rest: [{ method: "DELETE", path: "/api/reservations/{reservationId}" }],
  }),
  "desk/look": operation({
    summary: "Read a reservation",
    scope: "read",
    key: "none",
    input: z.strictObject({ reservation_id: identifier, size: z.int().min(0).max(1_000_000).optional() }),
    output: asked,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/reservations/{reservationId}" }],
  }),
} as const;

const seats = { venue_id: "venue-1", show_id: "show-1" };
const at = { reservation_id: "res-1" };
const reservation_example = {
  id: "res-1",
  show_id: "show-1",
  seat_ids: ["seat-1", "seat-2"],
  minutes: 10,
  total_price: { amount: 30_000, currency: "EUR" },
};

export const DESK_EXAMPLES: Described["examples"] = {
  "desk/seats": {
    request: { ...seats, rows: [1, 2], names: ["A"], floor: 1, note: "aisle" },
    response: { asked: seats },
  },
  "desk/seat": { request: { seat_id: "seat-1" }, response: { asked: { seat_id: "seat-1" } } },
  "desk/bulk": { request: { seat_ids: ["seat-1"] }, response: { asked: { seat_ids: ["seat-1"] } } },
  "desk/reserve": {
    request: { show_id: "show-1", seat_ids: ["seat-1", "seat-2"], external_booking_id: "ext-booking-123" },
    response: reservation_example,
  },
  "desk/extend": { request: { ...at, minutes: 15, guest: { name: "Anna" } }, response: { asked: at } },
  "desk/release": { request: { ...at, reason: "rain" }, response: { asked: at } },
  "desk/look": { request: at, response: { asked: at } },
};

export const DESK_DOCUMENT = openApiDocument("https://desk.example", {
  operations: DESK,
  examples: DESK_EXAMPLES,
  csv: {},
});
