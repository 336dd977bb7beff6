// The headers of the OpenAPI document: what every request may carry, and what answers do.
import type { JsonObject } from "./json-schema.ts";

const text = (description: string, more: JsonObject): JsonObject => ({
  description,
  schema: { type: "string", ...more },
});
const number = (description: string): JsonObject => ({
  description,
  schema: { type: "integer", format: "int32", minimum: 0, maximum: 2_147_483_647 },
});

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  description:
    "A new value for each thing you want done, the same one when you retry it; kept for 24 hours a channel and operation",
  schema: { type: "string", minLength: 1, maxLength: 255, pattern: "^[\\x21-\\x7e]+$" },
  example: "5f1c8a52-7d0e-4c55-9f0a-3d5a3c9f2b11",
} as const;
const TRACE_SCHEMA = {
  type: "string",
  maxLength: 512,
  pattern: "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}",
} as const;

export const PARAMETERS: JsonObject = {
  IdempotencyKeyRequired: { ...IDEMPOTENCY_KEY, required: true },
  IdempotencyKey: { ...IDEMPOTENCY_KEY, required: false },
  IdempotencyKeyOrBooking: {
    ...IDEMPOTENCY_KEY,
    required: false,
    description: `${IDEMPOTENCY_KEY.description}. Without one, a request that names its external_booking_id is its own key: the same request again within that time has the same answer. A request with neither is refused`,
  },
  XRequestId: {
    name: "X-Request-Id",
    in: "header",
    required: false,
    description: "Your own name for this request; made when it is missing or malformed",
    schema: { type: "string", minLength: 1, maxLength: 128 },
    example: "checkout-7f3a",
  },
  Traceparent: {
    name: "traceparent",
    in: "header",
    required: false,
    description: "W3C Trace Context: your span becomes the parent of ours",
    schema: TRACE_SCHEMA,
    example: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  },
  IfNoneMatch: {
    name: "If-None-Match",
    in: "header",
    required: false,
    description: "The ETag of what you have: where that is still current the answer is 304, without a body",
    schema: { type: "string", minLength: 1, maxLength: 1_024 },
    example: '"4c0e8a7d52b1f396"',
  },
};

export const HEADERS: JsonObject = {
  "x-request-id": text("Yours, or one that was made", { maxLength: 128 }),
  traceparent: { description: "W3C Trace Context of this request", schema: TRACE_SCHEMA },
  "Access-Control-Allow-Origin": text("Your origin, if it is one of those that are configured", { maxLength: 255 }),
  "Idempotency-Replayed": text("true when this is the answer of an earlier request with the same key", {
    enum: ["true"],
  }),
  "Holdfast-Seq": number("The departure's last change when it answered"),
  "Holdfast-Next-Cursor": text("next_cursor of a list that is answered as CSV", { maxLength: 512 }),
  ETag: text("Of the content: the same as long as that is the same", { maxLength: 128 }),
  "RateLimit-Limit": number("Requests that your key may make in a minute"),
  "RateLimit-Remaining": number("Requests that it may still make in this minute"),
  "RateLimit-Reset": number("Seconds until the minute is over"),
  "Retry-After": number("Seconds to wait before the next try"),
  "WWW-Authenticate": text("How to authenticate", { maxLength: 100 }),
};

export function headerReferences(...names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}
