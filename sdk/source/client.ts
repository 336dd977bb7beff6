import type { Send } from "./call-options.ts";
import { type ClientOptions, settle } from "./client-options.ts";
import { exchangedTokens } from "./exchanged-tokens.ts";
import { type FeedOptions, type FeedSource, feed } from "./feed.ts";
import { DepartureMethods } from "./generated/departure.ts";
import type { FeedFrame } from "./generated/feed.ts";
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
    return feed(this.#source, departure_id, options);
  }
}

/** Every operation, as `client.noun.method(request, options)` and as `client.noun_method(request, idempotencyKey)`. */
export class Client extends FlatMethods {
  override readonly departure: DepartureMethodsAndFeed;

  constructor(options: ClientOptions) {
    const settled = settle(options);
    const { exchange } = settled;
    const settings = exchange ? { ...settled, token: exchangedTokens(sender(settled), exchange) } : settled;
    const send = sender(settings);
    super(send);
    this.departure = new DepartureMethodsAndFeed(send, { settings, send });
  }
}
