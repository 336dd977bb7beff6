// A small API that exists in tests only, with a REST binding of every kind, served by the real router: a box-office desk
// that answers what it was asked.
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import * as z from "zod";
import { type Operation, operation } from "../../contract/operation.ts";
import { shaped } from "../../contract/rest-binding.ts";
import { identifier, line, pageInput, timestamp } from "../../contract/values.ts";
import { type Handler, principalOf } from "../call.ts";
import { once } from "../once.ts";
import { routerOf } from "../router.ts";
import { type Read, read } from "./api.ts";
import { development } from "./serve.ts";

const asked = z.object({ asked: z.unknown() });
const reservation = z.object({
  id: identifier,
  show_id: identifier,
  seat_ids: z.array(identifier).max(10),
  minutes: z.int(),
  total_price: z.object({ amount: z.int(), currency: z.string() }),
});
const shownReservation = z.object({
  reservation_id: identifier,
  seat_ids: z.array(identifier).max(10),
  total_price: z.number(),
});

export const DESK = {
  "desk/seats": operation({
    summary: "Find seats",
    scope: "read",
    key: "none",
    input: z.strictObject({
      venue_id: identifier,
      show_id: identifier,
      max_price: z.number().min(0).optional(),
      only_free: z.boolean().default(false),
      rows: z.array(z.int().min(1)).max(50).optional(),
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

const answering = (input: unknown) => Promise.resolve({ ok: true, body: { asked: input } } as const);
const reserve: Handler<(typeof DESK)["desk/reserve"]> = async (input, call) => {
  if (input.show_id === "full") {
    const failure = { code: "FULL", detail: "0 places are left.", facts: { available: 0, waiting: 0 } } as const;
    return { ok: false, failure };
  }
  const { show_id, seat_ids, minutes } = input;
  const total_price = { amount: 15_050 * seat_ids.length, currency: "EUR" };
  const body = { id: `res_${crypto.randomUUID()}`, show_id, seat_ids, minutes, total_price };
  principalOf(call);
  return once(call, () => Promise.resolve({ ok: true, body, effects: [] }));
};
const look: Handler<(typeof DESK)["desk/look"]> = (input) => {
  if (input.reservation_id === "nothing") {
    return Promise.resolve({ ok: false, failure: { code: "NOT_FOUND", detail: "There is no such reservation." } });
  }
  return answering({ ...input, text: "x".repeat(input.size ?? 0) });
};

const operations: Readonly<Record<string, Operation>> = DESK;
const router = routerOf({
  operations,
  handlers: {
    "desk/seats": answering,
    "desk/seat": answering,
    "desk/bulk": answering,
    "desk/reserve": reserve,
    "desk/extend": answering,
    "desk/release": answering,
    "desk/look": look,
  },
});

/** Asks the desk, as the development administrator unless `headers` say otherwise. */
export async function askDesk(path: string, init: RequestInit = {}): Promise<Read> {
  const context = createExecutionContext();
  const headers = new Headers({ authorization: "Bearer admin-local-dev-key" });
  if (init.body !== undefined) headers.set("content-type", "application/json");
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
  const request = new Request(`https://desk.test${path}`, { ...init, headers });
  const response = await router.fetch(request, development(), context);
  const answer = await read(response);
  await waitOnExecutionContext(context);
  return answer;
}
