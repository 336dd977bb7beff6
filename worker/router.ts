// From path to operation. RPC is a dictionary; REST bindings are the registry's; the rest is a handful of routes.
import { type Context, Hono } from "hono";
import type { Operation } from "../contract/operation.ts";
import { OPERATIONS } from "../contract/registry.ts";
import type { Environment } from "../durable-objects/environment.ts";
import { authenticate } from "./authenticate.ts";
import type { AnyHandler } from "./call.ts";
import { requestContext } from "./context.ts";
import { preflight, shared } from "./cors.ts";
import { dispatch } from "./dispatch.ts";
import { DOCUMENTS, documentText } from "./documents.ts";
import { HANDLERS } from "./handlers/registry.ts";
import type { Located } from "./input.ts";
import { flushCounts, metricsText } from "./metrics.ts";
import type { Failure } from "./problem.ts";
import { type Answered, record, respondFailure, respondText, SECURITY_HEADERS } from "./respond.ts";
import { type RestRoute, restRoutes } from "./rest-route.ts";
import { sitePage } from "./site.ts";
import { type Heard, openFeed } from "./socket.ts";

type Routed = Context<{ Bindings: Environment }>;

/** What is served: an operation of each name with the handler that carries it out. */
export type Api = {
  readonly operations: Readonly<Record<string, Operation>>;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
};
type Bound = { readonly name: string; readonly operation: Operation; readonly handler: AnyHandler };

/** Also /docs itself. */
const SITE = "/docs/*";

function about(routed: Routed, operation: string): Answered {
  const waitUntil = (work: Promise<unknown>) => routed.executionCtx.waitUntil(work);
  const request = routed.req.raw;
  return { operation, request, context: requestContext(request.headers), environment: routed.env, waitUntil };
}

function fail(routed: Routed, failure: Failure, operation = "unknown"): Response {
  return respondFailure(failure, about(routed, operation));
}

function run(routed: Routed, bound: Bound, located?: Located): Promise<Response> {
  const { operation: _name, ...asked } = about(routed, bound.name);
  return dispatch(located === undefined ? { ...asked, ...bound } : { ...asked, ...bound, located });
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

async function feed(routed: Routed, heard: Heard): Promise<Response> {
  const answered = about(routed, "feed/open");
  const opened = await openFeed(routed.req.raw, heard, routed.env, answered.context);
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

function boundByName({ operations, handlers }: Api): ReadonlyMap<string, Bound> {
  const bound = Object.entries(operations).map(([name, operation]) => {
    const handler = handlers[name];
    if (handler === undefined) throw new Error(`nothing carries out ${name}`);
    return [name, { name, operation, handler }] as const;
  });
  return new Map(bound);
}

function rpc(routed: Routed, bound: ReadonlyMap<string, Bound>): Response | Promise<Response> {
  const found = bound.get(`${routed.req.param("service")}/${routed.req.param("method")}`);
  if (found === undefined) return unknownRoute(routed);
  return routed.req.method === "POST" ? run(routed, found) : wrongMethod(routed, "POST", found.name);
}

/** Every method that the path takes, by all the routes that match it. */
function allowed(routes: readonly RestRoute[], path: string): string {
  const methods = routes.filter(({ matches }) => matches(path)).map(({ binding }) => binding.method);
  return [...new Set(methods.flatMap((method) => (method === "GET" ? READING : [method])))].join(", ");
}

/** Hono takes the first route that fits: /seats/bulk-status before /seats/:seatId. No path has a tilde. */
function wordsFirst(one: RestRoute, other: RestRoute): number {
  return one.pattern.replaceAll(":", "~") < other.pattern.replaceAll(":", "~") ? -1 : 1;
}

/** Hono answers a HEAD as the GET of its path, without the body. */
const READING = ["GET", "HEAD"];
const DEPARTURE_FEED = "/ws/departures/:departure_id";
const SHOW_FEED = "/ws/venues/:venue_id/shows/:show_id";

function departureFeed(routed: Routed): Promise<Response> {
  return feed(routed, { noun: "departure", home_id: routed.req.param("departure_id") ?? "" });
}

function showFeed(routed: Routed): Promise<Response> {
  const { venue_id = "", show_id = "" } = routed.req.param() as Readonly<Record<string, string | undefined>>;
  return feed(routed, { noun: "show", home_id: show_id, venue_id });
}

export function routerOf(api: Api): Hono<{ Bindings: Environment }> {
  const router = new Hono<{ Bindings: Environment }>();
  const bound = boundByName(api);
  const routes = [...bound.values()]
    .flatMap((found) => restRoutes(found).map((route) => ({ ...route, found })))
    .sort(wordsFirst);
  router.options("*", (routed) => preflight(routed.req.raw, routed.env));
  router.all(
    "/v1/:service/:method",
    open((routed) => rpc(routed, bound)),
  );
  for (const { found, ...route } of routes) {
    router.on(
      route.binding.method,
      route.pattern,
      open((routed) => run(routed, found, { route, parameters: routed.req.param() })),
    );
  }
  router.get("/metrics", open(metrics));
  for (const path of Object.keys(DOCUMENTS)) router.get(path, open(document));
  router.get(DEPARTURE_FEED, open(departureFeed));
  router.get(SHOW_FEED, open(showFeed));
  router.get(SITE, open(site));
  router.get("/", open(toTheSite));
  for (const path of new Set(routes.map(({ pattern }) => pattern))) {
    router.all(
      path,
      open((routed) => wrongMethod(routed, allowed(routes, routed.req.path))),
    );
  }
  for (const path of ["/metrics", ...Object.keys(DOCUMENTS), SITE, "/"]) {
    router.all(
      path,
      open((routed) => wrongMethod(routed, READING.join(", "))),
    );
  }
  for (const path of [DEPARTURE_FEED, SHOW_FEED]) {
    router.all(
      path,
      open((routed) => wrongMethod(routed, "GET")),
    );
  }
  router.notFound(open(unknownRoute));
  router.onError((error, routed) => {
    console.error(JSON.stringify({ level: "error", message: error.message }));
    return fail(routed, { code: "INTERNAL", detail: "This is a fault of ours and has been logged." });
  });
  return router;
}

export const router = routerOf({ operations: OPERATIONS, handlers: HANDLERS });
