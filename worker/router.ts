// From path to operation. RPC is a dictionary; REST bindings are the registry's; the rest is a handful of routes.
import { type Context, Hono } from "hono";
import { isOperationName, OPERATIONS, operationNamed } from "../contract/registry.ts";
import type { Environment } from "../durable-objects/environment.ts";
import { authenticate } from "./authenticate.ts";
import { requestContext } from "./context.ts";
import { preflight, shared } from "./cors.ts";
import { dispatch } from "./dispatch.ts";
import { DOCUMENTS, documentText } from "./documents.ts";
import { flushCounts, metricsText } from "./metrics.ts";
import type { Failure } from "./problem.ts";
import { type Answered, record, respondFailure, respondText, SECURITY_HEADERS } from "./respond.ts";
import { sitePage } from "./site.ts";
import { openFeed } from "./socket.ts";

type Routed = Context<{ Bindings: Environment }>;

const REST = Object.entries(OPERATIONS).flatMap(([name, operation]) =>
  ("rest" in operation ? operation.rest : []).map((binding) => ({ name, ...binding })),
);

/** Also /docs itself. */
const SITE = "/docs/*";

function about(routed: Routed, operation: string): Answered {
  const waitUntil = (work: Promise<unknown>) => routed.executionCtx.waitUntil(work);
  return { operation, context: requestContext(routed.req.raw.headers), environment: routed.env, waitUntil };
}

function fail(routed: Routed, failure: Failure, operation = "unknown"): Response {
  return respondFailure(failure, about(routed, operation));
}

function run(routed: Routed, name: string): Promise<Response> | Response {
  const operation = operationNamed(name);
  if (operation === undefined || !isOperationName(name)) return unknownRoute(routed);
  const { context, environment, waitUntil } = about(routed, name);
  return dispatch({ name, operation, request: routed.req.raw, environment, context, waitUntil });
}

function unknownRoute(routed: Routed): Response {
  const detail = `There is nothing at ${routed.req.path.slice(0, 200)}; operations are POST /v1/{service}/{method}.`;
  return fail(routed, { code: "NOT_FOUND", detail });
}

function wrongMethod(routed: Routed, allow: string, operation = "unknown"): Response {
  return fail(routed, { code: "METHOD_NOT_ALLOWED", detail: `Use ${allow} here.`, allow }, operation);
}

async function metrics(routed: Routed): Promise<Response> {
  const answered = about(routed, "system/metrics");
  const authenticated = await authenticate(routed.req.raw.headers, routed.env, answered.context.now);
  if (!authenticated.ok) return respondFailure(authenticated.failure, answered);
  if (!authenticated.principal.admin)
    return respondFailure({ code: "FORBIDDEN", detail: "This needs the permission admin." }, answered);
  flushCounts(routed.env, answered.context.now, answered.waitUntil, true);
  return respondText(await metricsText(routed.env), "text/plain; version=0.0.4; charset=utf-8", answered);
}

async function feed(routed: Routed): Promise<Response> {
  const answered = about(routed, "feed/open");
  const opened = await openFeed(routed.req.raw, routed.req.param("departure_id") ?? "", routed.env, answered.context);
  return opened.ok ? opened.response : respondFailure(opened.failure, answered);
}

function document(routed: Routed): Response {
  const answered = about(routed, "system/document");
  return respondText(documentText(routed.req.path, new URL(routed.req.url)), "application/json", answered);
}

async function site(routed: Routed): Promise<Response> {
  const answered = about(routed, "system/page");
  const page = await sitePage(routed.req.raw, routed.env);
  if (page === undefined) return unknownRoute(routed);
  record(page.status, answered);
  return page;
}

/** Whoever opens the bare address wants to know what this is. */
function toTheSite(routed: Routed): Response {
  record(302, about(routed, "system/page"));
  return new Response(null, { status: 302, headers: { ...SECURITY_HEADERS, location: "/docs" } });
}

/** What is refused before anything else is looked at. */
function refusedAtTheDoor(routed: Routed): Response | undefined {
  const { DEVELOPMENT_ADMIN_KEY, ID_SECRET } = routed.env;
  if (ID_SECRET === undefined || ID_SECRET.length < 32) {
    throw new Error("the secret ID_SECRET is not set, or shorter than 32 characters");
  }
  const insecure = DEVELOPMENT_ADMIN_KEY === undefined && routed.req.url.startsWith("http:");
  return insecure ? fail(routed, { code: "FORBIDDEN", detail: "Only https is answered here." }) : undefined;
}

// One handler a route and no middleware: a chain of handlers costs a quarter of what an operation's whole way does.
type Handle = (routed: Routed) => Response | Promise<Response>;
function open(handle: Handle): Handle {
  return async (routed) => {
    const response = refusedAtTheDoor(routed) ?? (await handle(routed));
    return routed.req.raw.headers.has("origin") ? shared(response, routed.req.raw, routed.env) : response;
  };
}

function rpc(routed: Routed): Response | Promise<Response> {
  const name = `${routed.req.param("service")}/${routed.req.param("method")}`;
  if (!isOperationName(name)) return unknownRoute(routed);
  return routed.req.method === "POST" ? run(routed, name) : wrongMethod(routed, "POST", name);
}

export const router = new Hono<{ Bindings: Environment }>();

router.options("*", (routed) => preflight(routed.req.raw, routed.env));
router.all("/v1/:service/:method", open(rpc));
for (const { name, method, path } of REST)
  router.on(
    method,
    path,
    open((routed) => run(routed, name)),
  );
router.get("/metrics", open(metrics));
for (const path of Object.keys(DOCUMENTS)) router.get(path, open(document));
router.get("/ws/departures/:departure_id", open(feed));
router.get(SITE, open(site));
router.get("/", open(toTheSite));
const READ_ONLY = ["/metrics", ...Object.keys(DOCUMENTS), "/ws/departures/:departure_id", SITE, "/"];
for (const path of new Set([...REST.map((binding) => binding.path), ...READ_ONLY])) {
  const allow = REST.filter((binding) => binding.path === path).map((binding) => binding.method);
  router.all(
    path,
    open((routed) => wrongMethod(routed, allow.length > 0 ? allow.join(", ") : "GET")),
  );
}
router.notFound(open(unknownRoute));
router.onError((error, routed) => {
  console.error(JSON.stringify({ level: "error", message: error.message }));
  return fail(routed, { code: "INTERNAL", detail: "This is a fault of ours and has been logged." });
});
