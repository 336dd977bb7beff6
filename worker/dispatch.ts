// One request for one operation, step by step: who asks, may they, how often, what do they say, once or again.
import type { Operation } from "../contract/operation.ts";
import type { Digests } from "../domain/idempotency.ts";
import type { Environment } from "../durable-objects/environment.ts";
import type { RateState } from "./admitted-keys.ts";
import { authenticate, type Principal } from "./authenticate.ts";
import type { AnyHandler, Caller, FileReply, RawAsked, Reply } from "./call.ts";
import { fieldDigests } from "./canonical-json.ts";
import type { RequestContext } from "./context.ts";
import { etagMatches } from "./etag.ts";
import { keyOfRequest, readIdempotencyKey } from "./idempotency-key.ts";
import { type Located, readInput } from "./input.ts";
import { type Failure, INTERNAL, invalid, overloaded } from "./problem.ts";
import { type Answered, respond, respondFailure, respondFile } from "./respond.ts";
import { isUnavailable } from "./unavailable.ts";
import { validate } from "./validate.ts";

const RETRY_AFTER_MS = 1_000;

export type Asked = {
  readonly name: string;
  readonly operation: Operation;
  readonly handler: AnyHandler;
  readonly request: Request;
  readonly environment: Environment;
  readonly context: RequestContext;
  readonly waitUntil: (work: Promise<unknown>) => void;
  /** For a REST binding. */
  readonly located?: Located;
};

export async function dispatch(asked: Asked): Promise<Response> {
  const about: Answered = {
    operation: asked.name,
    request: asked.request,
    context: asked.context,
    environment: asked.environment,
    waitUntil: asked.waitUntil,
    created: asked.located?.route.binding.status === 201,
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
    if ("file" in reply) return respondFile(reply.file, known);
    const about_caller = reply.caller ? { ...known, ...aboutCaller(reply.caller) } : known;
    return respond(shown(reply, asked.located), about_caller);
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

async function carryOut(asked: Asked, principal: Principal | undefined): Promise<Reply | FileReply> {
  const { name, operation, handler, request, located, environment, context } = asked;
  const given = operation.key === "none" ? null : readIdempotencyKey(request.headers.get("idempotency-key"));
  const read = await readInput(request, { located, file: operation.file });
  if (!read.ok) return read;
  if (given === undefined) {
    return failure(
      invalid([{ path: "", message: "has an Idempotency-Key header that is not 1 to 255 visible ASCII characters" }]),
    );
  }
  const parsed = validate(operation.input, read.value);
  if (!parsed.ok) return failure(invalid(parsed.violations));
  const key = given ?? (located === undefined ? null : keyOfRequest(located.route.binding, read.value));
  if (key === null && operation.key === "required") {
    const detail =
      "Send an Idempotency-Key header: a new value for each thing you want done, the same one when you retry it.";
    return failure({ code: "IDEMPOTENCY_KEY_REQUIRED", detail });
  }
  const digests: Digests = key === null ? {} : fieldDigests(read.value);
  // The registry pairs each handler with its own operation's schema, which has just parsed the input.
  return handler(parsed.value as never, {
    name,
    environment,
    context,
    principal,
    key,
    digests,
    accept: request.headers.get("accept") ?? "",
    headers: request.headers,
    raw: located?.route.binding.raw === undefined ? null : rawAsked(request),
  });
}

/** What If-None-Match names is not read again (RFC 9110, 13.1.2). */
function rawAsked({ method, headers }: Request): RawAsked {
  const named = headers.get("if-none-match");
  return { has: (sha256) => named !== null && etagMatches(named, sha256), head: method === "HEAD" };
}

/** The answer in the shape of the route; a refusal has the same one everywhere. */
function shown(reply: Reply, located: Located | undefined): Reply {
  const shape = located?.route.binding.shape;
  return reply.ok && shape !== undefined ? { ...reply, body: shape.encode(reply.body) } : reply;
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
