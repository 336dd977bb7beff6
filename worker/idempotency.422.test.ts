import { describe, expect, it } from "vitest";
import { isOperationName, OPERATIONS } from "../contract/registry.ts";
import { type Called, call, freshKey, hold, inDays, makeDeparture, makeTour, must, post } from "./testing/api.ts";
import { EXAMPLES, heldPlaces } from "./testing/examples.ts";

function expectMismatch(called: Called, fields: readonly string[]): void {
  expect([called.status, called.body.code], called.text).toEqual([422, "IDEMPOTENCY_KEY_MISMATCH"]);
  expect(called.body.violations?.map(({ path }) => path)).toEqual(fields.map((field) => `/${field}`));
  for (const field of fields) expect(called.body.detail).toContain(field);
  expect(called.headers.get("idempotency-replayed")).toBeNull();
}

describe("a key that is used again for another request", () => {
  it("is refused with the fields that differ: changed, added and left out", async () => {
    const { id } = await makeDeparture();
    const key = freshKey();
    await hold(id, "someone", { seats: 2, ttl_seconds: 300 }, { key });
    expectMismatch(await hold(id, "someone", { seats: 3, ttl_seconds: 300 }, { key }), ["seats"]);
    expectMismatch(await hold(id, "someone", { seats: 2 }, { key }), ["ttl_seconds"]);
    expectMismatch(await hold(id, "someone else", { seats: 2, ttl_seconds: 300, refresh: true }, { key }), [
      "customer_ref",
      "refresh",
    ]);
    expect(await must("departure/get", { departure_id: id })).toMatchObject({ capacity_held: 2 });
  });

  it("is refused across departures", async () => {
    const [one, other] = await Promise.all([makeDeparture(), makeDeparture()]);
    const key = freshKey();
    const first = await hold(one.id, "someone", {}, { key });
    expectMismatch(await hold(other.id, "someone", {}, { key }), ["departure_id"]);
    expect(await must("departure/get", { departure_id: other.id })).toEqual(other);
    expect((await hold(one.id, "someone", {}, { key })).text).toBe(first.text);
  });

  it("is refused across holds, of one departure and of two", async () => {
    const [one, far] = await Promise.all([heldPlaces(), heldPlaces()]);
    const { body: near } = await hold(one.departure_id, "another");
    const key = freshKey();
    await must("booking/confirm", { hold_id: one.id }, { key });
    for (const { id } of [near, far]) {
      expectMismatch(await call("booking/confirm", { hold_id: id }, { key }), ["hold_id"]);
      expect(await must("hold/get", { hold_id: id })).toMatchObject({ status: "ACTIVE" });
    }
  });

  it("is refused across bookings and across waitlist entries", async () => {
    const key = freshKey();
    for (const name of ["booking/cancel", "waitlist/leave"] as const) {
      const [one, other] = [await EXAMPLES[name](), await EXAMPLES[name]()];
      await must(name, one, { key });
      expectMismatch(await call(name, other, { key }), Object.keys(one));
    }
  });

  it("is refused after a refusal, which stands", async () => {
    const { id } = await makeDeparture({ capacity_total: 1 });
    const key = freshKey();
    const full = await hold(id, "someone", { seats: 2 }, { key });
    expectMismatch(await hold(id, "someone", { seats: 1 }, { key }), ["seats"]);
    expect((await hold(id, "someone", { seats: 2 }, { key })).text).toBe(full.text);
  });
});

describe("what is the same request", () => {
  it("fields in another order, other white space, other escapes and other spellings of a number", async () => {
    const { id } = await makeDeparture();
    const key = freshKey();
    const first = await post("booking/hold", `{"departure_id":"${id}","seats":2,"customer_ref":"a/é"}`, { key });
    const again = await post(
      "booking/hold",
      `{ "seats" : 2.0e0,\n "customer_ref":"\\u0061\\/\\u00e9", "departure_id":"${id}" }`,
      { key },
    );
    expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([first.text, "true"]);
  });

  it("not one that spells out a default: what was received is compared, before defaults", async () => {
    const { id } = await makeDeparture();
    const key = freshKey();
    await hold(id, "someone", {}, { key });
    expectMismatch(await hold(id, "someone", { ttl_seconds: 600 }, { key }), ["ttl_seconds"]);
  });

  it("members of nested objects in another order", async () => {
    const { id } = await makeTour();
    const body = (price: string) =>
      `{"tour_id":"${id}","starts_at":"${inDays(2).slice(0, 13)}:00:00Z","capacity_total":3,"price":${price}}`;
    const key = freshKey();
    const first = await post("departure/create", body('{"amount":1,"currency":"EUR"}'), { key });
    expect((await post("departure/create", body('{"currency":"EUR","amount":1}'), { key })).text).toBe(first.text);
    expectMismatch(await post("departure/create", body('{"currency":"EUR","amount":2}'), { key }), ["price"]);
  });
});

describe.concurrent.each(
  Object.keys(OPERATIONS)
    .filter(isOperationName)
    .filter((name) => OPERATIONS[name].key !== "none"),
)("%s", (name) => {
  it("names what differs, and does nothing, when its key comes with another input", async () => {
    const [one, other] = [await EXAMPLES[name](), await EXAMPLES[name]()];
    const key = freshKey();
    const first = await call(name, one, { key });
    const fields: Readonly<Record<string, unknown>>[] = [one, other];
    const differing = Object.keys(one).filter(
      (field) => JSON.stringify(fields[0]?.[field]) !== JSON.stringify(fields[1]?.[field]),
    );
    expectMismatch(await call(name, other, { key }), differing.sort());
    expect((await call(name, one, { key })).text).toBe(first.text);
  });
});
