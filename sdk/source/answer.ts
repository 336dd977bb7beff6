// What a method gives back: a promise of the answer, with more to ask of it.
import { ProtocolError } from "./errors.ts";

export interface RateLimit {
  /** Requests that the key may make in a minute. */
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
}

export interface Received<Data> {
  readonly data: Data;
  readonly status: number;
  readonly requestId: string;
  readonly traceparent: string | undefined;
  /** The departure's last change when it answered. */
  readonly seq: number | undefined;
  /** Whether this is the answer of an earlier request with the same idempotency key. */
  readonly replayed: boolean;
  readonly rateLimit: RateLimit | undefined;
}

export interface Answer<Data> extends Promise<Data> {
  /** The answer with what its headers said. */
  withResponse(): Promise<Received<Data>>;
}

/** A promise of the first page, and an iterable of the items of all pages, which are asked for as they are needed. */
export interface Pages<Item, Page> extends Answer<Page>, AsyncIterable<Item> {
  pages(): AsyncIterable<Page>;
}

/** What every list answers. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

const PAGES_MAX = 100_000;

export function answer<Data>(received: Promise<Received<Data>>): Answer<Data> {
  const data = received.then((whole) => whole.data);
  return Object.assign(data, {
    withResponse: () => {
      // Whoever takes the whole hears of a failure there, and need not look at this promise too.
      data.catch(() => {});
      return received;
    },
  });
}

export function pages<Item, Whole extends Page<Item>>(
  first: Promise<Received<Whole>>,
  following: (cursor: string) => Promise<Received<Whole>>,
): Pages<Item, Whole> {
  const list = answer(first);
  async function* eachPage(): AsyncGenerator<Whole, void, undefined> {
    const cursors = new Set<string>();
    let page = (await list.withResponse()).data;
    yield page;
    while (page.next_cursor !== null) {
      const { next_cursor } = page;
      if (cursors.has(next_cursor)) throw new ProtocolError("a list named a page again that it had named before");
      if (cursors.size >= PAGES_MAX) throw new ProtocolError(`a list has more than ${PAGES_MAX} pages`);
      cursors.add(next_cursor);
      page = (await following(next_cursor)).data;
      yield page;
    }
  }
  async function* eachItem(): AsyncGenerator<Item, void, undefined> {
    for await (const page of eachPage()) yield* page.items;
  }
  return Object.assign(list, { pages: eachPage, [Symbol.asyncIterator]: eachItem });
}
