// Examples of what a scheme's current version consists of, of its files, of jobs, and of the record of who did what.
import type { ARTIFACT_OPERATIONS, AUDIT_OPERATIONS, JOB_OPERATIONS } from "./artifact.ts";
import {
  BALCONY,
  DRAWING,
  DRAWING_SHA256,
  type ExamplesOf,
  GROUP,
  NOT_READY,
  OTHER_SEAT,
  PREVIEW,
  PRICE,
  SCHEME_IDS,
  type SchemeExample,
  SEAT,
  SECTOR,
  SNAPSHOT_AT,
  UPLOADED_AT,
} from "./scheme-hall-example.ts";
import type { STRUCTURE_OPERATIONS } from "./structure.ts";

const { scheme: scheme_id, scheme_version: scheme_version_id, job: job_id } = SCHEME_IDS;
const STATE = { scheme_version_id, status: "draft" } as const;
const PRICED = {
  seat_id: SEAT.seat_id,
  price: PRICE,
  pricing_category_id: SCHEME_IDS.pricing_category,
  category: "Standard",
  price_rule_id: SCHEME_IDS.price_rule,
  target_type: "sector",
} as const;

/** What is said of the draft when the balcony was added and has no seats yet. */
export const EMPTY_SECTOR: SchemeExample<"structure/validation">["response"]["validation"] = {
  errors: 0,
  warnings: 1,
  issues: [
    {
      severity: "warning",
      code: "sector_empty",
      message: "No seat is in these sectors. Remap seats to them, or remove them.",
      count: 1,
      records: [{ kind: "sector", record_id: BALCONY.sector_record_id, id: BALCONY.sector_id }],
    },
  ],
};

export const STRUCTURE_EXAMPLES: ExamplesOf<typeof STRUCTURE_OPERATIONS> = {
  "structure/sectors": { request: { scheme_id }, response: { ...STATE, items: [SECTOR] } },
  "structure/groups": { request: { scheme_id, sector_id: "Stalls" }, response: { ...STATE, items: [GROUP] } },
  "structure/seats": {
    request: { scheme_id, sector_id: "Stalls", limit: 1_000 },
    response: { ...STATE, items: [SEAT, OTHER_SEAT], next_cursor: null },
  },
  "structure/seat-price": { request: { scheme_id, seat_id: SEAT.seat_id }, response: { ...STATE, ...PRICED } },
  "structure/test-seat": {
    request: { scheme_id, seat_id: SEAT.seat_id },
    response: {
      ...STATE,
      seat: SEAT,
      ...PRICED,
      sellable: true,
      reason: "ok",
      message: "A show of this version sells the seat.",
    },
  },
  "structure/validation": {
    request: { scheme_id },
    response: { ...STATE, validation: EMPTY_SECTOR, readiness: NOT_READY },
  },
};

const SVG_TYPE = { media_type: "image/svg+xml" } as const;
const SANITIZED = {
  sha256: "9d361b16e11e8836dff116074ab93732318326b2f35f1d5e94b90f2f09202c4a",
  svg: DRAWING.replace(' onclick="choose()"', "").replaceAll(/\n */g, ""),
} as const;
const DISPLAY = {
  sha256: "4c0e8a7d52b1f3969d8c7b6a5f4e3d2c1b0a99887766554433221100ffeeddcc",
  svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><style>.hall-seat{--seat:var(--seat-available,#2f9e62);fill:var(--seat)!important}.hall-seat[data-state=sold]{--seat:var(--seat-sold,#b8bec6)}</style><g id="stalls"><g id="row-a"><circle id="A-1" class="hall-seat" cx="20" cy="20" r="8"/><circle id="A-2" class="hall-seat" cx="40" cy="20" r="8"/></g></g></svg>',
} as const;

type Artifact = SchemeExample<"artifact/list">["response"]["items"][number];

function stored(kind: Artifact["kind"], sha256: string, bytes: number): Artifact {
  const media_type = kind === "normalized" || kind === "publish_preview" ? "application/json" : "image/svg+xml";
  return { kind, sha256, bytes, media_type, created_at: UPLOADED_AT, stored: true };
}

const DISPLAY_FILE = stored("display", DISPLAY.sha256, DISPLAY.svg.length);

const BACKFILL: SchemeExample<"job/get">["response"] = {
  job_id,
  kind: "display_backfill",
  status: "RUNNING",
  dry_run: false,
  checked: 0,
  changed: 0,
  failed: 0,
  failures: [],
  error: null,
  created_at: "2030-05-05T02:00:00.000Z",
  updated_at: "2030-05-05T02:00:00.000Z",
  ended_at: null,
};
const DONE = {
  ...BACKFILL,
  status: "DONE",
  checked: 1,
  updated_at: "2030-05-05T02:00:03.000Z",
  ended_at: "2030-05-05T02:00:03.000Z",
} as const;

export const ARTIFACT_EXAMPLES: ExamplesOf<typeof ARTIFACT_OPERATIONS> = {
  "artifact/svg": { request: { scheme_id }, response: { scheme_version_id, ...SVG_TYPE, ...SANITIZED } },
  "artifact/display": { request: { scheme_id }, response: { scheme_version_id, ...SVG_TYPE, ...DISPLAY } },
  "artifact/display-meta": {
    request: { scheme_id },
    response: {
      scheme_version_id,
      sha256: DISPLAY.sha256,
      bytes: DISPLAY.svg.length,
      etag: `"${DISPLAY.sha256}"`,
      seats_total: 2,
      elements_total: 2,
      view: { x: 0, y: 0, width: 60, height: 40 },
      created_at: UPLOADED_AT,
    },
  },
  "artifact/list": {
    request: { scheme_id },
    response: {
      scheme_version_id,
      items: [
        stored("original", DRAWING_SHA256, DRAWING.length),
        stored("sanitized", SANITIZED.sha256, SANITIZED.svg.length),
        stored("normalized", "3a3df027f01692bf133df2aed6a2141d221d4997c620799e7e4c9ab453ca6dd3", 644),
        DISPLAY_FILE,
        stored("preview", "e2b1c0d9f8a7968574635241302f1e0d9c8b7a695847362514030201f0e9d8c7", 318),
      ],
    },
  },
  "artifact/regenerate-display": {
    request: { scheme_id, expected_current_scheme_version_id: scheme_version_id },
    response: { scheme_version_id, changed: false, artifact: DISPLAY_FILE },
  },
  "artifact/backfill-display": { request: { dry_run: false }, response: BACKFILL },
  "artifact/audit-previews": {
    request: { limit: 100 },
    response: {
      items: [{ scheme_id, ...PREVIEW, uploaded_at: SNAPSHOT_AT, needed: true, reason: "current" }],
      next_cursor: null,
    },
  },
  "artifact/clean-up-previews": {
    request: { dry_run: true },
    response: { ...BACKFILL, kind: "artifact_cleanup", dry_run: true },
  },
};

export const JOB_EXAMPLES: ExamplesOf<typeof JOB_OPERATIONS> = {
  "job/get": { request: { job_id }, response: DONE },
  "job/list": { request: { limit: 20 }, response: { items: [DONE], next_cursor: null } },
};

export const AUDIT_EXAMPLES: ExamplesOf<typeof AUDIT_OPERATIONS> = {
  "audit/list": {
    request: { scheme_id, limit: 20 },
    response: {
      items: [
        {
          audit_id: SCHEME_IDS.audit,
          scheme_id,
          scheme_version_id,
          action: "upload/create",
          actor: "key_1kq3tq7d800000011kq3tq7d80a6w1e9z5m8k2b4t7r3vhyc",
          summary: "Uploaded small-hall.svg: 1 sector, 1 group, 2 seats.",
          request_id: "req_9f0a3d5a3c9f2b115f1c8a52",
          created_at: UPLOADED_AT,
        },
      ],
      next_cursor: null,
    },
  },
};
