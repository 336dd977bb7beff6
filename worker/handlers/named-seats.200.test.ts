// Seats that a request names by their ids: which they are, when they are to be had, and what they may leave behind.
import { describe, expect, it } from "vitest";
import { call, freshKey, must } from "../testing/api.ts";
import { makePartner } from "../testing/partners.ts";
import { makeShow, oneRow, reserve, seatsOf } from "../testing/shows.ts";

/** A row at 30 and a row at 20. */
const HALL = {
  rows: 2,
  seats_per_row: 10,
  categories: [
    { name: "Premium", rows: [1], price: 30, color: "#8B5CF6" },
    { name: "Standard", rows: [2], price: 20, color: "#10B981" },
  ],
};

async function statusOf(show_id: string): Promise<string> {
  return (await must("show/availability", { show_id })).states;
}

describe("seats that are named", () => {
  it("are kept as they are named, neighbours or not, and come back in hall order", async () => {
    const { id } = await makeShow({}, HALL);
    const seats = await seatsOf(id);
    const { body } = await reserve(id, [seats[15], seats[0]]);
    expect(body).toMatchObject({
      seat_ids: [seats[0], seats[15]],
      adjacent: false,
      total_price: { amount: 5_000, currency: "EUR" },
    });
    expect(await must("reservation/get", { reservation_id: body.id })).toEqual(body);
  });

  it("are what the venue's map says of them, in whatever order its layout has sections, rows and numbers", async () => {
    const section = (name: string, price: number) => ({
      name,
      rows: 2,
      seats_per_row: 3,
      row_labels: ["B", "A"],
      numbering: "right_to_left",
      categories: [
        { name: `${name} front`, rows: [1], price, color: "#8B5CF6" },
        { name: `${name} back`, rows: [2], price: price + 1, color: "#10B981" },
      ],
    });
    const { id, venue_id } = await makeShow({}, { sections: [section("Gallery", 10), section("Box", 20)] });
    const { seats } = await must("venue/seat-map", { venue_id });
    const map = new Map(seats.map((seat) => [seat.map_seat_id, seat]));
    const { items } = await must("show/seats", { show_id: id });
    expect(items[0]).toMatchObject({ section: "Box", row: "A" });
    for (const { seat_id, map_seat_id } of items) {
      const { section: of_section, row, number, category, price } = map.get(map_seat_id) ?? {};
      const { body } = await reserve(id, [seat_id]);
      expect(body.seats).toMatchObject([{ map_seat_id, section: of_section, row, number, category, price }]);
      expect(body.total_price).toEqual(price);
    }
    expect(items).toHaveLength(map.size);
  });

  it("are refused all together when some are taken, with exactly those, and when they come free for admins only", async () => {
    const { id } = await makeShow({}, oneRow(6));
    const [one, two, three, four] = await seatsOf(id);
    const { body: held } = await reserve(id, [two]);
    const { body: sold } = await reserve(id, [three]);
    await must("booking/create", { reservation_id: sold.id });
    const { token } = await makePartner();
    const taken = [
      { seat_id: three, status: "sold", held_until: null },
      { seat_id: two, status: "held", held_until: null },
    ];
    const refused = await reserve(id, [four, three, two, one], {}, { token });
    expect(refused.body).toMatchObject({ code: "SEAT_UNAVAILABLE", seats: taken });
    const admins = await reserve(id, [four, three, two, one]);
    expect(admins.body).toMatchObject({ seats: [taken[0], { ...taken[1], held_until: held.expires_at }] });
    expect(await statusOf(id)).toBe("ahsaaa");
  });

  it("that no show has, or another one, are refused as not valid by every operation that takes seats", async () => {
    const [{ id }, other] = await Promise.all([makeShow({}, oneRow(4)), makeShow({}, oneRow(8))]);
    const seats = await seatsOf(id);
    const { body: reserved } = await reserve(id, seats.slice(0, 1));
    const booking = await must("booking/create", { reservation_id: reserved.id });
    const { body: held } = await reserve(id, seats.slice(1, 2));
    // The ninth seat of a row of four: of the right shape and seal, but of no seat.
    const beyond = (seats[0] ?? "").replace("seat_0000", "seat_0008");
    for (const strange of [beyond, (await seatsOf(other.id))[0]]) {
      const seat_ids = [seats[3], strange];
      const asked = [
        ["reservation/create", { show_id: id, seat_ids }, "/seat_ids/1"],
        ["reservation/create-batch", { show_id: id, reservations: [{ seat_ids }] }, "/reservations/0/seat_ids/1"],
        ["booking/create", { reservation_id: held.id, seat_ids: [seats[1], strange] }, "/seat_ids/1"],
        ["booking/modify", { booking_id: booking.id, seat_ids: [seats[0], strange] }, "/seat_ids/1"],
        ["seat/block", { show_id: id, seat_ids, reason: "a camera" }, "/seat_ids/1"],
        ["seat/unblock", { show_id: id, seat_ids }, "/seat_ids/1"],
      ] as const;
      for (const [name, input, path] of asked) {
        const called = await call(name, input, { key: freshKey() });
        expect([called.status, called.body.violations?.map((one) => one.path)], name).toEqual([400, [path]]);
      }
      expect((await must("seat/bulk-status", { seat_ids: [beyond] })).not_found).toEqual([beyond]);
      expect((await call("seat/get", { seat_id: beyond })).status).toBe(404);
    }
    expect(await statusOf(id)).toBe("shaa");
  });

  it("may leave a single one by the policy off, not by strict, and by lenient only where nothing else would do", async () => {
    const outcome = async (orphan_policy: string, seats: number, chosen: number) => {
      const { id } = await makeShow({ policy: { orphan_policy } }, oneRow(seats));
      const ids = await seatsOf(id);
      const called = await reserve(id, [ids[chosen]]);
      return called.status === 200 ? "200" : [called.body.code, ids.indexOf(strandedIn(called.text)[0] ?? "")];
    };
    expect(await outcome("off", 4, 1)).toBe("200");
    expect(await outcome("strict", 4, 1)).toEqual(["SEATS_STRANDED", 0]);
    expect(await outcome("lenient", 4, 1)).toEqual(["SEATS_STRANDED", 0]);
    expect(await outcome("strict", 4, 0)).toBe("200");
    // Of two seats either leaves the other.
    expect(await outcome("strict", 2, 0)).toEqual(["SEATS_STRANDED", 1]);
    expect(await outcome("lenient", 2, 0)).toBe("200");
  });
});

function strandedIn(text: string): string[] {
  return (JSON.parse(text) as { seat_ids: string[] }).seat_ids;
}
