// What bookings of seats do, and the lists and sums that they and those of departures are in.
import { describe, expect, it } from "vitest";
import { call, freshKey, hold, inDays, makeDeparture, must } from "../testing/api.ts";
import { makePartner } from "../testing/partners.ts";
import { makeShow, oneRow, reserve, seatsOf } from "../testing/shows.ts";
import { projected } from "../testing/tables.ts";
import { makeVenue } from "../testing/venues.ts";

const HALL = {
  rows: 2,
  seats_per_row: 5,
  categories: [
    { name: "Premium", rows: [1], price: 30, color: "#8B5CF6" },
    { name: "Standard", rows: [2], price: 20, color: "#10B981" },
  ],
};
const euros = (amount: number) => ({ amount: amount * 100, currency: "EUR" });

async function hall(): Promise<{ show_id: string; venue_id: string; seats: string[] }> {
  const { id, venue_id } = await makeShow({}, HALL);
  return { show_id: id, venue_id, seats: await seatsOf(id) };
}

async function book(
  show_id: string,
  seat_ids: readonly (string | undefined)[],
  more: Readonly<Record<string, unknown>> = {},
  options = {},
) {
  const { body } = await reserve(show_id, seat_ids, more, options);
  return must("booking/create", { reservation_id: body.id }, options);
}

const statesOf = async (show_id: string) => (await must("show/availability", { show_id })).states;

describe("a booking of seats", () => {
  it("is of what the reservation kept, with its reference and notes, and is read back by id and code", async () => {
    const { show_id, seats } = await hall();
    const own = { external_booking_id: "EXT-1", metadata: { agent: "Zoë" }, customer_ref: "someone" };
    const { body: reserved } = await reserve(show_id, [seats[1], seats[2]], own);
    const booking = await must("booking/create", { reservation_id: reserved.id });
    expect(booking).toMatchObject({
      ...own,
      show_id,
      departure_id: show_id,
      hold_id: reserved.id,
      seats: 2,
      seat_ids: [seats[1], seats[2]],
      seat_list: reserved.seats,
      adjacent: true,
      total_price: euros(60),
      status: "CONFIRMED",
    });
    expect(booking.code).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await projected(show_id);
    expect(await must("booking/get", { booking_id: booking.id })).toEqual(booking);
    expect(await must("booking/get", { code: booking.code.toLowerCase() })).toEqual(booking);
    expect(await must("reservation/get", { reservation_id: reserved.id })).toMatchObject({
      status: "CONFIRMED",
      booking_id: booking.id,
    });
  });

  it("may bring a reference and notes of its own", async () => {
    const { show_id, seats } = await hall();
    const { body } = await reserve(show_id, [seats[0]], { external_booking_id: "EXT-1", metadata: { a: "1" } });
    const own = { external_booking_id: "EXT-2", metadata: { b: "2" } };
    expect(await must("booking/create", { reservation_id: body.id, ...own })).toMatchObject(own);
  });

  it("of some of the seats frees the others at once, at the price of those it is of", async () => {
    const { show_id, seats } = await hall();
    const { body } = await reserve(show_id, [seats[0], seats[1], seats[5]]);
    const booking = await must("booking/create", { reservation_id: body.id, seat_ids: [seats[5], seats[0]] });
    expect(booking).toMatchObject({
      seat_ids: [seats[0], seats[5]],
      seats: 2,
      adjacent: false,
      total_price: euros(50),
    });
    expect(await statesOf(show_id)).toBe("saaaasaaaa");
    expect((await reserve(show_id, [seats[1]])).status).toBe(200);
    expect(await must("show/get", { show_id })).toMatchObject({ seats_sold: 2, seats_held: 1, seats_available: 7 });
  });

  it("is of seats that its reservation keeps, and of no other", async () => {
    const { show_id, seats } = await hall();
    const { body } = await reserve(show_id, [seats[0]]);
    const input = { reservation_id: body.id, seat_ids: [seats[0], seats[1]] };
    const called = await call("booking/create", input, { key: freshKey() });
    expect(called.body.violations).toEqual([
      { path: "/seat_ids/1", message: "is not a seat that this reservation keeps" },
    ]);
    expect(await must("reservation/get", { reservation_id: body.id })).toEqual(body);
  });

  it("changes its seats all or nothing, each at its own price, and keeps its id and code", async () => {
    const { show_id, seats } = await hall();
    const booking = await book(show_id, [seats[0], seats[1]]);
    const changed = await must("booking/modify", { booking_id: booking.id, seat_ids: [seats[5], seats[1], seats[6]] });
    const { updated_at, ...rest } = changed;
    expect(rest).toMatchObject({
      id: booking.id,
      code: booking.code,
      seat_ids: [seats[1], seats[5], seats[6]],
      total_price: euros(70),
      created_at: booking.created_at,
    });
    expect(updated_at >= booking.updated_at).toBe(true);
    expect(await statesOf(show_id)).toBe("asaaassaaa");
    await reserve(show_id, [seats[9]]);
    const refused = await call(
      "booking/modify",
      { booking_id: booking.id, seat_ids: [seats[0], seats[9]] },
      { key: freshKey() },
    );
    expect(refused.body.code).toBe("SEAT_UNAVAILABLE");
    expect(await must("booking/get", { booking_id: booking.id })).toEqual(changed);
    const fewer = await must("booking/modify", { booking_id: booking.id, seat_ids: [seats[5]] });
    expect(fewer).toMatchObject({ seats: 1, total_price: euros(20) });
    expect(await must("show/get", { show_id })).toMatchObject({ seats_sold: 1, seats_held: 1, seats_available: 8 });
  });

  it("is changed by what it is of: seats of a show by their ids, places of a departure by their number", async () => {
    const { show_id, seats } = await hall();
    const booking = await book(show_id, [seats[0]]);
    const by_number = await call("booking/modify", { booking_id: booking.id, seats: 2 }, { key: freshKey() });
    expect(by_number.body.violations?.map(({ path }) => path)).toEqual(["/seat_ids"]);
    const departure = await makeDeparture();
    const held = (await hold(departure.id, "someone")).body;
    const sold = await must("booking/confirm", { hold_id: held.id });
    const by_id = await call("booking/modify", { booking_id: sold.id, seat_ids: seats }, { key: freshKey() });
    expect(by_id.body.violations?.map(({ path }) => path)).toEqual(["/seats"]);
  });

  it("that is canceled gives its seats back, once, and can be canceled until the policy's time", async () => {
    const { show_id, seats } = await hall();
    const booking = await book(show_id, [seats[0], seats[1]]);
    expect(await must("booking/cancel", { booking_id: booking.id })).toMatchObject({
      status: "CANCELED",
      seat_ids: booking.seat_ids,
    });
    expect(await statesOf(show_id)).toBe("aaaaaaaaaa");
    const again = await book(show_id, [seats[0]]);
    expect((await call("booking/cancel", { booking_id: booking.id }, { key: freshKey() })).body.code).toBe(
      "BOOKING_CANCELED",
    );
    expect(await must("booking/get", { booking_id: again.id })).toMatchObject({ status: "CONFIRMED" });
    expect(await statesOf(show_id)).toBe("saaaaaaaaa");
  });

  it("keeps the prices of its show, whatever the venue says afterwards", async () => {
    const { show_id, venue_id, seats } = await hall();
    const { body: reserved } = await reserve(show_id, [seats[0]]);
    const dear = HALL.categories.map((category) => ({ ...category, price: 99 }));
    await must("venue/update", { venue_id, name: "Renamed", layout: { ...HALL, rows: 2, categories: dear } });
    expect(await must("booking/create", { reservation_id: reserved.id })).toMatchObject({ total_price: euros(30) });
    expect((await book(show_id, [seats[1]])).total_price).toEqual(euros(30));
    await must("venue/update", { venue_id, layout: { ...oneRow(1) } });
    expect(await must("show/get", { show_id })).toMatchObject({ seats_total: 10, price_max: euros(30) });
    const later = await must("show/create", { venue_id, name: "Later", starts_at: inDays(9) });
    expect(later).toMatchObject({ seats_total: 1, price_min: euros(10), price_max: euros(10) });
  });
});

describe("booking/list", () => {
  it("has bookings of departures and of shows together, newest first, and finds them by each filter", async () => {
    const partner = await makePartner();
    const { token, channel_id } = partner;
    const customer_ref = crypto.randomUUID();
    const { id: departure_id } = await makeDeparture();
    const held = (await hold(departure_id, customer_ref, {}, { token })).body;
    const place = await must("booking/confirm", { hold_id: held.id }, { token });
    const { show_id, venue_id, seats } = await hall();
    const own = { customer_ref, external_booking_id: `EXT-${customer_ref}` };
    const seat = await book(show_id, [seats[0], seats[5]], own, { token });
    const canceled = await book(show_id, [seats[1]], {}, { token });
    await must("booking/cancel", { booking_id: canceled.id }, { token });
    await book(show_id, [seats[2]], { customer_ref });
    await Promise.all([projected(departure_id), projected(show_id)]);
    const found = async (filter: object) =>
      (await must("booking/list", { channel_id, ...filter })).items.map(({ id }) => id);
    expect(await found({})).toEqual([canceled.id, seat.id, place.id]);
    expect(await found({ customer_ref })).toEqual([seat.id, place.id]);
    expect(await found({ departure_id })).toEqual([place.id]);
    expect(await found({ show_id, status: "CANCELED" })).toEqual([canceled.id]);
    expect(await found({ venue_id, status: "CONFIRMED" })).toEqual([seat.id]);
    expect(await found({ external_booking_id: own.external_booking_id })).toEqual([seat.id]);
    const mine = (await must("booking/list", { customer_ref }, { token })).items;
    const { seat_list: _seats, adjacent: _adjacent, metadata: _notes, ...listed } = seat;
    expect(mine).toEqual([
      { ...listed, channel_id },
      { ...place, channel_id },
    ]);
    const pages = await must("booking/list", { channel_id, limit: 2 });
    const rest = await must("booking/list", { channel_id, limit: 2, cursor: pages.next_cursor });
    expect([...pages.items, ...rest.items].map(({ id }) => id)).toEqual([canceled.id, seat.id, place.id]);
  });

  it("says as CSV of seats what it says of places, with the show and the partner's reference", async () => {
    const { show_id, seats } = await hall();
    const booking = await book(show_id, [seats[0], seats[5]], { external_booking_id: "=EXT" });
    await projected(show_id);
    const called = await call("booking/list", { show_id }, { headers: { accept: "text/csv" } });
    const [columns = "", line = ""] = called.text.split("\r\n");
    const { channel_id } = (await must("booking/list", { show_id })).items[0] ?? { channel_id: "" };
    expect(columns.split(",").length).toBe(line.split(",").length);
    expect(line).toBe(
      `${booking.id},${show_id},${booking.hold_id},${booking.code},2,,CONFIRMED,5000,EUR,${booking.created_at},${booking.updated_at},${channel_id},${show_id},'=EXT`,
    );
  });
});

describe("booking/totals", () => {
  it("adds up exactly what booking/list shows, by channel, state and currency, the largest first", async () => {
    const [one, other] = [await makePartner(), await makePartner()];
    const { show_id, venue_id, seats } = await hall();
    await book(show_id, [seats[0], seats[5]], {}, { token: one.token });
    await book(show_id, [seats[1]], {}, { token: one.token });
    const changed = await book(show_id, [seats[6]], {}, { token: other.token });
    await must("booking/modify", { booking_id: changed.id, seat_ids: [seats[6], seats[7]] }, { token: other.token });
    const canceled = await book(show_id, [seats[2]], {}, { token: other.token });
    await must("booking/cancel", { booking_id: canceled.id }, { token: other.token });
    await projected(show_id);
    const group = (channel_id: string, status: string, bookings: number, seats: number, amount: number) => ({
      channel_id,
      status,
      currency: "EUR",
      bookings,
      seats,
      amount,
    });
    expect((await must("booking/totals", { venue_id })).groups).toEqual([
      group(one.channel_id, "CONFIRMED", 2, 3, 8_000),
      group(other.channel_id, "CONFIRMED", 1, 2, 4_000),
      group(other.channel_id, "CANCELED", 1, 1, 3_000),
    ]);
    expect(
      (await must("booking/totals", { show_id, channel_id: other.channel_id, status: "CONFIRMED" })).groups,
    ).toEqual([group(other.channel_id, "CONFIRMED", 1, 2, 4_000)]);
    const { items } = await must("booking/list", { venue_id });
    const sum = items.reduce((so_far, { total_price }) => so_far + total_price.amount, 0);
    expect(sum).toBe(15_000);
  });

  it("adds departures' bookings to shows', and keeps currencies apart", async () => {
    const { token, channel_id } = await makePartner();
    const departure = await makeDeparture({ price: { amount: 333, currency: "EUR" } });
    const held = (await hold(departure.id, "someone", { seats: 3 }, { token })).body;
    await must("booking/confirm", { hold_id: held.id }, { token });
    const yen = await makeVenue({ currency: "JPY", layout: { ...oneRow(3) } });
    const show = await must("show/create", { venue_id: yen.id, name: "In yen", starts_at: inDays(9) });
    await book(show.id, (await seatsOf(show.id)).slice(0, 2), {}, { token });
    await Promise.all([projected(departure.id), projected(show.id)]);
    const { groups } = await must("booking/totals", { channel_id });
    expect(groups.map(({ currency, seats, amount }) => [currency, seats, amount])).toEqual([
      ["EUR", 3, 999],
      ["JPY", 2, 20],
    ]);
    expect((await must("booking/totals", { channel_id, created_from: inDays(1) })).groups).toEqual([]);
  });
});
