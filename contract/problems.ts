// Every error code, once: its status, title and whether the same request may succeed later.
import * as z from "zod";
import { count, identifier, timestamp } from "./values.ts";

const PROBLEMS = {
  MALFORMED_JSON: { status: 400, title: "The body is not JSON", retryable: false },
  VALIDATION_FAILED: { status: 400, title: "The request is not valid", retryable: false },
  IDEMPOTENCY_KEY_REQUIRED: { status: 400, title: "An Idempotency-Key is required", retryable: false },
  UNAUTHENTICATED: { status: 401, title: "Not authenticated", retryable: false },
  FORBIDDEN: { status: 403, title: "Not permitted", retryable: false },
  NOT_FOUND: { status: 404, title: "Not found", retryable: false },
  METHOD_NOT_ALLOWED: { status: 405, title: "Method not allowed", retryable: false },
  ALREADY_EXISTS: { status: 409, title: "It exists already", retryable: false },
  BOOKING_CANCELED: { status: 409, title: "The booking is canceled", retryable: false },
  CANCELLATION_CLOSED: { status: 409, title: "Canceling is closed", retryable: false },
  CAPACITY_CONFLICT: { status: 409, title: "The capacity is taken", retryable: false },
  CAPACITY_LIMIT: { status: 409, title: "The capacity would be too large", retryable: false },
  DEPARTURE_CANCELED: { status: 409, title: "The departure is canceled", retryable: false },
  ENTRY_ENDED: { status: 409, title: "The waitlist entry no longer waits", retryable: false },
  FULL: { status: 409, title: "Capacity full", retryable: false },
  HOLD_CANCELED: { status: 409, title: "The hold was released", retryable: false },
  HOLD_CONFIRMED: { status: 409, title: "The hold is confirmed already", retryable: false },
  HOLD_CONFLICT: { status: 409, title: "The customer has a hold already", retryable: false },
  HOLD_EXPIRED: { status: 409, title: "The hold has expired", retryable: false },
  IDEMPOTENCY_IN_PROGRESS: { status: 409, title: "A request with this key is still running", retryable: true },
  NO_ADJACENT_SEATS: { status: 409, title: "No seats next to each other", retryable: false },
  KEY_ENDED: { status: 409, title: "The key has ended", retryable: false },
  NOT_FULL: { status: 409, title: "There are places left", retryable: false },
  SALES_CLOSED: { status: 409, title: "Sales are closed", retryable: false },
  SEAT_UNAVAILABLE: { status: 409, title: "Seats are taken", retryable: false },
  SEATS_STRANDED: { status: 409, title: "Single seats would be left", retryable: false },
  SHOW_CANCELED: { status: 409, title: "The show is canceled", retryable: false },
  STILL_SELLING: { status: 409, title: "Departures of it are still on sale", retryable: false },
  WAITLIST_FULL: { status: 409, title: "The waitlist is full", retryable: false },
  PAYLOAD_TOO_LARGE: { status: 413, title: "The body is too large", retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "The body must be application/json", retryable: false },
  IDEMPOTENCY_KEY_MISMATCH: { status: 422, title: "The key was used for another request", retryable: false },
  UPGRADE_REQUIRED: { status: 426, title: "A WebSocket is needed here", retryable: false },
  RATE_LIMITED: { status: 429, title: "Too many requests", retryable: true },
  INTERNAL: { status: 500, title: "Something went wrong here", retryable: true },
  OVERLOADED: { status: 503, title: "Too busy just now", retryable: true },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;
export type ProblemKind = { readonly status: number; readonly title: string; readonly retryable: boolean };

export const PROBLEM_CODES = Object.keys(PROBLEMS) as ProblemCode[];

export function problemKind(code: ProblemCode): ProblemKind {
  return PROBLEMS[code];
}

const violations = z
  .array(
    z.object({
      path: z.string().max(1_024).describe("JSON pointer into what was sent; empty for all of it"),
      message: z.string().max(1_000),
    }),
  )
  .max(100);

/** Members that a problem of this code has beside those of every problem. */
export const PROBLEM_FACTS: { readonly [Code in ProblemCode]?: z.ZodRawShape } = {
  VALIDATION_FAILED: { violations },
  IDEMPOTENCY_KEY_MISMATCH: { violations },
  FORBIDDEN: { required_scope: z.enum(["read", "book", "admin"]).optional() },
  ALREADY_EXISTS: { tour_id: identifier.optional() },
  FULL: { available: count, waiting: count },
  HOLD_CONFLICT: { hold_id: identifier, expires_at: timestamp },
  HOLD_EXPIRED: { hold_id: identifier, expired_at: timestamp },
  HOLD_CONFIRMED: { hold_id: identifier, booking_id: identifier },
  HOLD_CANCELED: { hold_id: identifier },
  BOOKING_CANCELED: { booking_id: identifier },
  CANCELLATION_CLOSED: { closed_at: timestamp },
  CAPACITY_CONFLICT: {
    capacity_total: count,
    taken: count,
    delta_min: z.int().min(-1_000_000).max(0),
  },
  KEY_ENDED: {
    key_id: identifier,
    revoked_at: timestamp.nullable(),
    ends_at: timestamp.nullable(),
    replaced_by: identifier.nullable().describe("The key that it was rotated into"),
  },
  NOT_FULL: { available: count },
  SALES_CLOSED: { reason: z.enum(["closed", "canceled", "departed"]) },
  ENTRY_ENDED: { entry_id: identifier, entry_status: z.enum(["WAITING", "OFFERED", "BOOKED", "LAPSED", "LEFT"]) },
  DEPARTURE_CANCELED: { departure_id: identifier },
  SHOW_CANCELED: { show_id: identifier },
  SEAT_UNAVAILABLE: {
    seats: z
      .array(
        z.object({
          seat_id: identifier,
          status: z.enum(["available", "held", "sold", "blocked"]),
          held_until: timestamp
            .nullable()
            .describe("When its hold ends; null when it is not held, and for all but admins"),
        }),
      )
      .max(1_000)
      .describe("Every seat that was asked for and is not to be had"),
  },
  NO_ADJACENT_SEATS: {
    available: count.describe("Free seats that match the wish"),
    adjacent_max: count.describe("The most of them that are next to each other"),
  },
  SEATS_STRANDED: {
    seat_ids: z.array(identifier).max(1_000).describe("The seats that would be left single"),
  },
};

/** RFC 9457. `detail` is for people, `code` for programs; further members are facts that the code calls for. */
export const problem = z
  .looseObject({
    type: z.string().max(200).describe("Where the code is explained, relative to this API"),
    title: z.string().max(200),
    status: z.int().min(400).max(599),
    detail: z.string().max(8_000).describe("For people: what was wrong with this request"),
    instance: z.string().max(200).describe("The operation"),
    code: z.enum(PROBLEM_CODES as [ProblemCode, ...ProblemCode[]]).meta({
      description: "For programs. More may come: treat one that you do not know by its status and retryable",
      "x-holdfast-open": true,
    }),
    retryable: z.boolean().describe("Whether the same request may succeed later"),
    trace_id: z.string().max(32),
    request_id: z.string().max(128),
    violations: violations.optional(),
    item: z.int().min(0).max(99).optional().describe("Of several things asked for at once, the one that was refused"),
  })
  .meta({ id: "Problem" });
