// Turns what went wrong into problem+json (RFC 9457): one exhaustive switch from refusals to words.
import { type ProblemCode, problemKind } from "../contract/problems.ts";
import type { Refusal, Violation } from "../domain/refusal.ts";
import { isoTime } from "../durable-objects/departure/wire.ts";
import type { LineRefusal } from "../durable-objects/envelope.ts";

/** A problem before it is written: facts are further members of the problem's object. */
export type Failure = {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly violations?: readonly Violation[];
  readonly facts?: Readonly<Record<string, unknown>>;
  readonly retry_after_s?: number;
  readonly allow?: string;
  /** Of a 401: that it was a token which is refused, and another one may do. */
  readonly challenge?: "invalid_token";
};

export function problemBody(
  failure: Failure,
  about: { instance: string; trace_id: string; request_id: string },
): string {
  const { status, title, retryable } = problemKind(failure.code);
  return JSON.stringify({
    type: `/docs/errors/${failure.code}`,
    title,
    status,
    detail: failure.detail,
    instance: about.instance,
    code: failure.code,
    retryable,
    trace_id: about.trace_id,
    request_id: about.request_id,
    ...(failure.violations ? { violations: failure.violations } : {}),
    ...failure.facts,
  });
}

export function invalid(violations: readonly Violation[]): Failure {
  const named = violations.map(({ path, message }) => `${path === "" ? "the body" : path} ${message}`).slice(0, 3);
  const more = violations.length > named.length ? ` and ${violations.length - named.length} more` : "";
  return { code: "VALIDATION_FAILED", detail: `${named.join("; ")}${more}.`, violations };
}

export function notFound(what: string): Failure {
  return { code: "NOT_FOUND", detail: `There is no such ${what}.` };
}

/** What the words of a refusal are about. */
export type SaleNoun = "departure" | "show";

export function refusalFailure(refusal: Refusal | LineRefusal, noun: SaleNoun = "departure"): Failure {
  switch (refusal.code) {
    case "NOT_FOUND":
      return notFound(noun === "show" && refusal.what === "hold" ? "reservation" : refusal.what);
    case "VALIDATION_FAILED":
      return invalid(refusal.violations);
    case "FULL":
      return full(refusal, noun);
    case "HOLD_CONFLICT":
      return {
        code: "HOLD_CONFLICT",
        detail: `This customer has an active ${noun === "show" ? "reservation" : "hold"} on this ${noun}; send refresh: true to extend it.`,
        facts: { hold_id: refusal.hold_id, expires_at: isoTime(refusal.expires_at_ms) },
      };
    case "HOLD_EXPIRED": {
      const expired_at = isoTime(refusal.expired_at_ms);
      return {
        code: "HOLD_EXPIRED",
        detail: `The hold expired at ${expired_at}.`,
        facts: { hold_id: refusal.hold_id, expired_at },
      };
    }
    case "HOLD_CONFIRMED":
      return {
        code: "HOLD_CONFIRMED",
        detail: `The hold became booking ${refusal.booking_id}.`,
        facts: { hold_id: refusal.hold_id, booking_id: refusal.booking_id },
      };
    case "HOLD_CANCELED":
      return {
        code: "HOLD_CANCELED",
        detail: "The hold was released or canceled.",
        facts: { hold_id: refusal.hold_id },
      };
    case "BOOKING_CANCELED":
      return {
        code: "BOOKING_CANCELED",
        detail: "The booking was canceled before.",
        facts: { booking_id: refusal.booking_id },
      };
    case "CANCELLATION_CLOSED": {
      const closed_at = isoTime(refusal.closed_at_ms);
      return {
        code: "CANCELLATION_CLOSED",
        detail: `Bookings could be canceled or changed until ${closed_at}.`,
        facts: { closed_at },
      };
    }
    case "CAPACITY_CONFLICT":
      return {
        code: "CAPACITY_CONFLICT",
        detail: `${refusal.taken} of ${refusal.capacity} places are held or sold; ${refusal.delta} is too much to take away.`,
        facts: { capacity_total: refusal.capacity, taken: refusal.taken, delta_min: refusal.taken - refusal.capacity },
      };
    case "CAPACITY_LIMIT":
      return { code: "CAPACITY_LIMIT", detail: `A departure has at most ${refusal.capacity_max} places.` };
    case "NOT_FULL":
      return {
        code: "NOT_FULL",
        detail: `${refusal.available} places are left: hold them instead of waiting.`,
        facts: { available: refusal.available },
      };
    case "WAITLIST_FULL":
      return { code: "WAITLIST_FULL", detail: `${refusal.waiting} wait already.` };
    case "SALES_CLOSED":
      return { code: "SALES_CLOSED", detail: SALES_CLOSED[noun][refusal.reason], facts: { reason: refusal.reason } };
    case "ENTRY_ENDED":
      return {
        code: "ENTRY_ENDED",
        detail: `The waitlist entry is ${refusal.status}.`,
        facts: { entry_id: refusal.entry_id, entry_status: refusal.status },
      };
    case "DEPARTURE_CANCELED":
      return {
        code: "DEPARTURE_CANCELED",
        detail: "A canceled departure stays as it is.",
        facts: { departure_id: refusal.departure_id },
      };
    case "SHOW_CANCELED":
      return {
        code: "SHOW_CANCELED",
        detail: "A canceled show stays as it is.",
        facts: { show_id: refusal.show_id },
      };
    case "SEAT_UNAVAILABLE":
      return seatUnavailable(refusal);
    case "NO_ADJACENT_SEATS":
      return noAdjacentSeats(refusal);
    case "SEATS_STRANDED":
      return {
        code: "SEATS_STRANDED",
        detail: `This would leave ${refusal.seat_ids.length === 1 ? "a single seat" : "single seats"} that hardly anybody buys: choose others, or take ${refusal.seat_ids.length === 1 ? "it" : "them"} too.`,
        facts: { seat_ids: refusal.seat_ids },
      };
    case "IDEMPOTENCY_KEY_MISMATCH":
      return {
        code: "IDEMPOTENCY_KEY_MISMATCH",
        detail: `This key was sent with another request: ${refusal.fields.join(", ")} differ. Use a new key for a new request.`,
        violations: refusal.fields.map((field) => ({
          path: `/${field}`,
          message: "differs from the request that used this key first",
        })),
      };
    case "OVERLOADED":
      return overloaded(refusal.retry_after_ms);
    case "INTERNAL":
      return INTERNAL;
  }
}

const SALES_CLOSED = {
  departure: {
    closed: "This departure is closed for sale.",
    canceled: "This departure is canceled.",
    departed: "This departure has left: sales close at its start.",
  },
  show: {
    closed: "This show is closed for sale.",
    canceled: "This show is canceled.",
    departed: "This show has begun: sales close at its start.",
  },
} as const;

export const INTERNAL: Failure = {
  code: "INTERNAL",
  detail: "This is a fault of ours and has been logged. Retry with the same Idempotency-Key.",
};

export function overloaded(retry_after_ms: number): Failure {
  const retry_after_s = Math.max(1, Math.ceil(retry_after_ms / 1_000));
  return {
    code: "OVERLOADED",
    detail: `Nothing was changed. Retry in ${retry_after_s} s with the same Idempotency-Key.`,
    retry_after_s,
  };
}

function seatUnavailable({ seats }: Extract<Refusal, { code: "SEAT_UNAVAILABLE" }>): Failure {
  const shown = seats.map(({ seat_id, state, held_until_ms }) => ({
    seat_id,
    status: state,
    held_until: held_until_ms === null ? null : isoTime(held_until_ms),
  }));
  const detail = `${seats.length === 1 ? "1 seat is" : `${seats.length} seats are`} not to be had; nothing was held. Choose others.`;
  return { code: "SEAT_UNAVAILABLE", detail, facts: { seats: shown } };
}

function noAdjacentSeats(refusal: Extract<Refusal, { code: "NO_ADJACENT_SEATS" }>): Failure {
  const { seats, available, longest_run } = refusal;
  return {
    code: "NO_ADJACENT_SEATS",
    detail: `${available} seats match, but no ${seats} next to each other: at most ${longest_run} are. Ask for fewer, or send allow_split: true.`,
    facts: { available, adjacent_max: longest_run },
  };
}

function full(refusal: Extract<Refusal, { code: "FULL" }>, noun: SaleNoun): Failure {
  const { seats, available, waiting } = refusal;
  const first =
    available >= seats
      ? `${waiting} customers wait and come first`
      : `${available} ${noun === "show" ? "seats that match" : "places"} are left, ${seats} are wanted`;
  return { code: "FULL", detail: `${first}; join the waitlist.`, facts: { available, waiting } };
}
