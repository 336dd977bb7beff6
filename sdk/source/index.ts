// What is public.
import { Client } from "./client.ts";
import { ConnectionError, HoldfastError, isProblem, ProblemError, ProtocolError, TimeoutError } from "./errors.ts";
import { SeatStates } from "./seat-states.ts";
import { verifyWebhook, WebhookError } from "./webhook.ts";

export type { Answer, Pages, RateLimit, Received } from "./answer.ts";
export type { CallOptions } from "./call-options.ts";
export type {
  ClientOptions,
  Connect,
  Fetch,
  KeyExchange,
  TokenSource,
  WebSocketConstructor,
  WebSocketLike,
} from "./client-options.ts";
export type { FeedOptions } from "./feed.ts";
export type { ShowPlace } from "./feed-place.ts";
export type * from "./generated/types.ts";
export type { SeatAsListed, SeatState } from "./seat-states.ts";
export type { VerifiedWebhook, WebhookFault, WebhookMessage } from "./webhook.ts";
export {
  Client,
  ConnectionError,
  HoldfastError,
  isProblem,
  ProblemError,
  ProtocolError,
  SeatStates,
  TimeoutError,
  verifyWebhook,
  WebhookError,
};
