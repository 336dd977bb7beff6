import type { Violation } from "./booking-input.ts";

const PROBLEMS = {
  MALFORMED_JSON: { status: 400, title: "The body is not valid JSON", retryable: false },
  VALIDATION_FAILED: { status: 400, title: "The request is not valid", retryable: false },
  IDEMPOTENCY_KEY_REQUIRED: { status: 400, title: "An Idempotency-Key header is required", retryable: false },
  UNAUTHENTICATED: { status: 401, title: "The token is missing or unknown", retryable: false },
  NOT_FOUND: { status: 404, title: "Not found", retryable: false },
  METHOD_NOT_ALLOWED: { status: 405, title: "Only POST is allowed", retryable: false },
  FULL: { status: 409, title: "Not enough places left", retryable: false },
  HOLD_CONFLICT: { status: 409, title: "This customer already has an active hold", retryable: false },
  HOLD_EXPIRED: { status: 409, title: "The hold has expired", retryable: false },
  HOLD_CONFIRMED: { status: 409, title: "The hold is already confirmed", retryable: false },
  PAYLOAD_TOO_LARGE: { status: 413, title: "The body is too large", retryable: false },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: "Content-Type must be application/json", retryable: false },
  IDEMPOTENCY_KEY_MISMATCH: { status: 422, title: "The key was used with another body", retryable: false },
  RATE_LIMITED: { status: 429, title: "Too many requests", retryable: true },
  INTERNAL: { status: 500, title: "The server failed", retryable: true },
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export interface ProblemFacts {
  readonly path: string;
  readonly traceId: string;
  readonly detail?: string;
  readonly violations?: readonly Violation[];
}

export function problem(code: ProblemCode, facts: ProblemFacts): { status: number; body: string } {
  const { status, title, retryable } = PROBLEMS[code];
  const body = JSON.stringify({
    type: `about:blank#${code}`,
    title,
    status,
    detail: facts.detail,
    instance: facts.path,
    code,
    retryable,
    trace_id: facts.traceId,
    violations: facts.violations,
  });
  return { status, body };
}
