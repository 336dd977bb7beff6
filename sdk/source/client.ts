import type { Send } from "./call-options.ts";
import { type ClientOptions, settle } from "./client-options.ts";
import { exchangedTokens } from "./exchanged-tokens.ts";
import { type FeedOptions, type FeedSource, feed } from "./feed.ts";
import { departurePlace, type ShowPlace, showPlace } from "./feed-place.ts";
import { DepartureMethods } from "./generated/departure.ts";
import { type FeedFrame, FeedMethods, type ShowFrame } from "./generated/feed.ts";
import { FlatMethods } from "./generated/flat-methods.ts";
import { sender } from "./send.ts";

export class DepartureMethodsAndFeed extends DepartureMethods {
  readonly #source: FeedSource;

  constructor(send: Send, source: FeedSource) {
    super(send);
    this.#source = source;
  }

  /**
   * A snapshot of a departure and then every change, once and in order, over lost connections.
   *
   * Ends when the iteration stops or the signal aborts. Rejects when listening is refused (401, 403, 404), or when too
   * many connections in a row have failed.
   */
  feed(departure_id: string, options?: FeedOptions): AsyncGenerator<FeedFrame, void, undefined> {
    return feed<FeedFrame>(this.#source, departurePlace(departure_id), options);
  }
}

export class FeedMethodsAndOpening extends FeedMethods {
  readonly #source: FeedSource;

  constructor(send: Send, source: FeedSource) {
    super(send);
    this.#source = source;
  }

  /**
   * A snapshot of a show's seats and then every change, once and in order, over lost connections.
   *
   * Ends and rejects as `departure.feed` does. `SeatStates` makes a map of the seats of what comes.
   */
  open(show: ShowPlace, options?: FeedOptions): AsyncGenerator<ShowFrame, void, undefined> {
    return feed<ShowFrame>(this.#source, showPlace(show), options);
  }
}

/** Every operation, as `client.noun.method(request, options)` and as `client.noun_method(request, idempotencyKey)`. */
export class Client extends FlatMethods {
  override readonly departure: DepartureMethodsAndFeed;
  override readonly feed: FeedMethodsAndOpening;

  constructor(options: ClientOptions) {
    const settled = settle(options);
    const { exchange } = settled;
    const settings = exchange ? { ...settled, token: exchangedTokens(sender(settled), exchange) } : settled;
    const send = sender(settings);
    super(send);
    const source = { settings, send };
    this.departure = new DepartureMethodsAndFeed(send, source);
    this.feed = new FeedMethodsAndOpening(send, source);
  }
}
