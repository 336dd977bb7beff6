// A departure: one dated run with counted places, its policy, and when it sells.
import { LIMITS, SECOND_MS } from "./limits.ts";
import type { Places } from "./places.ts";
import type { Refusal } from "./refusal.ts";

export type DepartureStatus = "OPEN" | "CLOSED" | "CANCELED";
export type WaitlistOrder = "first_fit" | "strict";

export type Policy = {
  readonly seats_per_hold_max: number;
  /** A hold never lasts longer than this after it was made, however often it is extended. */
  readonly max_hold_ms: number;
  readonly offer_ttl_ms: number;
  readonly waitlist_order: WaitlistOrder;
  /** Canceling and reducing end this long before the start. */
  readonly cancellation_cutoff_ms: number;
};

/** What a departure is made with where its creator says nothing else. */
export const DEFAULT_POLICY: Policy = {
  seats_per_hold_max: LIMITS.seats_per_hold_max,
  max_hold_ms: LIMITS.hold_ttl_seconds_max * SECOND_MS,
  offer_ttl_ms: 300 * SECOND_MS,
  waitlist_order: "first_fit",
  cancellation_cutoff_ms: 0,
};

export type Departure = {
  readonly id: string;
  readonly tour_id: string;
  readonly status: DepartureStatus;
  readonly starts_at_ms: number;
  readonly places: Places;
  readonly unit_amount: number;
  readonly currency: string;
  readonly policy: Policy;
  readonly location_hint: string | null;
  /** Waitlist entries that are WAITING. */
  readonly waiting: number;
  readonly active_holds: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
};

/** Undefined while places may be sold, else why not. Sales close at the start. */
export function salesClosed(departure: Departure, now: number): Refusal | undefined {
  if (departure.status === "CANCELED") return { ok: false, code: "SALES_CLOSED", reason: "canceled" };
  if (now >= departure.starts_at_ms) return { ok: false, code: "SALES_CLOSED", reason: "departed" };
  if (departure.status === "CLOSED") return { ok: false, code: "SALES_CLOSED", reason: "closed" };
  return undefined;
}

export function cancellationClosed(departure: Departure, now: number): Refusal | undefined {
  const closed_at_ms = departure.starts_at_ms - departure.policy.cancellation_cutoff_ms;
  return now >= closed_at_ms ? { ok: false, code: "CANCELLATION_CLOSED", closed_at_ms } : undefined;
}

/** Whether `seats` more places may be taken by someone who did not wait. */
export function newcomerRefused(departure: Departure, seats: number): Refusal | undefined {
  const { capacity, held, sold, blocked } = departure.places;
  const available = capacity - held - sold - blocked;
  const othersFirst = departure.policy.waitlist_order === "strict" && departure.waiting > 0;
  if (seats <= available && !othersFirst) return undefined;
  return { ok: false, code: "FULL", seats, available, waiting: departure.waiting };
}
