import type * as z from "zod";
import type { show } from "../../contract/show.ts";
import { DEFAULT_POLICY, type Policy } from "../../domain/sale.ts";
import type { Show } from "../../domain/show.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { Command } from "../../durable-objects/show/commands.ts";
import { type Wire, wireV1 } from "../../durable-objects/show/wire.ts";
import type { Call, Handlers, Reply } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { listShows, type ShowRow } from "../catalogue/shows.ts";
import { venueById } from "../catalogue/venues.ts";
import { paged } from "../paging.ts";
import { caughtUp, firstBoundId, policyOf } from "../sale-making.ts";
import { availabilityBody, seatsBody } from "../seat-lists.ts";
import { command, isSaleId, missing, query } from "../seller.ts";
import { part, SHOWS } from "../show-call.ts";
import { showSeats } from "../show-map.ts";
import { sourceText, venueHall } from "../venue-hall.ts";

type ShowBody = z.input<typeof show>;

function showBody(value: Show, wire: Wire): ShowBody {
  // A location hint is one of the contract's: nothing else was let in.
  return wire.show(value) as ShowBody;
}

async function change(call: Call, show_id: string, wanted: Command): Promise<Reply<ShowBody>> {
  if (!isSaleId(call, SHOWS, show_id)) return missing("show");
  const sent = { home_id: show_id, command: wanted };
  const reply = await command(call, SHOWS, sent, (said, wire) => showBody(part(said, "show"), wire));
  if (reply.ok) await caughtUp(call.environment.SHOW.getByName(show_id));
  return reply;
}

function foundBody(row: ShowRow) {
  const { capacity, held, sold, blocked } = row;
  const value: Show = {
    ...row,
    status: row.status as Show["status"],
    orphan_policy: row.orphan_policy as Show["orphan_policy"],
    places: { capacity, held, sold, blocked },
    // The projector wrote what the object's own policy was, and drops nothing.
    policy: JSON.parse(row.policy) as Policy,
  };
  return { ...showBody(value, wireV1), as_of: isoTime(row.as_of_ms) };
}

function time(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text);
}

export const SHOW_HANDLERS: Handlers<
  | "show/create"
  | "show/update"
  | "show/get"
  | "show/list"
  | "show/close"
  | "show/reopen"
  | "show/cancel"
  | "show/seats"
  | "show/availability"
> = {
  "show/create": async (input, call) => {
    const venue = await venueById(database(call.environment.CATALOGUE), input.venue_id);
    if (!venue) return missing("venue");
    const hall = await venueHall(call, venue, input);
    if (!hall.ok) return hall;
    const bound = await firstBoundId(call, "shw");
    if (!bound.ok) return bound;
    const { orphan_policy = "off", ...policy } = input.policy ?? {};
    const { seats, focal, source } = hall.body;
    return change(call, bound.id, {
      type: "create",
      show: {
        id: bound.id,
        venue_id: venue.id,
        name: input.name,
        starts_at_ms: Date.parse(input.starts_at),
        currency: venue.currency,
        policy: { ...DEFAULT_POLICY, ...policyOf(policy) },
        orphan_policy,
        location_hint: input.location_hint ?? null,
        scheme_version_id: source.scheme?.scheme_version_id ?? null,
      },
      map: { seats, focal, layout: sourceText(source) },
    });
  },

  "show/update": async (input, call) => {
    const { orphan_policy, ...policy } = input.policy ?? {};
    const changes = {
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.starts_at === undefined ? {} : { starts_at_ms: Date.parse(input.starts_at) }),
      ...(orphan_policy === undefined ? {} : { orphan_policy }),
      policy: policyOf(policy),
    };
    return change(call, input.show_id, { type: "update", changes });
  },

  "show/get": async (input, call) => {
    if (!isSaleId(call, SHOWS, input.show_id)) return missing("show");
    return query(call, SHOWS, { home_id: input.show_id, query: { type: "show" } }, (said, wire) =>
      showBody(part(said, "show"), wire),
    );
  },

  "show/list": (input, call) =>
    paged(
      { call, input },
      (after, limit) =>
        listShows(
          database(call.environment.CATALOGUE),
          {
            venue_id: input.venue_id,
            text: input.text,
            starts_from_ms: time(input.starts_from),
            starts_to_ms: time(input.starts_to),
            available_min: input.available_min,
            status: input.status,
          },
          { after, limit },
        ),
      (row) => [row.starts_at_ms, row.id],
      foundBody,
    ),

  "show/close": (input, call) => change(call, input.show_id, { type: "close" }),
  "show/reopen": (input, call) => change(call, input.show_id, { type: "reopen" }),
  "show/cancel": (input, call) => change(call, input.show_id, { type: "cancel", reason: input.reason ?? "" }),

  "show/seats": async (input, call) => {
    const found = isSaleId(call, SHOWS, input.show_id) ? await showSeats(call, input.show_id) : undefined;
    if (!found || (input.venue_id ?? found.show.venue_id) !== found.show.venue_id) return missing("show");
    return seatsBody(found, input, call);
  },

  "show/availability": async (input, call) => {
    const found = isSaleId(call, SHOWS, input.show_id)
      ? await showSeats(call, input.show_id, "states_only")
      : undefined;
    if (!found || (input.venue_id ?? found.show.venue_id) !== found.show.venue_id) return missing("show");
    return { ok: true, body: availabilityBody(found), seq: found.seq };
  },
};
