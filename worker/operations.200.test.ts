import { describe, expect, it } from "vitest";
import { type Operation, problemsOf } from "../contract/operation.ts";
import { isOperationName, OPERATIONS } from "../contract/registry.ts";
import { call, freshKey, send } from "./testing/api.ts";
import { EXAMPLES } from "./testing/examples.ts";

const NAMES = Object.keys(OPERATIONS).filter(isOperationName);

describe.concurrent.each(NAMES)("%s", (name) => {
  const operation: Operation = OPERATIONS[name];
  const { key } = operation;

  it("answers 200 in the shape that it declares", async () => {
    const called = await call(name, await EXAMPLES[name](), { key: key === "none" ? null : freshKey() });
    expect(called.status, called.text).toBe(200);
    expect(called.headers.get("idempotency-replayed")).toBeNull();
    expect(called.headers.get("ratelimit-limit") === null).toBe(!problemsOf(operation).includes("RATE_LIMITED"));
  });

  if (key !== "required") return;
  it("answers 400 without an Idempotency-Key", async () => {
    const called = await call(name, await EXAMPLES[name]());
    expect(called.status).toBe(400);
    expect(called.body.code).toBe("IDEMPOTENCY_KEY_REQUIRED");
  });
});

describe.concurrent.each(NAMES.filter((name) => OPERATIONS[name].key === "accepted"))("%s", (name) => {
  it("works without an Idempotency-Key", async () => {
    const called = await call(name, await EXAMPLES[name]());
    expect(called.status, called.text).toBe(200);
  });
});

describe.concurrent.each(NAMES.filter((name) => OPERATIONS[name].key === "none"))("%s", (name) => {
  it("takes no notice of an Idempotency-Key", async () => {
    const input = await EXAMPLES[name]();
    const key = freshKey();
    const answers = [
      await call(name, input, { key }),
      await call(name, input, { key }),
      await call(name, input, { key: "not a key" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, null, null]);
  });
});

it.each(["/healthz", "/health", "/api/v1/ping"])("GET %s answers as health/ping does, to anyone", async (path) => {
  const response = await send(path);
  expect(response.status).toBe(200);
  expect(OPERATIONS["health/ping"].output.parse(await response.json()).status).toBe("ok");
});
