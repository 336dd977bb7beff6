// One request for one operation, step by step: who asks, may they, how often, what do they say, once or again.
import type { Operation } from "../contract/operation.ts";
import type { OperationName } from "../contract/registry.ts";
import type { Digests } from "../domain/idempotency.ts";
import type { Environment } from "../durable-objects/environment.ts";
import type { RateState } from "./admitted-keys.ts";
import { authenticate, type Principal } from "./authenticate.ts";
import { readJsonBody } from "./body.ts";
import type { Caller, Handler, Reply } from "./call.ts";
import { fieldDigests } from "./canonical-json.ts";
import type { RequestContext } from "./context.ts";
import { HANDLERS } from "./handlers/registry.ts";
import { readIdempotencyKey } from "./idempotency-key.ts";
import { type Failure, INTERNAL, invalid, overloaded } from "./problem.ts";
import { type Answered, respond, respondFailure } from "./respond.ts";
import { isUnavailable } from "./unavailable.ts";
import { validate } from "./validate.ts";

const RETRY_AFTER_MS = 1_000;

export type Asked = {
  readonly name: OperationName;
  readonly operation: Operation;
  readonly request: Request;
  readonly environment: Environment;
  readonly context: RequestContext;
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** What a REST path and query say; an RPC's input is its body alone. */
  readonly located?: Readonly<Record<string, unknown>>;
};

export async function dispatch(asked: Asked): Promise<Response> {
  const about: Answered = {
    operation: asked.name,
    context: asked.context,
    environment: asked.environment,
    waitUntil: asked.waitUntil,
    request: asked.request,
  };
  let caller: Entered;
  try {
    const entered = await enter(asked);
    if (!entered.ok) return respondFailure(entered.failure, { ...about, ...aboutCaller(entered) });
    caller = entered;
  } catch (error) {
    return failedUnexpectedly(error, about);
  }
  const known = { ...about, ...aboutCaller({ rate: caller.rate, actor: caller.principal }) };
  try {
    const reply = await carryOut(asked, caller.principal);
    return respond(reply, reply.caller ? { ...known, ...aboutCaller(reply.caller) } : known);
  } catch (error) {
    return failedUnexpectedly(error, known);
  }
}

/** Who a request's line, count and answer's headers are about. */
function aboutCaller({ rate, actor }: Caller): Pick<Answered, "rate" | "principal" | "key_id"> {
  return { rate, principal: actor?.channel, key_id: actor?.key_id };
}

type Entered = { readonly principal: Principal | undefined; readonly rate: RateState | undefined };

async function enter({ operation, request, environment, context }: Asked) {
  if (operation.scope === "none") return { ok: true, principal: undefined, rate: undefined } as const;
  const authenticated = await authenticate(request.headers, environment, context.now);
  if (!authenticated.ok) {
    const { failure, rate, actor } = authenticated;
    return { ok: false, failure, rate, actor } as const;
  }
  if (authenticated.principal.scopes.has(operation.scope)) return authenticated;
  const detail = `This needs the permission ${operation.scope}, which your key does not have.`;
  const failure: Failure = { code: "FORBIDDEN", detail, facts: { required_scope: operation.scope } };
  return { ok: false, failure, rate: authenticated.rate, actor: authenticated.principal } as const;
}

async function carryOut(asked: Asked, principal: Principal | undefined): Promise<Reply> {
  const { name, operation, request, environment, context } = asked;
  const key = operation.key === "none" ? null : readIdempotencyKey(request.headers.get("idempotency-key"));
  const read = await readInput(asked);
  if (!read.ok) return read;
  if (key === undefined) {
    return failure(
      invalid([{ path: "", message: "has an Idempotency-Key header that is not 1 to 255 visible ASCII characters" }]),
    );
  }
  const parsed = validate(operation.input, read.value);
  if (!parsed.ok) return failure(invalid(parsed.violations));
  if (key === null && operation.key === "required") {
    const detail =
      "Send an Idempotency-Key header: a new value for each thing you want done, the same one when you retry it.";
    return failure({ code: "IDEMPOTENCY_KEY_REQUIRED", detail });
  }
  const digests: Digests = key === null ? {} : fieldDigests(read.value);
  // The registry pairs each handler with its own operation's schema, which has just parsed the input.
  const handler = HANDLERS[name] as unknown as Handler<Operation>;
  return handler(parsed.value, {
    name,
    environment,
    context,
    principal,
    key,
    digests,
    accept: request.headers.get("accept") ?? "",
    headers: request.headers,
  });
}

type Input = { readonly ok: true; readonly value: Readonly<Record<string, unknown>> } | Extract<Reply, { ok: false }>;

/** The body, merged with what a REST path and query say; whatever is not an object is refused. */
async function readInput({ request, located }: Asked): Promise<Input> {
  const hasBody = request.method !== "GET" && request.method !== "DELETE";
  const body = hasBody ? await readJsonBody(request) : ({ ok: true, value: {} } as const);
  if (!body.ok) return failure(body.failure);
  const { value } = body;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return failure(invalid([{ path: "", message: "must be a JSON object" }]));
  }
  return { ok: true, value: located === undefined ? { ...value } : { ...value, ...located } };
}

function failure(problem: Failure): Extract<Reply, { ok: false }> {
  return { ok: false, failure: problem };
}

function failedUnexpectedly(error: unknown, about: Answered): Response {
  const message = reasonOf(error);
  const { request_id, trace_id } = about.context;
  console.error(
    JSON.stringify({
      level: "error",
      request_id,
      trace_id,
      operation: about.operation,
      message: message.slice(0, 4_000),
    }),
  );
  return respondFailure(isUnavailable(error) ? overloaded(RETRY_AFTER_MS) : INTERNAL, about);
}

/** The innermost cause and where it came from. Outer messages can quote a query's parameters, which belong in no log. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  let cause: Error = error;
  for (let depth = 0; depth < 10 && cause.cause instanceof Error; depth += 1) cause = cause.cause;
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [cause.message, ...frames].join("\n");
}
