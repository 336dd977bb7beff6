// Reads of the current version's prices, a draft's or a published one's.
import { diagnoseRules } from "../../domain/scheme/price-diagnostics.ts";
import type { PriceRule } from "../../domain/scheme/price-list.ts";
import { priceByRule } from "../../domain/scheme/price-rules.ts";
import { coverage, explainPrice, type PriceStep, unpricedSeats } from "../../domain/scheme/pricing.ts";
import { type DraftGuard, readRefusal } from "../../domain/scheme/version.ts";
import type { Reading } from "./answer-query.ts";
import type { QueryOf } from "./queries.ts";
import { recordId } from "./record-id.ts";
import { notFound } from "./version-queries.ts";
import { categoryBody, draftState, moneyOrNull, ruleBody, seatBody, seatPriceBody } from "./views.ts";

const RULES_SHOWN = 20;
/** Findings that say that a rule prices nothing. */
const DEAD = new Set<string>(["target_missing", "matches_no_seat", "shadowed", "no_amount"]);

function contentOf({ store, state, shelf }: Reading, guard: DraftGuard) {
  const { current: version } = shelf;
  const no = readRefusal(version, guard);
  return no ? { no } : { no, version, ...store.content(version, state) };
}

export function pricing(reading: Reading, { guard }: QueryOf<"pricing">) {
  const found = contentOf(reading, guard);
  if (found.no) return found.no;
  const { currency, categories, rules } = found.prices;
  return {
    ...draftState(found.version),
    currency,
    categories: Array.from(categories.values(), (category) => categoryBody(category, currency)),
    rules: Array.from(rules.values(), (rule) => ruleBody(rule, currency)),
  };
}

export function pricesCoverage(reading: Reading, { guard }: QueryOf<"coverage">) {
  const found = contentOf(reading, guard);
  if (found.no) return found.no;
  const { version, prices, structure } = found;
  const covered = coverage(prices, structure);
  return {
    ...draftState(version),
    seats_total: covered.sellable_seats,
    priced_seats: covered.priced_seats,
    unpriced_seats: covered.unpriced_seats,
    by_category: covered.by_category.map(({ category, seats, amount_min, amount_max }) => ({
      pricing_category_id: recordId("cat", category.category_no),
      name: category.name,
      seats,
      price_min: moneyOrNull(amount_min, prices.currency),
      price_max: moneyOrNull(amount_max, prices.currency),
    })),
    by_target_type: { ...covered.by_target },
    by_sector: covered.by_sector.map(({ sector_id, seats, priced }) => ({ sector_id, seats, priced_seats: priced })),
  };
}

/** `after` is how many were listed before: the order is that of the hall, which only an edit changes. */
export function unpriced(reading: Reading, { guard, after, limit }: QueryOf<"unpriced">) {
  const found = contentOf(reading, guard);
  if (found.no) return found.no;
  const seats = unpricedSeats(found.prices, found.structure);
  return {
    ...draftState(found.version),
    total: seats.length,
    items: seats.slice(after, after + limit).map(seatBody),
  };
}

export function explain(reading: Reading, { guard, seat_id }: QueryOf<"explain">) {
  const found = contentOf(reading, guard);
  if (found.no) return found.no;
  const { version, prices, structure } = found;
  const seat = [...structure.seats.values()].find((one) => one.seat_id === seat_id);
  if (!seat) return notFound("seat");
  const { steps, price } = explainPrice(prices, structure, seat);
  const applied = (rule: PriceRule) => ({
    price_rule_id: recordId("rul", rule.rule_no),
    pricing_category_id: recordId("cat", rule.category_no),
    price: moneyOrNull(priceByRule(prices, rule)?.unit_amount ?? null, prices.currency),
    priority: rule.priority,
  });
  return {
    scheme_version_id: version.id,
    ...seatPriceBody(seat, price, prices.currency),
    steps: steps.map(({ target_type, target_id, rules, won, why_none }: PriceStep) => ({
      target_type,
      target_id,
      outcome: won ? "won" : (why_none ?? "no_rule"),
      rules: rules.slice(0, RULES_SHOWN).map(applied),
    })),
  };
}

export function diagnostics(reading: Reading, { guard }: QueryOf<"diagnostics">) {
  const found = contentOf(reading, guard);
  if (found.no) return found.no;
  const { rules, categories_unused } = diagnoseRules(found.prices, found.structure);
  const spoken = rules.filter(({ findings }) => findings.length > 0);
  const count = (is: (code: string) => boolean) =>
    spoken.filter(({ findings }) => findings.some(({ code }) => is(code))).length;
  return {
    ...draftState(found.version),
    rules_total: rules.length,
    dead_rules: count((code) => DEAD.has(code)),
    conflicting_rules: count((code) => code === "conflicts"),
    rules: spoken.map(({ rule_no, seats, findings }) => ({
      price_rule_id: recordId("rul", rule_no),
      seats,
      findings: findings.map(({ code, message, others }) => ({
        code,
        message,
        price_rule_ids: others.slice(0, RULES_SHOWN).map((other) => recordId("rul", other)),
      })),
    })),
    unused_pricing_category_ids: categories_unused.map((no) => recordId("cat", no)),
  };
}
