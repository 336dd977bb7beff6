// Who gets places that come free. An entry waits until it gets an offer (a short hold), and ends BOOKED,
// LAPSED (the offer was not used, or what was waited for is over or was canceled) or LEFT (the customer gave up).
import { tooManySeats } from "./hold.ts";
import { LIMITS } from "./limits.ts";
import { placesAvailable } from "./places.ts";
import type { Refusal } from "./refusal.ts";
import { type Sale, salesClosed } from "./sale.ts";

export type EntryStatus = "WAITING" | "OFFERED" | "BOOKED" | "LAPSED" | "LEFT";

/** An entry of any sale. */
export type EntryLife = {
  readonly id: string;
  readonly no: number;
  readonly channel: string;
  readonly customer_ref: string | null;
  readonly seats: number;
  readonly status: EntryStatus;
  readonly created_at_ms: number;
  readonly notified_at_ms: number | null;
  /** The offer's hold, from the moment there is one. */
  readonly hold_id: string | null;
};

/** A departure's entry. */
export type Entry = EntryLife & { readonly customer_ref: string };

/** A wish to wait, with whether it could be had now. */
export type WaitWish = { readonly seats: number; readonly fits: () => boolean };

/** Joining is for those whose wish does not fit now; `current` is the entry they already have, if any. */
export function decideJoin<E extends EntryLife>(
  sale: Sale,
  current: E | undefined,
  wish: WaitWish,
  now: number,
): Refusal | { ok: true; act: "join" } | { ok: true; act: "keep"; entry: E } {
  if (current) return { ok: true, act: "keep", entry: current };
  const closed = salesClosed(sale, now);
  if (closed) return closed;
  if (wish.seats > sale.policy.seats_per_hold_max) return tooManySeats(sale.policy.seats_per_hold_max);
  if (wish.fits()) return { ok: false, code: "NOT_FULL", available: placesAvailable(sale.places) };
  if (sale.waiting >= LIMITS.waiting_max) return { ok: false, code: "WAITLIST_FULL", waiting: sale.waiting };
  return { ok: true, act: "join" };
}

export function decideLeave(entry: EntryLife): Refusal | { ok: true } {
  if (entry.status === "WAITING" || entry.status === "OFFERED") return { ok: true };
  return { ok: false, code: "ENTRY_ENDED", entry_id: entry.id, status: entry.status };
}

/** How a queue is asked. What fits is said by what is sold: counted places by their number, seats by which are free. */
export type Queue<E extends EntryLife> = {
  head(): E | undefined;
  fits(entry: E): boolean;
  /** The oldest waiting entry that fits. */
  oldestFitting(): E | undefined;
};

/** The entry whose turn it is with what is free now, or undefined when nobody can be served. */
export function nextInLine<E extends EntryLife>(sale: Sale, queue: Queue<E>, now: number): E | undefined {
  if (placesAvailable(sale.places) === 0 || sale.waiting === 0 || salesClosed(sale, now)) return undefined;
  if (sale.policy.waitlist_order === "first_fit") return queue.oldestFitting();
  const head = queue.head();
  return head && queue.fits(head) ? head : undefined;
}
