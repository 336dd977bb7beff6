// From a response to what the caller gets: data, or an error that says what was answered instead.
import type { RateLimit, Received } from "./answer.ts";
import type { FetchedResponse } from "./client-options.ts";
import { type CallFacts, ProblemError, ProtocolError } from "./errors.ts";
import type { Problem } from "./generated/problems.ts";

interface ByteReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
  cancel(): Promise<void>;
}

const SHOWN_CHARACTERS = 200;

/** Reads no more than it is allowed to, so that a wrong address cannot fill the memory. */
export async function readText(response: FetchedResponse, bytes_max: number, call: CallFacts): Promise<string> {
  const tooLarge = (): ProtocolError =>
    new ProtocolError(
      `${call.operation} was answered with more than ${bytes_max} bytes (responseBytesMax)`,
      call,
      response.status,
    );
  const reader = readerOf(response.body);
  if (reader === undefined) {
    const text = await response.text();
    if (text.length > bytes_max) throw tooLarge();
    return text;
  }
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || value === undefined) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > bytes_max) {
      await reader.cancel();
      throw tooLarge();
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** At exit: the operation was done. Rejections are a ProblemError or a ProtocolError. */
export function received<Data>(response: FetchedResponse, text: string, call: CallFacts): Received<Data> {
  const { status, headers } = response;
  const media_type = (headers.get("content-type") ?? "").split(";", 1).join("").trim().toLowerCase();
  if (status >= 400 && media_type === "application/problem+json") {
    throw new ProblemError(problemIn(text, status, call), call, seconds(headers.get("retry-after")));
  }
  if (status < 200 || status >= 300)
    throw unexpected(`status ${status}, ${media_type || "no media type"}`, text, { status, call });
  const data = media_type === "application/json" ? objectIn(text) : undefined;
  if (data === undefined) {
    throw unexpected(`status ${status} and ${media_type || "no media type"} that is not a JSON object`, text, {
      status,
      call,
    });
  }
  return {
    // The contract's word for it: the types are generated from what the server checks its answers against.
    data: data as Data,
    status,
    requestId: headers.get("x-request-id") ?? call.requestId,
    traceparent: headers.get("traceparent") ?? undefined,
    seq: seconds(headers.get("holdfast-seq")),
    replayed: headers.get("idempotency-replayed") === "true",
    rateLimit: rateLimitIn(headers),
  };
}

function problemIn(text: string, status: number, call: CallFacts): Problem {
  const problem = objectIn(text) as Partial<Problem> | undefined;
  if (
    typeof problem?.code !== "string" ||
    typeof problem.detail !== "string" ||
    typeof problem.retryable !== "boolean"
  ) {
    throw unexpected(`status ${status} and a problem without code, detail and retryable`, text, { status, call });
  }
  return problem as Problem;
}

function unexpected(what: string, text: string, { status, call }: { status: number; call: CallFacts }): ProtocolError {
  const start = text.slice(0, SHOWN_CHARACTERS).replaceAll(/\s+/g, " ").trim();
  const redirected = status >= 300 && status < 400 ? " Set baseUrl to where it redirects." : "";
  const maybe =
    call.idempotencyKey === undefined
      ? ""
      : " Whether it was done is not known: call again with the same idempotencyKey, which this error has.";
  return new ProtocolError(
    `${call.operation} was answered with ${what}, which this API does not answer.${redirected}${maybe}${start === "" ? "" : ` It begins: ${start}`}`,
    call,
    status,
  );
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function rateLimitIn(headers: FetchedResponse["headers"]): RateLimit | undefined {
  const limit = seconds(headers.get("ratelimit-limit"));
  const remaining = seconds(headers.get("ratelimit-remaining"));
  const resetSeconds = seconds(headers.get("ratelimit-reset"));
  if (limit === undefined || remaining === undefined || resetSeconds === undefined) return undefined;
  return { limit, remaining, resetSeconds };
}

/** A whole number, or undefined when there is none. */
function seconds(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function readerOf(body: unknown): ByteReader | undefined {
  if (typeof body !== "object" || body === null || !("getReader" in body)) return undefined;
  // What has getReader is a ReadableStream, and a response's are of bytes.
  return (body as { getReader(): ByteReader }).getReader();
}
