// What a rule of schemes answers when it says no. The codes are those of R5 and stay in lower case on the wire.
import type { PublishBlocker } from "./readiness.ts";

/** What a caller must know to go on is in the refusal; lists are cut to what a report names. */
export type SchemeRefusal =
  | {
      readonly ok: false;
      readonly code: "stale_current_version" | "stale_draft_version";
      readonly expected: string;
      /** The version that is current. */
      readonly current: string;
    }
  | {
      readonly ok: false;
      readonly code: "stale_draft_revision";
      readonly expected: number;
      readonly revision: number;
    }
  | {
      readonly ok: false;
      readonly code: "draft_not_editable";
      readonly scheme_version_id: string;
      readonly status: string;
    }
  | { readonly ok: false; readonly code: "version_not_published"; readonly scheme_version_id: string }
  | { readonly ok: false; readonly code: SchemeDuplicate | SchemeUnknown; readonly ids: readonly string[] }
  | { readonly ok: false; readonly code: "remap_filter_required" }
  | { readonly ok: false; readonly code: "invalid_amount"; readonly path: string; readonly message: string }
  | {
      readonly ok: false;
      readonly code: "pricing_category_in_use";
      readonly pricing_category_id: string;
      readonly rules: number;
    }
  | { readonly ok: false; readonly code: "publish_not_ready"; readonly reasons: readonly PublishBlocker[] }
  | { readonly ok: false; readonly code: "scheme_limit_reached"; readonly what: string; readonly most: number };

export const SCHEME_DUPLICATES = [
  "duplicate_seat_id",
  "duplicate_seat_id_in_payload",
  "duplicate_seat_element_id",
  "duplicate_sector_id",
  "duplicate_group_id",
  "duplicate_sector_element_id",
  "duplicate_group_element_id",
  "duplicate_pricing_category_name",
] as const;
export type SchemeDuplicate = (typeof SCHEME_DUPLICATES)[number];

/** Something that the request names and that is not there: the ids that are not. */
export const SCHEME_UNKNOWNS = [
  "unknown_seat_id",
  "unknown_sector_id",
  "unknown_group_id",
  "unknown_sector_ids",
  "unknown_group_ids",
  "unknown_seat_ids",
  "unknown_target_sector_id",
  "unknown_target_group_id",
  "unknown_pricing_category_id",
] as const;
export type SchemeUnknown = (typeof SCHEME_UNKNOWNS)[number];
