// Holds of departures: made, lengthened, given back, confirmed.
import { SECOND_MS } from "../../domain/limits.ts";
import type { Command } from "../../durable-objects/departure/commands.ts";
import type { Call, Handlers } from "../call.ts";
import { bookingCode } from "../context.ts";
import { DEPARTURES, part } from "../departure-call.ts";
import { queryPage } from "../paging.ts";
import { childTarget, command, isSaleId, missing, query } from "../seller.ts";

type HoldCommand = Extract<Command, { hold: unknown }>;

/** The departure's hold that this id names; a show's is a reservation. */
function holdTarget(call: Call, hold_id: string) {
  const target = childTarget(call, "hold", hold_id);
  return target?.noun === "departure" ? target : undefined;
}

async function onHold(call: Call, hold_id: string, wanted: (hold: HoldCommand["hold"]) => HoldCommand) {
  const target = holdTarget(call, hold_id);
  if (!target) return missing("hold");
  const { home_id } = target;
  return command(call, DEPARTURES, { home_id, command: wanted(target.child) }, (said, wire) =>
    wire.hold(part(said, "hold")),
  );
}

export const HOLD_HANDLERS: Handlers<
  "booking/hold" | "booking/confirm" | "hold/get" | "hold/list" | "hold/extend" | "hold/release"
> = {
  "booking/hold": async (input, call) => {
    if (!isSaleId(call, DEPARTURES, input.departure_id)) return missing("departure");
    const { customer_ref, seats, refresh } = input;
    const wanted: Command = { type: "hold", customer_ref, seats, ttl_ms: input.ttl_seconds * SECOND_MS, refresh };
    return command(call, DEPARTURES, { home_id: input.departure_id, command: wanted }, (said, wire) =>
      wire.hold(part(said, "hold")),
    );
  },

  "booking/confirm": async (input, call) => {
    const target = holdTarget(call, input.hold_id);
    if (!target) return missing("hold");
    const wanted: Command = { type: "confirm", hold: target.child, seats: input.seats ?? null, code: bookingCode() };
    return command(call, DEPARTURES, { home_id: target.home_id, command: wanted }, (said, wire) =>
      wire.booking(part(said, "booking")),
    );
  },

  "hold/get": async (input, call) => {
    const target = holdTarget(call, input.hold_id);
    if (!target) return missing("hold");
    const asked = { home_id: target.home_id, query: { type: "hold", hold: target.child } } as const;
    return query(call, DEPARTURES, asked, (said, wire) => wire.hold(part(said, "hold")));
  },

  "hold/list": async (input, call) => {
    const { departure_id, status = null, customer_ref = null } = input;
    if (!isSaleId(call, DEPARTURES, departure_id)) return missing("departure");
    return queryPage({ call, input }, (page, encode) =>
      query(
        call,
        DEPARTURES,
        { home_id: departure_id, query: { type: "holds", status, customer_ref, page } },
        (said, wire) => encode(part(said, "holds"), (hold) => wire.hold(hold)),
      ),
    );
  },

  "hold/extend": (input, call) =>
    onHold(call, input.hold_id, (hold) => ({ type: "extend", hold, ttl_ms: input.ttl_seconds * SECOND_MS })),

  "hold/release": (input, call) => onHold(call, input.hold_id, (hold) => ({ type: "release", hold })),
};
