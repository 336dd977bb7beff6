// What the pages of the problems of seating schemes say; see problem-advice.ts.
import type { Advice } from "./problem-advice.ts";
import type { ProblemCode } from "./problems.ts";

/** R5's codes, which stay as that document writes them, and the one of drawings. */
type SchemeProblemCode = Extract<ProblemCode, Lowercase<string>> | "DRAWING_REFUSED";

/** Of an edit that was refused: the draft is as it was. */
const NOTHING_CHANGED = "Nothing was changed; a request that is put right needs a new `Idempotency-Key`.";
const READ_STRUCTURE = "Read the draft with `draft/structure`";

const VERSIONS = {
  stale_current_version: {
    cause:
      "`expected_current_scheme_version_id` names another version than the one that is current: somebody made a draft, published or rolled back since you read it.",
    remedy: `Read the scheme again (\`scheme/current\` or \`draft/context\`), look at what is current now, and decide anew. ${NOTHING_CHANGED}`,
  },
  stale_draft_version: {
    cause:
      "`expected_scheme_version_id` names another version than the one that is current. The draft that this was meant for was published, or another took its place.",
    remedy:
      "Call `draft/ensure`, load that draft and show it. Do not send the edit again unseen: it was meant for another draft.",
  },
  stale_draft_revision: {
    cause:
      "The draft was edited after it was read: it is at `revision`, and `expected_revision` is older. Two editors are at work.",
    remedy: `Read the draft again, show what the other editor changed, and send the edit with the new revision if it is still meant. ${NOTHING_CHANGED} Without \`expected_revision\` the later edit counts.`,
  },
  draft_not_editable: {
    cause: "The current version is no draft: `version_status` says whether it is published or unpublished.",
    remedy:
      "Call `draft/ensure`: it clones the current version into a new draft, whose `scheme_version_id` is the one to send.",
  },
  version_not_published: {
    cause: "The version that is to be withdrawn or to come back was never published, or is not published now.",
    remedy: "Choose one of those that `scheme/versions` lists with `published_at`.",
  },
  publish_not_ready: {
    cause:
      "The draft cannot be put on sale as it is: `reasons` lists each hindrance with how often it occurs and what to do. A pricing snapshot is stale as soon as structure or prices differ from what it was made of, even though every seat has a price.",
    remedy:
      "Go through `reasons` from the first to the last, then make a pricing snapshot (`draft/snapshot`) and publish. `draft/readiness` answers the same without publishing.",
  },
  scheme_limit_reached: {
    cause: "A scheme has at most `most` of `what`, and has them.",
    remedy: "Remove some that are not needed, or divide the hall into two schemes.",
  },
  DRAWING_REFUSED: {
    cause:
      "The file is not an SVG, cannot be read without doubt, or would cost too much to look at. `problems` says what is wrong, and in which line where that is known. What is merely not allowed, such as a script, is no reason: it is left out and reported.",
    remedy:
      "Mend the drawing, or save it anew as plain SVG in UTF-8 from the program that it was drawn with, and upload it with a new `Idempotency-Key`. Nothing was kept of the refused one.",
  },
} as const satisfies { readonly [code: string]: Advice };

function duplicate(cause: string, remedy: string): Advice {
  return { cause, remedy: `${remedy} ${NOTHING_CHANGED}` };
}

const DUPLICATES = {
  duplicate_seat_id: duplicate(
    "Another seat of the draft has the `seat_id` that a seat should get: `ids` names it.",
    "Choose another. Two seats change names with each other in one `draft/update-seats`, which looks at the result only.",
  ),
  duplicate_seat_id_in_payload: duplicate(
    "One request names the seats of `ids` twice, or gives two seats one `seat_id`.",
    "Put all changes of a seat into one item, and give each seat an id of its own.",
  ),
  duplicate_seat_element_id: duplicate(
    "Another seat of the draft is the element that `ids` names; an element of the drawing is one seat.",
    "Name the element that this seat is, or take it from the other seat first (`element_id: null`).",
  ),
  duplicate_sector_id: duplicate(
    "Another sector of the draft has that `sector_id`.",
    "Choose another, or change the sector that is there with `draft/update-sector`.",
  ),
  duplicate_sector_element_id: duplicate(
    "Another sector of the draft is the element that `ids` names.",
    "Name the element that this sector is, or take it from the other sector first (`element_id: null`).",
  ),
  duplicate_group_id: duplicate(
    "Another group of the draft has that `group_id`.",
    "Choose another, or change the group that is there with `draft/update-group`.",
  ),
  duplicate_group_element_id: duplicate(
    "Another group of the draft is the element that `ids` names.",
    "Name the element that this group is, or take it from the other group first (`element_id: null`).",
  ),
  duplicate_pricing_category_name: duplicate(
    "Another pricing category of the draft has that name.",
    "Choose another, or change the category that is there with `pricing/update-category`.",
  ),
} as const satisfies { readonly [code: string]: Advice };

function unknown(what: string, remedy: string): Advice {
  return { cause: `${what} \`ids\` names what is not there, or the first of it.`, remedy };
}

const UNKNOWNS = {
  unknown_seat_id: unknown(
    "The price rule is for a seat that the draft does not have.",
    `${READ_STRUCTURE} and send a \`seat_id\` as it stands there: an edit may have renamed it.`,
  ),
  unknown_seat_ids: unknown(
    "The request names seats that the draft does not have.",
    `${READ_STRUCTURE} and leave out or correct the ids in \`ids\`. All or nothing is done, so nothing was.`,
  ),
  unknown_sector_id: unknown(
    "The request names a sector that the draft does not have.",
    `${READ_STRUCTURE}, or add the sector first with \`draft/create-sector\`. \`null\` says that there is none.`,
  ),
  unknown_sector_ids: unknown(
    "The request names sectors that the draft does not have.",
    `${READ_STRUCTURE} and correct the ids in \`ids\`, or add the sectors first. All or nothing is done, so nothing was.`,
  ),
  unknown_group_id: unknown(
    "The request names a group that the draft does not have.",
    `${READ_STRUCTURE}, or add the group first with \`draft/create-group\`. \`null\` says that there is none.`,
  ),
  unknown_group_ids: unknown(
    "The request names groups that the draft does not have.",
    `${READ_STRUCTURE} and correct the ids in \`ids\`, or add the groups first. All or nothing is done, so nothing was.`,
  ),
  unknown_target_sector_id: unknown(
    "Seats are to be moved to a sector that the draft does not have.",
    "Add it first with `draft/create-sector`, or move them to one that is there. `null` takes them out of any.",
  ),
  unknown_target_group_id: unknown(
    "Seats are to be moved to a group that the draft does not have.",
    "Add it first with `draft/create-group`, or move them to one that is there. `null` takes them out of any.",
  ),
  unknown_pricing_category_id: unknown(
    "The price rule is of a category that the draft does not have.",
    "Read the categories with `pricing/get`, or make one with `pricing/create-category`. Clones of a version keep the ids.",
  ),
} as const satisfies { readonly [code: string]: Advice };

export const SCHEME_PROBLEM_ADVICE: { readonly [Code in SchemeProblemCode]: Advice } = {
  ...VERSIONS,
  ...DUPLICATES,
  ...UNKNOWNS,
  pricing_category_in_use: {
    cause: "`rules` price rules of the draft are of this category, and would have none without it.",
    remedy: "Give those rules another category (`pricing/update-rule`) or remove them, then remove the category.",
  },
  remap_filter_required: {
    cause: "The remap says where seats go, but not which: there is no `filter`, or all its lists are empty.",
    remedy: "Send at least one of `seat_ids`, `sector_ids`, `group_ids` and `row_labels` with something in it.",
  },
  invalid_amount: {
    cause:
      "The amount is negative, larger than 10,000,000,000, or no whole number. Amounts are in the minor unit of the scheme's currency: 25 euros are 2500.",
    remedy: `Send a whole number of minor units, or \`null\` for none. ${NOTHING_CHANGED}`,
  },
};
