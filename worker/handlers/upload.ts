import type * as z from "zod";
import { DRAWING_BYTES_MAX, DRAWING_FILE, type UPLOAD_OPERATIONS } from "../../contract/upload.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import type { Drawing } from "../../durable-objects/scheme/commands.ts";
import { fileKey } from "../../durable-objects/scheme/file-name.ts";
import type { UploadBody } from "../../durable-objects/scheme/views.ts";
import type { Normalised } from "../../r2-artifacts/normalised.ts";
import type { Handlers, Reply } from "../call.ts";
import { database } from "../catalogue/database.ts";
import { listUploads, type UploadRow } from "../catalogue/schemes.ts";
import { type Drawn, drawn, type UploadReport } from "../drawing.ts";
import { drawingFailure } from "../drawing-failure.ts";
import { fileTooLarge } from "../file-body.ts";
import { readChildId } from "../identifiers.ts";
import { paged } from "../paging.ts";
import { invalid, overloaded } from "../problem.ts";
import { firstBoundId } from "../sale-making.ts";
import { changeScheme, isSchemeId, readScheme } from "../scheme-call.ts";
import { missing } from "../seller.ts";

const RETRY_AFTER_MS = 1_000;
const NAME_LENGTH = 200;

function uploadBody(body: UploadBody) {
  // What drawingOf() wrote.
  return { ...body, report: JSON.parse(body.report) as UploadReport };
}

function listedBody({ id, seq: _seq, created_at_ms, ...row }: UploadRow) {
  return { ...row, upload_id: id, created_at: isoTime(created_at_ms) };
}

type Named = { readonly name?: string | undefined; readonly file_name?: string | undefined };

function drawingOf(made: Drawn, { name, file_name }: Named): Drawing {
  const { sha256, bytes, files, structure, report, view } = made;
  const { sectors, groups, seats } = structure;
  const own_name = file_name?.replace(/\.svgz?$/i, "");
  return {
    // Cut, but not inside of a character.
    name:
      name ?? (own_name === undefined || own_name === "" ? "Untitled" : own_name).slice(0, NAME_LENGTH).toWellFormed(),
    file_name: file_name ?? null,
    bytes,
    sha256,
    report: JSON.stringify(report),
    view: JSON.stringify(view),
    artifacts: files.map(({ artifact }) => artifact),
    sectors,
    groups,
    seats,
  };
}

type OfExisting = {
  readonly scheme_id?: string | undefined;
  readonly currency?: string | undefined;
  readonly expected_current_scheme_version_id?: string | undefined;
};

/** What is said of a scheme that exists, or of one that does not, and would have no effect. */
function existingFault({ scheme_id, currency, expected_current_scheme_version_id: expected }: OfExisting) {
  if (scheme_id === undefined && expected !== undefined) {
    const path = "/expected_current_scheme_version_id";
    return invalid([{ path, message: "must come with a scheme_id: a new scheme has no current version" }]);
  }
  if (scheme_id === undefined || currency === undefined) return undefined;
  return invalid([{ path: "/currency", message: "must be absent with a scheme_id: a scheme keeps its currency" }]);
}

/** False when a file could not be put: those that were are removed by the next clean-up. */
async function stored(bucket: R2Bucket, scheme_id: string, { files }: Drawn): Promise<boolean> {
  const puts = files.map(({ artifact, body }) =>
    bucket.put(fileKey(scheme_id, artifact), body, { httpMetadata: { contentType: artifact.media_type } }),
  );
  const settled = await Promise.allSettled(puts);
  return settled.every(({ status }) => status === "fulfilled");
}

type Normalized = z.input<(typeof UPLOAD_OPERATIONS)["upload/normalized"]["output"]>;

export const UPLOAD_HANDLERS: Handlers<"upload/create" | "upload/list" | "upload/get" | "upload/normalized"> = {
  /** Files first, named by their content: what no commit refers to is nothing but a file that clean-up removes. */
  "upload/create": async (input, call) => {
    const { scheme_id, currency = "EUR" } = input;
    const fault = existingFault(input);
    if (fault) return { ok: false, failure: fault };
    if (scheme_id !== undefined && !isSchemeId(call, scheme_id)) return missing("scheme");
    // The schema counts characters, of which each may be several bytes.
    if (Buffer.byteLength(input.file) > DRAWING_BYTES_MAX) return { ok: false, failure: fileTooLarge(DRAWING_FILE) };
    const made = drawn(input.file);
    if (!made.ok) return { ok: false, failure: drawingFailure(made) };
    const drawing = drawingOf(made, input);
    const bound = scheme_id === undefined ? await firstBoundId(call, "sch") : ({ ok: true, id: scheme_id } as const);
    if (!bound.ok) return bound;
    const { id } = bound;
    if (scheme_id !== undefined) {
      // Asked before anything is stored, so that no file is put for a scheme that is not there.
      const known = await readScheme(call, scheme_id, { type: "scheme" });
      if (!known.ok) return known;
    }
    // No clean-up takes what is put from now on for a file that was left behind.
    if (scheme_id !== undefined) await call.environment.SCHEME.getByName(id).expectFiles();
    const is_stored = await stored(call.environment.ARTIFACTS, id, made);
    if (!is_stored) return { ok: false, failure: overloaded(RETRY_AFTER_MS) };
    const reply =
      scheme_id === undefined
        ? await changeScheme(call, id, { type: "create", scheme: { id, name: drawing.name, currency }, drawing })
        : await changeScheme(call, id, {
            type: "upload",
            drawing,
            expected_current: input.expected_current_scheme_version_id ?? null,
          });
    if (!reply.ok) return reply;
    return { ...reply, body: { ...reply.body, upload: uploadBody(reply.body.upload) } };
  },

  "upload/list": (input, call) =>
    paged(
      { call, input },
      (after, limit) => listUploads(database(call.environment.CATALOGUE), input.scheme_id, { after, limit }),
      (row) => [row.created_at_ms, row.id],
      listedBody,
    ),

  "upload/get": async (input, call) => {
    const read = readChildId(call.environment.ID_SECRET, "upl", input.upload_id);
    if (!read) return missing("upload");
    const reply = await readScheme(call, read.home_id, { type: "upload", upload: read.child });
    return reply.ok ? { ...reply, body: uploadBody(reply.body.upload) } : reply;
  },

  "upload/normalized": async (input, call): Promise<Reply<Normalized>> => {
    const read = readChildId(call.environment.ID_SECRET, "upl", input.upload_id);
    if (!read) return missing("upload");
    const reply = await readScheme(call, read.home_id, { type: "upload", upload: read.child });
    if (!reply.ok) return reply;
    const artifact = reply.body.artifacts.find(({ kind }) => kind === "normalized");
    const file = artifact && (await call.environment.ARTIFACTS.get(fileKey(read.home_id, artifact)));
    if (!file) return missing("artifact");
    // What `drawn` wrote.
    const { view, sectors, groups, seats, unknown, guesses } = JSON.parse(await file.text()) as Normalised;
    const body: Normalized = {
      view,
      sectors: [...sectors],
      groups: [...groups],
      seats: [...seats],
      unknown: [...unknown],
      guesses: [...guesses],
    };
    return { ok: true, body };
  },
};
