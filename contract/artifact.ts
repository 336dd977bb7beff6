// The files of a scheme: drawings for browsers, and the care of what is stored.
import * as z from "zod";
import { operation } from "./operation.ts";
import { CURRENT_ERRORS, currentGuard, schemeId } from "./scheme-values.ts";
import { count, identifier, page, pageInput, timestamp, written } from "./values.ts";

const CURRENT = "/api/v1/schemes/{scheme_id}/current";
const ADMIN = "/api/v1/admin";
export const ARTIFACT_KINDS = ["original", "sanitized", "normalized", "display", "preview", "publish_preview"] as const;

const svg = z.object({
  scheme_version_id: identifier,
  media_type: z.literal("image/svg+xml"),
  sha256: written(64),
  svg: z.string().max(41_943_040),
});

const artifact = z
  .object({
    kind: z.enum(ARTIFACT_KINDS).meta({ description: "More may come", "x-holdfast-open": true }),
    sha256: written(64).describe("Of the content, in hex"),
    bytes: count,
    media_type: written(64),
    created_at: timestamp,
    stored: z.boolean().describe("Whether the file is where it should be"),
  })
  .meta({ id: "SchemeArtifact" });

export const job = z
  .object({
    job_id: identifier,
    kind: z.enum(["display_backfill", "artifact_cleanup"]).meta({
      description: "More may come",
      "x-holdfast-open": true,
    }),
    status: z.enum(["RUNNING", "DONE", "FAILED"]),
    dry_run: z.boolean(),
    checked: count.describe("Schemes or files that were looked at so far"),
    changed: count.describe("Those that were made anew or removed; with dry_run, that would have been"),
    failed: count,
    failures: z
      .array(z.object({ subject: written(256), message: written(500) }))
      .max(20)
      .describe("The first of them"),
    error: written(500).nullable().describe("Why it stopped"),
    created_at: timestamp,
    updated_at: timestamp,
    ended_at: timestamp.nullable(),
  })
  .meta({ id: "Job" });

export const ARTIFACT_OPERATIONS = {
  "artifact/svg": operation({
    summary: "Read the sanitised drawing of a scheme's current version",
    scope: "read",
    key: "none",
    input: z.strictObject(schemeId),
    output: svg,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${CURRENT}/svg`, raw: "svg" }],
  }),
  "artifact/display": operation({
    summary: "Read the drawing that browsers colour: small, with an id for each seat",
    scope: "read",
    key: "none",
    input: z.strictObject(schemeId),
    output: svg,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${CURRENT}/svg/display`, raw: "svg" }],
  }),
  "artifact/display-meta": operation({
    summary: "Read about the drawing that browsers colour, without the drawing",
    scope: "read",
    key: "none",
    input: z.strictObject(schemeId),
    output: z
      .object({
        scheme_version_id: identifier,
        sha256: written(64),
        bytes: count,
        etag: written(80),
        seats_total: count,
        elements_total: count.describe("Seats that an element of the drawing stands for"),
        view: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
        created_at: timestamp,
      })
      .meta({ id: "DisplayMeta" }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${CURRENT}/svg/display/meta` }],
  }),
  "artifact/list": operation({
    summary: "List the files of a scheme's current version",
    scope: "admin",
    key: "none",
    input: z.strictObject(schemeId),
    output: z.object({ scheme_version_id: identifier, items: z.array(artifact).max(10) }),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${ADMIN}/schemes/{scheme_id}/current/artifacts` }],
  }),
  "artifact/regenerate-display": operation({
    summary: "Make the drawing that browsers colour anew",
    scope: "admin",
    key: "accepted",
    input: z.strictObject(currentGuard),
    output: z.object({ scheme_version_id: identifier, changed: z.boolean(), artifact }),
    errors: CURRENT_ERRORS,
    rest: [{ method: "POST", path: `${ADMIN}/schemes/{scheme_id}/current/display/regenerate` }],
  }),
  "artifact/backfill-display": operation({
    summary:
      "Make the display drawings of all schemes anew, as a job; what is there and right stays. One that does the same and runs is answered",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({ dry_run: z.boolean().default(false) }),
    output: job,
    errors: ["OVERLOADED", "IDEMPOTENCY_KEY_MISMATCH"],
    rest: [{ method: "POST", path: `${ADMIN}/display/backfill` }],
  }),
  "artifact/audit-previews": operation({
    summary:
      "List stored publish previews and whether anything needs them; a page can be short, or empty, before the last",
    scope: "admin",
    key: "none",
    input: z.strictObject({ cursor: pageInput.cursor, limit: z.int().min(1).max(100).default(100) }),
    output: page(
      z.object({
        scheme_id: identifier,
        sha256: written(64),
        bytes: count,
        uploaded_at: timestamp,
        needed: z.boolean(),
        reason: z
          .enum(["current", "stale", "unknown_scheme"])
          .meta({ description: "More may come", "x-holdfast-open": true }),
      }),
    ),
    errors: [],
    rest: [{ method: "GET", path: `${ADMIN}/artifacts/publish-preview/audit` }],
  }),
  "artifact/clean-up-previews": operation({
    summary:
      "Remove stored publish previews that nothing needs, and files of uploads that were never committed, as a job. One that does the same and runs is answered",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({ dry_run: z.boolean().default(false) }),
    output: job,
    errors: ["OVERLOADED", "IDEMPOTENCY_KEY_MISMATCH"],
    rest: [{ method: "POST", path: `${ADMIN}/artifacts/publish-preview/cleanup` }],
  }),
} as const;

export const JOB_OPERATIONS = {
  "job/get": operation({
    summary: "Read how far a job is",
    scope: "admin",
    key: "none",
    input: z.strictObject({ job_id: identifier }),
    output: job,
    errors: ["NOT_FOUND"],
  }),
  "job/list": operation({
    summary: "List jobs, the newest first",
    scope: "admin",
    key: "none",
    input: z.strictObject(pageInput),
    output: page(job),
    errors: [],
  }),
} as const;

export const AUDIT_OPERATIONS = {
  "audit/list": operation({
    summary: "List who changed what in a scheme, oldest first",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...schemeId, ...pageInput }),
    output: page(
      z
        .object({
          audit_id: identifier,
          scheme_id: identifier,
          scheme_version_id: identifier.nullable(),
          action: written(64).meta({ description: "The operation, such as draft/update-seat; more may come" }),
          actor: written(128).describe("The key that did it"),
          summary: written(500),
          request_id: written(128),
          created_at: timestamp,
        })
        .meta({ id: "SchemeAuditEntry" }),
    ),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: "/api/v1/schemes/{scheme_id}/audit" }],
  }),
} as const;
