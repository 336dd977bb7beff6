// A show's seats as they never change, kept in the isolate: whoever asks for every seat of a show then needs only their
// states from its object, a byte a seat. Bounded by the number of seats kept, each of which takes up to 600 bytes with what
// answers say of it (seat-lists.ts); the one asked for longest ago goes first.
import type { MapSeat } from "../domain/layout.ts";
import type { Show } from "../domain/show.ts";
import { type Call, principalOf } from "./call.ts";
import { SHOWS } from "./show-call.ts";

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
  const { channel, key_id, admin } = principalOf(call);
  const where = { environment: call.environment, home_id: show_id };
  const actor = { channel, key_id, admin };
  const query =
    asked === "with_ends" ? ({ type: "states" } as const) : ({ type: "states", without_ends: true } as const);
  const { outcome, seq } = await SHOWS.ask(where, query, actor);
  if (!outcome.ok || !("states" in outcome)) return undefined;
  const map = maps.get(show_id) ?? (await loaded(where, actor));
  if (!map) return undefined;
  keep(show_id, map);
  return { show: outcome.show, seq, map, states: outcome.states, held_until: new Map(outcome.held_until) };
}

async function loaded(
  where: Parameters<typeof SHOWS.ask>[0],
  actor: Parameters<typeof SHOWS.ask>[2],
): Promise<ShowMap | undefined> {
  const { outcome } = await SHOWS.ask(where, { type: "map" }, actor);
  return outcome.ok && "map" in outcome ? { seats: outcome.map, layout: outcome.layout } : undefined;
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
