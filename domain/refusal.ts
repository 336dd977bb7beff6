// What a rule answers when it says no. Codes are stable and public; facts are what the caller needs to go on.

import type { SeatStateName } from "./seat-state.ts";

export type Violation = { readonly path: string; readonly message: string };

export type Refusal =
  | { readonly ok: false; readonly code: "NOT_FOUND"; readonly what: Noun }
  | { readonly ok: false; readonly code: "VALIDATION_FAILED"; readonly violations: readonly Violation[] }
  | {
      readonly ok: false;
      readonly code: "FULL";
      readonly seats: number;
      readonly available: number;
      readonly waiting: number;
    }
  | { readonly ok: false; readonly code: "HOLD_CONFLICT"; readonly hold_id: string; readonly expires_at_ms: number }
  | { readonly ok: false; readonly code: "HOLD_EXPIRED"; readonly hold_id: string; readonly expired_at_ms: number }
  | { readonly ok: false; readonly code: "HOLD_CONFIRMED"; readonly hold_id: string; readonly booking_id: string }
  | { readonly ok: false; readonly code: "HOLD_CANCELED"; readonly hold_id: string }
  | { readonly ok: false; readonly code: "BOOKING_CANCELED"; readonly booking_id: string }
  | { readonly ok: false; readonly code: "CANCELLATION_CLOSED"; readonly closed_at_ms: number }
  | {
      readonly ok: false;
      readonly code: "CAPACITY_CONFLICT";
      readonly capacity: number;
      readonly taken: number;
      readonly delta: number;
    }
  | { readonly ok: false; readonly code: "CAPACITY_LIMIT"; readonly capacity_max: number }
  | { readonly ok: false; readonly code: "NOT_FULL"; readonly available: number }
  | { readonly ok: false; readonly code: "WAITLIST_FULL"; readonly waiting: number }
  | { readonly ok: false; readonly code: "SALES_CLOSED"; readonly reason: SalesClosedReason }
  | { readonly ok: false; readonly code: "ENTRY_ENDED"; readonly entry_id: string; readonly status: string }
  | { readonly ok: false; readonly code: "DEPARTURE_CANCELED"; readonly departure_id: string }
  | { readonly ok: false; readonly code: "SHOW_CANCELED"; readonly show_id: string }
  | { readonly ok: false; readonly code: "SEAT_UNAVAILABLE"; readonly seats: readonly TakenSeat[] }
  | {
      readonly ok: false;
      readonly code: "NO_ADJACENT_SEATS";
      readonly seats: number;
      /** Free seats that match the wish, and the most neighbours among them. */
      readonly available: number;
      readonly longest_run: number;
    }
  | { readonly ok: false; readonly code: "SEATS_STRANDED"; readonly seat_ids: readonly string[] };

/** A seat that somebody wanted and could not have. */
export type TakenSeat = {
  readonly seat_id: string;
  readonly state: SeatStateName;
  /** When its hold ends; null when it is not held, and for those who may not know. */
  readonly held_until_ms: number | null;
};

export type Noun =
  | "tour"
  | "departure"
  | "venue"
  | "show"
  | "seat"
  | "hold"
  | "booking"
  | "waitlist entry"
  | "key"
  | "scheme"
  | "version"
  | "upload"
  | "sector"
  | "group"
  | "pricing category"
  | "price rule"
  | "artifact"
  | "job"
  | "operation";
export type SalesClosedReason = "closed" | "canceled" | "departed";
export type RefusalCode = Refusal["code"];

/**
 * Whether a refusal is an answer of its own that a retry must see again. What is not: not finding
 * something and not understanding the request, which leave no trace and may turn out otherwise later.
 */
export function isDecision(refusal: Refusal): boolean {
  return refusal.code !== "NOT_FOUND" && refusal.code !== "VALIDATION_FAILED";
}
