// Every seat of a show, as a list and in the compact form.
import type * as z from "zod";
import type { SHOW_OPERATIONS } from "../contract/show.ts";
import { placesAvailable } from "../domain/places.ts";
import { SEAT_STATE, stateName } from "../domain/seat-state.ts";
import { statesText } from "../durable-objects/show/views.ts";
import { wireV1 } from "../durable-objects/show/wire.ts";
import type { Call, Reply } from "./call.ts";
import { readCursor, writeCursor } from "./catalogue/cursor.ts";
import { invalid } from "./problem.ts";
import type { ShowSeats } from "./show-map.ts";

type Seats = (typeof SHOW_OPERATIONS)["show/seats"];
type Availability = z.input<(typeof SHOW_OPERATIONS)["show/availability"]["output"]>;

/** A page of the seats that match, in hall order. */
export function seatsBody(
  found: ShowSeats,
  input: z.output<Seats["input"]>,
  call: Call,
): Reply<z.input<Seats["output"]>> {
  const question = { ...input, operation: call.name };
  const after = input.cursor === undefined ? undefined : readCursor(question, input.cursor);
  if (input.cursor !== undefined && !after) {
    return { ok: false, failure: invalid([{ path: "/cursor", message: "is not a cursor of this question" }]) };
  }
  const { show, map, states, held_until, seq } = found;
  const named = { show_id: show.id, currency: show.currency };
  const items: z.input<Seats["output"]>["items"] = [];
  let next_cursor: string | null = null;
  for (let index = after === undefined ? 0 : after[0] + 1; index < map.seats.length; index += 1) {
    const seat = map.seats[index];
    const state = stateName(states[index]);
    const { section = seat?.section, category = seat?.category, status = state } = input;
    if (!seat || seat.section !== section || seat.category !== category || state !== status) continue;
    if (items.length === input.limit) {
      const last = items.at(-1);
      next_cursor = last === undefined ? null : writeCursor(question, [last.index, ""]);
      break;
    }
    const now = { ...seat, index, state, held_until_ms: held_until.get(index) ?? null };
    items.push({ ...wireV1.seat(named, now), index });
  }
  return { ok: true, body: { show_id: show.id, venue_id: show.venue_id, seq, items, next_cursor }, seq };
}

export function availabilityBody({ show, seq, map, states }: ShowSeats): Availability {
  const { places } = show;
  return {
    show_id: show.id,
    venue_id: show.venue_id,
    status: show.status,
    seq,
    seats_total: places.capacity,
    seats_available: placesAvailable(places),
    seats_held: places.held,
    seats_sold: places.sold,
    seats_blocked: places.blocked,
    waiting: show.waiting,
    categories: categoriesOf(map.seats, states, show.currency),
    states: statesText(states),
  };
}

type Group = Availability["categories"][number];

function categoriesOf(seats: ShowSeats["map"]["seats"], states: Uint8Array, currency: string): Group[] {
  const groups = new Map<string, Group>();
  for (const [index, { section, category, unit_amount }] of seats.entries()) {
    const name = JSON.stringify([section, category]);
    const price = { amount: unit_amount, currency };
    const group = groups.get(name) ?? {
      section,
      category,
      price_min: price,
      price_max: price,
      seats_total: 0,
      seats_available: 0,
    };
    if (unit_amount < group.price_min.amount) group.price_min = price;
    if (unit_amount > group.price_max.amount) group.price_max = price;
    group.seats_total += 1;
    if (states[index] === SEAT_STATE.available) group.seats_available += 1;
    groups.set(name, group);
  }
  return [...groups.values()];
}
