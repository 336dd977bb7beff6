// Every seat of a show, as a list and in the compact form. What an answer says of a seat is made once for each show that
// is kept (show-map.ts) and joined with what the seats are just now: half of the processor time of writing 60,000.
import type * as z from "zod";
import type { SHOW_OPERATIONS } from "../contract/show.ts";
import { placesAvailable } from "../domain/places.ts";
import { SEAT_STATE, stateName } from "../domain/seat-state.ts";
import { statesText } from "../durable-objects/show/views.ts";
import { seatStatus, wireV1 } from "../durable-objects/show/wire.ts";
import type { Call, Reply } from "./call.ts";
import { cursorAt, placeOf } from "./paging.ts";
import type { ShowMap, ShowSeats } from "./show-map.ts";

type Seats = (typeof SHOW_OPERATIONS)["show/seats"];
type SeatsBody = z.input<Seats["output"]>;
type ListedSeat = SeatsBody["items"][number];
type Availability = z.input<(typeof SHOW_OPERATIONS)["show/availability"]["output"]>;
type Group = Availability["categories"][number];

/** By map, so that they go with it. Shared by answers: never changed. */
const free_seats = new WeakMap<ShowMap, readonly Readonly<ListedSeat>[]>();
const groups = new WeakMap<ShowMap, Groups>();

/** Sections and categories with nothing free, and of each seat the place of its own among them. */
type Groups = { readonly empty: readonly Readonly<Group>[]; readonly of_seat: Uint16Array };

/** A page of the seats that match, in hall order. */
export function seatsBody(found: ShowSeats, input: z.output<Seats["input"]>, call: Call): Reply<SeatsBody> {
  const asked = { call, input };
  const place = placeOf(asked);
  if (!place.ok) return place;
  const { after } = place;
  const { show, states, held_until, seq } = found;
  const free = remembered(free_seats, found, seatsWhenFree);
  const items: ListedSeat[] = [];
  let next_cursor: string | null = null;
  for (let index = after === undefined ? 0 : after[0] + 1; index < free.length; index += 1) {
    const seat = free[index];
    const state = stateName(states[index]);
    const { section = seat?.section, category = seat?.category, status = state } = input;
    if (!seat || seat.section !== section || seat.category !== category || state !== status) continue;
    if (items.length === input.limit) {
      const last = items.at(-1);
      next_cursor = last === undefined ? null : cursorAt(asked, [last.index, ""]);
      break;
    }
    const held_until_ms = held_until.get(index) ?? null;
    items.push(state === "available" ? seat : { ...seat, ...seatStatus({ state, held_until_ms }) });
  }
  return { ok: true, body: { show_id: show.id, venue_id: show.venue_id, seq, items, next_cursor }, seq };
}

function remembered<Made>(known: WeakMap<ShowMap, Made>, found: ShowSeats, make: (found: ShowSeats) => Made): Made {
  const made = known.get(found.map) ?? make(found);
  known.set(found.map, made);
  return made;
}

function seatsWhenFree({ show, map }: ShowSeats): ListedSeat[] {
  const named = { show_id: show.id, currency: show.currency };
  return map.seats.map((seat, index) => ({
    ...wireV1.seat(named, { ...seat, index, state: "available", held_until_ms: null }),
    index,
  }));
}

export function availabilityBody(found: ShowSeats): Availability {
  const { show, seq, states } = found;
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
    categories: countedGroups(remembered(groups, found, groupsOf), states),
    states: statesText(states),
  };
}

function countedGroups({ empty, of_seat }: Groups, states: Uint8Array): Group[] {
  const available = new Uint32Array(empty.length);
  for (const [seat, group] of of_seat.entries()) {
    if (states[seat] === SEAT_STATE.available) available[group] = (available[group] ?? 0) + 1;
  }
  return empty.map((group, index) => ({ ...group, seats_available: available[index] ?? 0 }));
}

function groupsOf({ show: { currency }, map: { seats } }: ShowSeats): Groups {
  const by_name = new Map<string, { readonly group: Group; readonly place: number }>();
  const of_seat = new Uint16Array(seats.length);
  for (const [index, { section, category, unit_amount }] of seats.entries()) {
    const name = JSON.stringify([section, category]);
    const price = { amount: unit_amount, currency };
    const { group, place } = by_name.get(name) ?? {
      group: { section, category, price_min: price, price_max: price, seats_total: 0, seats_available: 0 },
      place: by_name.size,
    };
    if (unit_amount < group.price_min.amount) group.price_min = price;
    if (unit_amount > group.price_max.amount) group.price_max = price;
    group.seats_total += 1;
    of_seat[index] = place;
    by_name.set(name, { group, place });
  }
  return { empty: [...by_name.values()].map(({ group }) => group), of_seat };
}
