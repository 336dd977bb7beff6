// What people do to prices, as data: each rule looks at the whole list and answers an edit, or says why not.
//
// At exit: names of categories differ, each rule has a category, and an amount of its own where its category has none.
// A target may go later, when the structure is edited: its rules then price nothing, which the diagnostics say.
import {
  NO_PRICE_EDIT,
  type PriceEdit,
  type PriceList,
  type PriceRule,
  type PricingCategory,
  type RuleTarget,
} from "./price-list.ts";
import type { SchemeRefusal } from "./refusal.ts";
import { SCHEME_LIMITS, type Structure } from "./structure.ts";

export type PriceEdited = { readonly ok: true; readonly edit: PriceEdit } | SchemeRefusal;

export type NewCategory = Omit<PricingCategory, "category_no">;
export type NewRule = Omit<PriceRule, "rule_no">;
/** What is absent or undefined stays as it is. */
export type Changes<Item> = { readonly [Member in keyof Item]?: Item[Member] | undefined };

export function addCategory(prices: PriceList, added: NewCategory, category_no: number): PriceEdited {
  const category = { ...added, category_no };
  const refused = nameTaken(prices, category) ?? amountRefused(category.unit_amount);
  if (refused) return refused;
  const most = SCHEME_LIMITS.categories_max;
  if (prices.categories.size >= most) return { ok: false, code: "scheme_limit_reached", what: "categories", most };
  return categoryPut(category);
}

/** undefined when there is no such category. */
export function changeCategory(
  prices: PriceList,
  category_no: number,
  changes: Changes<NewCategory>,
): PriceEdited | undefined {
  const before = prices.categories.get(category_no);
  if (!before) return undefined;
  const category = {
    category_no,
    name: changes.name ?? before.name,
    color: changes.color ?? before.color,
    unit_amount: changes.unit_amount === undefined ? before.unit_amount : changes.unit_amount,
  };
  const refused =
    nameTaken(prices, category) ?? amountRefused(category.unit_amount) ?? amountNeeded(prices, before, category);
  if (refused) return refused;
  const { name, color, unit_amount } = before;
  const same = category.name === name && category.color === color && category.unit_amount === unit_amount;
  return same ? { ok: true, edit: NO_PRICE_EDIT } : categoryPut(category);
}

/** undefined when there is no such category; `naming` makes its pricing_category_id. */
export function removeCategory(
  prices: PriceList,
  category_no: number,
  naming: (category_no: number) => string,
): PriceEdited | undefined {
  if (!prices.categories.has(category_no)) return undefined;
  const rules = rulesOf(prices, category_no).length;
  if (rules > 0) {
    return { ok: false, code: "pricing_category_in_use", pricing_category_id: naming(category_no), rules };
  }
  return { ok: true, edit: { ...NO_PRICE_EDIT, categories: { put: [], removed: [category_no] } } };
}

export function addRule(prices: PriceList, structure: Structure, added: NewRule, rule_no: number): PriceEdited {
  const rule = { ...added, target_id: targetIdOf(added), rule_no };
  const refused = categoryUnknown(prices, rule) ?? targetUnknown(structure, rule) ?? ruleAmountRefused(prices, rule);
  if (refused) return refused;
  const most = SCHEME_LIMITS.rules_max;
  if (prices.rules.size >= most) return { ok: false, code: "scheme_limit_reached", what: "rules", most };
  return rulePut(rule);
}

/** undefined when there is no such rule. Its target is looked for when the change names one. */
export function changeRule(
  prices: PriceList,
  structure: Structure,
  rule_no: number,
  changes: Changes<NewRule>,
): PriceEdited | undefined {
  const before = prices.rules.get(rule_no);
  if (!before) return undefined;
  const merged = {
    rule_no,
    target_type: changes.target_type ?? before.target_type,
    target_id: changes.target_id === undefined ? before.target_id : changes.target_id,
    category_no: changes.category_no ?? before.category_no,
    unit_amount: changes.unit_amount === undefined ? before.unit_amount : changes.unit_amount,
    priority: changes.priority ?? before.priority,
  };
  const rule = { ...merged, target_id: targetIdOf(merged) };
  const retargeted = changes.target_type !== undefined || changes.target_id !== undefined;
  const refused =
    categoryUnknown(prices, rule) ??
    (retargeted ? targetUnknown(structure, rule) : undefined) ??
    ruleAmountRefused(prices, rule);
  if (refused) return refused;
  const same =
    rule.target_type === before.target_type &&
    rule.target_id === before.target_id &&
    rule.category_no === before.category_no &&
    rule.unit_amount === before.unit_amount &&
    rule.priority === before.priority;
  return same ? { ok: true, edit: NO_PRICE_EDIT } : rulePut(rule);
}

/** undefined when there is no such rule. */
export function removeRule(prices: PriceList, rule_no: number): PriceEdited | undefined {
  if (!prices.rules.has(rule_no)) return undefined;
  return { ok: true, edit: { ...NO_PRICE_EDIT, rules: { put: [], removed: [rule_no] } } };
}

export function applyPriceEdit(prices: PriceList, { categories, rules }: PriceEdit): PriceList {
  return {
    currency: prices.currency,
    categories: applied(prices.categories, categories, ({ category_no }) => category_no),
    rules: applied(prices.rules, rules, ({ rule_no }) => rule_no),
  };
}

function applied<Item>(
  items: ReadonlyMap<number, Item>,
  { put, removed }: { readonly put: readonly Item[]; readonly removed: readonly number[] },
  numberOf: (item: Item) => number,
): ReadonlyMap<number, Item> {
  if (put.length === 0 && removed.length === 0) return items;
  const changed = new Map(items);
  for (const number of removed) changed.delete(number);
  for (const item of put) changed.set(numberOf(item), item);
  return changed;
}

function categoryPut(category: PricingCategory): PriceEdited {
  return { ok: true, edit: { ...NO_PRICE_EDIT, categories: { put: [category], removed: [] } } };
}

function rulePut(rule: PriceRule): PriceEdited {
  return { ok: true, edit: { ...NO_PRICE_EDIT, rules: { put: [rule], removed: [] } } };
}

function rulesOf(prices: PriceList, category_no: number): PriceRule[] {
  return [...prices.rules.values()].filter((rule) => rule.category_no === category_no);
}

function nameTaken(prices: PriceList, { category_no, name }: PricingCategory): SchemeRefusal | undefined {
  for (const category of prices.categories.values()) {
    if (category.name !== name || category.category_no === category_no) continue;
    return { ok: false, code: "duplicate_pricing_category_name", ids: [name] };
  }
  return undefined;
}

const UNIT_AMOUNT = "/unit_amount";

function amountRefused(unit_amount: number | null): SchemeRefusal | undefined {
  const most = SCHEME_LIMITS.unit_amount_max;
  if (unit_amount === null || (Number.isInteger(unit_amount) && unit_amount >= 0 && unit_amount <= most)) {
    return undefined;
  }
  const message = `must be a whole number of minor units from 0 to ${most}, not ${unit_amount}`;
  return { ok: false, code: "invalid_amount", path: UNIT_AMOUNT, message };
}

/** A category keeps its price while rules rely on it. */
function amountNeeded(prices: PriceList, before: PricingCategory, after: PricingCategory): SchemeRefusal | undefined {
  if (after.unit_amount !== null || before.unit_amount === null) return undefined;
  const relying = rulesOf(prices, after.category_no).filter(({ unit_amount }) => unit_amount === null).length;
  if (relying === 0) return undefined;
  const message = `must be there: ${relying} of its rules have no amount of their own`;
  return { ok: false, code: "invalid_amount", path: UNIT_AMOUNT, message };
}

function ruleAmountRefused(prices: PriceList, rule: PriceRule): SchemeRefusal | undefined {
  const { unit_amount, category_no } = rule;
  if (unit_amount !== null) return amountRefused(unit_amount);
  if (prices.categories.get(category_no)?.unit_amount !== null) return undefined;
  const message = "must be there: the rule's category has no price of its own";
  return { ok: false, code: "invalid_amount", path: UNIT_AMOUNT, message };
}

function categoryUnknown(prices: PriceList, { category_no }: PriceRule): SchemeRefusal | undefined {
  if (prices.categories.has(category_no)) return undefined;
  return { ok: false, code: "unknown_pricing_category_id", ids: [String(category_no)] };
}

/** The default has none, whatever it had as a rule of another kind. */
function targetIdOf({ target_type, target_id }: NewRule): string | null {
  return target_type === "default" ? null : target_id;
}

const UNKNOWN_TARGET = {
  seat: "unknown_seat_id",
  group: "unknown_group_id",
  sector: "unknown_sector_id",
} as const satisfies Record<Exclude<RuleTarget, "default">, SchemeRefusal["code"]>;

function targetUnknown(structure: Structure, { target_type, target_id }: PriceRule): SchemeRefusal | undefined {
  if (target_type === "default" || hasTarget(structure, target_type, target_id)) return undefined;
  return { ok: false, code: UNKNOWN_TARGET[target_type], ids: target_id === null ? [] : [target_id] };
}

function hasTarget(structure: Structure, target_type: Exclude<RuleTarget, "default">, id: string | null): boolean {
  switch (target_type) {
    case "seat":
      return [...structure.seats.values()].some(({ seat_id }) => seat_id === id);
    case "group":
      return [...structure.groups.values()].some(({ group_id }) => group_id === id);
    case "sector":
      return [...structure.sectors.values()].some(({ sector_id }) => sector_id === id);
  }
}
