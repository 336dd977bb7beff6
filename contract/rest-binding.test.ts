// What every REST binding of the registry must be, beside what its types and the router's start make sure of.
import { describe, expect, it } from "vitest";
import { OPERATION_EXAMPLES } from "./examples.ts";
import type { Operation } from "./operation.ts";
import { isOperationName, OPERATIONS } from "./registry.ts";
import { pathParameters, snake } from "./rest-binding.ts";

const BINDINGS = Object.keys(OPERATIONS)
  .filter(isOperationName)
  .flatMap((name) => {
    const declared: Operation = OPERATIONS[name];
    return (declared.rest ?? []).map((binding) => ({ name, binding, route: `${binding.method} ${binding.path}` }));
  });

describe.each(BINDINGS)("$route, which is $name", ({ name, binding }) => {
  const { method, status, shape } = binding;

  it("is a POST if it answers 201, and a GET only if it takes no key", () => {
    if (status !== undefined) expect(method).toBe("POST");
    if (method === "GET") expect(OPERATIONS[name].key).toBe("none");
  });

  it("has a shape of its own operation's answer, with exactly the members that it declares", () => {
    if (shape === undefined) return;
    expect(shape.of).toBe(OPERATIONS[name].output);
    const shown = shape.encode(OPERATION_EXAMPLES[name].response);
    // A schema drops members that it does not declare, so equality says that there are none.
    expect(shape.output.parse(shown)).toEqual(shown);
  });
});

it("no two operations have one route, whatever its parameters are called", () => {
  const routes = BINDINGS.map(({ route }) => route.replaceAll(/\{\w+\}/g, "{}"));
  expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([]);
});

it.each([
  ["venueId", "venue_id"],
  ["showId", "show_id"],
  ["mapSeatId", "map_seat_id"],
  ["id", "id"],
  ["flight_id", "flight_id"],
])("%s in a path is the field %s", (name, field) => {
  expect(snake(name)).toBe(field);
});

it("a path's parameters are in the order of the path", () => {
  expect(pathParameters("/api/venues/{venueId}/shows/{showId}/seats")).toEqual([
    { name: "venueId", field: "venue_id" },
    { name: "showId", field: "show_id" },
  ]);
  expect(pathParameters("/healthz")).toEqual([]);
});
