// What a seat of a show can be, as numbers in a `Uint8Array` by seat index. The numbers are stored, so that one
// never changes its meaning: a new state takes a new number.

export const SEAT_STATE = { available: 0, held: 1, sold: 2, blocked: 3 } as const;

export type SeatStateName = keyof typeof SEAT_STATE;

export function isFree(states: Uint8Array, seat: number): boolean {
  return states[seat] === SEAT_STATE.available;
}

/** The chosen seats that are not available, in the order in which they were chosen. */
export function seatsTaken(states: Uint8Array, chosen: readonly number[]): number[] {
  return chosen.filter((seat) => !isFree(states, seat));
}

const NAMES: readonly SeatStateName[] = ["available", "held", "sold", "blocked"];

/** At entry: the state is one of SEAT_STATE. */
export function stateName(state: number | undefined): SeatStateName {
  const name = NAMES[state ?? -1];
  if (name === undefined) throw new Error(`${state} is no state of a seat`);
  return name;
}
