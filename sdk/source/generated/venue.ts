// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { LayoutInput, ListedVenue, SeatMap, Venue } from "./venue-shapes.ts";

export interface VenueCreateRequest {
  /** 1 to 200 characters */
  name: string;
  /** ISO 4217, of all its prices; it stays. EUR by default, with a scheme the scheme's; at most 3 characters */
  currency?: string | undefined;
  layout?: LayoutInput | undefined;
  /** Instead of a layout: shows are made from its published version */
  scheme_id?: string | undefined;
}

export interface VenueGetRequest {
  venue_id: string;
}

export interface VenueListRequest {
  /** Words that the venue's name contains; 1 to 200 characters */
  text?: string | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface VenueListResponse {
  items: Array<ListedVenue>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface VenueSeatMapRequest {
  venue_id: string;
  /** A show there: its own seats and prices, with what they are now */
  show_id?: string | undefined;
}

export interface VenueUpdateRequest {
  venue_id: string;
  /** 1 to 200 characters */
  name?: string | undefined;
  layout?: LayoutInput | undefined;
  /** Instead of a layout */
  scheme_id?: string | undefined;
}

export type VenueCreateResponse = Venue;
export type VenueUpdateResponse = Venue;
export type VenueGetResponse = Venue;
export type VenueSeatMapResponse = SeatMap;

/** The methods of `client.venue`. */
export interface VenueMethods {
  /**
   * Create a venue of the seats that its layout describes, or that a seating scheme has.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH.
   */
  create(request: VenueCreateRequest, options?: CallOptions): Answer<Venue>;

  /**
   * Change a venue's name, layout or scheme; shows that exist keep the seats and prices they were made with.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH.
   */
  update(request: VenueUpdateRequest, options?: CallOptions): Answer<Venue>;

  /**
   * Read a venue with its layout.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: VenueGetRequest, options?: CallOptions): Answer<Venue>;

  /**
   * List venues without their layouts, oldest first.
   *
   * Needs the permission `read`. Only reads.
   */
  list(request?: VenueListRequest, options?: CallOptions): Pages<ListedVenue, VenueListResponse>;

  /**
   * Read every seat of a venue: where it is, what is written on it, its category and price.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND, version_not_published.
   */
  seatMap(request: VenueSeatMapRequest, options?: CallOptions): Answer<SeatMap>;
}
