// The display drawing of a scheme's current version, made anew of the files that the upload left.

import type { Environment } from "../durable-objects/environment.ts";
import type { QueryBodies } from "../durable-objects/scheme/answer-query.ts";
import { fileKey } from "../durable-objects/scheme/file-name.ts";
import type { Artifact } from "../durable-objects/scheme/upload-rows.ts";
import { display } from "../r2-artifacts/display.ts";
import type { Normalised } from "../r2-artifacts/normalised.ts";
import { type DrawnFile, fileOf } from "./drawing.ts";
import type { Failure } from "./problem.ts";

export type Files = QueryBodies["artifacts"];
type Made = { readonly ok: true; readonly file: DrawnFile } | { readonly ok: false; readonly failure: Failure };

const SVG = "image/svg+xml";

/** A file that is not where it should be, or that this version never had. */
export function missingFile(kind: string): Failure {
  const way =
    kind === "display"
      ? "artifact/regenerate-display makes it anew"
      : "upload the drawing again, or bring the bucket's copy of it back";
  return { code: "NOT_FOUND", detail: `There is no such artifact: the file ${kind} is not stored; ${way}.` };
}

export function artifactOf({ artifacts }: Pick<Files, "artifacts">, kind: string): Artifact | undefined {
  return artifacts.find((artifact) => artifact.kind === kind);
}

/** The text of a file that the current version has, or undefined when it is not stored. */
async function storedText(bucket: R2Bucket, scheme_id: string, artifact: Artifact | undefined) {
  const object = artifact && (await bucket.get(fileKey(scheme_id, artifact)));
  return object?.text();
}

/** The normalised drawing, or undefined when it is not stored. */
export async function normalisedOf(bucket: R2Bucket, scheme_id: string, files: Pick<Files, "artifacts">) {
  const text = await storedText(bucket, scheme_id, artifactOf(files, "normalized"));
  // What `drawn` wrote.
  return text === undefined ? undefined : (JSON.parse(text) as Normalised);
}

export async function displayAnew(bucket: R2Bucket, scheme_id: string, files: Files): Promise<Made> {
  const normalised = await normalisedOf(bucket, scheme_id, files);
  if (!normalised) return { ok: false, failure: missingFile("normalized") };
  const svg = await storedText(bucket, scheme_id, artifactOf(files, "sanitized"));
  if (svg === undefined) return { ok: false, failure: missingFile("sanitized") };
  const made = display(normalised, svg);
  if (made.ok) return { ok: true, file: fileOf("display", made.svg, SVG) };
  const detail = `The stored drawing cannot be shown any more: ${made.problems[0]?.message ?? "it is refused"}`;
  return { ok: false, failure: { code: "INTERNAL", detail } };
}

/** Puts a file that a command will refer to, so that no clean-up takes it for one that nothing needs. */
export async function putFile(environment: Environment, scheme_id: string, { artifact, body }: DrawnFile) {
  await environment.SCHEME.getByName(scheme_id).expectFiles();
  await environment.ARTIFACTS.put(fileKey(scheme_id, artifact), body, {
    httpMetadata: { contentType: artifact.media_type },
  });
}
