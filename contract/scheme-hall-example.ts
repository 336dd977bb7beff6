// The documents' drawing: a small hall of one sector, one row and two seats, and what becomes of it from its upload to
// its publishing. Records have the ids that they get where things happen in the order of the documents.
import type * as z from "zod";
import type { ARTIFACT_OPERATIONS, AUDIT_OPERATIONS, JOB_OPERATIONS } from "./artifact.ts";
import type { DRAFT_OPERATIONS } from "./draft.ts";
import type { DRAFT_EDIT_OPERATIONS } from "./draft-edit.ts";
import type { PRICING_OPERATIONS } from "./pricing.ts";
import type { SCHEME_OPERATIONS } from "./scheme.ts";
import type { groupRecord, readiness, scheme, schemeVersion, seatRecord, sectorRecord } from "./scheme-values.ts";
import type { STRUCTURE_OPERATIONS } from "./structure.ts";
import type { UPLOAD_OPERATIONS } from "./upload.ts";

type Declared = typeof UPLOAD_OPERATIONS &
  typeof SCHEME_OPERATIONS &
  typeof DRAFT_OPERATIONS &
  typeof DRAFT_EDIT_OPERATIONS &
  typeof PRICING_OPERATIONS &
  typeof STRUCTURE_OPERATIONS &
  typeof ARTIFACT_OPERATIONS &
  typeof AUDIT_OPERATIONS &
  typeof JOB_OPERATIONS;

export type SchemeExample<Name extends keyof Declared> = {
  readonly request: z.input<Declared[Name]["input"]>;
  readonly response: z.input<Declared[Name]["output"]>;
};
export type ExamplesOf<Operations> = {
  readonly [Name in keyof Operations & keyof Declared]: SchemeExample<Name>;
};

const HOME = "1kq7c2m4r0d3s6h9k2p5v8x0b4f7j1nt";

export const SCHEME_IDS = {
  scheme: `sch_${HOME}`,
  upload: `upl_1kq7c2m4r0000001${HOME}`,
  scheme_version: `ver_1kq7c2m4r0000002${HOME}`,
  /** A draft that was cloned from it. */
  next_scheme_version: `ver_1kq7f9t6c0000009${HOME}`,
  /** What a rollback made of it. */
  restored_scheme_version: `ver_1kq7g4w8e000000d${HOME}`,
  sector_record: "sec_0000001",
  group_record: "grp_0000002",
  seat_record: "sst_0000003",
  pricing_category: "cat_0000001",
  price_rule: "rul_0000002",
  audit: `aud_1kq7c2m4r0000003${HOME}`,
  job: "job_1kq7h5x9f00a6w1e9z5m8k2b4t7r3vhy",
} as const;

/** Names that the drawing or people give: of a field, one that the hall has. */
export const SCHEME_NAMES: { readonly [field: string]: string } = {
  seat_id: "Stalls-A-1",
  sector_id: "Stalls",
  group_id: "Stalls-A",
  target_id: "Stalls",
  element_id: "A-1",
};

export const DRAWING = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40">
  <g id="stalls" class="sector" data-name="Stalls" onclick="choose()">
    <g id="row-a" class="row" data-row="A">
      <circle id="A-1" class="seat" data-number="1" cx="20" cy="20" r="8"/>
      <circle id="A-2" class="seat" data-number="2" cx="40" cy="20" r="8"/>
    </g>
  </g>
</svg>`;
/** SHA-256 of the drawing. */
export const DRAWING_SHA256 = "05f2736ad87595fdd636aedfc83f294f87c171b1913b377dfa8794548db4f864";
export const PREVIEW = {
  sha256: "6f1d3c0b9e8a7f25d4c3b2a190e8f7d6c5b4a39281706f5e4d3c2b1a09f8e7d6",
  bytes: 412,
} as const;

export const UPLOADED_AT = "2030-05-03T09:00:00.000Z";
export const SNAPSHOT_AT = "2030-05-03T09:30:00.000Z";
export const PUBLISHED_AT = "2030-05-03T10:00:00.000Z";
export const CLONED_AT = "2030-05-04T08:00:00.000Z";
export const EDITED_AT = "2030-05-04T08:05:00.000Z";

export const PRICE = { amount: 2_500, currency: "EUR" } as const;

export const SECTOR: z.input<typeof sectorRecord> = {
  sector_record_id: SCHEME_IDS.sector_record,
  sector_id: "Stalls",
  name: "Stalls",
  element_id: "stalls",
};
export const GROUP: z.input<typeof groupRecord> = {
  group_record_id: SCHEME_IDS.group_record,
  group_id: "Stalls-A",
  name: "A",
  element_id: "row-a",
  sector_id: "Stalls",
};
export const SEAT: z.input<typeof seatRecord> = {
  seat_record_id: SCHEME_IDS.seat_record,
  seat_id: "Stalls-A-1",
  element_id: "A-1",
  sector_id: "Stalls",
  group_id: "Stalls-A",
  row_label: "A",
  seat_number: "1",
  x: 20,
  y: 20,
  accessible: false,
  sellable: true,
};
export const OTHER_SEAT: z.input<typeof seatRecord> = {
  ...SEAT,
  seat_record_id: "sst_0000004",
  seat_id: "Stalls-A-2",
  element_id: "A-2",
  seat_number: "2",
  x: 40,
};
/** Added to the draft by hand, and empty so far. */
export const BALCONY: z.input<typeof sectorRecord> = {
  sector_record_id: "sec_0000005",
  sector_id: "balcony",
  name: "Balcony",
  element_id: null,
};

/** As it was uploaded. */
export const DRAFT: z.input<typeof schemeVersion> = {
  scheme_version_id: SCHEME_IDS.scheme_version,
  scheme_id: SCHEME_IDS.scheme,
  version_number: 1,
  status: "draft",
  is_current: true,
  based_on_scheme_version_id: null,
  upload_id: SCHEME_IDS.upload,
  revision: 0,
  sectors_total: 1,
  groups_total: 1,
  seats_total: 2,
  focal: null,
  snapshot: null,
  created_at: UPLOADED_AT,
  updated_at: UPLOADED_AT,
  published_at: null,
  unpublished_at: null,
};

export const SNAPSHOT = {
  created_at: SNAPSHOT_AT,
  hash: "b8f1a2c3d4e5968778695a4b3c2d1e0ff0e1d2c3b4a5968778695a4b3c2d1e0f",
  is_current: true,
} as const;

/** With a category, a price rule and a pricing snapshot: two edits later. */
export const READY: z.input<typeof schemeVersion> = {
  ...DRAFT,
  revision: 2,
  snapshot: SNAPSHOT,
  updated_at: SNAPSHOT_AT,
};
export const PUBLISHED: z.input<typeof schemeVersion> = {
  ...READY,
  status: "published",
  updated_at: PUBLISHED_AT,
  published_at: PUBLISHED_AT,
};
/** What the published version was cloned into: its prices are to be looked at again before it is published. */
export const NEXT_DRAFT: z.input<typeof schemeVersion> = {
  ...DRAFT,
  scheme_version_id: SCHEME_IDS.next_scheme_version,
  version_number: 2,
  based_on_scheme_version_id: SCHEME_IDS.scheme_version,
  created_at: CLONED_AT,
  updated_at: CLONED_AT,
};

export const SCHEME: z.input<typeof scheme> = {
  scheme_id: SCHEME_IDS.scheme,
  name: "Small hall",
  currency: "EUR",
  current_scheme_version_id: SCHEME_IDS.scheme_version,
  current_status: "draft",
  published_scheme_version_id: null,
  versions_total: 1,
  seats_total: 2,
  created_at: UPLOADED_AT,
  updated_at: UPLOADED_AT,
};

/** Of the draft without prices. */
export const NOT_READY: z.input<typeof readiness> = {
  ready: false,
  reasons: [
    {
      code: "unpriced_seats",
      count: 2,
      message: "Add a price rule for these seats, for their groups or sectors, or a default.",
    },
    { code: "snapshot_missing", count: 1, message: "Make a pricing snapshot of the draft." },
  ],
};
export const IS_READY: z.input<typeof readiness> = { ready: true, reasons: [] };
