// Edits of a draft's structure. Each names the draft that it is meant for; all of an edit happens or nothing.
import * as z from "zod";
import { operation } from "./operation.ts";
import {
  DRAFT_EDIT_ERRORS,
  DRAFT_READ_ERRORS,
  draftGuard,
  draftState,
  elementId,
  groupIdGiven,
  groupRecord,
  namedId,
  readGuard,
  seatIdGiven,
  seatRecord,
  sectorIdGiven,
  sectorRecord,
} from "./scheme-values.ts";
import { count, identifier, line, lineOrNothing, written } from "./values.ts";

const DRAFT = "/api/v1/schemes/{scheme_id}/draft";
const SEATS_A_REQUEST_MAX = 1_000;
const SHOWN_MAX = 1_000;
const COORDINATE_MAX = 1_000_000;

const name = line(64);
/** May be empty while the draft is being made; validation says so. */
const label = lineOrNothing(16);
const coordinate = z.number().min(-COORDINATE_MAX).max(COORDINATE_MAX);

const sectorChanges = {
  sector_id: sectorIdGiven.optional().describe("Groups and seats that name it follow"),
  name: name.optional(),
  element_id: elementId.nullable().optional(),
};
const groupChanges = {
  group_id: groupIdGiven.optional().describe("Seats that name it follow"),
  name: name.optional(),
  element_id: elementId.nullable().optional(),
  sector_id: namedId.nullable().optional(),
};
const seatChanges = {
  seat_id: seatIdGiven.optional(),
  element_id: elementId.nullable().optional(),
  sector_id: namedId.nullable().optional(),
  group_id: namedId.nullable().optional(),
  row_label: label.optional(),
  seat_number: label.optional(),
  x: coordinate.optional(),
  y: coordinate.optional(),
  accessible: z.boolean().optional(),
  sellable: z.boolean().optional(),
};

const seatItem = z.strictObject({
  seat_id: namedId.describe("The seat as it is called now"),
  changes: z.strictObject(seatChanges),
});

const remapFilter = z
  .strictObject({
    seat_ids: z.array(namedId).max(SEATS_A_REQUEST_MAX).optional(),
    sector_ids: z.array(namedId).max(100).optional(),
    group_ids: z.array(namedId).max(SEATS_A_REQUEST_MAX).optional(),
    row_labels: z.array(line(16)).max(SEATS_A_REQUEST_MAX).optional(),
  })
  .describe("Which seats: those that match one of each list that is there; at least one list must be");

const remapInput = {
  filter: remapFilter.optional(),
  target: z
    .strictObject({ sector_id: namedId.nullable().optional(), group_id: namedId.nullable().optional() })
    .refine((target) => target.sector_id !== undefined || target.group_id !== undefined, "names nothing to change")
    .meta({ minProperties: 1 })
    .describe("Where they go; null takes them out, what is absent stays"),
};

const placement = z.object({ sector_id: written(64).nullable(), group_id: written(64).nullable() });
const remapped = z
  .object({
    ...draftState,
    matched: count,
    changed: count,
    seats: z
      .array(z.object({ seat_record_id: identifier, seat_id: written(32), before: placement, after: placement }))
      .max(SHOWN_MAX)
      .describe("The first of those that change"),
  })
  .meta({ id: "Remap" });

const REMAP_ERRORS = [
  "remap_filter_required",
  "unknown_seat_ids",
  "unknown_sector_ids",
  "unknown_group_ids",
  "unknown_target_sector_id",
  "unknown_target_group_id",
] as const;

const SEAT_ERRORS = ["duplicate_seat_id", "duplicate_seat_element_id"] as const;

const edit = { scope: "admin", key: "accepted" } as const;

export const DRAFT_EDIT_OPERATIONS = {
  "draft/create-sector": operation({
    ...edit,
    summary: "Add a sector to a draft",
    input: z.strictObject({
      ...draftGuard,
      sector_id: sectorIdGiven,
      name,
      element_id: elementId.nullable().optional(),
    }),
    output: z.object({ ...draftState, sector: sectorRecord }),
    errors: [...DRAFT_EDIT_ERRORS, "duplicate_sector_id", "duplicate_sector_element_id", "scheme_limit_reached"],
    rest: [{ method: "POST", path: `${DRAFT}/sectors`, status: 201 }],
  }),
  "draft/create-group": operation({
    ...edit,
    summary: "Add a group to a draft",
    input: z.strictObject({
      ...draftGuard,
      group_id: groupIdGiven,
      name,
      element_id: elementId.nullable().optional(),
      sector_id: namedId.nullable().optional(),
    }),
    output: z.object({ ...draftState, group: groupRecord }),
    errors: [
      ...DRAFT_EDIT_ERRORS,
      "duplicate_group_id",
      "duplicate_group_element_id",
      "unknown_sector_id",
      "scheme_limit_reached",
    ],
    rest: [{ method: "POST", path: `${DRAFT}/groups`, status: 201 }],
  }),
  "draft/update-sector": operation({
    ...edit,
    summary: "Change a sector of a draft",
    input: z.strictObject({ ...draftGuard, sector_record_id: identifier, ...sectorChanges }),
    output: z.object({ ...draftState, sector: sectorRecord }),
    errors: [...DRAFT_EDIT_ERRORS, "duplicate_sector_id", "duplicate_sector_element_id"],
    rest: [{ method: "PATCH", path: `${DRAFT}/sectors/records/{sector_record_id}` }],
  }),
  "draft/update-group": operation({
    ...edit,
    summary: "Change a group of a draft",
    input: z.strictObject({ ...draftGuard, group_record_id: identifier, ...groupChanges }),
    output: z.object({ ...draftState, group: groupRecord }),
    errors: [...DRAFT_EDIT_ERRORS, "duplicate_group_id", "duplicate_group_element_id", "unknown_sector_id"],
    rest: [{ method: "PATCH", path: `${DRAFT}/groups/records/{group_record_id}` }],
  }),
  "draft/update-seat": operation({
    ...edit,
    summary: "Change a seat of a draft",
    input: z.strictObject({ ...draftGuard, seat_record_id: identifier, ...seatChanges }),
    output: z.object({ ...draftState, seat: seatRecord }),
    errors: [...DRAFT_EDIT_ERRORS, ...SEAT_ERRORS, "unknown_sector_id", "unknown_group_id"],
    rest: [{ method: "PATCH", path: `${DRAFT}/seats/records/{seat_record_id}` }],
  }),
  "draft/update-seats": operation({
    ...edit,
    summary: "Change up to 1,000 seats of a draft at once, all or none",
    input: z.strictObject({ ...draftGuard, items: z.array(seatItem).min(1).max(SEATS_A_REQUEST_MAX) }),
    output: z.object({ ...draftState, changed: count, seats: z.array(seatRecord).max(SEATS_A_REQUEST_MAX) }),
    errors: [
      ...DRAFT_EDIT_ERRORS,
      ...SEAT_ERRORS,
      "duplicate_seat_id_in_payload",
      "unknown_seat_ids",
      "unknown_sector_ids",
      "unknown_group_ids",
    ],
    rest: [{ method: "POST", path: `${DRAFT}/seats/bulk` }],
  }),
  "draft/delete-sector": operation({
    ...edit,
    summary: "Remove a sector from a draft; groups and seats that name it are reported until they are repaired",
    input: z.strictObject({ ...draftGuard, sector_record_id: identifier }),
    output: z.object({ ...draftState, sector: sectorRecord, references_left: count }),
    errors: DRAFT_EDIT_ERRORS,
    rest: [{ method: "DELETE", path: `${DRAFT}/sectors/records/{sector_record_id}` }],
  }),
  "draft/delete-group": operation({
    ...edit,
    summary: "Remove a group from a draft; seats that name it are reported until they are repaired",
    input: z.strictObject({ ...draftGuard, group_record_id: identifier }),
    output: z.object({ ...draftState, group: groupRecord, references_left: count }),
    errors: DRAFT_EDIT_ERRORS,
    rest: [{ method: "DELETE", path: `${DRAFT}/groups/records/{group_record_id}` }],
  }),
  "draft/repair-references": operation({
    ...edit,
    summary: "Mend references of groups and seats to what is not there any more",
    input: z.strictObject(draftGuard),
    output: z.object({
      ...draftState,
      repaired: count,
      repairs: z
        .array(
          z.object({
            kind: written(40),
            record_id: identifier,
            before: written(64),
            after: written(64).nullable(),
          }),
        )
        .max(SHOWN_MAX)
        .describe("The first of them"),
    }),
    errors: DRAFT_EDIT_ERRORS,
    rest: [{ method: "POST", path: `${DRAFT}/repair-references` }],
  }),
  "draft/preview-remap": operation({
    summary: "See which seats a remap would move, without moving them",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...readGuard, ...remapInput }),
    output: remapped,
    errors: [...DRAFT_READ_ERRORS, ...REMAP_ERRORS],
    rest: [{ method: "POST", path: `${DRAFT}/remap/preview` }],
  }),
  "draft/apply-remap": operation({
    ...edit,
    summary: "Move all seats that match to another sector or group",
    input: z.strictObject({ ...draftGuard, ...remapInput }),
    output: remapped,
    errors: [...DRAFT_EDIT_ERRORS, ...REMAP_ERRORS],
    rest: [{ method: "POST", path: `${DRAFT}/remap/apply` }],
  }),
} as const;
