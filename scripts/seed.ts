// The demonstration: three tours with twelve departures over the coming weeks, some nearly full, one full with
// people waiting. Made through the API like anybody's data. Idempotent: a tour that has departures is left alone.

type Json = Readonly<Record<string, unknown>>;
type Planned = {
  readonly in_days: number;
  readonly hour: number;
  readonly capacity: number;
  readonly sold: number;
  readonly waiting?: number;
};

const DAY_MS = 86_400_000;

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

/**
 * Sells `sold` places of each departure in bookings of up to four.
 * @returns the id of a departure that has places left, if there is one
 * @throws Error naming the operation, when one is refused
 */
export async function seed(url: string, key: string): Promise<string | undefined> {
  const api = new Api(url, key);
  for (const { departures, amount, ...tour } of TOURS) {
    const { id: tour_id } = await api.call("tour/create", tour);
    const found = await api.call("departure/search", { tour_id, limit: 1 });
    if (!Array.isArray(found["items"]) || found["items"].length > 0) continue;
    for (const planned of departures) await makeDeparture(api, { tour_id, amount, planned });
  }
  const open = await api.call("departure/search", {
    available_min: 4,
    status: "OPEN",
    starts_from: new Date().toISOString(),
    limit: 1,
  });
  return /"(dep_[0-9a-z]+)"/.exec(JSON.stringify(open))?.[1];
}

async function makeDeparture(
  api: Api,
  { tour_id, amount, planned }: { tour_id: unknown; amount: number; planned: Planned },
): Promise<void> {
  const day = Math.floor(Date.now() / DAY_MS) * DAY_MS + planned.in_days * DAY_MS;
  const { id: departure_id } = await api.call("departure/create", {
    tour_id,
    starts_at: new Date(day + planned.hour * 3_600_000).toISOString(),
    capacity_total: planned.capacity,
    price: { amount, currency: "EUR" },
  });
  for (let left = planned.sold, customer = 1; left > 0; left -= 4, customer += 1) {
    const customer_ref = `guest-${customer}`;
    const { id: hold_id } = await api.call("booking/hold", { departure_id, seats: Math.min(4, left), customer_ref });
    await api.call("booking/confirm", { hold_id });
  }
  for (let waiting = 1; waiting <= (planned.waiting ?? 0); waiting += 1) {
    await api.call("waitlist/join", { departure_id, customer_ref: `waiting-${waiting}`, seats: 2 });
  }
}

class Api {
  readonly #url: string;
  readonly #key: string;

  constructor(url: string, key: string) {
    this.#url = url;
    this.#key = key;
  }

  async call(operation: string, input: Json): Promise<Json> {
    const response = await fetch(`${this.#url}/v1/${operation}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${this.#key}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify(input),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`seeding: ${operation} answered ${response.status}: ${text}`);
    // Every operation answers a JSON object.
    return JSON.parse(text) as Json;
  }
}
