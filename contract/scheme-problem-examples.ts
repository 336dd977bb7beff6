// What problems of seating schemes say of the documents' hall; see problem-examples.ts.
import type { ProblemCode } from "./problems.ts";
import { BALCONY, NOT_READY, SCHEME_IDS } from "./scheme-hall-example.ts";

type Words = { readonly detail: string } & Readonly<Record<string, unknown>>;

const { scheme_version, next_scheme_version } = SCHEME_IDS;
const STALE = { expected_scheme_version_id: scheme_version, current_scheme_version_id: next_scheme_version };

export const SCHEME_PROBLEM_WORDS: { readonly [Code in ProblemCode]?: Words } = {
  DRAWING_REFUSED: {
    detail: "The drawing is not well-formed XML.",
    problems: [{ code: "malformed", message: "The element g is not closed.", line: 7 }],
  },
  stale_current_version: { detail: "Another version became current. Read the scheme again.", ...STALE },
  stale_draft_version: { detail: "Another draft is current. Load it before you edit.", ...STALE },
  stale_draft_revision: {
    detail: "The draft is at revision 3, and this was made for revision 2.",
    expected_revision: 2,
    revision: 3,
  },
  draft_not_editable: {
    detail: "The current version is published. Make a draft of it with draft/ensure.",
    scheme_version_id: scheme_version,
    version_status: "published",
  },
  version_not_published: {
    detail: "The version was never published.",
    scheme_version_id: next_scheme_version,
  },
  publish_not_ready: {
    detail: "2 things are in the way of publishing: unpriced_seats, snapshot_missing.",
    reasons: NOT_READY.reasons,
  },
  scheme_limit_reached: { detail: "A scheme has at most 50 pricing categories.", what: "categories", most: 50 },
  duplicate_seat_id: { detail: "Another seat has the seat_id Stalls-A-2.", ids: ["Stalls-A-2"] },
  duplicate_seat_id_in_payload: { detail: "The seat Stalls-A-2 is named twice.", ids: ["Stalls-A-2"] },
  duplicate_seat_element_id: { detail: "The element A-2 is another seat already.", ids: ["A-2"] },
  duplicate_sector_id: { detail: "Another sector has the sector_id Stalls.", ids: ["Stalls"] },
  duplicate_sector_element_id: { detail: "The element stalls is another sector already.", ids: ["stalls"] },
  duplicate_group_id: { detail: "Another group has the group_id Stalls-A.", ids: ["Stalls-A"] },
  duplicate_group_element_id: { detail: "The element row-a is another group already.", ids: ["row-a"] },
  duplicate_pricing_category_name: { detail: "Another category is called Standard.", ids: ["Standard"] },
  pricing_category_in_use: {
    detail: "1 price rule is of this category.",
    pricing_category_id: SCHEME_IDS.pricing_category,
    rules: 1,
  },
  unknown_seat_id: { detail: "The draft has no seat Stalls-A-9.", ids: ["Stalls-A-9"] },
  unknown_seat_ids: { detail: "The draft has no seats Stalls-A-8, Stalls-A-9.", ids: ["Stalls-A-8", "Stalls-A-9"] },
  unknown_sector_id: { detail: "The draft has no sector balcony.", ids: [BALCONY.sector_id] },
  unknown_sector_ids: { detail: "The draft has no sectors balcony.", ids: [BALCONY.sector_id] },
  unknown_group_id: { detail: "The draft has no group row-z.", ids: ["row-z"] },
  unknown_group_ids: { detail: "The draft has no groups row-z.", ids: ["row-z"] },
  unknown_target_sector_id: { detail: "The draft has no sector balcony to move seats to.", ids: [BALCONY.sector_id] },
  unknown_target_group_id: { detail: "The draft has no group row-z to move seats to.", ids: ["row-z"] },
  unknown_pricing_category_id: { detail: "The draft has no category cat_0000009.", ids: ["cat_0000009"] },
  remap_filter_required: { detail: "Say which seats: at least one list of the filter must have something in it." },
  invalid_amount: { detail: "/amount must be a whole number from 0 to 10,000,000,000, in the minor unit." },
};
