// How a departure's outcomes look on the wire, by version. Append-only: an answer is replayed by the version that
// wrote it, so a version that has been deployed never changes; a new shape is a new version. It stands here and
// not in worker/ because sockets are written to from inside the object.
import type { Departure } from "../../domain/departure.ts";
import { SECOND_MS } from "../../domain/limits.ts";
import { placesAvailable } from "../../domain/places.ts";
import type { AdjustmentView, BookingView, EntryView, HoldView } from "./commands.ts";

export const ENCODER = 1;

export function isoTime(time_ms: number): string {
  return new Date(time_ms).toISOString();
}

export const wireV1 = {
  departure({ places, policy, ...departure }: Departure) {
    return {
      id: departure.id,
      tour_id: departure.tour_id,
      status: departure.status,
      starts_at: isoTime(departure.starts_at_ms),
      capacity_total: places.capacity,
      capacity_available: placesAvailable(places),
      capacity_held: places.held,
      capacity_sold: places.sold,
      waiting: departure.waiting,
      price: { amount: departure.unit_amount, currency: departure.currency },
      policy: {
        seats_per_hold_max: policy.seats_per_hold_max,
        max_hold_seconds: policy.max_hold_ms / SECOND_MS,
        offer_ttl_seconds: policy.offer_ttl_ms / SECOND_MS,
        waitlist_order: policy.waitlist_order,
        cancellation_cutoff_seconds: policy.cancellation_cutoff_ms / SECOND_MS,
      },
      location_hint: departure.location_hint,
      created_at: isoTime(departure.created_at_ms),
      updated_at: isoTime(departure.updated_at_ms),
    };
  },

  hold(hold: HoldView) {
    return {
      id: hold.id,
      departure_id: hold.departure_id,
      customer_ref: hold.customer_ref,
      seats: hold.seats,
      status: hold.status,
      expires_at: isoTime(hold.expires_at_ms),
      max_expires_at: isoTime(hold.max_expires_at_ms),
      total_price: { amount: hold.unit_amount * hold.seats, currency: hold.currency },
      booking_id: hold.booking_id,
      entry_id: hold.entry_id,
      created_at: isoTime(hold.created_at_ms),
    };
  },

  booking(booking: BookingView) {
    return {
      id: booking.id,
      departure_id: booking.departure_id,
      hold_id: booking.hold_id,
      code: booking.code,
      seats: booking.seats,
      customer_ref: booking.customer_ref,
      status: booking.status,
      total_price: { amount: booking.unit_amount * booking.seats, currency: booking.currency },
      created_at: isoTime(booking.created_at_ms),
      updated_at: isoTime(booking.updated_at_ms),
    };
  },

  entry(entry: EntryView) {
    return {
      id: entry.id,
      departure_id: entry.departure_id,
      customer_ref: entry.customer_ref,
      seats: entry.seats,
      status: entry.status,
      position: entry.position,
      hold_id: entry.hold_id,
      created_at: isoTime(entry.created_at_ms),
      notified_at: entry.notified_at_ms === null ? null : isoTime(entry.notified_at_ms),
    };
  },

  adjustment(adjustment: AdjustmentView) {
    return {
      id: adjustment.id,
      departure_id: adjustment.departure_id,
      delta: adjustment.delta,
      reason: adjustment.reason,
      actor: adjustment.actor,
      capacity_total: adjustment.capacity_after,
      created_at: isoTime(adjustment.created_at_ms),
    };
  },
};

export type Wire = typeof wireV1;

/** The encoder that wrote an answer. Throws for a version that is newer than this code. */
export function wire(version: number): Wire {
  if (version === 1) return wireV1;
  throw new Error(`an answer was written by encoder ${version}, which this code does not know`);
}
