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
