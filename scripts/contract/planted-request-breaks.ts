// Changes of the API that break clients, one at a time, with what the gate says of each.
import { object } from "./document.ts";
import { and, field, operationAt, type Planted, plus, remove, schema, to, without } from "./planted.ts";

const TEXT = { type: "string", maxLength: 40 } as const;

export const OPERATION_BREAKS: readonly Planted[] = [
  { fact: "an operation is removed", at: ["paths", "/v1/tour/get"], edit: remove, told: ["tour/get is gone"] },
  { fact: "a REST binding is removed", at: ["paths", "/healthz"], edit: remove, told: ["GET /healthz is gone"] },
  {
    fact: "an operation is renamed for clients",
    at: operationAt("tour/get", "operationId"),
    edit: to("tourRead"),
    told: ["tour/get operationId is tourRead, which renames it in every client"],
  },
  {
    fact: "a scope is raised",
    at: operationAt("tour/list", "x-holdfast-scope"),
    edit: to("admin"),
    told: ["tour/list needs the permission admin instead of read"],
  },
  {
    fact: "what was for everyone needs a key",
    at: operationAt("health/ping"),
    edit: (before) => ({ ...object(before), "x-holdfast-scope": "read", security: [{ bearer: [] }] }),
    told: ["health/ping can no longer be asked with no key", "health/ping needs the permission read instead of none"],
  },
  {
    fact: "a way to authenticate is removed",
    at: operationAt("tour/get"),
    edit: and({ security: [{ bearer: [] }] }),
    told: ['tour/get can no longer be asked with {"apiKey":[]}'],
  },
  {
    fact: "a security scheme moves to another header",
    at: ["components", "securitySchemes", "apiKey", "name"],
    edit: to("X-Key"),
    told: ["security the scheme `apiKey` is another or gone"],
  },
  {
    fact: "an idempotency key becomes required",
    at: operationAt("tour/create"),
    edit: (before) => ({
      ...object(before),
      "x-holdfast-idempotency": "required",
      parameters: [{ $ref: "#/components/parameters/IdempotencyKeyRequired" }],
    }),
    told: [
      "tour/create Idempotency-Key is required instead of accepted",
      "tour/create the header parameter `idempotency-key` is required",
      "tour/create the header parameter `traceparent` is gone",
      "tour/create the header parameter `x-request-id` is gone",
    ],
  },
  {
    fact: "an idempotency key loses its meaning",
    at: operationAt("tour/create", "x-holdfast-idempotency"),
    edit: to("none"),
    told: ["tour/create Idempotency-Key is none instead of accepted"],
  },
  {
    fact: "a required parameter is added",
    at: operationAt("tour/get", "parameters"),
    edit: plus({ name: "X-Tenant", in: "header", required: true, schema: TEXT }),
    told: ["tour/get the header parameter `x-tenant` is new and required"],
  },
  {
    fact: "a parameter takes less",
    at: ["components", "parameters", "XRequestId", "schema", "maxLength"],
    edit: to(64),
    told: ["XRequestId: the header parameter `x-request-id` maxLength is 64 instead of 128"],
  },
  {
    fact: "a media type is no longer answered",
    at: operationAt("booking/list", "responses", "200", "content", "text/csv"),
    edit: remove,
    told: ["booking/list the answer 200 is no longer text/csv"],
  },
  {
    fact: "a media type is no longer taken",
    at: operationAt("tour/get", "requestBody", "content"),
    edit: () => ({ "application/xml": {} }),
    told: ["tour/get the body is no longer application/json"],
  },
  {
    fact: "a header of an answer is removed",
    at: operationAt("booking/hold", "responses", "200", "headers", "Holdfast-Seq"),
    edit: remove,
    told: ["booking/hold the answer 200 no longer has the header `holdfast-seq`"],
  },
  {
    fact: "another success is answered",
    at: operationAt("tour/create", "responses", "201"),
    edit: to({ description: "Made" }),
    told: ["tour/create can answer 201"],
  },
];

export const REQUEST_BREAKS: readonly Planted[] = [
  {
    fact: "a required field is added to a request",
    at: schema("TourCreateRequest"),
    edit: (before) => ({
      ...object(before),
      properties: { ...object(object(before)["properties"]), city: TEXT },
      required: ["name", "slug", "city"],
    }),
    told: ["TourCreateRequest `city` is new and required"],
  },
  {
    fact: "an optional field of a request becomes required",
    at: schema("BookingHoldRequest", "required"),
    edit: plus("refresh"),
    told: ["BookingHoldRequest `refresh` is required"],
  },
  {
    fact: "a field of a request is removed",
    at: field("BookingListRequest", "customer_ref"),
    edit: remove,
    told: ["BookingListRequest `customer_ref` is gone"],
  },
  {
    fact: "a value of a request's enum is removed",
    at: field("BookingListRequest", "status", "enum"),
    edit: without("FAILED"),
    told: ["BookingListRequest `status` no longer has `FAILED`"],
  },
  {
    fact: "a free text of a request becomes an enum",
    at: field("DepartureSearchRequest", "text", "enum"),
    edit: to(["harbour"]),
    told: ["DepartureSearchRequest `text` takes only `harbour`"],
  },
  {
    fact: "a field of a request changes its type",
    at: field("BookingHoldRequest", "seats"),
    edit: to(TEXT),
    told: ["BookingHoldRequest `seats` is string instead of integer"],
  },
  {
    fact: "a request's upper limit is lowered",
    at: field("BookingHoldRequest", "seats", "maximum"),
    edit: to(5),
    told: ["BookingHoldRequest `seats` maximum is 5 instead of 10"],
  },
  {
    fact: "a request's lower limit is raised",
    at: field("BookingHoldRequest", "customer_ref", "minLength"),
    edit: to(3),
    told: ["BookingHoldRequest `customer_ref` minLength is 3 instead of 1"],
  },
  {
    fact: "a pattern is demanded of a request",
    at: field("BookingHoldRequest", "customer_ref", "pattern"),
    edit: to("^c"),
    told: ["BookingHoldRequest `customer_ref` pattern is ^c instead of none"],
  },
  {
    fact: "a default changes",
    at: field("BookingHoldRequest", "ttl_seconds", "default"),
    edit: to(300),
    told: ["BookingHoldRequest `ttl_seconds` is 300 by default instead of 600"],
  },
  {
    fact: "a field deep in a request is removed",
    at: field("DepartureCreateRequest", "policy", "properties", "waitlist_order"),
    edit: remove,
    told: ["DepartureCreateRequest `policy.waitlist_order` is gone"],
  },
  {
    fact: "a component of requests takes less",
    at: field("MoneyInput", "amount", "maximum"),
    edit: to(100),
    told: ["MoneyInput `amount` maximum is 100 instead of 100000000000"],
  },
  {
    fact: "a request is held to a keyword that the gate does not know",
    at: schema("TourUpdateRequest", "dependentRequired"),
    edit: to({ name: ["description"] }),
    told: ["TourUpdateRequest dependentRequired differs, which cannot be judged"],
  },
];
