// The seats that a show of a venue gets, with their prices: of the venue's layout, or of a published version of its scheme.
import type * as z from "zod";
import type { seatMap } from "../contract/venue.ts";
import type { Point } from "../domain/hall.ts";
import { layoutSeats, type MapSeat } from "../domain/layout.ts";
import type { Call, Reply } from "./call.ts";
import type { VenueRow } from "./catalogue/venues.ts";
import { invalid } from "./problem.ts";
import { readScheme } from "./scheme-call.ts";
import { layoutBody, pricedLayout, type ShowPrice, type StoredLayout } from "./venue-layout.ts";

type SeatMapBody = z.input<typeof seatMap>;
/** What is told of where a map's seats come from; one of the two is null. */
export type MapSource = Pick<SeatMapBody, "layout" | "scheme">;

export type VenueHall = {
  readonly seats: readonly MapSeat[];
  readonly focal: Point | null;
  readonly source: MapSource;
};

export type HallWish = {
  readonly prices?: readonly ShowPrice[] | undefined;
  readonly scheme_version_id?: string | undefined;
};

export function storedLayout(row: VenueRow): StoredLayout | null {
  // What venue/create or venue/update wrote, and nobody else does.
  return JSON.parse(row.layout) as StoredLayout | null;
}

export async function venueHall(call: Call, venue: VenueRow, wish: HallWish): Promise<Reply<VenueHall>> {
  const { prices = [], scheme_version_id } = wish;
  const layout = storedLayout(venue);
  if (layout === null) {
    if (prices.length === 0) return schemeHall(call, venue.scheme_id ?? "", scheme_version_id);
    const message = "must be absent: the prices are those of the scheme's published version";
    return { ok: false, failure: invalid([{ path: "/prices", message }]) };
  }
  if (scheme_version_id !== undefined) {
    const message = "must be absent: the venue has a layout and no scheme";
    return { ok: false, failure: invalid([{ path: "/scheme_version_id", message }]) };
  }
  const priced = pricedLayout(layout, venue.currency, prices);
  if (!priced.ok) return { ok: false, failure: invalid(priced.violations) };
  const source = { layout: layoutBody(priced.layout, venue.currency), scheme: null };
  return {
    ok: true,
    body: { seats: layoutSeats(priced.layout), focal: priced.layout.focal ?? null, source },
  };
}

async function schemeHall(call: Call, scheme_id: string, version_id: string | undefined): Promise<Reply<VenueHall>> {
  const reply = await readScheme(call, scheme_id, { type: "for_show", version_id: version_id ?? null });
  if (!reply.ok) return reply;
  const { scheme_version_id, seats, focal, categories } = reply.body;
  return {
    ok: true,
    body: { seats, focal, source: { layout: null, scheme: { scheme_id, scheme_version_id, categories } } },
  };
}

/** As a show keeps it. Shows of layouts keep the layout alone, as they did before there were schemes. */
export function sourceText({ layout, scheme }: MapSource): string {
  return JSON.stringify(scheme === null ? layout : { scheme });
}

export function readSource(text: string): MapSource {
  // What sourceText wrote; no layout has a member of that name.
  const kept = JSON.parse(text) as NonNullable<MapSource["layout"]> | { readonly scheme: MapSource["scheme"] };
  return "scheme" in kept ? { layout: null, scheme: kept.scheme } : { layout: kept, scheme: null };
}
