// Where requests come from. A plan is plain data, because it travels to the generator's process; the source made
// from it gives one request after the other, each with its own idempotency key and customer.

import { type PartnersPlan, partners } from "./partner-requests.ts";
import { idNamed, type PlannedRequest, type RequestSource } from "./planned-request.ts";
import { type BookPlan, booking, bookings, type ReservePlan, reservations } from "./show-requests.ts";

export type RequestPlan =
  | {
      readonly kind: "hold";
      readonly departure_ids: readonly string[];
      /** Distinguishes this load's keys and customers from every other load's. */
      readonly run: string;
      readonly ttl_seconds: number;
    }
  | {
      /** Many holds in one request, which only the bench's own Worker understands. */
      readonly kind: "hold_many";
      readonly departure_id: string;
      readonly holds_a_request: number;
      readonly run: string;
      readonly ttl_seconds: number;
    }
  | { readonly kind: "confirm"; readonly hold_ids: readonly string[]; readonly run: string }
  | { readonly kind: "read"; readonly departure_ids: readonly string[] }
  | { readonly kind: "fixed"; readonly path: string; readonly body: string }
  | ReservePlan
  | BookPlan
  | PartnersPlan
  | {
      /** What was made by `first` is at once released or booked: as often the one as the other. */
      readonly kind: "in_turn";
      readonly first: RequestPlan;
      readonly second: "release_hold" | "release_reservation" | "book";
      readonly run: string;
    };

export function requestSource(plan: RequestPlan): RequestSource {
  switch (plan.kind) {
    case "hold":
      return holds(plan.departure_ids, plan.run, plan.ttl_seconds);
    case "hold_many":
      return manyHolds(plan);
    case "confirm":
      return confirms(plan.hold_ids, plan.run);
    case "read":
      return reads(plan.departure_ids);
    case "fixed": {
      const request: PlannedRequest = { path: plan.path, body: plan.body, seats: 0 };
      return () => request;
    }
    case "reserve":
      return reservations(plan);
    case "book":
      return bookings(plan);
    case "partners":
      return partners(plan);
    case "in_turn":
      return inTurn(plan);
  }
}

/** What came first is done with when it was answered; when nothing was yet, more comes first. */
function inTurn({ first, second, run }: Extract<RequestPlan, { kind: "in_turn" }>): RequestSource {
  const next = requestSource(first);
  const made: string[] = [];
  let count = 0;
  return () => {
    const id = made.shift();
    if (id === undefined) {
      const request = next();
      return request && { ...request, acknowledged: (body) => void made.push(idNamed("id", body)) };
    }
    count += 1;
    return secondRequest(second, id, `${run}-${count}`);
  };
}

/** A release counts for nothing by itself: it makes room for the next. */
function secondRequest(
  second: "release_hold" | "release_reservation" | "book",
  id: string,
  key: string,
): PlannedRequest {
  const release = { idempotencyKey: `release-${key}`, seats: 0, count: 0 };
  switch (second) {
    case "release_hold":
      return { ...release, path: "/v1/hold/release", body: `{"hold_id":"${id}"}` };
    case "release_reservation":
      return { ...release, path: "/v1/reservation/release", body: `{"reservation_id":"${id}"}` };
    case "book":
      return booking(id, key);
  }
}

function holds(departureIds: readonly string[], run: string, ttlSeconds: number): RequestSource {
  let count = 0;
  return () => {
    const departureId = departureIds[count % departureIds.length];
    if (departureId === undefined) return undefined;
    count += 1;
    // 1 to 4 places, so that counting holds and counting places cannot be confused unnoticed.
    const seats = 1 + (count % 4);
    const body = `{"departure_id":"${departureId}","seats":${seats},"customer_ref":"customer-${run}-${count}","ttl_seconds":${ttlSeconds}}`;
    return { path: "/v1/booking/hold", idempotencyKey: `hold-${run}-${count}`, body, seats };
  };
}

function manyHolds(plan: Extract<RequestPlan, { kind: "hold_many" }>): RequestSource {
  const { departure_id, holds_a_request, run, ttl_seconds } = plan;
  let count = 0;
  return () => {
    const holds = Array.from({ length: holds_a_request }, () => {
      count += 1;
      const customer_ref = `customer-${run}-${count}`;
      return { idempotency_key: `hold-${run}-${count}`, seats: 1 + (count % 4), customer_ref, ttl_seconds };
    });
    const seats = holds.reduce((sum, hold) => sum + hold.seats, 0);
    const body = JSON.stringify({ departure_id, holds });
    return { path: "/v1/booking/hold", body, seats, count: holds_a_request };
  };
}

function confirms(holdIds: readonly string[], run: string): RequestSource {
  let count = 0;
  return () => {
    const holdId = holdIds[count];
    if (holdId === undefined) return undefined;
    count += 1;
    const body = `{"hold_id":"${holdId}"}`;
    return { path: "/v1/booking/confirm", idempotencyKey: `confirm-${run}-${count}`, body, seats: 0 };
  };
}

function reads(departureIds: readonly string[]): RequestSource {
  let count = 0;
  const requests = departureIds.map((id) => ({
    path: "/v1/departure/get",
    body: `{"departure_id":"${id}"}`,
    seats: 0,
  }));
  return () => requests[count++ % requests.length];
}
