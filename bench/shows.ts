// What scenarios ask of a target that has shows.

import type { PlannedShow } from "./load/show-requests.ts";
import type { Acknowledged } from "./targets.ts";

export interface ShowWish {
  readonly seats_total: number;
  /** The share of the seats that is blocked, scattered over the hall; none unless said. */
  readonly blocked_share?: number;
}

export interface MadeShow extends PlannedShow {
  readonly seats_blocked: number;
  readonly venue_create_ms: number;
  readonly show_create_ms: number;
}

/** What the loads know about these shows since they were made. */
export interface ExpectedOfShows {
  readonly shows: readonly MadeShow[];
  readonly reservations: Acknowledged;
  /** Those that were made and not canceled. */
  readonly bookings: number;
  readonly unknown: Acknowledged;
}

export interface Shows {
  /** A show in a hall of its own: an aisle in the middle of each row, two categories. */
  make(wish: ShowWish): Promise<MadeShow>;
  /** Keys of so many partners, which are the same at every call. */
  partners(count: number): Promise<readonly string[]>;
  /** Where to listen, as somebody who sees what everyone sees. */
  feed(show: PlannedShow): Promise<{ readonly url: string; readonly headers: Readonly<Record<string, string>> }>;
  /** Counts what the shows' files hold and compares, seat by seat; an empty list means that every invariant holds. */
  check(expected: ExpectedOfShows): Promise<readonly string[]>;
}
