// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Booking, ChosenSeat, Hold, Money, Timestamp } from "./shapes.ts";

export interface BookingCancelRequest {
  booking_id: string;
  /** Your own reference of this request; 1 to 255 characters */
  external_booking_id?: string | undefined;
}

export interface BookingConfirmRequest {
  hold_id: string;
  /** 1 to 10 */
  seats?: number | undefined;
}

export interface BookingCreateRequest {
  reservation_id: string;
  /** Ids of seats, each once */
  seat_ids?: Array<string> | undefined;
  /** Your own reference; it identifies nothing here; 1 to 255 characters */
  external_booking_id?: string | undefined;
  /** Your own notes: up to 20 texts by name */
  metadata?: { [name: string]: string } | undefined;
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
  show_id?: string | undefined;
  venue_id?: string | undefined;
  channel_id?: string | undefined;
  /** Your own reference; it identifies nothing here; 1 to 255 characters */
  external_booking_id?: string | undefined;
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
  /** Of a departure; 1 to 10 */
  seats?: number | undefined;
  /** Of a show: all seats that it is to have */
  seat_ids?: Array<string> | undefined;
  /** Your own reference of this change; 1 to 255 characters */
  external_booking_id?: string | undefined;
}

export interface BookingTotals {
  channel_id: string;
  status: "PENDING" | "CONFIRMED" | "CANCELED" | "FAILED";
  /** ISO 4217; at most 3 characters */
  currency: string;
  bookings: number;
  seats: number;
  /** In the minor unit, such as cents */
  amount: number;
}

export interface BookingTotalsRequest {
  departure_id?: string | undefined;
  show_id?: string | undefined;
  venue_id?: string | undefined;
  channel_id?: string | undefined;
  /** Your own reference; it identifies nothing here; 1 to 255 characters */
  external_booking_id?: string | undefined;
  /** Your own reference of the customer; one active hold a customer and departure */
  customer_ref?: string | undefined;
  status?: "PENDING" | "CONFIRMED" | "CANCELED" | "FAILED" | undefined;
  created_from?: Timestamp | undefined;
  /** Exclusive */
  created_to?: Timestamp | undefined;
}

export interface BookingTotalsResponse {
  /** The largest first */
  groups: Array<BookingTotals>;
}

export interface ListedBooking {
  id: string;
  /** The departure; of booked seats, the show */
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
  /** The show, where it is one */
  show_id?: string | undefined;
  /** Of a show: its seats, in hall order */
  seat_ids?: Array<string> | undefined;
  /** Of a show, where one booking is read: its seats with what is on them */
  seat_list?: Array<ChosenSeat> | undefined;
  /** Of a show: whether its seats are next to each other */
  adjacent?: boolean | undefined;
  /** Of a show: your own reference */
  external_booking_id?: string | null | undefined;
  /** Of a show: your own notes */
  metadata?: { [name: string]: string } | null | undefined;
  /** The partner that sold it */
  channel_id: string;
}

export type BookingHoldResponse = Hold;
export type BookingCreateResponse = Booking;
export type BookingConfirmResponse = Booking;
export type BookingCancelResponse = Booking;
export type BookingModifyResponse = Booking;
export type BookingGetResponse = Booking;

/** The methods of `client.booking`. */
export interface BookingMethods {
  /**
   * Hold places for a customer for a time, or refresh the hold they have.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, FULL, HOLD_CONFLICT, SALES_CLOSED.
   */
  hold(request: BookingHoldRequest, options?: CallOptions): Answer<Hold>;

  /**
   * Book the seats of a reservation, all of them or those that you name; the others are free at once.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, HOLD_EXPIRED, HOLD_CANCELED, HOLD_CONFIRMED.
   */
  create(request: BookingCreateRequest, options?: CallOptions): Answer<Booking>;

  /**
   * Turn a hold into a booking; with fewer seats than held, the rest is free at once.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, HOLD_EXPIRED, HOLD_CANCELED, HOLD_CONFIRMED.
   */
  confirm(request: BookingConfirmRequest, options?: CallOptions): Answer<Booking>;

  /**
   * Cancel a booking; its places go to the waitlist first.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, BOOKING_CANCELED, CANCELLATION_CLOSED.
   */
  cancel(request: BookingCancelRequest, options?: CallOptions): Answer<Booking>;

  /**
   * Change a booking, all or nothing: of a departure the number of places at its own price a place, of a show its seats at theirs.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, BOOKING_CANCELED, CANCELLATION_CLOSED, FULL, SALES_CLOSED, SEAT_UNAVAILABLE, SEATS_STRANDED.
   */
  modify(request: BookingModifyRequest, options?: CallOptions): Answer<Booking>;

  /**
   * Read a booking by its id or its code.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: BookingGetRequest, options?: CallOptions): Answer<Booking>;

  /**
   * List bookings, newest first: your own, or for an admin those of all channels; as CSV with Accept: text/csv, with next_cursor in the header Holdfast-Next-Cursor.
   *
   * Needs the permission `read`. Only reads.
   */
  list(request?: BookingListRequest, options?: CallOptions): Pages<ListedBooking, BookingListResponse>;

  /**
   * Add up bookings by channel, state and currency, with the filters of booking/list.
   *
   * Needs the permission `admin`. Only reads.
   */
  totals(request: BookingTotalsRequest, options?: CallOptions): Answer<BookingTotalsResponse>;
}
