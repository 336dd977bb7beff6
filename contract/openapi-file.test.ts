// Files in the OpenAPI document: what an upload's route takes, and what a route answers that sends a file as it is.
import { describe, expect, it } from "vitest";
import { Description } from "../worker/testing/described.ts";
import type { JsonObject } from "./json-schema.ts";
import { openApiDocument } from "./openapi.ts";
import { OPERATIONS } from "./registry.ts";
import { hasBody, pathParameters, type RestBinding } from "./rest-binding.ts";
import { DRAWING } from "./scheme-hall-example.ts";

const description = new Description(openApiDocument("https://api.holdfast.example"));
const members = (value: Parameters<Description["members"]>[0]) => description.members(value);
// Parameters are a list of objects or of references to them.
const parametersOf = (operation: JsonObject) => (operation["parameters"] as readonly JsonObject[]).map(members);
const namesIn = (operation: JsonObject, place: string) =>
  parametersOf(operation)
    .filter((parameter) => parameter["in"] === place)
    .map(({ name }) => name);

describe("the route of an upload", () => {
  const operation = description.operation("post", "/api/v1/schemes/upload");
  const content = members(members(operation["requestBody"])["content"]);
  const GUARD = "expected_current_scheme_version_id";
  const OTHERS = ["name", "file_name", "currency", "scheme_id"];

  it("takes JSON, a form and the file itself", () => {
    expect(Object.keys(content)).toEqual(["application/json", "multipart/form-data", "image/svg+xml"]);
    expect(operation["requestBody"]).toMatchObject({ required: true });
  });

  it.each(["application/json", "multipart/form-data"])("has every field but the guard in %s, and no other", (type) => {
    const schema = members(members(content[type])["schema"]);
    expect(Object.keys(members(schema["properties"]))).toEqual(["file", ...OTHERS]);
    expect([schema["required"], schema["additionalProperties"]]).toEqual([["file"], false]);
  });

  it("has the file as bytes, of a form and of a body that is the file", () => {
    const part = members(members(members(members(content["multipart/form-data"])["schema"])["properties"])["file"]);
    const binary = { type: "string", format: "binary", contentMediaType: "image/svg+xml", maxLength: 10_485_760 };
    expect(part).toMatchObject(binary);
    expect(members(content["image/svg+xml"])["schema"]).toEqual(binary);
    expect(content["image/svg+xml"]).toMatchObject({ examples: { request: { value: DRAWING } } });
  });

  it("has the other fields in the query too, where none must be", () => {
    const query = parametersOf(operation).filter((parameter) => parameter["in"] === "query");
    expect(query.map(({ name }) => name)).toEqual([...OTHERS, GUARD]);
    expect(new Set(query.map(({ required }) => required))).toEqual(new Set([false]));
  });

  it("is asked as JSON alone by RPC", () => {
    const rpc = members(members(description.operation("post", "/v1/upload/create")["requestBody"])["content"]);
    expect(Object.keys(rpc)).toEqual(["application/json"]);
  });
});

describe("a route that answers a file as it is", () => {
  const operation = description.operation("get", "/api/v1/schemes/{scheme_id}/current/svg");
  const responses = members(operation["responses"]);

  it("has its media type and text, and an ETag", () => {
    const content = members(members(responses["200"])["content"]);
    expect(Object.keys(content)).toEqual(["image/svg+xml"]);
    expect(members(content["image/svg+xml"])["schema"]).toMatchObject({ type: "string" });
    expect(Object.keys(members(members(responses["200"])["headers"]))).toContain("ETag");
  });

  it("answers 304 without a body to who has it", () => {
    expect(namesIn(operation, "header")).toContain("If-None-Match");
    expect(Object.keys(members(responses["304"]))).toEqual(["description", "headers"]);
    expect(Object.keys(members(members(responses["304"])["headers"]))).toContain("ETag");
  });

  it("answers JSON by RPC, which has no 304", () => {
    const rpc = members(description.operation("post", "/v1/artifact/svg")["responses"]);
    expect(Object.keys(members(members(rpc["200"])["content"]))).toEqual(["application/json"]);
    expect(rpc["304"]).toBeUndefined();
  });
});

describe("what a request expects", () => {
  const guarded = Object.values(OPERATIONS).flatMap((operation) => {
    const guards = Object.entries(operation.input.shape).filter(([field]) => field.startsWith("expected_"));
    const rest: readonly RestBinding[] = "rest" in operation ? operation.rest : [];
    return guards.length === 0
      ? []
      : rest.map((binding) => ({ binding, guards, route: `${binding.method} ${binding.path}` }));
  });

  it.each(guarded)(
    "is in the query of $route, and required there where the operation requires it",
    ({ binding, guards }) => {
      const operation = description.operation(binding.method.toLowerCase(), binding.path);
      for (const [field, schema] of guards) {
        const parameter = parametersOf(operation).find(({ name }) => name === field);
        expect(parameter).toMatchObject({ in: "query", required: !schema.safeParse(undefined).success });
      }
      const body = members(members(members(operation["requestBody"])["content"])["application/json"]);
      const fields = Object.keys(members(members(body["schema"])["properties"]));
      expect(fields.filter((field) => field.startsWith("expected_"))).toEqual([]);
      if (!hasBody(binding)) expect(operation["requestBody"]).toBeUndefined();
      expect(fields).toEqual(
        fields.filter((field) => !pathParameters(binding.path).some((named) => named.field === field)),
      );
    },
  );

  it("is said by many routes", () => {
    expect(guarded.length).toBeGreaterThan(35);
  });
});
