// What is listened to, and where.
import type { DepartureGetRequest } from "./generated/departure.ts";
import type { FeedTicketRequest } from "./generated/feed.ts";
import type { ShowSeatsRequest } from "./generated/show.ts";

/** Names a show's feed. What `client.show.seats` and `client.show.availability` answer names it too. */
export interface ShowPlace {
  readonly show_id: string;
  /** The show's own; another is not found. */
  readonly venue_id: string;
}

export interface FeedPlace {
  readonly path: string;
  readonly ticket: FeedTicketRequest;
  /** A call that is refused for the reason for which a handshake is: there is no such thing, or not for this key. */
  readonly asks: { readonly name: string; readonly request: object };
}

export function departurePlace(departure_id: string): FeedPlace {
  const request: DepartureGetRequest = { departure_id };
  return {
    path: `/ws/departures/${encodeURIComponent(departure_id)}`,
    ticket: { departure_id },
    asks: { name: "departure/get", request },
  };
}

export function showPlace({ show_id, venue_id }: ShowPlace): FeedPlace {
  // One seat is the smallest answer that looks at the venue too.
  const request: ShowSeatsRequest = { show_id, venue_id, limit: 1 };
  return {
    path: `/ws/venues/${encodeURIComponent(venue_id)}/shows/${encodeURIComponent(show_id)}`,
    ticket: { show_id },
    asks: { name: "show/seats", request },
  };
}
