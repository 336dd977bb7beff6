// The HTTP side that both peers share: read, authenticate, limit, validate, ask the store, answer, log.
// It does what Holdfast's pipeline does for a request, by the cheapest means that node:http has.

import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { authenticate, withinLimit } from "./access.ts";
import { canonicalJson } from "./booking-input.ts";
import type { BookingStore, CommandResult } from "./booking-store.ts";
import { traceId } from "./identifiers.ts";
import { logLine } from "./log-lines.ts";
import { type Operation, operations } from "./peer-operations.ts";
import { type ProblemCode, type ProblemFacts, problem } from "./problem.ts";

const BODY_BYTES_MAX = 256 * 1024;
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;
const TRACE_PARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly replayed?: boolean;
  readonly principal?: string;
}

export function servePeer(store: BookingStore, port: number): Promise<number> {
  const routes = operations(store);
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const startedAt = performance.now();
    const path = request.url ?? "/";
    const trace = TRACE_PARENT.exec(header(request, "traceparent") ?? "")?.[1] ?? traceId();
    const refuse = (code: ProblemCode, detail?: string): Reply =>
      problem(code, detail === undefined ? { path, traceId: trace } : { path, traceId: trace, detail });
    // The last step cannot fail: it writes to a response that swallows what a gone client does not take.
    void readBody(request)
      .then((body) =>
        body === undefined ? refuse("PAYLOAD_TOO_LARGE") : answer(routes, request, { body, path, trace }),
      )
      .catch((error: unknown) => {
        logLine(JSON.stringify({ level: "error", trace_id: trace, error: String(error) }));
        return refuse("INTERNAL");
      })
      .then((reply) => send(request, response, { reply, trace, path, startedAt }));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

interface Received {
  readonly body: string;
  readonly path: string;
  readonly trace: string;
}

async function answer(
  routes: ReadonlyMap<string, Operation>,
  request: IncomingMessage,
  received: Received,
): Promise<Reply> {
  const { path, trace } = received;
  const facts: ProblemFacts = { path, traceId: trace };
  const operation = routes.get(path);
  if (operation === undefined) return problem("NOT_FOUND", facts);
  if (request.method !== "POST") return problem("METHOD_NOT_ALLOWED", facts);
  const principal = authenticate(header(request, "authorization"));
  if (principal === undefined) return problem("UNAUTHENTICATED", facts);
  const nowMs = Date.now();
  if (!withinLimit(principal, nowMs)) return { ...problem("RATE_LIMITED", facts), principal: principal.name };
  if (!(header(request, "content-type") ?? "").startsWith("application/json"))
    return problem("UNSUPPORTED_MEDIA_TYPE", facts);
  const body = parseJson(received.body);
  if (body === undefined) return problem("MALFORMED_JSON", facts);
  const idempotencyKey = header(request, "idempotency-key") ?? "";
  if (operation.mutates && !IDEMPOTENCY_KEY.test(idempotencyKey)) return problem("IDEMPOTENCY_KEY_REQUIRED", facts);
  const bodyHash = operation.mutates ? createHash("sha256").update(canonicalJson(body)).digest() : NO_HASH;
  const result = await operation.run(
    body,
    { principal: principal.name, idempotencyKey, bodyHash, traceId: trace },
    nowMs,
  );
  if (result.kind === "invalid") return problem("VALIDATION_FAILED", { ...facts, violations: result.violations });
  return { ...replyTo(result, facts), principal: principal.name };
}

const NO_HASH = Buffer.alloc(0);

function replyTo(result: CommandResult, facts: ProblemFacts): Reply {
  switch (result.kind) {
    case "done":
      return { status: 200, body: result.answer, replayed: result.replayed };
    case "refused": {
      const { code, fact, replayed } = result;
      return { ...problem(code, { path: facts.path, traceId: result.traceId, detail: fact }), replayed };
    }
    case "mismatch":
      return problem("IDEMPOTENCY_KEY_MISMATCH", facts);
    case "not_found":
      return problem("NOT_FOUND", facts);
  }
}

interface Exchange {
  readonly reply: Reply;
  readonly trace: string;
  readonly path: string;
  readonly startedAt: number;
}

function send(request: IncomingMessage, response: ServerResponse, { reply, trace, path, startedAt }: Exchange): void {
  const given = header(request, "x-request-id");
  const requestId = given !== undefined && REQUEST_ID.test(given) ? given : traceId();
  const headers = [
    "Content-Type",
    reply.status < 400 ? "application/json" : "application/problem+json",
    "Content-Length",
    String(Buffer.byteLength(reply.body)),
    "X-Request-Id",
    requestId,
    "Traceparent",
    `00-${trace}-${requestId.slice(0, 16).padEnd(16, "0")}-01`,
    "Cache-Control",
    "no-store",
    "X-Content-Type-Options",
    "nosniff",
    "Referrer-Policy",
    "no-referrer",
  ];
  if (reply.replayed === true) headers.push("Idempotency-Replayed", "true");
  response.writeHead(reply.status, headers);
  response.end(reply.body);
  const durationMs = (performance.now() - startedAt).toFixed(2);
  logLine(
    `{"time":${Date.now()},"request_id":${JSON.stringify(requestId)},"operation":${JSON.stringify(path)},"principal":"${reply.principal ?? ""}","status":${reply.status},"duration_ms":${durationMs},"trace_id":"${trace}"}`,
  );
}

/** Resolves to undefined when the body is larger than allowed. */
function readBody(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > BODY_BYTES_MAX) return resolve(undefined);
      chunks.push(chunk);
    });
    request.on("end", () => resolve((chunks.length === 1 ? chunks[0] : Buffer.concat(chunks))?.toString("utf8")));
    request.on("error", reject);
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
