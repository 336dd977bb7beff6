// Three tours with twelve departures over the coming weeks, some nearly full, one full with people waiting. A tour that has
// departures is left alone.
import type { Client } from "../../sdk/source/client.ts";
import { daysAhead } from "./days-ahead.ts";

type Planned = {
  readonly in_days: number;
  readonly hour: number;
  readonly capacity: number;
  readonly sold: number;
  readonly waiting?: number;
};

const TOURS: readonly {
  readonly name: string;
  readonly slug: string;
  readonly description: string;
  readonly amount: number;
  readonly departures: readonly Planned[];
}[] = [
  {
    name: "Harbour by dawn",
    slug: "harbour-by-dawn",
    description: "Two hours on the water before the city wakes, with coffee.",
    amount: 4_500,
    departures: [
      { in_days: 3, hour: 5, capacity: 12, sold: 12, waiting: 3 },
      { in_days: 5, hour: 5, capacity: 12, sold: 11 },
      { in_days: 10, hour: 5, capacity: 12, sold: 4 },
      { in_days: 17, hour: 5, capacity: 12, sold: 0 },
    ],
  },
  {
    name: "Old town on foot",
    slug: "old-town-on-foot",
    description: "Courtyards, towers and one very old bakery.",
    amount: 2_200,
    departures: [
      { in_days: 2, hour: 9, capacity: 25, sold: 23 },
      { in_days: 4, hour: 14, capacity: 25, sold: 8 },
      { in_days: 9, hour: 9, capacity: 25, sold: 0 },
      { in_days: 16, hour: 14, capacity: 25, sold: 0 },
    ],
  },
  {
    name: "Glacier day trip",
    slug: "glacier-day-trip",
    description: "By coach to the ice and back, boots and lunch included.",
    amount: 18_900,
    departures: [
      { in_days: 6, hour: 6, capacity: 48, sold: 46 },
      { in_days: 13, hour: 6, capacity: 48, sold: 20 },
      { in_days: 20, hour: 6, capacity: 48, sold: 0 },
      { in_days: 27, hour: 6, capacity: 48, sold: 0 },
    ],
  },
];

/** Sells `sold` places of each departure in bookings of up to four. The id of a departure that has places left, if any. */
export async function seedTours(client: Client): Promise<string | undefined> {
  for (const { departures, amount, ...tour } of TOURS) {
    const { id: tour_id } = await client.tour.create(tour);
    const found = await client.departure.search({ tour_id, limit: 1 });
    if (found.items.length > 0) continue;
    for (const planned of departures) await makeDeparture(client, { tour_id, amount, planned });
  }
  const starts_from = new Date().toISOString();
  const open = await client.departure.search({ available_min: 4, status: "OPEN", starts_from, limit: 1 });
  return open.items[0]?.id;
}

async function makeDeparture(
  client: Client,
  { tour_id, amount, planned }: { tour_id: string; amount: number; planned: Planned },
): Promise<void> {
  const { id: departure_id } = await client.departure.create({
    tour_id,
    starts_at: daysAhead(planned),
    capacity_total: planned.capacity,
    price: { amount, currency: "EUR" },
  });
  for (let left = planned.sold, customer = 1; left > 0; left -= 4, customer += 1) {
    const customer_ref = `guest-${customer}`;
    const { id: hold_id } = await client.booking.hold({ departure_id, seats: Math.min(4, left), customer_ref });
    await client.booking.confirm({ hold_id });
  }
  for (let waiting = 1; waiting <= (planned.waiting ?? 0); waiting += 1) {
    await client.waitlist.join({ departure_id, customer_ref: `waiting-${waiting}`, seats: 2 });
  }
}
