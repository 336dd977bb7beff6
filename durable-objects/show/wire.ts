// How a show's outcomes look on the wire, by version. Append-only, as a departure's (../departure/wire.ts).
import { seatId } from "../../domain/identifier.ts";
import { SECOND_MS } from "../../domain/limits.ts";
import { placesAvailable } from "../../domain/places.ts";
import type { SeatStateName } from "../../domain/seat-state.ts";
import { wishOf } from "../../domain/seat-wish.ts";
import type { Show } from "../../domain/show.ts";
import { isoTime } from "../departure/wire.ts";
import type { BookingView, EntryView, HoldView, SeatFacts, SeatNow } from "./commands.ts";

export const ENCODER = 1;

type Named = { readonly show_id: string; readonly currency: string };

function seatV1({ show_id, currency }: Named, { index, unit_amount, ...seat }: SeatFacts) {
  return {
    seat_id: seatId(show_id, index),
    map_seat_id: seat.map_seat_id,
    section: seat.section,
    row: seat.row,
    number: seat.number,
    category: seat.category,
    price: { amount: unit_amount, currency },
    accessible: seat.accessible,
  };
}

/** A hold or a booking with seats. */
function seatedV1(seated: HoldView | BookingView) {
  return {
    show_id: seated.show_id,
    customer_ref: seated.customer_ref,
    external_booking_id: seated.external_booking_id,
    seat_ids: seated.chosen.map(({ index }) => seatId(seated.show_id, index)),
    seats: seated.chosen.map((seat) => seatV1(seated, seat)),
    adjacent: seated.adjacent,
    total_price: { amount: seated.total_amount, currency: seated.currency },
    // What the contract let in as JSON.
    metadata: seated.metadata === null ? null : (JSON.parse(seated.metadata) as Record<string, string>),
  };
}

export const wireV1 = {
  show({ places, policy, ...show }: Show) {
    return {
      id: show.id,
      venue_id: show.venue_id,
      name: show.name,
      status: show.status,
      starts_at: isoTime(show.starts_at_ms),
      currency: show.currency,
      seats_total: places.capacity,
      seats_available: placesAvailable(places),
      seats_held: places.held,
      seats_sold: places.sold,
      seats_blocked: places.blocked,
      waiting: show.waiting,
      price_min: { amount: show.price_min, currency: show.currency },
      price_max: { amount: show.price_max, currency: show.currency },
      policy: {
        seats_per_hold_max: policy.seats_per_hold_max,
        max_hold_seconds: policy.max_hold_ms / SECOND_MS,
        offer_ttl_seconds: policy.offer_ttl_ms / SECOND_MS,
        waitlist_order: policy.waitlist_order,
        cancellation_cutoff_seconds: policy.cancellation_cutoff_ms / SECOND_MS,
        orphan_policy: show.orphan_policy,
      },
      location_hint: show.location_hint,
      scheme_version_id: show.scheme_version_id,
      created_at: isoTime(show.created_at_ms),
      updated_at: isoTime(show.updated_at_ms),
    };
  },

  reservation(hold: HoldView) {
    const { seats, ...seated } = seatedV1(hold);
    return {
      id: hold.id,
      ...seated,
      seats,
      status: hold.status,
      expires_at: isoTime(hold.expires_at_ms),
      max_expires_at: isoTime(hold.max_expires_at_ms),
      booking_id: hold.booking_id,
      entry_id: hold.entry_id,
      created_at: isoTime(hold.created_at_ms),
    };
  },

  booking(booking: BookingView) {
    const { seats, customer_ref, ...seated } = seatedV1(booking);
    return {
      id: booking.id,
      // Clients of departures know what is booked by this name.
      departure_id: booking.show_id,
      ...seated,
      seat_list: seats,
      seats: booking.seats,
      hold_id: booking.hold_id,
      code: booking.code,
      customer_ref: customer_ref ?? "",
      status: booking.status,
      created_at: isoTime(booking.created_at_ms),
      updated_at: isoTime(booking.updated_at_ms),
    };
  },

  entry(entry: EntryView) {
    const { section, category, price_max, accessible_seats, allow_split } = wishOf(entry.wish, entry.seats);
    return {
      id: entry.id,
      departure_id: entry.show_id,
      show_id: entry.show_id,
      customer_ref: entry.customer_ref ?? "",
      seats: entry.seats,
      section: section ?? null,
      category: category ?? null,
      max_price: price_max === undefined ? null : { amount: price_max, currency: entry.currency },
      accessible_seats: accessible_seats ?? 0,
      allow_split: allow_split ?? false,
      status: entry.status,
      position: entry.position,
      hold_id: entry.hold_id,
      created_at: isoTime(entry.created_at_ms),
      notified_at: entry.notified_at_ms === null ? null : isoTime(entry.notified_at_ms),
    };
  },

  /** An offer, as a departure's is shown: the reservation it is has more to it. */
  offer(hold: HoldView) {
    const { id, show_id, seat_ids, total_price, ...rest } = this.reservation(hold);
    return {
      id,
      departure_id: show_id,
      show_id,
      seat_ids,
      customer_ref: rest.customer_ref ?? "",
      seats: hold.seats,
      status: rest.status,
      expires_at: rest.expires_at,
      max_expires_at: rest.max_expires_at,
      total_price,
      booking_id: rest.booking_id,
      entry_id: rest.entry_id,
      created_at: rest.created_at,
    };
  },

  seat(named: Named, { state, held_until_ms, ...facts }: SeatNow) {
    return { ...seatV1(named, facts), ...seatStatus({ state, held_until_ms }) };
  },
};

export function seatStatus({ state, held_until_ms }: { state: SeatStateName; held_until_ms: number | null }) {
  return { status: state, held_until: held_until_ms === null ? null : isoTime(held_until_ms) };
}

export type Wire = typeof wireV1;

/** The encoder that wrote an answer. Throws for a version that is newer than this code. */
export function wire(version: number): Wire {
  if (version === 1) return wireV1;
  throw new Error(`an answer was written by encoder ${version}, which this code does not know`);
}
