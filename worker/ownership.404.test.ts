import { beforeAll, describe, expect, it } from "vitest";
import { isOperationName, OPERATIONS, type OperationName } from "../contract/registry.ts";
import { call, freshKey, hold, makeDeparture, must, type Output } from "./testing/api.ts";
import { makePartner, type Partner } from "./testing/partners.ts";
import { makeShow } from "./testing/shows.ts";
import { projected } from "./testing/tables.ts";

let owner: Partner;
let other: Partner;
let departure: Output<"departure/create">;
let held: Output<"booking/hold">;
let booked: Output<"booking/confirm">;
let entry: Output<"waitlist/join">;
let show: Output<"show/create">;
let reserved: Output<"reservation/create">;
let seated: Output<"booking/create">;
let wish: Output<"waitlist/join">;

beforeAll(async () => {
  [owner, other, departure] = await Promise.all([makePartner(), makePartner(), makeDeparture({ capacity_total: 4 })]);
  held = (await hold(departure.id, "holds", {}, { token: owner.token })).body;
  const { body: second } = await hold(departure.id, "books", {}, { token: owner.token });
  booked = await must("booking/confirm", { hold_id: second.id }, { token: owner.token });
  entry = await must(
    "waitlist/join",
    { departure_id: departure.id, customer_ref: "waits", seats: 3 },
    { token: owner.token },
  );
  show = await makeShow();
  const { token } = owner;
  const wanted = { show_id: show.id, quantity: 2 };
  reserved = await must("reservation/create", wanted, { token });
  seated = await must(
    "booking/create",
    { reservation_id: (await must("reservation/create", wanted, { token })).id },
    { token },
  );
  wish = await must("waitlist/join", { show_id: show.id, customer_ref: "waits", seats: 2 }, { token });
  await Promise.all([projected(departure.id), projected(show.id)]);
});

const OPEN_TO_BOOK = Object.keys(OPERATIONS)
  .filter(isOperationName)
  .filter((name) => OPERATIONS[name].scope !== "admin");

/** An input that names something of the owner's, for every operation on one hold, booking or entry. */
const NAMING: { readonly [Name in OperationName]?: () => readonly object[] } = {
  "booking/confirm": () => [{ hold_id: held.id }],
  "booking/create": () => [{ reservation_id: reserved.id }],
  "booking/cancel": () => [{ booking_id: booked.id }, { booking_id: seated.id }],
  "booking/modify": () => [
    { booking_id: booked.id, seats: 1 },
    { booking_id: seated.id, seat_ids: seated.seat_ids },
  ],
  "booking/get": () => [
    { booking_id: booked.id },
    { code: booked.code },
    { code: booked.code.toLowerCase() },
    { booking_id: seated.id },
    { code: seated.code },
  ],
  "hold/get": () => [{ hold_id: held.id }],
  "hold/extend": () => [{ hold_id: held.id }],
  "hold/release": () => [{ hold_id: held.id }],
  "reservation/get": () => [{ reservation_id: reserved.id }],
  "reservation/extend": () => [{ reservation_id: reserved.id }],
  "reservation/release": () => [{ reservation_id: reserved.id }],
  "waitlist/get": () => [{ entry_id: entry.id }, { entry_id: wish.id }],
  "waitlist/leave": () => [{ entry_id: entry.id }, { entry_id: wish.id }],
};

describe("what belongs to another channel", () => {
  it("is covered here for every operation that a partner may call and that names a hold, a reservation, a booking or an entry", () => {
    const naming = OPEN_TO_BOOK.filter((name) =>
      /"(hold_id|reservation_id|booking_id|entry_id)"/.test(
        JSON.stringify(OPERATIONS[name].input.toJSONSchema({ io: "input" })),
      ),
    );
    expect(naming.sort()).toEqual(Object.keys(NAMING).sort());
  });

  it.each(Object.keys(NAMING).filter(isOperationName))("is not found by %s, and stays as it is", async (name) => {
    const before = await must("departure/get", { departure_id: departure.id });
    const seats = await must("show/seats", { show_id: show.id });
    for (const input of NAMING[name]?.() ?? []) {
      const called = await call(name, input, { key: freshKey(), token: other.token });
      expect(called.status, called.text).toBe(404);
      expect(called.body.code).toBe("NOT_FOUND");
    }
    expect(await must("departure/get", { departure_id: departure.id })).toEqual(before);
    expect(await must("show/seats", { show_id: show.id })).toEqual(seats);
    expect(await must("hold/get", { hold_id: held.id }, { token: owner.token })).toEqual(held);
    expect(await must("reservation/get", { reservation_id: reserved.id }, { token: owner.token })).toEqual(reserved);
    expect(await must("booking/get", { booking_id: seated.id }, { token: owner.token })).toEqual(seated);
    expect(await must("waitlist/get", { entry_id: wish.id }, { token: owner.token })).toEqual(wish);
    expect(await must("booking/get", { booking_id: booked.id }, { token: owner.token })).toEqual(booked);
    expect(await must("waitlist/get", { entry_id: entry.id }, { token: owner.token })).toEqual(entry);
  });

  it("reads like something that was never there", async () => {
    const [theirs, nobodys] = [
      await call("hold/get", { hold_id: held.id }, { token: other.token }),
      await call("hold/get", { hold_id: "hold_nobody" }, { token: other.token }),
    ];
    expect(theirs.body.detail).toBe(nobodys.body.detail);
    const seats = await Promise.all(
      [reserved.id, "hold_nobody", held.id].map((reservation_id) =>
        call("reservation/get", { reservation_id }, { token: other.token }),
      ),
    );
    expect(new Set(seats.map(({ body }) => body.detail))).toEqual(new Set(["There is no such reservation."]));
  });

  it("is in no list of another's, though the same customer reference may be", async () => {
    const { token } = other;
    const mine = await must(
      "waitlist/join",
      { departure_id: departure.id, customer_ref: "waits", seats: 3 },
      { token },
    );
    expect((await must("waitlist/list", { departure_id: departure.id }, { token })).items.map(({ id }) => id)).toEqual([
      mine.id,
    ]);
    expect((await must("hold/list", { departure_id: departure.id }, { token })).items).toEqual([]);
    expect((await must("reservation/list", { show_id: show.id }, { token })).items).toEqual([]);
    expect((await must("waitlist/list", { show_id: show.id }, { token })).items).toEqual([]);
    expect((await must("booking/list", { show_id: show.id }, { token })).items).toEqual([]);
    expect((await must("booking/list", { departure_id: departure.id }, { token })).items).toEqual([]);
    const asked = { departure_id: departure.id, channel_id: owner.channel_id };
    expect((await must("booking/list", asked, { token })).items).toEqual([]);
  });
});

describe("a reservation that is named as a hold, or a hold as a reservation", () => {
  it("is not found even by its owner", async () => {
    const { token } = owner;
    for (const name of ["hold/get", "hold/extend", "hold/release", "booking/confirm"] as const) {
      const called = await call(name, { hold_id: reserved.id }, { key: freshKey(), token });
      expect([called.status, called.body.code]).toEqual([404, "NOT_FOUND"]);
    }
    for (const name of ["reservation/get", "reservation/extend", "reservation/release", "booking/create"] as const) {
      const called = await call(name, { reservation_id: held.id }, { key: freshKey(), token });
      expect([called.status, called.body.code]).toEqual([404, "NOT_FOUND"]);
    }
  });
});

describe("an administrator", () => {
  it("sees what belongs to every channel", async () => {
    expect(await must("reservation/get", { reservation_id: reserved.id })).toEqual(reserved);
    expect(await must("booking/get", { code: seated.code })).toEqual(seated);
    expect((await must("reservation/list", { show_id: show.id })).items).toHaveLength(2);
    expect((await must("booking/list", { show_id: show.id })).items).toMatchObject([
      { id: seated.id, channel_id: owner.channel_id },
    ]);
    expect(await must("hold/get", { hold_id: held.id })).toEqual(held);
    expect(await must("booking/get", { booking_id: booked.id })).toEqual(booked);
    expect(await must("booking/get", { code: booked.code })).toEqual(booked);
    expect(await must("waitlist/get", { entry_id: entry.id })).toEqual(entry);
    expect((await must("hold/list", { departure_id: departure.id })).items).toHaveLength(2);
    expect((await must("booking/list", { departure_id: departure.id })).items).toMatchObject([
      { id: booked.id, channel_id: owner.channel_id },
    ]);
    expect((await must("waitlist/list", { departure_id: departure.id })).items.map(({ id }) => id)).toContain(entry.id);
  });

  it("of one channel acts on what belongs to another, which keeps it", async () => {
    const { token } = await makePartner(["admin"]);
    const extended = await must("hold/extend", { hold_id: held.id, ttl_seconds: 1_200 }, { token });
    expect(await must("hold/get", { hold_id: held.id }, { token: owner.token })).toEqual(extended);
  });
});

it("another key of the same channel owns what the first one made, so that keys can be rotated", async () => {
  const second = await makePartner(["book"], { channel_id: owner.channel_id });
  expect(await must("booking/get", { booking_id: booked.id }, { token: second.token })).toEqual(booked);
  await must("key/revoke", { key_id: second.key_id });
});
