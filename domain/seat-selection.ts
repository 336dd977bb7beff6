// The best available seats for a party, or why there are none. In this order:
//
//  1. neighbours in one row, leaving no single free seat stranded
//  2. neighbours in one row: only when no stretch of the whole hall is of kind 1 (all are kind 1 if orphans are allowed)
//  3. pieces of at least two neighbours, all in one section: only if the party may be split
//  4. pieces of at least two neighbours, over sections: only if the party may be split
//
// with exactly as many accessible seats as were asked for; and only when none of these is possible, the same four
// with more accessible seats, as few more as each kind allows. Of one kind the nearest is taken: the smallest sum of
// distances from the focal point, and of equals the one with the earlier seats. Nobody of a party is ever put alone,
// so that two or three people are never split. Single seats beside the pieces of a split party are not looked at.
//
// All adjacency is among seats that match the wish. A party of one always sits in one row.
import type { Hall } from "./hall.ts";
import type { Stretch } from "./orphans.ts";
import type { Refusal } from "./refusal.ts";
import { nearestPieces } from "./seat-pieces.ts";
import { bestStretches } from "./seat-stretches.ts";
import { matchingSeats, type SeatWish, wishFaults } from "./seat-wish.ts";

/** FULL: too few seats match, or too few of them are accessible. NO_ADJACENT_SEATS: enough, but not together. */
export type SelectionRefusal = {
  readonly ok: false;
  readonly code: "FULL" | "NO_ADJACENT_SEATS";
  readonly quantity: number;
  readonly accessible_seats: number;
  /** Free seats that match, accessible ones included; how many of them are; and the most neighbours among them. */
  readonly matching: number;
  readonly matching_accessible: number;
  readonly longest_run: number;
};

export type Selection =
  | Extract<Refusal, { code: "VALIDATION_FAILED" }>
  | SelectionRefusal
  | {
      readonly ok: true;
      /** In hall order: by section, row and position. */
      readonly seats: readonly number[];
      readonly adjacent: boolean;
    };

export function selectSeats(hall: Hall, states: Uint8Array, wish: SeatWish): Selection {
  const violations = wishFaults(hall, wish);
  if (violations.length > 0) return { ok: false, code: "VALIDATION_FAILED", violations };
  const matching = matchingSeats(hall, states, wish);
  const party = { quantity: wish.quantity, accessible_seats: wish.accessible_seats ?? 0 };
  const found = bestStretches(hall, states, { matching, party, prevent_orphans: wish.prevent_orphans ?? true });
  const facts = {
    ...party,
    matching: found.matching,
    matching_accessible: found.accessible,
    longest_run: found.longest_run,
  };
  if (found.matching < party.quantity || found.accessible < party.accessible_seats) {
    return { ok: false, code: "FULL", ...facts };
  }
  for (const wasteful of [false, true]) {
    const stretch = wasteful ? found.wasteful : found.exact;
    if (stretch) return { ok: true, seats: seatsOf(stretch), adjacent: true };
    const pieces = wish.allow_split ? nearestPieces(hall, matching, { ...party, wasteful }) : undefined;
    if (pieces) return { ok: true, seats: [...pieces], adjacent: false };
  }
  return { ok: false, code: "NO_ADJACENT_SEATS", ...facts };
}

function seatsOf({ first, last }: Stretch): number[] {
  return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
}
