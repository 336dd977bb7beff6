// Made from contract/*.ts: npm run generate
import type { Answer } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Booking, Hold, Money, Reservation, Timestamp, WaitlistEntry } from "./shapes.ts";

export interface Availability {
  departure_id: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  capacity_total: number;
  capacity_available: number;
  capacity_held: number;
  capacity_sold: number;
  waiting: number;
}

export interface BookingConfirmed {
  /** In hall order */
  seat_ids: Array<string>;
  /** Only on the sockets of the channel that owns them, opened with its key, and of admins */
  booking_id?: string | undefined;
  /** Only on the sockets of the channel that owns them, opened with its key, and of admins */
  total_price?: Money | undefined;
}

export type FeedFrame =
  | {
      type: "snapshot";
      seq: number;
      availability: Availability;
      /** Active holds. Only on the sockets of the channel that owns them, opened with its key, and of admins */
      holds?: Array<Hold> | undefined;
    }
  | {
      type: "changes";
      from_seq: number;
      to_seq: number;
      availability: Availability;
      /** Only on the sockets of the channel that owns them, opened with its key, and of admins */
      holds?: Array<Hold> | undefined;
      /** Only on the sockets of the channel that owns them, opened with its key, and of admins */
      bookings?: Array<Booking> | undefined;
      /** Only on the sockets of the channel that owns them, opened with its key, and of admins */
      entries?: Array<WaitlistEntry> | undefined;
    };

export interface SeatStatusChanged {
  seat_id: string;
  /** reserved is the seat-booking document's word for held, h in `states` */
  status: "available" | "reserved" | "sold" | "blocked";
  /** When its reservation ends; null when it is not reserved */
  reserved_until: Timestamp | null;
}

export interface ShowAvailability {
  show_id: string;
  venue_id: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  seats_total: number;
  seats_available: number;
  seats_held: number;
  seats_sold: number;
  seats_blocked: number;
  /** Waitlist entries without an offer */
  waiting: number;
}

export type ShowFrame =
  | {
      type: "snapshot";
      seq: number;
      availability: ShowAvailability;
      /** A letter a seat in hall order: a available, h held, s sold, b blocked; at most 60000 characters */
      states: string;
      /** When reservations end: of at most 2,000 of the seats that are reserved */
      reserved: Array<{
        seat_id: string;
        reserved_until: Timestamp;
      }>;
      /** Active reservations. Only on the sockets of the channel that owns them, opened with its key, and of admins */
      reservations?: Array<Reservation> | undefined;
    }
  | {
      type: "changes";
      from_seq: number;
      to_seq: number;
      availability: ShowAvailability;
      /** Each seat that changed, once, as it is at to_seq; in hall order */
      seat_status_changed: Array<SeatStatusChanged>;
      /** Each booking that was made, in the order in which they were */
      booking_confirmed: Array<BookingConfirmed>;
      /** Only on the sockets of the channel that owns them, opened with its key, and of admins */
      reservations?: Array<Reservation> | undefined;
      /** Only on the sockets of the channel that owns them, opened with its key, and of admins */
      bookings?: Array<Booking> | undefined;
      /** Only on the sockets of the channel that owns them, opened with its key, and of admins */
      entries?: Array<WaitlistEntry> | undefined;
    };

export interface FeedTicketRequest {
  departure_id?: string | undefined;
  /** A show, instead of a departure */
  show_id?: string | undefined;
}

export interface FeedTicketResponse {
  /** at most 1024 characters */
  ticket: string;
  /** For new WebSocket(url, protocols), as they are */
  protocols: Array<string>;
  expires_at: Timestamp;
}

/** The methods of `client.feed`. */
export interface FeedMethods {
  /**
   * A single-use ticket of 60 seconds with which a browser opens the WebSocket of a departure or show.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  ticket(request: FeedTicketRequest, options?: CallOptions): Answer<FeedTicketResponse>;
}
