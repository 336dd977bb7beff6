import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changeCapacity,
  giveBackHeld,
  giveBackSold,
  type Places,
  placesAvailable,
  placesFit,
  sellHeld,
  takePlaces,
} from "./places.ts";

const places: Places = { capacity: 10, held: 2, sold: 3, blocked: 1 };

describe("places", () => {
  it("available are those neither held, sold nor blocked", () => {
    expect(placesAvailable(places)).toBe(4);
  });

  it.each([
    { seats: 4, fit: true },
    { seats: 5, fit: false },
  ])("$seats fit into 4: $fit", ({ seats, fit }) => {
    expect(placesFit(places, seats)).toBe(fit);
  });

  it.each([
    { what: "taking 4", after: takePlaces(places, 4), expected: { ...places, held: 6 } },
    { what: "giving back 2 held", after: giveBackHeld(places, 2), expected: { ...places, held: 0 } },
    { what: "selling a whole hold", after: sellHeld(places, 2, 2), expected: { ...places, held: 0, sold: 5 } },
    { what: "selling 1 of 2 held", after: sellHeld(places, 2, 1), expected: { ...places, held: 0, sold: 4 } },
    { what: "giving back 3 sold", after: giveBackSold(places, 3), expected: { ...places, sold: 0 } },
    { what: "selling 4 more", after: giveBackSold(places, -4), expected: { ...places, sold: 7 } },
    { what: "4 places fewer", after: changeCapacity(places, -4), expected: { ...places, capacity: 6 } },
  ])("$what changes nothing else", ({ after, expected }) => {
    expect(after).toEqual(expected);
  });

  it.each([
    { what: "taking more than is available", act: () => takePlaces(places, 5) },
    { what: "giving back more than is held", act: () => giveBackHeld(places, 3) },
    { what: "giving back more than is sold", act: () => giveBackSold(places, 4) },
    { what: "selling more than is held and available", act: () => sellHeld(places, 2, 7) },
    { what: "a capacity under what is taken", act: () => changeCapacity(places, -5) },
  ])("$what is a bug and throws", ({ act }) => {
    expect(act).toThrow("out of balance");
  });

  it("taking and giving back are each other's undoing", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.nat(50), (taken, free) => {
        const start = { capacity: taken + free, held: 0, sold: 0, blocked: 0 };
        expect(giveBackHeld(takePlaces(start, taken), taken)).toEqual(start);
        expect(giveBackSold(sellHeld(takePlaces(start, taken), taken, taken), taken)).toEqual(start);
      }),
    );
  });
});
