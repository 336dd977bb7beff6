// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { MoneyInput, Reservation } from "./shapes.ts";

export interface RefusedReservation {
  /** For programs. More may come: treat one that you do not know by its status and retryable */
  code:
    | "MALFORMED_JSON"
    | "VALIDATION_FAILED"
    | "IDEMPOTENCY_KEY_REQUIRED"
    | "UNAUTHENTICATED"
    | "FORBIDDEN"
    | "NOT_FOUND"
    | "METHOD_NOT_ALLOWED"
    | "ALREADY_EXISTS"
    | "BOOKING_CANCELED"
    | "CANCELLATION_CLOSED"
    | "CAPACITY_CONFLICT"
    | "CAPACITY_LIMIT"
    | "DEPARTURE_CANCELED"
    | "ENTRY_ENDED"
    | "FULL"
    | "HOLD_CANCELED"
    | "HOLD_CONFIRMED"
    | "HOLD_CONFLICT"
    | "HOLD_EXPIRED"
    | "IDEMPOTENCY_IN_PROGRESS"
    | "NO_ADJACENT_SEATS"
    | "KEY_ENDED"
    | "NOT_FULL"
    | "SALES_CLOSED"
    | "SEAT_UNAVAILABLE"
    | "SEATS_STRANDED"
    | "SHOW_CANCELED"
    | "STILL_SELLING"
    | "WAITLIST_FULL"
    | "PAYLOAD_TOO_LARGE"
    | "UNSUPPORTED_MEDIA_TYPE"
    | "IDEMPOTENCY_KEY_MISMATCH"
    | "UPGRADE_REQUIRED"
    | "RATE_LIMITED"
    | "DRAWING_REFUSED"
    | "stale_current_version"
    | "stale_draft_version"
    | "stale_draft_revision"
    | "draft_not_editable"
    | "version_not_published"
    | "publish_not_ready"
    | "scheme_limit_reached"
    | "duplicate_seat_id"
    | "duplicate_seat_id_in_payload"
    | "duplicate_seat_element_id"
    | "duplicate_sector_id"
    | "duplicate_sector_element_id"
    | "duplicate_group_id"
    | "duplicate_group_element_id"
    | "duplicate_pricing_category_name"
    | "pricing_category_in_use"
    | "unknown_seat_id"
    | "unknown_seat_ids"
    | "unknown_sector_id"
    | "unknown_sector_ids"
    | "unknown_group_id"
    | "unknown_group_ids"
    | "unknown_target_sector_id"
    | "unknown_target_group_id"
    | "unknown_pricing_category_id"
    | "remap_filter_required"
    | "invalid_amount"
    | "INTERNAL"
    | "OVERLOADED";
  /** at most 200 characters */
  title: string;
  /** For people: what was wrong with this request; at most 8000 characters */
  detail: string;
  /** Whether the same request may succeed later */
  retryable: boolean;
  /** Of SEAT_UNAVAILABLE, the seats that are not to be had; of SEATS_STRANDED, those that would be left */
  seat_ids: Array<string>;
}

export interface ReservationCreateBatchRequest {
  show_id: string;
  /** "atomic" by default */
  mode?: "atomic" | "itemized" | undefined;
  reservations: Array<{
    /** These seats; or say quantity, and get the best that are free */
    seat_ids?: Array<string> | undefined;
    /** 1 to 50 */
    quantity?: number | undefined;
    /** With quantity: in this section; 1 to 64 characters */
    section?: string | undefined;
    /** With quantity: of this category; 1 to 64 characters */
    category?: string | undefined;
    /** With quantity: the most that one seat may cost */
    max_price?: MoneyInput | undefined;
    /** With quantity: how many of them must be accessible; 0 to 10 */
    accessible_seats?: number | undefined;
    /** With quantity: leave no single free seat beside them where that can be helped; true by default */
    prevent_orphans?: boolean | undefined;
    /** With quantity: seats in several places are better than none; false by default */
    allow_split?: boolean | undefined;
    /** Your own reference of the customer; one active reservation a customer and show */
    customer_ref?: string | undefined;
    /** Your own reference; it identifies nothing here; 1 to 255 characters */
    external_booking_id?: string | undefined;
    /** How long the seats are kept; 600 by default; 60 to 3600 */
    ttl_seconds?: number | undefined;
    /** Instead of ttl_seconds, in minutes; 5 to 15 */
    hold_duration_minutes?: number | undefined;
    /** Extend the customer's active reservation, and change its seats, instead of refusing; false by default */
    refresh?: boolean | undefined;
    /** Your own notes: up to 20 texts by name */
    metadata?: { [name: string]: string } | undefined;
  }>;
}

export interface ReservationCreateBatchResponse {
  /** In the order of the request */
  items: Array<{
    reservation: Reservation | null;
    /** Why there is none; of an atomic batch never */
    refused: RefusedReservation | null;
  }>;
}

export interface ReservationCreateRequest {
  show_id: string;
  /** These seats; or say quantity, and get the best that are free */
  seat_ids?: Array<string> | undefined;
  /** 1 to 50 */
  quantity?: number | undefined;
  /** With quantity: in this section; 1 to 64 characters */
  section?: string | undefined;
  /** With quantity: of this category; 1 to 64 characters */
  category?: string | undefined;
  /** With quantity: the most that one seat may cost */
  max_price?: MoneyInput | undefined;
  /** With quantity: how many of them must be accessible; 0 to 10 */
  accessible_seats?: number | undefined;
  /** With quantity: leave no single free seat beside them where that can be helped; true by default */
  prevent_orphans?: boolean | undefined;
  /** With quantity: seats in several places are better than none; false by default */
  allow_split?: boolean | undefined;
  /** Your own reference of the customer; one active reservation a customer and show */
  customer_ref?: string | undefined;
  /** Your own reference; it identifies nothing here; 1 to 255 characters */
  external_booking_id?: string | undefined;
  /** How long the seats are kept; 600 by default; 60 to 3600 */
  ttl_seconds?: number | undefined;
  /** Instead of ttl_seconds, in minutes; 5 to 15 */
  hold_duration_minutes?: number | undefined;
  /** Extend the customer's active reservation, and change its seats, instead of refusing; false by default */
  refresh?: boolean | undefined;
  /** Your own notes: up to 20 texts by name */
  metadata?: { [name: string]: string } | undefined;
}

export interface ReservationExtendRequest {
  reservation_id: string;
  /** From now; 600 by default; 60 to 3600 */
  ttl_seconds?: number | undefined;
  /** Instead of ttl_seconds, in minutes; 5 to 15 */
  hold_duration_minutes?: number | undefined;
  /** Your own reference of this request; 1 to 255 characters */
  external_booking_id?: string | undefined;
}

export interface ReservationGetRequest {
  reservation_id: string;
}

export interface ReservationListRequest {
  show_id: string;
  status?: "ACTIVE" | "EXPIRED" | "CONFIRMED" | "CANCELED" | undefined;
  /** Your own reference of the customer; one active hold a customer and departure */
  customer_ref?: string | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface ReservationListResponse {
  items: Array<Reservation>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface ReservationReleaseRequest {
  reservation_id: string;
  /** Your own reference; it identifies nothing here; 1 to 255 characters */
  external_booking_id?: string | undefined;
}

export type ReservationCreateResponse = Reservation;
export type ReservationGetResponse = Reservation;
export type ReservationExtendResponse = Reservation;
export type ReservationReleaseResponse = Reservation;

/** The methods of `client.reservation`. */
export interface ReservationMethods {
  /**
   * Keep seats of a show for a customer for a time: those that you name, or the best that are free.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, FULL, HOLD_CONFLICT, NO_ADJACENT_SEATS, SALES_CLOSED, SEAT_UNAVAILABLE, SEATS_STRANDED.
   */
  create(request: ReservationCreateRequest, options?: CallOptions): Answer<Reservation>;

  /**
   * Make up to 20 reservations of one show: all or none (atomic), or each that can be made (itemized), with a problem for every other.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, FULL, HOLD_CONFLICT, NO_ADJACENT_SEATS, SALES_CLOSED, SEAT_UNAVAILABLE, SEATS_STRANDED.
   */
  createBatch(request: ReservationCreateBatchRequest, options?: CallOptions): Answer<ReservationCreateBatchResponse>;

  /**
   * Read a reservation.
   *
   * Needs the permission `book`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: ReservationGetRequest, options?: CallOptions): Answer<Reservation>;

  /**
   * List the reservations of a show, oldest first: your own, or for an admin those of all channels.
   *
   * Needs the permission `book`. Only reads. Problems of its own: NOT_FOUND.
   */
  list(request: ReservationListRequest, options?: CallOptions): Pages<Reservation, ReservationListResponse>;

  /**
   * Let a reservation last until so long from now, at most until max_expires_at; never shortens.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, HOLD_EXPIRED, HOLD_CANCELED, HOLD_CONFIRMED.
   */
  extend(request: ReservationExtendRequest, options?: CallOptions): Answer<Reservation>;

  /**
   * Give a reservation's seats back.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, HOLD_EXPIRED, HOLD_CANCELED, HOLD_CONFIRMED.
   */
  release(request: ReservationReleaseRequest, options?: CallOptions): Answer<Reservation>;
}
