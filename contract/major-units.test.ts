import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { majorUnits, minorUnits } from "./major-units.ts";

describe("a plain price", () => {
  it.each([
    [150, "EUR", 15_000],
    [12.5, "EUR", 1_250],
    [0.07, "EUR", 7],
    [1_500, "JPY", 1_500],
    [1.234, "BHD", 1_234],
    [0, "USD", 0],
    [1_000_000_000, "EUR", 100_000_000_000],
  ])("%d %s is %d in the minor unit, and back", (price, currency, amount) => {
    expect(minorUnits(price, currency)).toBe(amount);
    expect(majorUnits(amount, currency)).toBe(price);
  });

  it.each([
    [1.005, "EUR"],
    [0.5, "JPY"],
    [1.2345, "BHD"],
    [1e-9, "EUR"],
  ])("%d %s is finer than the currency", (price, currency) => {
    expect(minorUnits(price, currency)).toBeUndefined();
  });

  it("is the same again for every amount", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100_000_000_000 }),
        fc.constantFrom("EUR", "JPY", "BHD"),
        (amount, currency) => {
          expect(minorUnits(majorUnits(amount, currency), currency)).toBe(amount);
        },
      ),
    );
  });
});
