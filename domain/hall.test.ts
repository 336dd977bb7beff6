import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildHall, type Hall, type HallSeat, type Point } from "./hall.ts";
import { drawn, seatsDrawn } from "./hall-examples.ts";
import { HALL_LIMITS } from "./hall-faults.ts";

const seat: HallSeat = {
  id: "A1",
  section: "stalls",
  row: "A",
  position: 1,
  x: 0,
  y: 0,
  category: "plain",
  unit_amount: 2_000,
  accessible: false,
};

function built(seats: readonly HallSeat[], focal?: Point): Hall {
  const decision = buildHall(seats, focal);
  if (!decision.ok) throw new Error(JSON.stringify(decision.violations));
  return decision.hall;
}

function violations(seats: readonly HallSeat[], focal?: Point) {
  const decision = buildHall(seats, focal);
  return decision.ok ? [] : decision.violations;
}

function plainRow(length: number): HallSeat[] {
  return Array.from({ length }, (_, position) => ({ ...seat, id: `A${position}`, position, x: position }));
}

describe("a hall", () => {
  it("orders seats by section, row and position, 9 before 10 and Z before AA", () => {
    const places = [
      { section: "stalls", row: "10", position: 1 },
      { section: "stalls", row: "9", position: 2 },
      { section: "stalls", row: "9", position: 1 },
      { section: "balcony", row: "AA", position: 1 },
      { section: "balcony", row: "Z", position: 1 },
    ];
    const hall = built(places.map((place) => ({ ...seat, ...place, id: Object.values(place).join(" ") })));
    expect(hall.ids).toEqual(["stalls 9 1", "stalls 9 2", "stalls 10 1", "balcony Z 1", "balcony AA 1"]);
    expect([...hall.section_start]).toEqual([0, 3, 5]);
    expect(hall.sections).toEqual(["stalls", "balcony"]);
    expect([...hall.section]).toEqual([0, 0, 0, 1, 1]);
  });

  it("is the same whatever the order of the list", () => {
    const seats = seatsDrawn({ stalls: ["..+ a.", ".. .+"], balcony: [". ...."] }).map(({ seat }) => seat);
    const hall = built(seats);
    fc.assert(
      fc.property(fc.shuffledSubarray(seats, { minLength: seats.length }), (shuffled) => {
        expect(built(shuffled)).toEqual(hall);
      }),
    );
  });

  it("finds each seat by its id", () => {
    const hall = built(plainRow(20));
    expect(hall.ids.map((id) => hall.index_by_id.get(id))).toEqual(hall.ids.map((_, index) => index));
  });

  it("ends a run at an aisle, a row and a section", () => {
    const { hall } = drawn({ stalls: [".. ...", "...."], balcony: [".."] });
    expect([...hall.run]).toEqual([0, 0, 1, 1, 1, 2, 2, 2, 2, 3, 3]);
    expect([...hall.row]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
  });

  it("ends a run where two sections have a row of one name", () => {
    const hall = built([seat, { ...seat, id: "B2", section: "balcony", position: 2 }]);
    expect([...hall.run]).toEqual([0, 1]);
  });

  it("keeps each seat's category, price and accessibility", () => {
    const { hall } = drawn({ stalls: [".+a"] });
    expect([...hall.category].map((category) => hall.categories[category])).toEqual(["plain", "premium", "plain"]);
    expect([...hall.unit_amount]).toEqual([2_000, 5_000, 2_000]);
    expect([...hall.accessible]).toEqual([0, 0, 1]);
  });

  it("measures from the middle of the front, in millionths of the farthest seat", () => {
    const { hall } = drawn({ stalls: ["...", " . "] });
    expect([...hall.distance]).toEqual([1_000_000, 0, 1_000_000, 1_000_000]);
    expect([...hall.nearest]).toEqual([1, 0, 2, 3]);
  });

  it("measures from the focal point that it is given", () => {
    const { hall } = drawn({ stalls: ["....."] }, { x: 4, y: 0 });
    expect([...hall.distance]).toEqual([1_000_000, 750_000, 500_000, 250_000, 0]);
    expect([...hall.nearest]).toEqual([4, 3, 2, 1, 0]);
  });

  it("may have all seats at its focal point", () => {
    const { hall } = drawn({ stalls: ["."] });
    expect([...hall.distance]).toEqual([0]);
  });

  it("may have seats above each other on the plan", () => {
    expect(violations([seat, { ...seat, id: "B1", section: "balcony" }])).toEqual([]);
  });
});

describe("a list of seats is refused", () => {
  it.each<{ why: string; seats: HallSeat[]; path: string; says: string }>([
    { why: "when it is empty", seats: [], path: "/seats", says: "at least one" },
    {
      why: "when two have one id",
      seats: [seat, { ...seat, position: 2 }],
      path: "/seats/1/id",
      says: "must differ from seat 0, which has the same id",
    },
    {
      why: "when two have one place",
      seats: [seat, { ...seat, id: "A2" }],
      path: "/seats/1/position",
      says: "must differ from seat 0, which has the same place in its row",
    },
    { why: "when an id is empty", seats: [{ ...seat, id: "" }], path: "/seats/0/id", says: "empty" },
    { why: "when x is not a number", seats: [{ ...seat, x: Number.NaN }], path: "/seats/0/x", says: "not NaN" },
    {
      why: "when y is not finite",
      seats: [{ ...seat, y: Number.NEGATIVE_INFINITY }],
      path: "/seats/0/y",
      says: "not -Infinity",
    },
    {
      why: "when a position is not whole",
      seats: [{ ...seat, position: 1.5 }],
      path: "/seats/0/position",
      says: "not 1.5",
    },
    {
      why: "when a price is below zero",
      seats: [{ ...seat, unit_amount: -1 }],
      path: "/seats/0/unit_amount",
      says: "not -1",
    },
  ])("$why", ({ seats, path, says }) => {
    expect(violations(seats)).toEqual([{ path, message: expect.stringContaining(says) }]);
  });

  it("when its focal point is nowhere", () => {
    expect(violations([seat], { x: Number.NaN, y: 0 })).toMatchObject([{ path: "/focal/x" }]);
  });

  it("when it has one seat too many, and not before", () => {
    const seats = plainRow(HALL_LIMITS.seats_max + 1);
    expect(violations(seats)).toEqual([{ path: "/seats", message: "must have at most 60000 seats, not 60001" }]);
    expect(violations(seats.slice(1))).toEqual([]);
  });

  it("with its first faults only", () => {
    expect(violations(plainRow(100).map((one) => ({ ...one, x: Number.NaN })))).toHaveLength(
      HALL_LIMITS.violations_max,
    );
  });
});
