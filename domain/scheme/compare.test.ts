import { describe, expect, it } from "vitest";
import { comparePrices, compareStructures, diffCounts, priceDiffCounts } from "./compare.ts";
import type { PriceList, PriceRule, PricingCategory } from "./price-list.ts";
import { EMPTY_STRUCTURE, type Structure, structureOf } from "./structure.ts";
import {
  A1,
  A2,
  B1,
  BALCONY,
  BALCONY_1,
  largeHall,
  ROW_1,
  ROW_A,
  ROW_B,
  STALLS,
  THEATRE,
} from "./structure-examples.ts";

const SAME = { added: [], removed: [], changed: [] };
const ZERO = { added: 0, removed: 0, changed: 0 };

function renumbered({ sectors, groups, seats }: Structure, by: number): Structure {
  const moved = <Item extends { readonly record_no: number }>(item: Item) => ({
    ...item,
    record_no: item.record_no + by,
  });
  return structureOf([...sectors.values()].map(moved), [...groups.values()].map(moved), [...seats.values()].map(moved));
}

describe("two structures", () => {
  it("that are the same have no difference", () => {
    expect(compareStructures(THEATRE, THEATRE)).toEqual({ sectors: SAME, groups: SAME, seats: SAME });
    expect(diffCounts(compareStructures(THEATRE, THEATRE))).toEqual({ sectors: ZERO, groups: ZERO, seats: ZERO });
  });

  it("differ in what is added, removed and changed, member by member", () => {
    const boxes = { record_no: 20, sector_id: "boxes", name: "Boxes", element_id: null };
    const after = structureOf(
      [{ ...STALLS, name: "Parquet" }, boxes],
      [ROW_A, { ...ROW_B, sector_id: null }, ROW_1],
      [{ ...A1, seat_id: "first", sector_id: "boxes", x: 1, accessible: true }, B1, BALCONY_1],
    );
    const diff = compareStructures(THEATRE, after);
    expect(diff).toEqual({
      sectors: {
        added: [boxes],
        removed: [BALCONY],
        changed: [{ record_no: 1, id: "stalls", fields: { name: { before: "Stalls", after: "Parquet" } } }],
      },
      groups: {
        ...SAME,
        changed: [{ record_no: 4, id: "row-b", fields: { sector_id: { before: "stalls", after: null } } }],
      },
      seats: {
        added: [],
        removed: [A2],
        changed: [
          {
            record_no: 6,
            id: "first",
            fields: {
              seat_id: { before: "row-a-1", after: "first" },
              sector_id: { before: "stalls", after: "boxes" },
              x: { before: 60, after: 1 },
              accessible: { before: false, after: true },
            },
          },
        ],
      },
    });
    expect(diffCounts(diff)).toEqual({
      sectors: { added: 1, removed: 1, changed: 1 },
      groups: { added: 0, removed: 0, changed: 1 },
      seats: { added: 0, removed: 1, changed: 1 },
    });
  });

  it("of which one is empty differ in everything", () => {
    expect(diffCounts(compareStructures(EMPTY_STRUCTURE, THEATRE)).seats).toEqual({ ...ZERO, added: 4 });
    expect(diffCounts(compareStructures(THEATRE, EMPTY_STRUCTURE)).seats).toEqual({ ...ZERO, removed: 4 });
  });
});

describe("records", () => {
  it("of one number are the same, whatever their ids", () => {
    const exchanged = structureOf(
      [],
      [],
      [
        { ...A1, seat_id: A2.seat_id },
        { ...A2, seat_id: A1.seat_id },
      ],
    );
    const { changed, added, removed } = compareStructures(structureOf([], [], [A1, A2]), exchanged).seats;
    expect([added, removed]).toEqual([[], []]);
    expect(changed.map(({ record_no, fields }) => [record_no, fields["seat_id"]])).toEqual([
      [6, { before: "row-a-1", after: "row-a-2" }],
      [7, { before: "row-a-2", after: "row-a-1" }],
    ]);
  });

  it("of other numbers are the same by their ids, and a number is no difference", () => {
    expect(compareStructures(THEATRE, renumbered(THEATRE, 1_000))).toEqual({
      sectors: SAME,
      groups: SAME,
      seats: SAME,
    });
    const moved = structureOf([], [], [{ ...A1, record_no: 100, x: 1 }]);
    expect(compareStructures(structureOf([], [], [A1]), moved).seats).toEqual({
      ...SAME,
      changed: [{ record_no: 100, id: "row-a-1", fields: { x: { before: 60, after: 1 } } }],
    });
  });

  it("whose number is kept leave their id to nobody, in whatever order they come", () => {
    const renamed = { ...A1, seat_id: "renamed" };
    const newcomer = { ...A2, record_no: 100, seat_id: A1.seat_id };
    for (const seats of [
      [renamed, newcomer],
      [newcomer, renamed],
    ]) {
      const diff = compareStructures(structureOf([], [], [A1, A2]), structureOf([], [], seats)).seats;
      expect(diff.added).toEqual([newcomer]);
      expect(diff.removed).toEqual([A2]);
      expect(diff.changed.map(({ record_no }) => record_no)).toEqual([6]);
    }
  });

  it("that share an id are each counted once", () => {
    const twins = structureOf([], [], [A1, { ...A2, seat_id: A1.seat_id }]);
    const counts = diffCounts(compareStructures(twins, renumbered(twins, 1_000))).seats;
    expect(counts.added).toBe(1);
    expect(counts.removed).toBe(1);
  });

  it("are compared when there are 60,000", () => {
    const hall = largeHall(60_000);
    expect(diffCounts(compareStructures(hall, renumbered(hall, 1_000_000))).seats).toEqual(ZERO);
  });
});

describe("two price lists", () => {
  const gold: PricingCategory = { category_no: 1, name: "Gold", color: "#FFD700", unit_amount: 5_000 };
  const grey: PricingCategory = { category_no: 2, name: "Grey", color: "#808080", unit_amount: null };
  const rule: PriceRule = {
    rule_no: 1,
    target_type: "sector",
    target_id: "stalls",
    category_no: 1,
    unit_amount: null,
    priority: 0,
  };
  const list = (categories: readonly PricingCategory[], rules: readonly PriceRule[], currency = "EUR"): PriceList => ({
    currency,
    categories: new Map(categories.map((category) => [category.category_no, category])),
    rules: new Map(rules.map((one) => [one.rule_no, one])),
  });

  it("that are the same have no difference", () => {
    expect(comparePrices(list([gold], [rule]), list([gold], [rule]))).toEqual({
      currency: null,
      categories: SAME,
      rules: SAME,
    });
  });

  it("differ in currency, categories and rules", () => {
    const fallback: PriceRule = { ...rule, rule_no: 3, target_type: "default", target_id: null, unit_amount: 900 };
    const diff = comparePrices(
      list([gold, grey], [rule, { ...rule, rule_no: 2 }]),
      list(
        [{ ...gold, name: "Golden", unit_amount: null }],
        [{ ...rule, target_id: "balcony", priority: 5 }, fallback],
        "USD",
      ),
    );
    expect(diff).toEqual({
      currency: { before: "EUR", after: "USD" },
      categories: {
        added: [],
        removed: [grey],
        changed: [
          {
            category_no: 1,
            name: "Golden",
            fields: { name: { before: "Gold", after: "Golden" }, unit_amount: { before: 5_000, after: null } },
          },
        ],
      },
      rules: {
        added: [fallback],
        removed: [{ ...rule, rule_no: 2 }],
        changed: [
          {
            rule_no: 1,
            fields: { target_id: { before: "stalls", after: "balcony" }, priority: { before: 0, after: 5 } },
          },
        ],
      },
    });
    expect(priceDiffCounts(diff)).toEqual({
      categories: { added: 0, removed: 1, changed: 1 },
      rules: { added: 1, removed: 1, changed: 1 },
    });
  });

  it("whose numbers differ share nothing, whatever the names", () => {
    const diff = comparePrices(list([gold], []), list([{ ...gold, category_no: 9 }], []));
    expect(priceDiffCounts(diff).categories).toEqual({ added: 1, removed: 1, changed: 0 });
  });
});
