// Made from contract/*.ts: npm run generate
import type { Money } from "./shapes.ts";

export interface ExplainedPrice {
  /** at most 32 characters */
  seat_id: string;
  /** null while no rule prices the seat */
  price: Money | null;
  pricing_category_id: string | null;
  category: string | null;
  price_rule_id: string | null;
  /** What kind of rule prices it */
  target_type: "seat" | "group" | "sector" | "default" | null;
  scheme_version_id: string;
  /** In the order in which rules are looked for */
  steps: Array<{
    target_type: "seat" | "group" | "sector" | "default";
    target_id: string | null;
    /** won, or why not: no_target, no_rule, no_amount, priced_closer; at most 40 characters */
    outcome: string;
    /** Those of that target, the first one first */
    rules: Array<{
      price_rule_id: string;
      pricing_category_id: string;
      /** What it comes to; null where neither rule nor category has a price */
      price: Money | null;
      priority: number;
    }>;
  }>;
}

export interface PriceRule {
  price_rule_id: string;
  target_type: "seat" | "group" | "sector" | "default";
  /** The seat_id, group_id or sector_id; null of a default */
  target_id: string | null;
  pricing_category_id: string;
  /** Instead of the category's; null for the category's */
  price: Money | null;
  priority: number;
}

export interface Pricing {
  scheme_version_id: string;
  revision: number;
  /** ISO 4217; at most 3 characters */
  currency: string;
  categories: Array<PricingCategory>;
  rules: Array<PriceRule>;
}

export interface PricingCategory {
  pricing_category_id: string;
  /** at most 64 characters */
  name: string;
  /** #RRGGBB; at most 7 characters */
  color: string;
  /** null while its rules say their own */
  price: Money | null;
}

export interface PricingCoverage {
  scheme_version_id: string;
  revision: number;
  /** Those that are sold */
  seats_total: number;
  priced_seats: number;
  unpriced_seats: number;
  by_category: Array<{
    pricing_category_id: string;
    /** at most 64 characters */
    name: string;
    seats: number;
    price_min: Money | null;
    price_max: Money | null;
  }>;
  by_target_type: {
    seat: number;
    group: number;
    sector: number;
    default: number;
  };
  by_sector: Array<{
    sector_id: string | null;
    seats: number;
    priced_seats: number;
  }>;
}

export interface PricingDiagnostics {
  scheme_version_id: string;
  revision: number;
  rules_total: number;
  dead_rules: number;
  conflicting_rules: number;
  /** Rules that something is said of */
  rules: Array<{
    price_rule_id: string;
    /** That it prices */
    seats: number;
    findings: Array<{
      /** Such as target_missing, shadowed or conflicts; at most 40 characters */
      code: string;
      /** at most 500 characters */
      message: string;
      /** The other rules that this is about */
      price_rule_ids: Array<string>;
    }>;
  }>;
  unused_pricing_category_ids: Array<string>;
}
