import { eq } from "drizzle-orm";
import type * as z from "zod";
import type { mapSeat, seatMap, venue } from "../../contract/venue.ts";
import { venues } from "../../d1-migrations/schema.ts";
import { seatId } from "../../domain/identifier.ts";
import { type MapSeat, seatsTotal } from "../../domain/layout.ts";
import { stateName } from "../../domain/seat-state.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import { seatStatus } from "../../durable-objects/show/wire.ts";
import type { Call, Handlers, Reply } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { type ListedVenueRow, listVenues, type VenueRow, venueById } from "../catalogue/venues.ts";
import { newHomeId } from "../identifiers.ts";
import { once } from "../once.ts";
import { paged } from "../paging.ts";
import { invalid } from "../problem.ts";
import { readScheme } from "../scheme-call.ts";
import { isSaleId, missing } from "../seller.ts";
import { SHOWS } from "../show-call.ts";
import { showSeats } from "../show-map.ts";
import { readSource, storedLayout, venueHall } from "../venue-hall.ts";
import { layoutBody, readLayout } from "../venue-layout.ts";

const DEFAULT_CURRENCY = "EUR";

function listedBody({ created_at_ms, updated_at_ms, ...row }: ListedVenueRow) {
  return { ...row, created_at: isoTime(created_at_ms), updated_at: isoTime(updated_at_ms) };
}

function venueBody(row: VenueRow): z.input<typeof venue> {
  const layout = storedLayout(row);
  return { ...listedBody(row), layout: layout && layoutBody(layout, row.currency) };
}

export function mapSeatBody(seat: MapSeat, currency: string): z.input<typeof mapSeat> {
  const { id, map_seat_id, section, row, number, category, unit_amount, accessible, x, y } = seat;
  const price = { amount: unit_amount, currency };
  return { id, map_seat_id, section, row, number, category, price, accessible, x, y };
}

/** The map of a show, which is its own: the venue's may have changed since. */
async function showMap(call: Call, venue_id: string, show_id: string): Promise<Reply<z.input<typeof seatMap>>> {
  const found = isSaleId(call, SHOWS, show_id) ? await showSeats(call, show_id) : undefined;
  if (!found || found.show.venue_id !== venue_id) return missing("show");
  const { show, map, states, held_until, seq } = found;
  const seats = map.seats.map((seat, index) => {
    const until_ms = held_until.get(index);
    return {
      ...mapSeatBody(seat, show.currency),
      id: seatId(show.id, index),
      ...seatStatus({ state: stateName(states[index]), held_until_ms: until_ms ?? null }),
    };
  });
  return { ok: true, body: { venue_id, name: show.name, ...readSource(map.layout), seats }, seq };
}

type Seating = Pick<VenueRow, "currency" | "layout" | "scheme_id" | "seats_total">;
type SeatingWish = {
  readonly currency: string | undefined;
  readonly layout: Parameters<typeof readLayout>[0] | undefined;
  readonly scheme_id: string | undefined;
};

/** What a venue's seats are, as it is stored: by a layout without faults, or by a scheme that is there. */
async function seatingOf(call: Call, { currency, layout, scheme_id }: SeatingWish): Promise<Reply<Seating>> {
  if (scheme_id === undefined) {
    const own = currency ?? DEFAULT_CURRENCY;
    const read = readLayout(layout ?? {}, own);
    if (!read.ok) return { ok: false, failure: invalid(read.violations) };
    const seats_total = seatsTotal(read.layout);
    return { ok: true, body: { currency: own, layout: JSON.stringify(read.layout), scheme_id: null, seats_total } };
  }
  const reply = await readScheme(call, scheme_id, { type: "scheme" });
  if (!reply.ok) return reply;
  const { currency: of_scheme, seats_total } = reply.body;
  if (currency !== undefined && currency !== of_scheme) {
    const message = `must be the scheme's, ${of_scheme}`;
    return { ok: false, failure: invalid([{ path: "/currency", message }]) };
  }
  return { ok: true, body: { currency: of_scheme, layout: "null", scheme_id, seats_total } };
}

export const VENUE_HANDLERS: Handlers<"venue/create" | "venue/update" | "venue/get" | "venue/list" | "venue/seat-map"> =
  {
    "venue/create": async (input, call) => {
      const { name } = input;
      const wish = { currency: input.currency, layout: input.layout, scheme_id: input.scheme_id };
      const made = await seatingOf(call, wish);
      if (!made.ok) return made;
      const { now } = call.context;
      return once(call, async (catalogue) => {
        const row: VenueRow = {
          id: newHomeId(call.environment.ID_SECRET, "ven", now),
          name,
          ...made.body,
          created_at_ms: now,
          updated_at_ms: now,
        };
        return { ok: true, body: venueBody(row), effects: [catalogue.insert(venues).values(row)] };
      });
    },

    "venue/update": (input, call) =>
      once(call, async (catalogue) => {
        const known = await venueById(catalogue, input.venue_id);
        if (!known) return missing("venue");
        const { name = known.name } = input;
        const renamed: VenueRow = { ...known, name, updated_at_ms: call.context.now };
        const { layout, scheme_id } = input;
        const changed = layout !== undefined || scheme_id !== undefined;
        const made = changed ? await seatingOf(call, { currency: known.currency, layout, scheme_id }) : undefined;
        if (made?.ok === false) return made;
        const row = made ? { ...renamed, ...made.body } : renamed;
        const change = catalogue.update(venues).set(row).where(eq(venues.id, row.id));
        return { ok: true, body: venueBody(row), effects: [change] };
      }),

    "venue/get": async (input, call) => {
      const row = await venueById(database(call.environment.CATALOGUE), input.venue_id);
      return row ? { ok: true, body: venueBody(row) } : missing("venue");
    },

    "venue/list": (input, call) =>
      paged(
        { call, input },
        (after, limit) => listVenues(database(call.environment.CATALOGUE), input.text, { after, limit }),
        (row) => [row.created_at_ms, row.id],
        listedBody,
      ),

    "venue/seat-map": async (input, call) => {
      if (input.show_id !== undefined) return showMap(call, input.venue_id, input.show_id);
      const row = await venueById(database(call.environment.CATALOGUE), input.venue_id);
      if (!row) return missing("venue");
      const hall = await venueHall(call, row, {});
      if (!hall.ok) return hall;
      const { seats, source } = hall.body;
      const { id: venue_id, name, currency } = row;
      const bodies = seats.map((seat) => mapSeatBody(seat, currency));
      return { ok: true, body: { venue_id, name, ...source, seats: bodies } };
    },
  };
