import type { Signal } from "./abort-signal.ts";
import type { Answer, Pages } from "./answer.ts";

/** Settings of one call. */
export interface CallOptions {
  /**
   * Names the thing that you want done: the same key again has one effect. One is made when there is none; null sends
   * none where the API allows that, and then the call is not repeated. Operations that only read take no notice of it.
   */
  readonly idempotencyKey?: string | null | undefined;
  /** Ends the call at any moment: it rejects with the signal's reason. */
  readonly signal?: Signal | undefined;
  /** Milliseconds for the whole call, with repetitions and waits. */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds for one attempt. */
  readonly attemptTimeoutMs?: number | undefined;
  /** How often it may be repeated. */
  readonly retries?: number | undefined;
  /** Further headers; those that this package sets win. */
  readonly headers?: { readonly [name: string]: string } | undefined;
  /** W3C Trace Context; one is made when there is none. */
  readonly traceparent?: string | undefined;
  /** Your name for the request, in our logs and answers; one is made when there is none. */
  readonly requestId?: string | undefined;
}

export interface Operation {
  readonly name: string;
  readonly key: "required" | "accepted" | "none";
}

/** What the generated methods call. */
export interface Send {
  one<Data>(operation: Operation, request: object, options?: CallOptions): Answer<Data>;
  list<Item, Page>(operation: Operation, request: object, options?: CallOptions): Pages<Item, Page>;
}
