import { SECOND_MS } from "../../domain/limits.ts";
import type { Command } from "../../durable-objects/departure/commands.ts";
import type { Wire } from "../../durable-objects/departure/wire.ts";
import type { Handlers } from "../call.ts";
import { childTarget, command, departureTarget, missing, part, query } from "../object-call.ts";
import { queryPage } from "../paging.ts";

function entryBody(said: object, wire: Wire) {
  return wire.entry(part(said, "entry"));
}

export const WAITLIST_HANDLERS: Handlers<
  "waitlist/join" | "waitlist/leave" | "waitlist/get" | "waitlist/list" | "waitlist/notify"
> = {
  "waitlist/join": async (input, call) => {
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    const wanted: Command = { type: "join", customer_ref: input.customer_ref, seats: input.seats };
    return command(call, input.departure_id, wanted, entryBody);
  },

  "waitlist/leave": async (input, call) => {
    const target = childTarget(call, "wle", input.entry_id);
    if (!target) return missing("waitlist entry");
    return command(call, target.departure_id, { type: "leave", entry: target.child }, entryBody);
  },

  "waitlist/get": async (input, call) => {
    const target = childTarget(call, "wle", input.entry_id);
    if (!target) return missing("waitlist entry");
    return query(call, target.departure_id, { type: "entry", entry: target.child }, entryBody);
  },

  "waitlist/list": async (input, call) => {
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    const { status = null, customer_ref = null } = input;
    return queryPage(
      { call, departure_id: input.departure_id, input },
      (page) => ({ type: "entries", status, customer_ref, page }),
      (said) => part(said, "entries"),
      (entry, wire) => wire.entry(entry),
    );
  },

  "waitlist/notify": async (input, call) => {
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    const target = input.entry_id === undefined ? undefined : childTarget(call, "wle", input.entry_id);
    if (input.entry_id !== undefined && target?.departure_id !== input.departure_id) return missing("waitlist entry");
    const ttl_ms = input.ttl_seconds === undefined ? null : input.ttl_seconds * SECOND_MS;
    const wanted: Command = { type: "notify", entry: target?.child ?? null, ttl_ms };
    return command(call, input.departure_id, wanted, (said, wire) => ({
      offers: part(said, "offers").map(({ entry, hold }) => ({ entry: wire.entry(entry), hold: wire.hold(hold) })),
    }));
  },
};
