import { placesAvailable } from "../../domain/places.ts";
import type { Handlers } from "../call.ts";
import { DEPARTURES, part } from "../departure-call.ts";
import { queryPage } from "../paging.ts";
import { command, isSaleId, missing, query } from "../seller.ts";

export const INVENTORY_HANDLERS: Handlers<"inventory/adjust" | "inventory/history"> = {
  "inventory/adjust": async (input, call) => {
    if (!isSaleId(call, DEPARTURES, input.departure_id)) return missing("departure");
    const { delta, reason } = input;
    const sent = { home_id: input.departure_id, command: { type: "adjust", delta, reason } } as const;
    return command(call, DEPARTURES, sent, (said, wire) => ({
      ...wire.adjustment(part(said, "adjustment")),
      capacity_available: placesAvailable(part(said, "departure").places),
    }));
  },

  "inventory/history": async (input, call) => {
    if (!isSaleId(call, DEPARTURES, input.departure_id)) return missing("departure");
    const home_id = input.departure_id;
    return queryPage({ call, input }, (page, encode) =>
      query(call, DEPARTURES, { home_id, query: { type: "adjustments", page } }, (said, wire) =>
        encode(part(said, "adjustments"), (adjustment) => wire.adjustment(adjustment)),
      ),
    );
  },
};
