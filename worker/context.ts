// The only maker of time, randomness and request ids. Everything inside gets them from here.

export type RequestContext = {
  readonly now: number;
  readonly request_id: string;
  readonly trace_id: string;
  /** Of this request's own span; the caller's, if it sent one, is its parent. */
  readonly span_id: string;
  readonly parent_span_id: string | undefined;
  readonly traceparent: string;
};

const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;
/** W3C Trace Context: version 00 ends after its fields, later ones may go on, and there is no version ff. */
const TRACEPARENT = /^(?!ff)(?!00-.{52}.)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;

/** Takes over the caller's request id and trace where they are well formed, else makes new ones. */
export function requestContext(headers: Headers): RequestContext {
  const given_id = headers.get("x-request-id");
  const trace = TRACEPARENT.exec(headers.get("traceparent") ?? "");
  const usable = trace !== null && !/^0+$/.test(trace[1] ?? "") && !/^0+$/.test(trace[2] ?? "");
  const bytes = randomBytes(24);
  const trace_id = usable ? (trace[1] ?? "") : hex(bytes.subarray(0, 16));
  const span_id = hex(bytes.subarray(16));
  const flags = usable ? (trace[3] ?? "01") : "01";
  return {
    now: Date.now(),
    request_id: given_id !== null && REQUEST_ID.test(given_id) ? given_id : `req_${hex(randomBytes(12))}`,
    trace_id,
    span_id,
    parent_span_id: usable ? trace[2] : undefined,
    traceparent: `00-${trace_id}-${span_id}-${flags}`,
  };
}

const pool = new Uint8Array(4_096);
let pooled = 0;

/** Bytes nobody had before, at most 4,096; taken from a pool, because asking for a few costs as much as for many. */
export function randomBytes(length: number): Uint8Array {
  if (pooled < length) {
    crypto.getRandomValues(pool);
    pooled = pool.length;
  }
  pooled -= length;
  return pool.slice(pooled, pooled + length);
}

const CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** A booking's code: 50 random bits that people can read to each other, such as 7K3MN-QW9XA. */
export function bookingCode(): string {
  const letters = [...randomBytes(10)].map((byte) => CODE_LETTERS.charAt(byte & 31)).join("");
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte] ?? "";
  return text;
}

/** Since the request came in. */
export function elapsedMs({ now }: RequestContext): number {
  return Date.now() - now;
}
