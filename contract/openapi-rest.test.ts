// REST bindings in the OpenAPI document, by the operations of worker/testing/desk-operations.ts.
import { describe, expect, it } from "vitest";
import { Description } from "../worker/testing/described.ts";
import { DESK, DESK_DOCUMENT, DESK_EXAMPLES } from "../worker/testing/desk-operations.ts";
import type { JsonObject } from "./json-schema.ts";
import { openApiDocument } from "./openapi.ts";

const description = new Description(DESK_DOCUMENT);
// Parameters are a list of objects or of references to them.
const parametersOf = (operation: JsonObject) =>
  (operation["parameters"] as readonly JsonObject[]).map((parameter) => description.members(parameter));
const located = (operation: JsonObject) => parametersOf(operation).filter((parameter) => parameter["in"] !== "header");

function contentOf(holder: JsonObject) {
  const { schema, examples } = description.members(description.members(holder["content"])["application/json"]);
  const [example] = Object.values(description.members(examples));
  return { schema: description.members(schema), value: description.members(example)["value"] };
}

describe("a path parameter", () => {
  it("has the name that the path gives it, the schema of its field and an example", () => {
    const get = description.operation("get", "/api/venues/{venueId}/shows/{showId}/seats");
    const schema = { type: "string", minLength: 1, maxLength: 128 };
    expect(located(get).filter((parameter) => parameter["in"] === "path")).toEqual([
      { name: "venueId", in: "path", required: true, schema, example: "venue-1" },
      { name: "showId", in: "path", required: true, schema, example: "show-1" },
    ]);
  });
});

describe("a query parameter", () => {
  it("is each other field of a GET, and required when the field is", () => {
    const get = description.operation("get", "/api/venues/{venueId}/shows/{showId}/seats");
    const query = located(get).filter((parameter) => parameter["in"] === "query");
    expect(query.map(({ name }) => name)).toEqual(
      Object.keys(DESK["desk/seats"].input.shape).filter((field) => field !== "venue_id" && field !== "show_id"),
    );
    expect(new Set(query.map(({ required }) => required))).toEqual(new Set([false]));
    expect(located(description.operation("get", "/api/seats/all"))).toMatchObject([
      { name: "seat_ids", in: "query", required: true, example: ["seat-1"] },
    ]);
  });

  it("has an example that its schema takes", () => {
    const operations = Object.entries(description.members(DESK_DOCUMENT["paths"])).flatMap(([path, methods]) =>
      Object.keys(description.members(methods)).map((method) => description.operation(method, path)),
    );
    const parameters = operations.flatMap(located);
    expect(parameters.length).toBeGreaterThan(15);
    for (const { name, schema, example } of parameters) {
      expect([name, description.faults(description.members(schema), example)]).toEqual([name, []]);
    }
  });

  it("is no field of a POST or PUT, and the body none of a GET or DELETE", () => {
    expect(located(description.operation("post", "/api/reservations"))).toEqual([]);
    expect(description.operation("get", "/api/seats/{seatId}")["requestBody"]).toBeUndefined();
    const release = description.operation("delete", "/api/reservations/{reservationId}");
    expect(release["requestBody"]).toBeUndefined();
    expect(located(release)).toMatchObject([
      { name: "reservationId", in: "path" },
      { name: "reason", in: "query", required: false },
    ]);
  });
});

describe("a body", () => {
  it("has all fields but those of the path, and need not be there when none of them need be", () => {
    const { requestBody } = description.operation("put", "/api/reservations/{reservationId}/extend");
    const { schema, value } = contentOf(description.members(requestBody));
    expect(requestBody).toMatchObject({ required: false });
    expect(Object.keys(description.members(schema["properties"]))).toEqual(["minutes", "guest"]);
    expect([schema["required"], schema["additionalProperties"]]).toEqual([undefined, false]);
    expect(value).toEqual({ minutes: 15, guest: { name: "Anna" } });
    expect(description.faults(schema, value)).toEqual([]);
  });

  it("is the RPC's own component where the path says nothing", () => {
    const { requestBody } = description.operation("post", "/api/reservations");
    expect(requestBody).toMatchObject({
      required: true,
      content: { "application/json": { schema: { $ref: "#/components/schemas/DeskReserveRequest" } } },
    });
  });
});

describe("an answer", () => {
  it("has the status of the binding, and its shape with an example that is made of the operation's", () => {
    const { responses } = description.operation("post", "/api/reservations");
    const { 200: other, 201: created } = description.members(responses);
    expect(other).toBeUndefined();
    const { schema, value } = contentOf(description.members(created));
    expect(value).toEqual({ reservation_id: "res-1", seat_ids: ["seat-1", "seat-2"], total_price: 300 });
    expect(description.faults(schema, value)).toEqual([]);
    expect(Object.keys(description.members(schema["properties"]))).toEqual([
      "reservation_id",
      "seat_ids",
      "total_price",
    ]);
  });

  it("without a shape is the RPC's own, and refusals always are", () => {
    const rest = description.members(description.operation("post", "/api/strict/reservations")["responses"]);
    const rpc = description.members(description.operation("post", "/v1/desk/reserve")["responses"]);
    const { 201: created, ...refusals } = rest;
    const { 200: done, ...of_rpc } = rpc;
    expect(refusals).toEqual(of_rpc);
    expect({ ...description.members(created), description: "Done" }).toEqual(done);
  });
});

describe("an Idempotency-Key", () => {
  const needed = (path: string) => {
    const operation = description.operation("post", path);
    const key = parametersOf(operation).find(({ name }) => name === "Idempotency-Key");
    return [key?.["required"], operation["x-holdfast-idempotency"], operation["x-holdfast-missing-key"]];
  };

  it("is not required where one can be made of the request, and that is said", () => {
    expect(needed("/api/reservations")).toEqual([false, "required", "from_request"]);
    expect(needed("/api/strict/reservations")).toEqual([true, "required", undefined]);
    expect(needed("/v1/desk/reserve")).toEqual([true, "required", undefined]);
  });
});

it("every route names its operation and has an id of its own", () => {
  const operations = Object.entries(description.members(DESK_DOCUMENT["paths"])).flatMap(([path, methods]) =>
    Object.keys(description.members(methods)).map((method) => description.operation(method, path)),
  );
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  expect(description.operation("get", "/api/seats/{seatId}")).toMatchObject({
    operationId: "deskSeatGetApiSeatsSeatId",
    "x-holdfast-operation": "desk/seat",
  });
});

it("a field that nothing gives an example of is a mistake that is told", () => {
  const examples = { ...DESK_EXAMPLES, "desk/release": { request: { reservation_id: "res-1" }, response: {} } };
  expect(() => openApiDocument("https://desk.example", { operations: DESK, examples, csv: {} })).toThrow(
    "reason of desk/release needs an example",
  );
});
