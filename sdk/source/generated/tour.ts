// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Timestamp } from "./shapes.ts";

export interface Tour {
  id: string;
  /** at most 200 characters */
  name: string;
  /** at most 80 characters */
  slug: string;
  /** at most 5000 characters */
  description: string;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export interface TourCreateRequest {
  /** 1 to 200 characters */
  name: string;
  /** at most 80 characters */
  slug: string;
  /** at most 5000 characters; "" by default */
  description?: string | undefined;
}

export interface TourDeleteRequest {
  tour_id: string;
}

export interface TourDeleteResponse {
  id: string;
  deleted: true;
}

export interface TourGetRequest {
  tour_id: string;
}

export interface TourListRequest {
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface TourListResponse {
  items: Array<Tour>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface TourUpdateRequest {
  tour_id: string;
  /** 1 to 200 characters */
  name?: string | undefined;
  /** at most 5000 characters */
  description?: string | undefined;
}

export type TourCreateResponse = Tour;
export type TourUpdateResponse = Tour;
export type TourGetResponse = Tour;

/** The methods of `client.tour`. */
export interface TourMethods {
  /**
   * Create a tour; the same slug and body again answers the same tour.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: ALREADY_EXISTS, IDEMPOTENCY_KEY_MISMATCH.
   */
  create(request: TourCreateRequest, options?: CallOptions): Answer<Tour>;

  /**
   * Change a tour's name or description.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH.
   */
  update(request: TourUpdateRequest, options?: CallOptions): Answer<Tour>;

  /**
   * Read a tour.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: TourGetRequest, options?: CallOptions): Answer<Tour>;

  /**
   * List tours, oldest first.
   *
   * Needs the permission `read`. Only reads.
   */
  list(request?: TourListRequest, options?: CallOptions): Pages<Tour, TourListResponse>;

  /**
   * Delete a tour that has no departure on sale.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, STILL_SELLING, IDEMPOTENCY_KEY_MISMATCH.
   */
  delete(request: TourDeleteRequest, options?: CallOptions): Answer<TourDeleteResponse>;
}
