// The last step of every request: headers, one log line, one count.

import { problemKind } from "../contract/problems.ts";
import type { Environment } from "../durable-objects/environment.ts";
import { acceptsGzip } from "./accept-encoding.ts";
import type { RateState } from "./admitted-keys.ts";
import { flushApiLog, logRequest } from "./api-log.ts";
import type { Origin, Reply, SentFile } from "./call.ts";
import type { RequestContext } from "./context.ts";
import { etagOf } from "./etag.ts";
import { countUse, flushUses } from "./key-usage.ts";
import { countRequest, flushCounts } from "./metrics.ts";
import { type Failure, problemBody } from "./problem.ts";
import { recordSpan, sendSpans } from "./spans.ts";

export const SECURITY_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

/** Of a file that somebody else made: shown by itself it runs nothing, and it is asked for again, because it changes. */
const FILE_HEADERS = {
  "cache-control": "private, no-cache",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
} as const;

/** In characters or bytes: below, compressing costs more than it saves. */
const COMPRESSED_FROM = 32_768;

/** What is known of a request when it is answered. */
export type Answered = {
  /** The operation's name, or "unknown". */
  readonly operation: string;
  readonly request: Request;
  readonly context: RequestContext;
  readonly environment: Environment;
  readonly waitUntil: (work: Promise<unknown>) => void;
  readonly principal?: string | undefined;
  readonly key_id?: string | undefined;
  /** For the API log. */
  readonly rate?: RateState | undefined;
  readonly created?: boolean;
};

export function respond(reply: Reply, about: Answered): Response {
  const headers = headersOf(reply, about);
  if (reply.ok) {
    const status = about.created ? 201 : 200;
    headers["content-type"] = reply.csv === undefined ? "application/json" : "text/csv; charset=utf-8";
    if (reply.csv?.next_cursor) headers["holdfast-next-cursor"] = reply.csv.next_cursor;
    return finished(reply.csv?.text ?? JSON.stringify(reply.body), status, headers, about);
  }
  return failed(reply.failure, reply.origin ?? about.context, headers, about);
}

export function respondFailure(failure: Failure, about: Answered): Response {
  return failed(failure, about.context, headersOf({ ok: false, failure }, about), about);
}

/** A text of another kind, such as the metrics. */
export function respondText(text: string, content_type: string, about: Answered): Response {
  return finished(text, 200, { ...headersOf({ ok: true, body: null }, about), "content-type": content_type }, about);
}

/** A file as it is. Compressed it is another sequence of bytes with the same meaning, which a weak tag says. */
export function respondFile(file: SentFile, about: Answered): Response {
  const { media_type, sha256, bytes, content, unchanged } = file;
  const headers: Record<string, string> = { ...headersOf({ ok: true, body: null }, about), ...FILE_HEADERS };
  const compressed = compresses(bytes, headers, about);
  headers["etag"] = etagOf(sha256, compressed);
  if (unchanged) {
    record(304, about);
    return new Response(null, { status: 304, headers });
  }
  headers["content-type"] = `${media_type}; charset=utf-8`;
  // A HEAD tells of no coding, because there is nothing that workerd could code.
  if (compressed && content !== null) headers["content-encoding"] = "gzip";
  record(200, about);
  return new Response(content, { status: 200, headers });
}

function failed(failure: Failure, origin: Origin, headers: Record<string, string>, about: Answered): Response {
  const { status } = problemKind(failure.code);
  headers["content-type"] = "application/problem+json";
  if (failure.retry_after_s !== undefined) headers["retry-after"] = String(failure.retry_after_s);
  if (failure.allow !== undefined) headers["allow"] = failure.allow;
  if (status === 401) {
    const error = failure.challenge === undefined ? "" : `, error="${failure.challenge}"`;
    headers["www-authenticate"] = `Bearer realm="holdfast"${error}`;
  }
  const { trace_id, request_id } = origin;
  return finished(
    problemBody(failure, { instance: instanceOf(about.operation), trace_id, request_id }),
    status,
    headers,
    about,
    failure.code,
  );
}

/** The same for every binding of an operation, so that a replay through another one has equal bytes. */
function instanceOf(operation: string): string {
  return operation === "unknown" ? "/" : `/v1/${operation}`;
}

function headersOf(reply: Reply, { context, rate }: Answered): Record<string, string> {
  const headers: Record<string, string> = {
    ...SECURITY_HEADERS,
    "x-request-id": context.request_id,
    traceparent: context.traceparent,
  };
  if (reply.replayed) headers["idempotency-replayed"] = "true";
  if (reply.seq !== undefined && reply.seq > 0) headers["holdfast-seq"] = String(reply.seq);
  if (rate) {
    headers["ratelimit-limit"] = String(rate.limit);
    headers["ratelimit-remaining"] = String(rate.remaining);
    headers["ratelimit-reset"] = String(Math.max(0, Math.ceil((rate.resets_at_ms - context.now) / 1_000)));
  }
  return headers;
}

function finished(
  body: string,
  status: number,
  headers: Record<string, string>,
  about: Answered,
  code?: string,
): Response {
  record(status, about, code);
  // workerd compresses what says that it is.
  if (compresses(body.length, headers, about)) headers["content-encoding"] = "gzip";
  return new Response(body, { status, headers });
}

/** At exit: the headers say what the answer depends on. */
function compresses(length: number, headers: Record<string, string>, { request }: Answered): boolean {
  if (length <= COMPRESSED_FROM) return false;
  headers["vary"] = "accept-encoding";
  return acceptsGzip(request);
}

/** One log line, one count, one span. */
export function record(status: number, about: Answered, code?: string): void {
  const { operation, context, principal, key_id, environment } = about;
  const now = Date.now();
  const duration_ms = now - context.now;
  const { request_id, trace_id } = context;
  const line = {
    level: status >= 500 ? "error" : "info",
    time: now,
    request_id,
    trace_id,
    operation,
    principal,
    status,
    duration_ms,
    code,
  };
  console.log(JSON.stringify(line));
  countRequest(operation, status, duration_ms);
  flushCounts(environment, now, about.waitUntil);
  if (principal !== undefined && key_id !== undefined) {
    countUse({ channel: principal, key_id, operation, status, duration_ms, now });
  }
  flushUses(environment, now, about.waitUntil);
  logRequest(environment, {
    at_ms: now,
    key_id: key_id ?? null,
    channel: principal ?? null,
    operation,
    status,
    code: code ?? null,
    duration_ms,
    request_id,
    trace_id,
    request: about.request,
  });
  flushApiLog(environment, now, about.waitUntil);
  recordSpan(environment, {
    trace_id,
    span_id: context.span_id,
    parent_span_id: context.parent_span_id,
    name: operation,
    kind: 2,
    started_ms: context.now,
    ended_ms: now,
    attributes: { "http.response.status_code": status, "holdfast.request_id": request_id },
    failed: status >= 500,
  });
  sendSpans(environment, now, about.waitUntil);
}
