// What a client is made with, and the same once it is checked and complete.
import type { Signal } from "./abort-signal.ts";
import type { AuthTokenRequest } from "./generated/auth.ts";

/** Asked before a call, and once more when the token was `rejected` with a 401: answer another one then. */
export type TokenSource = (asked: { readonly rejected: string | undefined }) => string | Promise<string>;

export interface KeyExchange {
  /** The key; it is sent to `auth/token` only. */
  readonly apiKey: string;
  /** What the tokens shall be good for, such as ["read"]; all that the key is by default. */
  readonly permissions?: AuthTokenRequest["permissions"] | undefined;
}

export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body: string;
  redirect: "manual";
  signal: Signal;
}

export interface FetchedResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: unknown;
  text(): Promise<string>;
}

export type Fetch = (url: string, init: FetchInit) => Promise<FetchedResponse>;

export interface SocketEvent {
  readonly type?: string;
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
  readonly error?: unknown;
}

/** As browsers, Node 22 and the package ws have it. */
export interface WebSocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "open" | "message" | "close" | "error", listener: (event: SocketEvent) => void): void;
}

export type WebSocketConstructor = new (url: string, protocols?: string[]) => WebSocketLike;
export type Connect = (url: string, headers: Record<string, string>) => WebSocketLike | Promise<WebSocketLike>;

export interface ClientOptions {
  /** Where the API is, such as https://api.example.com. */
  readonly baseUrl: string;
  /** An API key, a key to exchange for tokens of an hour, or what gives a token when one is needed. */
  readonly token?: string | KeyExchange | TokenSource | undefined;
  /** Instead of the global fetch. It must honour `signal`. */
  readonly fetch?: Fetch | undefined;
  /** For the feed, instead of the global WebSocket. */
  readonly WebSocket?: WebSocketConstructor | undefined;
  /** For the feed on a server: opens a socket with headers, which then shows your own holds and bookings. */
  readonly connect?: Connect | undefined;
  /** Milliseconds for a whole call, with repetitions and waits; 60000 by default. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for one attempt; 15000 by default. */
  readonly attemptTimeoutMs?: number | undefined;
  /** How often a call may be repeated, 0 to 10; 2 by default. */
  readonly retries?: number | undefined;
  /** The longest `Retry-After` that is waited for; 30000 by default. */
  readonly retryAfterMaxMs?: number | undefined;
  /** The largest answer that is read; 32 MiB by default. */
  readonly responseBytesMax?: number | undefined;
  /** Further headers of every call. */
  readonly headers?: { readonly [name: string]: string } | undefined;
}

export interface Settings {
  readonly baseUrl: string;
  readonly token: TokenSource | undefined;
  /** The key to make the token source from. */
  readonly exchange: KeyExchange | undefined;
  /** Whether asking again can give another token. */
  readonly renewable: boolean;
  readonly fetch: Fetch;
  readonly WebSocket: WebSocketConstructor | undefined;
  readonly connect: Connect | undefined;
  readonly timeoutMs: number;
  readonly attemptTimeoutMs: number;
  readonly retries: number;
  readonly retryAfterMaxMs: number;
  readonly responseBytesMax: number;
  readonly headers: { readonly [name: string]: string };
}

const HOUR_MS = 3_600_000;

export function settle(options: ClientOptions): Settings {
  const { token } = options;
  return {
    baseUrl: baseUrl(options.baseUrl),
    token: typeof token === "string" ? () => token : typeof token === "function" ? token : undefined,
    exchange: typeof token === "object" ? keyExchange(token) : undefined,
    renewable: typeof token === "function" || typeof token === "object",
    fetch: options.fetch ?? globalFetch(),
    WebSocket: options.WebSocket,
    connect: options.connect,
    timeoutMs: whole("timeoutMs", options.timeoutMs ?? 60_000, [1, HOUR_MS]),
    attemptTimeoutMs: whole("attemptTimeoutMs", options.attemptTimeoutMs ?? 15_000, [1, HOUR_MS]),
    retries: whole("retries", options.retries ?? 2, [0, 10]),
    retryAfterMaxMs: whole("retryAfterMaxMs", options.retryAfterMaxMs ?? 30_000, [0, HOUR_MS]),
    responseBytesMax: whole("responseBytesMax", options.responseBytesMax ?? 33_554_432, [1, 1_073_741_824]),
    headers: options.headers ?? {},
  };
}

function keyExchange(exchange: KeyExchange): KeyExchange {
  headerText("token.apiKey", exchange.apiKey);
  return exchange;
}

/** The number itself; a TypeError names what is wrong with it. */
export function whole(name: string, value: number, [least, most]: readonly [number, number]): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new TypeError(`${name} must be a whole number from ${least} to ${most}, not ${String(value)}`);
}

/** The text itself; a TypeError when a header cannot carry it. The text is not shown: it may be a secret. */
export function headerText(name: string, text: string): string {
  if (typeof text === "string" && /^[\x20-\x7e]+$/.test(text)) return text;
  throw new TypeError(`${name} must be a text of visible ASCII characters, which a header can carry`);
}

function baseUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError(`baseUrl must be an address such as https://api.example.com, not ${text}`);
  }
  if (!/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new TypeError("baseUrl must begin with https:// or http:// and have no user, query or fragment");
  }
  return url.href.replace(/\/+$/, "");
}

function globalFetch(): Fetch {
  if (typeof globalThis.fetch !== "function") {
    throw new TypeError("There is no global fetch here: pass one as the option fetch");
  }
  return (url, init) => globalThis.fetch(url, init);
}
