// The life of a hold: ACTIVE until confirmed, released or expired. Expiry is by the clock: at
// `expires_at_ms` the hold is over, whether or not anybody has noticed yet.
import { giveBackHeld, type Places, sellHeld, takePlaces } from "./places.ts";
import type { Refusal } from "./refusal.ts";
import { newcomerRefused, type Sale, salesClosed } from "./sale.ts";

export type HoldStatus = "ACTIVE" | "EXPIRED" | "CONFIRMED" | "CANCELED";

/** A hold of any sale: what its life depends on. */
export type HoldLife = {
  readonly id: string;
  readonly no: number;
  readonly channel: string;
  /** Whom one active hold is allowed; null where nobody is named. */
  readonly customer_ref: string | null;
  readonly seats: number;
  readonly status: HoldStatus;
  readonly created_at_ms: number;
  readonly expires_at_ms: number;
  /** The waitlist entry that this hold is the offer of. */
  readonly entry_no: number | null;
  readonly booking_id: string | null;
};

/** A departure's hold. */
export type Hold = HoldLife & {
  readonly customer_ref: string;
  /** The price of one place, frozen when the hold was made. */
  readonly unit_amount: number;
  readonly currency: string;
};

export type HoldWish = { readonly seats: number; readonly ttl_ms: number; readonly refresh: boolean };

export type HoldDecision<H extends HoldLife> =
  | Refusal
  | {
      readonly ok: true;
      readonly act: "create";
      readonly seats: number;
      readonly expires_at_ms: number;
      readonly places: Places;
    }
  | { readonly ok: true; readonly act: "change"; readonly hold: H; readonly places: Places };

/** Creates a hold, or refreshes the customer's active one when asked to. */
export function decideHold<H extends HoldLife>(
  sale: Sale,
  active: H | undefined,
  wish: HoldWish,
  now: number,
): HoldDecision<H> {
  const closed = salesClosed(sale, now);
  if (closed) return closed;
  if (wish.seats > sale.policy.seats_per_hold_max) return tooManySeats(sale.policy.seats_per_hold_max);
  if (active) {
    return wish.refresh
      ? refresh(sale, active, wish, now)
      : { ok: false, code: "HOLD_CONFLICT", hold_id: active.id, expires_at_ms: active.expires_at_ms };
  }
  const full = newcomerRefused(sale, wish.seats);
  if (full) return full;
  return {
    ok: true,
    act: "create",
    seats: wish.seats,
    expires_at_ms: deadline(sale, now, now + wish.ttl_ms, now),
    places: takePlaces(sale.places, wish.seats),
  };
}

function refresh<H extends HoldLife>(sale: Sale, hold: H, wish: HoldWish, now: number): HoldDecision<H> {
  const more = wish.seats - hold.seats;
  const full = more > 0 ? newcomerRefused(sale, more) : undefined;
  if (full) return full;
  return {
    ok: true,
    act: "change",
    hold: { ...hold, seats: wish.seats, expires_at_ms: extended(sale, hold, wish.ttl_ms, now) },
    places: more >= 0 ? takePlaces(sale.places, more) : giveBackHeld(sale.places, -more),
  };
}

export function decideExtend<H extends HoldLife>(
  sale: Sale,
  hold: H,
  ttl_ms: number,
  now: number,
): Refusal | { ok: true; hold: H } {
  const over = holdOver(hold, now);
  if (over) return over;
  return { ok: true, hold: { ...hold, expires_at_ms: extended(sale, hold, ttl_ms, now) } };
}

export function decideRelease<H extends HoldLife>(
  sale: Sale,
  hold: H,
  now: number,
): Refusal | { ok: true; hold: H; places: Places } {
  const over = holdOver(hold, now);
  if (over) return over;
  return { ok: true, hold: { ...hold, status: "CANCELED" }, places: giveBackHeld(sale.places, hold.seats) };
}

/** Confirms `seats` of the hold (all of them by default); the rest is free again. */
export function decideConfirm(
  sale: Sale,
  hold: HoldLife,
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
  return { ok: true, seats: sold, places: sellHeld(sale.places, hold.seats, sold) };
}

/** Why this hold can no longer be used, or undefined while it can. */
export function holdOver(hold: HoldLife, now: number): Refusal | undefined {
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
export function latestExpiry(sale: Sale, created_at_ms: number): number {
  return Math.min(created_at_ms + sale.policy.max_hold_ms, sale.starts_at_ms);
}

function extended(sale: Sale, hold: HoldLife, ttl_ms: number, now: number): number {
  return deadline(sale, hold.created_at_ms, Math.max(hold.expires_at_ms, now + ttl_ms), hold.expires_at_ms);
}

/** `wanted`, but not past the cap; never earlier than `atLeast`, because extending does not shorten. */
function deadline(sale: Sale, created_at_ms: number, wanted: number, atLeast: number): number {
  return Math.max(atLeast, Math.min(wanted, latestExpiry(sale, created_at_ms)));
}

export function tooManySeats(seats_max: number): Refusal {
  const message = `must be at most ${seats_max} here`;
  return { ok: false, code: "VALIDATION_FAILED", violations: [{ path: "/seats", message }] };
}
