import type * as z from "zod";
import type { ARTIFACT_KINDS, ARTIFACT_OPERATIONS } from "../../contract/artifact.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import { fileKey } from "../../durable-objects/scheme/file-name.ts";
import type { Call, FileReply, Handlers, Reply } from "../call.ts";
import { artifactOf, displayAnew, type Files, missingFile, normalisedOf, putFile } from "../display-making.ts";
import { etagOf } from "../etag.ts";
import { cursorAt, placeOf } from "../paging.ts";
import { auditPreviews } from "../preview-audit.ts";
import { caughtUp } from "../sale-making.ts";
import { changeScheme, readScheme } from "../scheme-call.ts";
import { startJob } from "./job.ts";

type Svg = z.input<(typeof ARTIFACT_OPERATIONS)["artifact/svg"]["output"]>;
type Kind = (typeof ARTIFACT_KINDS)[number];

function filesOf(call: Call, scheme_id: string): Promise<Reply<Files>> {
  return readScheme(call, scheme_id, { type: "artifacts" });
}

function listedBody({ kind, ...artifact }: Files["artifacts"][number]) {
  // What the upload, a snapshot or a regeneration wrote, which are of these kinds.
  return { kind: kind as Kind, ...artifact };
}

/** A drawing of the current version: its text in JSON, or the file itself where the route sends that. */
async function drawing(call: Call, scheme_id: string, kind: Kind): Promise<Reply<Svg> | FileReply> {
  const reply = await filesOf(call, scheme_id);
  if (!reply.ok) return reply;
  const artifact = artifactOf(reply.body, kind);
  const failure = missingFile(kind);
  if (!artifact) return { ok: false, failure };
  const { sha256, bytes, media_type } = artifact;
  const { raw, environment } = call;
  const file = { sha256, bytes, media_type, content: null, unchanged: false };
  if (raw?.has(sha256)) return { ok: true, file: { ...file, unchanged: true } };
  const key = fileKey(scheme_id, artifact);
  if (raw?.head) return (await environment.ARTIFACTS.head(key)) ? { ok: true, file } : { ok: false, failure };
  const stored = await environment.ARTIFACTS.get(key);
  if (!stored) return { ok: false, failure };
  if (raw) return { ok: true, file: { ...file, content: stored.body } };
  const { scheme_version_id } = reply.body;
  return { ok: true, body: { scheme_version_id, media_type: "image/svg+xml", sha256, svg: await stored.text() } };
}

const COUNTS_MAX = 1_000;
/** How many seats an element of the drawing stands for, by version, revision and digest, which it never changes for. */
const element_counts = new Map<string, number>();

/** Undefined when the normalised drawing is not stored. */
async function elementsTotal(call: Call, scheme_id: string, files: Files): Promise<Reply<number>> {
  const about = JSON.stringify([files.scheme_version_id, files.revision, artifactOf(files, "normalized")?.sha256]);
  const known = element_counts.get(about);
  if (known !== undefined) return { ok: true, body: known };
  const reply = await readScheme(call, scheme_id, { type: "elements" });
  if (!reply.ok) return reply;
  const normalised = await normalisedOf(call.environment.ARTIFACTS, scheme_id, files);
  if (!normalised) return { ok: false, failure: missingFile("normalized") };
  const drawn = new Set(normalised.seats.map(({ element_id }) => element_id));
  const total = reply.body.element_ids.filter((element_id) => drawn.has(element_id)).length;
  const { scheme_version_id, revision } = reply.body;
  if (scheme_version_id === files.scheme_version_id && revision === files.revision) {
    if (element_counts.size >= COUNTS_MAX) element_counts.clear();
    element_counts.set(about, total);
  }
  return { ok: true, body: total };
}

export const ARTIFACT_HANDLERS: Handlers<
  | "artifact/svg"
  | "artifact/display"
  | "artifact/display-meta"
  | "artifact/list"
  | "artifact/regenerate-display"
  | "artifact/backfill-display"
  | "artifact/audit-previews"
  | "artifact/clean-up-previews"
> = {
  "artifact/svg": (input, call) => drawing(call, input.scheme_id, "sanitized"),
  "artifact/display": (input, call) => drawing(call, input.scheme_id, "display"),

  "artifact/display-meta": async (input, call) => {
    const { scheme_id } = input;
    const reply = await filesOf(call, scheme_id);
    if (!reply.ok) return reply;
    const { scheme_version_id, seats_total, view, artifacts } = reply.body;
    const found = artifacts.find(({ kind }) => kind === "display");
    if (!found || !(await call.environment.ARTIFACTS.head(fileKey(scheme_id, found)))) {
      return { ok: false, failure: missingFile("display") };
    }
    const elements = await elementsTotal(call, scheme_id, reply.body);
    if (!elements.ok) return elements;
    const { sha256, bytes, created_at } = found;
    const about = { scheme_version_id, sha256, bytes, etag: etagOf(sha256), created_at };
    return { ok: true, body: { ...about, seats_total, elements_total: elements.body, view } };
  },

  "artifact/list": async (input, call) => {
    const reply = await filesOf(call, input.scheme_id);
    if (!reply.ok) return reply;
    const { scheme_version_id, artifacts } = reply.body;
    // The preview of a snapshot that was taken just now may be on its way to R2.
    await caughtUp(call.environment.SCHEME.getByName(input.scheme_id));
    const items = artifacts.map(async (artifact) => {
      const stored = await call.environment.ARTIFACTS.head(fileKey(input.scheme_id, artifact));
      return { ...listedBody(artifact), stored: stored !== null };
    });
    return { ok: true, body: { scheme_version_id, items: await Promise.all(items) } };
  },

  "artifact/regenerate-display": async (input, call) => {
    const { scheme_id } = input;
    const { ARTIFACTS } = call.environment;
    const reply = await filesOf(call, scheme_id);
    if (!reply.ok) return reply;
    const made = await displayAnew(ARTIFACTS, scheme_id, reply.body);
    if (!made.ok) return made;
    const { artifact } = made.file;
    const restored = (await ARTIFACTS.head(fileKey(scheme_id, artifact))) === null;
    await putFile(call.environment, scheme_id, made.file);
    const replaced = await changeScheme(call, scheme_id, {
      type: "replace_artifact",
      // It was made of this version's drawing and is no other's.
      expected_current: input.expected_current_scheme_version_id ?? reply.body.scheme_version_id,
      artifact,
      restored,
    });
    if (!replaced.ok) return replaced;
    const { scheme_version_id, changed } = replaced.body;
    return {
      ...replaced,
      body: { scheme_version_id, changed, artifact: { ...listedBody(replaced.body.artifact), stored: true } },
    };
  },

  "artifact/backfill-display": (input, call) => startJob(call, "display_backfill", input.dry_run),
  "artifact/clean-up-previews": (input, call) => startJob(call, "artifact_cleanup", input.dry_run),

  "artifact/audit-previews": async (input, call) => {
    const asked = { call, input };
    const place = placeOf(asked);
    if (!place.ok) return place;
    const { previews, next } = await auditPreviews(call, place.after?.[1] ?? null, input.limit);
    const items = previews.map(({ file: { scheme_id, sha256, bytes, uploaded_at_ms }, reason }) => {
      const uploaded_at = isoTime(uploaded_at_ms);
      return { scheme_id, sha256, bytes, uploaded_at, needed: reason === "current", reason };
    });
    return { ok: true, body: { items, next_cursor: next === null ? null : cursorAt(asked, [0, next]) } };
  },
};
