// Tickets for a browser's WebSocket: 60 seconds, one use, the public view of one departure or show. Signed, so that making
// one costs nothing; the departure remembers the ones that were used until they are over.
import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { Actor } from "../durable-objects/envelope.ts";
import { hex, randomBytes } from "./context.ts";

export const TICKET_MS = 60_000;
export const FEED_PROTOCOL = "holdfast.v1";
const TICKET_PREFIX = "holdfast.ticket.";

const ticketContent = z.strictObject({
  id: z.string(),
  home_id: z.string(),
  channel: z.string(),
  key_id: z.string(),
  expires_at_ms: z.int(),
});
export type Ticket = z.output<typeof ticketContent>;

export function writeTicket(
  secret: string,
  home_id: string,
  actor: Actor,
  now: number,
): { text: string; expires_at_ms: number } {
  const expires_at_ms = now + TICKET_MS;
  const ticket: Ticket = {
    id: hex(randomBytes(12)),
    home_id,
    channel: actor.channel,
    key_id: actor.key_id,
    expires_at_ms,
  };
  const content = Buffer.from(JSON.stringify(ticket)).toString("base64url");
  return { text: `${content}.${signature(secret, content)}`, expires_at_ms };
}

export function readTicket(secret: string, text: string, home_id: string, now: number): Ticket | undefined {
  const [content = "", signed = "", ...more] = text.split(".");
  const expected = Buffer.from(signature(secret, content));
  // A header may bring letters of more than one byte.
  const given = Buffer.from(signed);
  if (more.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const parsed = ticketContent.safeParse(JSON.parse(Buffer.from(content, "base64url").toString()));
  if (!parsed.success || parsed.data.home_id !== home_id || parsed.data.expires_at_ms <= now) return undefined;
  return parsed.data;
}

export function ticketProtocols(text: string): string[] {
  return [FEED_PROTOCOL, `${TICKET_PREFIX}${text}`];
}

/** The ticket among a handshake's subprotocols. */
export function ticketIn(header: string | null): string | undefined {
  const protocols = (header ?? "").split(",").map((protocol) => protocol.trim());
  return protocols.find((protocol) => protocol.startsWith(TICKET_PREFIX))?.slice(TICKET_PREFIX.length);
}

function signature(secret: string, content: string): string {
  return createHmac("sha256", secret).update(`ticket ${content}`).digest("base64url");
}
