// One call: its key and names are made once, and kept over its repetitions.
import type { Signal } from "./abort-signal.ts";
import { answer, type Page, pages, type Received } from "./answer.ts";
import type { CallOptions, Operation, Send } from "./call-options.ts";
import { headerText, type Settings, whole } from "./client-options.ts";
import { type CallFacts, ConnectionError, HoldfastError, ProblemError, ProtocolError, TimeoutError } from "./errors.ts";
import { randomHex, randomUuid } from "./randomness.ts";
import { readText, received } from "./read-response.ts";
import { backoffMs, limited, pause } from "./time-limit.ts";

const BACKOFF = { firstMs: 250, mostMs: 5_000 } as const;

interface Call {
  readonly facts: CallFacts;
  readonly settings: Settings;
  readonly signal: Signal | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly repeatable: boolean;
  readonly retries: number;
  readonly attemptTimeoutMs: number;
  readonly timeoutMs: number;
  readonly endsAtMs: number;
}

export function sender(settings: Settings): Send {
  const once = <Data>(operation: Operation, request: object, options: CallOptions): Promise<Received<Data>> =>
    begun(settings, { operation, request }, options).then((call) => sent<Data>(call));
  return {
    one: (operation, request, options = {}) => answer(once(operation, request, options)),
    list: <Item, Whole>(operation: Operation, request: object, options: CallOptions = {}) => {
      // A list's answer is a page: that is how the generator tells lists.
      type Paged = Whole & Page<Item>;
      return pages<Item, Paged>(once<Paged>(operation, request, options), (cursor) =>
        once<Paged>(operation, { ...request, cursor }, options),
      );
    },
  };
}

async function begun(
  settings: Settings,
  { operation, request }: { operation: Operation; request: object },
  options: CallOptions,
): Promise<Call> {
  if (typeof request !== "object" || request === null) throw new TypeError(`${operation.name} takes an object`);
  const idempotencyKey = await keyOf(operation, options);
  const requestId = headerText("requestId", options.requestId ?? (await randomUuid()));
  const traceparent = options.traceparent ?? `00-${await randomHex(16)}-${await randomHex(8)}-01`;
  const timeoutMs = whole("timeoutMs", options.timeoutMs ?? settings.timeoutMs, [1, 3_600_000]);
  return {
    facts: { operation: operation.name, requestId, idempotencyKey },
    settings,
    signal: options.signal,
    body: JSON.stringify(request),
    headers: {
      ...furtherHeaders({ ...settings.headers, ...options.headers }),
      accept: "application/json, application/problem+json",
      "content-type": "application/json",
      "x-request-id": requestId,
      traceparent: headerText("traceparent", traceparent),
      ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
    },
    repeatable: operation.key === "none" || idempotencyKey !== undefined,
    retries: whole("retries", options.retries ?? settings.retries, [0, 10]),
    attemptTimeoutMs: whole("attemptTimeoutMs", options.attemptTimeoutMs ?? settings.attemptTimeoutMs, [1, 3_600_000]),
    timeoutMs,
    endsAtMs: performance.now() + timeoutMs,
  };
}

async function keyOf(operation: Operation, { idempotencyKey }: CallOptions): Promise<string | undefined> {
  if (operation.key === "none") return undefined;
  if (idempotencyKey === undefined) return randomUuid();
  if (idempotencyKey === null) {
    if (operation.key === "accepted") return undefined;
    throw new TypeError(`${operation.name} needs an idempotencyKey: leave it out and one is made`);
  }
  if (typeof idempotencyKey === "string" && /^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) return idempotencyKey;
  throw new TypeError("idempotencyKey must be 1 to 255 visible ASCII characters without spaces");
}

async function sent<Data>(call: Call): Promise<Received<Data>> {
  let token = await tokenOf(call, undefined);
  let renewed = false;
  let failures = 0;
  for (;;) {
    try {
      return await attempt<Data>(call, token);
    } catch (error) {
      if (!(error instanceof HoldfastError)) throw error;
      failures += 1;
      error.attempts = failures;
      if (error instanceof ProblemError && error.status === 401 && call.settings.renewable && !renewed) {
        renewed = true;
        const another = await tokenOf(call, token);
        if (another === token) throw error;
        token = another;
        continue;
      }
      const wait_ms = waitBeforeNext(error, call, renewed ? failures - 1 : failures);
      if (wait_ms === undefined) throw error;
      await pause(wait_ms, call.signal);
    }
  }
}

/** Undefined when it must not be sent again, or has no time left to be. */
function waitBeforeNext(error: HoldfastError, call: Call, failures: number): number | undefined {
  if (!call.repeatable || failures > call.retries) return undefined;
  let asked_ms = 0;
  if (error instanceof ProblemError) {
    if (!error.problem.retryable) return undefined;
    asked_ms = (error.retryAfterSeconds ?? 0) * 1_000;
    if (asked_ms > call.settings.retryAfterMaxMs) return undefined;
  } else if (!(error instanceof ConnectionError || error instanceof TimeoutError || isGateways(error))) {
    return undefined;
  }
  const wait_ms = asked_ms + backoffMs(failures, BACKOFF);
  return performance.now() + wait_ms < call.endsAtMs ? wait_ms : undefined;
}

/** What a proxy answers when it did not reach the API, or lost it. */
function isGateways(error: HoldfastError): boolean {
  return error instanceof ProtocolError && (error.status === 502 || error.status === 503 || error.status === 504);
}

function attempt<Data>(call: Call, token: string | undefined): Promise<Received<Data>> {
  const { facts, settings, body } = call;
  const headers = { ...call.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  return limited(attemptLimit(call, "answer"), async (signal) => {
    let response: Awaited<ReturnType<typeof settings.fetch>>;
    let text: string;
    try {
      const url = `${settings.baseUrl}/v1/${facts.operation}`;
      response = await settings.fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
      text = await readText(response, settings.responseBytesMax, facts);
    } catch (error) {
      if (error instanceof HoldfastError) throw error;
      throw new ConnectionError(`${facts.operation} got no answer: ${reasonOf(error)}`, facts, error);
    }
    return received<Data>(response, text, facts);
  });
}

function attemptLimit({ facts, signal, attemptTimeoutMs, timeoutMs, endsAtMs }: Call, what: string) {
  const left_ms = Math.max(0, endsAtMs - performance.now());
  const expired = (): TimeoutError =>
    left_ms <= attemptTimeoutMs
      ? new TimeoutError(`${facts.operation} got no ${what} within ${timeoutMs} ms (timeoutMs)`, facts)
      : new TimeoutError(`${facts.operation} got no ${what} within ${attemptTimeoutMs} ms (attemptTimeoutMs)`, facts);
  return { signal, timeoutMs: Math.min(left_ms, attemptTimeoutMs), expired };
}

async function tokenOf(call: Call, rejected: string | undefined): Promise<string | undefined> {
  const { token } = call.settings;
  if (token === undefined) return undefined;
  return headerText("token", await limited(attemptLimit(call, "token"), async () => token({ rejected })));
}

function furtherHeaders(headers: { readonly [name: string]: string }): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [name.toLowerCase(), headerText(`the header ${name}`, text)]),
  );
}

/** fetch says "fetch failed" and keeps what happened in its cause. */
function reasonOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error ? `${message} (${cause.message})` : message;
}
