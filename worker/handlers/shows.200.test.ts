// What shows and their seats do: made of a venue with its prices or their own, sold until they begin, read in full.
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { seatId } from "../../domain/identifier.ts";
import { newHomeId } from "../identifiers.ts";
import { call, freshKey, inDays, must } from "../testing/api.ts";
import { makePartner } from "../testing/partners.ts";
import { freeSeats, makeShow, oneRow, reserve, reservedSeats, seatsOf, soldSeats } from "../testing/shows.ts";
import { begin, projected } from "../testing/tables.ts";
import { makeVenue } from "../testing/venues.ts";

const euros = (amount: number) => ({ amount, currency: "EUR" });

describe("a show", () => {
  it("has its venue's seats, its currency and its prices, and the policy of every sale unless told otherwise", async () => {
    const venue = await makeVenue();
    const starts_at = inDays(3);
    const show = await must("show/create", { venue_id: venue.id, name: "Hamlet", starts_at });
    expect(show).toMatchObject({
      venue_id: venue.id,
      name: "Hamlet",
      starts_at,
      status: "OPEN",
      currency: "EUR",
      seats_total: 6,
      seats_available: 6,
      seats_held: 0,
      seats_sold: 0,
      seats_blocked: 0,
      waiting: 0,
      price_min: euros(950),
      price_max: euros(1_500),
      policy: { seats_per_hold_max: 10, waitlist_order: "first_fit", orphan_policy: "off" },
    });
    expect(await must("show/get", { show_id: show.id })).toEqual(show);
  });

  it("may have prices of its own, by category; the others are the venue's", async () => {
    const venue = await makeVenue();
    const prices = [{ category: "Standard", price: euros(9_900) }];
    const show = await must("show/create", { venue_id: venue.id, name: "Gala", starts_at: inDays(3), prices });
    expect(show).toMatchObject({ price_min: euros(1_500), price_max: euros(9_900) });
    const { items } = await must("show/seats", { show_id: show.id, category: "Standard" });
    expect(items.map(({ price }) => price)).toEqual([euros(9_900), euros(9_900), euros(9_900)]);
    const plain = await must("show/create", { venue_id: venue.id, name: "Matinee", starts_at: inDays(3) });
    expect(plain.price_min).toEqual(euros(950));
  });

  it.each([
    ["a category that the venue lacks", [{ category: "Royal", price: euros(1) }], "/prices/0/category"],
    [
      "another currency",
      [
        { category: "Premium", price: euros(1) },
        { category: "Standard", price: { amount: 1, currency: "USD" } },
      ],
      "/prices/1/price/currency",
    ],
    [
      "a category twice",
      [
        { category: "Premium", price: euros(1) },
        { category: "Premium", price: euros(2) },
      ],
      "/prices/1/category",
    ],
  ])("is refused with a price for %s", async (_what, prices, path) => {
    const venue = await makeVenue();
    const input = { venue_id: venue.id, name: "Wrong", starts_at: inDays(3), prices };
    expect((await call("show/create", input)).body.violations?.map((one) => one.path)).toEqual([path]);
  });

  it("does not begin in the past, and is made once for a key", async () => {
    const venue = await makeVenue();
    const past = await call("show/create", { venue_id: venue.id, name: "Late", starts_at: inDays(-1) });
    expect(past.body.violations).toEqual([{ path: "/starts_at", message: "must be in the future" }]);
    const [key, input] = [freshKey(), { venue_id: venue.id, name: "Once", starts_at: inDays(3) }];
    const twins = await Promise.all([1, 2, 3, 4].map(() => call("show/create", input, { key })));
    expect(new Set(twins.map(({ text }) => text)).size).toBe(1);
    const again = await call("show/create", input, { key });
    expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([twins[0]?.text, "true"]);
    expect((await must("show/list", { venue_id: venue.id })).items).toHaveLength(1);
  });

  it("is changed in what is named, and keeps its seats and prices", async () => {
    const show = await makeShow({ policy: { seats_per_hold_max: 4, orphan_policy: "lenient" } });
    const starts_at = inDays(60);
    const policy = { offer_ttl_seconds: 60 };
    const changed = await must("show/update", { show_id: show.id, starts_at, name: "Renamed", policy });
    const expected = { ...show, starts_at, name: "Renamed", policy: { ...show.policy, ...policy } };
    expect(changed).toEqual({ ...expected, updated_at: changed.updated_at });
    const strict = await must("show/update", { show_id: show.id, policy: { orphan_policy: "strict" } });
    expect(strict.policy).toEqual({ ...expected.policy, orphan_policy: "strict" });
  });

  it("sells until it begins and not after, though what was reserved before can be read", async () => {
    const starts_at = new Date(Date.now() + 90_000).toISOString();
    const show = await makeShow({ starts_at }, oneRow(4));
    const reserved = await must("reservation/create", { show_id: show.id, quantity: 1, ttl_seconds: 3_600 });
    expect(reserved).toMatchObject({ expires_at: starts_at, max_expires_at: starts_at });
    await begin(show.id);
    const late = await call("reservation/create", { show_id: show.id, quantity: 1 }, { key: freshKey() });
    expect(late.body).toMatchObject({ code: "SALES_CLOSED", reason: "departed" });
    expect(late.body.detail).toContain("has begun");
    expect((await must("reservation/get", { reservation_id: reserved.id })).id).toBe(reserved.id);
  });

  it("that is closed takes no reservations, but books those that there are; reopened it sells again", async () => {
    const { id, show_id } = await reservedSeats();
    await must("show/close", { show_id });
    const late = await call("reservation/create", { show_id, quantity: 1 }, { key: freshKey() });
    expect(late.body).toMatchObject({ code: "SALES_CLOSED", reason: "closed" });
    expect(await must("booking/create", { reservation_id: id })).toMatchObject({ status: "CONFIRMED" });
    await must("show/reopen", { show_id });
    expect((await must("reservation/create", { show_id, quantity: 1 })).status).toBe("ACTIVE");
  });

  it("that is canceled ends every reservation, booking and wish, frees their seats and stays as it is", async () => {
    const booking = await soldSeats();
    const { departure_id: show_id } = booking;
    const seats = await seatsOf(show_id);
    await must("seat/block", { show_id, seat_ids: [seats[0]], reason: "a camera" });
    const reserved = await must("reservation/create", { show_id, quantity: 1 });
    const entry = await must("waitlist/join", { show_id, customer_ref: "waits", seats: 3 });
    const canceled = await must("show/cancel", { show_id, reason: "a strike" });
    expect(canceled).toMatchObject({
      status: "CANCELED",
      seats_available: 5,
      seats_blocked: 1,
      seats_held: 0,
      seats_sold: 0,
      waiting: 0,
    });
    expect((await must("show/availability", { show_id })).states).toBe("baaaaa");
    expect(await must("reservation/get", { reservation_id: reserved.id })).toMatchObject({ status: "CANCELED" });
    expect(await must("booking/get", { booking_id: booking.id })).toMatchObject({ status: "CANCELED" });
    expect(await must("waitlist/get", { entry_id: entry.id })).toMatchObject({ status: "LAPSED" });
    const late = await call("reservation/create", { show_id, quantity: 1 }, { key: freshKey() });
    expect(late.body).toMatchObject({ code: "SALES_CLOSED", reason: "canceled" });
    await projected(show_id);
    expect((await must("booking/list", { show_id })).items).toMatchObject([{ id: booking.id, status: "CANCELED" }]);
  });
});

describe("show/list", () => {
  it("finds shows by venue, words, time, state and what is free, by their start, page by page", async () => {
    const venue = await makeVenue();
    const word = crypto.randomUUID();
    const made = [];
    for (const [index, name] of ["Hamlet", "Lear", "Othello"].entries())
      made.push(
        await must("show/create", { venue_id: venue.id, name: `${name} ${word}`, starts_at: inDays(10 - index) }),
      );
    const [hamlet, lear, othello] = made;
    await must("show/close", { show_id: lear?.id });
    await must("reservation/create", { show_id: othello?.id, quantity: 2 });
    await projected(othello?.id ?? "");
    const found = async (filter: object) => (await must("show/list", { venue_id: venue.id, ...filter })).items;
    const ids = async (filter: object) => (await found(filter)).map(({ id }) => id);
    expect(await ids({})).toEqual([othello?.id, lear?.id, hamlet?.id]);
    expect(await ids({ text: `${word} HAM` })).toEqual([hamlet?.id]);
    expect(await ids({ status: "CLOSED" })).toEqual([lear?.id]);
    expect(await ids({ available_min: 5 })).toEqual([lear?.id, hamlet?.id]);
    expect(await ids({ starts_from: lear?.starts_at, starts_to: hamlet?.starts_at })).toEqual([lear?.id]);
    const { as_of, ...listed } = (await found({ text: "othello" }))[0] ?? { as_of: "" };
    expect(listed).toEqual(await must("show/get", { show_id: othello?.id }));
    expect(Date.parse(as_of)).toBeGreaterThan(Date.parse(othello?.created_at ?? ""));
    const page = await must("show/list", { venue_id: venue.id, limit: 2 });
    const rest = await must("show/list", { venue_id: venue.id, limit: 2, cursor: page.next_cursor });
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual([othello?.id, lear?.id, hamlet?.id]);
  });
});

describe("seats of a show", () => {
  it("are read whole, in hall order, each with what is on it and what it is now", async () => {
    const { id: show_id, venue_id } = await makeShow();
    const seats = await seatsOf(show_id);
    const { body: held } = await reserve(show_id, [seats[1]]);
    const { body: sold } = await reserve(show_id, [seats[2]]);
    await must("booking/create", { reservation_id: sold.id });
    await must("seat/block", { show_id, seat_ids: [seats[5]], reason: "a camera" });
    const read = await must("show/seats", { show_id });
    expect(read).toMatchObject({ show_id, venue_id, next_cursor: null });
    expect(
      read.items.map(({ index, map_seat_id, status, held_until }) => [index, map_seat_id, status, held_until]),
    ).toEqual([
      [0, "Main-1-1", "available", null],
      [1, "Main-1-2", "held", held.expires_at],
      [2, "Main-1-3", "sold", null],
      [3, "Main-2-1", "available", null],
      [4, "Main-2-2", "available", null],
      [5, "Main-2-3", "blocked", null],
    ]);
    const { index: _index, ...second } = read.items[1] ?? { index: 0 };
    expect(await must("seat/get", { seat_id: seats[1] })).toEqual({ ...second, show_id, venue_id });
    const availability = await must("show/availability", { show_id, venue_id });
    expect(availability).toMatchObject({
      states: "ahsaab",
      seq: read.seq,
      seats_available: 3,
      seats_held: 1,
      seats_sold: 1,
      seats_blocked: 1,
      categories: [
        { section: "Main", category: "Premium", price_min: euros(1_500), seats_total: 3, seats_available: 1 },
        { section: "Main", category: "Standard", price_max: euros(950), seats_total: 3, seats_available: 2 },
      ],
    });
  });

  it("are filtered and paged where that is asked for, without a gap or a double", async () => {
    const { id: show_id } = await makeShow();
    const seats = await seatsOf(show_id);
    await reserve(show_id, [seats[3]]);
    const read = async (filter: object) =>
      (await must("show/seats", { show_id, ...filter })).items.map(({ index }) => index);
    expect(await read({ category: "Standard" })).toEqual([3, 4, 5]);
    expect(await read({ category: "Standard", status: "available" })).toEqual([4, 5]);
    expect(await read({ section: "Main", status: "held" })).toEqual([3]);
    expect(await read({ section: "Balcony" })).toEqual([]);
    const indices: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = { show_id, status: "available", limit: 2, ...(cursor === undefined ? {} : { cursor }) };
      const { items, next_cursor } = await must("show/seats", page);
      indices.push(...items.map(({ index }) => index));
      cursor = next_cursor;
    }
    expect(indices).toEqual([0, 1, 2, 4, 5]);
    const { next_cursor } = await must("show/seats", { show_id, limit: 2 });
    const elsewhere = await call("show/seats", { show_id, status: "held", limit: 2, cursor: next_cursor });
    expect(elsewhere.body.violations?.map(({ path }) => path)).toEqual(["/cursor"]);
  });

  it("of another venue are not found there, and not of a show that was never made", async () => {
    const [show, other] = await Promise.all([makeShow(), makeVenue()]);
    for (const name of ["show/seats", "show/availability"] as const) {
      expect((await call(name, { show_id: show.id, venue_id: other.id })).status).toBe(404);
      expect((await call(name, { show_id: show.id, venue_id: show.venue_id })).status).toBe(200);
    }
  });

  it("of several shows are read at once, in the order of the request, and those that are not there are named", async () => {
    const [one, other] = await Promise.all([freeSeats(), freeSeats()]);
    await must("reservation/create", { show_id: other.show_id, seat_ids: [other.seat_ids[0]] });
    const nobodys = "seat_0000nobody";
    const seat_ids = [other.seat_ids[0], one.seat_ids[1], nobodys, one.seat_ids[0]];
    const { seats, not_found } = await must("seat/bulk-status", { seat_ids });
    expect(seats.map(({ seat_id, status }) => [seat_id, status])).toEqual([
      [other.seat_ids[0], "held"],
      [one.seat_ids[1], "available"],
      [one.seat_ids[0], "available"],
    ]);
    expect(not_found).toEqual([nobodys]);
    const { ID_SECRET } = env;
    const never_made = Array.from({ length: 21 }, () => seatId(newHomeId(ID_SECRET, "shw", Date.now()), 0));
    const of_many = await call("seat/bulk-status", { seat_ids: never_made });
    expect(of_many.body.violations).toEqual([{ path: "/seat_ids", message: "must be of at most 20 shows" }]);
    expect((await must("seat/bulk-status", { seat_ids: never_made.slice(1) })).not_found).toHaveLength(20);
    const twice = await call("seat/bulk-status", { seat_ids: [nobodys, nobodys] });
    expect(twice.body.violations?.map(({ path }) => path)).toEqual(["/seat_ids"]);
  });
});

describe("blocking seats", () => {
  it("takes free ones off sale, leaves blocked ones so, and is refused whole where somebody has one", async () => {
    const { id: show_id } = await makeShow();
    const seats = await seatsOf(show_id);
    await must("seat/block", { show_id, seat_ids: seats.slice(0, 2), reason: "a camera" });
    const more = await must("seat/block", { show_id, seat_ids: seats.slice(1, 3), reason: "a mixing desk" });
    expect(more.seats.map(({ status }) => status)).toEqual(["blocked", "blocked"]);
    expect((await reserve(show_id, [seats[0]])).body.code).toBe("SEAT_UNAVAILABLE");
    await reserve(show_id, [seats[3]]);
    const refused = await call(
      "seat/block",
      { show_id, seat_ids: [seats[4], seats[3]], reason: "a camera" },
      { key: freshKey() },
    );
    expect(JSON.parse(refused.text)).toMatchObject({
      code: "SEAT_UNAVAILABLE",
      seats: [{ seat_id: seats[3], status: "held" }],
    });
    expect((await must("show/availability", { show_id })).states).toBe("bbbhaa");
    const unblocked = await must("seat/unblock", { show_id, seat_ids: seats });
    expect(unblocked.seats.map(({ status }) => status).join()).toBe(
      "available,available,available,held,available,available",
    );
    expect(await must("show/get", { show_id })).toMatchObject({ seats_blocked: 0, seats_held: 1, seats_available: 5 });
  });

  it("is an administrator's", async () => {
    const { token } = await makePartner(["book"]);
    const free = await freeSeats();
    const input = { ...free, reason: "a camera" };
    expect((await call("seat/block", input, { key: freshKey(), token })).body.code).toBe("FORBIDDEN");
    expect((await call("seat/unblock", free, { key: freshKey(), token })).body.code).toBe("FORBIDDEN");
  });
});
