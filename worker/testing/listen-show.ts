// A client of a show's feed. Every frame is held against what it may have.
import * as z from "zod";
import { booking } from "../../contract/booking.ts";
import { reservation } from "../../contract/reservation.ts";
import { seatCounts } from "../../contract/seat.ts";
import { identifier, money, timestamp } from "../../contract/values.ts";
import { entry } from "../../contract/waitlist.ts";
import { handshakeAt, Listening, opened, type Wanted } from "./listen.ts";

const availability = z.object({
  show_id: identifier,
  venue_id: identifier,
  status: z.enum(["OPEN", "CLOSED", "CANCELED"]),
  ...seatCounts,
});

const showFrame = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("snapshot"),
    seq: z.int().min(0),
    availability,
    states: z.string().regex(/^[ahsb]*$/),
    reserved: z.array(z.object({ seat_id: identifier, reserved_until: timestamp })),
    reservations: z.array(reservation).optional(),
  }),
  z.object({
    type: z.literal("changes"),
    from_seq: z.int(),
    to_seq: z.int().min(0),
    availability,
    seat_status_changed: z.array(
      z.object({
        seat_id: identifier,
        status: z.enum(["available", "reserved", "sold", "blocked"]),
        reserved_until: timestamp.nullable(),
      }),
    ),
    booking_confirmed: z.array(
      z.object({
        seat_ids: z.array(identifier),
        booking_id: identifier.optional(),
        total_price: money.optional(),
      }),
    ),
    reservations: z.array(reservation).optional(),
    bookings: z.array(booking).optional(),
    entries: z.array(entry).optional(),
  }),
]);

export type ShowFrame = z.output<typeof showFrame>;
export type ShowChanges = Extract<ShowFrame, { type: "changes" }>;
export type ShowSnapshot = Extract<ShowFrame, { type: "snapshot" }>;
type Named = { readonly id: string; readonly venue_id: string };

export function handshakeOf({ id, venue_id }: Named, wanted?: Wanted): Promise<Response> {
  return handshakeAt(`/ws/venues/${venue_id}/shows/${id}`, wanted);
}

export async function listenTo(show: Named, wanted: Wanted = {}): Promise<Listening<ShowFrame>> {
  return new Listening(await opened(handshakeOf(show, wanted)), showFrame);
}

const LETTERS = { available: "a", reserved: "h", sold: "s", blocked: "b" } as const;

/** The letters that a client has who started from the snapshot and heard these frames; `seats` are all ids in hall order. */
export function heard(snapshot: ShowSnapshot, frames: readonly ShowChanges[], seats: readonly string[]): string {
  const letters = [...snapshot.states];
  for (const { seat_status_changed } of frames) {
    for (const { seat_id, status } of seat_status_changed) letters[seats.indexOf(seat_id)] = LETTERS[status];
  }
  return letters.join("");
}
