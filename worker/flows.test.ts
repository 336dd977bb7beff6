import { describe, expect, it } from "vitest";
import { call, freshKey, hold, makeDeparture, must } from "./testing/api.ts";

describe("the flows of R1 section 8", () => {
  it("A and B: a tour, a departure, a hold, a booking, and the same booking again", async () => {
    const departure = await makeDeparture({ capacity_total: 40 });
    expect(departure.capacity_available).toBe(40);
    const held = await hold(departure.id, "cust_EVG", { seats: 3, ttl_seconds: 600 });
    expect(held.status, held.text).toBe(200);
    expect(held.body).toMatchObject({ status: "ACTIVE", seats: 3, departure_id: departure.id });
    const key = freshKey();
    const confirmed = await call("booking/confirm", { hold_id: held.body.id }, { key });
    expect(confirmed.status, confirmed.text).toBe(200);
    expect(confirmed.body.code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    const again = await call("booking/confirm", { hold_id: held.body.id }, { key });
    expect(again.text).toBe(confirmed.text);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const now = await must("departure/get", { departure_id: departure.id });
    expect(now).toMatchObject({ capacity_available: 37, capacity_sold: 3, capacity_held: 0 });
    const found = await must("departure/search", { tour_id: departure.tour_id });
    expect(found.items).toHaveLength(1);
  });

  it("C: a full departure answers FULL and takes the customer on its waitlist", async () => {
    const departure = await makeDeparture({ capacity_total: 2 });
    await hold(departure.id, "first");
    const full = await hold(departure.id, "second");
    expect(full.status).toBe(409);
    expect(full.body.code).toBe("FULL");
    const entry = await must("waitlist/join", { departure_id: departure.id, customer_ref: "second", seats: 2 });
    expect(entry).toMatchObject({ status: "WAITING", position: 1 });
  });
});
