// CORS for the origins that CORS_ORIGINS names; by default there are none, and browsers use tickets only.
import type { Environment } from "../durable-objects/environment.ts";
import { SECURITY_HEADERS } from "./respond.ts";

const ALLOW_HEADERS =
  "authorization, content-type, idempotency-key, if-none-match, traceparent, x-api-key, x-request-id";
const EXPOSE_HEADERS =
  "etag, holdfast-next-cursor, holdfast-seq, idempotency-replayed, ratelimit-limit, ratelimit-remaining, ratelimit-reset, retry-after, traceparent, www-authenticate, x-request-id";

/** The origin that may read the answer, or undefined. */
function allowedOrigin(headers: Headers, environment: Environment): string | undefined {
  const origin = headers.get("origin");
  if (origin === null || origin === "") return undefined;
  return (environment.CORS_ORIGINS ?? "").split(",").includes(origin) ? origin : undefined;
}

/** Lets a browser of an allowed origin read this answer; any other answer stays as it is. */
export function shared(response: Response, request: Request, environment: Environment): Response {
  const origin = allowedOrigin(request.headers, environment);
  // A WebSocket's handshake came from its object, and what the object answered cannot be changed here.
  if (origin === undefined || response.status === 101) return response;
  response.headers.set("access-control-allow-origin", origin);
  response.headers.set("access-control-expose-headers", EXPOSE_HEADERS);
  response.headers.append("vary", "Origin");
  return response;
}

/** The answer to a preflight, which says nothing to origins that are not allowed. */
export function preflight(request: Request, environment: Environment): Response {
  const response = new Response(null, { status: 204, headers: { ...SECURITY_HEADERS, vary: "Origin" } });
  const origin = allowedOrigin(request.headers, environment);
  if (origin !== undefined) {
    response.headers.set("access-control-allow-origin", origin);
    response.headers.set("access-control-allow-methods", "GET, POST, PUT, PATCH, DELETE");
    response.headers.set("access-control-allow-headers", ALLOW_HEADERS);
    response.headers.set("access-control-max-age", "600");
  }
  return response;
}
