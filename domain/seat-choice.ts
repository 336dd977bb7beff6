// Which seats a hold gets: those that were named, if they are free and the show allows them to be taken together,
// or the best that a wish can have.
import type { Hall } from "./hall.ts";
import { type OrphanPolicy, type SeatsStranded, strandingRefused } from "./orphans.ts";
import type { Refusal } from "./refusal.ts";
import { type SelectionRefusal, selectSeats } from "./seat-selection.ts";
import { seatsTaken } from "./seat-state.ts";
import type { SeatWish } from "./seat-wish.ts";

export type SeatChoice =
  | { readonly by: "seats"; readonly seats: readonly number[] }
  | { readonly by: "wish"; readonly wish: SeatWish };

export type SeatsUnavailable = {
  readonly ok: false;
  readonly code: "SEAT_UNAVAILABLE";
  /** All of the chosen seats that are not free, in the order in which they were chosen. */
  readonly taken: readonly number[];
};

export type ChoiceRefusal =
  | Extract<Refusal, { code: "VALIDATION_FAILED" }>
  | SeatsUnavailable
  | SeatsStranded
  | SelectionRefusal;

export type ChoiceDecision = ChoiceRefusal | { readonly ok: true; readonly seats: readonly number[] };

export function choiceSize(choice: SeatChoice): number {
  return choice.by === "seats" ? choice.seats.length : choice.wish.quantity;
}

/** Which of the named seats this hall has not, or undefined when it has them all. */
export function strangeSeats(
  hall: Hall,
  seats: readonly number[],
): Extract<Refusal, { code: "VALIDATION_FAILED" }> | undefined {
  const violations = seats.flatMap((seat, index) =>
    seat < hall.size ? [] : [{ path: `/seat_ids/${index}`, message: "is not a seat of this show" }],
  );
  return violations.length > 0 ? { ok: false, code: "VALIDATION_FAILED", violations } : undefined;
}

/** Seats in hall order. At entry: named seats are seats of this hall, each named once. */
export function chooseSeats(
  hall: Hall,
  states: Uint8Array,
  { choice, policy }: { readonly choice: SeatChoice; readonly policy: OrphanPolicy },
): ChoiceDecision {
  if (choice.by === "wish") return selectSeats(hall, states, choice.wish);
  const taken = seatsTaken(states, choice.seats);
  if (taken.length > 0) return { ok: false, code: "SEAT_UNAVAILABLE", taken };
  const stranding = strandingRefused(hall, states, { seats: choice.seats, policy });
  return stranding ?? { ok: true, seats: choice.seats.toSorted((one, other) => one - other) };
}

/** Whether the seats are next to each other, all in one row; they are in hall order. */
export function areAdjacent(hall: Hall, seats: readonly number[]): boolean {
  const run = hall.run[seats[0] ?? -1];
  return seats.every((seat, index) => seat === (seats[0] ?? 0) + index && hall.run[seat] === run);
}

export function priceOf(hall: Hall, seats: readonly number[]): number {
  return seats.reduce((sum, seat) => sum + (hall.unit_amount[seat] ?? 0), 0);
}
