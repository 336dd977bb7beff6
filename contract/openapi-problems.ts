// What goes wrong, in the OpenAPI document: a schema and a response for every code, and the refusals of each operation.
import * as z from "zod";
import { headerReferences as headers } from "./headers.ts";
import { type JsonObject, pascal, type Schemas } from "./json-schema.ts";
import { type Operation, problemsOf } from "./operation.ts";
import { PROBLEM_CODES, PROBLEM_FACTS, type ProblemCode, problem, problemKind } from "./problems.ts";

export const LIMITS = headers("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset");
export const EVERY = headers("x-request-id", "traceparent", "Access-Control-Allow-Origin");
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

/** One response a status, with every code that comes with it. */
export function failures(operation: Operation): JsonObject {
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
export function problemResponses(): JsonObject {
  return Object.fromEntries(
    PROBLEM_CODES.map((code) => [pascal(code), problemResponse(problemKind(code).status, [code])]),
  );
}

export function problemSchemas(schemas: Schemas): JsonObject {
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
