// Every change of a departure or show, once and in order, over as many connections as it takes. A line is opened only when the
// consumer wants a frame and none is left, so nothing piles up behind a consumer that has stopped reading.
// Known weakness: changes that the server no longer keeps (25 hours, or 5000 behind) come as one snapshot.
import type { Signal } from "./abort-signal.ts";
import type { Send } from "./call-options.ts";
import {
  type Connect,
  headerText,
  type Settings,
  type WebSocketConstructor,
  type WebSocketLike,
  whole,
} from "./client-options.ts";
import { ConnectionError, HoldfastError, isProblem, ProtocolError, TimeoutError } from "./errors.ts";
import { type AnyFrame, FeedLine } from "./feed-line.ts";
import type { FeedPlace } from "./feed-place.ts";
import type { FeedTicketResponse } from "./generated/feed.ts";
import { backoffMs, limited, pause } from "./time-limit.ts";

export interface FeedOptions {
  /** Goes on after this change instead of beginning with a snapshot. */
  readonly since?: number | undefined;
  /** Ends the feed: the iteration is over, without an error. */
  readonly signal?: Signal | undefined;
  /** After so many milliseconds of silence a ping is sent, and after as many more a new connection made; 20000. */
  readonly silenceMs?: number | undefined;
  /** How many connections in a row may fail before it gives up with the last error; 100. */
  readonly reconnects?: number | undefined;
}

export interface FeedSource {
  readonly settings: Settings;
  readonly send: Send;
}

const BACKOFF = { firstMs: 250, mostMs: 30_000 } as const;
const NO_WEBSOCKET =
  "There is no global WebSocket here: pass the option WebSocket (for example that of the package ws), or connect";

/** Nothing is asked for before the first frame is wanted. `Frame` is what is sent at that place. */
export function feed<Frame extends AnyFrame>(
  source: FeedSource,
  place: FeedPlace,
  options: FeedOptions = {},
): AsyncGenerator<Frame, void, undefined> {
  const { since } = options;
  if (since !== undefined) whole("since", since, [0, 999_999_999_999_999]);
  const stopping = new AbortController();
  const listening = {
    source,
    place,
    since,
    stopping,
    signal: stopping.signal,
    silence_ms: whole("silenceMs", options.silenceMs ?? 20_000, [1, 600_000]),
    reconnects: whole("reconnects", options.reconnects ?? 100, [0, 100_000]),
  };
  const frames = untilAborted<Frame>(listening, options.signal);
  const end = frames.return.bind(frames);
  return Object.assign(frames, {
    // A generator's own return() would wait for the frame that is being waited for.
    return: () => {
      stopping.abort();
      return end();
    },
  });
}

async function* untilAborted<Frame extends AnyFrame>(
  listening: Listening,
  signal: Signal | undefined,
): AsyncGenerator<Frame, void, undefined> {
  const stop = (): void => listening.stopping.abort();
  if (signal?.aborted) return;
  signal?.addEventListener("abort", stop, { once: true });
  try {
    yield* eachFrame<Frame>(listening);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

interface Listening {
  readonly stopping: AbortController;
  readonly source: FeedSource;
  readonly place: FeedPlace;
  readonly since: number | undefined;
  readonly signal: Signal;
  readonly silence_ms: number;
  readonly reconnects: number;
}

async function* eachFrame<Frame extends AnyFrame>(listening: Listening): AsyncGenerator<Frame, void, undefined> {
  const { signal, reconnects } = listening;
  let last = listening.since;
  let failures = 0;
  while (!signal.aborted) {
    let line: FeedLine<Frame> | undefined;
    const cut = (): void => line?.close(new ConnectionError("the feed was ended"));
    signal.addEventListener("abort", cut);
    try {
      line = await lineFrom<Frame>(listening, last);
      while (!signal.aborted) {
        const arrived = await line.next();
        const frame = unseen(arrived.frame, last);
        if (frame !== undefined) {
          failures = 0;
          last = endOf(frame);
          yield frame;
        }
        line.took(arrived);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (line?.ponged) failures = 0;
      failures += 1;
      if (isHopeless(error) || failures > reconnects) throw error;
    } finally {
      signal.removeEventListener("abort", cut);
      line?.close(new ConnectionError("the feed was ended"));
    }
    await pause(backoffMs(failures, BACKOFF), signal).catch(() => {});
  }
}

/** The frame without what was seen before; undefined when nothing is left of it. */
function unseen<Frame extends AnyFrame>(frame: Frame, last: number | undefined): Frame | undefined {
  // A snapshot starts afresh, also from an earlier change: what is sold was restored from a backup then.
  if (frame.type === "snapshot") return frame.seq === last ? undefined : frame;
  if (last === undefined) throw new ProtocolError("the feed began with changes instead of a snapshot");
  if (frame.to_seq <= last) return undefined;
  if (frame.from_seq > last + 1)
    throw new ProtocolError(`the feed left out changes ${last + 1} to ${frame.from_seq - 1}`);
  return frame.from_seq === last + 1 ? frame : { ...frame, from_seq: last + 1 };
}

function endOf(frame: AnyFrame): number {
  return frame.type === "snapshot" ? frame.seq : frame.to_seq;
}

/** What another connection would not mend: a key that may not listen, what is not there, a wrong option. */
function isHopeless(error: unknown): boolean {
  return isProblem(error) ? !error.problem.retryable : !(error instanceof HoldfastError);
}

async function lineFrom<Frame extends AnyFrame>(
  listening: Listening,
  last: number | undefined,
): Promise<FeedLine<Frame>> {
  const { source, place, signal } = listening;
  const { settings, send } = source;
  const url = `${settings.baseUrl.replace(/^http/, "ws")}${place.path}${last === undefined ? "" : `?since=${last}`}`;
  const open = await opener(listening, url);
  try {
    return await opened<Frame>(listening, open);
  } catch (error) {
    // How a refused handshake looks differs from one WebSocket to the next; a call says plainly what is wrong.
    const { name, request } = place.asks;
    await send.one({ name, key: "none" }, request, { signal, retries: 0 });
    throw error;
  }
}

/** What opens the socket: with the key where `connect` can send it, else with a ticket. */
async function opener(listening: Listening, url: string): Promise<() => Promise<WebSocketLike>> {
  const { source, place, signal } = listening;
  const { settings, send } = source;
  const { connect } = settings;
  if (connect === undefined) {
    const WebSocket = settings.WebSocket ?? (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
    if (WebSocket === undefined) throw new TypeError(NO_WEBSOCKET);
    const asked = send.one<FeedTicketResponse>({ name: "feed/ticket", key: "none" }, place.ticket, {
      signal,
      retries: 0,
    });
    const { protocols } = await asked;
    return async () => new WebSocket(url, protocols);
  }
  const token = await tokenFor(listening);
  const headers: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${headerText("token", token)}` };
  return () => connected(connect, url, headers);
}

function tokenFor({ source, signal }: Listening): Promise<string | undefined> {
  const { token, attemptTimeoutMs: timeoutMs } = source.settings;
  const expired = (): TimeoutError =>
    new TimeoutError(`the feed got no token within ${timeoutMs} ms (attemptTimeoutMs)`);
  return limited({ signal, timeoutMs, expired }, async () => token?.({ rejected: undefined }));
}

async function connected(connect: Connect, url: string, headers: Record<string, string>): Promise<WebSocketLike> {
  try {
    return await connect(url, headers);
  } catch (error) {
    throw new ConnectionError("connect made no connection for the feed", undefined, error);
  }
}

/** A socket that opens too late, or when nobody wants it any more, is closed. */
function opened<Frame extends AnyFrame>(
  { source, signal, silence_ms }: Listening,
  open: () => Promise<WebSocketLike>,
): Promise<FeedLine<Frame>> {
  const timeoutMs = source.settings.attemptTimeoutMs;
  const expired = (): TimeoutError =>
    new TimeoutError(`the feed did not open within ${timeoutMs} ms (attemptTimeoutMs)`);
  return limited({ signal, timeoutMs, expired }, async (unwanted) => {
    const socket = await open();
    const line = FeedLine.opened<Frame>(socket, silence_ms);
    if (unwanted.aborted) socket.close();
    else unwanted.addEventListener("abort", () => socket.close());
    return line;
  });
}
