// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type {
  ExplainedPrice,
  PriceRule,
  Pricing,
  PricingCategory,
  PricingCoverage,
  PricingDiagnostics,
} from "./pricing-shapes.ts";
import type { SeatRecord } from "./shapes.ts";

export interface PricingCoverageRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface PricingCreateCategoryRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  /** 1 to 64 characters */
  name: string;
  /** at most 7 characters */
  color: string;
  amount?: number | null | undefined;
}

export interface PricingCreateCategoryResponse {
  scheme_version_id: string;
  revision: number;
  category: PricingCategory;
}

export interface PricingCreateRuleRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  target_type: "seat" | "group" | "sector" | "default";
  /** The seat_id, group_id or sector_id; none of a default */
  target_id?: string | null | undefined;
  pricing_category_id: string;
  /** Instead of the category's; null for the category's */
  amount?: number | null | undefined;
  /** Of several rules for one target the highest counts, then the newest; 0 to 1000 */
  priority?: number | undefined;
}

export interface PricingCreateRuleResponse {
  scheme_version_id: string;
  revision: number;
  rule: PriceRule;
}

export interface PricingDeleteCategoryRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  pricing_category_id: string;
}

export interface PricingDeleteCategoryResponse {
  scheme_version_id: string;
  revision: number;
  category: PricingCategory;
}

export interface PricingDeleteRuleRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  price_rule_id: string;
}

export interface PricingDeleteRuleResponse {
  scheme_version_id: string;
  revision: number;
  rule: PriceRule;
}

export interface PricingDiagnosticsRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface PricingExplainRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** 1 to 64 characters */
  seat_id: string;
}

export interface PricingGetRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface PricingUnpricedSeatsRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 1000; 1000 by default */
  limit?: number | undefined;
}

export interface PricingUnpricedSeatsResponse {
  scheme_version_id: string;
  revision: number;
  total: number;
  items: Array<SeatRecord>;
  next_cursor: string | null;
}

export interface PricingUpdateCategoryRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  pricing_category_id: string;
  /** 1 to 64 characters */
  name?: string | undefined;
  /** at most 7 characters */
  color?: string | undefined;
  amount?: number | null | undefined;
}

export interface PricingUpdateCategoryResponse {
  scheme_version_id: string;
  revision: number;
  category: PricingCategory;
}

export interface PricingUpdateRuleRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  price_rule_id: string;
  target_type?: "seat" | "group" | "sector" | "default" | undefined;
  target_id?: string | null | undefined;
  pricing_category_id?: string | undefined;
  /** Instead of the category's; null for the category's */
  amount?: number | null | undefined;
  /** Of several rules for one target the highest counts, then the newest; 0 to 1000 */
  priority?: number | undefined;
}

export interface PricingUpdateRuleResponse {
  scheme_version_id: string;
  revision: number;
  rule: PriceRule;
}

export type PricingGetResponse = Pricing;
export type PricingCoverageResponse = PricingCoverage;
export type PricingExplainResponse = ExplainedPrice;
export type PricingDiagnosticsResponse = PricingDiagnostics;

/** The methods of `client.pricing`. */
export interface PricingMethods {
  /**
   * Read the categories and rules of the current version.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version.
   */
  get(request: PricingGetRequest, options?: CallOptions): Answer<Pricing>;

  /**
   * Add a pricing category to the draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, invalid_amount, duplicate_pricing_category_name, scheme_limit_reached.
   */
  createCategory(request: PricingCreateCategoryRequest, options?: CallOptions): Answer<PricingCreateCategoryResponse>;

  /**
   * Change a pricing category of the draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, invalid_amount, duplicate_pricing_category_name.
   */
  updateCategory(request: PricingUpdateCategoryRequest, options?: CallOptions): Answer<PricingUpdateCategoryResponse>;

  /**
   * Remove a pricing category that no rule uses from the draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, pricing_category_in_use.
   */
  deleteCategory(request: PricingDeleteCategoryRequest, options?: CallOptions): Answer<PricingDeleteCategoryResponse>;

  /**
   * Add a price rule to the draft: for a seat, a group, a sector or everything else.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, invalid_amount, unknown_pricing_category_id, unknown_seat_id, unknown_group_id, unknown_sector_id, scheme_limit_reached.
   */
  createRule(request: PricingCreateRuleRequest, options?: CallOptions): Answer<PricingCreateRuleResponse>;

  /**
   * Change a price rule of the draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, invalid_amount, unknown_pricing_category_id, unknown_seat_id, unknown_group_id, unknown_sector_id.
   */
  updateRule(request: PricingUpdateRuleRequest, options?: CallOptions): Answer<PricingUpdateRuleResponse>;

  /**
   * Remove a price rule from the draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH.
   */
  deleteRule(request: PricingDeleteRuleRequest, options?: CallOptions): Answer<PricingDeleteRuleResponse>;

  /**
   * Read how many seats have a price, by category, sector and kind of rule.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version.
   */
  coverage(request: PricingCoverageRequest, options?: CallOptions): Answer<PricingCoverage>;

  /**
   * List the seats that no rule prices, in hall order.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version.
   */
  unpricedSeats(
    request: PricingUnpricedSeatsRequest,
    options?: CallOptions,
  ): Pages<SeatRecord, PricingUnpricedSeatsResponse>;

  /**
   * Read why a seat costs what it costs: which rules were looked for, and which one counts.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version.
   */
  explain(request: PricingExplainRequest, options?: CallOptions): Answer<ExplainedPrice>;

  /**
   * Read which rules price nothing, contradict each other or could go.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version.
   */
  diagnostics(request: PricingDiagnosticsRequest, options?: CallOptions): Answer<PricingDiagnostics>;
}
