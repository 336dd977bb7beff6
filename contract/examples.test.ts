// The documents and the registry say the same, and every example in them is one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { Description } from "../worker/testing/described.ts";
import { asyncApiDocument } from "./asyncapi.ts";
import { EXAMPLE_IDS, OPERATION_EXAMPLES } from "./examples.ts";
import { type Json, type JsonObject, pascal } from "./json-schema.ts";
import { openApiDocument } from "./openapi.ts";
import { type Operation, problemsOf } from "./operation.ts";
import { problemExample } from "./problem-examples.ts";
import { PROBLEM_CODES, PROBLEM_FACTS, problem, problemKind } from "./problems.ts";
import { isOperationName, OPERATIONS } from "./registry.ts";

const HOST = "api.holdfast.example";
const openapi = openApiDocument(`https://${HOST}`);
const asyncapi = asyncApiDocument(HOST, "wss");
const description = new Description(openapi);
const NAMES = Object.keys(OPERATIONS).filter(isOperationName);

/** Every reference in the document. */
function references(value: Json, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  for (const [name, member] of Object.entries(value)) {
    if (name === "$ref" && typeof member === "string") found.add(member);
    else references(member, found);
  }
  return found;
}

const bodyOf = (operation: JsonObject) =>
  description.members(
    description.members(description.members(operation["requestBody"])["content"])["application/json"],
  );
const answerOf = (operation: JsonObject) => {
  const response = description.members(description.members(operation["responses"])["200"]);
  return description.members(description.members(response["content"])["application/json"]);
};

describe.each(NAMES)("%s", (name) => {
  const { request, response } = OPERATION_EXAMPLES[name];
  const operation = description.operation("post", `/v1/${name}`);

  it("has a request that its own schema takes", () => {
    expect(OPERATIONS[name].input.safeParse(request).error).toBeUndefined();
  });

  it("has an answer of exactly the members that its own schema declares", () => {
    // A schema drops members that it does not declare, so equality says that there are none.
    expect(OPERATIONS[name].output.parse(response)).toEqual(response);
  });

  it("has both in the document, where they fit the schemas that stand beside them", () => {
    const [body, answer] = [bodyOf(operation), answerOf(operation)];
    expect(body["examples"]).toEqual({ request: { value: request } });
    expect(answer["examples"]).toEqual({ response: { value: response } });
    expect(description.faults(description.members(body["schema"]), request)).toEqual([]);
    expect(description.faults(description.members(answer["schema"]), response)).toEqual([]);
  });

  it("documents every status that one of its problems has, with every code, and no other", () => {
    const declared: Operation = OPERATIONS[name];
    const statuses = ["200", ...problemsOf(declared).map((code) => String(problemKind(code).status))];
    const responses = description.members(operation["responses"]);
    expect(Object.keys(responses).sort()).toEqual([...new Set(statuses)].sort());
    const codes = Object.keys(responses)
      .filter((status) => status !== "200")
      .flatMap((status) => {
        const content = description.members(description.members(responses[status])["content"]);
        return Object.keys(description.members(description.members(content["application/problem+json"])["examples"]));
      });
    expect(codes.sort()).toEqual([...problemsOf(declared)].sort());
  });
});

describe.each(PROBLEM_CODES)("%s", (code) => {
  const example = problemExample(code);

  it("has an example of exactly the members that its schema declares", () => {
    const exact = z.strictObject({ ...problem.shape, ...PROBLEM_FACTS[code] });
    expect(exact.safeParse(example).error).toBeUndefined();
  });

  it("has one in the document that fits its own component and no other problem's", () => {
    const { value } = description.members(description.referred(`#/components/examples/${code}`));
    expect(value).toEqual(example);
    const fitting = PROBLEM_CODES.filter(
      (other) => description.faults({ $ref: `#/components/schemas/${pascal(other)}Problem` }, example).length === 0,
    );
    expect(fitting).toEqual([code]);
  });
});

describe("the OpenAPI document", () => {
  it("has the paths of the registry, RPC and REST, and no others", () => {
    const bindings = NAMES.flatMap((name) => {
      const declared: Operation = OPERATIONS[name];
      const rest = (declared.rest ?? []).map(({ method, path }) => `${method.toLowerCase()} ${path}`);
      return [`post /v1/${name}`, ...rest];
    });
    const documented = Object.entries(description.members(openapi["paths"])).flatMap(([path, methods]) =>
      Object.keys(description.members(methods)).map((method) => `${method} ${path}`),
    );
    expect(documented.sort()).toEqual(bindings.sort());
  });

  it("has an id of its own for every operation", () => {
    const ids = Object.values(description.members(openapi["paths"])).flatMap((methods) =>
      Object.values(description.members(methods)).map((operation) => description.members(operation)["operationId"]),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("refers only to what it has, and uses every schema and every header that it has", () => {
    const referred = references(openapi);
    for (const reference of referred) description.referred(reference);
    const components = description.members(openapi["components"]);
    const kept = ["schemas", "headers", "parameters"].flatMap((kind) =>
      Object.keys(description.members(components[kind])).map((name) => `#/components/${kind}/${name}`),
    );
    expect(kept.filter((reference) => !referred.has(reference))).toEqual([]);
  });

  it("tells one story: no id stands in an example that is not one of it", () => {
    const ids: readonly string[] = Object.values(EXAMPLE_IDS);
    const named =
      JSON.stringify(OPERATION_EXAMPLES).match(
        /\b(tour|dep|hold|bkg|wle|adj|chn|key|ven|sch|ver|upl|aud|job)_[0-9a-z]{20,}/g,
      ) ?? [];
    expect(named.length).toBeGreaterThan(50);
    expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  });
});

describe("the AsyncAPI document", () => {
  it("refers only to what it has", () => {
    const feed = new Description(asyncapi);
    const referred = [...references(asyncapi)];
    expect(referred.length).toBeGreaterThan(10);
    for (const reference of referred) feed.referred(reference);
  });
});

it.each([
  ["openapi.yaml", openapi],
  ["asyncapi.yaml", asyncapi],
])("the committed %s is what the contract says", (file, document) => {
  expect(parse(readFileSync(join(import.meta.dirname, file), "utf8"))).toEqual(document);
});
