import { describe, expect, it } from "vitest";
import { booking, departure, entry, hold, NOW } from "./examples.ts";
import { drawn } from "./hall-examples.ts";
import { brokenShowInvariants, type WholeShow } from "./invariants.ts";
import { SEAT_STATE } from "./seat-state.ts";
import { wishText } from "./seat-wish.ts";
import type { SeatHold } from "./show.ts";

const SEATED = { total_amount: 4_000, currency: "EUR", external_booking_id: null, metadata: null };
const { held, sold, blocked, available } = SEAT_STATE;

/** One row: two held, two sold, one blocked, two free with an aisle between them, one that was held once. */
const { hall } = drawn({ stalls: ["..... . .."] });
const held_hold: SeatHold = { ...hold, ...SEATED, seats: 2, seat_list: [0, 1] };
const sound: WholeShow = {
  show: {
    ...departure,
    venue_id: "ven_1",
    name: "Hamlet",
    currency: "EUR",
    orphan_policy: "off",
    scheme_version_id: null,
    price_min: 2_000,
    price_max: 2_000,
    places: { capacity: 8, held: 2, sold: 2, blocked: 1 },
    waiting: 1,
  },
  hall,
  seats: [
    { seat: 0, state: held, owner: 1 },
    { seat: 1, state: held, owner: 1 },
    { seat: 2, state: sold, owner: 2 },
    { seat: 3, state: sold, owner: 2 },
    { seat: 4, state: blocked, owner: null },
    { seat: 6, state: available, owner: null },
  ],
  holds: [held_hold],
  bookings: [{ ...booking, ...SEATED, seats: 2, seat_list: [2, 3] }],
  entries: [{ ...entry, seats: 3, wish: wishText({}) }],
};

const { show, seats } = sound;

function withSeat(seat: number, other: Partial<WholeShow["seats"][number]>): WholeShow {
  return { ...sound, seats: seats.map((one) => (one.seat === seat ? { ...one, ...other } : one)) };
}

describe("the invariants of a show", () => {
  it("find nothing wrong with a sound one", () => {
    expect(brokenShowInvariants(sound, NOW)).toEqual([]);
  });

  it.each<{ what: string; whole: WholeShow; found: string }>([
    { what: "a held seat of another", whole: withSeat(1, { owner: 9 }), found: "hold_1 lists seat 1" },
    { what: "a sold seat that is free", whole: withSeat(3, { state: available, owner: null }), found: "lists seat 3" },
    { what: "a taken seat that nobody lists", whole: withSeat(6, { state: held, owner: 9 }), found: "nobody lists" },
    { what: "a blocked seat with an owner", whole: withSeat(4, { owner: 1 }), found: "seat 4 is in state 3" },
    { what: "a seat outside the hall", whole: withSeat(6, { seat: 8 }), found: "seat 8 is not in the hall" },
    {
      what: "a seat of two owners",
      whole: { ...sound, bookings: [{ ...booking, ...SEATED, seats: 3, seat_list: [1, 2, 3] }] },
      found: "listed by two owners",
    },
    {
      what: "an owner that lists a seat twice",
      whole: { ...sound, holds: [{ ...held_hold, seat_list: [0, 0] }] },
      found: "in no order or twice",
    },
    {
      what: "a miscounted seat",
      whole: { ...sound, show: { ...show, places: { ...show.places, blocked: 2 } } },
      found: "seats blocked",
    },
    {
      what: "an owner with fewer seats than it counts",
      whole: { ...sound, holds: [{ ...held_hold, seat_list: [0] }] },
      found: "seats of hold_1",
    },
    {
      what: "a wish that could be had, adjacent seats and all",
      whole: { ...sound, entries: [{ ...entry, seats: 2, wish: wishText({}) }] },
      found: "waits for 2 while 3 are free",
    },
    { what: "what is wrong with any sale", whole: { ...sound, entries: [] }, found: "waiting entries" },
  ])("find $what", ({ whole, found }) => {
    expect(brokenShowInvariants(whole, NOW).join("\n")).toContain(found);
  });

  it("let several wait and hold who are not named", () => {
    const nameless = { ...sound.entries[0], customer_ref: null };
    const entries = [1, 2].map((no) => ({ ...entry, ...nameless, id: `wle_${no}`, no, wish: wishText({}) }));
    expect(brokenShowInvariants({ ...sound, show: { ...show, waiting: 2 }, entries }, NOW)).toEqual([]);
  });
});
