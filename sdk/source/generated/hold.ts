// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Hold } from "./shapes.ts";

export interface HoldExtendRequest {
  hold_id: string;
  /** 60 to 3600; 600 by default */
  ttl_seconds?: number | undefined;
}

export interface HoldGetRequest {
  hold_id: string;
}

export interface HoldListRequest {
  departure_id: string;
  status?: "ACTIVE" | "EXPIRED" | "CONFIRMED" | "CANCELED" | undefined;
  /** Your own reference of the customer; one active hold a customer and departure */
  customer_ref?: string | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface HoldListResponse {
  items: Array<Hold>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface HoldReleaseRequest {
  hold_id: string;
}

export type HoldGetResponse = Hold;
export type HoldExtendResponse = Hold;
export type HoldReleaseResponse = Hold;

/** The methods of `client.hold`. */
export interface HoldMethods {
  /**
   * Read a hold.
   *
   * Needs the permission `book`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: HoldGetRequest, options?: CallOptions): Answer<Hold>;

  /**
   * List the holds of a departure, oldest first: your own, or for an admin those of all channels.
   *
   * Needs the permission `book`. Only reads. Problems of its own: NOT_FOUND.
   */
  list(request: HoldListRequest, options?: CallOptions): Pages<Hold, HoldListResponse>;

  /**
   * Let a hold last until ttl_seconds from now, at most until max_expires_at; never shortens.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, HOLD_EXPIRED, HOLD_CANCELED, HOLD_CONFIRMED.
   */
  extend(request: HoldExtendRequest, options?: CallOptions): Answer<Hold>;

  /**
   * Give a hold's places back.
   *
   * Needs the permission `book`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED, HOLD_EXPIRED, HOLD_CANCELED, HOLD_CONFIRMED.
   */
  release(request: HoldReleaseRequest, options?: CallOptions): Answer<Hold>;
}
