import type * as z from "zod";
import type { departure } from "../../contract/departure.ts";
import type { Departure } from "../../domain/departure.ts";
import { DEFAULT_POLICY, type Policy } from "../../domain/sale.ts";
import type { Command } from "../../durable-objects/departure/commands.ts";
import { isoTime, type Wire, wireV1 } from "../../durable-objects/departure/wire.ts";
import type { Call, Handlers, Reply } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { type DepartureRow, searchDepartures, sortValue } from "../catalogue/departures.ts";
import { tourById } from "../catalogue/tours.ts";
import { DEPARTURES, part } from "../departure-call.ts";
import { paged } from "../paging.ts";
import { invalid } from "../problem.ts";
import { caughtUp, firstBoundId, policyOf } from "../sale-making.ts";
import { command, isSaleId, missing, query } from "../seller.ts";

type DepartureBody = z.input<typeof departure>;
function departureBody(value: Departure, wire: Wire): DepartureBody {
  // A location hint is one of the contract's: nothing else was let in.
  return wire.departure(value) as DepartureBody;
}

/** Sends the command and, because people search right after they change something, lets D1 catch up first. */
async function change(call: Call, departure_id: string, wanted: Command): Promise<Reply<DepartureBody>> {
  if (!isSaleId(call, DEPARTURES, departure_id)) return missing("departure");
  const sent = { home_id: departure_id, command: wanted };
  const reply = await command(call, DEPARTURES, sent, (said, wire) => departureBody(part(said, "departure"), wire));
  if (reply.ok) await caughtUp(call.environment.DEPARTURE.getByName(departure_id));
  return reply;
}

function foundBody(row: DepartureRow) {
  const { capacity, held, sold, available, waiting } = row;
  // The projector wrote what the object's own policy was, and drops nothing.
  const policy = JSON.parse(row.policy) as Policy;
  const value: Departure = {
    ...row,
    status: row.status as Departure["status"],
    places: { capacity, held, sold, blocked: capacity - held - sold - available },
    waiting,
    policy,
  };
  return { ...departureBody(value, wireV1), as_of: isoTime(row.as_of_ms) };
}

function time(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

export const DEPARTURE_HANDLERS: Handlers<
  | "departure/create"
  | "departure/update"
  | "departure/get"
  | "departure/close"
  | "departure/reopen"
  | "departure/cancel"
  | "departure/search"
> = {
  "departure/create": async (input, call) => {
    const tour = await tourById(database(call.environment.CATALOGUE), input.tour_id);
    if (!tour) return missing("tour");
    const bound = await firstBoundId(call, "dep");
    if (!bound.ok) return bound;
    return change(call, bound.id, {
      type: "create",
      departure: {
        id: bound.id,
        tour_id: tour.id,
        starts_at_ms: Date.parse(input.starts_at),
        capacity: input.capacity_total,
        unit_amount: input.price.amount,
        currency: input.price.currency,
        policy: { ...DEFAULT_POLICY, ...policyOf(input.policy) },
        location_hint: input.location_hint ?? null,
      },
    });
  },

  "departure/update": async (input, call) => {
    if (input.starts_at === undefined && input.price === undefined && input.policy === undefined) {
      return {
        ok: false,
        failure: invalid([{ path: "", message: "names nothing to change: send starts_at, price or policy" }]),
      };
    }
    const changes = {
      ...(input.starts_at === undefined ? {} : { starts_at_ms: Date.parse(input.starts_at) }),
      ...(input.price === undefined ? {} : { unit_amount: input.price.amount, currency: input.price.currency }),
      policy: policyOf(input.policy),
    };
    return change(call, input.departure_id, { type: "update", changes });
  },

  "departure/get": async (input, call) => {
    if (!isSaleId(call, DEPARTURES, input.departure_id)) return missing("departure");
    return query(call, DEPARTURES, { home_id: input.departure_id, query: { type: "departure" } }, (said, wire) =>
      departureBody(part(said, "departure"), wire),
    );
  },

  "departure/close": (input, call) => change(call, input.departure_id, { type: "close" }),
  "departure/reopen": (input, call) => change(call, input.departure_id, { type: "reopen" }),
  "departure/cancel": (input, call) => change(call, input.departure_id, { type: "cancel", reason: input.reason ?? "" }),

  "departure/search": (input, call) =>
    paged(
      { call, input },
      (after, limit) =>
        searchDepartures(
          database(call.environment.CATALOGUE),
          {
            tour_id: input.tour_id,
            text: input.text,
            starts_from_ms: time(input.starts_from),
            starts_to_ms: time(input.starts_to),
            available_min: input.available_min,
            price_max: input.price_max,
            status: input.status,
          },
          { sort: input.sort, after, limit },
        ),
      (row) => [sortValue(row, input.sort), row.id],
      foundBody,
    ),
};
