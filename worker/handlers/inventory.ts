import { placesAvailable } from "../../domain/places.ts";
import type { Handlers } from "../call.ts";
import { command, departureTarget, missing, part } from "../object-call.ts";
import { queryPage } from "../paging.ts";

export const INVENTORY_HANDLERS: Handlers<"inventory/adjust" | "inventory/history"> = {
  "inventory/adjust": async (input, call) => {
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    const { delta, reason } = input;
    return command(call, input.departure_id, { type: "adjust", delta, reason }, (said, wire) => ({
      ...wire.adjustment(part(said, "adjustment")),
      capacity_available: placesAvailable(part(said, "departure").places),
    }));
  },

  "inventory/history": async (input, call) => {
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    return queryPage(
      { call, departure_id: input.departure_id, input },
      (page) => ({ type: "adjustments", page }),
      (said) => part(said, "adjustments"),
      (adjustment, wire) => wire.adjustment(adjustment),
    );
  },
};
