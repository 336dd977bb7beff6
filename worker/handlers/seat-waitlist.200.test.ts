// Who waits for seats of a show: the offer has the seats that the wish can have, and comes before anyone else.
import { describe, expect, it } from "vitest";
import { call, freshKey, makeDeparture, must, type Output } from "../testing/api.ts";
import { makePartner } from "../testing/partners.ts";
import { makeShow, oneRow, reserve, seatsOf } from "../testing/shows.ts";
import { expireReservation } from "../testing/tables.ts";

type Entry = Output<"waitlist/get">;
type Row = { readonly show_id: string; readonly seats: string[]; readonly held: Output<"reservation/create">[] };

/** A row of which every seat is held, each by a reservation of its own. */
async function fullRow(seats: number, overrides: object = {}, layout: object = {}): Promise<Row> {
  const { id } = await makeShow({ ...overrides }, { ...oneRow(seats), ...layout });
  const ids = await seatsOf(id);
  const held = await Promise.all(ids.map(async (seat) => (await reserve(id, [seat])).body));
  return { show_id: id, seats: ids, held };
}

function join(show_id: string, wish: object, options: object = {}): Promise<Entry> {
  return must("waitlist/join", { show_id, customer_ref: crypto.randomUUID(), ...wish }, options);
}

const release = (held: { id: string } | undefined) => must("reservation/release", { reservation_id: held?.id });
const now = (entry: Entry) => must("waitlist/get", { entry_id: entry.id });

/** The seats of the entry's offer; undefined while it has none. */
async function offered(entry: Entry): Promise<string[] | undefined> {
  const { status, hold_id } = await now(entry);
  if (status !== "OFFERED") return undefined;
  return (await must("reservation/get", { reservation_id: hold_id })).seat_ids;
}

describe("an entry that waits for seats", () => {
  it("says what it waits for, and is joined once a customer", async () => {
    const { show_id } = await fullRow(2);
    const wish = { seats: 2, category: "Stalls", max_price: { amount: 1_000, currency: "EUR" }, allow_split: true };
    const input = { show_id, customer_ref: "patient", ...wish };
    const entry = await must("waitlist/join", input);
    expect(entry).toMatchObject({
      ...wish,
      show_id,
      departure_id: show_id,
      section: null,
      position: 1,
      status: "WAITING",
    });
    expect((await must("waitlist/join", { ...input, seats: 1 })).id).toBe(entry.id);
    expect(await must("show/get", { show_id })).toMatchObject({ waiting: 1 });
    expect((await must("waitlist/list", { show_id })).items).toEqual([entry]);
  });

  it("is offered the first seats that are what it wished for, and not others", async () => {
    const { show_id, seats, held } = await fullRow(5, {}, { accessible: [{ row: 1, seats: [5] }] });
    const accessible = await join(show_id, { seats: 1, accessible_seats: 1 });
    const pair = await join(show_id, { seats: 2 });
    const single = await join(show_id, { seats: 1 });
    await release(held[0]);
    expect([await offered(accessible), await offered(pair), await offered(single)]).toEqual([
      undefined,
      undefined,
      [seats[0]],
    ]);
    await release(held[2]);
    expect(await offered(pair)).toBeUndefined();
    await release(held[3]);
    expect(await offered(pair)).toEqual([seats[2], seats[3]]);
    expect(await offered(accessible)).toBeUndefined();
    await release(held[4]);
    expect(await offered(accessible)).toEqual([seats[4]]);
    expect(await must("show/get", { show_id })).toMatchObject({ waiting: 0, seats_held: 5, seats_available: 0 });
  });

  it("by section, category and price: only seats of these will do", async () => {
    const sections = ["Stalls", "Balcony"].map((name, index) => ({
      name,
      rows: 1,
      seats_per_row: 1,
      categories: [{ name: `${name} seats`, rows: [1], price: 20 - 10 * index, color: "#8B5CF6" }],
    }));
    const { id: show_id } = await makeShow({}, { sections });
    const [stalls, balcony] = await seatsOf(show_id);
    const held = [(await reserve(show_id, [stalls])).body, (await reserve(show_id, [balcony])).body];
    const wishes = [
      await join(show_id, { section: "Balcony" }),
      await join(show_id, { category: "Balcony seats" }),
      await join(show_id, { max_price: { amount: 1_999, currency: "EUR" } }),
      await join(show_id, {}),
    ];
    await release(held[0]);
    expect(await Promise.all(wishes.map(offered))).toEqual([undefined, undefined, undefined, [stalls]]);
    await release(held[1]);
    expect(await offered(wishes[0] ?? fail())).toEqual([balcony]);
  });

  it("is offered the oldest first among equals, and what an offer gives back goes to the next", async () => {
    const { show_id, seats, held } = await fullRow(1, { policy: { offer_ttl_seconds: 60 } });
    const line = [await join(show_id, {}), await join(show_id, {}), await join(show_id, {})];
    await release(held[0]);
    expect(await Promise.all(line.map(offered))).toEqual([[seats[0]], undefined, undefined]);
    await must("waitlist/leave", { entry_id: line[0]?.id });
    expect(await Promise.all(line.map(offered))).toEqual([undefined, [seats[0]], undefined]);
    const { hold_id } = await now(line[1] ?? fail());
    await expireReservation({ id: hold_id ?? "", show_id });
    expect(await Promise.all(line.map(async (entry) => (await now(entry)).status))).toEqual([
      "LEFT",
      "LAPSED",
      "OFFERED",
    ]);
    const offer = await must("reservation/get", { reservation_id: (await now(line[2] ?? fail())).hold_id });
    expect(Date.parse(offer.expires_at) - Date.parse(offer.created_at)).toBe(60_000);
    expect(await must("booking/create", { reservation_id: offer.id })).toMatchObject({ seat_ids: [seats[0]] });
    expect(await now(line[2] ?? fail())).toMatchObject({ status: "BOOKED" });
  });

  it("is served by age, whoever wishes the same, also when several seats come free at once", async () => {
    const { id: show_id } = await makeShow({}, oneRow(4));
    const { body: held } = await reserve(show_id, await seatsOf(show_id));
    const wishes = [{}, { category: "Stalls" }, {}, { category: "Stalls" }, { section: "Main" }, {}];
    const line = [];
    for (const wish of wishes) line.push(await join(show_id, wish));
    await release(held);
    const statuses = await Promise.all(line.map(async (entry) => (await now(entry)).status));
    expect(statuses).toEqual(["OFFERED", "OFFERED", "OFFERED", "OFFERED", "WAITING", "WAITING"]);
    expect(await Promise.all(line.slice(4).map(async (entry) => (await now(entry)).position))).toEqual([1, 2]);
  });

  it.each([
    ["a reservation's release", async ({ held }: Row) => release(held[0])],
    ["a reservation's end", async ({ held, show_id }: Row) => expireReservation({ id: held[0]?.id ?? "", show_id })],
    [
      "a booking's cancellation",
      async ({ held }: Row) => {
        const { id } = await must("booking/create", { reservation_id: held[0]?.id });
        await must("booking/cancel", { booking_id: id });
      },
    ],
    [
      "a swap",
      async ({ held, seats }: Row) => {
        const { id } = await must("booking/create", { reservation_id: held[0]?.id });
        await release(held[1]);
        await must("booking/modify", { booking_id: id, seat_ids: [seats[1]] });
      },
    ],
  ])("comes before newcomers at %s", async (_how, free) => {
    // Who waits wants the first seat alone: its category.
    const layout = {
      rows: 2,
      seats_per_row: 1,
      categories: [1, 2].map((row) => ({ name: `Row ${row}`, rows: [row], price: 10, color: "#8B5CF6" })),
    };
    const pushed = await fullRow(1, {}, layout);
    const entry = await join(pushed.show_id, { category: "Row 1" });
    await free(pushed);
    expect((await reserve(pushed.show_id, [pushed.seats[0]])).body.code).toBe("SEAT_UNAVAILABLE");
    expect(await offered(entry)).toEqual([pushed.seats[0]]);
    // With nobody pushing, by what freed it.
    const quiet = await fullRow(1, {}, layout);
    const patient = await join(quiet.show_id, { category: "Row 1" });
    await free(quiet);
    expect(await offered(patient)).toEqual([quiet.seats[0]]);
  });

  it("gets what a partial booking and a refresh leave", async () => {
    const { id: show_id } = await makeShow({}, oneRow(2));
    const seats = await seatsOf(show_id);
    const { body: both } = await reserve(show_id, seats, { customer_ref: "has both" });
    const [first, second] = [await join(show_id, {}), await join(show_id, {})];
    await reserve(show_id, [seats[0]], { customer_ref: "has both", refresh: true });
    expect(await offered(first)).toEqual([seats[1]]);
    const { body: other } = await makeShow({}, oneRow(2)).then(async ({ id }) => reserve(id, await seatsOf(id)));
    const third = await join(other.show_id, {});
    await must("booking/create", { reservation_id: other.id, seat_ids: other.seat_ids.slice(1) });
    expect(await offered(third)).toEqual([other.seat_ids[0]]);
    await must("reservation/release", { reservation_id: both.id });
    expect(await offered(second)).toEqual([seats[0]]);
  });

  it("gets seats that are unblocked, before the answer to that", async () => {
    const { id: show_id } = await makeShow({}, oneRow(2));
    const seats = await seatsOf(show_id);
    const blocked = await must("seat/block", { show_id, seat_ids: seats, reason: "a camera" });
    expect(blocked.seats.map(({ status }) => status)).toEqual(["blocked", "blocked"]);
    const entry = await join(show_id, { seats: 1 });
    const unblocked = await must("seat/unblock", { show_id, seat_ids: seats });
    expect(unblocked.seats.map(({ status }) => status).sort()).toEqual(["available", "held"]);
    expect(await offered(entry)).toHaveLength(1);
  });

  it("under strict keeps newcomers out although seats are free, and is served in order", async () => {
    const { show_id, held } = await fullRow(3, { policy: { waitlist_order: "strict" } });
    const trio = await join(show_id, { seats: 3 });
    const single = await join(show_id, { seats: 1 });
    await release(held[0]);
    expect([await offered(trio), await offered(single)]).toEqual([undefined, undefined]);
    const newcomer = await call("reservation/create", { show_id, quantity: 1 }, { key: freshKey() });
    expect(newcomer.body).toMatchObject({ code: "FULL", available: 1, waiting: 2 });
    await must("waitlist/leave", { entry_id: trio.id });
    expect(await offered(single)).toHaveLength(1);
  });

  it("is served when the policy becomes first_fit, also who joined while it was strict", async () => {
    const { show_id, seats, held } = await fullRow(3);
    await join(show_id, { seats: 3 });
    await release(held[0]);
    await must("show/update", { show_id, policy: { waitlist_order: "strict" } });
    const single = await join(show_id, { seats: 1 });
    expect(await offered(single)).toBeUndefined();
    await must("show/update", { show_id, policy: { waitlist_order: "first_fit" } });
    expect(await offered(single)).toEqual([seats[0]]);
  });

  it("is served out of its turn by hand, for as long as is said", async () => {
    const { show_id, seats, held } = await fullRow(2, { policy: { waitlist_order: "strict" } });
    await join(show_id, { seats: 2 });
    const single = await join(show_id, { seats: 1 });
    await release(held[1]);
    const { offers } = await must("waitlist/notify", { show_id, entry_id: single.id, ttl_seconds: 120 });
    expect(offers).toMatchObject([
      { entry: { id: single.id, status: "OFFERED" }, hold: { seat_ids: [seats[1]], show_id, entry_id: single.id } },
    ]);
    const [offer] = offers;
    expect(Date.parse(offer?.hold.expires_at ?? "") - Date.parse(offer?.hold.created_at ?? "")).toBe(120_000);
  });

  it("is offered nothing by hand through another show, or through a departure", async () => {
    const [own, other, departure] = await Promise.all([fullRow(1), fullRow(1), makeDeparture()]);
    const entry = await join(own.show_id, {});
    for (const sale of [{ show_id: other.show_id }, { departure_id: departure.id }]) {
      const called = await call("waitlist/notify", { ...sale, entry_id: entry.id }, { key: freshKey() });
      expect(called.body).toMatchObject({ code: "NOT_FOUND", detail: "There is no such waitlist entry." });
    }
  });

  it("is refused what the show does not have, and as full after 100 different wishes", async () => {
    const { show_id } = await fullRow(1);
    for (const [wish, path] of [
      [{ section: "Box" }, "/section"],
      [{ category: "Royal" }, "/category"],
      [{ max_price: { amount: 1, currency: "USD" } }, "/max_price/currency"],
      [{ accessible_seats: 2, seats: 1 }, "/accessible_seats"],
    ] as const) {
      const input = { show_id, customer_ref: "odd", ...wish };
      const called = await call("waitlist/join", input, { key: freshKey() });
      expect(called.body.violations?.map((one) => one.path)).toEqual([path]);
    }
    const wishes = Array.from({ length: 100 }, (_, amount) => ({ max_price: { amount, currency: "EUR" } }));
    await Promise.all(wishes.map((wish) => join(show_id, wish)));
    await join(show_id, wishes[7] ?? {});
    const one_more = { show_id, customer_ref: "the 101st", max_price: { amount: 100, currency: "EUR" } };
    expect((await call("waitlist/join", one_more, { key: freshKey() })).body.code).toBe("WAITLIST_FULL");
    expect(await must("show/get", { show_id })).toMatchObject({ waiting: 101 });
  });

  it("belongs to its partner, whose offer only it can book", async () => {
    const { show_id, held } = await fullRow(1);
    const [owner, other] = [await makePartner(), await makePartner()];
    const entry = await join(show_id, {}, { token: owner.token });
    await release(held[0]);
    const { hold_id } = await must("waitlist/get", { entry_id: entry.id }, { token: owner.token });
    const stolen = await call("booking/create", { reservation_id: hold_id }, { key: freshKey(), token: other.token });
    expect(stolen.status).toBe(404);
    expect(await must("booking/create", { reservation_id: hold_id }, { token: owner.token })).toMatchObject({
      seats: 1,
    });
  });
});

function fail(): never {
  throw new Error("it was made");
}
