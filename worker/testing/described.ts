// Holds answers against the OpenAPI document, as a client that knows nothing else would: the status, the media type,
// every header of ours and the body must be declared, and nothing may be there that is not.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import type { Sent } from "./check-answer.ts";

/** Headers that are part of what an operation says, beside those that every web server sends. */
const OURS =
  /^(x-request-id|traceparent|ratelimit-.*|idempotency-.*|holdfast-.*|retry-after|www-authenticate|allow|location)$/;
const ALWAYS = ["x-request-id", "traceparent"];
const LIMITS = ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"];
const COMPONENT = "#/components/schemas/";
const SCHEMAS = "holdfast";

export class Description {
  readonly #document: JsonObject;
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: JsonObject) {
    this.#document = document;
    this.#ajv = new Ajv2020({ strict: true, allErrors: true });
    addFormats.default(this.#ajv);
    const { schemas } = this.members(document["components"]);
    // What OpenAPI leaves to us to say, and says nothing about values.
    const extensions = JSON.stringify(schemas).matchAll(/"(x-[a-z-]+)":/g);
    this.#ajv.addVocabulary([...new Set(Array.from(extensions, ([, name = ""]) => name))]);
    this.#ajv.addSchema({ $id: SCHEMAS, $defs: local(schemas ?? {}) });
  }

  operation(method: string, path: string): JsonObject {
    const { [method]: operation } = this.members(this.members(this.#document["paths"])[path]);
    if (operation === undefined) throw new Error(`the document has no ${method} ${path}`);
    return this.members(operation);
  }

  /** The object at that place, or the one that it refers to. */
  members(value: Json | undefined): JsonObject {
    // The document is made of objects wherever this is asked; anything else has no members, and what is looked for fails.
    const object = (value ?? {}) as JsonObject;
    const reference = object["$ref"];
    return typeof reference === "string" ? this.members(this.referred(reference)) : object;
  }

  /** What a reference within the document names. */
  referred(reference: string): Json {
    const parts = reference.replace(/^#\//, "").split("/");
    const found = parts.reduce<Json | undefined>(
      // A part that is no object has no such member.
      (place, part) => (place as JsonObject | undefined)?.[part.replaceAll("~1", "/").replaceAll("~0", "~")],
      this.#document,
    );
    if (!reference.startsWith("#/") || found === undefined) throw new Error(`${reference} names nothing`);
    return found;
  }

  /** What is wrong with the value by that schema of the document; empty when nothing is. */
  faults(schema: JsonObject, value: unknown): string[] {
    const text = JSON.stringify(local(schema));
    let validate = this.#compiled.get(text);
    if (!validate) {
      // What was written of an object is one.
      validate = this.#ajv.compile(JSON.parse(text.replaceAll('"#/$defs/', `"${SCHEMAS}#/$defs/`)) as object);
      this.#compiled.set(text, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message = "" }) => `${instancePath || "/"} ${message}`);
  }

  checkAnswer(operation: JsonObject, sent: Sent): void {
    const { [String(sent.status)]: declared } = this.members(operation["responses"]);
    expect(declared, `${sent.status} is declared: ${sent.text}`).toBeDefined();
    const response = this.members(declared);
    this.#checkHeaders(operation, response, sent);
    const content = this.members(response["content"]);
    const media_type = sent.headers.get("content-type")?.split(";")[0] ?? "";
    expect(Object.keys(content)).toContain(media_type);
    if (!media_type.endsWith("json")) return;
    const { schema } = this.members(content[media_type]);
    // A media type's schema is one.
    const body: unknown = JSON.parse(sent.text);
    expect(this.faults((schema ?? {}) as JsonObject, body), sent.text).toEqual([]);
  }

  #checkHeaders(operation: JsonObject, response: JsonObject, { status, headers }: Sent): void {
    const declared = new Map(
      Object.entries(this.members(response["headers"])).map(([name, header]) => [name.toLowerCase(), header]),
    );
    const limited = operation["x-holdfast-scope"] !== "none" && status !== 401;
    expect([...headers.keys()]).toEqual(expect.arrayContaining([...ALWAYS, ...(limited ? LIMITS : [])]));
    const ours = [...headers].filter(([name]) => OURS.test(name));
    expect(ours.map(([name]) => name).filter((name) => !declared.has(name))).toEqual([]);
    for (const [name, text] of ours) {
      const schema = this.members(this.members(declared.get(name))["schema"]);
      expect(this.faults(schema, schema["type"] === "integer" ? Number(text) : text), `${name}: ${text}`).toEqual([]);
    }
  }
}

/** References to components as references within one schema. */
function local(schemas: Json): JsonObject {
  // What was written of an object is one.
  return JSON.parse(JSON.stringify(schemas).replaceAll(`"${COMPONENT}`, '"#/$defs/')) as JsonObject;
}
