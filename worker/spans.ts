// Spans of OpenTelemetry, sent as OTLP/HTTP JSON to the collector at OTLP_ENDPOINT; without one nothing is kept.
// Gathered in the isolate and sent about once a second after a request. Spans are lost rather than waited for.
import type { Environment } from "../durable-objects/environment.ts";
import { hex, type RequestContext, randomBytes } from "./context.ts";

export type Span = {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id: string | undefined;
  readonly name: string;
  /** 2: answers a request of someone else; 3: makes one. */
  readonly kind: 2 | 3;
  readonly started_ms: number;
  readonly ended_ms: number;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly failed: boolean;
};

const SPANS_MAX = 2_000;
const SEND_MS = 1_000;
const ANSWER_WITHIN_MS = 5_000;

let gathered: Span[] = [];
let sent_at_ms = 0;

export function recordSpan(environment: Environment, span: Span): void {
  if (environment.OTLP_ENDPOINT !== undefined && gathered.length < SPANS_MAX) gathered.push(span);
}

/** Runs a call to an object as a child span of the request. */
export async function spanned<T>(
  environment: Environment,
  context: RequestContext,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  if (environment.OTLP_ENDPOINT === undefined) return work();
  const started_ms = Date.now();
  let failed = true;
  try {
    const result = await work();
    failed = false;
    return result;
  } finally {
    const { trace_id, span_id: parent_span_id } = context;
    const span_id = hex(randomBytes(8));
    const ended_ms = Date.now();
    recordSpan(environment, {
      trace_id,
      span_id,
      parent_span_id,
      name,
      kind: 3,
      started_ms,
      ended_ms,
      attributes: {},
      failed,
    });
  }
}

export function sendSpans(environment: Environment, now: number, waitUntil: (work: Promise<unknown>) => void): void {
  const { OTLP_ENDPOINT, OTLP_AUTHORIZATION } = environment;
  if (OTLP_ENDPOINT === undefined || gathered.length === 0 || now - sent_at_ms < SEND_MS) return;
  sent_at_ms = now;
  const spans = gathered;
  gathered = [];
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (OTLP_AUTHORIZATION !== undefined) headers["authorization"] = OTLP_AUTHORIZATION;
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
  const sending = fetch(`${OTLP_ENDPOINT}/v1/traces`, {
    method: "POST",
    headers,
    body: JSON.stringify(otlp(spans)),
    signal,
  });
  waitUntil(sending.then((response) => response.body?.cancel()).catch(() => undefined));
}

function otlp(spans: readonly Span[]): object {
  const resource = { attributes: [attribute("service.name", "holdfast")] };
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "holdfast" }, spans: spans.map(otlpSpan) }] }] };
}

function otlpSpan(span: Span): object {
  return {
    traceId: span.trace_id,
    spanId: span.span_id,
    ...(span.parent_span_id === undefined ? {} : { parentSpanId: span.parent_span_id }),
    name: span.name,
    kind: span.kind,
    startTimeUnixNano: `${span.started_ms}000000`,
    endTimeUnixNano: `${span.ended_ms}000000`,
    attributes: Object.entries(span.attributes).map(([name, value]) => attribute(name, value)),
    status: { code: span.failed ? 2 : 1 },
  };
}

function attribute(key: string, value: string | number): object {
  return { key, value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value } };
}
