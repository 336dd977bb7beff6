import { isoTime } from "../../durable-objects/departure/wire.ts";
import { type Handlers, principalOf } from "../call.ts";
import { DEPARTURES } from "../departure-call.ts";
import { isSaleId, missing } from "../seller.ts";
import { SHOWS } from "../show-call.ts";
import { ticketProtocols, writeTicket } from "../ticket.ts";

export const FEED_HANDLERS: Handlers<"feed/ticket"> = {
  "feed/ticket": async (input, call) => {
    const seller = input.show_id === undefined ? DEPARTURES : SHOWS;
    const home_id = input.show_id ?? input.departure_id ?? "";
    if (!isSaleId(call, seller, home_id)) return missing(seller.noun);
    const { ID_SECRET } = call.environment;
    const { text, expires_at_ms } = writeTicket(ID_SECRET, home_id, principalOf(call), call.context.now);
    return { ok: true, body: { ticket: text, protocols: ticketProtocols(text), expires_at: isoTime(expires_at_ms) } };
  },
};
