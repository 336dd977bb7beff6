// Made from contract/*.ts: npm run generate
import type { Answer } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Money, Timestamp } from "./shapes.ts";

export interface ChangedSeats {
  show_id: string;
  seats: Array<Seat>;
}

export interface Seat {
  seat_id: string;
  /** The seat's id in the venue's map; at most 32 characters */
  map_seat_id: string;
  /** at most 64 characters */
  section: string;
  /** What is written at the row; at most 16 characters */
  row: string;
  /** What is written on the seat; at most 16 characters */
  number: string;
  /** at most 64 characters */
  category: string;
  /** Frozen when the show was made */
  price: Money;
  accessible: boolean;
  status: "available" | "held" | "sold" | "blocked";
  /** When its hold ends; null when it is not held */
  held_until: Timestamp | null;
}

export interface SeatBlockRequest {
  show_id: string;
  /** Ids of seats, each once */
  seat_ids: Array<string>;
  /** 1 to 500 characters */
  reason: string;
}

export interface SeatBulkStatusRequest {
  /** Ids of seats, each once */
  seat_ids: Array<string>;
}

export interface SeatBulkStatusResponse {
  /** In the order in which they were named */
  seats: Array<SeatOfShow>;
  /** Ids of no seat */
  not_found: Array<string>;
}

export interface SeatGetRequest {
  seat_id: string;
}

export interface SeatOfShow {
  seat_id: string;
  /** The seat's id in the venue's map; at most 32 characters */
  map_seat_id: string;
  /** at most 64 characters */
  section: string;
  /** What is written at the row; at most 16 characters */
  row: string;
  /** What is written on the seat; at most 16 characters */
  number: string;
  /** at most 64 characters */
  category: string;
  /** Frozen when the show was made */
  price: Money;
  accessible: boolean;
  status: "available" | "held" | "sold" | "blocked";
  /** When its hold ends; null when it is not held */
  held_until: Timestamp | null;
  show_id: string;
  venue_id: string;
}

export interface SeatUnblockRequest {
  show_id: string;
  /** Ids of seats, each once */
  seat_ids: Array<string>;
}

export type SeatGetResponse = SeatOfShow;
export type SeatBlockResponse = ChangedSeats;
export type SeatUnblockResponse = ChangedSeats;

/** The methods of `client.seat`. */
export interface SeatMethods {
  /**
   * Read a seat of a show as it is now.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: SeatGetRequest, options?: CallOptions): Answer<SeatOfShow>;

  /**
   * Read up to 1,000 seats, of one show or of several, as they are now; those that are not there are named.
   *
   * Needs the permission `read`. Only reads.
   */
  bulkStatus(request: SeatBulkStatusRequest, options?: CallOptions): Answer<SeatBulkStatusResponse>;

  /**
   * Take free seats off sale; those that are blocked stay so, those that somebody has are refused.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, SEAT_UNAVAILABLE, SHOW_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  block(request: SeatBlockRequest, options?: CallOptions): Answer<ChangedSeats>;

  /**
   * Put blocked seats on sale again; the waitlist comes first.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, SHOW_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  unblock(request: SeatUnblockRequest, options?: CallOptions): Answer<ChangedSeats>;
}
