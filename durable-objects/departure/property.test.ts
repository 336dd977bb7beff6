// A few hundred random commands through the API on one small departure, while its object or all objects end in
// between. After each step the sums must be those of what is there. A failure names its seed and step; put the
// seed among those below to walk the same way again.
import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { type Called, call, freshKey, makeDeparture, must } from "../../worker/testing/api.ts";
import { rowsOf } from "../../worker/testing/between-d1.ts";
import { makePartner, type Partner } from "../../worker/testing/partners.ts";
import { expireHold, inDeparture, projected } from "../../worker/testing/tables.ts";

const STEPS = 150;
/** What two partners do to twelve places must come across these, or the test tests nothing. */
const EXPECTED_CODES = [
  "200",
  "FULL",
  "HOLD_CONFLICT",
  "HOLD_EXPIRED",
  "HOLD_CONFIRMED",
  "BOOKING_CANCELED",
  "NOT_FULL",
  "CAPACITY_CONFLICT",
  "IDEMPOTENCY_KEY_MISMATCH",
];

/** Mulberry32: small, seeded, good enough to choose with. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Sent = {
  readonly operation: "booking/hold" | "booking/confirm";
  readonly input: object;
  readonly key: string;
  readonly token: string;
  readonly text: string;
  readonly status: number;
};

class Walk {
  readonly #below: (below: number) => number;
  readonly #departure_id: string;
  readonly #partners: readonly Partner[];
  readonly #holds: { id: string; token: string }[] = [];
  readonly #entries: { id: string; token: string }[] = [];
  readonly #bookings: { id: string; token: string }[] = [];
  readonly #sent: Sent[] = [];
  readonly seen = new Map<string, number>();

  constructor(seed: number, departure_id: string, partners: readonly Partner[]) {
    this.#below = random(seed);
    this.#departure_id = departure_id;
    this.#partners = partners;
  }

  async step(): Promise<void> {
    const turn = this.#below(100);
    if (turn < 28) await this.#hold();
    else if (turn < 42) await this.#confirm();
    else if (turn < 50) await this.#onHold("hold/release");
    else if (turn < 55) await this.#onHold("hold/extend");
    else if (turn < 62) await this.#onBooking("booking/cancel", {});
    else if (turn < 68) await this.#onBooking("booking/modify", { seats: 1 + this.#below(4) });
    else if (turn < 74) await this.#join();
    else if (turn < 79) await this.#takeOffer();
    else if (turn < 81) await this.#leave();
    else if (turn < 85) await this.#adjust();
    else if (turn < 90) await this.#sendAgain();
    else if (turn < 95) await this.#expireOne();
    else await this.#end();
  }

  #pick<T>(from: readonly T[]): T | undefined {
    return from[this.#below(Math.max(1, from.length))];
  }

  #token(): string {
    return this.#pick(this.#partners)?.token ?? "";
  }

  #saw(called: Called): void {
    const code = called.status === 200 ? "200" : called.body.code;
    expect(code, called.text).not.toBe("INTERNAL");
    this.seen.set(code, (this.seen.get(code) ?? 0) + 1);
  }

  async #hold(): Promise<void> {
    const [key, token] = [freshKey(), this.#token()];
    const input = {
      departure_id: this.#departure_id,
      seats: 1 + this.#below(4),
      customer_ref: `customer ${this.#below(6)}`,
      refresh: this.#below(4) === 0,
    };
    const called = await call("booking/hold", input, { key, token });
    this.#saw(called);
    this.#sent.push({ operation: "booking/hold", input, key, token, text: called.text, status: called.status });
    if (called.status === 200) this.#holds.push({ id: called.body.id, token });
  }

  async #confirm(): Promise<void> {
    const held = this.#pick(this.#holds);
    if (!held) return;
    const [key, { token }] = [freshKey(), held];
    const input = { hold_id: held.id };
    const called = await call("booking/confirm", input, { key, token });
    this.#saw(called);
    this.#sent.push({ operation: "booking/confirm", input, key, token, text: called.text, status: called.status });
    if (called.status === 200) this.#bookings.push({ id: called.body.id, token });
  }

  async #onHold(operation: "hold/release" | "hold/extend"): Promise<void> {
    const held = this.#pick(this.#holds);
    if (held) this.#saw(await call(operation, { hold_id: held.id }, { key: freshKey(), token: held.token }));
  }

  async #onBooking(operation: "booking/cancel" | "booking/modify", more: object): Promise<void> {
    const booking = this.#pick(this.#bookings);
    if (booking)
      this.#saw(await call(operation, { booking_id: booking.id, ...more }, { key: freshKey(), token: booking.token }));
  }

  async #join(): Promise<void> {
    const token = this.#token();
    const input = {
      departure_id: this.#departure_id,
      seats: 1 + this.#below(4),
      customer_ref: `waiting ${this.#below(6)}`,
    };
    const called = await call("waitlist/join", input, { key: freshKey(), token });
    this.#saw(called);
    if (called.status === 200) this.#entries.push({ id: called.body.id, token });
  }

  /** From here on the offer that an entry got is a hold like the others: confirmed, released, extended or expired. */
  async #takeOffer(): Promise<void> {
    for (const { id, token } of this.#entries) {
      const { status, hold_id } = await must("waitlist/get", { entry_id: id }, { token });
      if (status === "OFFERED" && hold_id !== null) this.#holds.push({ id: hold_id, token });
    }
  }

  async #leave(): Promise<void> {
    const entry = this.#pick(this.#entries);
    if (entry) this.#saw(await call("waitlist/leave", { entry_id: entry.id }, { key: freshKey(), token: entry.token }));
  }

  async #adjust(): Promise<void> {
    const delta = (1 + this.#below(5)) * (this.#below(2) === 0 ? 1 : -1);
    this.#saw(
      await call(
        "inventory/adjust",
        { departure_id: this.#departure_id, delta, reason: "at random" },
        { key: freshKey() },
      ),
    );
  }

  /** The same request gets the same bytes; the same key for another request is refused, where its binding is known. */
  async #sendAgain(): Promise<void> {
    const sent = this.#pick(this.#sent);
    if (!sent) return;
    const again = await call(sent.operation, sent.input, { key: sent.key, token: sent.token });
    expect(again.text).toBe(sent.text);
    const other = await call(sent.operation, { ...sent.input, seats: 9 }, { key: sent.key, token: sent.token });
    expect(other.status).toBe(422);
    this.#saw(other);
  }

  async #expireOne(): Promise<void> {
    const held = this.#below(2) === 0 ? this.#holds.at(-1) : this.#pick(this.#holds);
    if (held) await expireHold({ id: held.id, departure_id: this.#departure_id });
    if (this.#below(2) === 0) await runDurableObjectAlarm(env.DEPARTURE.getByName(this.#departure_id));
  }

  async #end(): Promise<void> {
    // Bindings that were not written yet are lost with their gatekeeper, which is why only answers are sent again.
    if (this.#below(3) === 0) await evictDurableObject(env.DEPARTURE.getByName(this.#departure_id));
    else await abortAllDurableObjects();
  }
}

/** What the departure says, what its tables add up to, and what must be true of both. */
async function checkSums(departure_id: string): Promise<void> {
  const said = await must("departure/get", { departure_id });
  expect(said.capacity_available).toBeGreaterThanOrEqual(0);
  expect(said.capacity_available + said.capacity_held + said.capacity_sold).toBe(said.capacity_total);
  const [sums] = await inDeparture(
    departure_id,
    `SELECT (SELECT coalesce(sum(seats), 0) FROM holds WHERE status = 'ACTIVE') AS held,
            (SELECT count(*) FROM holds WHERE status = 'ACTIVE') AS active_holds,
            (SELECT coalesce(sum(seats), 0) FROM bookings WHERE status = 'CONFIRMED') AS sold,
            (SELECT count(*) FROM entries WHERE status = 'WAITING') AS waiting,
            (SELECT 12 + coalesce(sum(delta), 0) FROM adjustments) AS capacity,
            (SELECT count(*) FROM holds WHERE status = 'CONFIRMED') - (SELECT count(*) FROM bookings) AS unsold,
            (SELECT max(seq) FROM changes) AS head, (SELECT count(*) FROM changes) AS changes,
            (SELECT count(*) FROM entries e WHERE status = 'OFFERED' AND NOT EXISTS (SELECT 1 FROM holds h WHERE h.no = e.hold_no AND h.status = 'ACTIVE')) AS empty_offers`,
  );
  const [stored] = await inDeparture(
    departure_id,
    "SELECT held, sold, capacity, waiting, active_holds, seq FROM departure",
  );
  const { seq, ...counters } = stored ?? {};
  expect(sums).toEqual({ ...counters, unsold: 0, head: seq, changes: seq, empty_offers: 0 });
  expect(said).toMatchObject({
    capacity_held: sums?.["held"],
    capacity_sold: sums?.["sold"],
    capacity_total: sums?.["capacity"],
    waiting: sums?.["waiting"],
  });
}

async function checkCatalogue(departure_id: string): Promise<void> {
  await projected(departure_id);
  const kept = await inDeparture(departure_id, "SELECT customer_ref, seats, status FROM bookings ORDER BY no");
  expect(
    await rowsOf("SELECT customer_ref, seats, status FROM bookings WHERE departure_id = ? ORDER BY id", departure_id),
  ).toEqual(kept);
  const waiting = await inDeparture(departure_id, "SELECT customer_ref, seats, status FROM entries ORDER BY no");
  expect(
    await rowsOf(
      "SELECT customer_ref, seats, status FROM waitlist_entries WHERE departure_id = ? ORDER BY id",
      departure_id,
    ),
  ).toEqual(waiting);
  const [stored] = await inDeparture(departure_id, "SELECT held, sold, capacity FROM departure");
  expect(await rowsOf("SELECT held, sold, capacity FROM departures WHERE id = ?", departure_id)).toEqual([stored]);
}

describe(`${STEPS} random commands while objects end`, () => {
  const seen = new Set<string>();

  it.each([1, 20_261_121, Date.now() % 1_000_000])(
    "seed %i: the sums are right after every step, and D1 is equal in the end",
    async (seed) => {
      const { id } = await makeDeparture({ capacity_total: 12 });
      const walk = new Walk(seed, id, [await makePartner(), await makePartner()]);
      for (let step = 1; step <= STEPS; step += 1) {
        await walk
          .step()
          .then(() => checkSums(id))
          .catch((cause: unknown) => {
            throw new Error(`seed ${seed}, step ${step}`, { cause });
          });
      }
      await checkCatalogue(id);
      for (const code of walk.seen.keys()) seen.add(code);
    },
    120_000,
  );

  it("came across what makes it a test", () => {
    expect(EXPECTED_CODES.filter((code) => !seen.has(code))).toEqual([]);
  });
});
