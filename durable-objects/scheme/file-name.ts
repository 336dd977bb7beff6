// What a scheme's files are called in R2: under their scheme, by what they are and what is in them, so that a file never
// changes and putting it twice is putting it once.
import type { Snapshot } from "../../domain/scheme/version.ts";
import type { Artifact } from "./upload-rows.ts";

/** The kind that the scheme's object puts; all others come from the Worker. */
export const PREVIEW_KIND = "publish_preview";

export function fileKey(scheme_id: string, { kind, sha256, media_type }: Artifact): string {
  return `schemes/${scheme_id}/${kind}/${sha256}.${media_type === "image/svg+xml" ? "svg" : "json"}`;
}

export function previewArtifact(preview: Snapshot["preview"]): Artifact {
  return { kind: PREVIEW_KIND, ...preview, media_type: "application/json" };
}
