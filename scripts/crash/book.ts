// What the run knows: each hold and booking that was acknowledged, and each request that got no answer.
import type { Answered, Api, Json } from "./api.ts";

export type Item = {
  readonly hold_id: string;
  readonly departure_id: string;
  readonly seats: number;
  state: "held" | "booked" | "canceled" | "released" | "expired";
  booking_id: string | undefined;
  /** A request about it is under way or has no answer yet. */
  busy: boolean;
};

export type Request = {
  readonly operation: string;
  readonly input: Json;
  readonly key: string;
  readonly item: Item | undefined;
};

export type Counts = {
  acknowledged: number;
  holds: number;
  confirms: number;
  cancels: number;
  releases: number;
  refused: number;
  unanswered: number;
  had_happened: number;
  expired: number;
};

const DEPARTURES = 3;
const CAPACITY = 20_000;

export class Book {
  readonly items: Item[] = [];
  readonly unanswered: Request[] = [];
  readonly departures: string[] = [];
  readonly counts: Counts = {
    acknowledged: 0,
    holds: 0,
    confirms: 0,
    cancels: 0,
    releases: 0,
    refused: 0,
    unanswered: 0,
    had_happened: 0,
    expired: 0,
  };
  #random: number;
  #next = 0;

  constructor(seed: number) {
    this.#random = seed >>> 0;
  }

  get capacity(): number {
    return CAPACITY;
  }

  async open(api: Api): Promise<void> {
    const tour = await api.must("tour/create", { name: "Crash", slug: "crash" });
    for (let made = 0; made < DEPARTURES; made += 1) {
      const starts_at = new Date(Date.now() + 30 * 86_400_000).toISOString();
      const price = { amount: 1_000, currency: "EUR" };
      const departure = await api.must("departure/create", {
        tour_id: tour["id"],
        starts_at,
        capacity_total: CAPACITY,
        price,
      });
      this.departures.push(String(departure["id"]));
    }
  }

  /** A whole number below `limit`, from the seed. */
  random(limit: number): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#random / 4_294_967_296) * limit);
  }

  /** The next thing to ask for; what it is about is busy until it is answered. */
  nextRequest(): Request {
    this.#next += 1;
    const key = `crash-${this.#next}`;
    const wanted = this.random(100);
    const item = wanted < 55 ? undefined : this.#idle(wanted < 85 ? "held" : wanted < 95 ? "booked" : "held");
    if (item === undefined) {
      const departure_id = this.departures[this.random(DEPARTURES)] ?? "";
      const input = {
        departure_id,
        seats: 1 + this.random(3),
        customer_ref: `customer-${this.#next}`,
        ttl_seconds: 3_600,
      };
      return { operation: "booking/hold", input, key, item };
    }
    item.busy = true;
    if (wanted < 85) return { operation: "booking/confirm", input: { hold_id: item.hold_id }, key, item };
    if (wanted < 95) return { operation: "booking/cancel", input: { booking_id: item.booking_id }, key, item };
    return { operation: "hold/release", input: { hold_id: item.hold_id }, key, item };
  }

  #idle(state: Item["state"]): Item | undefined {
    for (let attempt = 0; attempt < 20 && this.items.length > 0; attempt += 1) {
      const item = this.items[this.random(this.items.length)];
      if (item?.state === state && !item.busy) return item;
    }
    return undefined;
  }

  /** Writes down an answer. A sentence when it is one that must not come. */
  record(request: Request, { status, body }: Answered): string | undefined {
    const { item, operation } = request;
    if (status !== 200) {
      if (item) item.busy = false;
      this.counts.refused += 1;
      const expected = status === 503 || status === 429;
      return expected
        ? undefined
        : `${operation} ${JSON.stringify(request.input)} answered ${status} ${String(body["code"])}`;
    }
    this.counts.acknowledged += 1;
    if (item === undefined) {
      const { id, departure_id, seats } = body;
      this.counts.holds += 1;
      this.items.push({
        hold_id: String(id),
        departure_id: String(departure_id),
        seats: Number(seats),
        state: "held",
        booking_id: undefined,
        busy: false,
      });
      return undefined;
    }
    item.busy = false;
    if (operation === "booking/confirm") {
      item.state = "booked";
      item.booking_id = String(body["id"]);
      this.counts.confirms += 1;
    } else if (operation === "booking/cancel") {
      item.state = "canceled";
      this.counts.cancels += 1;
    } else {
      item.state = "released";
      this.counts.releases += 1;
    }
    return undefined;
  }

  lost(request: Request): void {
    this.unanswered.push(request);
    this.counts.unanswered += 1;
  }
}
