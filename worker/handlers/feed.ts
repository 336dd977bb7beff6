import { isoTime } from "../../durable-objects/departure/wire.ts";
import { type Handlers, principalOf } from "../call.ts";
import { departureTarget, missing } from "../object-call.ts";
import { ticketProtocols, writeTicket } from "../ticket.ts";

export const FEED_HANDLERS: Handlers<"feed/ticket"> = {
  "feed/ticket": async (input, call) => {
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    const { text, expires_at_ms } = writeTicket(
      call.environment.ID_SECRET,
      input.departure_id,
      principalOf(call),
      call.context.now,
    );
    return { ok: true, body: { ticket: text, protocols: ticketProtocols(text), expires_at: isoTime(expires_at_ms) } };
  },
};
