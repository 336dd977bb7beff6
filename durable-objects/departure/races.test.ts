import { expect, it } from "vitest";
import { type Called, call, freshKey, hold, makeDeparture, must } from "../../worker/testing/api.ts";
import { heldPlaces, soldPlaces } from "../../worker/testing/examples.ts";
import { inDeparture } from "../../worker/testing/tables.ts";

function codes(answers: readonly Called[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const code = status === 200 ? "200" : body.code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

function times(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

it("100 holds at once on 50 places: 50 are ACTIVE, 50 are told FULL, and nothing is left over or owed", async () => {
  const { id } = await makeDeparture({ capacity_total: 50 });
  const answers = await Promise.all(times(100).map((index) => hold(id, `customer-${index}`, { seats: 1 })));
  expect(codes(answers)).toEqual({ 200: 50, FULL: 50 });
  expect(answers.filter(({ status }) => status === 200).every(({ body }) => body.status === "ACTIVE")).toBe(true);
  const held = new Set(answers.filter(({ status }) => status === 200).map(({ body }) => body.id));
  expect(held.size).toBe(50);
  expect(await must("departure/get", { departure_id: id })).toMatchObject({
    capacity_available: 0,
    capacity_held: 50,
    capacity_sold: 0,
  });
  expect(await inDeparture(id, "SELECT count(*) AS holds, sum(seats) AS seats FROM holds")).toEqual([
    { holds: 50, seats: 50 },
  ]);
});

it("holds of many sizes at once never take more than there is, and what does not fit is left for who does", async () => {
  const { id } = await makeDeparture({ capacity_total: 23 });
  const answers = await Promise.all(
    times(40).map((index) => hold(id, `customer-${index}`, { seats: (index % 7) + 1 })),
  );
  const taken = answers.filter(({ status }) => status === 200).reduce((sum, { body }) => sum + body.seats, 0);
  const departure = await must("departure/get", { departure_id: id });
  expect(departure.capacity_held).toBe(taken);
  expect(departure.capacity_available).toBe(0);
});

it("two holds of one customer with different keys race: one is made, the other is told HOLD_CONFLICT naming it", async () => {
  const { id } = await makeDeparture();
  const answers = await Promise.all([hold(id, "one and the same"), hold(id, "one and the same")]);
  expect(codes(answers)).toEqual({ 200: 1, HOLD_CONFLICT: 1 });
  const made = answers.find(({ status }) => status === 200);
  expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ hold_id: made?.body.id });
  expect(await must("departure/get", { departure_id: id })).toMatchObject({ capacity_held: 2 });
});

it("the same key 50 times at once: one hold, and 50 answers of the same bytes", async () => {
  const { id } = await makeDeparture();
  const key = freshKey();
  const answers = await Promise.all(times(50).map(() => hold(id, "impatient", {}, { key })));
  expect(answers.map(({ status }) => status)).toEqual(times(50).map(() => 200));
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(49);
  expect(await inDeparture(id, "SELECT count(*) AS holds FROM holds")).toEqual([{ holds: 1 }]);
});

it("a refusal, too, is decided once for a key: 20 at once get the same bytes, and again after places came free", async () => {
  const { id } = await makeDeparture({ capacity_total: 2 });
  const first = await hold(id, "first");
  const key = freshKey();
  const answers = await Promise.all(times(20).map(() => hold(id, "late", {}, { key })));
  expect(codes(answers)).toEqual({ FULL: 20 });
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  await must("hold/release", { hold_id: first.body.id });
  expect((await hold(id, "late", {}, { key })).text).toBe(answers[0]?.text);
  expect((await hold(id, "late")).status).toBe(200);
});

it("the same key races over two departures: one wins, the other is told 422 naming the departure, and stays untouched", async () => {
  const [one, other] = await Promise.all([makeDeparture(), makeDeparture()]);
  const key = freshKey();
  const answers = await Promise.all([hold(one.id, "torn", {}, { key }), hold(other.id, "torn", {}, { key })]);
  expect(codes(answers)).toEqual({ 200: 1, IDEMPOTENCY_KEY_MISMATCH: 1 });
  const refused = answers.find(({ status }) => status === 422);
  expect(refused?.body.violations?.map(({ path }) => path)).toEqual(["/departure_id"]);
  const both = await Promise.all([one, other].map(({ id }) => must("departure/get", { departure_id: id })));
  expect(both.map(({ capacity_held }) => capacity_held).sort((a, b) => a - b)).toEqual([0, 2]);
});

it("the same key races with two bodies on one departure: one wins, the other is told 422 naming the field", async () => {
  const { id } = await makeDeparture();
  const key = freshKey();
  const answers = await Promise.all([hold(id, "torn", { seats: 1 }, { key }), hold(id, "torn", { seats: 3 }, { key })]);
  expect(codes(answers)).toEqual({ 200: 1, IDEMPOTENCY_KEY_MISMATCH: 1 });
  expect(answers.find(({ status }) => status === 422)?.body.violations?.map(({ path }) => path)).toEqual(["/seats"]);
  const won = answers.find(({ status }) => status === 200);
  expect(await must("departure/get", { departure_id: id })).toMatchObject({ capacity_held: won?.body.seats });
});

it("20 confirms of one hold with different keys race: one booking, and 19 are told HOLD_CONFIRMED naming it", async () => {
  const { id, departure_id } = await heldPlaces();
  const answers = await Promise.all(times(20).map(() => call("booking/confirm", { hold_id: id }, { key: freshKey() })));
  expect(codes(answers)).toEqual({ 200: 1, HOLD_CONFIRMED: 19 });
  const booking = answers.find(({ status }) => status === 200)?.body;
  const named = answers
    .filter(({ status }) => status === 409)
    .map(({ text }) => (JSON.parse(text) as { booking_id: string }).booking_id);
  expect(new Set(named)).toEqual(new Set([booking?.id]));
  expect(await must("departure/get", { departure_id })).toMatchObject({ capacity_sold: 2, capacity_held: 0 });
});

it("a confirm and a release of one hold race: one of them happened, and the places are sold or free, never both", async () => {
  const { id, departure_id } = await heldPlaces();
  const [confirmed, released] = await Promise.all([
    call("booking/confirm", { hold_id: id }, { key: freshKey() }),
    call("hold/release", { hold_id: id }, { key: freshKey() }),
  ]);
  const sold = confirmed.status === 200;
  expect(released.status === 200).toBe(!sold);
  expect(sold ? released.body.code : confirmed.body.code).toBe(sold ? "HOLD_CONFIRMED" : "HOLD_CANCELED");
  expect(await must("departure/get", { departure_id })).toMatchObject({
    capacity_sold: sold ? 2 : 0,
    capacity_held: 0,
  });
});

it("20 cancels of one booking race: the places come back once, and 19 are told BOOKING_CANCELED", async () => {
  const { id, departure_id } = await soldPlaces();
  const answers = await Promise.all(
    times(20).map(() => call("booking/cancel", { booking_id: id }, { key: freshKey() })),
  );
  expect(codes(answers)).toEqual({ 200: 1, BOOKING_CANCELED: 19 });
  expect(await must("departure/get", { departure_id })).toMatchObject({ capacity_available: 10, capacity_sold: 0 });
});

it("places that come free while 30 newcomers push go to who waited", async () => {
  const { id, departure_id } = await heldPlaces({ capacity_total: 2 });
  const entry = await must("waitlist/join", { departure_id, customer_ref: "patient", seats: 2 });
  const pushing = times(30).map((index) => hold(departure_id, `pushing-${index}`, { seats: 1 }));
  const [released, ...pushed] = await Promise.all([
    call("hold/release", { hold_id: id }, { key: freshKey() }),
    ...pushing,
  ]);
  expect(released.status).toBe(200);
  expect(codes(pushed)).toEqual({ FULL: 30 });
  expect(await must("waitlist/get", { entry_id: entry.id })).toMatchObject({ status: "OFFERED" });
});

it("capacity is taken away while 20 holds race for it: never under what is held", async () => {
  const { id } = await makeDeparture({ capacity_total: 20 });
  const holds = times(20).map((index) => hold(id, `customer-${index}`, { seats: 1 }));
  const adjustments = times(5).map(() =>
    call("inventory/adjust", { departure_id: id, delta: -4, reason: "a smaller boat" }, { key: freshKey() }),
  );
  await Promise.all([...holds, ...adjustments]);
  const departure = await must("departure/get", { departure_id: id });
  expect(departure.capacity_available).toBeGreaterThanOrEqual(0);
  expect(departure.capacity_available + departure.capacity_held).toBe(departure.capacity_total);
});
