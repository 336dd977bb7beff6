// Changes of answers that break clients, one at a time, with what the gate says of each.
import { field, operationAt, type Planted, plus, remove, schema, to, without } from "./planted.ts";

const TEXT = { type: "string", maxLength: 40 } as const;

export const ANSWER_BREAKS: readonly Planted[] = [
  {
    fact: "a field of an answer is removed",
    at: field("Hold", "entry_id"),
    edit: remove,
    told: ["Hold `entry_id` is gone"],
  },
  {
    fact: "a field of an answer can be missing",
    at: schema("Hold", "required"),
    edit: without("seats"),
    told: ["Hold `seats` can be missing"],
  },
  {
    fact: "a field of an answer can be null",
    at: field("Hold", "expires_at"),
    edit: (before) => ({ anyOf: [before ?? null, { type: "null" }] }),
    told: ["Hold `expires_at` can be null now"],
  },
  {
    fact: "a field of an answer changes its type",
    at: field("Tour", "name"),
    edit: to({ type: "integer" }),
    told: ["Tour `name` is integer instead of string"],
  },
  {
    fact: "an enum of an answer gets a value",
    at: field("Booking", "status", "enum"),
    edit: plus("REFUNDED"),
    told: ["Booking `status` can be `REFUNDED` too, which clients do not expect"],
  },
  {
    fact: "an enum of an answer loses a value",
    at: field("Booking", "status", "enum"),
    edit: without("PENDING"),
    told: ["Booking `status` no longer has `PENDING`"],
  },
  {
    fact: "an enum of an answer becomes a free text",
    at: field("Booking", "status"),
    edit: to(TEXT),
    told: ["Booking `status` can be any value"],
  },
  {
    fact: "a text of an answer gets longer",
    at: field("Tour", "name", "maxLength"),
    edit: to(500),
    told: ["Tour `name` maxLength is 500 instead of 200"],
  },
  {
    fact: "a number of an answer outgrows 32 bits",
    at: field("Hold", "seats", "format"),
    edit: to("int64"),
    told: ["Hold `seats` format is int64 instead of int32"],
  },
  {
    fact: "a list in an answer gets longer",
    at: field("TourListResponse", "items", "maxItems"),
    edit: to(1000),
    told: ["TourListResponse `items` maxItems is 1000 instead of 100"],
  },
  {
    fact: "a list in an answer holds something else",
    at: field("TourListResponse", "items", "items"),
    edit: to({ $ref: "#/components/schemas/Hold" }),
    told: [
      "TourListResponse `items[].description` is gone",
      "TourListResponse `items[].name` is gone",
      "TourListResponse `items[].slug` is gone",
      "TourListResponse `items[].updated_at` is gone",
    ],
  },
];

export const REFUSAL_BREAKS: readonly Planted[] = [
  {
    fact: "a status is no longer answered",
    at: operationAt("tour/delete", "responses", "409"),
    edit: remove,
    told: ["tour/delete 409 is no longer answered"],
  },
  {
    fact: "an error code is removed from an operation",
    at: operationAt("hold/release", "responses", "409"),
    edit: to({ $ref: "#/components/responses/HoldExpired" }),
    told: [
      "hold/release: the answer 409 as application/problem+json `HOLD_CANCELED` is gone",
      "hold/release: the answer 409 as application/problem+json `HOLD_CONFIRMED` is gone",
    ],
  },
  {
    fact: "an error code is removed altogether",
    at: field("Problem", "code", "enum"),
    edit: without("METHOD_NOT_ALLOWED"),
    told: ["Problem `code` no longer has `METHOD_NOT_ALLOWED`"],
  },
  {
    fact: "a fact of an error code is removed",
    at: schema("FullProblem", "allOf", "1", "properties", "available"),
    edit: remove,
    told: ["FullProblem `available` is gone"],
  },
  {
    fact: "refusals are no longer problems",
    at: ["components", "responses", "NotFound", "content"],
    edit: to({ "application/json": {} }),
    told: ["NotFound the answer 404 is no longer application/problem+json"],
  },
];
