// Violations of what contract/spectral.yaml asks of REST bindings, in the document of worker/testing/desk-operations.ts.
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import { list, object } from "./document.ts";
import { and, edited, field, operationAt, plus, remove, to } from "./planted.ts";
import type { Violation } from "./planted-violations.ts";

const SEAT = ["paths", "/api/seats/{seatId}", "get"];
const RESERVE = ["paths", "/api/reservations", "post"];
const RELEASE = ["paths", "/api/reservations/{reservationId}", "delete"];

function headersOf(responses: Json | undefined): JsonObject {
  return object(object(object(responses)["200"])["headers"]);
}

export const REST_VIOLATIONS: readonly Violation[] = [
  ...["/api/seat_maps", "/api/seatMaps", "/api/seats/{seat_id}", "/api/seats/{seatId}.json", "/api//seats"].map(
    (path) => ({
      rule: "holdfast-rest-path",
      fact: `the path ${path}`,
      at: ["paths", path],
      edit: to({ get: {} }),
    }),
  ),
  ...["/api/v1/hall_plans", "/api/v1/halls/{hallId}", "/api/v1/halls/{hall_id}.svg"].map((path) => ({
    rule: "holdfast-scheme-path",
    fact: `the path ${path}`,
    at: ["paths", path],
    edit: to({ get: {} }),
  })),
  {
    rule: "holdfast-path-parameter",
    fact: "a path parameter in snake_case",
    at: [...SEAT, "parameters"],
    edit: (before) => edited(before, [String(list(before).length - 1), "name"], to("seat_id")),
  },
  {
    rule: "holdfast-query-parameter",
    fact: "a query parameter in camelCase",
    at: [...SEAT, "parameters"],
    edit: plus({ name: "onlyFree", in: "query", schema: { type: "boolean" }, example: true }),
  },
  {
    rule: "holdfast-parameter-example",
    fact: "a path parameter without an example",
    at: [...SEAT, "parameters"],
    edit: (before) => edited(before, [String(list(before).length - 1), "example"], remove),
  },
  {
    rule: "holdfast-bodiless",
    fact: "a DELETE with a body",
    at: [...RELEASE, "requestBody"],
    edit: to({ content: {} }),
  },
  {
    rule: "holdfast-got",
    fact: "a GET that answers 201",
    at: [...SEAT, "responses"],
    edit: (before) => ({ ...object(before), 201: object(before)["200"] ?? {} }),
  },
  {
    rule: "holdfast-got",
    fact: "a GET that answers 304 of what has no ETag",
    at: [...SEAT, "responses"],
    edit: (before) => ({ ...object(before), 304: { description: "The same", headers: headersOf(before) } }),
  },
  {
    rule: "holdfast-success",
    fact: "a DELETE that answers 201",
    at: [...RELEASE, "responses"],
    edit: (before) => ({ ...object(before), 201: object(before)["200"] ?? {} }),
  },
  {
    rule: "holdfast-closed-request",
    fact: "a form with parts that nobody knows",
    at: [...RESERVE, "requestBody", "content"],
    edit: and({
      "multipart/form-data": { schema: { type: "object", properties: {} }, examples: { one: { value: {} } } },
    }),
  },
  {
    rule: "holdfast-success",
    fact: "an RPC that answers 201",
    at: operationAt("desk/reserve", "responses"),
    edit: (before) => ({ ...object(before), 201: object(before)["200"] ?? {} }),
  },
  {
    rule: "holdfast-created",
    fact: "a POST that answers 200 and 201",
    at: [...RESERVE, "responses"],
    edit: (before) => ({ ...object(before), 200: object(before)["201"] ?? {} }),
  },
  {
    rule: "holdfast-created",
    fact: "a POST without a success",
    at: [...RESERVE, "responses", "201"],
    edit: remove,
  },
  {
    rule: "holdfast-idempotency-key",
    fact: "a required key that is optional and not made of the request",
    at: [...RESERVE, "x-holdfast-missing-key"],
    edit: remove,
  },
  {
    rule: "holdfast-plain-price",
    fact: "an RPC that answers a plain price",
    at: field("DeskReserveResponse", "seat_price"),
    edit: to({ $ref: "#/components/schemas/PlainPrice" }),
  },
  {
    rule: "holdfast-plain-price-reason",
    fact: "a plain price that says nothing about itself",
    at: ["components", "schemas", "PlainPrice"],
    edit: and({ "x-holdfast-plain-price": true }),
  },
  {
    rule: "holdfast-money",
    fact: "a number that is a price and no PlainPrice",
    at: field("DeskReservePostApiReservationsResponse", "total_price"),
    edit: to({ type: "number", minimum: 0, maximum: 9 }),
  },
];
