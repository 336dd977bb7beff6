// Requests for shows: reservations by ids or by quantity, and their bookings.

import { seatId } from "../../domain/identifier.ts";
import type { PlannedRequest, RequestSource } from "./planned-request.ts";

export interface PlannedShow {
  readonly id: string;
  readonly venue_id: string;
  readonly seats_total: number;
}

export interface ReservePlan {
  readonly kind: "reserve";
  readonly show: PlannedShow;
  /** By ids from the hall's end, each seat once; or so many of the best that are free. */
  readonly by: "ids" | "quantity";
  readonly seats: number;
  readonly run: string;
}

export interface BookPlan {
  readonly kind: "book";
  readonly reservation_ids: readonly string[];
  readonly run: string;
}

/** The longest: nothing ends while it is measured. */
export const SHOW_TTL_SECONDS = 3_600;

/** Seats from the hall's end, where the best are not looked for; undefined when there are no more. */
export function seatsFromTheEnd({ id, seats_total }: PlannedShow, many: number): () => readonly string[] | undefined {
  let left = seats_total;
  return () => {
    if (left < many) return undefined;
    left -= many;
    return Array.from({ length: many }, (_, offset) => seatId(id, left + offset));
  };
}

export function reservations({ show, by, seats, run }: ReservePlan): RequestSource {
  let count = 0;
  const named = seatsFromTheEnd(show, seats);
  return () => {
    const ids = by === "ids" ? named() : [];
    if (ids === undefined) return undefined;
    count += 1;
    const which = by === "ids" ? `"seat_ids":${JSON.stringify(ids)}` : `"quantity":${seats}`;
    const customer = `"customer_ref":"customer-${run}-${count}"`;
    const body = `{"show_id":"${show.id}",${which},${customer},"ttl_seconds":${SHOW_TTL_SECONDS}}`;
    const idempotencyKey = `reserve-${run}-${count}`;
    return { path: "/v1/reservation/create", idempotencyKey, body, seats, kinds: ["reservations"] };
  };
}

export function booking(reservation_id: string, key: string): PlannedRequest {
  const body = `{"reservation_id":"${reservation_id}"}`;
  return { path: "/v1/booking/create", idempotencyKey: `book-${key}`, body, seats: 0, kinds: ["bookings"] };
}

export function bookings({ reservation_ids, run }: BookPlan): RequestSource {
  let count = 0;
  return () => {
    const id = reservation_ids[count];
    if (id === undefined) return undefined;
    count += 1;
    return booking(id, `${run}-${count}`);
  };
}
