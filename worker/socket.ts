// The handshake of a departure's or show's WebSocket: who listens is settled here, everything else in the object.

import type { Environment } from "../durable-objects/environment.ts";
import type { FeedRequest } from "../durable-objects/sale/selling.ts";
import { authenticate, unauthenticated } from "./authenticate.ts";
import type { RequestContext } from "./context.ts";
import { isHomeId } from "./identifiers.ts";
import { type Failure, invalid, notFound, overloaded } from "./problem.ts";
import { FEED_PROTOCOL, readTicket, ticketIn } from "./ticket.ts";

export type Handshake =
  | { readonly ok: true; readonly response: Response }
  | { readonly ok: false; readonly failure: Failure };

/** What is listened to: a departure, or a show of a venue. */
export type Heard =
  | { readonly noun: "departure"; readonly home_id: string }
  | { readonly noun: "show"; readonly home_id: string; readonly venue_id: string };

export async function openFeed(
  request: Request,
  heard: Heard,
  environment: Environment,
  context: RequestContext,
): Promise<Handshake> {
  const { noun, home_id } = heard;
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    return { ok: false, failure: { code: "UPGRADE_REQUIRED", detail: "Open this address as a WebSocket." } };
  }
  const since = sinceOf(request.url);
  if (since === undefined)
    return { ok: false, failure: invalid([{ path: "/since", message: "must be a sequence number" }]) };
  if (!isHomeId(environment.ID_SECRET, noun === "departure" ? "dep" : "shw", home_id)) {
    return { ok: false, failure: notFound(noun) };
  }
  const listening = await listen(request, heard, environment, context);
  if (!listening.ok) return listening;
  const headers = new Headers(request.headers);
  const venue_id = heard.noun === "show" ? heard.venue_id : null;
  headers.set("holdfast-feed", JSON.stringify({ ...listening.asked, since, venue_id } satisfies FeedRequest));
  if (offersProtocol(request)) headers.set("sec-websocket-protocol", FEED_PROTOCOL);
  else headers.delete("sec-websocket-protocol");
  const objects = noun === "departure" ? environment.DEPARTURE : environment.SHOW;
  const response = await objects.getByName(home_id).fetch(new Request(request.url, { headers }));
  switch (response.status) {
    case 101:
      return { ok: true, response };
    case 401:
      return unauthenticated("This ticket was used already; ask for a new one.");
    case 404:
      return { ok: false, failure: notFound(noun) };
    default:
      return { ok: false, failure: overloaded(1_000) };
  }
}

async function listen(request: Request, { noun, home_id }: Heard, environment: Environment, context: RequestContext) {
  const text = ticketIn(request.headers.get("sec-websocket-protocol"));
  if (text !== undefined) {
    const ticket = readTicket(environment.ID_SECRET, text, home_id, context.now);
    if (!ticket) return unauthenticated(`This ticket is not valid for this ${noun}, or is older than 60 seconds.`);
    const { id, expires_at_ms, channel, key_id } = ticket;
    const listener = { view: "public", actor: { channel, key_id, admin: false } } as const;
    return { ok: true, asked: { listener, ticket: { id, expires_at_ms } } } as const;
  }
  const authenticated = await authenticate(request.headers, environment, context.now);
  if (!authenticated.ok) return authenticated;
  const { channel, key_id, admin, scopes } = authenticated.principal;
  if (!scopes.has("read"))
    return { ok: false, failure: { code: "FORBIDDEN", detail: "This needs the permission read." } } as const;
  const listener = { view: admin ? "admin" : "channel", actor: { channel, key_id, admin } } as const;
  return { ok: true, asked: { listener, ticket: null } } as const;
}

/** The sequence number to resume after, null for none, undefined when what is there is not one. */
function sinceOf(url: string): number | null | undefined {
  const text = new URL(url).searchParams.get("since");
  if (text === null) return null;
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function offersProtocol(request: Request): boolean {
  const protocols = (request.headers.get("sec-websocket-protocol") ?? "").split(",");
  return protocols.some((protocol) => protocol.trim() === FEED_PROTOCOL);
}
