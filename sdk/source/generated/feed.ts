// Made from contract/*.ts: npm run generate
import type { Answer } from "../answer.ts";
import type { CallOptions, Send } from "../call-options.ts";
import type { Booking, Hold, Timestamp, WaitlistEntry } from "./shapes.ts";

export interface Availability {
  departure_id: string;
  status: "OPEN" | "CLOSED" | "CANCELED";
  capacity_total: number;
  capacity_available: number;
  capacity_held: number;
  capacity_sold: number;
  waiting: number;
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

export class FeedMethods {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * A single-use ticket of 60 seconds with which a browser opens the WebSocket of a departure or show.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  ticket(request: FeedTicketRequest, options?: CallOptions): Answer<FeedTicketResponse> {
    return this.#send.one({ name: "feed/ticket", key: "none" }, request, options);
  }
}
