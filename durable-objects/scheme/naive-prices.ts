// A second opinion on the prices of a version, for tests: lists that are searched from end to end. Each function answers
// the prices afterwards, or the code that it is refused with; undefined where there is no such record.
import { decodeNumber } from "../../domain/identifier.ts";
import type { PriceRule, PricingCategory } from "../../domain/scheme/price-list.ts";
import type { Group, Seat, Sector } from "../../domain/scheme/structure.ts";
import type { Command, CommandOf } from "./commands.ts";

export type Records = {
  readonly sectors: readonly Sector[];
  readonly groups: readonly Group[];
  readonly seats: readonly Seat[];
};
export type Prices = { readonly categories: readonly PricingCategory[]; readonly rules: readonly PriceRule[] };
export type PriceCommand = Extract<Command, { type: `${"add" | "change" | "remove"}_${"category" | "rule"}` }>;

const AMOUNT_MAX = 10_000_000_000;

/** Of a record, a category or a rule. */
export function numberOf(id: string): number {
  return decodeNumber(id.slice(-7)) ?? -1;
}

/** `no` is the number of what is added. */
export function pricesAfter(
  prices: Prices,
  command: PriceCommand,
  { records, no }: { readonly records: Records; readonly no: number },
): Prices | string {
  switch (command.type) {
    case "add_category":
      return categoryPut(prices, { ...command.category, category_no: no });
    case "change_category":
      return categoryChanged(prices, command);
    case "remove_category":
      return categoryRemoved(prices, numberOf(command.record_id));
    case "add_rule": {
      const { pricing_category_id, ...fields } = command.rule;
      return rulePut(prices, records, { ...fields, category_no: numberOf(pricing_category_id), rule_no: no });
    }
    case "change_rule":
      return ruleChanged(prices, records, command);
    case "remove_rule": {
      const rules = prices.rules.filter(({ rule_no }) => rule_no !== numberOf(command.record_id));
      return rules.length === prices.rules.length ? "NOT_FOUND" : { ...prices, rules };
    }
  }
}

type Changes<Item> = { readonly [Member in keyof Item]?: Item[Member] | undefined };

function merged<Item extends object>(before: Item, changes: Changes<Item>): Item {
  const sent = Object.entries(changes).filter(([, value]) => value !== undefined);
  // The members of an Item, each of them its own or one that was sent.
  return { ...before, ...Object.fromEntries(sent) } as Item;
}

function categoryPut(prices: Prices, category: PricingCategory): Prices | string {
  const others = prices.categories.filter(({ category_no }) => category_no !== category.category_no);
  if (others.some(({ name }) => name === category.name)) return "duplicate_pricing_category_name";
  if (isNoAmount(category.unit_amount)) return "invalid_amount";
  const own = prices.rules.filter((rule) => rule.category_no === category.category_no);
  if (category.unit_amount === null && own.some(({ unit_amount }) => unit_amount === null)) return "invalid_amount";
  const categories = [...others, category].sort((one, other) => one.category_no - other.category_no);
  return { ...prices, categories };
}

function isNoAmount(amount: number | null): boolean {
  return amount !== null && (amount < 0 || amount > AMOUNT_MAX || amount % 1 !== 0);
}

function categoryChanged(prices: Prices, { record_id, changes }: CommandOf<"change_category">): Prices | string {
  const before = prices.categories.find(({ category_no }) => category_no === numberOf(record_id));
  return before ? categoryPut(prices, merged<PricingCategory>(before, changes)) : "NOT_FOUND";
}

function categoryRemoved({ categories, rules }: Prices, no: number): Prices | string {
  if (!categories.some(({ category_no }) => category_no === no)) return "NOT_FOUND";
  if (rules.some(({ category_no }) => category_no === no)) return "pricing_category_in_use";
  return { rules, categories: categories.filter(({ category_no }) => category_no !== no) };
}

function ruleChanged(prices: Prices, records: Records, command: CommandOf<"change_rule">): Prices | string {
  const before = prices.rules.find(({ rule_no }) => rule_no === numberOf(command.record_id));
  if (!before) return "NOT_FOUND";
  const { pricing_category_id, ...fields } = command.changes;
  const category = pricing_category_id === undefined ? {} : { category_no: numberOf(pricing_category_id) };
  const after = merged<PriceRule>(before, { ...fields, ...category });
  const aimed = fields.target_type !== undefined || fields.target_id !== undefined;
  return rulePut(prices, aimed ? records : undefined, after);
}

function rulePut(prices: Prices, records: Records | undefined, wanted: PriceRule): Prices | string {
  const rule = wanted.target_type === "default" ? { ...wanted, target_id: null } : wanted;
  const category = prices.categories.find(({ category_no }) => category_no === rule.category_no);
  if (!category) return "unknown_pricing_category_id";
  if (records && !isTargetThere(records, rule)) return `unknown_${rule.target_type}_id`;
  if (isNoAmount(rule.unit_amount)) return "invalid_amount";
  if (rule.unit_amount === null && category.unit_amount === null) return "invalid_amount";
  const others = prices.rules.filter(({ rule_no }) => rule_no !== rule.rule_no);
  return { ...prices, rules: [...others, rule].sort((one, other) => one.rule_no - other.rule_no) };
}

function isTargetThere({ sectors, groups, seats }: Records, { target_type, target_id }: PriceRule): boolean {
  if (target_type === "default") return true;
  if (target_type === "sector") return sectors.some(({ sector_id }) => sector_id === target_id);
  if (target_type === "group") return groups.some(({ group_id }) => group_id === target_id);
  return seats.some(({ seat_id }) => seat_id === target_id);
}

/** Rules name what they named, under the name that it has afterwards. */
export function rulesFollowing(prices: Prices, before: Records, after: Records): Prices {
  const newName = (kind: PriceRule["target_type"], target_id: string | null): string | null => {
    if (kind === "sector") {
      const no = before.sectors.find(({ sector_id }) => sector_id === target_id)?.record_no;
      return after.sectors.find(({ record_no }) => record_no === no)?.sector_id ?? target_id;
    }
    if (kind === "group") {
      const no = before.groups.find(({ group_id }) => group_id === target_id)?.record_no;
      return after.groups.find(({ record_no }) => record_no === no)?.group_id ?? target_id;
    }
    const no = before.seats.find(({ seat_id }) => seat_id === target_id)?.record_no;
    return after.seats.find(({ record_no }) => record_no === no)?.seat_id ?? target_id;
  };
  const rules = prices.rules.map((rule) => ({ ...rule, target_id: newName(rule.target_type, rule.target_id) }));
  return { ...prices, rules };
}

/** The seats that shows would sell and no rule with an amount is for. */
export function unpricedCount(prices: Prices, { sectors, groups, seats }: Records): number {
  const says = (target_type: PriceRule["target_type"], id: string | null | undefined) =>
    id !== undefined &&
    prices.rules.some(
      (rule) =>
        rule.target_type === target_type &&
        rule.target_id === id &&
        (rule.unit_amount ??
          prices.categories.find(({ category_no }) => category_no === rule.category_no)?.unit_amount ??
          null) !== null,
    );
  return seats.filter((seat) => {
    const group = groups.find(({ group_id }) => group_id === seat.group_id);
    const sector =
      sectors.find(({ sector_id }) => sector_id === seat.sector_id) ??
      sectors.find(({ sector_id }) => sector_id === group?.sector_id);
    const priced =
      says("seat", seat.seat_id) ||
      says("group", group?.group_id) ||
      says("sector", sector?.sector_id) ||
      says("default", null);
    return seat.sellable && !priced;
  }).length;
}
