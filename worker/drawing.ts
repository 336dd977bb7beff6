// From an uploaded file to the files and records of a scheme: the pipeline of r2-artifacts/ in its order. Pure but for
// the digests; nothing is stored here.
import { createHash } from "node:crypto";
import type { Artifact } from "../durable-objects/scheme/upload-rows.ts";
import { display } from "../r2-artifacts/display.ts";
import type { DrawingRefusal } from "../r2-artifacts/drawing-problem.ts";
import { normalise } from "../r2-artifacts/normalise.ts";
import type { Normalised } from "../r2-artifacts/normalised.ts";
import { preview } from "../r2-artifacts/preview.ts";
import { type SanitiseReport, sanitise } from "../r2-artifacts/sanitise.ts";
import { type DrawnStructure, schemeStructure, tooLarge } from "../r2-artifacts/scheme-structure.ts";

const REPORTED_MAX = 1_000;
const SVG = "image/svg+xml";

export type DrawnFile = { readonly artifact: Artifact; readonly body: string };

export type Drawn = {
  readonly ok: true;
  readonly sha256: string;
  readonly bytes: number;
  readonly files: readonly DrawnFile[];
  readonly structure: DrawnStructure;
  readonly report: UploadReport;
  readonly view: Normalised["view"];
};

export type UploadReport = ReturnType<typeof reportOf>;

export function drawn(svg: string): Drawn | DrawingRefusal {
  const sanitised = sanitise(svg);
  if (!sanitised.ok) return sanitised;
  const understood = normalise(sanitised.svg);
  if (!understood.ok) return understood;
  const { normalised } = understood;
  const displayed = display(normalised, sanitised.svg);
  if (!displayed.ok) return displayed;
  const structure = schemeStructure(normalised);
  const over = tooLarge(structure);
  if (over) {
    const message = `The drawing has more than ${over.most} ${over.what}.`;
    return { ok: false, problems: [{ code: "too_many_seats", message }] };
  }
  const original = fileOf("original", svg, SVG);
  return {
    ok: true,
    sha256: original.artifact.sha256,
    bytes: original.artifact.bytes,
    files: [
      original,
      fileOf("sanitized", sanitised.svg, SVG),
      fileOf("normalized", JSON.stringify(normalised), "application/json"),
      fileOf("display", displayed.svg, SVG),
      fileOf("preview", preview(normalised), SVG),
    ],
    structure,
    report: reportOf(sanitised.report, normalised, structure),
    view: normalised.view,
  };
}

export function fileOf(kind: string, body: string, media_type: string): DrawnFile {
  const bytes = new TextEncoder().encode(body);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { artifact: { kind, sha256, bytes: bytes.byteLength, media_type }, body };
}

function reportOf(report: SanitiseReport, { unknown, guesses }: Normalised, { renamed_seats }: DrawnStructure) {
  return {
    elements: report.elements,
    removed: report.removed.map((removal) => ({ ...removal })),
    removed_more: report.removed_more,
    not_understood: unknown.slice(0, REPORTED_MAX).map((entry) => ({ ...entry })),
    not_understood_total: unknown.reduce((sum, { count }) => sum + count, 0),
    guesses: guesses.slice(0, REPORTED_MAX).map((guess) => ({ ...guess })),
    guesses_total: guesses.reduce((sum, { count }) => sum + count, 0),
    renamed_seats,
  };
}
