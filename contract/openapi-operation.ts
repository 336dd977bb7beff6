// Operations in the OpenAPI document, each as its RPC, and what its REST routes have in common with that.
import { camel, type Json, type JsonObject, pascal, type Schemas } from "./json-schema.ts";
import { EVERY, failures, LIMITS } from "./openapi-problems.ts";
import { type Operation, problemsOf } from "./operation.ts";
import type { RestBinding } from "./rest-binding.ts";

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

export const OF_EVERY_REQUEST = [
  { $ref: "#/components/parameters/XRequestId" },
  { $ref: "#/components/parameters/Traceparent" },
] as const;

export function keyParameter({ key }: Operation, missing_key: RestBinding["missing_key"]): readonly JsonObject[] {
  if (key === "none") return [];
  if (missing_key !== undefined) return [{ $ref: "#/components/parameters/IdempotencyKeyOrBooking" }];
  return [{ $ref: `#/components/parameters/IdempotencyKey${key === "required" ? "Required" : ""}` }];
}

export function described({ name, operation }: Documented): JsonObject {
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

export type AnswerContent = { readonly schema: JsonObject; readonly value: Json };

export function responseOf({ name, operation, response }: Documented, schemas: Schemas): AnswerContent {
  return { schema: schemas.named(`${pascal(name)}Response`, operation.output, "output"), value: response };
}

export function success(
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
