// Seats as requests name them, by id, and as a show's object knows them, by their place in hall order.
import type { Violation } from "../domain/refusal.ts";
import type { Call } from "./call.ts";
import { readSeat } from "./identifiers.ts";

/** The seats' places in that show, or what is wrong with the ids: whether there are such places, the show knows. */
export function readSeats(
  call: Call,
  show_id: string,
  seat_ids: readonly string[],
): { readonly ok: true; readonly seats: readonly number[] } | { readonly ok: false; readonly violations: Violation[] } {
  const read = seat_ids.map((id) => readSeat(call.environment.ID_SECRET, id));
  const violations = read.flatMap((seat, index) =>
    seat?.show_id === show_id ? [] : [{ path: `/seat_ids/${index}`, message: "is not a seat of this show" }],
  );
  if (violations.length > 0) return { ok: false, violations: violations.slice(0, 100) };
  return { ok: true, seats: read.flatMap((seat) => (seat ? [seat.index] : [])) };
}
