// A show's seats as they never change, kept in the isolate: whoever asks for every seat of a show then needs only their
// states from its object, a byte a seat. Bounded by the number of seats kept, each of which takes up to 600 bytes with what
// answers say of it (seat-lists.ts); the one asked for longest ago goes first.
import type { MapSeat } from "../domain/layout.ts";
import type { Show } from "../domain/show.ts";
import type { Call } from "./call.ts";
import { query } from "./seller.ts";
import { part, SHOWS } from "./show-call.ts";

const SEATS_KEPT_MAX = 120_000;

export type ShowMap = { readonly seats: readonly MapSeat[]; readonly layout: string };
export type ShowSeats = {
  readonly show: Show;
  readonly seq: number;
  readonly map: ShowMap;
  /** By seat: SEAT_STATE. */
  readonly states: Uint8Array;
  readonly held_until: ReadonlyMap<number, number>;
};

const maps = new Map<string, ShowMap>();

/**
 * Undefined when there is no such show; `held_until` is empty where only the states are asked for. At entry: we made the
 * id.
 */
export async function showSeats(
  call: Call,
  show_id: string,
  asked: "with_ends" | "states_only" = "with_ends",
): Promise<ShowSeats | undefined> {
  const states =
    asked === "with_ends" ? ({ type: "states" } as const) : ({ type: "states", without_ends: true } as const);
  const now = await query(call, SHOWS, { home_id: show_id, query: states }, (said) => ({
    show: part(said, "show"),
    states: part(said, "states"),
    held_until: new Map(part(said, "held_until")),
  }));
  if (!now.ok) return undefined;
  const map = maps.get(show_id) ?? (await loaded(call, show_id));
  if (!map) return undefined;
  keep(show_id, map);
  return { ...now.body, seq: now.seq ?? 0, map };
}

async function loaded(call: Call, show_id: string): Promise<ShowMap | undefined> {
  const reply = await query(call, SHOWS, { home_id: show_id, query: { type: "map" } }, (said) => ({
    seats: part(said, "map"),
    layout: part(said, "layout"),
  }));
  return reply.ok ? reply.body : undefined;
}

function keep(show_id: string, map: ShowMap): void {
  maps.delete(show_id);
  maps.set(show_id, map);
  let kept = 0;
  for (const { seats } of maps.values()) kept += seats.length;
  for (const [id, { seats }] of maps) {
    if (kept <= SEATS_KEPT_MAX || id === show_id) return;
    maps.delete(id);
    kept -= seats.length;
  }
}
