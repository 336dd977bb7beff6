// Single free seats that a choice would leave behind, which hardly anybody buys. A seat is single when it is free
// and has no free neighbour; it is stranded by a choice when it is single after it and was not before. Every
// free seat counts, whatever its price, category or accessibility.
import type { Hall } from "./hall.ts";
import { isFree } from "./seat-state.ts";

/**
 * What a show does about a choice by id that strands a seat. `strict` refuses it. `lenient` refuses it only where
 * the customer could as well have had others: where, in the same row, as many neighbouring free seats as were
 * chosen in it strand none, of no other categories than those chosen there and as many of them accessible.
 */
export type OrphanPolicy = "off" | "lenient" | "strict";

export type SeatsStranded = {
  readonly ok: false;
  readonly code: "SEATS_STRANDED";
  /** The seats that would be left single, in hall order. */
  readonly stranded: readonly number[];
};

/** A number of neighbours, `first` to `last`. */
export type Stretch = { readonly first: number; readonly last: number };

/** The free seats that choosing these would leave single, in hall order. */
export function strandedBy(hall: Hall, states: Uint8Array, chosen: readonly number[]): number[] {
  const gone = new Set(chosen);
  const freeBefore = (seat: number) => isFree(states, seat);
  const freeAfter = (seat: number) => isFree(states, seat) && !gone.has(seat);
  const beside = new Set(chosen.flatMap((seat) => [seat - 1, seat + 1]));
  return [...beside]
    .filter((seat) => isSingle(hall, seat, freeAfter) && !isSingle(hall, seat, freeBefore))
    .sort((one, other) => one - other);
}

/** Why the show's policy does not allow these seats, all of them free, to be taken together; undefined when it does. */
export function strandingRefused(
  hall: Hall,
  states: Uint8Array,
  choice: { readonly seats: readonly number[]; readonly policy: OrphanPolicy },
): SeatsStranded | undefined {
  if (choice.policy === "off") return undefined;
  const stranded = strandedBy(hall, states, choice.seats).filter(
    (seat) => choice.policy === "strict" || canSitElsewhere(hall, states, inRowOf(hall, seat, choice.seats)),
  );
  return stranded.length === 0 ? undefined : { ok: false, code: "SEATS_STRANDED", stranded };
}

/** Whether taking a stretch of free seats strands the one before or the one after it. */
export function stretchStrands(hall: Hall, states: Uint8Array, { first, last }: Stretch): boolean {
  return (
    strandsBeside(hall, states, { seat: first - 1, away: -1 }) ||
    strandsBeside(hall, states, { seat: last + 1, away: 1 })
  );
}

/** `seat` is next to a stretch that is taken; `away` leads from it to its other neighbour. */
function strandsBeside(hall: Hall, states: Uint8Array, { seat, away }: { seat: number; away: number }): boolean {
  const run = hall.run[seat];
  if (run === undefined || run !== hall.run[seat - away] || !isFree(states, seat)) return false;
  return hall.run[seat + away] !== run || !isFree(states, seat + away);
}

function isSingle(hall: Hall, seat: number, free: (seat: number) => boolean): boolean {
  const run = hall.run[seat];
  return free(seat) && ![seat - 1, seat + 1].some((other) => hall.run[other] === run && free(other));
}

function inRowOf(hall: Hall, seat: number, chosen: readonly number[]): number[] {
  return chosen.filter((other) => hall.row[other] === hall.row[seat]);
}

/** Whether the row of these seats has a stretch that serves as well as they do and strands none. */
function canSitElsewhere(hall: Hall, states: Uint8Array, chosen: readonly number[]): boolean {
  const categories = new Set(chosen.map((seat) => hall.category[seat]));
  const serves = (seat: number) => isFree(states, seat) && categories.has(hall.category[seat]);
  const accessible = countAccessible(hall, chosen);
  const row = hall.row[chosen[0] ?? -1];
  const start = hall.row.indexOf(row ?? -1);
  for (let first = start; first >= 0 && hall.row[first] === row; first += 1) {
    const seats = chosen.map((_, offset) => first + offset);
    const last = first + seats.length - 1;
    const fits =
      hall.run[last] === hall.run[first] && seats.every(serves) && countAccessible(hall, seats) === accessible;
    if (fits && !stretchStrands(hall, states, { first, last })) return true;
  }
  return false;
}

function countAccessible(hall: Hall, seats: readonly number[]): number {
  return seats.reduce((count, seat) => count + (hall.accessible[seat] ?? 0), 0);
}
