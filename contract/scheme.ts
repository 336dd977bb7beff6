// Seating schemes and their versions: what is current, what is published, and the way from one to the other.
import * as z from "zod";
import { operation } from "./operation.ts";
import {
  CURRENT_ERRORS,
  CURRENT_READ_ERRORS,
  currentGuard,
  draftGuard,
  readGuard,
  readiness,
  scheme,
  schemeId,
  schemeVersion,
  validation,
} from "./scheme-values.ts";
import { identifier, line, page, pageInput } from "./values.ts";

const BASE = "/api/v1/schemes/{scheme_id}";

export const SCHEME_OPERATIONS = {
  "scheme/list": operation({
    summary: "List seating schemes, oldest first",
    scope: "admin",
    key: "none",
    input: z.strictObject({
      text: line(200).optional().describe("Words that the scheme's name contains"),
      ...pageInput,
    }),
    output: page(scheme),
    errors: [],
    rest: [{ method: "GET", path: "/api/v1/schemes" }],
  }),
  "scheme/get": operation({
    summary: "Read a seating scheme",
    scope: "admin",
    key: "none",
    input: z.strictObject(schemeId),
    output: scheme,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: BASE }],
  }),
  "scheme/current": operation({
    summary: "Read which version of a scheme is current: a draft, or what was published last",
    scope: "read",
    key: "none",
    input: z.strictObject(schemeId),
    output: schemeVersion,
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${BASE}/current` }],
  }),
  "scheme/versions": operation({
    summary: "List the versions of a scheme, oldest first",
    scope: "admin",
    key: "none",
    input: z.strictObject({ ...schemeId, ...pageInput }),
    output: page(schemeVersion),
    errors: ["NOT_FOUND"],
    rest: [{ method: "GET", path: `${BASE}/versions` }],
  }),
  "scheme/create-version": operation({
    summary: "Clone the current version, or the one that is named, into a new draft that becomes current",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      ...currentGuard,
      based_on_scheme_version_id: identifier.optional().describe("The current version by default"),
    }),
    output: schemeVersion,
    errors: [...CURRENT_ERRORS, "scheme_limit_reached"],
    rest: [{ method: "POST", path: `${BASE}/versions`, status: 201 }],
  }),
  "scheme/publish-validation": operation({
    summary: "Read what is wrong with the structure of the current version",
    scope: "admin",
    key: "none",
    input: z.strictObject(readGuard),
    output: z.object({ scheme_version_id: identifier, validation, readiness }),
    errors: CURRENT_READ_ERRORS,
    rest: [{ method: "GET", path: `${BASE}/publish/validation` }],
  }),
  "scheme/publish": operation({
    summary: "Publish the draft: it never changes again, and new shows are made from it",
    scope: "admin",
    key: "accepted",
    input: z.strictObject(draftGuard),
    output: schemeVersion,
    errors: [
      "NOT_FOUND",
      "stale_draft_version",
      "stale_draft_revision",
      "draft_not_editable",
      "publish_not_ready",
      "IDEMPOTENCY_KEY_MISMATCH",
    ],
    rest: [{ method: "POST", path: `${BASE}/publish` }],
  }),
  "scheme/unpublish": operation({
    summary: "Withdraw a published version from new shows; shows that exist keep what they were made with",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      ...currentGuard,
      scheme_version_id: identifier.optional().describe("The newest published version by default"),
    }),
    output: schemeVersion,
    errors: [...CURRENT_ERRORS, "version_not_published"],
    rest: [{ method: "POST", path: `${BASE}/unpublish` }],
  }),
  "scheme/rollback": operation({
    summary: "Make an earlier version current again: its structure and prices become a new draft",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      ...currentGuard,
      target_scheme_version_id: identifier
        .optional()
        .describe("The newest version before the current one that was published, by default"),
    }),
    output: schemeVersion,
    errors: [...CURRENT_ERRORS, "version_not_published", "scheme_limit_reached"],
    rest: [{ method: "POST", path: `${BASE}/rollback` }],
  }),
} as const;
