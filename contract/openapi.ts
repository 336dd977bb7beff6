// The OpenAPI 3.1 document: a fold over the registry. It is served at /openapi.json and committed as openapi.yaml.
import * as z from "zod";
import { CSV_EXAMPLES } from "./csv-examples.ts";
import { OPERATION_EXAMPLES, problemExample } from "./examples.ts";
import { HEADERS, PARAMETERS } from "./headers.ts";
import { camel, type Json, type JsonObject, pascal, Schemas } from "./json-schema.ts";
import { type Operation, problemsOf } from "./operation.ts";
import { PROBLEM_CODES, PROBLEM_FACTS, type ProblemCode, problem, problemKind } from "./problems.ts";
import { isOperationName, OPERATIONS } from "./registry.ts";

/** Of the contract, by semantic versioning: `npm run release` says what the next one must be. */
export const CONTRACT_VERSION = "1.0.0";

const DESCRIPTION = `Sells limited places: they are held for minutes, paid for, booked, and never sold twice.

Every operation is a POST of a JSON object to \`/v1/{service}/{method}\`. Mutations take an \`Idempotency-Key\`: the same key
with the same body has one effect and one answer for 24 hours. Errors are \`application/problem+json\` (RFC 9457) with a
\`code\`. Guides: [/docs](/docs). A departure's changes come as WebSocket frames: [AsyncAPI](/asyncapi.json).`;

const TAGS: { readonly [noun: string]: string } = {
  health: "Whether the service answers",
  tour: "What is sold: a trip with a name",
  departure: "A tour at a time, with its places and their price",
  booking: "Holding places and booking them",
  hold: "Holds that exist",
  waitlist: "Waiting for places on a full departure",
  inventory: "Raising and lowering a departure's capacity, with a record",
  key: "API keys of partners",
  log: "What was asked of this API",
  auth: "Access tokens, made from API keys",
  feed: "Access to the WebSocket of a departure",
};

const LIMITS = headers("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset");
const EVERY = headers("x-request-id", "traceparent", "Access-Control-Allow-Origin");
/** Of what an object decided: a refusal too has its place among the changes, and is sent again for the same key. */
const DECIDED = headers("Idempotency-Replayed", "Holdfast-Seq");
const OF_STATUS: { readonly [status: number]: JsonObject } = {
  400: { ...LIMITS, ...DECIDED },
  401: headers("WWW-Authenticate"),
  404: { ...LIMITS, ...DECIDED },
  409: { ...LIMITS, ...DECIDED },
  429: { ...LIMITS, ...headers("Retry-After") },
  503: { ...LIMITS, ...headers("Retry-After") },
};

function headers(...names: readonly string[]): JsonObject {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

/** `server_url` is the address that clients made from the document ask, such as https://api.example.com. */
export function openApiDocument(server_url: string): JsonObject {
  const schemas = new Schemas();
  const paths: Record<string, JsonObject> = {};
  for (const [name, operation] of Object.entries<Operation>(OPERATIONS)) {
    paths[`/v1/${name}`] = { post: rpc(name, operation, schemas) };
    for (const { method, path } of operation.rest ?? []) {
      paths[path] = { ...paths[path], [method.toLowerCase()]: rest(name, operation, { method, path }, schemas) };
    }
  }
  const named = [...new Set(Object.keys(OPERATIONS).map(nounOf))];
  return {
    openapi: "3.1.0",
    info: {
      title: "Holdfast",
      version: CONTRACT_VERSION,
      summary: "Selling limited places: tours, flights and seated shows",
      description: DESCRIPTION,
      contact: { name: "Holdfast", url: `${server_url}/docs` },
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: server_url, description: "This deployment: local, staging or production", "x-internal": false }],
    tags: named.map((noun) => ({ name: noun, description: TAGS[noun] ?? noun })),
    security: [{ bearer: [] }, { apiKey: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", description: "An API key, as RFC 6750 sends it" },
        apiKey: { type: "apiKey", in: "header", name: "X-API-Key", description: "The same key in a header of its own" },
      },
      parameters: PARAMETERS,
      headers: HEADERS,
      examples: Object.fromEntries(PROBLEM_CODES.map((code) => [code, { value: problemExample(code) }])),
      responses: problemResponses(),
      schemas: { ...problemSchemas(schemas), ...schemas.all() },
    },
  };
}

function rpc(name: string, operation: Operation, schemas: Schemas): JsonObject {
  const examples = examplesOf(name);
  const schema = schemas.named(`${pascal(name)}Request`, operation.input, "input");
  return {
    operationId: camel(name),
    ...described(name, operation, schemas),
    requestBody: {
      required: true,
      content: { "application/json": { schema, examples: { request: { value: examples.request } } } },
    },
  };
}

/** What is in the path or, for GET and DELETE, in the query comes as a parameter; the rest is the body. */
function rest(
  name: string,
  operation: Operation,
  { method, path }: { readonly method: string; readonly path: string },
  schemas: Schemas,
): JsonObject {
  const base = described(name, operation, schemas);
  const { properties = {}, required = [] } = schemas.of(operation.input, "input") as {
    properties?: JsonObject;
    required?: readonly string[];
  };
  const in_path = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, field]) => field ?? ""));
  const bodiless = method === "GET" || method === "DELETE";
  const located = Object.entries(properties).filter(([field]) => in_path.has(field) || bodiless);
  if (!bodiless && located.length < Object.keys(properties).length) {
    throw new Error(`${method} ${path}: a body beside the path is not written yet`);
  }
  const parameters = located.map(([field, schema]) => ({
    name: field,
    in: in_path.has(field) ? "path" : "query",
    required: in_path.has(field) || required.includes(field),
    schema,
  }));
  return {
    ...base,
    operationId: camel(`${name}/${method.toLowerCase()}${path}`),
    parameters: [...(base["parameters"] as readonly Json[]), ...parameters],
  };
}

function described(name: string, operation: Operation, schemas: Schemas): JsonObject {
  const { summary, scope, key } = operation;
  return {
    summary,
    description: `${summary}.\n\n${SCOPE_WORDS[scope]} ${KEY_WORDS[key]}`,
    tags: [nounOf(name)],
    ...(scope === "none" ? { security: [] } : {}),
    "x-holdfast-operation": name,
    "x-holdfast-scope": scope,
    "x-holdfast-idempotency": key,
    parameters: [
      ...(key === "required" ? [{ $ref: "#/components/parameters/IdempotencyKeyRequired" }] : []),
      ...(key === "accepted" ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : []),
      { $ref: "#/components/parameters/XRequestId" },
      { $ref: "#/components/parameters/Traceparent" },
    ],
    responses: { 200: success(name, operation, schemas), ...failures(operation) },
  };
}

const SCOPE_WORDS: { readonly [Scope in Operation["scope"]]: string } = {
  none: "Anyone may ask.",
  read: "Needs a key with the permission `read`.",
  book: "Needs a key with the permission `book`.",
  admin: "Needs a key with the permission `admin`.",
};
const KEY_WORDS: { readonly [Key in Operation["key"]]: string } = {
  required: "Needs an `Idempotency-Key`.",
  accepted: "Takes an `Idempotency-Key`: send one to be able to retry.",
  none: "Only reads: it can be retried as it is.",
};

function success(name: string, operation: Operation, schemas: Schemas): JsonObject {
  const schema = schemas.named(`${pascal(name)}Response`, operation.output, "output");
  const csv = operation.produces?.includes("text/csv") ? csvExampleOf(name) : undefined;
  return {
    description: "Done",
    headers: {
      ...EVERY,
      ...(problemsOf(operation).includes("RATE_LIMITED") ? LIMITS : {}),
      ...(operation.key === "none"
        ? {}
        : { "Idempotency-Replayed": { $ref: "#/components/headers/Idempotency-Replayed" } }),
      "Holdfast-Seq": { $ref: "#/components/headers/Holdfast-Seq" },
      ...(csv !== undefined ? { "Holdfast-Next-Cursor": { $ref: "#/components/headers/Holdfast-Next-Cursor" } } : {}),
    },
    content: {
      "application/json": { schema, examples: { response: { value: examplesOf(name).response } } },
      ...(csv === undefined
        ? {}
        : {
            "text/csv": {
              schema: { type: "string", maxLength: 10_000_000 },
              examples: { response: { value: csv } },
            },
          }),
    },
  };
}

/** One response a status, with every code that comes with it. */
function failures(operation: Operation): JsonObject {
  const by_status = Map.groupBy(problemsOf(operation), (code) => problemKind(code).status);
  const ordered = [...by_status].sort(([one], [other]) => one - other);
  return Object.fromEntries(ordered.map(([status, codes]) => [status, failure(status, codes)]));
}

function failure(status: number, codes: readonly ProblemCode[]): JsonObject {
  const [only, ...others] = codes;
  return only !== undefined && others.length === 0
    ? { $ref: `#/components/responses/${pascal(only)}` }
    : problemResponse(status, codes);
}

function problemResponse(status: number, codes: readonly ProblemCode[]): JsonObject {
  const references = codes.map((code) => ({ $ref: `#/components/schemas/${pascal(code)}Problem` }));
  const [only = {}] = references;
  return {
    description: codes.map((code) => `${code}: ${problemKind(code).title}`).join("; "),
    headers: { ...EVERY, ...(OF_STATUS[status] ?? LIMITS) },
    content: {
      "application/problem+json": {
        schema: references.length === 1 ? only : { oneOf: references },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

/** Responses of one code, which most operations share. */
function problemResponses(): JsonObject {
  return Object.fromEntries(
    PROBLEM_CODES.map((code) => [pascal(code), problemResponse(problemKind(code).status, [code])]),
  );
}

function problemSchemas(schemas: Schemas): JsonObject {
  schemas.named("Problem", problem, "output");
  const by_code = PROBLEM_CODES.map((code: ProblemCode) => {
    const facts = schemas.of(z.object(PROBLEM_FACTS[code] ?? {}), "output") as {
      properties?: JsonObject;
      required?: readonly string[];
    };
    const { status, title } = problemKind(code);
    const own = {
      type: "object",
      properties: { code: { const: code }, status: { const: status }, ...facts.properties },
      required: ["code", "status", ...(facts.required ?? [])],
    };
    return [`${pascal(code)}Problem`, { title, allOf: [{ $ref: "#/components/schemas/Problem" }, own] }] as const;
  });
  return Object.fromEntries(by_code);
}

function examplesOf(name: string): { readonly request: JsonObject; readonly response: JsonObject } {
  if (!isOperationName(name)) throw new Error(`${name} is not an operation`);
  // Examples are typed by the schemas, whose values are JSON.
  return OPERATION_EXAMPLES[name] as unknown as { request: JsonObject; response: JsonObject };
}

function csvExampleOf(name: string): string {
  const example = isOperationName(name) ? CSV_EXAMPLES[name] : undefined;
  if (example === undefined) throw new Error(`${name} has no example in contract/csv-examples.ts`);
  return example;
}

function nounOf(name: string): string {
  return name.split("/", 1).join("");
}
