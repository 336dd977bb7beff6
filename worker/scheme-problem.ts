// Refusals of schemes as problems. Their codes are those of R5, in lower case.
import type { Refusal } from "../domain/refusal.ts";
import type { SchemeDuplicate, SchemeRefusal, SchemeUnknown } from "../domain/scheme/refusal.ts";
import type { LineRefusal } from "../durable-objects/envelope.ts";
import { type Failure, refusalFailure } from "./problem.ts";

const NAMED_MAX = 20;

type AnyNo = SchemeRefusal | Refusal | LineRefusal;

export function schemeFailure(no: AnyNo): Failure {
  return isOfSchemes(no) ? ownFailure(no) : refusalFailure(no);
}

function isOfSchemes(no: AnyNo): no is SchemeRefusal {
  return no.code === no.code.toLowerCase();
}

function ownFailure(no: SchemeRefusal): Failure {
  switch (no.code) {
    case "stale_current_version":
    case "stale_draft_version":
      return {
        code: no.code,
        detail: `${no.current} is current, not ${no.expected.slice(0, 128)}: read how things stand and decide again.`,
        facts: {
          expected_scheme_version_id: no.expected,
          current_scheme_version_id: no.current,
        },
      };
    case "stale_draft_revision":
      return {
        code: no.code,
        detail: `The draft is at revision ${no.revision}, not ${no.expected}: somebody else changed it. Read it again.`,
        facts: { expected_revision: no.expected, revision: no.revision },
      };
    case "draft_not_editable":
      return {
        code: no.code,
        detail: `The current version is ${no.status}: make a draft of it with draft/ensure.`,
        facts: { scheme_version_id: no.scheme_version_id, version_status: no.status },
      };
    case "version_not_published":
      return {
        code: no.code,
        detail: "No version of the scheme that this could be about is published: publish its draft.",
        facts: { scheme_version_id: no.scheme_version_id },
      };
    case "publish_not_ready":
      return {
        code: no.code,
        detail: no.reasons.map(({ message }) => message).join(" "),
        facts: { reasons: no.reasons },
      };
    case "scheme_limit_reached":
      return {
        code: no.code,
        detail: `There are ${no.most} ${no.what}, and more are not kept.`,
        facts: { what: no.what, most: no.most },
      };
    case "pricing_category_in_use":
      return {
        code: no.code,
        detail: `${no.rules} price rules use the category: change or remove them first.`,
        facts: { pricing_category_id: no.pricing_category_id, rules: no.rules },
      };
    case "remap_filter_required":
      return {
        code: no.code,
        detail: "Say which seats are meant: a remap without a filter would move all of them.",
      };
    case "invalid_amount":
      return {
        code: no.code,
        detail: `amount ${no.message}.`,
      };
    case "duplicate_seat_id":
    case "duplicate_seat_id_in_payload":
    case "duplicate_seat_element_id":
    case "duplicate_sector_id":
    case "duplicate_group_id":
    case "duplicate_sector_element_id":
    case "duplicate_group_element_id":
    case "duplicate_pricing_category_name":
    case "unknown_seat_id":
    case "unknown_sector_id":
    case "unknown_group_id":
    case "unknown_sector_ids":
    case "unknown_group_ids":
    case "unknown_seat_ids":
    case "unknown_target_sector_id":
    case "unknown_target_group_id":
    case "unknown_pricing_category_id":
      return {
        code: no.code,
        detail: `${NAMING[no.code]}: ${no.ids.slice(0, NAMED_MAX).join(", ")}. Nothing was changed.`,
        facts: { ids: no.ids.slice(0, NAMED_MAX) },
      };
  }
}

const NAMING: { readonly [Code in SchemeDuplicate | SchemeUnknown]: string } = {
  duplicate_seat_id: "Another seat of the draft has this seat_id",
  duplicate_seat_id_in_payload: "The request names a seat_id twice",
  duplicate_seat_element_id: "Another seat of the draft is this element",
  duplicate_sector_id: "Another sector of the draft has this sector_id",
  duplicate_group_id: "Another group of the draft has this group_id",
  duplicate_sector_element_id: "Another sector of the draft is this element",
  duplicate_group_element_id: "Another group of the draft is this element",
  duplicate_pricing_category_name: "Another pricing category has this name",
  unknown_seat_id: "The draft has no seat with this seat_id",
  unknown_seat_ids: "The draft has no seats with these seat_ids",
  unknown_sector_id: "The draft has no sector with this sector_id",
  unknown_sector_ids: "The draft has no sectors with these sector_ids",
  unknown_group_id: "The draft has no group with this group_id",
  unknown_group_ids: "The draft has no groups with these group_ids",
  unknown_target_sector_id: "The draft has no sector with this sector_id to move to",
  unknown_target_group_id: "The draft has no group with this group_id to move to",
  unknown_pricing_category_id: "The draft has no pricing category with this id",
};
