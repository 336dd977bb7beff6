// Examples of drawings as they come in, and of schemes and their versions.
import type { SCHEME_OPERATIONS } from "./scheme.ts";
import {
  CLONED_AT,
  DRAFT,
  DRAWING,
  DRAWING_SHA256,
  type ExamplesOf,
  NEXT_DRAFT,
  NOT_READY,
  PUBLISHED,
  READY,
  SCHEME,
  SCHEME_IDS,
  type SchemeExample,
  UPLOADED_AT,
} from "./scheme-hall-example.ts";
import { EMPTY_SECTOR } from "./structure-examples.ts";
import type { UPLOAD_OPERATIONS } from "./upload.ts";

const { scheme: scheme_id, scheme_version: scheme_version_id, upload: upload_id } = SCHEME_IDS;

const LISTED: SchemeExample<"upload/list">["response"]["items"][number] = {
  upload_id,
  scheme_id,
  scheme_version_id,
  name: SCHEME.name,
  file_name: "small-hall.svg",
  bytes: DRAWING.length,
  sha256: DRAWING_SHA256,
  sectors_total: 1,
  groups_total: 1,
  seats_total: 2,
  created_at: UPLOADED_AT,
};

const UPLOAD: SchemeExample<"upload/get">["response"] = {
  ...LISTED,
  report: {
    elements: 5,
    removed: [{ what: "event handler", name: "onclick", count: 1 }],
    removed_more: false,
    not_understood: [],
    not_understood_total: 0,
    guesses: [],
    guesses_total: 0,
    renamed_seats: 0,
  },
};

const ROW_BOUNDS = { left: 12, top: 12, right: 48, bottom: 28 };

function drawnSeat(number: number): SchemeExample<"upload/normalized">["response"]["seats"][number] {
  const x = 20 * number;
  return {
    element_id: `A-${number}`,
    sector: "Stalls",
    row: "A",
    number: String(number),
    position: number,
    x,
    y: 20,
    bounds: { left: x - 8, top: 12, right: x + 8, bottom: 28 },
    accessible: false,
  };
}

export const UPLOAD_EXAMPLES: ExamplesOf<typeof UPLOAD_OPERATIONS> = {
  "upload/create": {
    request: { file: DRAWING, name: SCHEME.name, file_name: LISTED.file_name ?? "", currency: SCHEME.currency },
    response: { upload: UPLOAD, scheme: SCHEME, version: DRAFT },
  },
  "upload/list": { request: { scheme_id }, response: { items: [LISTED], next_cursor: null } },
  "upload/get": { request: { upload_id }, response: UPLOAD },
  "upload/normalized": {
    request: { upload_id },
    response: {
      view: { x: 0, y: 0, width: 60, height: 40 },
      sectors: [{ element_id: "stalls", name: "Stalls", bounds: ROW_BOUNDS, seats: 2 }],
      groups: [{ element_id: "row-a", sector: "Stalls", name: "A", bounds: ROW_BOUNDS, seats: 2 }],
      seats: [drawnSeat(1), drawnSeat(2)],
      unknown: [],
      guesses: [],
    },
  },
};

export const SCHEME_EXAMPLES: ExamplesOf<typeof SCHEME_OPERATIONS> = {
  "scheme/list": { request: { text: "hall", limit: 20 }, response: { items: [SCHEME], next_cursor: null } },
  "scheme/get": { request: { scheme_id }, response: SCHEME },
  "scheme/current": { request: { scheme_id }, response: READY },
  "scheme/versions": { request: { scheme_id, limit: 20 }, response: { items: [READY], next_cursor: null } },
  "scheme/create-version": {
    request: { scheme_id, expected_current_scheme_version_id: scheme_version_id },
    response: NEXT_DRAFT,
  },
  "scheme/publish-validation": {
    request: { scheme_id, expected_scheme_version_id: scheme_version_id },
    response: { scheme_version_id, validation: EMPTY_SECTOR, readiness: NOT_READY },
  },
  "scheme/publish": { request: { scheme_id, expected_scheme_version_id: scheme_version_id }, response: PUBLISHED },
  "scheme/unpublish": {
    request: { scheme_id, expected_current_scheme_version_id: scheme_version_id },
    response: { ...PUBLISHED, status: "unpublished", updated_at: CLONED_AT, unpublished_at: CLONED_AT },
  },
  "scheme/rollback": {
    request: { scheme_id, target_scheme_version_id: scheme_version_id },
    response: { ...NEXT_DRAFT, scheme_version_id: SCHEME_IDS.restored_scheme_version, version_number: 3 },
  },
};
