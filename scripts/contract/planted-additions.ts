// Changes that no client notices until it wants to, one at a time, with what the report says of each.
import { object } from "./document.ts";
import { and, field, operationAt, type Planted, plus, remove, schema, to, without } from "./planted.ts";

const TEXT = { type: "string", maxLength: 40 } as const;

const PROBLEM = ["content", "application/problem+json", "schema"];

export const ADDITIONS: readonly Planted[] = [
  {
    fact: "an operation is added",
    at: ["paths", "/v1/tour/find"],
    edit: to({ post: { operationId: "tourFind", summary: "Find tours", responses: {} } }),
    told: ["tour/find is new: Find tours"],
  },
  {
    fact: "an operation is deprecated",
    at: operationAt("tour/get"),
    edit: and({ deprecated: true }),
    told: ["tour/get is deprecated"],
  },
  {
    fact: "a field is deprecated",
    at: field("Tour", "slug"),
    edit: and({ deprecated: true }),
    told: ["Tour `slug` is deprecated"],
  },
  {
    fact: "a scope is lowered",
    at: operationAt("tour/create", "x-holdfast-scope"),
    edit: to("book"),
    told: ["tour/create needs the permission book instead of admin"],
  },
  {
    fact: "an idempotency key is no longer required",
    at: operationAt("booking/hold"),
    edit: (before) => ({
      ...object(before),
      "x-holdfast-idempotency": "accepted",
      parameters: [
        { $ref: "#/components/parameters/IdempotencyKey" },
        { $ref: "#/components/parameters/XRequestId" },
        { $ref: "#/components/parameters/Traceparent" },
      ],
    }),
    told: [
      "booking/hold Idempotency-Key is accepted instead of required",
      "booking/hold the header parameter `idempotency-key` is optional",
    ],
  },
  {
    fact: "an optional parameter is added",
    at: operationAt("tour/get", "parameters"),
    edit: plus({ name: "X-Tenant", in: "header", required: false, schema: TEXT }),
    told: ["tour/get the header parameter `x-tenant` is new"],
  },
  {
    fact: "a way to authenticate is added",
    at: operationAt("tour/get"),
    edit: and({ security: [{ bearer: [] }, { apiKey: [] }, { ticket: [] }] }),
    told: ['tour/get can be asked with {"ticket":[]}'],
  },
  {
    fact: "an optional field is added to a request",
    at: field("BookingHoldRequest", "note"),
    edit: to(TEXT),
    told: ["BookingHoldRequest `note` is new"],
  },
  {
    fact: "a required field of a request becomes optional",
    at: schema("BookingHoldRequest", "required"),
    edit: without("seats"),
    told: ["BookingHoldRequest `seats` is optional"],
  },
  {
    fact: "a request's limit is raised",
    at: field("BookingHoldRequest", "seats", "maximum"),
    edit: to(20),
    told: ["BookingHoldRequest `seats` maximum is 20 instead of 10"],
  },
  {
    fact: "a pattern is no longer demanded of a request",
    at: field("TourCreateRequest", "slug", "pattern"),
    edit: remove,
    told: ["TourCreateRequest `slug` pattern is none instead of ^[a-z0-9]+(-[a-z0-9]+)*$"],
  },
  {
    fact: "a request's enum gets a value",
    at: field("BookingListRequest", "status", "enum"),
    edit: plus("REFUNDED"),
    told: ["BookingListRequest `status` takes `REFUNDED` too"],
  },
  {
    fact: "a request takes null",
    at: field("TourUpdateRequest", "name", "type"),
    edit: to(["string", "null"]),
    told: ["TourUpdateRequest `name` takes null too"],
  },
  {
    fact: "a field is added to an answer",
    at: field("Hold", "note"),
    edit: to(TEXT),
    told: ["Hold `note` is new"],
  },
  {
    fact: "a field of an answer is never null any more",
    at: field("Hold", "booking_id"),
    edit: to({ type: "string", minLength: 1, maxLength: 128 }),
    told: ["Hold `booking_id` is never null any more"],
  },
  {
    fact: "a text of an answer gets shorter",
    at: field("Tour", "name", "maxLength"),
    edit: to(100),
    told: ["Tour `name` maxLength is 100 instead of 200"],
  },
  {
    fact: "a header is added to an answer",
    at: operationAt("tour/get", "responses", "200", "headers", "X-Cache"),
    edit: to({ schema: TEXT }),
    told: ["tour/get the answer 200 has the header `x-cache`"],
  },
  {
    fact: "a media type is answered too",
    at: operationAt("tour/list", "responses", "200", "content", "text/csv"),
    edit: to({ schema: TEXT }),
    told: ["tour/list the answer 200 can be text/csv"],
  },
  {
    fact: "a refusal with another status is answered",
    at: operationAt("tour/get", "responses", "409"),
    edit: to({ $ref: "#/components/responses/AlreadyExists" }),
    told: ["tour/get can answer 409"],
  },
  {
    fact: "an error code is added to an operation that has several of its status",
    at: operationAt("hold/release", "responses", "409", ...PROBLEM, "oneOf"),
    edit: plus({ $ref: "#/components/schemas/FullProblem" }),
    told: ["hold/release: the answer 409 as application/problem+json `FULL` is possible too"],
  },
  {
    fact: "an error code is added to an operation that has one of its status",
    at: ["components", "responses", "StillSelling", ...PROBLEM],
    edit: (before) => ({ oneOf: [before ?? {}, { $ref: "#/components/schemas/FullProblem" }] }),
    told: ["StillSelling: the answer 409 as application/problem+json `FULL` is possible too"],
  },
  {
    fact: "an error code is added",
    at: field("Problem", "code", "enum"),
    edit: plus("SEAT_TAKEN"),
    told: ["Problem `code` can be `SEAT_TAKEN` too"],
  },
  {
    fact: "words change",
    at: operationAt("tour/get", "description"),
    edit: to("Reads a tour."),
    told: [],
  },
];
