import { describe, expect, it } from "vitest";
import { isOperationName, OPERATIONS } from "../contract/registry.ts";
import { type Called, call, freshKey, hold, makeDeparture, must } from "./testing/api.ts";
import { EXAMPLES, heldPlaces } from "./testing/examples.ts";
import { makePartner } from "./testing/partners.ts";
import { expireHold, inDeparture } from "./testing/tables.ts";

const KEYED = Object.keys(OPERATIONS)
  .filter(isOperationName)
  .filter((name) => OPERATIONS[name].key !== "none");

/** The second answer is the first one again: the same status and bytes, under headers of its own. */
function expectReplay(first: Called, again: Called): void {
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect([first, again].map(({ headers }) => headers.get("idempotency-replayed"))).toEqual([null, "true"]);
  expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
  expect(again.headers.get("traceparent")).not.toBe(first.headers.get("traceparent"));
  expect(again.headers.get("holdfast-seq")).toBe(first.headers.get("holdfast-seq"));
}

describe.concurrent.each(KEYED)("%s", (name) => {
  it("answers a retry with its key byte for byte, and has one effect", async () => {
    const input = await EXAMPLES[name]();
    const key = freshKey();
    const first = await call(name, input, { key });
    expect(first.status, first.text).toBe(200);
    expectReplay(first, await call(name, input, { key }));
    expectReplay(first, await call(name, Object.fromEntries(Object.entries(input).toReversed()), { key }));
  });
});

describe("a refusal that the departure decided", () => {
  it("is replayed byte for byte, with the trace and request id of the first request", async () => {
    const { id } = await makeDeparture({ capacity_total: 1 });
    const key = freshKey();
    const headers = { "x-request-id": "the-first" };
    const first = await hold(id, "late", {}, { key, headers });
    await must("inventory/adjust", { departure_id: id, delta: 10, reason: "a larger boat" });
    const again = await hold(id, "late", {}, { key, headers: { "x-request-id": "the-second" } });
    expectReplay(first, again);
    expect(again.body).toMatchObject({ code: "FULL", request_id: "the-first", trace_id: first.body.trace_id });
    expect(again.headers.get("x-request-id")).toBe("the-second");
    expect(await must("departure/get", { departure_id: id })).toMatchObject({ capacity_available: 11 });
  });

  it("is replayed as it was: an expired hold, a confirmed one, a closed sale", async () => {
    const held = await heldPlaces();
    await expireHold(held);
    const { id } = await makeDeparture();
    await must("departure/close", { departure_id: id });
    const [one, other] = [freshKey(), freshKey()];
    expectReplay(
      await call("booking/confirm", { hold_id: held.id }, { key: one }),
      await call("booking/confirm", { hold_id: held.id }, { key: one }),
    );
    const closed = await hold(id, "late", {}, { key: other });
    await must("departure/reopen", { departure_id: id });
    expectReplay(closed, await hold(id, "late", {}, { key: other }));
  });
});

describe("what is not stored", () => {
  it("an input that is not valid: the key is free for the valid one", async () => {
    const { id } = await makeDeparture();
    const key = freshKey();
    expect((await hold(id, "someone", { seats: 99 }, { key })).status).toBe(400);
    expect((await hold(id, "someone", { extra: 1 }, { key })).status).toBe(400);
    const held = await hold(id, "someone", { seats: 3 }, { key });
    expect([held.status, held.headers.get("idempotency-replayed")]).toEqual([200, null]);
  });

  it("an input that the departure finds not valid: the same request may succeed later", async () => {
    const { id } = await makeDeparture({ policy: { seats_per_hold_max: 2 } });
    const key = freshKey();
    expect((await hold(id, "someone", { seats: 5 }, { key })).body.code).toBe("VALIDATION_FAILED");
    await must("departure/update", { departure_id: id, policy: { seats_per_hold_max: 5 } });
    expect((await hold(id, "someone", { seats: 5 }, { key })).status).toBe(200);
  });

  it("something that is not found, in D1 or in a departure", async () => {
    const key = freshKey();
    const { token } = await makePartner();
    const held = await heldPlaces();
    expect((await call("booking/confirm", { hold_id: held.id }, { key, token })).status).toBe(404);
    await inDeparture(held.departure_id, "UPDATE holds SET channel = 'nobody'");
    expect(
      (await call("booking/confirm", { hold_id: held.id }, { key, token })).headers.get("idempotency-replayed"),
    ).toBeNull();
    const tour = { tour_id: held.id, name: "Not a tour" };
    for (const attempt of [1, 2]) {
      const missing = await call("tour/update", tour, { key });
      expect([missing.status, missing.headers.get("idempotency-replayed")], `attempt ${attempt}`).toEqual([404, null]);
    }
  });

  it("a missing permission, a missing key, a body that is too large", async () => {
    const { id } = await makeDeparture();
    const { token } = await makePartner(["read"]);
    const key = freshKey();
    expect((await hold(id, "someone", {}, { key, token })).status).toBe(403);
    expect((await hold(id, "someone", {}, { key, token: null })).status).toBe(401);
    expect((await hold(id, "someone", { filler: "x".repeat(300_000) }, { key })).status).toBe(413);
    const held = await hold(id, "someone", {}, { key });
    expect([held.status, held.headers.get("idempotency-replayed")]).toEqual([200, null]);
  });
});

describe("the key itself", () => {
  it("belongs to a principal: another one's same key is another request", async () => {
    const { id } = await makeDeparture();
    const key = freshKey();
    const [one, other] = await Promise.all([makePartner(), makePartner()]);
    const holds = [
      await hold(id, "someone", {}, { key, token: one.token }),
      await hold(id, "someone", {}, { key, token: other.token }),
    ];
    expect(holds.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(holds.map(({ body }) => body.id)).size).toBe(2);
  });

  it("belongs to the channel, not to one key of it", async () => {
    const { id } = await makeDeparture();
    const key = freshKey();
    const one = await makePartner();
    const other = await makePartner(["book"], { channel_id: one.channel_id });
    expectReplay(
      await hold(id, "someone", {}, { key, token: one.token }),
      await hold(id, "someone", {}, { key, token: other.token }),
    );
  });

  it("belongs to a method: with another operation it is another request", async () => {
    const held = await heldPlaces();
    const key = freshKey();
    const extended = await call("hold/extend", { hold_id: held.id }, { key });
    const released = await call("hold/release", { hold_id: held.id }, { key });
    expect([extended.body.status, released.body.status]).toEqual(["ACTIVE", "CANCELED"]);
  });

  it("is the same bare and as a quoted string", async () => {
    const { id } = await makeDeparture();
    const key = freshKey();
    expectReplay(await hold(id, "someone", {}, { key }), await hold(id, "someone", {}, { key: `"${key}"` }));
  });

  it("can have 255 characters", async () => {
    const { id } = await makeDeparture();
    const key = `${freshKey()}${"~".repeat(255)}`.slice(0, 255);
    expectReplay(await hold(id, "someone", {}, { key }), await hold(id, "someone", {}, { key }));
  });

  it.each([
    ["256 characters", "x".repeat(256)],
    ["8,000 characters", "x".repeat(8_000)],
    ["nothing", ""],
    ["nothing in quotes", '""'],
    ["a space", "a b"],
    ["a quote that does not end", '"abc'],
    ["two quoted strings", '"a", "b"'],
    ["letters beyond ASCII", "clé"],
    ["a tab", "a\tb"],
  ])("cannot be %s: 400, and nothing changed", async (_what, key) => {
    const departure = await makeDeparture();
    const called = await hold(departure.id, "someone", {}, { key });
    expect(called.body).toMatchObject({ code: "VALIDATION_FAILED", violations: [{ path: "" }] });
    expect(called.body.detail).toContain("Idempotency-Key");
    expect(await must("departure/get", { departure_id: departure.id })).toEqual(departure);
  });
});
