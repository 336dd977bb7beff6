// The life of a booking after its sale. PENDING and FAILED belong to sales that wait for a payment.
import { cancellationClosed, type Departure, newcomerRefused, salesClosed } from "./departure.ts";
import { tooManySeats } from "./hold.ts";
import { giveBackSold, type Places } from "./places.ts";
import type { Refusal } from "./refusal.ts";

export type BookingStatus = "PENDING" | "CONFIRMED" | "CANCELED" | "FAILED";

export type Booking = {
  readonly id: string;
  readonly no: number;
  readonly hold_id: string;
  readonly code: string;
  readonly channel: string;
  readonly customer_ref: string;
  readonly seats: number;
  readonly status: BookingStatus;
  readonly unit_amount: number;
  readonly currency: string;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
};

export type BookingDecision = Refusal | { readonly ok: true; readonly booking: Booking; readonly places: Places };

export function decideCancelBooking(departure: Departure, booking: Booking, now: number): BookingDecision {
  const over = bookingOver(booking) ?? cancellationClosed(departure, now);
  if (over) return over;
  return {
    ok: true,
    booking: { ...booking, status: "CANCELED", updated_at_ms: now },
    places: giveBackSold(departure.places, booking.seats),
  };
}

/** Changes the number of places at the booking's own price: fewer until the cut-off, more while they are on sale. */
export function decideModifyBooking(
  departure: Departure,
  booking: Booking,
  seats: number,
  now: number,
): BookingDecision {
  const over = bookingOver(booking) ?? cancellationClosed(departure, now);
  if (over) return over;
  if (seats > departure.policy.seats_per_hold_max) return tooManySeats(departure.policy.seats_per_hold_max);
  const more = seats - booking.seats;
  const refused = more > 0 ? (salesClosed(departure, now) ?? newcomerRefused(departure, more)) : undefined;
  if (refused) return refused;
  return {
    ok: true,
    booking: { ...booking, seats, updated_at_ms: now },
    places: giveBackSold(departure.places, -more),
  };
}

function bookingOver(booking: Booking): Refusal | undefined {
  return booking.status === "CONFIRMED" ? undefined : { ok: false, code: "BOOKING_CANCELED", booking_id: booking.id };
}
