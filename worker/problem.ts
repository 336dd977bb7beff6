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

export function refusalFailure(refusal: Refusal | LineRefusal): Failure {
  switch (refusal.code) {
    case "NOT_FOUND":
      return notFound(refusal.what);
    case "VALIDATION_FAILED":
      return invalid(refusal.violations);
    case "FULL":
      return full(refusal);
    case "HOLD_CONFLICT":
      return {
        code: "HOLD_CONFLICT",
        detail: "This customer has an active hold on this departure; send refresh: true to extend it.",
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
      return { code: "SALES_CLOSED", detail: SALES_CLOSED[refusal.reason], facts: { reason: refusal.reason } };
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
  closed: "This departure is closed for sale.",
  canceled: "This departure is canceled.",
  departed: "This departure has left: sales close at its start.",
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

function full(refusal: Extract<Refusal, { code: "FULL" }>): Failure {
  const { seats, available, waiting } = refusal;
  const first =
    available >= seats
      ? `${waiting} customers wait and come first`
      : `${available} places are left, ${seats} are wanted`;
  return { code: "FULL", detail: `${first}; join the waitlist.`, facts: { available, waiting } };
}
