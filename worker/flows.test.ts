// R1 as written: the flows A to D of its section 8, and the definitions of done of its section 21.
import { describe, expect, it } from "vitest";
import { call, freshKey, hold, inDays, makeDeparture, must } from "./testing/api.ts";
import { expireHold, inDeparture, projected } from "./testing/tables.ts";

describe("the flows of R1 section 8", () => {
  it("A and B: a tour, a departure, a hold, a booking, and the same booking again, each with a trace id", async () => {
    const tour = await call("tour/create", { name: "Harbour walk", slug: `walk-${crypto.randomUUID()}` });
    const price = { amount: 12_999, currency: "USD" };
    const departure = await call("departure/create", {
      tour_id: tour.body.id,
      starts_at: inDays(9),
      capacity_total: 40,
      price,
    });
    expect(departure.body).toMatchObject({ capacity_total: 40, capacity_available: 40, price });
    const departure_id = departure.body.id;
    const held = await call(
      "booking/hold",
      { departure_id, seats: 3, customer_ref: "cust_EVG", ttl_seconds: 600 },
      { key: "K1" },
    );
    expect(held.status, held.text).toBe(200);
    expect(held.body).toMatchObject({ status: "ACTIVE", seats: 3, departure_id });
    expect(Date.parse(held.body.expires_at) - Date.parse(held.body.created_at)).toBe(600_000);
    const confirmed = await call("booking/confirm", { hold_id: held.body.id }, { key: "K2" });
    expect(confirmed.status, confirmed.text).toBe(200);
    expect(confirmed.body.code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    const again = await call("booking/confirm", { hold_id: held.body.id }, { key: "K2" });
    expect(again.text).toBe(confirmed.text);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const now = await must("departure/get", { departure_id });
    expect(now).toMatchObject({ capacity_available: 37, capacity_sold: 3, capacity_held: 0 });
    const found = await must("departure/search", { tour_id: tour.body.id });
    expect(found.items).toHaveLength(1);
    const traces = [tour, departure, held, confirmed, again].map(({ headers }) => headers.get("traceparent"));
    expect(new Set(traces).size).toBe(5);
  });

  it("C: a full departure answers FULL and takes the customer on its waitlist", async () => {
    const departure = await makeDeparture({ capacity_total: 2 });
    await hold(departure.id, "first");
    const full = await hold(departure.id, "second");
    expect(full.status).toBe(409);
    expect(full.body).toMatchObject({ code: "FULL", title: "Capacity full", available: 0 });
    const wish = { departure_id: departure.id, customer_ref: "second", seats: 2 };
    const entry = await must("waitlist/join", wish);
    expect(entry).toMatchObject({ status: "WAITING", position: 1, notified_at: null });
    expect(await must("waitlist/join", wish)).toEqual(entry);
  });

  it("D: an expired hold gives its places back exactly, and can no longer be confirmed", async () => {
    const departure = await makeDeparture({ capacity_total: 5 });
    const { body: held } = await hold(departure.id, "slow", { seats: 3 });
    await expireHold(held);
    expect(await must("departure/get", { departure_id: departure.id })).toMatchObject({
      capacity_available: 5,
      capacity_held: 0,
    });
    expect(await must("hold/get", { hold_id: held.id })).toMatchObject({ status: "EXPIRED" });
    const late = await call("booking/confirm", { hold_id: held.id }, { key: freshKey() });
    expect(late.body).toMatchObject({ code: "HOLD_EXPIRED", hold_id: held.id });
    expect(await must("departure/get", { departure_id: departure.id })).toMatchObject({
      capacity_available: 5,
      capacity_sold: 0,
    });
  });

  it("D: what an expired hold frees goes to those who wait, as a short hold, before anyone else", async () => {
    const departure = await makeDeparture({ capacity_total: 2 });
    const { body: held } = await hold(departure.id, "slow");
    const entry = await must("waitlist/join", { departure_id: departure.id, customer_ref: "next in line", seats: 2 });
    await expireHold(held);
    const newcomer = await hold(departure.id, "newcomer");
    expect(newcomer.body.code).toBe("FULL");
    const offered = await must("waitlist/get", { entry_id: entry.id });
    expect(offered).toMatchObject({ status: "OFFERED", position: null });
    const offer = await must("hold/get", { hold_id: offered.hold_id });
    expect(offer).toMatchObject({ status: "ACTIVE", seats: 2, entry_id: entry.id, customer_ref: "next in line" });
    expect(Date.parse(offer.expires_at) - Date.parse(offer.created_at)).toBe(300_000);
    await must("booking/confirm", { hold_id: offer.id });
    expect(await must("waitlist/get", { entry_id: entry.id })).toMatchObject({ status: "BOOKED" });
  });

  it("D: an offer that is not used goes to the next entry; waitlist/notify names the offers that it made", async () => {
    const departure = await makeDeparture({ capacity_total: 2 });
    const { body: held } = await hold(departure.id, "slow");
    const [first, second] = [
      await must("waitlist/join", { departure_id: departure.id, customer_ref: "first", seats: 2 }),
      await must("waitlist/join", { departure_id: departure.id, customer_ref: "second", seats: 1 }),
    ];
    await expireHold(held);
    const { offers } = await must("waitlist/notify", { departure_id: departure.id });
    expect(offers.map(({ entry }) => entry.id)).toEqual([first.id]);
    const [offer] = offers;
    if (offer) await expireHold(offer.hold);
    expect(await must("waitlist/get", { entry_id: first.id })).toMatchObject({ status: "LAPSED" });
    expect(await must("waitlist/get", { entry_id: second.id })).toMatchObject({ status: "OFFERED" });
    expect((await must("waitlist/notify", { departure_id: departure.id })).offers).toEqual([]);
  });
});

describe("the definitions of done of R1 section 21", () => {
  it("re-running booking/confirm with the same key answers a bit-identical body, also when the booking changed since", async () => {
    const departure = await makeDeparture();
    const { body: held } = await hold(departure.id, "twice");
    const key = freshKey();
    const first = await call("booking/confirm", { hold_id: held.id }, { key });
    await must("booking/cancel", { booking_id: first.body.id });
    const again = await call("booking/confirm", { hold_id: held.id }, { key });
    expect([...new TextEncoder().encode(again.text)]).toEqual([...new TextEncoder().encode(first.text)]);
  });

  it("100 parallel attempts on 50 places make 50 active holds, and no count goes negative", async () => {
    const departure = await makeDeparture({ capacity_total: 50 });
    const attempts = await Promise.all(
      Array.from({ length: 100 }, (_, index) => hold(departure.id, `customer ${index}`, { seats: 1 })),
    );
    expect(attempts.filter(({ status }) => status === 200)).toHaveLength(50);
    expect(attempts.filter(({ body }) => body.code === "FULL")).toHaveLength(50);
    const rows = await inDeparture(departure.id, "SELECT count(*) AS active FROM holds WHERE status = 'ACTIVE'");
    expect(rows).toEqual([{ active: 50 }]);
    expect(await must("departure/get", { departure_id: departure.id })).toMatchObject({
      capacity_available: 0,
      capacity_held: 50,
      capacity_sold: 0,
    });
  });

  it("expiring holds restores capacity_available exactly, for readers and for search", async () => {
    const departure = await makeDeparture({ capacity_total: 40 });
    for (const seats of [1, 4, 10, 7]) await hold(departure.id, `party of ${seats}`, { seats });
    expect(await must("departure/get", { departure_id: departure.id })).toMatchObject({ capacity_available: 18 });
    await inDeparture(departure.id, "UPDATE holds SET expires_at_ms = ?", Date.now() - 1);
    expect(await must("departure/get", { departure_id: departure.id })).toMatchObject({
      capacity_available: 40,
      capacity_held: 0,
    });
    await projected(departure.id);
    const { items } = await must("departure/search", { tour_id: departure.tour_id });
    expect(items).toMatchObject([{ capacity_available: 40, capacity_held: 0 }]);
  });
});
