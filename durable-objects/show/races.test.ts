import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { type Called, call, freshKey, must } from "../../worker/testing/api.ts";
import { checkShow } from "../../worker/testing/check-show.ts";
import { makeShow, oneRow, reserve, reservedSeats, seatsOf, soldSeats } from "../../worker/testing/shows.ts";
import { expireReservation } from "../../worker/testing/tables.ts";

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

async function row(seats: number, overrides: Record<string, unknown> = {}): Promise<{ id: string; seats: string[] }> {
  const { id } = await makeShow(overrides, oneRow(seats));
  return { id, seats: await seatsOf(id) };
}

function takenIn(answer: Called): string[] {
  return (JSON.parse(answer.text) as { seats: { seat_id: string }[] }).seats.map(({ seat_id }) => seat_id);
}

const seqOf = ({ headers }: Called) => Number(headers.get("holdfast-seq"));

it("60 clients want overlapping threes of 30 seats at once: each seat has one winner, and each loser is told exactly what was taken", async () => {
  const { id, seats } = await row(30);
  const wanted = times(60).map((index) => [0, 1, 2].map((offset) => seats[(index * 7 + offset * offset) % 30] ?? ""));
  const answers = await Promise.all(
    wanted.map(async (seat_ids) => ({ seat_ids, answer: await reserve(id, seat_ids) })),
  );
  const taken = new Set<string>();
  // In the order in which the show decided.
  for (const { seat_ids, answer } of answers.toSorted((one, other) => seqOf(one.answer) - seqOf(other.answer))) {
    const gone = seat_ids.filter((seat) => taken.has(seat));
    if (gone.length === 0) {
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body.seat_ids).toEqual(seat_ids.toSorted());
      for (const seat of seat_ids) taken.add(seat);
    } else {
      expect(answer.body.code).toBe("SEAT_UNAVAILABLE");
      expect(takenIn(answer)).toEqual(gone);
    }
  }
  expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: taken.size });
  await checkShow(id);
});

it("100 clients want one seat: one holds it", async () => {
  const { id, seats } = await row(3);
  const answers = await Promise.all(times(100).map(() => reserve(id, [seats[1]])));
  expect(codes(answers)).toEqual({ 200: 1, SEAT_UNAVAILABLE: 99 });
  await checkShow(id);
});

it("60 parties of two ask for the best of 50 pairs at once: 50 sit together, no seat twice, and 10 are told FULL", async () => {
  const { id } = await makeShow({}, { ...oneRow(100), aisles_after: times(49).map((pair) => 2 * pair + 2) });
  const answers = await Promise.all(
    times(60).map(() => call("reservation/create", { show_id: id, quantity: 2 }, { key: freshKey() })),
  );
  expect(codes(answers)).toEqual({ 200: 50, FULL: 10 });
  const won = answers.filter(({ status }) => status === 200).map(({ body }) => body);
  expect(won.every(({ adjacent }) => adjacent)).toBe(true);
  expect(new Set(won.flatMap(({ seat_ids }) => seat_ids)).size).toBe(100);
  await checkShow(id);
});

it("20 atomic batches over the same seats: each has all of its seats or none", async () => {
  const { id, seats } = await row(20);
  const answers = await Promise.all(
    times(20).map((index) => {
      const reservations = [0, 9, 13].map((offset) => ({ seat_ids: [seats[(index + offset) % 20]] }));
      return call("reservation/create-batch", { show_id: id, reservations }, { key: freshKey() });
    }),
  );
  const won = answers.filter(({ status }) => status === 200);
  expect(won.length).toBeGreaterThan(0);
  expect(codes(answers)).toEqual({ 200: won.length, SEAT_UNAVAILABLE: 20 - won.length });
  expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 3 * won.length });
  await checkShow(id);
});

it("the same key 50 times at once: one reservation, and 50 answers of the same bytes", async () => {
  const { id } = await row(10);
  const key = freshKey();
  const input = { show_id: id, quantity: 2, customer_ref: "impatient" };
  const answers = await Promise.all(times(50).map(() => call("reservation/create", input, { key })));
  expect(codes(answers)).toEqual({ 200: 50 });
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers.filter(({ headers }) => headers.get("idempotency-replayed") === "true")).toHaveLength(49);
  expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 2 });
});

it("a refusal is decided once for a key, and stays when the seat came free", async () => {
  const { id, seats } = await row(2);
  const { body: held } = await reserve(id, [seats[0]]);
  const key = freshKey();
  const answers = await Promise.all(times(20).map(() => reserve(id, [seats[0]], {}, { key })));
  expect(codes(answers)).toEqual({ SEAT_UNAVAILABLE: 20 });
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  await must("reservation/release", { reservation_id: held.id });
  expect((await reserve(id, [seats[0]], {}, { key })).text).toBe(answers[0]?.text);
  expect((await reserve(id, [seats[0]])).status).toBe(200);
});

it("the same key races over two shows: one wins, the other is told 422 naming the show, and stays untouched", async () => {
  const shows = [await row(4), await row(4)];
  const key = freshKey();
  const answers = await Promise.all(
    shows.map(({ id }) => call("reservation/create", { show_id: id, quantity: 1 }, { key })),
  );
  expect(codes(answers)).toEqual({ 200: 1, IDEMPOTENCY_KEY_MISMATCH: 1 });
  expect(answers.find(({ status }) => status === 422)?.body.violations?.map(({ path }) => path)).toEqual(["/show_id"]);
  const held = await Promise.all(shows.map(async ({ id }) => (await must("show/get", { show_id: id })).seats_held));
  expect(held.toSorted((one, other) => one - other)).toEqual([0, 1]);
});

it("a reservation that is over races to be booked, extended and released with its seats being taken anew: only the last happens", async () => {
  const { id, seats } = await row(4);
  const { body: over } = await reserve(id, seats.slice(0, 2));
  await expireReservation({ id: over.id, show_id: id });
  const late = ["booking/create", "reservation/extend", "reservation/release"] as const;
  const [taken, , ...answers] = await Promise.all([
    reserve(id, seats.slice(0, 2)),
    runDurableObjectAlarm(env.SHOW.getByName(id)),
    ...late.map((name) => call(name, { reservation_id: over.id }, { key: freshKey() })),
  ]);
  expect(taken.status).toBe(200);
  expect(codes(answers)).toEqual({ HOLD_EXPIRED: 3 });
  expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 2, seats_sold: 0 });
  await checkShow(id);
});

it("20 bookings of one reservation race: one is made, and 19 are told HOLD_CONFIRMED naming it", async () => {
  const { id, show_id } = await reservedSeats();
  const answers = await Promise.all(
    times(20).map(() => call("booking/create", { reservation_id: id }, { key: freshKey() })),
  );
  expect(codes(answers)).toEqual({ 200: 1, HOLD_CONFIRMED: 19 });
  const booking = answers.find(({ status }) => status === 200)?.body;
  for (const { status, body } of answers) if (status === 409) expect(body).toMatchObject({ booking_id: booking?.id });
  expect(await must("show/get", { show_id })).toMatchObject({ seats_sold: 2, seats_held: 0 });
  await checkShow(show_id);
});

it("a booking of a part and a release race: one happened, and each seat is sold or free by it", async () => {
  const { id, show_id, seat_ids } = await reservedSeats();
  const [booked, released] = await Promise.all([
    call("booking/create", { reservation_id: id, seat_ids: seat_ids.slice(0, 1) }, { key: freshKey() }),
    call("reservation/release", { reservation_id: id }, { key: freshKey() }),
  ]);
  const sold = booked.status === 200;
  expect((sold ? released : booked).body.code).toBe(sold ? "HOLD_CONFIRMED" : "HOLD_CANCELED");
  expect(await must("show/get", { show_id })).toMatchObject({ seats_sold: sold ? 1 : 0, seats_held: 0 });
  await checkShow(show_id);
});

it("a booking's swap to a seat races with its reservation, its blocking and another's swap: one has it", async () => {
  const { id, seats } = await row(6);
  const bookings = await Promise.all(
    [0, 1].map(async (seat) => {
      const { body } = await reserve(id, [seats[seat]]);
      return must("booking/create", { reservation_id: body.id });
    }),
  );
  const [wanted] = seats.slice(5);
  const answers = await Promise.all([
    ...bookings.map(({ id: booking_id }) =>
      call("booking/modify", { booking_id, seat_ids: [wanted] }, { key: freshKey() }),
    ),
    reserve(id, [wanted]),
    call("seat/block", { show_id: id, seat_ids: [wanted], reason: "a camera" }, { key: freshKey() }),
  ]);
  expect(codes(answers)).toEqual({ 200: 1, SEAT_UNAVAILABLE: 3 });
  for (const answer of answers) if (answer.status !== 200) expect(takenIn(answer)).toEqual([wanted]);
  const { seats_available } = await must("show/get", { show_id: id });
  expect(seats_available).toBe(answers[0]?.status === 200 || answers[1]?.status === 200 ? 4 : 3);
  await checkShow(id);
});

it("two bookings swap their seats with each other at once: neither can, and both keep their own", async () => {
  const { id, seats } = await row(2);
  const made = await Promise.all(
    seats.map(async (seat) => must("booking/create", { reservation_id: (await reserve(id, [seat])).body.id })),
  );
  const answers = await Promise.all(
    made.map(({ id: booking_id }, index) =>
      call("booking/modify", { booking_id, seat_ids: [seats[1 - index]] }, { key: freshKey() }),
    ),
  );
  expect(codes(answers)).toEqual({ SEAT_UNAVAILABLE: 2 });
  await checkShow(id);
});

it("20 cancels of one booking race: its seats come back once, and 19 are told BOOKING_CANCELED", async () => {
  const { id, departure_id: show_id } = await soldSeats();
  const answers = await Promise.all(
    times(20).map(() => call("booking/cancel", { booking_id: id }, { key: freshKey() })),
  );
  expect(codes(answers)).toEqual({ 200: 1, BOOKING_CANCELED: 19 });
  expect(await must("show/get", { show_id })).toMatchObject({ seats_available: 6, seats_sold: 0 });
  await checkShow(show_id);
});

it("seats that come free while 30 newcomers push go to who waited", async () => {
  const { id, seats } = await row(2);
  const { body: held } = await reserve(id, seats);
  const entry = await must("waitlist/join", { show_id: id, customer_ref: "patient", seats: 2 });
  const [released, ...pushed] = await Promise.all([
    call("reservation/release", { reservation_id: held.id }, { key: freshKey() }),
    ...times(30).map((index) => reserve(id, [seats[index % 2]])),
  ]);
  expect(released.status).toBe(200);
  expect(codes(pushed)).toEqual({ SEAT_UNAVAILABLE: 30 });
  expect(await must("waitlist/get", { entry_id: entry.id })).toMatchObject({ status: "OFFERED" });
  await checkShow(id);
});

it("a show is canceled while 20 reservations and bookings race: whatever was made is over, and every seat is free", async () => {
  const { id, seats } = await row(20);
  const made = times(20).map(async (index) => {
    const reserved = await reserve(id, [seats[index]]);
    return reserved.status === 200
      ? call("booking/create", { reservation_id: reserved.body.id }, { key: freshKey() })
      : reserved;
  });
  await Promise.all([...made, must("show/cancel", { show_id: id })]);
  expect(await must("show/get", { show_id: id })).toMatchObject({ status: "CANCELED", seats_available: 20 });
  await checkShow(id);
});
