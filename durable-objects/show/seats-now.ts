// Seats as they are shown: what is on them, what they cost, what they are just now.
import { seatId } from "../../domain/identifier.ts";
import type { TakenSeat } from "../../domain/refusal.ts";
import { stateName } from "../../domain/seat-state.ts";
import type { Actor } from "../envelope.ts";
import type { SeatFacts, SeatNow } from "./commands.ts";
import type { MapRows } from "./map-rows.ts";
import type { SeatStock } from "./stock.ts";

export function seatFacts(map: MapRows, seats: readonly number[]): SeatFacts[] {
  return seats.map((index) => {
    const seat = map.seats[index];
    if (!seat) throw new Error(`the show has no seat ${index}`);
    const { map_seat_id, section, row, number, category, unit_amount, accessible } = seat;
    return { index, map_seat_id, section, row, number, category, unit_amount, accessible };
  });
}

/** At entry: they are seats of the show. */
export function seatsNow({ map, seats }: SeatStock, asked: readonly number[]): SeatNow[] {
  const held_until = seats.heldUntil(asked);
  return seatFacts(map, asked).map((facts) => ({
    ...facts,
    state: stateName(seats.all.states[facts.index]),
    held_until_ms: held_until.get(facts.index) ?? null,
  }));
}

/** Seats that could not be had; when their holds end is for admins to know. */
export function takenSeats(
  { seats }: SeatStock,
  taken: readonly number[],
  { show_id, actor, states }: { readonly show_id: string; readonly actor: Actor; readonly states: Uint8Array },
): TakenSeat[] {
  const held_until = actor.admin ? seats.heldUntil(taken) : new Map<number, number>();
  return taken.map((seat) => ({
    seat_id: seatId(show_id, seat),
    state: stateName(states[seat]),
    held_until_ms: held_until.get(seat) ?? null,
  }));
}
