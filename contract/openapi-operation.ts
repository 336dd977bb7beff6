// Operations in the OpenAPI document: each as its RPC and as every REST route that it is bound to.
import { EXAMPLE_IDS } from "./examples.ts";
import { camel, type Json, type JsonObject, pascal, type Schemas } from "./json-schema.ts";
import { EVERY, failures, LIMITS } from "./openapi-problems.ts";
import { type Operation, problemsOf } from "./operation.ts";
import { hasBody, type PathParameter, pathParameters, type RestBinding } from "./rest-binding.ts";

export type Documented = {
  readonly name: string;
  readonly operation: Operation;
  readonly request: JsonObject;
  readonly response: JsonObject;
  /** The answer as CSV, of what can be asked for as that. */
  readonly csv: string | undefined;
};

export function rpcOperation(documented: Documented, schemas: Schemas): JsonObject {
  const { name, operation, request } = documented;
  const schema = schemas.named(`${pascal(name)}Request`, operation.input, "input");
  return {
    operationId: camel(name),
    ...described(documented),
    parameters: [...keyParameter(operation, undefined), ...OF_EVERY_REQUEST],
    responses: { 200: success(documented, responseOf(documented, schemas)), ...failures(operation) },
    requestBody: {
      required: true,
      content: { "application/json": { schema, examples: { request: { value: request } } } },
    },
  };
}

/** What is in the path or, for GET and DELETE, in the query comes as a parameter; the rest is the body. */
export function restOperation(documented: Documented, binding: RestBinding, schemas: Schemas): JsonObject {
  const { name, operation, response } = documented;
  const { method, path, status = 200, shape, missing_key } = binding;
  const operationId = camel(`${name}/${method.toLowerCase()}${path}`);
  const { description, ...base } = described(documented);
  const answer =
    shape === undefined
      ? responseOf(documented, schemas)
      : {
          schema: schemas.named(`${pascal(operationId)}Response`, shape.output, "output"),
          // What encode makes is what the shape's schema describes, and is sent as JSON.
          value: shape.encode(response) as Json,
        };
  return {
    ...base,
    operationId,
    description: `${String(description)}\n\nThe same operation as \`POST /v1/${name}\`${shape === undefined ? "" : ", answered in a shape of its own"}.`,
    ...(missing_key === undefined ? {} : { "x-holdfast-missing-key": missing_key }),
    parameters: [
      ...keyParameter(operation, missing_key),
      ...OF_EVERY_REQUEST,
      ...locatedParameters(documented, binding, schemas),
    ],
    responses: { [status]: success(documented, answer, status), ...failures(operation) },
    ...restBody(documented, binding, schemas),
  };
}

const OF_EVERY_REQUEST = [
  { $ref: "#/components/parameters/XRequestId" },
  { $ref: "#/components/parameters/Traceparent" },
] as const;

function keyParameter({ key }: Operation, missing_key: RestBinding["missing_key"]): readonly JsonObject[] {
  if (key === "none") return [];
  if (missing_key !== undefined) return [{ $ref: "#/components/parameters/IdempotencyKeyOrBooking" }];
  return [{ $ref: `#/components/parameters/IdempotencyKey${key === "required" ? "Required" : ""}` }];
}

type Fields = { readonly properties: JsonObject; readonly required: readonly string[] };

function fieldsOf({ operation }: Documented, schemas: Schemas): Fields {
  // The schema of an object, whose members' schemas and names these are.
  return { properties: {}, required: [], ...(schemas.of(operation.input, "input") as Partial<Fields>) };
}

function locatedParameters(documented: Documented, binding: RestBinding, schemas: Schemas): readonly JsonObject[] {
  const { properties, required } = fieldsOf(documented, schemas);
  const in_path = pathParameters(binding.path);
  const secret = new Set(binding.secret);
  const names = new Map(in_path.map(({ name, field }) => [field, name]));
  const parameter = ({ name, field }: PathParameter, place: "path" | "query"): JsonObject => {
    const schema = properties[field];
    if (schema === undefined) throw new Error(`${documented.name} has no ${field}, which ${binding.path} names`);
    return {
      name,
      in: place,
      required: place === "path" || required.includes(field),
      schema,
      example: exampleOf(documented, field, schemas.resolved(schema)),
    };
  };
  const in_query = hasBody(binding)
    ? []
    : Object.keys(properties).filter((field) => !names.has(field) && !secret.has(field));
  return [
    ...in_path.map((located) => parameter(located, "path")),
    ...in_query.map((field) => parameter({ name: field, field }, "query")),
  ];
}

/** Of fields that no example request has. */
const EXAMPLES: JsonObject = { cursor: "eyJhZnRlciI6MjB9" };

function exampleOf({ name, request }: Documented, field: string, schema: JsonObject): Json {
  const ids: Readonly<Record<string, string>> = EXAMPLE_IDS;
  const { default: fallback, examples, enum: choices, type, minimum, format } = schema;
  const example =
    request[field] ??
    ids[field.replace(/_id$/, "")] ??
    EXAMPLES[field] ??
    fallback ??
    // Both are lists.
    ((examples ?? choices) as readonly Json[] | undefined)?.[0] ??
    (type === "boolean" ? true : minimum) ??
    (format === "date-time" ? "2030-06-01T00:00:00Z" : undefined);
  if (example === undefined)
    throw new Error(`${field} of ${name} needs an example: in its documented request, or .meta({ examples })`);
  return example;
}

/** What the path does not say; nothing where it says all. */
function restBody(documented: Documented, binding: RestBinding, schemas: Schemas): JsonObject {
  const { name, operation, request } = documented;
  const in_path = new Set(pathParameters(binding.path).map(({ field }) => field));
  const { properties, required, ...others } = fieldsOf(documented, schemas);
  const fields = Object.keys(properties).filter((field) => !in_path.has(field));
  if (!hasBody(binding) || fields.length === 0) return {};
  const only = <Value>(members: { readonly [field: string]: Value }) =>
    Object.fromEntries(Object.entries(members).filter(([field]) => !in_path.has(field)));
  const needed = required.filter((field) => !in_path.has(field));
  const own = `${pascal(camel(`${name}/${binding.method.toLowerCase()}${binding.path}`))}Request`;
  const schema =
    in_path.size === 0
      ? schemas.named(`${pascal(name)}Request`, operation.input, "input")
      : schemas.kept(own, {
          ...others,
          properties: only(properties),
          ...(needed.length === 0 ? {} : { required: needed }),
        });
  return {
    requestBody: {
      required: needed.length > 0,
      content: { "application/json": { schema, examples: { request: { value: only(request) } } } },
    },
  };
}

function described({ name, operation }: Documented): JsonObject {
  const { summary, scope, key } = operation;
  return {
    summary,
    description: `${summary}.\n\n${SCOPE_WORDS[scope]} ${KEY_WORDS[key]}`,
    tags: [nounOf(name)],
    ...(scope === "none" ? { security: [] } : {}),
    "x-holdfast-operation": name,
    "x-holdfast-scope": scope,
    "x-holdfast-idempotency": key,
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

type AnswerContent = { readonly schema: JsonObject; readonly value: Json };

function responseOf({ name, operation, response }: Documented, schemas: Schemas): AnswerContent {
  return { schema: schemas.named(`${pascal(name)}Response`, operation.output, "output"), value: response };
}

function success(
  { operation, csv }: Documented,
  { schema, value }: AnswerContent,
  status: 200 | 201 = 200,
): JsonObject {
  return {
    description: status === 201 ? "Created" : "Done",
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
      "application/json": { schema, examples: { response: { value } } },
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

export function nounOf(name: string): string {
  return name.split("/", 1).join("");
}
