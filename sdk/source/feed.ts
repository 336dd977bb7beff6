// Every change of a departure, once and in order, over as many connections as it takes. A line is opened only when the
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
import { FeedLine } from "./feed-line.ts";
import type { Departure, DepartureGetRequest } from "./generated/departure.ts";
import type { FeedFrame, FeedTicketRequest, FeedTicketResponse } from "./generated/feed.ts";
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

/** Nothing is asked for before the first frame is wanted. */
export function feed(
  source: FeedSource,
  departure_id: string,
  options: FeedOptions = {},
): AsyncGenerator<FeedFrame, void, undefined> {
  const { since } = options;
  if (since !== undefined) whole("since", since, [0, 999_999_999_999_999]);
  const stopping = new AbortController();
  const listening = {
    source,
    departure_id,
    since,
    stopping,
    signal: stopping.signal,
    silence_ms: whole("silenceMs", options.silenceMs ?? 20_000, [1, 600_000]),
    reconnects: whole("reconnects", options.reconnects ?? 100, [0, 100_000]),
  };
  const frames = untilAborted(listening, options.signal);
  const end = frames.return.bind(frames);
  return Object.assign(frames, {
    // A generator's own return() would wait for the frame that is being waited for.
    return: () => {
      stopping.abort();
      return end();
    },
  });
}

async function* untilAborted(
  listening: Listening,
  signal: Signal | undefined,
): AsyncGenerator<FeedFrame, void, undefined> {
  const stop = (): void => listening.stopping.abort();
  if (signal?.aborted) return;
  signal?.addEventListener("abort", stop, { once: true });
  try {
    yield* eachFrame(listening);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

interface Listening {
  readonly stopping: AbortController;
  readonly source: FeedSource;
  readonly departure_id: string;
  readonly since: number | undefined;
  readonly signal: Signal;
  readonly silence_ms: number;
  readonly reconnects: number;
}

async function* eachFrame(listening: Listening): AsyncGenerator<FeedFrame, void, undefined> {
  const { signal, reconnects } = listening;
  let last = listening.since;
  let failures = 0;
  while (!signal.aborted) {
    let line: FeedLine | undefined;
    const cut = (): void => line?.close(new ConnectionError("the feed was ended"));
    signal.addEventListener("abort", cut);
    try {
      line = await lineFrom(listening, last);
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
function unseen(frame: FeedFrame, last: number | undefined): FeedFrame | undefined {
  // A snapshot starts afresh, also from an earlier change: the departure was restored from a backup then.
  if (frame.type === "snapshot") return frame.seq === last ? undefined : frame;
  if (last === undefined) throw new ProtocolError("the feed began with changes instead of a snapshot");
  if (frame.to_seq <= last) return undefined;
  if (frame.from_seq > last + 1)
    throw new ProtocolError(`the feed left out changes ${last + 1} to ${frame.from_seq - 1}`);
  return frame.from_seq === last + 1 ? frame : { ...frame, from_seq: last + 1 };
}

function endOf(frame: FeedFrame): number {
  return frame.type === "snapshot" ? frame.seq : frame.to_seq;
}

/** What another connection would not mend: a key that may not listen, a departure that is not there, a wrong option. */
function isHopeless(error: unknown): boolean {
  return isProblem(error) ? !error.problem.retryable : !(error instanceof HoldfastError);
}

async function lineFrom(listening: Listening, last: number | undefined): Promise<FeedLine> {
  const { source, departure_id, signal } = listening;
  const { settings, send } = source;
  const path = `/ws/departures/${encodeURIComponent(departure_id)}`;
  const url = `${settings.baseUrl.replace(/^http/, "ws")}${path}${last === undefined ? "" : `?since=${last}`}`;
  const { connect } = settings;
  if (connect === undefined) {
    const WebSocket = settings.WebSocket ?? (globalThis as { WebSocket?: WebSocketConstructor }).WebSocket;
    if (WebSocket === undefined) throw new TypeError(NO_WEBSOCKET);
    const asked: FeedTicketRequest = { departure_id };
    const ticket = await send.one<FeedTicketResponse>({ name: "feed/ticket", key: "none" }, asked, {
      signal,
      retries: 0,
    });
    return opened(listening, async () => new WebSocket(url, ticket.protocols));
  }
  const token = await tokenFor(listening);
  const headers: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${headerText("token", token)}` };
  try {
    return await opened(listening, () => connected(connect, url, headers));
  } catch (error) {
    // How a refused handshake looks differs from one WebSocket to the next; a call says plainly what is wrong.
    const asked: DepartureGetRequest = { departure_id };
    await send.one<Departure>({ name: "departure/get", key: "none" }, asked, { signal, retries: 0 });
    throw error;
  }
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
function opened({ source, signal, silence_ms }: Listening, open: () => Promise<WebSocketLike>): Promise<FeedLine> {
  const timeoutMs = source.settings.attemptTimeoutMs;
  const expired = (): TimeoutError =>
    new TimeoutError(`the feed did not open within ${timeoutMs} ms (attemptTimeoutMs)`);
  return limited({ signal, timeoutMs, expired }, async (unwanted) => {
    const socket = await open();
    const line = FeedLine.opened(socket, silence_ms);
    if (unwanted.aborted) socket.close();
    else unwanted.addEventListener("abort", () => socket.close());
    return line;
  });
}
