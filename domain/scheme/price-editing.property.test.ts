// What holds of prices after any edits, in any order, of which many are refused.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addCategory,
  addRule,
  applyPriceEdit,
  changeCategory,
  changeRule,
  type PriceEdited,
  removeCategory,
  removeRule,
} from "./price-editing.ts";
import { category, pricesOf, rule, SMALL_HALL } from "./price-examples.ts";
import { NO_PRICE_EDIT, type PriceList, RULE_TARGETS } from "./price-list.ts";
import { priceByRule } from "./price-rules.ts";

const number = fc.integer({ min: 1, max: 8 });
const amount = fc.option(fc.constantFrom(0, 5, 700, -1, 0.5), { nil: null, freq: 3 });
const categoryMembers = {
  name: fc.constantFrom("Gold", "Silver", "Bronze", "Tin"),
  color: fc.constantFrom("#000000", "#FFFFFF"),
  unit_amount: amount,
};
const ruleMembers = {
  target_type: fc.constantFrom(...RULE_TARGETS),
  target_id: fc.constantFrom("A20", "G10", "S1", "gone"),
  category_no: number,
  unit_amount: amount,
  priority: fc.integer({ min: 0, max: 1 }),
};

type Step = (prices: PriceList, fresh: number) => PriceEdited | undefined;

const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.record(categoryMembers).map(
    (added): Step =>
      (prices, fresh) =>
        addCategory(prices, added, fresh),
  ),
  fc.record(ruleMembers).map(
    (added): Step =>
      (prices, fresh) =>
        addRule(prices, SMALL_HALL, added, fresh),
  ),
  fc.tuple(number, fc.record(categoryMembers, { requiredKeys: [] })).map(
    ([no, changes]): Step =>
      (prices) =>
        changeCategory(prices, no, changes),
  ),
  fc.tuple(number, fc.record(ruleMembers, { requiredKeys: [] })).map(
    ([no, changes]): Step =>
      (prices) =>
        changeRule(prices, SMALL_HALL, no, changes),
  ),
  number.map(
    (no): Step =>
      (prices) =>
        removeCategory(prices, no, String),
  ),
  number.map(
    (no): Step =>
      (prices) =>
        removeRule(prices, no),
  ),
);

/** How many records two lists do not have alike. */
function differing(before: ReadonlyMap<number, unknown>, after: ReadonlyMap<number, unknown>): number {
  const numbers = new Set([...before.keys(), ...after.keys()]);
  return [...numbers].filter((no) => JSON.stringify(before.get(no)) !== JSON.stringify(after.get(no))).length;
}

describe("after any edits", () => {
  it("names differ, every rule says what its seats cost, and each edit changed one thing at most", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(steps, { minLength: 10, maxLength: 40 }), (list) => {
        let prices = pricesOf([category(1), category(2), category(3, { unit_amount: null })], [rule(1)]);
        for (const [index, step] of list.entries()) {
          const edited = step(prices, index + 4);
          if (!edited?.ok) continue;
          accepted += 1;
          const before = prices;
          prices = applyPriceEdit(prices, edited.edit);
          const changed = differing(before.categories, prices.categories) + differing(before.rules, prices.rules);
          expect(changed).toBeLessThanOrEqual(1);
          expect(changed === 0).toBe(edited.edit === NO_PRICE_EDIT);
        }
        const names = [...prices.categories.values()].map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const one of prices.rules.values()) {
          const price = priceByRule(prices, one);
          expect(price, JSON.stringify(one)).toBeDefined();
          expect(Number.isInteger(price?.unit_amount) && (price?.unit_amount ?? -1) >= 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    // About two thousand: far from a run in which all is refused.
    expect(accepted).toBeGreaterThan(1_000);
  });
});
