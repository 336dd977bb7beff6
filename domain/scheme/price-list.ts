// The prices of a scheme's version, as data: categories with a price, and rules that say which seats have which.

/** From the closest to the widest: the first kind that has a rule for a seat prices it. */
export const RULE_TARGETS = ["seat", "group", "sector", "default"] as const;
export type RuleTarget = (typeof RULE_TARGETS)[number];

export type PricingCategory = {
  readonly category_no: number;
  readonly name: string;
  /** #RRGGBB */
  readonly color: string;
  /** In minor units; null while it has no price of its own, when each of its rules must say one. */
  readonly unit_amount: number | null;
};

export type PriceRule = {
  readonly rule_no: number;
  readonly target_type: RuleTarget;
  /** The seat_id, group_id or sector_id; null for the default. */
  readonly target_id: string | null;
  readonly category_no: number;
  /** In minor units, instead of the category's; null for the category's. */
  readonly unit_amount: number | null;
  /** Of two rules for one target the one with the higher priority prices it, then the newer one. */
  readonly priority: number;
};

export type PriceList = {
  /** ISO 4217 */
  readonly currency: string;
  readonly categories: ReadonlyMap<number, PricingCategory>;
  readonly rules: ReadonlyMap<number, PriceRule>;
};

/** What a category or rule is changed to; removal of a category that rules use is refused. */
export type PriceEdit = {
  readonly categories: { readonly put: readonly PricingCategory[]; readonly removed: readonly number[] };
  readonly rules: { readonly put: readonly PriceRule[]; readonly removed: readonly number[] };
};

const NOTHING = { put: [], removed: [] } as const;
export const NO_PRICE_EDIT: PriceEdit = { categories: NOTHING, rules: NOTHING };
