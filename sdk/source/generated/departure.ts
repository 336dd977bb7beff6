// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Money, MoneyInput, Timestamp } from "./shapes.ts";

export interface Departure {
  id: string;
  tour_id: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  starts_at: Timestamp;
  capacity_total: number;
  capacity_available: number;
  capacity_held: number;
  capacity_sold: number;
  /** Waitlist entries without an offer */
  waiting: number;
  price: Money;
  policy: Policy;
  location_hint: "wnam" | "enam" | "sam" | "weur" | "eeur" | "apac" | "oc" | "afr" | "me" | null;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface DepartureCancelRequest {
  departure_id: string;
  /** 1 to 500 characters */
  reason?: string | undefined;
}

export interface DepartureCloseRequest {
  departure_id: string;
}

export interface DepartureCreateRequest {
  tour_id: string;
  starts_at: Timestamp;
  /** 0 to 1000000 */
  capacity_total: number;
  price: MoneyInput;
  policy?:
    | {
        /** Places one hold can keep; 10 by default; 1 to 10 */
        seats_per_hold_max?: number | undefined;
        /** Longest life of a hold, extensions included; 3600 by default; 60 to 86400 */
        max_hold_seconds?: number | undefined;
        /** Life of an offer to the waitlist; 300 by default; 60 to 86400 */
        offer_ttl_seconds?: number | undefined;
        /** first_fit (default) serves the oldest wish that fits; strict serves nobody before the oldest */
        waitlist_order?: "first_fit" | "strict" | undefined;
        /** Canceling ends this long before the start; 0 by default; 0 to 31536000 */
        cancellation_cutoff_seconds?: number | undefined;
      }
    | undefined;
  /** Region near the departure, where its object is placed */
  location_hint?: "wnam" | "enam" | "sam" | "weur" | "eeur" | "apac" | "oc" | "afr" | "me" | undefined;
}

export interface DepartureGetRequest {
  departure_id: string;
}

export interface DepartureReopenRequest {
  departure_id: string;
}

export interface DepartureSearchRequest {
  tour_id?: string | undefined;
  /** Words that the tour's name or description contains; 1 to 200 characters */
  text?: string | undefined;
  starts_from?: Timestamp | undefined;
  /** Exclusive */
  starts_to?: Timestamp | undefined;
  /** 0 to 1000000 */
  available_min?: number | undefined;
  /** Finds departures of that currency only */
  price_max?: MoneyInput | undefined;
  status?: "OPEN" | "CLOSED" | "CANCELED" | undefined;
  /** available sorts the most places first; "starts_at" by default */
  sort?: "starts_at" | "price" | "available" | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface DepartureSearchResponse {
  items: Array<FoundDeparture>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface DepartureUpdateRequest {
  departure_id: string;
  starts_at?: Timestamp | undefined;
  price?: MoneyInput | undefined;
  policy?:
    | {
        /** Places one hold can keep; 10 by default; 1 to 10 */
        seats_per_hold_max?: number | undefined;
        /** Longest life of a hold, extensions included; 3600 by default; 60 to 86400 */
        max_hold_seconds?: number | undefined;
        /** Life of an offer to the waitlist; 300 by default; 60 to 86400 */
        offer_ttl_seconds?: number | undefined;
        /** first_fit (default) serves the oldest wish that fits; strict serves nobody before the oldest */
        waitlist_order?: "first_fit" | "strict" | undefined;
        /** Canceling ends this long before the start; 0 by default; 0 to 31536000 */
        cancellation_cutoff_seconds?: number | undefined;
      }
    | undefined;
}

export interface FoundDeparture {
  id: string;
  tour_id: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  starts_at: Timestamp;
  capacity_total: number;
  capacity_available: number;
  capacity_held: number;
  capacity_sold: number;
  /** Waitlist entries without an offer */
  waiting: number;
  price: Money;
  policy: Policy;
  location_hint: "wnam" | "enam" | "sam" | "weur" | "eeur" | "apac" | "oc" | "afr" | "me" | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** When these counts were true */
  as_of: Timestamp;
}

export interface Policy {
  /** Places one hold can keep; 10 by default; 1 to 10 */
  seats_per_hold_max: number;
  /** Longest life of a hold, extensions included; 3600 by default; 60 to 86400 */
  max_hold_seconds: number;
  /** Life of an offer to the waitlist; 300 by default; 60 to 86400 */
  offer_ttl_seconds: number;
  /** first_fit (default) serves the oldest wish that fits; strict serves nobody before the oldest */
  waitlist_order: "first_fit" | "strict";
  /** Canceling ends this long before the start; 0 by default; 0 to 31536000 */
  cancellation_cutoff_seconds: number;
}

export type DepartureCreateResponse = Departure;
export type DepartureUpdateResponse = Departure;
export type DepartureGetResponse = Departure;
export type DepartureCloseResponse = Departure;
export type DepartureReopenResponse = Departure;
export type DepartureCancelResponse = Departure;

/** The methods of `client.departure`. */
export interface DepartureMethods {
  /**
   * Create a departure of a tour with its capacity.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  create(request: DepartureCreateRequest, options?: CallOptions): Answer<Departure>;

  /**
   * Change a departure's start, price or policy; holds and bookings keep the price they were made at.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, DEPARTURE_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  update(request: DepartureUpdateRequest, options?: CallOptions): Answer<Departure>;

  /**
   * Read a departure as it is now.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: DepartureGetRequest, options?: CallOptions): Answer<Departure>;

  /**
   * Stop selling; holds that exist can still be confirmed.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, DEPARTURE_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  close(request: DepartureCloseRequest, options?: CallOptions): Answer<Departure>;

  /**
   * Sell again; places that came free go to the waitlist first.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, DEPARTURE_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  reopen(request: DepartureReopenRequest, options?: CallOptions): Answer<Departure>;

  /**
   * Cancel a departure with every hold, booking and wish.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, DEPARTURE_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  cancel(request: DepartureCancelRequest, options?: CallOptions): Answer<Departure>;

  /**
   * Find departures by tour, text, time, places and price; counts may be a moment old (as_of).
   *
   * Needs the permission `read`. Only reads.
   */
  search(request?: DepartureSearchRequest, options?: CallOptions): Pages<FoundDeparture, DepartureSearchResponse>;
}
