// Which rules there are for what, and which of them comes first.
import { belongingFinder } from "./belonging.ts";
import type { PriceList, PriceRule, PricingCategory, RuleTarget } from "./price-list.ts";
import type { Seat, Structure } from "./structure.ts";

export type SeatPrice = {
  readonly rule: PriceRule;
  readonly category: PricingCategory;
  /** In minor units. */
  readonly unit_amount: number;
};

/** By kind of target, its id there: null is the default's, undefined where the seat has no such target. */
export type SeatTargets = Readonly<Record<RuleTarget, string | null | undefined>>;

export function targetFinder(structure: Structure): (seat: Seat) => SeatTargets {
  const belongingOf = belongingFinder(structure);
  return (seat) => {
    const { group, sector } = belongingOf(seat);
    return { seat: seat.seat_id, group: group?.group_id, sector: sector?.sector_id, default: null };
  };
}

/** By kind of target and its id. */
export type ByTarget<Item> = Readonly<Record<RuleTarget, Map<string | null, Item>>>;

export function byTarget<Item>(): ByTarget<Item> {
  return { seat: new Map(), group: new Map(), sector: new Map(), default: new Map() };
}

/** The rules of each target, the one that comes first at the front. */
export function rulesByTarget(prices: PriceList): ByTarget<PriceRule[]> {
  const found = byTarget<PriceRule[]>();
  for (const rule of [...prices.rules.values()].sort(byPrecedence)) {
    const rules = found[rule.target_type].get(rule.target_id);
    if (rules) rules.push(rule);
    else found[rule.target_type].set(rule.target_id, [rule]);
  }
  return found;
}

/** Of rules for one target: the higher priority first, then the newer. */
function byPrecedence(one: PriceRule, other: PriceRule): number {
  return other.priority - one.priority || other.rule_no - one.rule_no;
}

/** What the rule makes of a seat; undefined when neither it nor its category says an amount: then it prices nothing. */
export function priceByRule(prices: PriceList, rule: PriceRule): SeatPrice | undefined {
  const category = prices.categories.get(rule.category_no);
  const unit_amount = rule.unit_amount ?? category?.unit_amount ?? null;
  return category && unit_amount !== null ? { rule, category, unit_amount } : undefined;
}

/** Of one target's rules the first that says an amount. */
export function winnerOf(prices: PriceList, rules: readonly PriceRule[]): SeatPrice | undefined {
  for (const rule of rules) {
    const price = priceByRule(prices, rule);
    if (price) return price;
  }
  return undefined;
}
