// Examples of looking at a draft and of editing it. Each edit is told as the first after the upload.
import type { DRAFT_OPERATIONS } from "./draft.ts";
import type { DRAFT_EDIT_OPERATIONS } from "./draft-edit.ts";
import {
  BALCONY,
  DRAFT,
  type ExamplesOf,
  GROUP,
  IS_READY,
  NEXT_DRAFT,
  OTHER_SEAT,
  PREVIEW,
  PRICE,
  SCHEME_IDS,
  SEAT,
  SECTOR,
  SNAPSHOT,
  SNAPSHOT_AT,
} from "./scheme-hall-example.ts";
import { EMPTY_SECTOR } from "./structure-examples.ts";

const { scheme: scheme_id, scheme_version: scheme_version_id, next_scheme_version } = SCHEME_IDS;
const { sector_record, group_record, seat_record } = SCHEME_IDS;
const guard = { scheme_id, expected_scheme_version_id: scheme_version_id };

const AS_UPLOADED = { scheme_version_id, revision: 0 };
const EDITED = { scheme_version_id, revision: 1 };
const PRICED = { scheme_version_id, revision: 2 };
const NONE = { added: 0, removed: 0, changed: 0 };
const NO_CHANGES = { added: [], removed: [], changed: [] };

export const DRAFT_EXAMPLES: ExamplesOf<typeof DRAFT_OPERATIONS> = {
  "draft/context": {
    request: { scheme_id },
    response: {
      scheme_id,
      current_scheme_version_id: scheme_version_id,
      current_status: "published",
      current_is_draft: false,
      editor_available: false,
      should_create_draft: true,
      recommended_action: "create_draft",
    },
  },
  "draft/ensure": {
    request: { scheme_id, expected_current_scheme_version_id: scheme_version_id },
    response: { scheme_version_id: next_scheme_version, created: true, version: NEXT_DRAFT },
  },
  "draft/update": {
    request: { ...guard, focal: { x: 30, y: 0 } },
    response: { ...DRAFT, revision: 1, focal: { x: 30, y: 0 } },
  },
  "draft/readiness": { request: guard, response: { ...PRICED, ...IS_READY } },
  "draft/summary": {
    request: guard,
    response: {
      ...PRICED,
      status: "draft",
      counts: {
        sectors: 1,
        groups: 1,
        seats: 2,
        sellable_seats: 2,
        accessible_seats: 0,
        seats_without_sector: 0,
        seats_without_group: 0,
      },
      validation: { errors: 0, warnings: 0 },
      diff: {
        sectors: { ...NONE, added: 1 },
        groups: { ...NONE, added: 1 },
        seats: { ...NONE, added: 2 },
        pricing_categories: { ...NONE, added: 1 },
        price_rules: { ...NONE, added: 1 },
      },
      pricing: { seats: 2, priced: 2, unpriced: 0 },
      readiness: IS_READY,
      updated_at: SNAPSHOT_AT,
    },
  },
  "draft/structure": {
    request: guard,
    response: { ...AS_UPLOADED, sectors: [SECTOR], groups: [GROUP], seats: [SEAT, OTHER_SEAT] },
  },
  "draft/validation": { request: guard, response: { ...EDITED, ...EMPTY_SECTOR } },
  "draft/compare": {
    request: { scheme_id, expected_scheme_version_id: next_scheme_version },
    response: {
      scheme_version_id: next_scheme_version,
      compared_with_scheme_version_id: scheme_version_id,
      counts: {
        sectors: { ...NONE, added: 1 },
        groups: NONE,
        seats: { ...NONE, changed: 1 },
        pricing_categories: NONE,
        price_rules: NONE,
      },
      sectors: { ...NO_CHANGES, added: [BALCONY] },
      groups: NO_CHANGES,
      seats: {
        ...NO_CHANGES,
        changed: [{ record_id: seat_record, id: "Stalls-A-1", fields: { accessible: { before: false, after: true } } }],
      },
      truncated: false,
    },
  },
  "draft/seat": { request: { ...guard, seat_record_id: seat_record }, response: { ...AS_UPLOADED, seat: SEAT } },
  "draft/sector": {
    request: { ...guard, sector_record_id: sector_record },
    response: { ...AS_UPLOADED, sector: SECTOR },
  },
  "draft/group": { request: { ...guard, group_record_id: group_record }, response: { ...AS_UPLOADED, group: GROUP } },
  "draft/snapshot": { request: guard, response: { ...PRICED, snapshot: SNAPSHOT, readiness: IS_READY } },
  "draft/preview": {
    request: guard,
    response: {
      ...PRICED,
      snapshot: SNAPSHOT,
      readiness: IS_READY,
      validation: { errors: 0, warnings: 0 },
      seats_total: 2,
      priced_seats: 2,
      unpriced_seats: 0,
      total_amount: 2 * PRICE.amount,
      currency: PRICE.currency,
      categories: [{ name: "Standard", color: "#10B981", seats: 2, price_min: PRICE, price_max: PRICE }],
      sectors: [{ sector_id: "Stalls", name: "Stalls", seats: 2, priced: 2 }],
      artifact: PREVIEW,
    },
  },
};

const TO_BALCONY = { filter: { seat_ids: ["Stalls-A-2"] }, target: { sector_id: "balcony" } };
const MOVED = {
  matched: 1,
  changed: 1,
  seats: [
    {
      seat_record_id: OTHER_SEAT.seat_record_id,
      seat_id: "Stalls-A-2",
      before: { sector_id: "Stalls", group_id: "Stalls-A" },
      after: { sector_id: "balcony", group_id: "Stalls-A" },
    },
  ],
};

export const DRAFT_EDIT_EXAMPLES: ExamplesOf<typeof DRAFT_EDIT_OPERATIONS> = {
  "draft/create-sector": {
    request: { ...guard, sector_id: "balcony", name: "Balcony" },
    response: { ...EDITED, sector: BALCONY },
  },
  "draft/create-group": {
    request: { ...guard, group_id: "row-b", name: "B", sector_id: "Stalls" },
    response: {
      ...EDITED,
      group: { group_record_id: "grp_0000005", group_id: "row-b", name: "B", element_id: null, sector_id: "Stalls" },
    },
  },
  "draft/update-sector": {
    request: { ...guard, sector_record_id: sector_record, name: "Main floor" },
    response: { ...EDITED, sector: { ...SECTOR, name: "Main floor" } },
  },
  "draft/update-group": {
    request: { ...guard, group_record_id: group_record, name: "Front row" },
    response: { ...EDITED, group: { ...GROUP, name: "Front row" } },
  },
  "draft/update-seat": {
    request: { ...guard, seat_record_id: seat_record, accessible: true },
    response: { ...EDITED, seat: { ...SEAT, accessible: true } },
  },
  "draft/update-seats": {
    request: {
      ...guard,
      items: [
        { seat_id: "Stalls-A-1", changes: { seat_number: "2", row_label: "AA" } },
        { seat_id: "Stalls-A-2", changes: { seat_number: "1", row_label: "AA" } },
      ],
    },
    response: {
      ...EDITED,
      changed: 2,
      seats: [
        { ...SEAT, seat_number: "2", row_label: "AA" },
        { ...OTHER_SEAT, seat_number: "1", row_label: "AA" },
      ],
    },
  },
  "draft/delete-sector": {
    request: { ...guard, sector_record_id: sector_record },
    response: { ...EDITED, sector: SECTOR, references_left: 3 },
  },
  "draft/delete-group": {
    request: { ...guard, group_record_id: group_record },
    response: { ...EDITED, group: GROUP, references_left: 2 },
  },
  // After the sector was removed.
  "draft/repair-references": {
    request: guard,
    response: {
      ...PRICED,
      repaired: 3,
      repairs: [
        { kind: "group_sector_cleared", record_id: group_record, before: "Stalls", after: null },
        { kind: "seat_sector_cleared", record_id: seat_record, before: "Stalls", after: null },
        { kind: "seat_sector_cleared", record_id: OTHER_SEAT.seat_record_id, before: "Stalls", after: null },
      ],
    },
  },
  // After the balcony was added.
  "draft/preview-remap": { request: { ...guard, ...TO_BALCONY }, response: { ...EDITED, ...MOVED } },
  "draft/apply-remap": {
    request: { ...guard, ...TO_BALCONY },
    response: { scheme_version_id, revision: 2, ...MOVED },
  },
};
