// What each seat costs, by which rule, and which seats have no price yet.
//
// The closest kind of target that has a rule with an amount prices the seat: the seat itself, its group, its sector,
// the default. Indices are built once for all seats.
import { byLabel } from "../hall.ts";
import { belongingFinder, sectionName } from "./belonging.ts";
import { type PriceList, type PriceRule, type PricingCategory, RULE_TARGETS, type RuleTarget } from "./price-list.ts";
import { byTarget, rulesByTarget, type SeatPrice, targetFinder, winnerOf } from "./price-rules.ts";
import type { Seat, Structure } from "./structure.ts";

/** What a seat of the structure costs; undefined while no rule with an amount is for it. */
export function priceFinder(prices: PriceList, structure: Structure): (seat: Seat) => SeatPrice | undefined {
  const targetsOf = targetFinder(structure);
  const rules = rulesByTarget(prices);
  const winners = byTarget<SeatPrice>();
  for (const kind of RULE_TARGETS) {
    for (const [target_id, candidates] of rules[kind]) {
      const winner = winnerOf(prices, candidates);
      if (winner) winners[kind].set(target_id, winner);
    }
  }
  return (seat) => {
    const targets = targetsOf(seat);
    for (const kind of RULE_TARGETS) {
      const target_id = targets[kind];
      const price = target_id === undefined ? undefined : winners[kind].get(target_id);
      if (price) return price;
    }
    return undefined;
  };
}

export type PriceStep = {
  readonly target_type: RuleTarget;
  /** What was looked at; null for the default, and where the seat has no such target. */
  readonly target_id: string | null;
  /** Found there, the first in precedence at the front. */
  readonly rules: readonly PriceRule[];
  readonly won: PriceRule | null;
  readonly why_none: NoWinner | null;
};

/** priced_closer: there is a rule, and a closer one had priced the seat already. */
export type NoWinner = "no_target" | "no_rule" | "no_amount" | "priced_closer";

export type PriceExplanation = {
  /** All four kinds, from the closest to the widest. */
  readonly steps: readonly PriceStep[];
  readonly price: SeatPrice | undefined;
};

export function explainPrice(prices: PriceList, structure: Structure, seat: Seat): PriceExplanation {
  const targets = targetFinder(structure)(seat);
  const by_target = rulesByTarget(prices);
  let price: SeatPrice | undefined;
  const steps = RULE_TARGETS.map((target_type): PriceStep => {
    const target_id = targets[target_type];
    if (target_id === undefined) {
      return { target_type, target_id: null, rules: [], won: null, why_none: "no_target" };
    }
    const rules = by_target[target_type].get(target_id) ?? [];
    const winner = winnerOf(prices, rules);
    const step = { target_type, target_id, rules };
    if (!winner) return { ...step, won: null, why_none: rules.length === 0 ? "no_rule" : "no_amount" };
    if (price) return { ...step, won: null, why_none: "priced_closer" };
    price = winner;
    return { ...step, won: winner.rule, why_none: null };
  });
  return { steps, price };
}

export type CategoryCoverage = {
  readonly category: PricingCategory;
  readonly seats: number;
  readonly amount_min: number;
  readonly amount_max: number;
  /** What all its seats cost together. */
  readonly total_amount: number;
};

export type SectorCoverage = {
  /** null for the seats that belong to none. */
  readonly sector_id: string | null;
  readonly seats: number;
  readonly priced: number;
};

/** Of the seats that shows sell. */
export type Coverage = {
  readonly sellable_seats: number;
  readonly priced_seats: number;
  readonly unpriced_seats: number;
  /** Those that price a seat, by number. */
  readonly by_category: readonly CategoryCoverage[];
  /** How many seats a rule of each kind prices. */
  readonly by_target: Readonly<Record<RuleTarget, number>>;
  /** Those with a seat to sell, in hall order; the seats without a sector at the end. */
  readonly by_sector: readonly SectorCoverage[];
};

export function coverage(prices: PriceList, structure: Structure): Coverage {
  const priceOf = priceFinder(prices, structure);
  const belongingOf = belongingFinder(structure);
  const categories = new Map<number, CategoryCoverage>();
  const sectors = new Map<string | null, SectorCoverage & { readonly section: string }>();
  const by_target = { seat: 0, group: 0, sector: 0, default: 0 };
  let sellable_seats = 0;
  let priced_seats = 0;
  for (const seat of structure.seats.values()) {
    if (!seat.sellable) continue;
    const price = priceOf(seat);
    const { sector } = belongingOf(seat);
    const sector_id = sector?.sector_id ?? null;
    const covered = sectors.get(sector_id) ?? { sector_id, section: sectionName(sector), seats: 0, priced: 0 };
    sectors.set(sector_id, { ...covered, seats: covered.seats + 1, priced: covered.priced + (price ? 1 : 0) });
    sellable_seats += 1;
    if (!price) continue;
    priced_seats += 1;
    by_target[price.rule.target_type] += 1;
    categories.set(price.category.category_no, withSeat(categories.get(price.category.category_no), price));
  }
  return {
    sellable_seats,
    priced_seats,
    unpriced_seats: sellable_seats - priced_seats,
    by_category: [...categories.values()].sort((one, other) => one.category.category_no - other.category.category_no),
    by_target,
    by_sector: [...sectors.values()]
      .sort((one, other) => noneLast(one, other) || byLabel(one.section, other.section))
      .map(({ sector_id, seats, priced }) => ({ sector_id, seats, priced })),
  };
}

function withSeat(covered: CategoryCoverage | undefined, { category, unit_amount }: SeatPrice): CategoryCoverage {
  if (!covered) {
    return { category, seats: 1, amount_min: unit_amount, amount_max: unit_amount, total_amount: unit_amount };
  }
  return {
    category,
    seats: covered.seats + 1,
    amount_min: Math.min(covered.amount_min, unit_amount),
    amount_max: Math.max(covered.amount_max, unit_amount),
    total_amount: covered.total_amount + unit_amount,
  };
}

function noneLast(one: SectorCoverage, other: SectorCoverage): number {
  return Number(one.sector_id === null) - Number(other.sector_id === null);
}

/** The seats that shows would sell and that have no price, in hall order. */
export function unpricedSeats(prices: PriceList, structure: Structure): readonly Seat[] {
  const priceOf = priceFinder(prices, structure);
  const belongingOf = belongingFinder(structure);
  return [...structure.seats.values()]
    .filter((seat) => seat.sellable && !priceOf(seat))
    .map((seat) => ({ seat, section: sectionName(belongingOf(seat).sector) }))
    .sort((one, other) => byLabel(one.section, other.section) || bySeat(one.seat, other.seat))
    .map(({ seat }) => seat);
}

function bySeat(one: Seat, other: Seat): number {
  return (
    byLabel(one.row_label, other.row_label) ||
    byLabel(one.seat_number, other.seat_number) ||
    byLabel(one.seat_id, other.seat_id)
  );
}
