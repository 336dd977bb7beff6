import { describe, expect, it } from "vitest";
import { decideAdjust } from "./capacity.ts";
import { departure } from "./examples.ts";

describe("adjusting the capacity", () => {
  it.each([
    { delta: 5, capacity: 15 },
    { delta: -4, capacity: 6 },
    { delta: 999_990, capacity: 1_000_000 },
  ])("by $delta makes it $capacity", ({ delta, capacity }) => {
    expect(decideAdjust(departure, delta)).toEqual({ ok: true, places: { ...departure.places, capacity } });
  });

  it("under what is sold, held and blocked is refused with the numbers", () => {
    expect(decideAdjust(departure, -5)).toEqual({
      ok: false,
      code: "CAPACITY_CONFLICT",
      capacity: 10,
      taken: 6,
      delta: -5,
    });
  });

  it("over the largest capacity is refused", () => {
    expect(decideAdjust(departure, 999_991)).toMatchObject({
      ok: false,
      code: "CAPACITY_LIMIT",
      capacity_max: 1_000_000,
    });
  });

  it("of a canceled departure is refused", () => {
    expect(decideAdjust({ ...departure, status: "CANCELED" }, 1)).toMatchObject({
      ok: false,
      code: "DEPARTURE_CANCELED",
    });
  });
});
