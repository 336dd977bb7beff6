// Shows of a test.
import { inDays, must, type Output } from "./api.ts";
import { makeVenue } from "./venues.ts";

type Members = Readonly<Record<string, unknown>>;

/** In a venue of two rows of three with an aisle after the first: seats 1, 4 alone; 2 and 3, 5 and 6 neighbours. */
export async function makeShow(overrides: Members = {}, layout?: Members): Promise<Output<"show/create">> {
  const venue = await makeVenue(layout === undefined ? {} : { layout });
  return must("show/create", { venue_id: venue.id, name: "A show", starts_at: inDays(30), ...overrides });
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
