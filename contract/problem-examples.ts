// A problem of each code, as the documents show it.
import { EXAMPLE_IDS } from "./examples.ts";
import { type ProblemCode, problemKind } from "./problems.ts";
import { OPERATIONS } from "./registry.ts";
import { SCHEME_PROBLEM_WORDS } from "./scheme-problem-examples.ts";

const { departure: departure_id, hold: hold_id, booking: booking_id, entry: entry_id, show: show_id } = EXAMPLE_IDS;
const seat_id = EXAMPLE_IDS.seat;
const EXPIRES = "2030-05-20T14:10:00.000Z";

const WORDS: { readonly [Code in ProblemCode]?: { readonly detail: string } & Readonly<Record<string, unknown>> } = {
  VALIDATION_FAILED: {
    detail: "/seats Too big: expected number to be <=10.",
    violations: [{ path: "/seats", message: "Too big: expected number to be <=10" }],
  },
  IDEMPOTENCY_KEY_MISMATCH: {
    detail: "This key was sent with another request: seats differ. Use a new key for a new request.",
    violations: [{ path: "/seats", message: "differs from the request that used this key first" }],
  },
  FORBIDDEN: { detail: "This needs the permission admin, which your key does not have.", required_scope: "admin" },
  NOT_FOUND: { detail: "There is no such departure." },
  FULL: { detail: "1 places are left, 2 are wanted; join the waitlist.", available: 1, waiting: 0 },
  HOLD_CONFLICT: {
    detail: "This customer has an active hold on this departure; send refresh: true to extend it.",
    hold_id,
    expires_at: EXPIRES,
  },
  HOLD_EXPIRED: { detail: `The hold expired at ${EXPIRES}.`, hold_id, expired_at: EXPIRES },
  HOLD_CONFIRMED: { detail: `The hold became booking ${booking_id}.`, hold_id, booking_id },
  HOLD_CANCELED: { detail: "The hold was released or canceled.", hold_id },
  BOOKING_CANCELED: { detail: "The booking was canceled before.", booking_id },
  CANCELLATION_CLOSED: {
    detail: "Bookings could be canceled or changed until 2030-05-31T09:00:00.000Z.",
    closed_at: "2030-05-31T09:00:00.000Z",
  },
  CAPACITY_CONFLICT: {
    detail: "10 of 12 places are held or sold; -4 is too much to take away.",
    capacity_total: 12,
    taken: 10,
    delta_min: -2,
  },
  KEY_ENDED: {
    detail: "The key was rotated before.",
    key_id: EXAMPLE_IDS.key,
    revoked_at: null,
    ends_at: "2030-06-02T08:30:00.000Z",
    replaced_by: EXAMPLE_IDS.successor,
  },
  NOT_FULL: { detail: "3 places are left: hold them instead of waiting.", available: 3 },
  SALES_CLOSED: { detail: "This departure is closed for sale.", reason: "closed" },
  ENTRY_ENDED: { detail: "The waitlist entry is LEFT.", entry_id, entry_status: "LEFT" },
  DEPARTURE_CANCELED: { detail: "A canceled departure stays as it is.", departure_id },
  SHOW_CANCELED: { detail: "A canceled show stays as it is.", show_id },
  SEAT_UNAVAILABLE: {
    detail: "1 seat is not to be had; nothing was held. Choose others.",
    seats: [{ seat_id, status: "sold", held_until: null }],
  },
  NO_ADJACENT_SEATS: {
    detail: "4 seats match, but no 2 next to each other: at most 1 are. Ask for fewer, or send allow_split: true.",
    available: 4,
    adjacent_max: 1,
  },
  SEATS_STRANDED: {
    detail: "This would leave a single seat that hardly anybody buys: choose others, or take it too.",
    seat_ids: [seat_id],
  },
  RATE_LIMITED: { detail: "This key may make 60 requests a minute. Retry in 12 s." },
  ...SCHEME_PROBLEM_WORDS,
};

/** A problem of that code, as an operation that declares it answers it. */
export function problemExample(code: ProblemCode) {
  const [operation = "booking/hold"] = Object.entries(OPERATIONS)
    .filter(([, { errors }]) => (errors as readonly ProblemCode[]).includes(code))
    .map(([name]) => name);
  const { status, title, retryable } = problemKind(code);
  const { detail = `${title}.`, ...facts } = WORDS[code] ?? {};
  return {
    type: `/docs/errors/${code}`,
    title,
    status,
    detail,
    instance: `/v1/${operation}`,
    code,
    retryable,
    trace_id: "4bf92f3577b34da6a3ce929d0e0e4736",
    request_id: "req_9f0a3d5a3c9f2b115f1c8a52",
    ...(facts as { [name: string]: string }),
  };
}
