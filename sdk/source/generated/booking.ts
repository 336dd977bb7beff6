// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions, Send } from "../call-options.ts";
import type { Booking, Hold, Money, Timestamp } from "./shapes.ts";

export interface BookingCancelRequest {
  booking_id: string;
}

export interface BookingConfirmRequest {
  hold_id: string;
  /** 1 to 10 */
  seats?: number | undefined;
}

export interface BookingGetRequest {
  booking_id?: string | undefined;
  /** 1 to 32 characters */
  code?: string | undefined;
}

export interface BookingHoldRequest {
  departure_id: string;
  /** 1 to 10 */
  seats: number;
  /** Your own reference of the customer; one active hold a customer and departure */
  customer_ref: string;
  /** 60 to 3600; 600 by default */
  ttl_seconds?: number | undefined;
  /** Extend the customer's active hold, and change its seats, instead of refusing; false by default */
  refresh?: boolean | undefined;
}

export interface BookingListRequest {
  departure_id?: string | undefined;
  channel_id?: string | undefined;
  /** Your own reference of the customer; one active hold a customer and departure */
  customer_ref?: string | undefined;
  status?: "PENDING" | "CONFIRMED" | "CANCELED" | "FAILED" | undefined;
  created_from?: Timestamp | undefined;
  /** Exclusive */
  created_to?: Timestamp | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface BookingListResponse {
  items: Array<ListedBooking>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface BookingModifyRequest {
  booking_id: string;
  /** 1 to 10 */
  seats: number;
}

export interface ListedBooking {
  id: string;
  departure_id: string;
  hold_id: string;
  /** For people: ten letters and digits in two groups; at most 32 characters */
  code: string;
  seats: number;
  customer_ref: string;
  status: "PENDING" | "CONFIRMED" | "CANCELED" | "FAILED";
  total_price: Money;
  created_at: Timestamp;
  updated_at: Timestamp;
  /** The partner that sold it */
  channel_id: string;
}

export type BookingHoldResponse = Hold;
export type BookingConfirmResponse = Booking;
export type BookingCancelResponse = Booking;
export type BookingModifyResponse = Booking;
export type BookingGetResponse = Booking;

export class BookingMethods {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Hold places for a customer for a time, or refresh the hold they have.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, FULL, HOLD_CONFLICT, SALES_CLOSED.
   */
  hold(request: BookingHoldRequest, options?: CallOptions): Answer<Hold> {
    return this.#send.one({ name: "booking/hold", key: "required" }, request, options);
  }

  /**
   * Turn a hold into a booking; with fewer seats than held, the rest is free at once.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, HOLD_EXPIRED, HOLD_CANCELED, HOLD_CONFIRMED.
   */
  confirm(request: BookingConfirmRequest, options?: CallOptions): Answer<Booking> {
    return this.#send.one({ name: "booking/confirm", key: "required" }, request, options);
  }

  /**
   * Cancel a booking; its places go to the waitlist first.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, BOOKING_CANCELED, CANCELLATION_CLOSED.
   */
  cancel(request: BookingCancelRequest, options?: CallOptions): Answer<Booking> {
    return this.#send.one({ name: "booking/cancel", key: "required" }, request, options);
  }

  /**
   * Change the number of places of a booking at its own price a place, all or nothing.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, BOOKING_CANCELED, CANCELLATION_CLOSED, FULL, SALES_CLOSED.
   */
  modify(request: BookingModifyRequest, options?: CallOptions): Answer<Booking> {
    return this.#send.one({ name: "booking/modify", key: "required" }, request, options);
  }

  /**
   * Read a booking by its id or its code.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: BookingGetRequest, options?: CallOptions): Answer<Booking> {
    return this.#send.one({ name: "booking/get", key: "none" }, request, options);
  }

  /**
   * List bookings, newest first: your own, or for an admin those of all channels; as CSV with Accept: text/csv, with next_cursor in the header Holdfast-Next-Cursor.
   *
   * Needs the permission `read`. Only reads.
   */
  list(request: BookingListRequest = {}, options?: CallOptions): Pages<ListedBooking, BookingListResponse> {
    return this.#send.list({ name: "booking/list", key: "none" }, request, options);
  }
}
