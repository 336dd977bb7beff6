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
import { NO_PRICE_EDIT, type PriceList } from "./price-list.ts";
import { SCHEME_LIMITS } from "./structure.ts";

const PRICES = pricesOf(
  [category(1), category(2), category(3, { unit_amount: null })],
  [rule(1), rule(2, { category_no: 3, unit_amount: 5 })],
);
const GOLD = { name: "Gold", color: "#FFD700", unit_amount: 900 };
const DEFAULT = { target_type: "default", target_id: null, category_no: 1, unit_amount: null, priority: 0 } as const;

function after(edited: PriceEdited | undefined, prices = PRICES): PriceList {
  if (!edited?.ok) throw new Error(`refused: ${JSON.stringify(edited)}`);
  return applyPriceEdit(prices, edited.edit);
}

/** What is no amount of money. */
const NO_AMOUNTS = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, SCHEME_LIMITS.unit_amount_max + 1];
const REFUSED_AMOUNT = { ok: false, code: "invalid_amount", path: "/unit_amount" };

describe("a category", () => {
  it("is added, changed in what is sent alone, and removed", () => {
    const added = after(addCategory(PRICES, GOLD, 9));
    expect(added.categories.get(9)).toEqual({ ...GOLD, category_no: 9 });
    const changed = after(changeCategory(added, 9, { color: "#000000", name: undefined }), added);
    expect(changed.categories.get(9)).toEqual({ ...GOLD, category_no: 9, color: "#000000" });
    const unpriced = after(changeCategory(changed, 9, { unit_amount: null }), changed);
    expect(unpriced.categories.get(9)?.unit_amount).toBeNull();
    expect(after(removeCategory(unpriced, 9, String), unpriced)).toEqual(PRICES);
  });

  it("may be free, or cost as much as there can be", () => {
    for (const unit_amount of [0, SCHEME_LIMITS.unit_amount_max, null]) {
      expect(addCategory(PRICES, { ...GOLD, unit_amount }, 9)).toMatchObject({ ok: true });
    }
  });

  it("has a name that no other has, and may keep its own", () => {
    const taken = { ok: false, code: "duplicate_pricing_category_name", ids: ["Category 2"] };
    expect(addCategory(PRICES, { ...GOLD, name: "Category 2" }, 9)).toEqual(taken);
    expect(changeCategory(PRICES, 1, { name: "Category 2" })).toEqual(taken);
    expect(changeCategory(PRICES, 2, { name: "Category 2", unit_amount: 1 })).toMatchObject({ ok: true });
  });

  it("has no amount but a whole number of minor units within the limit", () => {
    for (const unit_amount of NO_AMOUNTS) {
      expect(addCategory(PRICES, { ...GOLD, unit_amount }, 9)).toMatchObject(REFUSED_AMOUNT);
      expect(changeCategory(PRICES, 1, { unit_amount })).toMatchObject(REFUSED_AMOUNT);
    }
  });

  it("keeps its price while a rule has none of its own", () => {
    expect(changeCategory(PRICES, 1, { unit_amount: null })).toEqual({
      ...REFUSED_AMOUNT,
      message: "must be there: 1 of its rules have no amount of their own",
    });
    expect(after(changeCategory(PRICES, 2, { unit_amount: null })).categories.get(2)?.unit_amount).toBeNull();
    expect(changeCategory(PRICES, 3, { name: "Still without" })).toMatchObject({ ok: true });
  });

  it("is not removed while rules use it", () => {
    expect(removeCategory(PRICES, 3, (number) => `cat_${number}`)).toEqual({
      ok: false,
      code: "pricing_category_in_use",
      pricing_category_id: "cat_3",
      rules: 1,
    });
    const emptied = after(removeRule(PRICES, 2));
    expect(removeCategory(emptied, 3, String)).toMatchObject({ ok: true });
  });

  it("is one of so many at most", () => {
    const most = SCHEME_LIMITS.categories_max;
    const full = pricesOf(
      Array.from({ length: most }, (_, index) => category(index + 1)),
      [],
    );
    expect(addCategory(full, GOLD, 99)).toEqual({ ok: false, code: "scheme_limit_reached", what: "categories", most });
    const removed = after(removeCategory(full, 1, String), full);
    expect(addCategory(removed, GOLD, 99)).toMatchObject({ ok: true });
  });

  it("that is not there is undefined", () => {
    expect(changeCategory(PRICES, 9, {})).toBeUndefined();
    expect(removeCategory(PRICES, 9, String)).toBeUndefined();
  });
});

describe("a rule", () => {
  it("is added, changed in what is sent alone, and removed", () => {
    const stalls = { ...DEFAULT, target_type: "sector", target_id: "S1", unit_amount: 7, priority: 2 } as const;
    const added = after(addRule(PRICES, SMALL_HALL, stalls, 9));
    expect(added.rules.get(9)).toEqual({ ...stalls, rule_no: 9 });
    const changed = after(changeRule(added, SMALL_HALL, 9, { unit_amount: null, priority: undefined }), added);
    expect(changed.rules.get(9)).toEqual({ ...stalls, rule_no: 9, unit_amount: null });
    expect(after(removeRule(changed, 9), changed)).toEqual(PRICES);
  });

  it("is for what is there: a seat, a group, a sector", () => {
    const lost = [
      ["seat", "unknown_seat_id"],
      ["group", "unknown_group_id"],
      ["sector", "unknown_sector_id"],
    ] as const;
    for (const [target_type, code] of lost) {
      const target = { target_type, target_id: "gone" };
      expect(addRule(PRICES, SMALL_HALL, { ...DEFAULT, ...target }, 9)).toEqual({ ok: false, code, ids: ["gone"] });
      expect(changeRule(PRICES, SMALL_HALL, 1, target)).toEqual({ ok: false, code, ids: ["gone"] });
    }
    for (const [target_type, target_id] of [
      ["seat", "A24"],
      ["group", "G11"],
      ["sector", "S2"],
    ] as const) {
      expect(addRule(PRICES, SMALL_HALL, { ...DEFAULT, target_type, target_id }, 9)).toMatchObject({ ok: true });
    }
  });

  it("whose target has gone can still be changed in all but its target", () => {
    const left = pricesOf([category(1)], [rule(1, { target_type: "group", target_id: "gone" })]);
    expect(after(changeRule(left, SMALL_HALL, 1, { priority: 3 }), left).rules.get(1)?.priority).toBe(3);
    expect(changeRule(left, SMALL_HALL, 1, { priority: 3, target_id: "gone" })).toMatchObject({
      code: "unknown_group_id",
    });
  });

  it("loses its target when it becomes the default", () => {
    const stalls = pricesOf([category(1)], [rule(1, { target_type: "sector", target_id: "S1" })]);
    const changed = after(changeRule(stalls, SMALL_HALL, 1, { target_type: "default" }), stalls);
    expect(changed.rules.get(1)).toEqual(rule(1));
  });

  it("is of a category that is there", () => {
    const unknown = { ok: false, code: "unknown_pricing_category_id", ids: ["8"] };
    expect(addRule(PRICES, SMALL_HALL, { ...DEFAULT, category_no: 8 }, 9)).toEqual(unknown);
    expect(changeRule(PRICES, SMALL_HALL, 1, { category_no: 8 })).toEqual(unknown);
  });

  it("has an amount of its own where its category has none, and no amount but a whole one", () => {
    for (const unit_amount of NO_AMOUNTS) {
      expect(addRule(PRICES, SMALL_HALL, { ...DEFAULT, unit_amount }, 9)).toMatchObject(REFUSED_AMOUNT);
      expect(changeRule(PRICES, SMALL_HALL, 1, { unit_amount })).toMatchObject(REFUSED_AMOUNT);
    }
    expect(addRule(PRICES, SMALL_HALL, { ...DEFAULT, category_no: 3 }, 9)).toMatchObject(REFUSED_AMOUNT);
    expect(changeRule(PRICES, SMALL_HALL, 1, { category_no: 3 })).toMatchObject(REFUSED_AMOUNT);
    expect(changeRule(PRICES, SMALL_HALL, 2, { unit_amount: null })).toMatchObject(REFUSED_AMOUNT);
    expect(changeRule(PRICES, SMALL_HALL, 1, { category_no: 3, unit_amount: 0 })).toMatchObject({ ok: true });
  });

  it("is one of so many at most", () => {
    const most = SCHEME_LIMITS.rules_max;
    const full = pricesOf(
      [category(1)],
      Array.from({ length: most }, (_, index) => rule(index + 1)),
    );
    const refused = { ok: false, code: "scheme_limit_reached", what: "rules", most };
    expect(addRule(full, SMALL_HALL, DEFAULT, most + 1)).toEqual(refused);
    const removed = after(removeRule(full, 1), full);
    expect(addRule(removed, SMALL_HALL, DEFAULT, most + 1)).toMatchObject({ ok: true });
  });

  it("that is not there is undefined", () => {
    expect(changeRule(PRICES, SMALL_HALL, 9, {})).toBeUndefined();
    expect(removeRule(PRICES, 9)).toBeUndefined();
  });
});

describe("an edit that changes nothing", () => {
  it("is empty, and leaves the very same lists", () => {
    const { category_no: _, ...same } = category(1);
    const { rule_no: __, ...unchanged } = rule(1);
    const nothing = { ok: true, edit: NO_PRICE_EDIT };
    expect(changeCategory(PRICES, 1, {})).toEqual(nothing);
    expect(changeCategory(PRICES, 1, same)).toEqual(nothing);
    expect(changeRule(PRICES, SMALL_HALL, 1, {})).toEqual(nothing);
    expect(changeRule(PRICES, SMALL_HALL, 1, unchanged)).toEqual(nothing);
    const { categories, rules } = applyPriceEdit(PRICES, NO_PRICE_EDIT);
    expect(categories).toBe(PRICES.categories);
    expect(rules).toBe(PRICES.rules);
  });
});
