// What a call can reject with, beside the reason of the caller's own signal and a TypeError for wrong arguments.
import type { ProblemCode, Problems } from "./generated/problems.ts";

/** Which call it was. With the same `idempotencyKey` it can be made again without happening twice. */
export interface CallFacts {
  readonly operation: string;
  readonly requestId: string;
  readonly idempotencyKey: string | undefined;
}

export class HoldfastError extends Error {
  readonly operation: string | undefined;
  readonly requestId: string | undefined;
  /** The key that the call was sent with, yours or the one that was made. */
  readonly idempotencyKey: string | undefined;
  /** How often it was sent. */
  attempts = 0;

  constructor(message: string, call?: CallFacts, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = "HoldfastError";
    this.operation = call?.operation;
    this.requestId = call?.requestId;
    this.idempotencyKey = call?.idempotencyKey;
  }
}

/** What the API answered: a problem of RFC 9457. A newer API can have codes that are not in the types yet. */
export class ProblemError<Code extends ProblemCode = ProblemCode> extends HoldfastError {
  readonly code: Code;
  readonly status: number;
  readonly problem: Problems[Code];
  readonly traceId: string;
  /** What `Retry-After` said. */
  readonly retryAfterSeconds: number | undefined;

  constructor(problem: Problems[Code], call: CallFacts, retryAfterSeconds: number | undefined) {
    super(`${problem.code} (${problem.status}) from ${call.operation}: ${problem.detail}`, {
      ...call,
      requestId: problem.request_id,
    });
    this.name = "ProblemError";
    // A problem's code is the name that it is found under in Problems.
    this.code = problem.code as Code;
    this.status = problem.status;
    this.problem = problem;
    this.traceId = problem.trace_id;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Nothing was answered: no connection, or it broke. `cause` is what the platform said. */
export class ConnectionError extends HoldfastError {
  constructor(message: string, call?: CallFacts, cause?: unknown) {
    super(message, call, cause);
    this.name = "ConnectionError";
  }
}

/** Nothing was answered in time: by one attempt (`attemptTimeoutMs`) or by the whole call (`timeoutMs`). */
export class TimeoutError extends HoldfastError {
  constructor(message: string, call?: CallFacts) {
    super(message, call);
    this.name = "TimeoutError";
  }
}

/** Something was answered that this API does not answer, such as the HTML page of a proxy. */
export class ProtocolError extends HoldfastError {
  readonly status: number | undefined;

  constructor(message: string, call?: CallFacts, status?: number) {
    super(message, call);
    this.name = "ProtocolError";
    this.status = status;
  }
}

/** Whether an error is a problem, of one of these codes if any are given. Also knows those of another copy of this package. */
export function isProblem<Code extends ProblemCode = ProblemCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is ProblemError<Code> {
  if (!(error instanceof Error) || error.name !== "ProblemError") return false;
  const { code } = error as ProblemError;
  return codes.length === 0 || codes.some((one) => one === code);
}
