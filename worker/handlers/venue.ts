import { eq } from "drizzle-orm";
import type * as z from "zod";
import type { mapSeat, seatMap, venue } from "../../contract/venue.ts";
import { venues } from "../../d1-migrations/schema.ts";
import { seatId } from "../../domain/identifier.ts";
import { layoutSeats, type MapSeat, seatsTotal } from "../../domain/layout.ts";
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
import { isSaleId, missing } from "../seller.ts";
import { SHOWS } from "../show-call.ts";
import { showSeats } from "../show-map.ts";
import { layoutBody, readLayout, type StoredLayout } from "../venue-layout.ts";

export function storedLayout(row: VenueRow): StoredLayout {
  // What venue/create or venue/update wrote, and nobody else does.
  return JSON.parse(row.layout) as StoredLayout;
}

function listedBody({ created_at_ms, updated_at_ms, ...row }: ListedVenueRow) {
  return { ...row, created_at: isoTime(created_at_ms), updated_at: isoTime(updated_at_ms) };
}

function venueBody(row: VenueRow): z.input<typeof venue> {
  return { ...listedBody(row), layout: layoutBody(storedLayout(row), row.currency) };
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
  // What show/create wrote of the venue's layout.
  const layout = JSON.parse(map.layout) as z.input<typeof seatMap>["layout"];
  return { ok: true, body: { venue_id, name: show.name, layout, seats }, seq };
}

export const VENUE_HANDLERS: Handlers<"venue/create" | "venue/update" | "venue/get" | "venue/list" | "venue/seat-map"> =
  {
    "venue/create": async (input, call) => {
      const { name, currency } = input;
      const read = readLayout(input.layout, currency);
      if (!read.ok) return { ok: false, failure: invalid(read.violations) };
      const { now } = call.context;
      return once(call, async (catalogue) => {
        const row: VenueRow = {
          id: newHomeId(call.environment.ID_SECRET, "ven", now),
          name,
          currency,
          layout: JSON.stringify(read.layout),
          seats_total: seatsTotal(read.layout),
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
        const read = input.layout && readLayout(input.layout, known.currency);
        if (read && !read.ok) return { ok: false, failure: invalid(read.violations) };
        const row = read
          ? { ...renamed, layout: JSON.stringify(read.layout), seats_total: seatsTotal(read.layout) }
          : renamed;
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
      const layout = storedLayout(row);
      const seats = layoutSeats(layout).map((seat) => mapSeatBody(seat, row.currency));
      const { id: venue_id, name, currency } = row;
      return { ok: true, body: { venue_id, name, layout: layoutBody(layout, currency), seats } };
    },
  };
