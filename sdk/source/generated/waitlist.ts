// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Hold, MoneyInput, WaitlistEntry } from "./shapes.ts";

export interface WaitlistGetRequest {
  entry_id: string;
}

export interface WaitlistJoinRequest {
  departure_id?: string | undefined;
  /** A show, instead of a departure */
  show_id?: string | undefined;
  /** Your own reference of the customer; one active hold a customer and departure */
  customer_ref: string;
  /** 1 to 10; 1 by default */
  seats?: number | undefined;
  /** Of a show: in this section; 1 to 64 characters */
  section?: string | undefined;
  /** Of a show: of this category; 1 to 64 characters */
  category?: string | undefined;
  /** Of a show: the most that one seat may cost */
  max_price?: MoneyInput | undefined;
  /** Of a show: how many must be accessible; 0 to 10 */
  accessible_seats?: number | undefined;
  /** Of a show: seats in several places will do */
  allow_split?: boolean | undefined;
}

export interface WaitlistLeaveRequest {
  entry_id: string;
}

export interface WaitlistListRequest {
  departure_id?: string | undefined;
  /** A show, instead of a departure */
  show_id?: string | undefined;
  status?: "WAITING" | "OFFERED" | "BOOKED" | "LAPSED" | "LEFT" | undefined;
  /** Your own reference of the customer; one active hold a customer and departure */
  customer_ref?: string | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface WaitlistListResponse {
  items: Array<WaitlistEntry>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface WaitlistNotifyRequest {
  departure_id?: string | undefined;
  /** A show, instead of a departure */
  show_id?: string | undefined;
  entry_id?: string | undefined;
  /** Life of the offer to entry_id; 60 to 86400 */
  ttl_seconds?: number | undefined;
}

export interface WaitlistNotifyResponse {
  offers: Array<{
    entry: WaitlistEntry;
    hold: Hold;
  }>;
}

export type WaitlistJoinResponse = WaitlistEntry;
export type WaitlistLeaveResponse = WaitlistEntry;
export type WaitlistGetResponse = WaitlistEntry;

/** The methods of `client.waitlist`. */
export interface WaitlistMethods {
  /**
   * Wait for places on a full departure, or seats of a show; joining again answers the entry that waits.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, NOT_FULL, SALES_CLOSED, WAITLIST_FULL, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  join(request: WaitlistJoinRequest, options?: CallOptions): Answer<WaitlistEntry>;

  /**
   * Stop waiting; an offer is given back.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, ENTRY_ENDED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  leave(request: WaitlistLeaveRequest, options?: CallOptions): Answer<WaitlistEntry>;

  /**
   * Read a waitlist entry with its place in the line.
   *
   * Needs the permission `book`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: WaitlistGetRequest, options?: CallOptions): Answer<WaitlistEntry>;

  /**
   * List the waitlist of a departure or show, oldest first: your own, or for an admin those of all channels.
   *
   * Needs the permission `book`. Only reads. Problems of its own: NOT_FOUND.
   */
  list(request?: WaitlistListRequest, options?: CallOptions): Pages<WaitlistEntry, WaitlistListResponse>;

  /**
   * Offer what is free to those who wait, as happens by itself; with entry_id, to that entry out of its turn.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, FULL, ENTRY_ENDED, SALES_CLOSED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  notify(request: WaitlistNotifyRequest, options?: CallOptions): Answer<WaitlistNotifyResponse>;
}
