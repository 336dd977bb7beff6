import { describe, expect, it } from "vitest";
import { category, group, pricesOf, rule, SMALL_HALL, seat, sector } from "./price-examples.ts";
import type { PriceList, PriceRule } from "./price-list.ts";
import { coverage, explainPrice, priceFinder, unpricedSeats } from "./pricing.ts";
import { type Structure, structureOf } from "./structure.ts";

const CATEGORIES = [category(1), category(2), category(3), category(4), category(5, { unit_amount: null })];
const FOR_DEFAULT = rule(1, { category_no: 1 });
const FOR_STALLS = rule(2, { target_type: "sector", target_id: "S1", category_no: 2 });
const FOR_ROW = rule(3, { target_type: "group", target_id: "G10", category_no: 3 });
const FOR_SEAT = rule(4, { target_type: "seat", target_id: "A20", category_no: 4 });

function listed(...rules: PriceRule[]): PriceList {
  return pricesOf(CATEGORIES, rules);
}

/** By seat_id, the number of the rule that prices it. */
function winners(prices: PriceList, structure: Structure = SMALL_HALL): Record<string, number | undefined> {
  const priceOf = priceFinder(prices, structure);
  return Object.fromEntries([...structure.seats.values()].map((one) => [one.seat_id, priceOf(one)?.rule.rule_no]));
}

describe("a seat's price", () => {
  it("is of its own rule, then its group's, its sector's, the default", () => {
    expect(winners(listed(FOR_DEFAULT, FOR_STALLS, FOR_ROW, FOR_SEAT))).toEqual({
      A20: 4,
      A21: 3,
      A22: 2,
      A23: 1,
      A24: 1,
    });
  });

  it("is of the closer rule, whatever the wider one's priority", () => {
    expect(winners(listed({ ...FOR_DEFAULT, priority: 1_000 }, FOR_STALLS)).A22).toBe(2);
  });

  it("is of the higher priority within one target, then of the newer rule", () => {
    const older = rule(7, { priority: 1 });
    const newer = rule(8, { priority: 1 });
    expect(winners(listed(rule(9), newer, older)).A23).toBe(8);
    expect(winners(listed(rule(9, { priority: 2 }), newer, older)).A23).toBe(9);
    expect(winners(listed(rule(9, { priority: -1 }), rule(1, { priority: -2 }))).A23).toBe(9);
  });

  it("is of its group's sector when the seat has none, and of its own when they differ", () => {
    const prices = listed(FOR_STALLS, rule(5, { target_type: "sector", target_id: "S2" }));
    expect(winners(prices).A21).toBe(2);
    const astray = structureOf(
      [sector(1), sector(2)],
      [group(10, { sector_id: "S1" })],
      [seat(20, { group_id: "G10", sector_id: "S2" })],
    );
    expect(winners(prices, astray).A20).toBe(5);
  });

  it("follows a reference that leads nowhere as if it were none", () => {
    const broken = structureOf(
      [sector(1)],
      [group(10, { sector_id: "S1" })],
      [seat(20, { group_id: "G10", sector_id: "S9" }), seat(21, { group_id: "G9", sector_id: "S9" })],
    );
    const prices = listed(
      FOR_DEFAULT,
      FOR_STALLS,
      rule(6, { target_type: "sector", target_id: "S9" }),
      rule(7, { target_type: "group", target_id: "G9" }),
    );
    expect(winners(prices, broken)).toEqual({ A20: 2, A21: 1 });
  });

  it("is the rule's amount where it says one, and the category's else", () => {
    const prices = listed(FOR_STALLS, rule(1, { unit_amount: 0 }));
    const priceOf = priceFinder(prices, SMALL_HALL);
    expect(priceOf(seat(22, { sector_id: "S1" }))).toEqual({
      rule: FOR_STALLS,
      category: category(2),
      unit_amount: 200,
    });
    expect(priceOf(seat(23))?.unit_amount).toBe(0);
  });

  it("is not of a rule that has no amount: the next one is looked for", () => {
    const amountless = rule(9, { category_no: 5, priority: 9 });
    expect(winners(listed(amountless, FOR_DEFAULT)).A23).toBe(1);
    expect(winners(listed({ ...amountless, target_type: "sector", target_id: "S1" }, FOR_DEFAULT)).A22).toBe(1);
    expect(winners(listed(amountless)).A23).toBeUndefined();
  });
});

describe("the explanation of a price", () => {
  it("names every step with its rules, who won and why the others did not", () => {
    const amountless = rule(9, { target_type: "group", target_id: "G10", category_no: 5 });
    const loser = { ...FOR_STALLS, rule_no: 8, priority: -1 };
    const { steps, price } = explainPrice(
      listed(FOR_DEFAULT, loser, FOR_STALLS, amountless),
      SMALL_HALL,
      seat(21, { group_id: "G10" }),
    );
    expect(steps).toEqual([
      { target_type: "seat", target_id: "A21", rules: [], won: null, why_none: "no_rule" },
      { target_type: "group", target_id: "G10", rules: [amountless], won: null, why_none: "no_amount" },
      { target_type: "sector", target_id: "S1", rules: [FOR_STALLS, loser], won: FOR_STALLS, why_none: null },
      { target_type: "default", target_id: null, rules: [FOR_DEFAULT], won: null, why_none: "priced_closer" },
    ]);
    expect(price?.rule).toBe(FOR_STALLS);
  });

  it("says which targets the seat does not have, and that nothing priced it", () => {
    const { steps, price } = explainPrice(listed(), SMALL_HALL, seat(23));
    expect(steps.map(({ why_none }) => why_none)).toEqual(["no_rule", "no_target", "no_target", "no_rule"]);
    expect(price).toBeUndefined();
  });
});

describe("coverage", () => {
  it("counts the seats that are sold by category, kind of rule and sector", () => {
    const cheaper = rule(5, { target_type: "seat", target_id: "A21", category_no: 3, unit_amount: 50 });
    expect(coverage(listed(FOR_STALLS, FOR_ROW, cheaper), SMALL_HALL)).toEqual({
      sellable_seats: 4,
      priced_seats: 3,
      unpriced_seats: 1,
      by_category: [
        { category: category(2), seats: 1, amount_min: 200, amount_max: 200, total_amount: 200 },
        { category: category(3), seats: 2, amount_min: 50, amount_max: 300, total_amount: 350 },
      ],
      by_target: { seat: 1, group: 1, sector: 1, default: 0 },
      by_sector: [
        { sector_id: "S1", seats: 3, priced: 3 },
        { sector_id: null, seats: 1, priced: 0 },
      ],
    });
  });
});

describe("seats without a price", () => {
  it("are those that are sold, by section, row and number", () => {
    const structure = structureOf(
      [sector(1, { name: "Stalls" }), sector(2, { name: "Box" })],
      [],
      [
        seat(1, { sector_id: "S1", row_label: "10", seat_number: "1" }),
        seat(2, { sector_id: "S1", row_label: "9", seat_number: "10" }),
        seat(3, { sector_id: "S1", row_label: "9", seat_number: "9" }),
        seat(4, { sector_id: "S2", row_label: "100" }),
        seat(5),
        seat(6, { sellable: false }),
        seat(7, { seat_id: "priced" }),
      ],
    );
    const prices = listed(rule(1, { target_type: "seat", target_id: "priced" }));
    expect(unpricedSeats(prices, structure).map(({ record_no }) => record_no)).toEqual([4, 5, 3, 2, 1]);
  });
});
