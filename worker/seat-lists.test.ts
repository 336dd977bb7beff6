// What is made once of a show's seats and what they are just now must not run into each other.
import { describe, expect, it } from "vitest";
import { must } from "./testing/api.ts";
import { makeShow } from "./testing/shows.ts";

const listed = async (show_id: string) => (await must("show/seats", { show_id })).items;
const groupsOf = async (show_id: string) => (await must("show/availability", { show_id })).categories;

describe("every seat of a show", () => {
  it("is as before once it has been reserved and released, and so is every other", async () => {
    const { id } = await makeShow();
    const before = await listed(id);
    const { id: reservation_id, expires_at, seat_ids } = await must("reservation/create", { show_id: id, quantity: 2 });
    expect(await listed(id)).toEqual(
      before.map((seat) =>
        seat_ids.includes(seat.seat_id) ? { ...seat, status: "held", held_until: expires_at } : seat,
      ),
    );
    await must("reservation/release", { reservation_id });
    expect(await listed(id)).toEqual(before);
  });

  it("is its own show's, with its own price", async () => {
    const dear = await makeShow();
    const cheap = await makeShow({
      venue_id: dear.venue_id,
      prices: [{ category: "Premium", price: { amount: 100, currency: "EUR" } }],
    });
    const prices = async (show_id: string) => (await listed(show_id)).map(({ price }) => price.amount);
    expect(await prices(dear.id)).toEqual([1_500, 1_500, 1_500, 950, 950, 950]);
    expect(await prices(cheap.id)).toEqual([100, 100, 100, 950, 950, 950]);
    expect((await listed(cheap.id)).map(({ seat_id }) => seat_id.slice(-32))).toEqual(
      Array.from({ length: 6 }, () => cheap.id.slice(-32)),
    );
  });

  it("is counted with its section and category, now and when it is free again", async () => {
    const { id } = await makeShow();
    const before = await groupsOf(id);
    expect(
      before.map(({ category, seats_total, seats_available }) => [category, seats_total, seats_available]),
    ).toEqual([
      ["Premium", 3, 3],
      ["Standard", 3, 3],
    ]);
    const [, , , , last = ""] = (await listed(id)).map(({ seat_id }) => seat_id);
    const { id: reservation_id } = await must("reservation/create", { show_id: id, seat_ids: [last] });
    expect((await groupsOf(id)).map(({ seats_available }) => seats_available)).toEqual([3, 2]);
    await must("reservation/release", { reservation_id });
    expect(await groupsOf(id)).toEqual(before);
  });
});
