import type * as z from "zod";
import type { departure, policy } from "../../contract/departure.ts";
import type { Departure } from "../../domain/departure.ts";
import { differingFields } from "../../domain/idempotency.ts";
import { SECOND_MS } from "../../domain/limits.ts";
import { DEFAULT_POLICY, type Policy } from "../../domain/sale.ts";
import type { Command } from "../../durable-objects/departure/commands.ts";
import { isoTime, type Wire, wireV1 } from "../../durable-objects/departure/wire.ts";
import { type Call, type Handlers, principalOf, type Reply } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { type DepartureRow, searchDepartures, sortValue } from "../catalogue/departures.ts";
import { tourById } from "../catalogue/tours.ts";
import { newHomeId } from "../identifiers.ts";
import { command, departureStub, departureTarget, missing, part, query } from "../object-call.ts";
import { paged } from "../paging.ts";
import { invalid, overloaded, refusalFailure } from "../problem.ts";

type DepartureBody = z.input<typeof departure>;
type PolicyInput = { readonly [Field in keyof z.output<typeof policy>]?: z.output<typeof policy>[Field] | undefined };

function policyOf(input: PolicyInput | undefined): Partial<Policy> {
  const { seats_per_hold_max, max_hold_seconds, offer_ttl_seconds, waitlist_order, cancellation_cutoff_seconds } =
    input ?? {};
  return {
    ...(seats_per_hold_max === undefined ? {} : { seats_per_hold_max }),
    ...(max_hold_seconds === undefined ? {} : { max_hold_ms: max_hold_seconds * SECOND_MS }),
    ...(offer_ttl_seconds === undefined ? {} : { offer_ttl_ms: offer_ttl_seconds * SECOND_MS }),
    ...(waitlist_order === undefined ? {} : { waitlist_order }),
    ...(cancellation_cutoff_seconds === undefined
      ? {}
      : { cancellation_cutoff_ms: cancellation_cutoff_seconds * SECOND_MS }),
  };
}

function departureBody(value: Departure, wire: Wire): DepartureBody {
  // A location hint is one of the contract's: nothing else was let in.
  return wire.departure(value) as DepartureBody;
}

/** Sends the command and, because people search right after they change something, lets D1 catch up first. */
async function change(call: Call, departure_id: string, wanted: Command): Promise<Reply<DepartureBody>> {
  if (!departureTarget(call, departure_id)) return missing("departure");
  const reply = await command(call, departure_id, wanted, (said, wire) => departureBody(part(said, "departure"), wire));
  if (reply.ok) await caughtUp(call, departure_id);
  return reply;
}

const CATCH_UP_MS = 2_000;

export async function caughtUp(call: Call, departure_id: string): Promise<void> {
  const projected = departureStub(call, departure_id)
    .projected()
    .catch(() => false);
  await Promise.race([projected, scheduler.wait(CATCH_UP_MS)]);
}

/** The id that a create with this key was first given, or a new one; refused when the key belongs to another request. */
async function firstBoundId(call: Call): Promise<{ ok: true; id: string } | Extract<Reply, { ok: false }>> {
  const id = newHomeId(call.environment.ID_SECRET, "dep", call.context.now);
  if (call.key === null) return { ok: true, id };
  const claim = { method: call.name, key: call.key, target: id, digests: call.digests };
  const gatekeeper = call.environment.GATEKEEPER.getByName(principalOf(call).channel);
  const binding = await gatekeeper.claimDurably(claim).catch(() => undefined);
  // As on a departure's own way to the gatekeeper: without an answer nothing was done, and a retry is safe.
  if (!binding) return { ok: false, failure: overloaded(1_000) };
  const fields = differingFields(binding.digests, call.digests);
  if (fields.length === 0) return { ok: true, id: binding.target };
  return { ok: false, failure: refusalFailure({ ok: false, code: "IDEMPOTENCY_KEY_MISMATCH", fields }) };
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
    const bound = await firstBoundId(call);
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
    if (!departureTarget(call, input.departure_id)) return missing("departure");
    return query(call, input.departure_id, { type: "departure" }, (said, wire) =>
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
