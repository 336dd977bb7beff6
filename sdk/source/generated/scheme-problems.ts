// Made from contract/*.ts: npm run generate
import type { ProblemOf } from "./problem-of.ts";

/** Another version is current */
export type StaleCurrentVersionProblem = ProblemOf<"stale_current_version", 409> & {
  expected_scheme_version_id: string;
  current_scheme_version_id: string;
};
/** Another draft is current */
export type StaleDraftVersionProblem = ProblemOf<"stale_draft_version", 409> & {
  expected_scheme_version_id: string;
  current_scheme_version_id: string;
};
/** The draft was changed meanwhile */
export type StaleDraftRevisionProblem = ProblemOf<"stale_draft_revision", 409> & {
  expected_revision: number;
  revision: number;
};
/** The current version is no draft */
export type DraftNotEditableProblem = ProblemOf<"draft_not_editable", 409> & {
  scheme_version_id: string;
  version_status: "draft" | "published" | "unpublished";
};
/** The version is not published */
export type VersionNotPublishedProblem = ProblemOf<"version_not_published", 409> & {
  scheme_version_id: string;
};
/** The draft cannot be published yet */
export type PublishNotReadyProblem = ProblemOf<"publish_not_ready", 409> & {
  /** What is in the way of publishing */
  reasons: Array<{
    /** at most 40 characters */
    code: string;
    count: number;
    /** at most 500 characters */
    message: string;
  }>;
};
/** The scheme has as many as it may */
export type SchemeLimitReachedProblem = ProblemOf<"scheme_limit_reached", 409> & {
  /** at most 64 characters */
  what: string;
  most: number;
};
/** The seat_id is taken */
export type DuplicateSeatIdProblem = ProblemOf<"duplicate_seat_id", 409> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** A seat is named twice */
export type DuplicateSeatIdInPayloadProblem = ProblemOf<"duplicate_seat_id_in_payload", 409> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** The element is another seat's */
export type DuplicateSeatElementIdProblem = ProblemOf<"duplicate_seat_element_id", 409> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** The sector_id is taken */
export type DuplicateSectorIdProblem = ProblemOf<"duplicate_sector_id", 409> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** The element is another sector's */
export type DuplicateSectorElementIdProblem = ProblemOf<"duplicate_sector_element_id", 409> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** The group_id is taken */
export type DuplicateGroupIdProblem = ProblemOf<"duplicate_group_id", 409> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** The element is another group's */
export type DuplicateGroupElementIdProblem = ProblemOf<"duplicate_group_element_id", 409> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** The category's name is taken */
export type DuplicatePricingCategoryNameProblem = ProblemOf<"duplicate_pricing_category_name", 409> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** Rules use the category */
export type PricingCategoryInUseProblem = ProblemOf<"pricing_category_in_use", 409> & {
  pricing_category_id: string;
  rules: number;
};
/** There is no such seat */
export type UnknownSeatIdProblem = ProblemOf<"unknown_seat_id", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** There are no such seats */
export type UnknownSeatIdsProblem = ProblemOf<"unknown_seat_ids", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** There is no such sector */
export type UnknownSectorIdProblem = ProblemOf<"unknown_sector_id", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** There are no such sectors */
export type UnknownSectorIdsProblem = ProblemOf<"unknown_sector_ids", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** There is no such group */
export type UnknownGroupIdProblem = ProblemOf<"unknown_group_id", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** There are no such groups */
export type UnknownGroupIdsProblem = ProblemOf<"unknown_group_ids", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** There is no such sector to move to */
export type UnknownTargetSectorIdProblem = ProblemOf<"unknown_target_sector_id", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** There is no such group to move to */
export type UnknownTargetGroupIdProblem = ProblemOf<"unknown_target_group_id", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** There is no such category */
export type UnknownPricingCategoryIdProblem = ProblemOf<"unknown_pricing_category_id", 400> & {
  /** The ids that this is about, the first of them */
  ids: Array<string>;
};
/** A remap must say which seats */
export type RemapFilterRequiredProblem = ProblemOf<"remap_filter_required", 400>;
/** The amount is none */
export type InvalidAmountProblem = ProblemOf<"invalid_amount", 400>;
