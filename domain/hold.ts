// The life of a hold: ACTIVE until confirmed, released or expired. Expiry is by the clock: at
// `expires_at_ms` the hold is over, whether or not anybody has noticed yet.
import type { Departure } from "./departure.ts";
import { newcomerRefused, salesClosed } from "./departure.ts";
import { giveBackHeld, type Places, sellHeld, takePlaces } from "./places.ts";
import type { Refusal } from "./refusal.ts";

export type HoldStatus = "ACTIVE" | "EXPIRED" | "CONFIRMED" | "CANCELED";

export type Hold = {
  readonly id: string;
  readonly no: number;
  readonly channel: string;
  readonly customer_ref: string;
  readonly seats: number;
  readonly status: HoldStatus;
  readonly created_at_ms: number;
  readonly expires_at_ms: number;
  /** The price of one place, frozen when the hold was made. */
  readonly unit_amount: number;
  readonly currency: string;
  /** The waitlist entry that this hold is the offer of. */
  readonly entry_no: number | null;
  readonly booking_id: string | null;
};

export type HoldWish = { readonly seats: number; readonly ttl_ms: number; readonly refresh: boolean };

export type HoldDecision =
  | Refusal
  | {
      readonly ok: true;
      readonly act: "create";
      readonly seats: number;
      readonly expires_at_ms: number;
      readonly places: Places;
    }
  | { readonly ok: true; readonly act: "change"; readonly hold: Hold; readonly places: Places };

/** Creates a hold, or refreshes the customer's active one when asked to. */
export function decideHold(departure: Departure, active: Hold | undefined, wish: HoldWish, now: number): HoldDecision {
  const closed = salesClosed(departure, now);
  if (closed) return closed;
  if (wish.seats > departure.policy.seats_per_hold_max) return tooManySeats(departure.policy.seats_per_hold_max);
  if (active) {
    return wish.refresh
      ? refresh(departure, active, wish, now)
      : { ok: false, code: "HOLD_CONFLICT", hold_id: active.id, expires_at_ms: active.expires_at_ms };
  }
  const full = newcomerRefused(departure, wish.seats);
  if (full) return full;
  return {
    ok: true,
    act: "create",
    seats: wish.seats,
    expires_at_ms: deadline(departure, now, now + wish.ttl_ms, now),
    places: takePlaces(departure.places, wish.seats),
  };
}

function refresh(departure: Departure, hold: Hold, wish: HoldWish, now: number): HoldDecision {
  const more = wish.seats - hold.seats;
  const full = more > 0 ? newcomerRefused(departure, more) : undefined;
  if (full) return full;
  return {
    ok: true,
    act: "change",
    hold: { ...hold, seats: wish.seats, expires_at_ms: extended(departure, hold, wish.ttl_ms, now) },
    places: more >= 0 ? takePlaces(departure.places, more) : giveBackHeld(departure.places, -more),
  };
}

export function decideExtend(
  departure: Departure,
  hold: Hold,
  ttl_ms: number,
  now: number,
): Refusal | { ok: true; hold: Hold } {
  const over = holdOver(hold, now);
  if (over) return over;
  return { ok: true, hold: { ...hold, expires_at_ms: extended(departure, hold, ttl_ms, now) } };
}

export function decideRelease(
  departure: Departure,
  hold: Hold,
  now: number,
): Refusal | { ok: true; hold: Hold; places: Places } {
  const over = holdOver(hold, now);
  if (over) return over;
  return { ok: true, hold: { ...hold, status: "CANCELED" }, places: giveBackHeld(departure.places, hold.seats) };
}

/** Confirms `seats` of the hold (all of them by default); the rest is free again. */
export function decideConfirm(
  departure: Departure,
  hold: Hold,
  seats: number | undefined,
  now: number,
): Refusal | { ok: true; seats: number; places: Places } {
  const over = holdOver(hold, now);
  if (over) return over;
  const sold = seats ?? hold.seats;
  if (sold > hold.seats) {
    const message = `must be at most ${hold.seats}, the places this hold keeps`;
    return { ok: false, code: "VALIDATION_FAILED", violations: [{ path: "/seats", message }] };
  }
  return { ok: true, seats: sold, places: sellHeld(departure.places, hold.seats, sold) };
}

/** Why this hold can no longer be used, or undefined while it can. */
export function holdOver(hold: Hold, now: number): Refusal | undefined {
  switch (hold.status) {
    case "CONFIRMED":
      return { ok: false, code: "HOLD_CONFIRMED", hold_id: hold.id, booking_id: hold.booking_id ?? "" };
    case "CANCELED":
      return { ok: false, code: "HOLD_CANCELED", hold_id: hold.id };
    case "EXPIRED":
      return { ok: false, code: "HOLD_EXPIRED", hold_id: hold.id, expired_at_ms: hold.expires_at_ms };
    case "ACTIVE":
      return hold.expires_at_ms <= now
        ? { ok: false, code: "HOLD_EXPIRED", hold_id: hold.id, expired_at_ms: hold.expires_at_ms }
        : undefined;
  }
}

/** The latest end that extending can give this hold. */
export function latestExpiry(departure: Departure, created_at_ms: number): number {
  return Math.min(created_at_ms + departure.policy.max_hold_ms, departure.starts_at_ms);
}

function extended(departure: Departure, hold: Hold, ttl_ms: number, now: number): number {
  return deadline(departure, hold.created_at_ms, Math.max(hold.expires_at_ms, now + ttl_ms), hold.expires_at_ms);
}

/** `wanted`, but not past the cap; never earlier than `atLeast`, because extending does not shorten. */
function deadline(departure: Departure, created_at_ms: number, wanted: number, atLeast: number): number {
  return Math.max(atLeast, Math.min(wanted, latestExpiry(departure, created_at_ms)));
}

export function tooManySeats(seats_max: number): Refusal {
  const message = `must be at most ${seats_max} for this departure`;
  return { ok: false, code: "VALIDATION_FAILED", violations: [{ path: "/seats", message }] };
}
