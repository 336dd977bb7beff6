import { type ClientOptions, settle } from "./client-options.ts";
import { exchangedTokens } from "./exchanged-tokens.ts";
import { type FeedOptions, type FeedSource, feed } from "./feed.ts";
import { departurePlace, type ShowPlace, showPlace } from "./feed-place.ts";
import type { DepartureMethods } from "./generated/departure.ts";
import type { FeedFrame, FeedMethods, ShowFrame } from "./generated/feed.ts";
import { FlatMethods } from "./generated/flat-methods.ts";
import { sender } from "./send.ts";

export interface DepartureMethodsAndFeed extends DepartureMethods {
  /**
   * A snapshot of a departure and then every change, once and in order, over lost connections.
   *
   * Ends when the iteration stops or the signal aborts. Rejects when listening is refused (401, 403, 404), or when too
   * many connections in a row have failed.
   */
  feed(departure_id: string, options?: FeedOptions): AsyncGenerator<FeedFrame, void, undefined>;
}

export interface FeedMethodsAndOpening extends FeedMethods {
  /**
   * A snapshot of a show's seats and then every change, once and in order, over lost connections.
   *
   * Ends and rejects as `departure.feed` does. `SeatStates` makes a map of the seats of what comes.
   */
  open(show: ShowPlace, options?: FeedOptions): AsyncGenerator<ShowFrame, void, undefined>;
}

/** Every operation, as `client.noun.method(request, options)` and as `client.noun_method(request, idempotencyKey)`. */
export class Client extends FlatMethods {
  declare readonly departure: DepartureMethodsAndFeed;
  declare readonly feed: FeedMethodsAndOpening;

  constructor(options: ClientOptions) {
    const settled = settle(options);
    const { exchange } = settled;
    const settings = exchange ? { ...settled, token: exchangedTokens(sender(settled), exchange) } : settled;
    const send = sender(settings);
    super(send);
    const source: FeedSource = { settings, send };
    Object.assign(this.departure, {
      feed: (departure_id: string, options?: FeedOptions) =>
        feed<FeedFrame>(source, departurePlace(departure_id), options),
    });
    Object.assign(this.feed, {
      open: (show: ShowPlace, options?: FeedOptions) => feed<ShowFrame>(source, showPlace(show), options),
    });
  }
}
