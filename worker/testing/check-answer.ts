// What must be true of every answer of the API. Each call that a test makes passes through here.
import { expect } from "vitest";
import * as z from "zod";
import { problemsOf } from "../../contract/operation.ts";
import { PROBLEM_FACTS, type ProblemCode, problem, problemKind } from "../../contract/problems.ts";
import { type OperationName, operationNamed } from "../../contract/registry.ts";
import type { RestBinding } from "../../contract/rest-binding.ts";

const POINTER = /^(\/([^~/]|~[01])*)*$/;
const JSON_TYPE = "application/json";
const DRAWING_TYPE = "image/svg+xml";
const PROBLEM_TYPE = "application/problem+json";

export type Sent = { readonly status: number; readonly headers: Headers; readonly text: string };

/** Of a file that is sent as it is: it may be kept, if it is asked for again, and shown, if it runs nothing. */
const FILE_HEADERS = {
  cache: "private, no-cache",
  policy: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
} as const;

export function checkHeaders({ headers }: Sent, kept?: typeof FILE_HEADERS): void {
  expect(headers.get("x-request-id")).toMatch(/^[\x21-\x7e]{1,128}$/);
  expect(headers.get("traceparent")).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("x-frame-options")).toBe("DENY");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("cache-control")).toBe(kept?.cache ?? "no-store");
  expect(headers.get("content-security-policy")).toContain(
    kept?.policy ?? "default-src 'none'; frame-ancestors 'none'",
  );
  expect(headers.get("strict-transport-security")).toContain("max-age=");
}

export function checkProblem(sent: Sent): ProblemCode {
  const { status, headers, text } = sent;
  expect(headers.get("content-type")).toBe(PROBLEM_TYPE);
  const body = problem.parse(JSON.parse(text));
  const { code, title, retryable } = body;
  // Exactly the facts that its code calls for, and no member beside them.
  expect(z.strictObject({ ...problem.shape, ...PROBLEM_FACTS[code] }).safeParse(body).error, text).toBeUndefined();
  expect({ status: body.status, title, retryable }).toEqual({ ...problemKind(code), status });
  if (headers.get("idempotency-replayed") === null) {
    expect(body.request_id).toBe(headers.get("x-request-id"));
    expect(headers.get("traceparent")).toContain(body.trace_id);
  }
  const named = code === "VALIDATION_FAILED" || code === "IDEMPOTENCY_KEY_MISMATCH";
  expect(body.violations !== undefined, "violations are there when something is named").toBe(named);
  for (const { path } of body.violations ?? []) expect(path).toMatch(POINTER);
  if (code === "RATE_LIMITED" || code === "OVERLOADED") expect(headers.get("retry-after")).toMatch(/^[1-9]\d*$/);
  return code;
}

/** Parses the answer by the operation's own declaration, or the binding's, and refuses whatever that does not declare. */
export function checkAnswer(name: OperationName, sent: Sent, binding?: RestBinding): void {
  const operation = operationNamed(name);
  if (!operation) throw new Error(`${name} is not an operation`);
  if (binding?.raw !== undefined && sent.status === 200) return checkFile(sent);
  checkHeaders(sent);
  if (sent.status === (binding?.status ?? 200)) {
    const output = binding?.shape?.output ?? operation.output;
    const types: readonly string[] = binding?.raw === undefined ? (operation.produces ?? []) : [DRAWING_TYPE];
    if (sent.headers.get("content-type") === JSON_TYPE) checkOutput(output, sent.text);
    else expect(types).toContain(sent.headers.get("content-type")?.split(";")[0]);
    return;
  }
  const code = checkProblem(sent);
  expect(JSON.parse(sent.text)).toMatchObject({ instance: `/v1/${name}` });
  // A wrong method is answered where the operation's own path is.
  expect([...problemsOf(operation), "METHOD_NOT_ALLOWED"], `${name} may answer ${code}`).toContain(code);
}

function checkFile(sent: Sent): void {
  checkHeaders(sent, FILE_HEADERS);
  expect(sent.headers.get("content-type")).toBe("image/svg+xml; charset=utf-8");
  expect(sent.headers.get("etag")).toMatch(/^(W\/)?"[0-9a-f]{64}"$/);
  expect(sent.text).toMatch(/^<svg[^]*<\/svg>$/);
}

function checkOutput(output: z.ZodType, text: string): void {
  const body: unknown = JSON.parse(text);
  // A schema drops members that it does not declare, so equality says that there are none.
  expect(output.parse(body)).toEqual(body);
}
