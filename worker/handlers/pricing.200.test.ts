// Prices of a draft: categories, rules, which rule counts for a seat, and what is said of all that.
import { describe, expect, it } from "vitest";
import { call, must, type Output } from "../testing/api.ts";
import {
  CATEGORY,
  GROUP,
  type Guard,
  guardOf,
  makeDraft,
  OTHER_SEAT,
  pricedDraft,
  publishedScheme,
  SEAT,
  SECTOR,
} from "../testing/schemes.ts";

const EUR = (amount: number) => ({ amount, currency: "EUR" });

async function category(guard: Guard, name: string, amount: number | null = 1_000): Promise<string> {
  const made = await must("pricing/create-category", { ...guard, name, color: "#10B981", amount });
  return made.category.pricing_category_id;
}

type Target = { readonly target_type: string; readonly target_id?: string };

async function rule(guard: Guard, pricing_category_id: string, target: Target, more: object = {}): Promise<string> {
  return (await must("pricing/create-rule", { ...guard, pricing_category_id, ...target, ...more })).rule.price_rule_id;
}

describe("a category", () => {
  it("has a price in the scheme's currency, or none", async () => {
    const guard = await makeDraft({ currency: "CHF" });
    const { category: made, revision } = await must("pricing/create-category", { ...guard, ...CATEGORY });
    expect([made.price, revision]).toEqual([{ amount: 2_500, currency: "CHF" }, 1]);
    const none = await must("pricing/create-category", { ...guard, name: "By rule", color: "#000000" });
    expect(none.category.price).toBeNull();
  });

  it("keeps what a change does not name, and is given up when nothing needs it", async () => {
    const guard = await makeDraft();
    const pricing_category_id = await category(guard, "Standard");
    const changed = await must("pricing/update-category", { ...guard, pricing_category_id, name: "Renamed" });
    expect(changed).toMatchObject({ revision: 2, category: { name: "Renamed", color: "#10B981", price: EUR(1_000) } });
    expect(await must("pricing/delete-category", { ...guard, pricing_category_id })).toMatchObject({ revision: 3 });
    expect((await must("pricing/get", guard)).categories).toEqual([]);
  });

  it("is not given up while rules use it, and keeps its price while rules rely on that", async () => {
    const { pricing_category_id, price_rule_id, ...priced } = await pricedDraft();
    const guard = guardOf(priced);
    const refused = await call("pricing/delete-category", { ...guard, pricing_category_id });
    expect(refused.body).toMatchObject({ code: "pricing_category_in_use", pricing_category_id, rules: 1 });
    const unpriced = await call("pricing/update-category", { ...guard, pricing_category_id, amount: null });
    expect(unpriced.body.code).toBe("invalid_amount");
    await must("pricing/update-rule", { ...guard, price_rule_id, amount: 700 });
    expect(await must("pricing/update-category", { ...guard, pricing_category_id, amount: null })).toMatchObject({
      category: { price: null },
    });
  });

  it.each([-1, 0.5, 10_000_000_001, 1e308])("costs no %d", async (amount) => {
    const guard = await makeDraft();
    const refused = await call("pricing/create-category", { ...guard, ...CATEGORY, amount });
    expect([refused.status, refused.body.code]).toEqual([400, "invalid_amount"]);
    expect(refused.body.detail).toContain("10000000000");
  });

  it.each([0, 10_000_000_000])("may cost %d", async (amount) => {
    const { category: made } = await must("pricing/create-category", { ...(await makeDraft()), ...CATEGORY, amount });
    expect(made.price).toEqual(EUR(amount));
  });
});

describe("a rule", () => {
  it("counts the more the closer its target is: seat, group, sector, everything else", async () => {
    const guard = await makeDraft();
    const id = await category(guard, "Standard");
    const priceOf = async (seat_id: string) => {
      const { price, target_type } = await must("pricing/explain", { ...guard, seat_id });
      return [price?.amount, target_type];
    };
    expect(await priceOf(SEAT)).toEqual([undefined, null]);
    await rule(guard, id, { target_type: "default" }, { amount: 1 });
    expect(await priceOf(SEAT)).toEqual([1, "default"]);
    await rule(guard, id, { target_type: "sector", target_id: SECTOR }, { amount: 2 });
    expect(await priceOf(SEAT)).toEqual([2, "sector"]);
    await rule(guard, id, { target_type: "group", target_id: GROUP }, { amount: 3 });
    expect(await priceOf(SEAT)).toEqual([3, "group"]);
    await rule(guard, id, { target_type: "seat", target_id: SEAT }, { amount: 4 });
    expect(await priceOf(SEAT)).toEqual([4, "seat"]);
    expect(await priceOf(OTHER_SEAT)).toEqual([3, "group"]);
    expect((await must("pricing/coverage", guard)).by_target_type).toEqual({
      seat: 1,
      group: 1,
      sector: 0,
      default: 0,
    });
  });

  it("of several for one target counts by its priority, then by its age; explained step by step", async () => {
    const guard = await makeDraft();
    const id = await category(guard, "Standard");
    const first = await rule(guard, id, { target_type: "default" }, { priority: 5, amount: 1 });
    const later = await rule(guard, id, { target_type: "default" }, { priority: 5, amount: 2 });
    const low = await rule(guard, id, { target_type: "default" }, { priority: 1, amount: 3 });
    const { steps, price_rule_id, price } = await must("pricing/explain", { ...guard, seat_id: SEAT });
    expect([price_rule_id, price]).toEqual([later, EUR(2)]);
    expect(steps.map(({ target_type, outcome }) => [target_type, outcome])).toEqual([
      ["seat", "no_rule"],
      ["group", "no_rule"],
      ["sector", "no_rule"],
      ["default", "won"],
    ]);
    expect(steps[3]?.rules.map((one) => one.price_rule_id)).toEqual([later, first, low]);
  });

  it("takes another target, another category and another price, each alone", async () => {
    const { price_rule_id, pricing_category_id: before, ...priced } = await pricedDraft();
    const guard = guardOf(priced);
    const update = async (changes: object): Promise<Output<"pricing/update-rule">["rule"]> =>
      (await must("pricing/update-rule", { ...guard, price_rule_id, ...changes })).rule;
    const other = await category(guard, "Other");
    const about = { price_rule_id, priority: 0, price: null };
    const sector = { target_type: "sector", target_id: SECTOR };
    expect(await update({ pricing_category_id: other })).toEqual({ ...about, ...sector, pricing_category_id: other });
    expect(await update({ amount: 9, pricing_category_id: before })).toMatchObject({ price: EUR(9) });
    expect(await update({ amount: null })).toMatchObject({ price: null });
    const moved = await update({ target_type: "seat", target_id: SEAT });
    expect(moved).toMatchObject({ target_type: "seat", target_id: SEAT });
    expect(await update({ target_type: "default" })).toMatchObject({ target_type: "default", target_id: null });
  });

  it.each([
    [{ target_type: "seat" }, "/target_id"],
    [{ target_type: "default", target_id: SECTOR }, "/target_id"],
    [{ target_type: "row", target_id: SECTOR }, "/target_type"],
    [{ target_type: "default", priority: -1 }, "/priority"],
  ])("is not valid as %j", async (wanted, path) => {
    const guard = await makeDraft();
    const pricing_category_id = await category(guard, "Standard");
    const { body } = await call("pricing/create-rule", { ...guard, pricing_category_id, ...wanted });
    expect([body.code, body.violations?.[0]?.path]).toEqual(["VALIDATION_FAILED", path]);
  });

  it("needs a price of its own where its category has none", async () => {
    const guard = await makeDraft();
    const id = await category(guard, "By rule", null);
    const wanted = { ...guard, pricing_category_id: id, target_type: "default" };
    expect((await call("pricing/create-rule", wanted)).body.code).toBe("invalid_amount");
    expect(await must("pricing/create-rule", { ...wanted, amount: 0 })).toMatchObject({ rule: { price: EUR(0) } });
  });

  it("names the category that is not there by the id that was sent", async () => {
    const wanted = { ...(await makeDraft()), target_type: "default", pricing_category_id: "no category of ours" };
    const { body } = await call("pricing/create-rule", wanted);
    expect(body).toMatchObject({ code: "unknown_pricing_category_id", ids: ["no category of ours"] });
  });

  it("that is given up leaves its seats without a price", async () => {
    const { price_rule_id, ...priced } = await pricedDraft();
    const guard = guardOf(priced);
    await must("pricing/delete-rule", { ...guard, price_rule_id });
    expect(await must("pricing/unpriced-seats", guard)).toMatchObject({ total: 2, next_cursor: null });
    expect((await call("pricing/delete-rule", { ...guard, price_rule_id })).status).toBe(404);
  });
});

describe("what is said of the prices", () => {
  it("is how many seats have one, by category and sector; seats that are not sold need none", async () => {
    const guard = await makeDraft();
    const id = await category(guard, "Standard");
    await rule(guard, id, { target_type: "seat", target_id: SEAT });
    const half = { seats_total: 2, priced_seats: 1, unpriced_seats: 1 };
    expect(await must("pricing/coverage", guard)).toMatchObject({
      ...half,
      by_category: [{ pricing_category_id: id, seats: 1, price_min: EUR(1_000), price_max: EUR(1_000) }],
      by_sector: [{ sector_id: SECTOR, seats: 2, priced_seats: 1 }],
    });
    expect((await must("pricing/unpriced-seats", guard)).items).toMatchObject([{ seat_id: OTHER_SEAT }]);
    await must("draft/update-seats", { ...guard, items: [{ seat_id: OTHER_SEAT, changes: { sellable: false } }] });
    expect(await must("pricing/coverage", guard)).toMatchObject({ seats_total: 1, unpriced_seats: 0 });
    expect(await must("pricing/unpriced-seats", guard)).toMatchObject({ total: 0, items: [] });
  });

  it("is a page of the seats without one at a time", async () => {
    const guard = await makeDraft();
    const first = await must("pricing/unpriced-seats", { ...guard, limit: 1 });
    expect(first).toMatchObject({ total: 2, items: [{ seat_id: SEAT }] });
    const cursor = first.next_cursor ?? "";
    const last = await must("pricing/unpriced-seats", { ...guard, limit: 1, cursor });
    expect(last).toMatchObject({ items: [{ seat_id: OTHER_SEAT }], next_cursor: null });
    const wrong = await call("pricing/unpriced-seats", { ...guard, limit: 1, cursor: "nonsense" });
    expect(wrong.body.violations).toMatchObject([{ path: "/cursor" }]);
  });

  it("is which rules price nothing, and which categories no rule uses", async () => {
    const guard = await makeDraft();
    const id = await category(guard, "Standard");
    const unused = await category(guard, "Unused");
    const winner = await rule(guard, id, { target_type: "sector", target_id: SECTOR });
    const shadowed = await rule(guard, id, { target_type: "default" });
    const said = await must("pricing/diagnostics", guard);
    expect(said).toMatchObject({ rules_total: 2, dead_rules: 1, unused_pricing_category_ids: [unused] });
    expect(said.rules).toMatchObject([
      { price_rule_id: shadowed, seats: 0, findings: [{ code: "shadowed", price_rule_ids: [winner] }] },
    ]);
  });

  it("is said of a published version, too, whose prices nobody can change", async () => {
    const { price_rule_id, ...published } = await publishedScheme();
    const guard = guardOf(published);
    const reads = ["pricing/get", "pricing/coverage", "pricing/unpriced-seats", "pricing/diagnostics"] as const;
    for (const name of reads) expect((await call(name, guard)).status).toBe(200);
    expect((await call("pricing/explain", { ...guard, seat_id: SEAT })).body.price).toEqual(EUR(2_500));
    const refused = await call("pricing/delete-rule", { ...guard, price_rule_id });
    expect(refused.body.code).toBe("draft_not_editable");
  });
});
