// The life of a booking after its sale. PENDING and FAILED belong to sales that wait for a payment.
import { tooManySeats } from "./hold.ts";
import { giveBackSold, type Places } from "./places.ts";
import type { Refusal } from "./refusal.ts";
import { cancellationClosed, newcomerRefused, type Sale, salesClosed } from "./sale.ts";

export type BookingStatus = "PENDING" | "CONFIRMED" | "CANCELED" | "FAILED";

/** A booking of any sale. */
export type BookingLife = {
  readonly id: string;
  readonly no: number;
  readonly hold_id: string;
  readonly code: string;
  readonly channel: string;
  readonly customer_ref: string | null;
  readonly seats: number;
  readonly status: BookingStatus;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
};

/** A departure's booking. */
export type Booking = BookingLife & {
  readonly customer_ref: string;
  readonly unit_amount: number;
  readonly currency: string;
};

export type BookingDecision<B extends BookingLife> =
  | Refusal
  | { readonly ok: true; readonly booking: B; readonly places: Places };

export function decideCancelBooking<B extends BookingLife>(sale: Sale, booking: B, now: number): BookingDecision<B> {
  const over = bookingOver(booking) ?? cancellationClosed(sale, now);
  if (over) return over;
  return {
    ok: true,
    booking: { ...booking, status: "CANCELED", updated_at_ms: now },
    places: giveBackSold(sale.places, booking.seats),
  };
}

/** Changes the number of places at the booking's own price: fewer until the cut-off, more while they are on sale. */
export function decideModifyBooking<B extends BookingLife>(
  sale: Sale,
  booking: B,
  seats: number,
  now: number,
): BookingDecision<B> {
  const over = bookingOver(booking) ?? cancellationClosed(sale, now);
  if (over) return over;
  if (seats > sale.policy.seats_per_hold_max) return tooManySeats(sale.policy.seats_per_hold_max);
  const more = seats - booking.seats;
  const refused = more > 0 ? (salesClosed(sale, now) ?? newcomerRefused(sale, more)) : undefined;
  if (refused) return refused;
  return {
    ok: true,
    booking: { ...booking, seats, updated_at_ms: now },
    places: giveBackSold(sale.places, -more),
  };
}

function bookingOver(booking: BookingLife): Refusal | undefined {
  return booking.status === "CONFIRMED" ? undefined : { ok: false, code: "BOOKING_CANCELED", booking_id: booking.id };
}
