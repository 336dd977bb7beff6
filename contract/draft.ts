// The editor's side of a draft: how it stands and what is in it.
import * as z from "zod";
import { operation } from "./operation.ts";
import {
  CURRENT_ERRORS,
  currentGuard,
  DRAFT_EDIT_ERRORS,
  DRAFT_READ_ERRORS,
  diffCounts,
  draftGuard,
  draftState,
  groupRecord,
  groupRecords,
  readGuard,
  readiness,
  schemeId,
  schemeVersion,
  seatRecord,
  seatRecords,
  sectorRecord,
  sectorRecords,
  structureCounts,
  VERSION_STATUS,
  validation,
} from "./scheme-values.ts";
import { count, identifier, money, timestamp, written } from "./values.ts";

const BASE = "/api/v1/schemes/{scheme_id}";
const DRAFT = `${BASE}/draft`;
const CHANGES_MAX = 1_000;
/** Of 60,000 seats at the highest price. */
const TOTAL_MAX = 600_000_000_000_000;

const fieldChanges = z
  .record(
    z.string().max(64),
    z.object({
      before: z.union([written(256), z.number(), z.boolean()]).nullable(),
      after: z.union([written(256), z.number(), z.boolean()]).nullable(),
    }),
  )
  .describe("By field");

function changesOf<Record extends z.ZodType>(record: Record) {
  return z.object({
    added: z.array(record).max(CHANGES_MAX),
    removed: z.array(record).max(CHANGES_MAX),
    changed: z.array(z.object({ record_id: identifier, id: written(64), fields: fieldChanges })).max(CHANGES_MAX),
  });
}

const structureDiff = z
  .object({
    scheme_version_id: identifier,
    compared_with_scheme_version_id: identifier
      .nullable()
      .describe("What the draft was cloned from; null of a first one"),
    counts: diffCounts,
    sectors: changesOf(sectorRecord),
    groups: changesOf(groupRecord),
    seats: changesOf(seatRecord),
    truncated: z.boolean().describe("There are more changes than the lists hold; the counts are of all"),
  })
  .meta({ id: "StructureDiff" });

const pricesSummary = z.object({ seats: count, priced: count, unpriced: count });

const draftSummary = z
  .object({
    ...draftState,
    status: z.enum(VERSION_STATUS),
    counts: structureCounts,
    validation: z.object({ errors: count, warnings: count }),
    diff: diffCounts,
    pricing: pricesSummary,
    readiness,
    updated_at: timestamp,
  })
  .meta({ id: "DraftSummary" });

const publishPreview = z
  .object({
    ...draftState,
    snapshot: schemeVersion.shape.snapshot,
    readiness,
    validation: z.object({ errors: count, warnings: count }),
    seats_total: count,
    priced_seats: count,
    unpriced_seats: count,
    total_amount: z
      .int()
      .min(0)
      .max(TOTAL_MAX)
      .nullable()
      .describe("What all priced seats together cost, in the currency's minor unit; null while none has a price"),
    currency: written(3),
    categories: z
      .array(
        z.object({
          name: written(64),
          color: written(7),
          seats: count,
          price_min: money.nullable(),
          price_max: money.nullable(),
        }),
      )
      .max(50),
    sectors: z
      .array(z.object({ sector_id: written(64).nullable(), name: written(64), seats: count, priced: count }))
      .max(501),
    artifact: z
      .object({ sha256: written(64), bytes: count })
      .nullable()
      .describe("The stored preview of the snapshot, while that is current"),
  })
  .meta({ id: "PublishPreview" });

export const DRAFT_OPERATIONS = {
  "draft/context": operation({
    summary: "Read what an editor can do now: use the current draft, or make one",
    scope: "admin",
    key: "none",
    input: z.strictObject(schemeId),
    output: z
      .object({
        scheme_id: identifier,
        current_scheme_version_id: identifier,
        current_status: z.enum(VERSION_STATUS),
        current_is_draft: z.boolean(),
        editor_available: z.boolean(),
        should_create_draft: z.boolean(),
        recommended_action: z.enum(["use_current_draft", "create_draft"]),
      })
      .meta({ id: "EditorContext" }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${BASE}/editor/context` }],
  }),
  "draft/ensure": operation({
    summary: "Take the current draft, or clone the published version into a new one",
    scope: "admin",
    key: "accepted",
    input: z.strictObject(currentGuard),
    output: z.object({ scheme_version_id: identifier, created: z.boolean(), version: schemeVersion }),
    errors: [...CURRENT_ERRORS, "scheme_limit_reached"],
    rest: [{ method: "POST", path: `${DRAFT}/ensure` }],
  }),
  "draft/update": operation({
    summary: "Say what the best seats of a draft are nearest to, such as the middle of the stage",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      ...draftGuard,
      focal: z
        .strictObject({
          x: z.number().min(-1_000_000).max(1_000_000),
          y: z.number().min(-1_000_000).max(1_000_000),
        })
        .nullable()
        .describe("In the drawing's units, y downwards; null for the middle above the first row"),
    }),
    output: schemeVersion,
    errors: DRAFT_EDIT_ERRORS,
    rest: [{ method: "PATCH", path: DRAFT }],
  }),
  "draft/readiness": operation({
    summary: "Read whether the draft can be published, and what is in the way",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: z.object({ ...draftState, ...readiness.shape }),
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/publish-readiness` }],
  }),
  "draft/summary": operation({
    summary: "Read a draft in short: counters, validation, changes and readiness",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: draftSummary,
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/summary` }],
  }),
  "draft/structure": operation({
    summary: "Read every sector, group and seat of a draft",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: z.object({ ...draftState, sectors: sectorRecords, groups: groupRecords, seats: seatRecords }),
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/structure` }],
  }),
  "draft/validation": operation({
    summary: "Read what is wrong or doubtful in a draft's structure",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: z.object({ ...draftState, ...validation.shape }),
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/validation` }],
  }),
  "draft/compare": operation({
    summary: "Read what a draft changes in the version that it was cloned from",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: structureDiff,
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/compare-preview` }],
  }),
  "draft/seat": operation({
    summary: "Read one seat of a draft",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...readGuard, seat_record_id: identifier }),
    output: z.object({ ...draftState, seat: seatRecord }),
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/seats/records/{seat_record_id}` }],
  }),
  "draft/sector": operation({
    summary: "Read one sector of a draft",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...readGuard, sector_record_id: identifier }),
    output: z.object({ ...draftState, sector: sectorRecord }),
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/sectors/records/{sector_record_id}` }],
  }),
  "draft/group": operation({
    summary: "Read one group of a draft",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...readGuard, group_record_id: identifier }),
    output: z.object({ ...draftState, group: groupRecord }),
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/groups/records/{group_record_id}` }],
  }),
  "draft/snapshot": operation({
    summary: "Keep the price of every seat as it is now; publishing needs it",
    scope: "admin",
    key: "accepted",
    input: z.strictObject(draftGuard),
    output: z.object({ ...draftState, snapshot: schemeVersion.shape.snapshot.unwrap(), readiness }),
    errors: DRAFT_EDIT_ERRORS,
    rest: [{ method: "POST", path: `${DRAFT}/pricing/snapshot`, status: 201 }],
  }),
  "draft/preview": operation({
    summary: "Read what publishing the draft would put on sale",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: publishPreview,
    errors: DRAFT_READ_ERRORS,
    rest: [{ method: "GET", path: `${DRAFT}/publish-preview` }],
  }),
} as const;
