// What reservations do, as DOMAIN's "Seats" and R2 say it: which seats they get, how they are changed and made at once.
import { describe, expect, it } from "vitest";
import { call, freshKey, must, type Output } from "../testing/api.ts";
import { makePartner } from "../testing/partners.ts";
import { makeShow, oneRow, reserve, seatsOf } from "../testing/shows.ts";

type Reservation = Output<"reservation/create">;

const PRICES = { Premium: 30, Standard: 20 };

function categories(premium: number[], standard: number[]) {
  return [
    { name: "Premium", rows: premium, price: PRICES.Premium, color: "#8B5CF6" },
    { name: "Standard", rows: standard, price: PRICES.Standard, color: "#10B981" },
  ];
}

/** Five rows of ten; the two in front are premium. */
const HALL = { rows: 5, seats_per_row: 10, categories: categories([1, 2], [3, 4, 5]) };
const euros = (amount: number) => ({ amount: amount * 100, currency: "EUR" });
const names = ({ seats }: Pick<Reservation, "seats">) => seats.map(({ map_seat_id }) => map_seat_id);
const seconds = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1_000;

async function best(layout: Readonly<Record<string, unknown>>, wish: object): Promise<Reservation> {
  const { id } = await makeShow({}, layout);
  return must("reservation/create", { show_id: id, ...wish });
}

async function statusOf(show_id: string): Promise<string> {
  return (await must("show/availability", { show_id })).states;
}

describe("the best seats", () => {
  it("are neighbours nearest to the middle of the front, with what is on them and what they cost", async () => {
    const reserved = await best(HALL, { quantity: 2 });
    expect(names(reserved)).toEqual(["Main-1-5", "Main-1-6"]);
    expect(reserved).toMatchObject({ adjacent: true, total_price: euros(60), status: "ACTIVE", customer_ref: null });
    expect(reserved.seats[0]).toMatchObject({ row: "1", number: "5", category: "Premium", price: euros(30) });
    expect(reserved.seats.map(({ seat_id }) => seat_id)).toEqual(reserved.seat_ids);
  });

  it("leave no single free seat beside them, unless the wish does not mind", async () => {
    expect(names(await best(oneRow(5), { quantity: 2 }))).toEqual(["Main-1-1", "Main-1-2"]);
    expect(names(await best(oneRow(5), { quantity: 2, prevent_orphans: false }))).toEqual(["Main-1-2", "Main-1-3"]);
  });

  it("leave a single one where all others would, rather than be none", async () => {
    expect(names(await best(oneRow(3), { quantity: 2 }))).toEqual(["Main-1-1", "Main-1-2"]);
  });

  it("are of the section, the category and the price that are asked for", async () => {
    const sections = ["Stalls", "Balcony"].map((name) => ({ ...HALL, name }));
    expect(names(await best({ sections }, { quantity: 2 }))).toEqual(["Stalls-1-5", "Stalls-1-6"]);
    const balcony = await best({ sections }, { quantity: 2, section: "Balcony" });
    expect(names(balcony)).toEqual(["Balcony-1-5", "Balcony-1-6"]);
    const standard = ["Main-3-5", "Main-3-6"];
    expect(names(await best(HALL, { quantity: 2, category: "Standard" }))).toEqual(standard);
    expect(names(await best(HALL, { quantity: 2, max_price: euros(20) }))).toEqual(standard);
    expect(names(await best(HALL, { quantity: 2, max_price: euros(30) }))).toEqual(["Main-1-5", "Main-1-6"]);
  });

  it("are accessible ones only for those who ask, and as many as they ask for", async () => {
    const layout = { ...oneRow(5), accessible: [{ row: 1, seats: [3] }] };
    expect(names(await best(layout, { quantity: 1, prevent_orphans: false }))).toEqual(["Main-1-2"]);
    const asked = await best(layout, { quantity: 2, accessible_seats: 1, prevent_orphans: false });
    expect(asked.seats.filter(({ accessible }) => accessible)).toHaveLength(1);
    const { id } = await makeShow({}, layout);
    const two = { show_id: id, quantity: 2, accessible_seats: 2 };
    expect((await call("reservation/create", two, { key: freshKey() })).body.code).toBe("FULL");
  });

  it("are in several places, of two neighbours each at least, only for a party that may be split", async () => {
    const apart = { ...oneRow(4), aisles_after: [2] };
    const { id } = await makeShow({}, apart);
    const whole = await call("reservation/create", { show_id: id, quantity: 4 }, { key: freshKey() });
    expect(whole.body).toMatchObject({ code: "NO_ADJACENT_SEATS", available: 4, adjacent_max: 2 });
    const three = { show_id: id, quantity: 3, allow_split: true };
    expect((await call("reservation/create", three, { key: freshKey() })).body.code).toBe("NO_ADJACENT_SEATS");
    const split = await must("reservation/create", { show_id: id, quantity: 4, allow_split: true });
    expect(split).toMatchObject({ adjacent: false, total_price: euros(40) });
    expect(names(split)).toEqual(["Main-1-1", "Main-1-2", "Main-1-3", "Main-1-4"]);
  });

  it("are refused as not valid in a section, a category or a currency that the show does not have", async () => {
    const { id } = await makeShow({}, HALL);
    for (const [wish, path] of [
      [{ section: "Box" }, "/section"],
      [{ category: "Royal" }, "/category"],
      [{ max_price: { amount: 1, currency: "USD" } }, "/max_price/currency"],
      [{ accessible_seats: 2 }, "/accessible_seats"],
    ] as const) {
      const called = await call("reservation/create", { show_id: id, quantity: 1, ...wish }, { key: freshKey() });
      expect(called.body.violations?.map((violation) => violation.path)).toEqual([path]);
    }
  });
});

describe("a group", () => {
  it("of 50 is an administrator's to reserve; a partner is held to the show's policy, whichever way it asks", async () => {
    const { id } = await makeShow({}, oneRow(60));
    const { token } = await makePartner();
    const seat_ids = (await seatsOf(id)).slice(0, 11);
    for (const [wish, path] of [
      [{ quantity: 50 }, "/quantity"],
      [{ quantity: 11 }, "/quantity"],
      [{ seat_ids }, "/seat_ids"],
    ] as const) {
      const called = await call("reservation/create", { show_id: id, ...wish }, { key: freshKey(), token });
      expect(called.body.violations).toEqual([{ path, message: "must be at most 10 here" }]);
    }
    const group = await must("reservation/create", { show_id: id, quantity: 50 });
    expect(group).toMatchObject({ adjacent: true, total_price: euros(500) });
    expect(group.seat_ids).toHaveLength(50);
    const booking = await must("booking/create", { reservation_id: group.id });
    expect(booking).toMatchObject({ seats: 50, total_price: euros(500) });
    const more = await call("reservation/create", { show_id: id, quantity: 51 }, { key: freshKey() });
    expect(more.body.violations).toMatchObject([{ path: "/quantity" }]);
  });

  it("in a batch is refused at its own place in the request", async () => {
    const { id } = await makeShow({}, oneRow(60));
    const { token } = await makePartner();
    const input = { show_id: id, reservations: [{ quantity: 1 }, { quantity: 11 }] };
    const called = await call("reservation/create-batch", input, { key: freshKey(), token });
    expect(called.body.violations?.map(({ path }) => path)).toEqual(["/reservations/1/quantity"]);
    expect(await statusOf(id)).not.toContain("h");
  });
});

describe("a reservation", () => {
  it("lasts 600 seconds, or the seconds or minutes that are asked for, and can be extended in both", async () => {
    const { id } = await makeShow({}, oneRow(9));
    const lasting = async (duration: object) => {
      const made = await must("reservation/create", { show_id: id, quantity: 1, ...duration });
      return seconds(made.created_at, made.expires_at);
    };
    expect(await lasting({})).toBe(600);
    expect(await lasting({ ttl_seconds: 90 })).toBe(90);
    expect(await lasting({ hold_duration_minutes: 5 })).toBe(300);
    const reserved = await must("reservation/create", { show_id: id, quantity: 1, ttl_seconds: 60 });
    const longer = await must("reservation/extend", { reservation_id: reserved.id, hold_duration_minutes: 15 });
    expect(seconds(reserved.expires_at, longer.expires_at)).toBeGreaterThan(800);
    expect(longer).toEqual({ ...reserved, expires_at: longer.expires_at });
    expect(await must("reservation/extend", { reservation_id: reserved.id, ttl_seconds: 60 })).toEqual(longer);
    const seat = await must("seat/get", { seat_id: reserved.seat_ids[0] });
    expect(seat).toMatchObject({ status: "held", held_until: longer.expires_at });
  });

  it("keeps the partner's own reference and notes, through an extension and a refresh that names none", async () => {
    const { id } = await makeShow({}, oneRow(9));
    const own = { external_booking_id: "EXT-1", metadata: { agent: "Zoë", "group name": "chess club" } };
    const wanted = { show_id: id, quantity: 2, customer_ref: "someone" };
    const made = await must("reservation/create", { ...wanted, ...own });
    expect(made).toMatchObject(own);
    expect(await must("reservation/extend", { reservation_id: made.id, ttl_seconds: 900 })).toMatchObject(own);
    expect(await must("reservation/create", { ...wanted, refresh: true })).toMatchObject(own);
    const other = { external_booking_id: "EXT-2", metadata: {} };
    expect(await must("reservation/create", { ...wanted, ...other, refresh: true })).toMatchObject(other);
  });

  it("that is refreshed stays the same, and gives back the seats that it no longer names for those it does", async () => {
    const { id } = await makeShow({}, HALL);
    const seats = await seatsOf(id);
    const { body: first } = await reserve(id, [seats[0], seats[1]], { customer_ref: "someone", ttl_seconds: 60 });
    const { body: moved } = await reserve(id, [seats[1], seats[40]], { customer_ref: "someone", refresh: true });
    expect(moved).toMatchObject({ id: first.id, seat_ids: [seats[1], seats[40]], total_price: euros(50) });
    expect(seconds(first.expires_at, moved.expires_at)).toBeGreaterThan(500);
    const now = await must("seat/bulk-status", { seat_ids: [seats[0], seats[1], seats[40]] });
    expect(now.seats.map(({ status }) => status)).toEqual(["available", "held", "held"]);
    expect(await must("show/get", { show_id: id })).toMatchObject({ seats_held: 2, seats_available: 48 });
  });

  it("cannot be refreshed to seats of which one is taken, and keeps its own", async () => {
    const { id } = await makeShow({}, oneRow(4));
    const seats = await seatsOf(id);
    const { body: held } = await reserve(id, [seats[0]], { customer_ref: "someone" });
    await reserve(id, [seats[2]]);
    const refused = await reserve(id, [seats[1], seats[2]], { customer_ref: "someone", refresh: true });
    expect(refused.body).toMatchObject({ code: "SEAT_UNAVAILABLE", seats: [{ seat_id: seats[2] }] });
    expect(await must("reservation/get", { reservation_id: held.id })).toEqual(held);
  });

  it("is one a customer and show; without a customer there may be many", async () => {
    const { id } = await makeShow({}, oneRow(9));
    const wanted = { show_id: id, quantity: 1, customer_ref: "someone" };
    const first = await must("reservation/create", wanted);
    const second = await call("reservation/create", wanted, { key: freshKey() });
    expect(second.body).toMatchObject({ code: "HOLD_CONFLICT", hold_id: first.id });
    const anonymous = { show_id: id, quantity: 1 };
    const [one, other] = [await must("reservation/create", anonymous), await must("reservation/create", anonymous)];
    expect(one.id).not.toBe(other.id);
    await must("reservation/release", { reservation_id: first.id });
    expect((await must("reservation/create", wanted)).seat_ids).toHaveLength(1);
  });

  it("is listed with its show's others, oldest first, by state and customer", async () => {
    const { id } = await makeShow({}, oneRow(9));
    const made = [];
    for (const customer_ref of ["ann", "bob", "cem"])
      made.push(await must("reservation/create", { show_id: id, quantity: 1, customer_ref }));
    await must("reservation/release", { reservation_id: made[1]?.id });
    const listed = async (filter: object) =>
      (await must("reservation/list", { show_id: id, ...filter })).items.map((item) => item.customer_ref);
    expect(await listed({})).toEqual(["ann", "bob", "cem"]);
    expect(await listed({ status: "ACTIVE" })).toEqual(["ann", "cem"]);
    expect(await listed({ customer_ref: "bob" })).toEqual(["bob"]);
    const page = await must("reservation/list", { show_id: id, limit: 2 });
    const rest = await must("reservation/list", { show_id: id, limit: 2, cursor: page.next_cursor });
    expect([...page.items, ...rest.items].map((item) => item.id)).toEqual(made.map((one) => one.id));
    expect(rest.next_cursor).toBeNull();
  });
});
