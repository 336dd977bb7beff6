// The client against the real server: the flows of a seller, and what a call tells beside its data.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServedApi, STARTING_MS, servedApi } from "../testing/served-api.ts";
import type { Client } from "./client.ts";
import { isProblem } from "./errors.ts";

let api: ServedApi;
let client: Client;

beforeAll(async () => {
  api = await servedApi();
  client = api.client();
}, STARTING_MS);

afterAll(() => api.end());

async function problemOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => "none",
    (error: unknown) => (isProblem(error) ? error.problem : error),
  );
}

describe("a seller", () => {
  it("holds, extends, confirms, changes and cancels", async () => {
    const { id: departure_id } = await api.departure();
    const hold = await client.booking.hold({ departure_id, seats: 3, customer_ref: "anna" });
    expect(hold).toMatchObject({ status: "ACTIVE", seats: 3, total_price: { amount: 13_500, currency: "EUR" } });
    const extended = await client.hold.extend({ hold_id: hold.id, ttl_seconds: 1_200 });
    expect(Date.parse(extended.expires_at)).toBeGreaterThan(Date.parse(hold.expires_at));
    expect(await client.hold.get({ hold_id: hold.id })).toEqual(extended);
    const booking = await client.booking.confirm({ hold_id: hold.id, seats: 2 });
    expect(await client.booking.modify({ booking_id: booking.id, seats: 4 })).toMatchObject({ seats: 4 });
    expect(await client.booking.get({ booking_id: booking.id })).toMatchObject({ id: booking.id, seats: 4 });
    expect(await client.departure.get({ departure_id })).toMatchObject({ capacity_sold: 4, capacity_available: 6 });
    expect(await client.booking.cancel({ booking_id: booking.id })).toMatchObject({ status: "CANCELED" });
    expect(await problemOf(client.booking.cancel({ booking_id: booking.id }))).toMatchObject({
      code: "BOOKING_CANCELED",
      booking_id: booking.id,
    });
  });

  it("learns what is left when there is too little, and waits for more", async () => {
    const { id: departure_id } = await api.departure({ capacity_total: 2 });
    const hold = await client.booking.hold({ departure_id, seats: 2, customer_ref: "anna" });
    const full = await problemOf(client.booking.hold({ departure_id, seats: 1, customer_ref: "ben" }));
    expect(full).toMatchObject({ code: "FULL", available: 0, waiting: 0 });
    const entry = await client.waitlist.join({ departure_id, customer_ref: "ben" });
    expect(entry).toMatchObject({ status: "WAITING", position: 1, seats: 1 });
    await client.hold.release({ hold_id: hold.id });
    const offered = await client.waitlist.get({ entry_id: entry.id });
    expect(offered.status).toBe("OFFERED");
    const booking = await client.booking.confirm({ hold_id: offered.hold_id ?? "" });
    expect(booking).toMatchObject({ customer_ref: "ben", seats: 1, status: "CONFIRMED" });
  });

  it("gets the same answer for the same key, by either name of the method", async () => {
    const { id: departure_id } = await api.departure();
    const request = { departure_id, seats: 1, customer_ref: "anna" };
    const first = await client.booking.hold(request, { idempotencyKey: "the-same" }).withResponse();
    const again = await client.booking_hold(request, "the-same").withResponse();
    expect(again.data).toEqual(first.data);
    expect([first.replayed, again.replayed]).toEqual([false, true]);
    expect(first.seq).toBeGreaterThan(0);
    expect(first.rateLimit?.limit).toBeGreaterThan(0);
    const other = problemOf(client.booking_hold({ ...request, seats: 2 }, "the-same"));
    expect(await other).toMatchObject({ code: "IDEMPOTENCY_KEY_MISMATCH", violations: [{ path: "/seats" }] });
  });

  it("finds its request and trace in the answer and in problems", async () => {
    const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    const found = await client.tour.list({}, { requestId: "my-request", traceparent }).withResponse();
    expect(found.requestId).toBe("my-request");
    expect(found.traceparent).toContain("4bf92f3577b34da6a3ce929d0e0e4736");
    const error: unknown = await client.tour.get({ tour_id: "tour_none" }, { requestId: "no-tour" }).catch((e) => e);
    expect(error).toMatchObject({ code: "NOT_FOUND", status: 404, requestId: "no-tour" });
    expect(await problemOf(api.client({ token: "hf_dev_wrong" }).tour.list())).toMatchObject({
      code: "UNAUTHENTICATED",
    });
    const wrong = { departure_id: 7, seats: 99 } as unknown as Parameters<typeof client.booking.hold>[0];
    expect(await problemOf(client.booking.hold(wrong))).toMatchObject({
      code: "VALIDATION_FAILED",
      violations: expect.arrayContaining([expect.objectContaining({ path: "/seats" })]),
    });
  });

  it("walks through a list of several pages, each item once", async () => {
    const made = new Set<string>();
    for (let number = 0; number < 5; number++) {
      const tour = await client.tour.create({ name: `Tour ${number}`, slug: `tour-${crypto.randomUUID()}` });
      made.add(tour.id);
    }
    const seen: string[] = [];
    for await (const tour of client.tour.list({ limit: 2 })) seen.push(tour.id);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => made.has(id))).toEqual([...made]);
    const sizes: number[] = [];
    for await (const page of client.tour.list({ limit: 2 }).pages()) sizes.push(page.items.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(seen.length);
    expect(sizes.length).toBe(Math.ceil(seen.length / 2));
  });

  it("exchanges a key for tokens that can do less, and goes on with others when one is over", async () => {
    const { key, id: key_id } = await client.key.create({ name: "partner", permissions: ["book"] });
    const reader = api.client({ token: { apiKey: key, permissions: ["read"] } });
    const { id: departure_id } = await api.departure();
    expect((await reader.departure.get({ departure_id })).id).toBe(departure_id);
    expect(await problemOf(reader.booking.hold({ departure_id, seats: 1, customer_ref: "dora" }))).toMatchObject({
      code: "FORBIDDEN",
      required_scope: "book",
    });
    expect(await reader.auth.validate({})).toMatchObject({ valid: true, permissions: ["read"], key_id });
    const too_much = api.client({ token: { apiKey: key, permissions: ["admin"] } });
    expect(await problemOf(too_much.tour.list())).toMatchObject({ code: "FORBIDDEN", required_scope: "admin" });
    await client.key.revoke({ key_id });
    await expect
      .poll(() => problemOf(reader.tour.list()), { timeout: 5_000 })
      .toMatchObject({
        code: "UNAUTHENTICATED",
        instance: "/v1/auth/token",
      });
  });

  it("makes a partner's key, with which the partner sells", async () => {
    const { key, channel_id } = await client.key.create({ name: "partner", permissions: ["book"] });
    const partner = api.client({ token: key });
    const { id: departure_id } = await api.departure();
    const hold = await partner.booking.hold({ departure_id, seats: 1, customer_ref: "carl" });
    expect((await partner.hold.list({ departure_id })).items).toEqual([hold]);
    await partner.booking.confirm({ hold_id: hold.id });
    expect(await problemOf(partner.departure.close({ departure_id }))).toMatchObject({
      code: "FORBIDDEN",
      required_scope: "admin",
    });
    expect(channel_id).toMatch(/^chn_/);
  });
});
