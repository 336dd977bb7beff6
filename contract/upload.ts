// Drawings of halls as they were uploaded, and what was understood of them.
import * as z from "zod";
import { type FileBody, operation } from "./operation.ts";
import { scheme, schemeVersion } from "./scheme-values.ts";
import { count, currencyCode, identifier, line, page, pageInput, timestamp, written } from "./values.ts";

/** Of the drawing; a request is a little larger than what it brings. */
export const DRAWING_BYTES_MAX = 10 * 1024 * 1024;
export const DRAWING_FILE: FileBody = {
  field: "file",
  media_types: ["image/svg+xml"],
  bytes_max: DRAWING_BYTES_MAX,
};
const ENTRIES_MAX = 1_000;

const removal = z.object({
  what: written(40).describe("Such as event handler, element or reference"),
  name: written(64),
  count,
});

const notUnderstood = z.object({
  element_id: written(256),
  place: written(500).describe("Which child of which child, from the outermost element"),
  reason: written(500),
  count,
});

const guess = z.object({
  what: written(40).describe("Such as row_name or number"),
  element_id: written(256),
  rests_on: written(500),
  count,
});

const report = z
  .object({
    elements: count.describe("Of the sanitised drawing"),
    removed: z.array(removal).max(ENTRIES_MAX).describe("What was left out, the most frequent first"),
    removed_more: z.boolean(),
    not_understood: z.array(notUnderstood).max(ENTRIES_MAX).describe("What looks like a part of the hall and is none"),
    not_understood_total: count,
    guesses: z.array(guess).max(ENTRIES_MAX).describe("What the drawing does not say and was concluded"),
    guesses_total: count,
    renamed_seats: count.describe("Seats whose id had to be made different from another's"),
  })
  .meta({ id: "UploadReport" });

const uploadFields = {
  upload_id: identifier,
  scheme_id: identifier,
  scheme_version_id: identifier.describe("The draft that was made of it"),
  name: written(200),
  file_name: written(255).nullable(),
  bytes: count,
  sha256: written(64).describe("Of the file, in hex"),
  sectors_total: count,
  groups_total: count,
  seats_total: count,
  created_at: timestamp,
};

const listedUpload = z.object(uploadFields).meta({ id: "ListedUpload" });
export const upload = z.object({ ...uploadFields, report }).meta({ id: "Upload" });

const bounds = z.object({ left: z.number(), top: z.number(), right: z.number(), bottom: z.number() });

const normalised = z
  .object({
    view: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
    sectors: z.array(z.object({ element_id: written(1_024), name: written(1_024), bounds, seats: count })).max(60_000),
    groups: z
      .array(
        z.object({ element_id: written(1_024), sector: written(1_024), name: written(1_024), bounds, seats: count }),
      )
      .max(60_000),
    seats: z
      .array(
        z.object({
          element_id: written(1_024),
          sector: written(1_024),
          row: written(1_024),
          number: written(1_024),
          position: z.number(),
          x: z.number(),
          y: z.number(),
          bounds,
          accessible: z.boolean(),
        }),
      )
      .max(60_000),
    unknown: z.array(notUnderstood).max(100_000),
    guesses: z.array(guess).max(100_000),
  })
  .meta({ id: "NormalisedDrawing" });

export const UPLOAD_OPERATIONS = {
  "upload/create": operation({
    summary: "Upload the drawing of a hall as SVG: a new scheme with a draft, or a new draft of one that exists",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      file: z
        .string()
        .min(1)
        .max(DRAWING_BYTES_MAX)
        .describe("The SVG, UTF-8, at most 10 MiB; what may be in it says the guide to drawings"),
      name: line(200).optional().describe("Of the scheme; the file's name by default"),
      file_name: line(255).optional(),
      currency: currencyCode.optional().describe("ISO 4217, of the scheme's prices; EUR by default, and it stays"),
      scheme_id: identifier.optional().describe("A scheme that gets the drawing as its new draft"),
      expected_current_scheme_version_id: identifier
        .optional()
        .describe("With scheme_id: the version that was current when this was decided"),
    }),
    output: z.object({ upload, scheme, version: schemeVersion }),
    errors: [
      "NOT_FOUND",
      "DRAWING_REFUSED",
      "stale_current_version",
      "scheme_limit_reached",
      "IDEMPOTENCY_KEY_MISMATCH",
    ],
    rest: [{ method: "POST", path: "/api/v1/schemes/upload", status: 201 }],
    file: DRAWING_FILE,
  }),
  "upload/list": operation({
    summary: "List uploaded drawings, oldest first",
    scope: "admin",
    key: "none",
    input: z.strictObject({ scheme_id: identifier.optional(), ...pageInput }),
    output: page(listedUpload),
    errors: [],
    rest: [{ method: "GET", path: "/api/v1/uploads" }],
  }),
  "upload/get": operation({
    summary: "Read an uploaded drawing's report: what was left out, guessed and not understood",
    scope: "admin",
    key: "none",
    input: z.strictObject({ upload_id: identifier }),
    output: upload,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/v1/uploads/{upload_id}" }],
  }),
  "upload/normalized": operation({
    summary: "Read what an uploaded drawing was understood as: sectors, rows and seats",
    scope: "admin",
    key: "none",
    input: z.strictObject({ upload_id: identifier }),
    output: normalised,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/v1/uploads/{upload_id}/normalized" }],
  }),
} as const;
