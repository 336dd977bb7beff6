// Whether a hold with named seats may be made, changed or sold: the rules of every hold (hold.ts) by number, and
// which seats by choice (seat-choice.ts). Pure: nothing is taken here.
import { type BookingDecision, decideModifyBooking } from "./booking.ts";
import type { Hall } from "./hall.ts";
import { decideConfirm, decideHold, type HoldWish } from "./hold.ts";
import type { Places } from "./places.ts";
import type { Refusal } from "./refusal.ts";
import { type ChoiceRefusal, choiceSize, chooseSeats, priceOf, type SeatChoice, strangeSeats } from "./seat-choice.ts";
import { SEAT_STATE, seatsTaken } from "./seat-state.ts";
import type { SeatBooking, SeatHold, Show } from "./show.ts";

/** What a decision about seats looks at. */
export type Seating = { readonly show: Show; readonly hall: Hall; readonly states: Uint8Array };

export type SeatHoldWish = Omit<HoldWish, "seats"> & { readonly choice: SeatChoice };

export type SeatHoldDecision =
  | Refusal
  | ChoiceRefusal
  | {
      readonly ok: true;
      readonly act: "create";
      readonly seats: readonly number[];
      readonly expires_at_ms: number;
      readonly places: Places;
    }
  | {
      readonly ok: true;
      readonly act: "change";
      readonly seats: readonly number[];
      readonly hold: SeatHold;
      readonly places: Places;
    };

/** `active` is the hold that the customer has already. */
export function decideSeatHold(
  { show, hall, states }: Seating,
  active: SeatHold | undefined,
  wish: SeatHoldWish,
  now: number,
): SeatHoldDecision {
  const { choice } = wish;
  const strange = choice.by === "seats" ? strangeSeats(hall, choice.seats) : undefined;
  if (strange) return strange;
  const own = active && wish.refresh ? active.seat_list : [];
  const free = withFree(states, own);
  const counted = decideHold(show, active, { ...wish, seats: choiceSize(choice) }, now);
  if (!counted.ok) return counted.code === "FULL" ? (namedTaken(free, choice) ?? counted) : counted;
  const chosen = chooseSeats(hall, free, { choice, policy: show.orphan_policy });
  if (!chosen.ok) return chosen;
  const { seats } = chosen;
  if (counted.act === "create") return { ...counted, seats };
  return { ...counted, seats, hold: seated(hall, counted.hold, seats) };
}

/** Whoever names seats is told which of them are taken, rather than that there are too few. */
function namedTaken(states: Uint8Array, choice: SeatChoice): ChoiceRefusal | undefined {
  const taken = choice.by === "seats" ? seatsTaken(states, choice.seats) : [];
  return taken.length > 0 ? { ok: false, code: "SEAT_UNAVAILABLE", taken } : undefined;
}

/** Sells some of the hold's seats, all of them by default; the others are free. */
export function decideSeatConfirm(
  show: Show,
  hold: SeatHold,
  seats: readonly number[] | undefined,
  now: number,
):
  | Refusal
  | {
      readonly ok: true;
      readonly sold: readonly number[];
      readonly freed: readonly number[];
      readonly places: Places;
    } {
  const sold = seats ?? hold.seat_list;
  const counted = decideConfirm(show, hold, Math.min(sold.length, hold.seats), now);
  if (!counted.ok) return counted;
  const strange = sold.findIndex((seat) => !hold.seat_list.includes(seat));
  if (strange >= 0) {
    const message = "is not a seat that this reservation keeps";
    return { ok: false, code: "VALIDATION_FAILED", violations: [{ path: `/seat_ids/${strange}`, message }] };
  }
  return {
    ok: true,
    sold: inOrder(sold),
    freed: hold.seat_list.filter((seat) => !sold.includes(seat)),
    places: counted.places,
  };
}

/** Other seats for a booking, at their own prices, all or nothing; seats that it has already may be among them. */
export function decideSeatModify(
  { show, hall, states }: Seating,
  booking: SeatBooking,
  seats: readonly number[],
  now: number,
): ChoiceRefusal | BookingDecision<SeatBooking> {
  const strange = strangeSeats(hall, seats);
  if (strange) return strange;
  const counted = decideModifyBooking(show, booking, seats.length, now);
  const free = withFree(states, booking.seat_list);
  const choice: SeatChoice = { by: "seats", seats };
  if (!counted.ok) return counted.code === "FULL" ? (namedTaken(free, choice) ?? counted) : counted;
  const chosen = chooseSeats(hall, free, { choice, policy: show.orphan_policy });
  return chosen.ok ? { ...counted, booking: seated(hall, counted.booking, chosen.seats) } : chosen;
}

function seated<T extends SeatHold | SeatBooking>(hall: Hall, thing: T, seats: readonly number[]): T {
  return { ...thing, seats: seats.length, seat_list: seats, total_amount: priceOf(hall, seats) };
}

/** The states as they would be if these seats were free. */
export function withFree(states: Uint8Array, seats: readonly number[]): Uint8Array {
  if (seats.length === 0) return states;
  const free = states.slice();
  for (const seat of seats) free[seat] = SEAT_STATE.available;
  return free;
}

function inOrder(seats: readonly number[]): number[] {
  return seats.toSorted((one, other) => one - other);
}
