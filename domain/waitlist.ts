// Who gets places that come free. An entry waits until it gets an offer (a short hold), and ends BOOKED,
// LAPSED (the offer was not used, or the departure left or was canceled) or LEFT (the customer gave up).
import { type Departure, newcomerRefused, salesClosed } from "./departure.ts";
import { tooManySeats } from "./hold.ts";
import { LIMITS } from "./limits.ts";
import { placesAvailable } from "./places.ts";
import type { Refusal } from "./refusal.ts";

export type EntryStatus = "WAITING" | "OFFERED" | "BOOKED" | "LAPSED" | "LEFT";

export type Entry = {
  readonly id: string;
  readonly no: number;
  readonly channel: string;
  readonly customer_ref: string;
  readonly seats: number;
  readonly status: EntryStatus;
  readonly created_at_ms: number;
  readonly notified_at_ms: number | null;
  /** The offer's hold, from the moment there is one. */
  readonly hold_id: string | null;
};

/** Joining is for those whose wish does not fit now; `current` is the entry they already have, if any. */
export function decideJoin(
  departure: Departure,
  current: Entry | undefined,
  seats: number,
  now: number,
): Refusal | { ok: true; act: "join" } | { ok: true; act: "keep"; entry: Entry } {
  if (current) return { ok: true, act: "keep", entry: current };
  const closed = salesClosed(departure, now);
  if (closed) return closed;
  if (seats > departure.policy.seats_per_hold_max) return tooManySeats(departure.policy.seats_per_hold_max);
  if (newcomerRefused(departure, seats) === undefined) {
    return { ok: false, code: "NOT_FULL", available: placesAvailable(departure.places) };
  }
  if (departure.waiting >= LIMITS.waiting_max) {
    return { ok: false, code: "WAITLIST_FULL", waiting: departure.waiting };
  }
  return { ok: true, act: "join" };
}

export function decideLeave(entry: Entry): Refusal | { ok: true } {
  if (entry.status === "WAITING" || entry.status === "OFFERED") return { ok: true };
  return { ok: false, code: "ENTRY_ENDED", entry_id: entry.id, status: entry.status };
}

/** How a queue is asked: the oldest waiting entry, or the oldest that wants at most `seats_max`. */
export type Queue = {
  head(): Entry | undefined;
  oldestFitting(seats_max: number): Entry | undefined;
};

/** The entry whose turn it is with what is free now, or undefined when nobody can be served. */
export function nextInLine(departure: Departure, queue: Queue, now: number): Entry | undefined {
  const available = placesAvailable(departure.places);
  if (available === 0 || departure.waiting === 0 || salesClosed(departure, now)) return undefined;
  if (departure.policy.waitlist_order === "first_fit") return queue.oldestFitting(available);
  const head = queue.head();
  return head && head.seats <= available ? head : undefined;
}
