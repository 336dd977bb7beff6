// Violations of each convention of contract/spectral.yaml, to see that its rule finds them.
import { object } from "./document.ts";
import { and, type Edit, field, operationAt, plus, remove, to } from "./planted.ts";

export interface Violation {
  readonly rule: string;
  readonly fact: string;
  readonly at: readonly string[];
  readonly edit: Edit;
}

const TEXT = { type: "string", maxLength: 40 } as const;
const TIME = { type: "string", format: "date-time", maxLength: 64 } as const;

const OF_OPERATIONS: readonly Violation[] = [
  { rule: "holdfast-path", fact: "a path in snake_case", at: ["paths", "/v1/tour/get_all"], edit: to({ post: {} }) },
  { rule: "holdfast-path", fact: "a path of three parts", at: ["paths", "/v1/tour/get/all"], edit: to({ post: {} }) },
  { rule: "holdfast-path", fact: "a path of another case", at: ["paths", "/V1/tour/find"], edit: to({ post: {} }) },
  { rule: "holdfast-post", fact: "a GET below /v1", at: ["paths", "/v1/tour/get", "get"], edit: to({ responses: {} }) },
  {
    rule: "holdfast-operation-id",
    fact: "an operationId with an underscore",
    at: operationAt("tour/get", "operationId"),
    edit: to("tour_get"),
  },
  ...["tags", "summary", "description", "x-holdfast-operation", "x-holdfast-scope", "x-holdfast-idempotency"].map(
    (name) => ({
      rule: "holdfast-operation",
      fact: `an operation without ${name}`,
      at: operationAt("tour/get", name),
      edit: remove,
    }),
  ),
  {
    rule: "holdfast-operation",
    fact: "a scope that does not exist",
    at: operationAt("tour/get", "x-holdfast-scope"),
    edit: to("write"),
  },
  {
    rule: "holdfast-scope-security",
    fact: "an open operation with a scope",
    at: operationAt("tour/get", "security"),
    edit: to([]),
  },
  {
    rule: "holdfast-scope-security",
    fact: "a closed operation without a scope",
    at: operationAt("health/ping", "security"),
    edit: remove,
  },
  {
    rule: "holdfast-idempotency-key",
    fact: "a required key without its parameter",
    at: operationAt("booking/hold", "parameters"),
    edit: to([]),
  },
  {
    rule: "holdfast-idempotency-key",
    fact: "a required key with an optional parameter",
    at: operationAt("booking/hold", "parameters"),
    edit: to([{ $ref: "#/components/parameters/IdempotencyKey" }]),
  },
  {
    rule: "holdfast-idempotency-key",
    fact: "an accepted key without its parameter",
    at: operationAt("tour/create", "parameters"),
    edit: to([]),
  },
  {
    rule: "holdfast-idempotency-key",
    fact: "a read with a key",
    at: operationAt("tour/get", "parameters"),
    edit: plus({ $ref: "#/components/parameters/IdempotencyKey" }),
  },
  {
    rule: "holdfast-request-id",
    fact: "an answer that does not name its request",
    at: operationAt("tour/get", "responses", "200", "headers", "x-request-id"),
    edit: remove,
  },
  {
    rule: "holdfast-request-id",
    fact: "a refusal that does not name its request",
    at: ["components", "responses", "NotFound", "headers", "x-request-id"],
    edit: remove,
  },
  {
    rule: "holdfast-problem",
    fact: "a refusal as plain JSON",
    at: operationAt("tour/get", "responses", "400", "content"),
    edit: (before) => ({ "application/json": object(before)["application/problem+json"] ?? {} }),
  },
  {
    rule: "holdfast-problem",
    fact: "a problem of its own",
    at: ["components", "responses", "NotFound", "content", "application/problem+json", "schema"],
    edit: to({ type: "object" }),
  },
  {
    rule: "holdfast-keyed-answers",
    fact: "an operation with a key that is never refused",
    at: operationAt("tour/get", "responses", "401"),
    edit: remove,
  },
  {
    rule: "holdfast-rate-limit",
    fact: "an answer without its limit",
    at: operationAt("tour/get", "responses", "200", "headers", "RateLimit-Remaining"),
    edit: remove,
  },
  {
    rule: "holdfast-body-example",
    fact: "a request without an example",
    at: operationAt("tour/get", "requestBody", "content", "application/json", "examples"),
    edit: remove,
  },
  {
    rule: "holdfast-body-example",
    fact: "a refusal without an example",
    at: ["components", "responses", "NotFound", "content", "application/problem+json", "examples"],
    edit: to({}),
  },
  {
    rule: "oas3-valid-media-example",
    fact: "an example that does not fit",
    at: operationAt("tour/get", "requestBody", "content", "application/json", "examples", "request", "value"),
    edit: to({ tour_id: 5 }),
  },
  {
    rule: "holdfast-parameter-example",
    fact: "a parameter without an example",
    at: ["components", "parameters", "XRequestId", "example"],
    edit: remove,
  },
];

const OF_SCHEMAS: readonly Violation[] = [
  { rule: "holdfast-snake-case", fact: "a member in camelCase", at: field("Tour", "shortName"), edit: to(TEXT) },
  {
    rule: "owasp:api4:2023-string-limit",
    fact: "a text without a bound",
    at: field("Tour", "name", "maxLength"),
    edit: remove,
  },
  { rule: "holdfast-time-named", fact: "a time by another name", at: field("Tour", "opening"), edit: to(TIME) },
  {
    rule: "holdfast-time-named",
    fact: "a time or null by another name",
    at: field("Tour", "opening"),
    edit: to({ anyOf: [TIME, { type: "null" }] }),
  },
  { rule: "holdfast-time-format", fact: "a time that is a text", at: field("Tour", "closed_at"), edit: to(TEXT) },
  { rule: "holdfast-id-named", fact: "an id by another name", at: field("Tour", "guide_uuid"), edit: to(TEXT) },
  {
    rule: "holdfast-id-text",
    fact: "an id that is a number",
    at: field("Tour", "guide_id"),
    edit: to({ type: "integer", format: "int32", minimum: 0, maximum: 9 }),
  },
  {
    rule: "holdfast-money",
    fact: "a price that is a number",
    at: field("Hold", "total_price"),
    edit: to({ type: "integer", format: "int32", minimum: 0, maximum: 9 }),
  },
  {
    rule: "holdfast-money",
    fact: "a price that is named beside a rule",
    at: field("Hold", "price_rule_fee"),
    edit: to({ type: "integer", format: "int32", minimum: 0, maximum: 9 }),
  },
  { rule: "holdfast-one-money", fact: "a currency beside Money", at: field("Tour", "currency"), edit: to(TEXT) },
  {
    rule: "holdfast-closed-request",
    fact: "a request that takes anything",
    at: ["components", "schemas", "BookingHoldRequest", "additionalProperties"],
    edit: remove,
  },
  {
    rule: "holdfast-closed-request",
    fact: "a part of a request that takes anything",
    at: field("BookingHoldRequest", "guest"),
    edit: to({ type: "object", properties: { name: TEXT } }),
  },
  {
    rule: "holdfast-open-response",
    fact: "an answer that can get no further member",
    at: ["components", "schemas", "Tour"],
    edit: and({ additionalProperties: false }),
  },
  {
    rule: "holdfast-open-response",
    fact: "a part of an answer that can get no further member",
    at: ["components", "schemas", "Money"],
    edit: and({ additionalProperties: false }),
  },
];

export const VIOLATIONS: readonly Violation[] = [...OF_OPERATIONS, ...OF_SCHEMAS];
