// What the operations of seating schemes have in common: guards, versions, records of the structure, refused drawings.
import * as z from "zod";
import { count, currencyCode, identifier, line, timestamp, written } from "./values.ts";

export const SEATS_MAX = 60_000;
const SECTORS_MAX = 500;
const GROUPS_MAX = 20_000;

/** Ids that people give: as map_seat_id, because a seat_id becomes one. */
function givenId(length_max: number) {
  return z
    .string()
    .regex(/^[A-Za-z0-9._-]+$/, "must be letters A to Z, digits, dots, underscores and hyphens")
    .max(length_max);
}
export const seatIdGiven = givenId(32);
export const sectorIdGiven = givenId(64);
export const groupIdGiven = givenId(64);
/** Of another id than we take, it is unknown and not malformed. */
export const namedId = line(64);
export const elementId = line(256).describe("The id of the element in the drawing that it is");

export const schemeId = { scheme_id: identifier };

export const expectedRevision = z
  .int()
  .min(0)
  .max(2_147_483_647)
  .optional()
  .describe("The draft's revision when it was read: two editors at once notice each other by it");

export const draftGuard = {
  ...schemeId,
  expected_scheme_version_id: identifier.describe(
    "The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version",
  ),
  expected_revision: expectedRevision,
};

export const readGuard = {
  ...schemeId,
  expected_scheme_version_id: identifier
    .optional()
    .describe("The draft that this is meant for; another one is stale_draft_version"),
};

export const currentGuard = {
  ...schemeId,
  expected_current_scheme_version_id: identifier
    .optional()
    .describe("The version that was current when this was decided; another one is stale_current_version"),
};

export const VERSION_STATUS = ["draft", "published", "unpublished"] as const;

export const schemeVersion = z
  .object({
    scheme_version_id: identifier,
    scheme_id: identifier,
    version_number: count.describe("From 1"),
    status: z.enum(VERSION_STATUS),
    is_current: z.boolean(),
    based_on_scheme_version_id: identifier.nullable().describe("The version that it was cloned from"),
    upload_id: identifier.describe("The drawing that it shows"),
    revision: count.describe("Counts the edits of structure and prices"),
    sectors_total: count,
    groups_total: count,
    seats_total: count,
    focal: z
      .object({ x: z.number(), y: z.number() })
      .nullable()
      .describe("What the best seats are nearest to, such as the stage; null for the middle above the first row"),
    snapshot: z
      .object({
        created_at: timestamp,
        hash: written(64).describe("SHA-256, in hex, of the structure and prices that it is of"),
        is_current: z.boolean().describe("Whether structure and prices are still what they were"),
      })
      .nullable()
      .describe("Of the prices; publishing needs one that is current"),
    created_at: timestamp,
    updated_at: timestamp,
    published_at: timestamp.nullable(),
    unpublished_at: timestamp.nullable(),
  })
  .meta({ id: "SchemeVersion" });

const schemeFields = {
  scheme_id: identifier,
  name: written(200),
  currency: currencyCode.describe("ISO 4217, of all its prices"),
  current_scheme_version_id: identifier,
  current_status: z.enum(VERSION_STATUS),
  published_scheme_version_id: identifier
    .nullable()
    .describe("The newest version that is published, which new shows are made from"),
  versions_total: count,
  seats_total: count.describe("Of the current version"),
  created_at: timestamp,
  updated_at: timestamp,
};
export const scheme = z.object(schemeFields).meta({ id: "Scheme" });

export const sectorRecord = z
  .object({
    sector_record_id: identifier,
    sector_id: written(64),
    name: written(64),
    element_id: written(256).nullable(),
  })
  .meta({ id: "SectorRecord" });

export const groupRecord = z
  .object({
    group_record_id: identifier,
    group_id: written(64),
    name: written(64),
    element_id: written(256).nullable(),
    sector_id: written(64).nullable(),
  })
  .meta({ id: "GroupRecord" });

export const seatRecord = z
  .object({
    seat_record_id: identifier,
    seat_id: written(32).describe("Unique in the version; the map_seat_id of shows made from it"),
    element_id: written(256).nullable(),
    sector_id: written(64).nullable(),
    group_id: written(64).nullable(),
    row_label: written(16),
    seat_number: written(16),
    x: z.number().describe("In the drawing's units"),
    y: z.number().describe("In the drawing's units, downwards"),
    accessible: z.boolean(),
    sellable: z.boolean().describe("Whether shows sell it; one that is not keeps its place in the row"),
  })
  .meta({ id: "SeatRecord" });

export const sectorRecords = z.array(sectorRecord).max(SECTORS_MAX);
export const groupRecords = z.array(groupRecord).max(GROUPS_MAX);
export const seatRecords = z.array(seatRecord).max(SEATS_MAX);

const RECORD_KINDS = ["sector", "group", "seat"] as const;

export const validation = z
  .object({
    errors: count.describe("Records with a fault that publishing waits for: the counts of the errors, added up"),
    warnings: count.describe("The counts of the warnings, added up"),
    issues: z
      .array(
        z.object({
          severity: z.enum(["error", "warning"]),
          code: written(64).meta({ description: "More may come" }),
          message: written(500).describe("For people: what is wrong and what to do"),
          count: count.describe("How many records"),
          records: z
            .array(z.object({ kind: z.enum(RECORD_KINDS), record_id: identifier, id: written(64) }))
            .max(20)
            .describe("The first of them"),
        }),
      )
      .max(100),
  })
  .meta({ id: "SchemeValidation" });

export const readiness = z
  .object({
    ready: z.boolean(),
    reasons: z
      .array(
        z.object({
          code: z
            .enum(["no_seats", "validation_errors", "unpriced_seats", "snapshot_missing", "snapshot_stale"])
            .meta({ description: "More may come", "x-holdfast-open": true }),
          count,
          message: written(500),
        }),
      )
      .max(20),
  })
  .meta({ id: "PublishReadiness" });

const changeCounts = z.object({ added: count, removed: count, changed: count });
export const diffCounts = z
  .object({
    sectors: changeCounts,
    groups: changeCounts,
    seats: changeCounts,
    pricing_categories: changeCounts,
    price_rules: changeCounts,
  })
  .meta({ id: "SchemeDiffCounts" });

export const structureCounts = z
  .object({
    sectors: count,
    groups: count,
    seats: count,
    sellable_seats: count,
    accessible_seats: count,
    seats_without_sector: count,
    seats_without_group: count,
  })
  .meta({ id: "StructureCounts" });

/** What every answer about a draft says of it. */
export const draftState = { scheme_version_id: identifier, revision: count };

/** Of what reads the current version whatever its status, and of what only a draft has. */
export const CURRENT_READ_ERRORS = ["NOT_FOUND", "stale_draft_version"] as const;
export const DRAFT_READ_ERRORS = [...CURRENT_READ_ERRORS, "draft_not_editable"] as const;
export const DRAFT_EDIT_ERRORS = [
  "NOT_FOUND",
  "stale_draft_version",
  "stale_draft_revision",
  "draft_not_editable",
  "IDEMPOTENCY_KEY_MISMATCH",
] as const;
export const CURRENT_ERRORS = ["NOT_FOUND", "stale_current_version", "IDEMPOTENCY_KEY_MISMATCH"] as const;
