// What holds, bookings and the waitlist do, as DOMAIN's rules and R1 sections 3 and 19 say it.
import { describe, expect, it } from "vitest";
import { call, freshKey, hold, inDays, makeDeparture, must, type Output } from "../testing/api.ts";
import { heldPlaces, soldPlaces, waitingEntry } from "../testing/examples.ts";
import { projected } from "../testing/tables.ts";

const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1_000;
const now = (departure_id: string) => must("departure/get", { departure_id });

describe("a hold", () => {
  it("lasts 600 seconds unless told otherwise, costs its places, and keeps the price that it was made at", async () => {
    const held = await heldPlaces();
    expect(seconds(held.created_at, held.expires_at)).toBe(600);
    expect(held.total_price).toEqual({ amount: 9_000, currency: "EUR" });
    await must("departure/update", { departure_id: held.departure_id, price: { amount: 1, currency: "EUR" } });
    expect(await must("booking/confirm", { hold_id: held.id })).toMatchObject({
      total_price: { amount: 9_000, currency: "EUR" },
    });
  });

  it("that is refreshed stays the same hold, lasts longer, and takes or gives back places", async () => {
    const { id } = await makeDeparture();
    const { body: first } = await hold(id, "someone", { seats: 2, ttl_seconds: 60 });
    const { body: more } = await hold(id, "someone", { seats: 6, ttl_seconds: 900, refresh: true });
    expect(more).toMatchObject({ id: first.id, seats: 6, created_at: first.created_at });
    expect(seconds(first.expires_at, more.expires_at)).toBeGreaterThan(800);
    const { body: fewer } = await hold(id, "someone", { seats: 1, ttl_seconds: 60, refresh: true });
    expect(fewer).toMatchObject({ id: first.id, seats: 1, expires_at: more.expires_at });
    expect(await now(id)).toMatchObject({ capacity_held: 1, capacity_available: 9 });
  });

  it("cannot be refreshed to more than fits, and stays as it was", async () => {
    const { id } = await makeDeparture({ capacity_total: 4 });
    const { body: held } = await hold(id, "someone", { seats: 3 });
    expect((await hold(id, "someone", { seats: 5, refresh: true })).body).toMatchObject({ code: "FULL", available: 1 });
    expect(await must("hold/get", { hold_id: held.id })).toEqual(held);
  });

  it("is made by a refresh when there is none", async () => {
    const { id } = await makeDeparture();
    expect((await hold(id, "someone", { refresh: true })).body).toMatchObject({ status: "ACTIVE", seats: 2 });
  });

  it("is extended from now, never shortened, and at most to the end that its departure allows", async () => {
    const { id } = await makeDeparture({ policy: { max_hold_seconds: 700 } });
    const { body: held } = await hold(id, "someone", { ttl_seconds: 600 });
    expect(seconds(held.created_at, held.max_expires_at)).toBe(700);
    expect(await must("hold/extend", { hold_id: held.id, ttl_seconds: 60 })).toEqual(held);
    expect(await must("hold/extend", { hold_id: held.id, ttl_seconds: 3_600 })).toEqual({
      ...held,
      expires_at: held.max_expires_at,
    });
  });

  it("does not outlive its departure's start", async () => {
    const starts_at = new Date(Date.now() + 120_000).toISOString();
    const { id } = await makeDeparture({ starts_at });
    expect((await hold(id, "someone", { ttl_seconds: 3_600 })).body).toMatchObject({
      expires_at: starts_at,
      max_expires_at: starts_at,
    });
  });

  it("that is released gives its places back, and makes room for another of the same customer", async () => {
    const held = await heldPlaces();
    expect(await must("hold/release", { hold_id: held.id })).toMatchObject({ status: "CANCELED" });
    expect(await now(held.departure_id)).toMatchObject({ capacity_held: 0, capacity_available: 10 });
    expect((await hold(held.departure_id, held.customer_ref)).status).toBe(200);
  });
});

describe("a booking", () => {
  it("may be of fewer places than were held: the rest is free at once", async () => {
    const { id } = await makeDeparture();
    const { body: held } = await hold(id, "someone", { seats: 5 });
    expect(await must("booking/confirm", { hold_id: held.id, seats: 2 })).toMatchObject({
      seats: 2,
      hold_id: held.id,
      status: "CONFIRMED",
    });
    expect(await now(id)).toMatchObject({ capacity_held: 0, capacity_sold: 2, capacity_available: 8 });
    expect(await must("hold/get", { hold_id: held.id })).toMatchObject({ status: "CONFIRMED" });
  });

  it("cannot be of more places than were held", async () => {
    const held = await heldPlaces();
    const called = await call("booking/confirm", { hold_id: held.id, seats: 3 }, { key: freshKey() });
    expect(called.body).toMatchObject({ code: "VALIDATION_FAILED", violations: [{ path: "/seats" }] });
    expect(await must("hold/get", { hold_id: held.id })).toEqual(held);
  });

  it("is changed at its own price, all or nothing", async () => {
    const booking = await soldPlaces();
    await must("departure/update", { departure_id: booking.departure_id, price: { amount: 1, currency: "EUR" } });
    const { created_at, ...more } = await must("booking/modify", { booking_id: booking.id, seats: 5 });
    expect(more).toMatchObject({
      id: booking.id,
      code: booking.code,
      seats: 5,
      total_price: { amount: 22_500, currency: "EUR" },
    });
    expect(created_at).toBe(booking.created_at);
    await must("booking/modify", { booking_id: booking.id, seats: 1 });
    expect(await now(booking.departure_id)).toMatchObject({ capacity_sold: 1, capacity_available: 9 });
  });

  it("that is canceled gives its places to those who wait, in the same moment", async () => {
    const booking = await soldPlaces({ capacity_total: 2 });
    const entry = await must("waitlist/join", { departure_id: booking.departure_id, customer_ref: "next", seats: 2 });
    expect(await must("booking/cancel", { booking_id: booking.id })).toMatchObject({ status: "CANCELED" });
    expect(await must("waitlist/get", { entry_id: entry.id })).toMatchObject({ status: "OFFERED" });
    expect(await now(booking.departure_id)).toMatchObject({
      capacity_sold: 0,
      capacity_held: 2,
      capacity_available: 0,
      waiting: 0,
    });
  });

  it("is found by its code in any case, as soon as D1 has heard of it", async () => {
    const booking = await soldPlaces();
    await projected(booking.departure_id);
    expect(await must("booking/get", { code: booking.code.toLowerCase() })).toEqual(booking);
    expect((await call("booking/get", {})).body.violations).toMatchObject([{ path: "" }]);
    expect((await call("booking/get", { booking_id: booking.id, code: booking.code })).status).toBe(400);
  });
});

async function line(
  wishes: readonly number[],
  policy: object = {},
): Promise<{ departure_id: string; held: Output<"booking/hold">; ids: string[] }> {
  const held = await heldPlaces({ capacity_total: 2, policy });
  const ids: string[] = [];
  for (const [no, seats] of wishes.entries()) {
    ids.push(
      (await must("waitlist/join", { departure_id: held.departure_id, customer_ref: `waiting ${no}`, seats })).id,
    );
  }
  return { departure_id: held.departure_id, held, ids };
}

async function states(ids: readonly string[]): Promise<unknown[]> {
  return Promise.all(ids.map(async (entry_id) => (await must("waitlist/get", { entry_id })).status));
}

describe("the waitlist", () => {
  it("serves the oldest wish that fits, or with the policy strict nobody before the oldest", async () => {
    const loose = await line([3, 2, 1]);
    await must("hold/release", { hold_id: loose.held.id });
    expect(await states(loose.ids)).toEqual(["WAITING", "OFFERED", "WAITING"]);
    const strict = await line([3, 2, 1], { waitlist_order: "strict" });
    await must("hold/release", { hold_id: strict.held.id });
    expect(await states(strict.ids)).toEqual(["WAITING", "WAITING", "WAITING"]);
    expect((await hold(strict.departure_id, "newcomer", { seats: 1 })).body).toMatchObject({
      code: "FULL",
      available: 2,
      waiting: 3,
    });
  });

  it("is served when capacity grows", async () => {
    const { departure_id, ids } = await line([2, 1]);
    expect(await must("inventory/adjust", { departure_id, delta: 3, reason: "a larger boat" })).toMatchObject({
      capacity_total: 5,
    });
    expect(await states(ids)).toEqual(["OFFERED", "OFFERED"]);
  });

  it("waits while sales are closed, and is served when they open again", async () => {
    const { departure_id, held, ids } = await line([2]);
    await must("departure/close", { departure_id });
    await must("hold/release", { hold_id: held.id });
    expect(await states(ids)).toEqual(["WAITING"]);
    await must("departure/reopen", { departure_id });
    expect(await states(ids)).toEqual(["OFFERED"]);
  });

  it("moves up when someone leaves, and what an offer kept goes to the next", async () => {
    const { held, ids } = await line([2, 2, 2]);
    await must("waitlist/leave", { entry_id: ids[0] });
    expect((await must("waitlist/get", { entry_id: ids[1] })).position).toBe(1);
    await must("hold/release", { hold_id: held.id });
    expect(await must("waitlist/leave", { entry_id: ids[1] })).toMatchObject({ status: "LEFT" });
    expect(await states(ids)).toEqual(["LEFT", "LEFT", "OFFERED"]);
  });

  it("offers by hand to one entry out of its turn, for as long as is said", async () => {
    const { departure_id, held, ids } = await line([2, 1], { waitlist_order: "strict" });
    const { body: small } = await hold(departure_id, held.customer_ref, { seats: 1, refresh: true });
    expect(small.seats).toBe(1);
    const { offers } = await must("waitlist/notify", { departure_id, entry_id: ids[1], ttl_seconds: 120 });
    expect(offers).toMatchObject([{ entry: { id: ids[1], status: "OFFERED" }, hold: { seats: 1, entry_id: ids[1] } }]);
    const [offer] = offers;
    expect(offer && seconds(offer.hold.created_at, offer.hold.expires_at)).toBe(120);
  });

  it("takes a customer again after their entry ended", async () => {
    const entry = await waitingEntry();
    await must("waitlist/leave", { entry_id: entry.id });
    const again = await must("waitlist/join", {
      departure_id: entry.departure_id,
      customer_ref: entry.customer_ref,
      seats: 1,
    });
    expect([again.status, again.id === entry.id]).toEqual(["WAITING", false]);
  });
});

describe("a departure", () => {
  it("that is closed takes no holds, but confirms those that there are", async () => {
    const held = await heldPlaces();
    await must("departure/close", { departure_id: held.departure_id });
    expect((await hold(held.departure_id, "late")).body).toMatchObject({ code: "SALES_CLOSED", reason: "closed" });
    expect(await must("booking/confirm", { hold_id: held.id })).toMatchObject({ status: "CONFIRMED" });
  });

  it("that is canceled ends every hold, booking and wish", async () => {
    const booking = await soldPlaces({ capacity_total: 4 });
    const { departure_id } = booking;
    const { body: held } = await hold(departure_id, "holds");
    const entry = await must("waitlist/join", { departure_id, customer_ref: "waits", seats: 1 });
    const canceled = await must("departure/cancel", { departure_id, reason: "storm" });
    expect(canceled).toMatchObject({
      status: "CANCELED",
      capacity_held: 0,
      capacity_sold: 0,
      capacity_available: 4,
      waiting: 0,
    });
    expect(await must("hold/get", { hold_id: held.id })).toMatchObject({ status: "CANCELED" });
    expect(await must("booking/get", { booking_id: booking.id })).toMatchObject({ status: "CANCELED" });
    expect(await must("waitlist/get", { entry_id: entry.id })).toMatchObject({ status: "LAPSED" });
    expect((await hold(departure_id, "late")).body).toMatchObject({ code: "SALES_CLOSED", reason: "canceled" });
  });

  it("is changed in what is named, and keeps the rest", async () => {
    const departure = await makeDeparture({ policy: { seats_per_hold_max: 4, offer_ttl_seconds: 120 } });
    const starts_at = inDays(30);
    const { updated_at, ...changed } = await must("departure/update", {
      departure_id: departure.id,
      starts_at,
      policy: { offer_ttl_seconds: 60 },
    });
    const { updated_at: _before, ...rest } = departure;
    expect(changed).toEqual({ ...rest, starts_at, policy: { ...departure.policy, offer_ttl_seconds: 60 } });
    expect(Date.parse(updated_at)).toBeGreaterThanOrEqual(Date.parse(departure.updated_at));
    expect((await call("departure/update", { departure_id: departure.id })).body.violations).toMatchObject([
      { path: "" },
    ]);
  });

  it("says with each answer how far it has come", async () => {
    const { id } = await makeDeparture();
    const seqs = [];
    for (const customer of ["one", "two"]) seqs.push(Number((await hold(id, customer)).headers.get("holdfast-seq")));
    seqs.push(Number((await call("departure/get", { departure_id: id })).headers.get("holdfast-seq")));
    expect(seqs).toEqual([2, 3, 3]);
  });
});
