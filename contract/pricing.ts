// The prices of a scheme: categories, the rules that give seats a category and a price, and what comes of them.
import * as z from "zod";
import { operation } from "./operation.ts";
import {
  CURRENT_READ_ERRORS,
  DRAFT_EDIT_ERRORS,
  expectedRevision,
  namedId,
  readGuard,
  seatRecord,
} from "./scheme-values.ts";
import { count, currencyCode, identifier, line, money, pageInput, written } from "./values.ts";

const BASE = "/api/v1/schemes/{scheme_id}/pricing";
const TARGETS = ["seat", "group", "sector", "default"] as const;
const CATEGORIES_MAX = 50;
const RULES_MAX = 10_000;

/** Any number passes, so that what is none of an amount is answered as R5 says. */
const amount = z
  .number()
  .describe("In the minor unit of the scheme's currency, such as cents: whole, from 0 to 10,000,000,000");
const color = z
  .string()
  .regex(/^#[0-9A-Fa-f]{6}$/, "must be a colour such as #c0392b")
  .max(7);
const priority = z.int().min(0).max(1_000);
const targetType = z.enum(TARGETS);

/** Pricing works on the current version, which is a draft, or it is refused; naming it is the caller's choice. */
const priceGuard = {
  ...readGuard,
  expected_revision: expectedRevision,
};

export const pricingCategory = z
  .object({
    pricing_category_id: identifier,
    name: written(64),
    color: written(7).describe("#RRGGBB"),
    price: money.nullable().describe("null while its rules say their own"),
  })
  .meta({ id: "PricingCategory" });

export const priceRule = z
  .object({
    price_rule_id: identifier,
    target_type: targetType,
    target_id: written(64).nullable().describe("The seat_id, group_id or sector_id; null of a default"),
    pricing_category_id: identifier,
    price: money.nullable().describe("Instead of the category's; null for the category's"),
    priority: count,
  })
  .meta({ id: "PriceRule" });

const priceState = { scheme_version_id: identifier, revision: count };

const appliedRule = z.object({
  price_rule_id: identifier,
  pricing_category_id: identifier,
  price: money.nullable().describe("What it comes to; null where neither rule nor category has a price"),
  priority: count,
});

export const seatPrice = z
  .object({
    seat_id: written(32),
    price: money.nullable().describe("null while no rule prices the seat"),
    pricing_category_id: identifier.nullable(),
    category: written(64).nullable(),
    price_rule_id: identifier.nullable(),
    target_type: targetType.nullable().describe("What kind of rule prices it"),
  })
  .meta({ id: "SeatPrice" });

const explained = seatPrice
  .extend({
    scheme_version_id: identifier,
    steps: z
      .array(
        z.object({
          target_type: targetType,
          target_id: written(64).nullable(),
          outcome: written(40).meta({ description: "won, or why not: no_target, no_rule, no_amount, priced_closer" }),
          rules: z.array(appliedRule).max(20).describe("Those of that target, the first one first"),
        }),
      )
      .max(4)
      .describe("In the order in which rules are looked for"),
  })
  .meta({ id: "ExplainedPrice" });

const categoryInput = { name: line(64), color, amount: amount.nullable().optional() };
const ruleInput = {
  pricing_category_id: identifier,
  amount: amount.nullable().optional().describe("Instead of the category's; null for the category's"),
  priority: priority.optional().describe("Of several rules for one target the highest counts, then the newest"),
};

const edit = { scope: "admin", key: "accepted" } as const;
const EDIT_ERRORS = [...DRAFT_EDIT_ERRORS, "invalid_amount"] as const;
const RULE_ERRORS = [
  ...EDIT_ERRORS,
  "unknown_pricing_category_id",
  "unknown_seat_id",
  "unknown_group_id",
  "unknown_sector_id",
] as const;

export const PRICING_OPERATIONS = {
  "pricing/get": operation({
    summary: "Read the categories and rules of the current version",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: z
      .object({
        ...priceState,
        currency: currencyCode,
        categories: z.array(pricingCategory).max(CATEGORIES_MAX),
        rules: z.array(priceRule).max(RULES_MAX),
      })
      .meta({ id: "Pricing" }),
    errors: CURRENT_READ_ERRORS,
    rest: [{ method: "GET", path: BASE }],
  }),
  "pricing/create-category": operation({
    ...edit,
    summary: "Add a pricing category to the draft",
    input: z.strictObject({ ...priceGuard, ...categoryInput }),
    output: z.object({ ...priceState, category: pricingCategory }),
    errors: [...EDIT_ERRORS, "duplicate_pricing_category_name", "scheme_limit_reached"],
    rest: [{ method: "POST", path: `${BASE}/categories`, status: 201 }],
  }),
  "pricing/update-category": operation({
    ...edit,
    summary: "Change a pricing category of the draft",
    input: z.strictObject({
      ...priceGuard,
      pricing_category_id: identifier,
      name: categoryInput.name.optional(),
      color: color.optional(),
      amount: categoryInput.amount,
    }),
    output: z.object({ ...priceState, category: pricingCategory }),
    errors: [...EDIT_ERRORS, "duplicate_pricing_category_name"],
    rest: [{ method: "PUT", path: `${BASE}/categories/{pricing_category_id}` }],
  }),
  "pricing/delete-category": operation({
    ...edit,
    summary: "Remove a pricing category that no rule uses from the draft",
    input: z.strictObject({ ...priceGuard, pricing_category_id: identifier }),
    output: z.object({ ...priceState, category: pricingCategory }),
    errors: [...DRAFT_EDIT_ERRORS, "pricing_category_in_use"],
    rest: [{ method: "DELETE", path: `${BASE}/categories/{pricing_category_id}` }],
  }),
  "pricing/create-rule": operation({
    ...edit,
    summary: "Add a price rule to the draft: for a seat, a group, a sector or everything else",
    input: z
      .strictObject({
        ...priceGuard,
        target_type: targetType,
        target_id: namedId.nullable().optional().describe("The seat_id, group_id or sector_id; none of a default"),
        ...ruleInput,
      })
      .refine(({ target_type, target_id }) => (target_type === "default") === ((target_id ?? null) === null), {
        path: ["target_id"],
        message: "must name what the rule is for; a default is for everything else, and names nothing",
      }),
    output: z.object({ ...priceState, rule: priceRule }),
    errors: [...RULE_ERRORS, "scheme_limit_reached"],
    rest: [{ method: "POST", path: `${BASE}/rules`, status: 201 }],
  }),
  "pricing/update-rule": operation({
    ...edit,
    summary: "Change a price rule of the draft",
    input: z.strictObject({
      ...priceGuard,
      price_rule_id: identifier,
      target_type: targetType.optional(),
      target_id: namedId.nullable().optional(),
      ...ruleInput,
      pricing_category_id: identifier.optional(),
    }),
    output: z.object({ ...priceState, rule: priceRule }),
    errors: RULE_ERRORS,
    rest: [{ method: "PUT", path: `${BASE}/rules/{price_rule_id}` }],
  }),
  "pricing/delete-rule": operation({
    ...edit,
    summary: "Remove a price rule from the draft",
    input: z.strictObject({ ...priceGuard, price_rule_id: identifier }),
    output: z.object({ ...priceState, rule: priceRule }),
    errors: DRAFT_EDIT_ERRORS,
    rest: [{ method: "DELETE", path: `${BASE}/rules/{price_rule_id}` }],
  }),
  "pricing/coverage": operation({
    summary: "Read how many seats have a price, by category, sector and kind of rule",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: z
      .object({
        ...priceState,
        seats_total: count.describe("Those that are sold"),
        priced_seats: count,
        unpriced_seats: count,
        by_category: z
          .array(
            z.object({
              pricing_category_id: identifier,
              name: written(64),
              seats: count,
              price_min: money.nullable(),
              price_max: money.nullable(),
            }),
          )
          .max(CATEGORIES_MAX),
        by_target_type: z.object({ seat: count, group: count, sector: count, default: count }),
        by_sector: z.array(z.object({ sector_id: written(64).nullable(), seats: count, priced_seats: count })).max(501),
      })
      .meta({ id: "PricingCoverage" }),
    errors: CURRENT_READ_ERRORS,
    rest: [{ method: "GET", path: `${BASE}/coverage` }],
  }),
  "pricing/unpriced-seats": operation({
    summary: "List the seats that no rule prices, in hall order",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...readGuard, cursor: pageInput.cursor, limit: z.int().min(1).max(1_000).default(1_000) }),
    output: z.object({
      ...priceState,
      total: count,
      items: z.array(seatRecord).max(1_000),
      next_cursor: written(512).nullable(),
    }),
    errors: CURRENT_READ_ERRORS,
    rest: [{ method: "GET", path: `${BASE}/unpriced-seats` }],
  }),
  "pricing/explain": operation({
    summary: "Read why a seat costs what it costs: which rules were looked for, and which one counts",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...readGuard, seat_id: namedId }),
    output: explained,
    errors: CURRENT_READ_ERRORS,
    rest: [{ method: "GET", path: `${BASE}/explain/{seat_id}` }],
  }),
  "pricing/diagnostics": operation({
    summary: "Read which rules price nothing, contradict each other or could go",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: z
      .object({
        ...priceState,
        rules_total: count,
        dead_rules: count,
        conflicting_rules: count,
        rules: z
          .array(
            z.object({
              price_rule_id: identifier,
              seats: count.describe("That it prices"),
              findings: z
                .array(
                  z.object({
                    code: written(40).meta({ description: "Such as target_missing, shadowed or conflicts" }),
                    message: written(500),
                    price_rule_ids: z.array(identifier).max(20).describe("The other rules that this is about"),
                  }),
                )
                .max(10),
            }),
          )
          .max(RULES_MAX)
          .describe("Rules that something is said of"),
        unused_pricing_category_ids: z.array(identifier).max(CATEGORIES_MAX),
      })
      .meta({ id: "PricingDiagnostics" }),
    errors: CURRENT_READ_ERRORS,
    rest: [{ method: "GET", path: `${BASE}/rules/diagnostics` }],
  }),
} as const;
