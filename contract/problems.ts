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
  DRAWING_REFUSED: { status: 422, title: "The drawing cannot be taken", retryable: false },
  stale_current_version: { status: 409, title: "Another version is current", retryable: false },
  stale_draft_version: { status: 409, title: "Another draft is current", retryable: false },
  stale_draft_revision: { status: 409, title: "The draft was changed meanwhile", retryable: false },
  draft_not_editable: { status: 409, title: "The current version is no draft", retryable: false },
  version_not_published: { status: 409, title: "The version is not published", retryable: false },
  publish_not_ready: { status: 409, title: "The draft cannot be published yet", retryable: false },
  scheme_limit_reached: { status: 409, title: "The scheme has as many as it may", retryable: false },
  duplicate_seat_id: { status: 409, title: "The seat_id is taken", retryable: false },
  duplicate_seat_id_in_payload: { status: 409, title: "A seat is named twice", retryable: false },
  duplicate_seat_element_id: { status: 409, title: "The element is another seat's", retryable: false },
  duplicate_sector_id: { status: 409, title: "The sector_id is taken", retryable: false },
  duplicate_sector_element_id: { status: 409, title: "The element is another sector's", retryable: false },
  duplicate_group_id: { status: 409, title: "The group_id is taken", retryable: false },
  duplicate_group_element_id: { status: 409, title: "The element is another group's", retryable: false },
  duplicate_pricing_category_name: { status: 409, title: "The category's name is taken", retryable: false },
  pricing_category_in_use: { status: 409, title: "Rules use the category", retryable: false },
  unknown_seat_id: { status: 400, title: "There is no such seat", retryable: false },
  unknown_seat_ids: { status: 400, title: "There are no such seats", retryable: false },
  unknown_sector_id: { status: 400, title: "There is no such sector", retryable: false },
  unknown_sector_ids: { status: 400, title: "There are no such sectors", retryable: false },
  unknown_group_id: { status: 400, title: "There is no such group", retryable: false },
  unknown_group_ids: { status: 400, title: "There are no such groups", retryable: false },
  unknown_target_sector_id: { status: 400, title: "There is no such sector to move to", retryable: false },
  unknown_target_group_id: { status: 400, title: "There is no such group to move to", retryable: false },
  unknown_pricing_category_id: { status: 400, title: "There is no such category", retryable: false },
  remap_filter_required: { status: 400, title: "A remap must say which seats", retryable: false },
  invalid_amount: { status: 400, title: "The amount is none", retryable: false },
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

const readinessReasons = z
  .array(z.object({ code: z.string().max(40), count, message: z.string().max(500) }))
  .max(20)
  .describe("What is in the way of publishing");

/** Of which the problem says the ids that it is about. */
const NAMING_CODES = PROBLEM_CODES.filter((code) => /^(?:duplicate|unknown)_/.test(code));
const namedIds = z.array(z.string().max(256)).max(20).describe("The ids that this is about, the first of them");

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
  DRAWING_REFUSED: {
    problems: z
      .array(
        z.object({
          code: z.string().max(40).meta({ description: "Such as malformed or too_many_elements; more may come" }),
          message: z.string().max(1_000),
          line: count.optional().describe("Of the file, from 1"),
        }),
      )
      .max(20),
  },
  stale_current_version: { expected_scheme_version_id: identifier, current_scheme_version_id: identifier },
  stale_draft_version: { expected_scheme_version_id: identifier, current_scheme_version_id: identifier },
  stale_draft_revision: { expected_revision: count, revision: count },
  draft_not_editable: { scheme_version_id: identifier, version_status: z.enum(["draft", "published", "unpublished"]) },
  version_not_published: { scheme_version_id: identifier },
  publish_not_ready: { reasons: readinessReasons },
  scheme_limit_reached: { what: z.string().max(64), most: count },
  ...Object.fromEntries(NAMING_CODES.map((code) => [code, { ids: namedIds }])),
  pricing_category_in_use: { pricing_category_id: identifier, rules: count },
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
