// Shows of a test.
import { type Called, call, freshKey, inDays, must, type Options, type Output } from "./api.ts";
import { makeVenue } from "./venues.ts";

type Members = Readonly<Record<string, unknown>>;

/** In a venue of two rows of three with an aisle after the first: seats 1, 4 alone; 2 and 3, 5 and 6 neighbours. */
export async function makeShow(overrides: Members = {}, layout?: Members): Promise<Output<"show/create">> {
  const venue = await makeVenue(layout === undefined ? {} : { layout });
  return must("show/create", { venue_id: venue.id, name: "A show", starts_at: inDays(30), ...overrides });
}

/** One row of so many neighbours, at 10 each. */
export function oneRow(seats_per_row: number): Members {
  return { rows: 1, seats_per_row, categories: [{ name: "Stalls", rows: [1], price: 10, color: "#8B5CF6" }] };
}

/** Ids of a show's seats, in hall order. */
export async function seatsOf(show_id: string): Promise<string[]> {
  const { items } = await must("show/seats", { show_id });
  return items.map(({ seat_id }) => seat_id);
}

/** A show with two of its seats, which are free. */
export async function freeSeats(): Promise<{ show_id: string; seat_ids: string[] }> {
  const { id } = await makeShow();
  return { show_id: id, seat_ids: (await seatsOf(id)).slice(1, 3) };
}

export async function reservedSeats(overrides: Members = {}): Promise<Output<"reservation/create">> {
  const { id } = await makeShow();
  return must("reservation/create", { show_id: id, quantity: 2, ...overrides });
}

/** A reservation of those seats, whoever they are for. */
export function reserve(
  show_id: string,
  seat_ids: readonly (string | undefined)[],
  overrides: Members = {},
  options: Options = {},
): Promise<Called<"reservation/create">> {
  return call("reservation/create", { show_id, seat_ids, ...overrides }, { key: freshKey(), ...options });
}

export async function soldSeats(overrides: Members = {}): Promise<Output<"booking/create">> {
  const { id } = await reservedSeats(overrides);
  return must("booking/create", { reservation_id: id });
}

/** A show with a free pair in each row, and someone who waits for three neighbours, of which there are none. */
export async function waitingWish(overrides: Members = {}): Promise<Output<"waitlist/join">> {
  const { id } = await makeShow();
  return must("waitlist/join", { show_id: id, customer_ref: "waits", seats: 3, ...overrides });
}
