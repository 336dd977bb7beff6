// What everything that sells limited places has in common, a departure as well as a show: when it sells, by which
// policy, and how many places are free.
import { LIMITS, SECOND_MS } from "./limits.ts";
import { type Places, placesAvailable } from "./places.ts";
import type { Refusal } from "./refusal.ts";

export type SaleStatus = "OPEN" | "CLOSED" | "CANCELED";
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

/** What a sale is made with where its creator says nothing else. */
export const DEFAULT_POLICY: Policy = {
  seats_per_hold_max: LIMITS.seats_per_hold_max,
  max_hold_ms: LIMITS.hold_ttl_seconds_max * SECOND_MS,
  offer_ttl_ms: 300 * SECOND_MS,
  waitlist_order: "first_fit",
  cancellation_cutoff_ms: 0,
};

export type Sale = {
  readonly id: string;
  readonly status: SaleStatus;
  readonly starts_at_ms: number;
  readonly places: Places;
  readonly policy: Policy;
  readonly location_hint: string | null;
  /** Waitlist entries that are WAITING. */
  readonly waiting: number;
  readonly active_holds: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
};

/** Undefined while places may be sold, else why not. Sales close at the start. */
export function salesClosed(sale: Sale, now: number): Refusal | undefined {
  if (sale.status === "CANCELED") return { ok: false, code: "SALES_CLOSED", reason: "canceled" };
  if (now >= sale.starts_at_ms) return { ok: false, code: "SALES_CLOSED", reason: "departed" };
  if (sale.status === "CLOSED") return { ok: false, code: "SALES_CLOSED", reason: "closed" };
  return undefined;
}

/** Whether nothing will be sold any more, so that waiting is pointless. */
export function isOver(sale: Sale, now: number): boolean {
  return sale.status === "CANCELED" || now >= sale.starts_at_ms;
}

export function cancellationClosed(sale: Sale, now: number): Refusal | undefined {
  const closed_at_ms = sale.starts_at_ms - sale.policy.cancellation_cutoff_ms;
  return now >= closed_at_ms ? { ok: false, code: "CANCELLATION_CLOSED", closed_at_ms } : undefined;
}

/** Whether `seats` more places may be taken by someone who did not wait. */
export function newcomerRefused(sale: Sale, seats: number): Refusal | undefined {
  const available = placesAvailable(sale.places);
  const othersFirst = sale.policy.waitlist_order === "strict" && sale.waiting > 0;
  if (seats <= available && !othersFirst) return undefined;
  return { ok: false, code: "FULL", seats, available, waiting: sale.waiting };
}
