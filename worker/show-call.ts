// Calls to shows.
import type { MapSeat } from "../domain/layout.ts";
import type { Show } from "../domain/show.ts";
import type {
  BatchResult,
  BookingView,
  Command,
  EntryView,
  HoldView,
  Listed,
  Outcome,
  Query,
  SeatNow,
} from "../durable-objects/show/commands.ts";
import { ENCODER, type Wire, wire } from "../durable-objects/show/wire.ts";
import * as seller from "./seller.ts";

export const SHOWS: seller.Seller<Command, Outcome, Query, Outcome | Listed, Wire> = {
  noun: "show",
  encoder: ENCODER,
  wire,
  failure: seller.saleFailure("show"),
  submit({ environment, home_id }, envelope) {
    const hint = envelope.command.type === "create" ? envelope.command.show.location_hint : null;
    // A location hint is one of the contract's, which are the platform's.
    const options = hint === null ? {} : { locationHint: hint as DurableObjectLocationHint };
    return environment.SHOW.getByName(home_id, options).submit(envelope);
  },
  ask: ({ environment, home_id }, query, actor) => environment.SHOW.getByName(home_id).ask(query, actor),
};

/** What each kind of answer brings, by the name it has there. */
type Parts = {
  readonly show: Show;
  readonly hold: HoldView;
  readonly booking: BookingView;
  readonly entry: EntryView;
  readonly offers: readonly { readonly entry: EntryView; readonly hold: HoldView }[];
  readonly results: readonly BatchResult[];
  readonly holds: readonly HoldView[];
  readonly entries: readonly EntryView[];
  readonly seats: readonly SeatNow[];
  readonly states: Uint8Array;
  readonly held_until: readonly (readonly [seat: number, time_ms: number])[];
  readonly map: readonly MapSeat[];
  readonly layout: string;
};

export function part<Name extends keyof Parts>(said: object, name: Name): Parts[Name] {
  return seller.part<Parts, Name>(said, name);
}
