// Every operation with a key of every permission, as the registry declares them.
import { beforeAll, describe, expect, it } from "vitest";
import { SCOPES, type Scope } from "../contract/operation.ts";
import { isOperationName, OPERATIONS } from "../contract/registry.ts";
import { expanded } from "./admitted-keys.ts";
import { call, freshKey, makeDeparture, must, read, send } from "./testing/api.ts";
import { makePartner } from "./testing/partners.ts";

const tokens = new Map<Scope, string>();

beforeAll(async () => {
  for (const scope of SCOPES) tokens.set(scope, (await makePartner([scope])).token);
});

const TABLE = Object.keys(OPERATIONS)
  .filter(isOperationName)
  .flatMap((name) => SCOPES.map((scope) => ({ name, scope, needed: OPERATIONS[name].scope })));

describe("a key with the permission", () => {
  it.each(TABLE)("$scope, for $name, which needs $needed", async ({ name, scope, needed }) => {
    const called = await call(name, { nonsense: true }, { token: tokens.get(scope) ?? "", key: freshKey() });
    const may = needed === "none" || SCOPES.indexOf(scope) >= SCOPES.indexOf(needed);
    expect([called.status, called.body.code]).toEqual(may ? [400, "VALIDATION_FAILED"] : [403, "FORBIDDEN"]);
    if (!may) expect(called.body).toMatchObject({ required_scope: needed });
  });
});

it.each(Object.keys(OPERATIONS).filter(isOperationName))(
  "%s without a key is refused, unless it is open to anyone",
  async (name) => {
    const called = await call(name, { nonsense: true }, { token: null });
    expect(called.status).toBe(OPERATIONS[name].scope === "none" ? 400 : 401);
  },
);

it("a refusal for want of a permission changes nothing", async () => {
  const departure = await makeDeparture();
  for (const name of ["departure/close", "departure/cancel"] as const) {
    const called = await call(
      name,
      { departure_id: departure.id },
      { token: tokens.get("book") ?? "", key: freshKey() },
    );
    expect(called.status).toBe(403);
  }
  expect(await must("departure/get", { departure_id: departure.id })).toEqual(departure);
});

it.each([
  ["read", 403],
  ["book", 403],
  ["admin", 200],
] as const)("/metrics with the permission %s answers %i", async (scope, status) => {
  const sent = await read(await send("/metrics", { headers: { authorization: `Bearer ${tokens.get(scope)}` } }));
  expect(sent.status).toBe(status);
});

it("book includes read, admin includes both, and a permission that is not known gives nothing", () => {
  expect([...expanded(["read"])]).toEqual(["read"]);
  expect([...expanded(["book"])]).toEqual(["read", "book"]);
  expect([...expanded(["admin"])]).toEqual(["read", "book", "admin"]);
  expect([...expanded(["owner", "__proto__"])]).toEqual([]);
});
