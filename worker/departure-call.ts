// Calls to departures.
import type { Departure } from "../domain/departure.ts";
import type {
  AdjustmentView,
  BookingView,
  Command,
  EntryView,
  HoldView,
  Listed,
  Outcome,
  Query,
} from "../durable-objects/departure/commands.ts";
import { ENCODER, type Wire, wire } from "../durable-objects/departure/wire.ts";
import * as seller from "./seller.ts";

export const DEPARTURES: seller.Seller<Command, Outcome, Query, Outcome | Listed, Wire> = {
  noun: "departure",
  encoder: ENCODER,
  wire,
  failure: seller.saleFailure("departure"),
  submit({ environment, home_id }, envelope) {
    const hint = envelope.command.type === "create" ? envelope.command.departure.location_hint : null;
    // A location hint is one of the contract's, which are the platform's.
    const options = hint === null ? {} : { locationHint: hint as DurableObjectLocationHint };
    return environment.DEPARTURE.getByName(home_id, options).submit(envelope);
  },
  ask: ({ environment, home_id }, query, actor) => environment.DEPARTURE.getByName(home_id).ask(query, actor),
};

/** What each kind of answer brings, by the name it has there. */
type Parts = {
  readonly departure: Departure;
  readonly hold: HoldView;
  readonly booking: BookingView;
  readonly entry: EntryView;
  readonly offers: readonly { readonly entry: EntryView; readonly hold: HoldView }[];
  readonly adjustment: AdjustmentView;
  readonly holds: readonly HoldView[];
  readonly entries: readonly EntryView[];
  readonly adjustments: readonly AdjustmentView[];
};

export function part<Name extends keyof Parts>(said: object, name: Name): Parts[Name] {
  return seller.part<Parts, Name>(said, name);
}
