// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Money, MoneyInput, Timestamp } from "./shapes.ts";
import type { FoundShow, ListedSeat, Show } from "./show-shapes.ts";

export interface ShowAvailabilityRequest {
  show_id: string;
  /** The show's own; another is not found */
  venue_id?: string | undefined;
}

export interface ShowAvailabilityResponse {
  show_id: string;
  venue_id: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  /** The show's last change: resume its WebSocket with since */
  seq: number;
  seats_total: number;
  seats_available: number;
  seats_held: number;
  seats_sold: number;
  seats_blocked: number;
  /** Waitlist entries without an offer */
  waiting: number;
  /** By section and category */
  categories: Array<{
    /** at most 64 characters */
    section: string;
    /** at most 64 characters */
    category: string;
    price_min: Money;
    price_max: Money;
    seats_total: number;
    seats_available: number;
  }>;
  /** A letter a seat in hall order: a available, h held, s sold, b blocked; at most 60000 characters */
  states: string;
}

export interface ShowCancelRequest {
  show_id: string;
  /** 1 to 500 characters */
  reason?: string | undefined;
}

export interface ShowCloseRequest {
  show_id: string;
}

export interface ShowCreateRequest {
  venue_id: string;
  /** 1 to 200 characters */
  name: string;
  starts_at: Timestamp;
  /** Prices of this show where they differ from the venue's layout; a scheme's prices are frozen */
  prices?:
    | Array<{
        /** 1 to 64 characters */
        category: string;
        price: MoneyInput;
      }>
    | undefined;
  /** Of a venue with a scheme: the published version to sell; the newest by default */
  scheme_version_id?: string | undefined;
  policy?:
    | {
        /** Seats one reservation can keep; 10 by default. Admins may reserve up to 50 for a group whatever it says; 1 to 50 */
        seats_per_hold_max?: number | undefined;
        /** Longest life of a hold, extensions included; 3600 by default; 60 to 86400 */
        max_hold_seconds?: number | undefined;
        /** Life of an offer to the waitlist; 300 by default; 60 to 86400 */
        offer_ttl_seconds?: number | undefined;
        /** first_fit (default) serves the oldest wish that fits; strict serves nobody before the oldest */
        waitlist_order?: "first_fit" | "strict" | undefined;
        /** Canceling ends this long before the start; 0 by default; 0 to 31536000 */
        cancellation_cutoff_seconds?: number | undefined;
        /** What is done about chosen seats that leave a single free one beside them: nothing (default), refused where others in the row would do as well, or refused */
        orphan_policy?: "off" | "lenient" | "strict" | undefined;
      }
    | undefined;
  /** Region near the show, where its object is placed */
  location_hint?: "wnam" | "enam" | "sam" | "weur" | "eeur" | "apac" | "oc" | "afr" | "me" | undefined;
}

export interface ShowGetRequest {
  show_id: string;
}

export interface ShowListRequest {
  venue_id?: string | undefined;
  /** Words that the show's name contains; 1 to 200 characters */
  text?: string | undefined;
  starts_from?: Timestamp | undefined;
  /** Exclusive */
  starts_to?: Timestamp | undefined;
  /** 0 to 60000 */
  available_min?: number | undefined;
  status?: "OPEN" | "CLOSED" | "CANCELED" | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface ShowListResponse {
  items: Array<FoundShow>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface ShowReopenRequest {
  show_id: string;
}

export interface ShowSeatsRequest {
  show_id: string;
  /** The show's own; another is not found */
  venue_id?: string | undefined;
  /** 1 to 64 characters */
  section?: string | undefined;
  /** 1 to 64 characters */
  category?: string | undefined;
  status?: "available" | "held" | "sold" | "blocked" | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 60000; 60000 by default */
  limit?: number | undefined;
}

export interface ShowSeatsResponse {
  show_id: string;
  venue_id: string;
  /** The show's last change: resume its WebSocket with since */
  seq: number;
  items: Array<ListedSeat>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface ShowUpdateRequest {
  show_id: string;
  /** 1 to 200 characters */
  name?: string | undefined;
  starts_at?: Timestamp | undefined;
  policy?:
    | {
        /** Seats one reservation can keep; 10 by default. Admins may reserve up to 50 for a group whatever it says; 1 to 50 */
        seats_per_hold_max?: number | undefined;
        /** Longest life of a hold, extensions included; 3600 by default; 60 to 86400 */
        max_hold_seconds?: number | undefined;
        /** Life of an offer to the waitlist; 300 by default; 60 to 86400 */
        offer_ttl_seconds?: number | undefined;
        /** first_fit (default) serves the oldest wish that fits; strict serves nobody before the oldest */
        waitlist_order?: "first_fit" | "strict" | undefined;
        /** Canceling ends this long before the start; 0 by default; 0 to 31536000 */
        cancellation_cutoff_seconds?: number | undefined;
        /** What is done about chosen seats that leave a single free one beside them: nothing (default), refused where others in the row would do as well, or refused */
        orphan_policy?: "off" | "lenient" | "strict" | undefined;
      }
    | undefined;
}

export type ShowCreateResponse = Show;
export type ShowUpdateResponse = Show;
export type ShowGetResponse = Show;
export type ShowCloseResponse = Show;
export type ShowReopenResponse = Show;
export type ShowCancelResponse = Show;

/** The methods of `client.show`. */
export interface ShowMethods {
  /**
   * Put a show on sale: it gets its own copy of the venue's seats and prices.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, version_not_published, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  create(request: ShowCreateRequest, options?: CallOptions): Answer<Show>;

  /**
   * Change a show's name, start or policy; its seats and prices stay as they are.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, SHOW_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  update(request: ShowUpdateRequest, options?: CallOptions): Answer<Show>;

  /**
   * Read a show as it is now.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: ShowGetRequest, options?: CallOptions): Answer<Show>;

  /**
   * List shows by their start, with counts as of a moment ago.
   *
   * Needs the permission `read`. Only reads.
   */
  list(request?: ShowListRequest, options?: CallOptions): Pages<FoundShow, ShowListResponse>;

  /**
   * Stop selling; reservations that exist can still be booked.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, SHOW_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  close(request: ShowCloseRequest, options?: CallOptions): Answer<Show>;

  /**
   * Sell again; seats that came free go to the waitlist first.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, SHOW_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  reopen(request: ShowReopenRequest, options?: CallOptions): Answer<Show>;

  /**
   * Cancel a show with every reservation, booking and wish.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, SHOW_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  cancel(request: ShowCancelRequest, options?: CallOptions): Answer<Show>;

  /**
   * Read every seat of a show as it is now, in hall order; filtered, or a page at a time, where you ask for it.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  seats(request: ShowSeatsRequest, options?: CallOptions): Pages<ListedSeat, ShowSeatsResponse>;

  /**
   * Read what is free on a show in a compact form, for those who poll.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  availability(request: ShowAvailabilityRequest, options?: CallOptions): Answer<ShowAvailabilityResponse>;
}
