import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point } from "./hall.ts";
import { fittedCircle, positionsAlong } from "./row-line.ts";

function at(...xs: readonly number[]): Point[] {
  return xs.map((x) => ({ x, y: 7 }));
}

/** On a circle round (300, -50), measured in seats of 10 along it; 0 is straight below. */
function bent(radius: number, seats: readonly number[]): Point[] {
  return seats.map((seat) => {
    const angle = (seat * 10) / radius;
    return { x: 300 - radius * Math.sin(-angle), y: -50 + radius * Math.cos(angle) };
  });
}

function turned(points: readonly Point[], degrees: number): Point[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return points.map(({ x, y }) => ({ x: x * cos - y * sin, y: x * sin + y * cos }));
}

describe("positions along a row", () => {
  it("count from the left, whatever the order of the list", () => {
    expect(positionsAlong(at(10, 20, 30, 40))).toEqual([1, 2, 3, 4]);
    expect(positionsAlong(at(40, 10, 30, 20))).toEqual([4, 1, 3, 2]);
  });

  it("leave one out at an aisle, however wide it is", () => {
    expect(positionsAlong(at(0, 10, 20, 36, 46, 146, 156))).toEqual([1, 2, 3, 5, 6, 8, 9]);
  });

  it("leave none out where seats are a little further apart", () => {
    expect(positionsAlong(at(0, 10, 20, 34, 44))).toEqual([1, 2, 3, 4, 5]);
  });

  it("are right in a row of many short blocks", () => {
    expect(positionsAlong(at(0, 10, 40, 50, 80, 90, 120, 130))).toEqual([1, 2, 4, 5, 7, 8, 10, 11]);
    expect(positionsAlong(at(0, 10, 40, 50, 80, 110))).toEqual([1, 2, 4, 5, 7, 9]);
  });

  it("follow an arc, shallow or round to its sides, and leave one out at its aisle", () => {
    const seats = [-9, -8, -7, -3, -2, -1, 0, 1, 2, 3, 7, 8, 9];
    const expected = [1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15];
    for (const radius of [1_000, 200, 80, 45])
      expect(positionsAlong(bent(radius, seats)), `${radius}`).toEqual(expected);
  });

  it("follow a row that slants, and read one that stands upright from the top", () => {
    const row = at(0, 10, 20, 40, 50);
    for (const degrees of [-70, -30, 15, 45, 75, 90]) {
      expect(positionsAlong(turned(row, degrees)), `${degrees}`).toEqual([1, 2, 3, 5, 6]);
    }
    for (const degrees of [-85, 180])
      expect(positionsAlong(turned(row, degrees)), `${degrees}`).toEqual([6, 5, 4, 2, 1]);
  });

  it("go once round a ring", () => {
    const round = bent(
      50,
      [...Array.from({ length: 12 }).keys()].map((seat) => seat * ((2 * Math.PI * 5) / 12)),
    );
    expect([...positionsAlong(round)].sort((one, other) => one - other)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ]);
  });

  it("are 1 for a single seat, and none for none", () => {
    expect(positionsAlong(at(5))).toEqual([1]);
    expect(positionsAlong([])).toEqual([]);
  });

  it("differ even for seats in one place, which show no pitch", () => {
    expect(positionsAlong(at(5, 5, 5))).toEqual([1, 2, 3]);
    expect(positionsAlong(at(0, 0, 0, 0, 10, 20, 30, 60))).toEqual([1, 2, 3, 4, 5, 6, 7, 9]);
  });

  it("take the pitch of other rows for a row that is too short to show one", () => {
    expect(positionsAlong(at(0, 30))).toEqual([1, 2]);
    expect(positionsAlong(at(0, 30), 10)).toEqual([1, 3]);
    expect(positionsAlong(at(0, 30, 60, 90, 120), 10)).toEqual([1, 2, 3, 4, 5]);
  });

  it("are the same by place, whatever the order of the list", () => {
    const coordinate = fc.integer({ min: -3, max: 3 });
    const row = fc.uniqueArray(fc.record({ x: coordinate, y: coordinate }), {
      maxLength: 30,
      selector: ({ x, y }) => `${x} ${y}`,
    });
    const shuffled = row.chain((points) =>
      fc.tuple(fc.constant(points), fc.shuffledSubarray([...points.keys()], { minLength: points.length })),
    );
    fc.assert(
      fc.property(shuffled, ([points, order]) => {
        const plain = positionsAlong(points);
        expect(new Set(plain).size).toBe(points.length);
        expect(points.length === 0 || Math.min(...plain) === 1).toBe(true);
        const other = positionsAlong(order.flatMap((index) => points[index] ?? []));
        expect(other).toEqual(order.map((index) => plain[index]));
      }),
      { numRuns: 500 },
    );
  });
});

describe("the circle of a row", () => {
  it("is the one that its points are on", () => {
    const circle = fittedCircle(bent(120, [-4, -2, 0, 1, 5]));
    expect(circle?.radius).toBeCloseTo(120, 6);
    expect(circle?.centre.x).toBeCloseTo(300, 6);
    expect(circle?.centre.y).toBeCloseTo(-50, 6);
  });

  it("is none for points in a line", () => {
    expect(fittedCircle(at(0, 10, 20, 30))).toBeUndefined();
  });
});
