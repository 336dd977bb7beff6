// Examples of the hall's prices: one category, and a rule that gives it to the stalls.
import type { PRICING_OPERATIONS } from "./pricing.ts";
import { type ExamplesOf, OTHER_SEAT, PRICE, SCHEME_IDS, type SchemeExample, SEAT } from "./scheme-hall-example.ts";

const { scheme: scheme_id, scheme_version: scheme_version_id } = SCHEME_IDS;
const { pricing_category: pricing_category_id, price_rule: price_rule_id } = SCHEME_IDS;
const guard = { scheme_id, expected_scheme_version_id: scheme_version_id };
const at = (revision: number) => ({ scheme_version_id, revision });

const CATEGORY: SchemeExample<"pricing/create-category">["response"]["category"] = {
  pricing_category_id,
  name: "Standard",
  color: "#10B981",
  price: PRICE,
};
const RULE: SchemeExample<"pricing/create-rule">["response"]["rule"] = {
  price_rule_id,
  target_type: "sector",
  target_id: "Stalls",
  pricing_category_id,
  price: null,
  priority: 0,
};
const LOWER = { amount: 2_200, currency: "EUR" };

export const PRICING_EXAMPLES: ExamplesOf<typeof PRICING_OPERATIONS> = {
  "pricing/get": {
    request: guard,
    response: { ...at(2), currency: "EUR", categories: [CATEGORY], rules: [RULE] },
  },
  "pricing/create-category": {
    request: { ...guard, name: CATEGORY.name, color: CATEGORY.color, amount: PRICE.amount },
    response: { ...at(1), category: CATEGORY },
  },
  "pricing/update-category": {
    request: { ...guard, pricing_category_id, amount: LOWER.amount },
    response: { ...at(3), category: { ...CATEGORY, price: LOWER } },
  },
  "pricing/delete-category": {
    request: { ...guard, pricing_category_id },
    response: { ...at(2), category: CATEGORY },
  },
  "pricing/create-rule": {
    request: { ...guard, target_type: "sector", target_id: "Stalls", pricing_category_id },
    response: { ...at(2), rule: RULE },
  },
  "pricing/update-rule": {
    request: { ...guard, price_rule_id, amount: LOWER.amount },
    response: { ...at(3), rule: { ...RULE, price: LOWER } },
  },
  "pricing/delete-rule": { request: { ...guard, price_rule_id }, response: { ...at(3), rule: RULE } },
  "pricing/coverage": {
    request: guard,
    response: {
      ...at(2),
      seats_total: 2,
      priced_seats: 2,
      unpriced_seats: 0,
      by_category: [{ pricing_category_id, name: CATEGORY.name, seats: 2, price_min: PRICE, price_max: PRICE }],
      by_target_type: { seat: 0, group: 0, sector: 2, default: 0 },
      by_sector: [{ sector_id: "Stalls", seats: 2, priced_seats: 2 }],
    },
  },
  // Before the rule was made.
  "pricing/unpriced-seats": {
    request: { ...guard, limit: 1_000 },
    response: { ...at(0), total: 2, items: [SEAT, OTHER_SEAT], next_cursor: null },
  },
  "pricing/explain": {
    request: { ...guard, seat_id: SEAT.seat_id },
    response: {
      scheme_version_id,
      seat_id: SEAT.seat_id,
      price: PRICE,
      pricing_category_id,
      category: CATEGORY.name,
      price_rule_id,
      target_type: "sector",
      steps: [
        { target_type: "seat", target_id: SEAT.seat_id, outcome: "no_rule", rules: [] },
        { target_type: "group", target_id: SEAT.group_id, outcome: "no_rule", rules: [] },
        {
          target_type: "sector",
          target_id: SEAT.sector_id,
          outcome: "won",
          rules: [{ price_rule_id, pricing_category_id, price: PRICE, priority: 0 }],
        },
        { target_type: "default", target_id: null, outcome: "no_rule", rules: [] },
      ],
    },
  },
  // After a rule for everything else was added, which is nothing.
  "pricing/diagnostics": {
    request: guard,
    response: {
      ...at(3),
      rules_total: 2,
      dead_rules: 1,
      conflicting_rules: 0,
      rules: [
        {
          price_rule_id: "rul_0000003",
          seats: 0,
          findings: [
            {
              code: "shadowed",
              message: "Rules for closer targets price all its seats: 1 in all.",
              price_rule_ids: [price_rule_id],
            },
          ],
        },
      ],
      unused_pricing_category_ids: [],
    },
  },
};
