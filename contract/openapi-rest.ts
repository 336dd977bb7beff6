// REST routes in the OpenAPI document: parameters of path and query, the bodies that a route takes, and answers that are
// a file.
import { exampleOf } from "./example-of.ts";
import { camel, type Json, type JsonObject, pascal, type Schemas } from "./json-schema.ts";
import {
  type Documented,
  described,
  keyParameter,
  OF_EVERY_REQUEST,
  responseOf,
  success,
} from "./openapi-operation.ts";
import { failures, LIMITS } from "./openapi-problems.ts";
import { hasBody, isInQuery, type PathParameter, pathParameters, type RestBinding } from "./rest-binding.ts";

/** What is in the path or, for GET and DELETE, in the query comes as a parameter; the rest is the body. */
export function restOperation(documented: Documented, binding: RestBinding, schemas: Schemas): JsonObject {
  const { name, operation } = documented;
  const { status = 200, shape, missing_key, raw } = binding;
  const { description, ...base } = described(documented);
  const answer = success(documented, answerOf(documented, binding, schemas), status);
  const parameters = [
    ...keyParameter(operation, missing_key),
    ...OF_EVERY_REQUEST,
    ...(raw === undefined ? [] : [{ $ref: "#/components/parameters/IfNoneMatch" }]),
    ...locatedParameters(documented, binding, schemas),
  ];
  return {
    ...base,
    operationId: operationIdOf(name, binding),
    description: `${String(description)}\n\nThe same operation as \`POST /v1/${name}\`${shape === undefined ? "" : ", answered in a shape of its own"}.${raw === undefined ? "" : ` It answers \`${raw}\` itself.`}`,
    ...(missing_key === undefined ? {} : { "x-holdfast-missing-key": missing_key }),
    parameters,
    responses: {
      ...(raw === undefined ? { [status]: answer } : rawAnswers(documented, raw, answer)),
      ...failures(operation),
    },
    ...restBody(documented, binding, schemas),
  };
}

function operationIdOf(name: string, { method, path }: RestBinding): string {
  return camel(`${name}/${method.toLowerCase()}${path}`);
}

function answerOf(documented: Documented, binding: RestBinding, schemas: Schemas) {
  const { shape } = binding;
  if (shape === undefined) return responseOf(documented, schemas);
  const own = `${pascal(operationIdOf(documented.name, binding))}Response`;
  // What encode makes is what the shape's schema describes, and is sent as JSON.
  const value = shape.encode(documented.response) as Json;
  return { schema: schemas.named(own, shape.output, "output"), value };
}

/** The field's text as what the answer's media_type says, and 304 for who has it already. */
function rawAnswers({ response }: Documented, field: string, answer: JsonObject): JsonObject {
  const { [field]: value = "", media_type = "" } = response;
  const headers = { ...(answer["headers"] as JsonObject), ETag: { $ref: "#/components/headers/ETag" } };
  const content = { schema: { type: "string", maxLength: RAW_LENGTH_MAX }, examples: { response: { value } } };
  return {
    200: { ...answer, headers, content: { [String(media_type)]: content } },
    304: { description: "If-None-Match names what would be answered", headers: { ...headers, ...LIMITS } },
  };
}

/** Of a sanitised drawing, which is longer than what was uploaded. */
const RAW_LENGTH_MAX = 41_943_040;

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
  const { file } = documented.operation;
  const in_query = Object.keys(properties).filter(
    // A body that is a file has no room for other fields.
    (field) => isInQuery(binding, field) || (file !== undefined && field !== file.field),
  );
  return [
    ...in_path.map((located) => parameter(located, "path")),
    ...in_query
      .filter((field) => !names.has(field) && !secret.has(field))
      .map((field) => parameter({ name: field, field }, "query")),
  ];
}

/** What neither path nor query says; nothing where they say all. */
function restBody(documented: Documented, binding: RestBinding, schemas: Schemas): JsonObject {
  const { name, operation, request } = documented;
  const in_path = new Set(pathParameters(binding.path).map(({ field }) => field));
  const { properties, required, ...others } = fieldsOf(documented, schemas);
  const isInBody = (field: string) => !in_path.has(field) && !isInQuery(binding, field);
  const fields = Object.keys(properties).filter(isInBody);
  if (!hasBody(binding) || fields.length === 0) return {};
  const only = <Value>(members: { readonly [field: string]: Value }) =>
    Object.fromEntries(Object.entries(members).filter(([field]) => isInBody(field)));
  const needed = required.filter(isInBody);
  const described_body = {
    ...others,
    properties: only(properties),
    ...(needed.length === 0 ? {} : { required: needed }),
  };
  const schema =
    fields.length === Object.keys(properties).length
      ? schemas.named(`${pascal(name)}Request`, operation.input, "input")
      : schemas.kept(`${pascal(operationIdOf(name, binding))}Request`, described_body);
  const json = { "application/json": { schema, examples: { request: { value: only(request) } } } };
  const content = { ...json, ...fileBodies(documented, described_body, only(request)) };
  return { requestBody: { required: needed.length > 0, content } };
}

/** The file as a part of a form, whose other parts are the other fields; and as the body itself. */
function fileBodies({ operation: { file } }: Documented, body: JsonObject, request: JsonObject): JsonObject {
  if (file === undefined) return {};
  const { field, media_types, bytes_max } = file;
  // The body is an object's schema, which has properties.
  const { [field]: text, ...properties } = body["properties"] as JsonObject;
  const { description } = text as JsonObject;
  const binary = { type: "string", format: "binary", contentMediaType: media_types.join(", "), maxLength: bytes_max };
  const part = { ...binary, ...(description === undefined ? {} : { description }) };
  const { [field]: value = "" } = request;
  return {
    "multipart/form-data": {
      schema: { ...body, properties: { [field]: part, ...properties } },
      encoding: { [field]: { contentType: media_types.join(", ") } },
      examples: { request: { value: request } },
    },
    ...Object.fromEntries(
      media_types.map((type) => [type, { schema: binary, examples: { request: { value } } }] as const),
    ),
  };
}
