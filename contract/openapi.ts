// The OpenAPI 3.1 document: a fold over the registry. It is served at /openapi.json and committed as openapi.yaml.
import { CSV_EXAMPLES } from "./csv-examples.ts";
import { OPERATION_EXAMPLES } from "./examples.ts";
import { HEADERS, PARAMETERS } from "./headers.ts";
import { type JsonObject, Schemas } from "./json-schema.ts";
import { type Documented, nounOf, rpcOperation } from "./openapi-operation.ts";
import { problemResponses, problemSchemas } from "./openapi-problems.ts";
import { restOperation } from "./openapi-rest.ts";
import type { Operation } from "./operation.ts";
import { problemExample } from "./problem-examples.ts";
import { PROBLEM_CODES } from "./problems.ts";
import { OPERATIONS } from "./registry.ts";

/** Of the contract, by semantic versioning: `npm run release` says what the next one must be. */
export const CONTRACT_VERSION = "1.0.0";

const DESCRIPTION = `Sells limited places: they are held for minutes, paid for, booked, and never sold twice.

Every operation is a POST of a JSON object to \`/v1/{service}/{method}\`. Mutations take an \`Idempotency-Key\`: the same key
with the same body has one effect and one answer for 24 hours. Errors are \`application/problem+json\` (RFC 9457) with a
\`code\`. Guides: [/docs](/docs). Changes of departures and shows come as WebSocket frames: [AsyncAPI](/asyncapi.json).`;

export const TAGS: { readonly [noun: string]: string } = {
  health: "Whether the service answers",
  tour: "What is sold: a trip with a name",
  departure: "A tour at a time, with its places and their price",
  show: "A venue at a time, with its seats and their prices",
  seat: "Seats of shows",
  reservation: "Keeping seats of a show for a customer for minutes",
  booking: "Holding places and booking them",
  hold: "Holds that exist",
  waitlist: "Waiting for places on a full departure",
  inventory: "Raising and lowering a departure's capacity, with a record",
  venue: "Halls with seats: their layouts, and the seats that these mean",
  upload: "Drawings of halls, as they were uploaded and what was understood of them",
  scheme: "Seating schemes and their versions: drafts, publishing, and the way back",
  draft: "Editing the draft of a scheme: sectors, groups and seats",
  pricing: "The prices of a draft: categories, rules, and what comes of them",
  structure: "What the current version of a scheme consists of",
  artifact: "The files of schemes: drawings for browsers, and the care of what is stored",
  audit: "Who changed what in a scheme",
  job: "Work that goes on after its request was answered",
  key: "API keys of partners",
  log: "What was asked of this API",
  auth: "Access tokens, made from API keys",
  feed: "Access to the WebSocket of a departure or show",
};

/** What the document is made of. */
export type Described = {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly examples: Readonly<Record<string, { readonly request: unknown; readonly response: unknown }>>;
  readonly csv: Readonly<Record<string, string>>;
};

const OURS: Described = { operations: OPERATIONS, examples: OPERATION_EXAMPLES, csv: CSV_EXAMPLES };

/** `server_url` is the address that clients made from the document ask, such as https://api.example.com. */
export function openApiDocument(server_url: string, described: Described = OURS): JsonObject {
  const schemas = new Schemas();
  const paths: Record<string, JsonObject> = {};
  const documented = documentedOperations(described);
  for (const each of documented) {
    paths[`/v1/${each.name}`] = { post: rpcOperation(each, schemas) };
    for (const binding of each.operation.rest ?? []) {
      const { method, path } = binding;
      paths[path] = { ...paths[path], [method.toLowerCase()]: restOperation(each, binding, schemas) };
    }
  }
  const named = [...new Set(documented.map(({ name }) => nounOf(name)))];
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
      parameters: Object.fromEntries(Object.entries(PARAMETERS).filter(([name]) => isReferred(paths, name))),
      headers: HEADERS,
      examples: Object.fromEntries(PROBLEM_CODES.map((code) => [code, { value: problemExample(code) }])),
      responses: problemResponses(),
      schemas: { ...problemSchemas(schemas), ...schemas.all() },
    },
  };
}

function documentedOperations({ operations, examples, csv }: Described): readonly Documented[] {
  return Object.entries(operations).map(([name, operation]) => {
    const { request, response } = examples[name] ?? {};
    if (request === undefined || response === undefined) throw new Error(`${name} has no example`);
    const as_csv = operation.produces?.includes("text/csv") ? csv[name] : undefined;
    if (operation.produces !== undefined && as_csv === undefined) {
      throw new Error(`${name} has no example in contract/csv-examples.ts`);
    }
    // Examples are typed by the schemas of operations, which take and answer JSON objects.
    return { name, operation, request: request as JsonObject, response: response as JsonObject, csv: as_csv };
  });
}

function isReferred(paths: JsonObject, parameter: string): boolean {
  return JSON.stringify(paths).includes(`"#/components/parameters/${parameter}"`);
}
