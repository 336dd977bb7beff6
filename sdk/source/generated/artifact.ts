// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Job, Timestamp } from "./shapes.ts";

export interface ArtifactAuditPreviewsRequest {
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 100 by default */
  limit?: number | undefined;
}

export interface ArtifactAuditPreviewsResponse {
  items: Array<{
    scheme_id: string;
    /** at most 64 characters */
    sha256: string;
    bytes: number;
    uploaded_at: Timestamp;
    needed: boolean;
    /** More may come */
    reason: "current" | "stale" | "unknown_scheme";
  }>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface ArtifactBackfillDisplayRequest {
  /** false by default */
  dry_run?: boolean | undefined;
}

export interface ArtifactCleanUpPreviewsRequest {
  /** false by default */
  dry_run?: boolean | undefined;
}

export interface ArtifactDisplayMetaRequest {
  scheme_id: string;
}

export interface ArtifactDisplayRequest {
  scheme_id: string;
}

export interface ArtifactDisplayResponse {
  scheme_version_id: string;
  media_type: "image/svg+xml";
  /** at most 64 characters */
  sha256: string;
  /** at most 41943040 characters */
  svg: string;
}

export interface ArtifactListRequest {
  scheme_id: string;
}

export interface ArtifactListResponse {
  scheme_version_id: string;
  items: Array<SchemeArtifact>;
}

export interface ArtifactRegenerateDisplayRequest {
  scheme_id: string;
  /** The version that was current when this was decided; another one is stale_current_version */
  expected_current_scheme_version_id?: string | undefined;
}

export interface ArtifactRegenerateDisplayResponse {
  scheme_version_id: string;
  changed: boolean;
  artifact: SchemeArtifact;
}

export interface ArtifactSvgRequest {
  scheme_id: string;
}

export interface ArtifactSvgResponse {
  scheme_version_id: string;
  media_type: "image/svg+xml";
  /** at most 64 characters */
  sha256: string;
  /** at most 41943040 characters */
  svg: string;
}

export interface DisplayMeta {
  scheme_version_id: string;
  /** at most 64 characters */
  sha256: string;
  bytes: number;
  /** at most 80 characters */
  etag: string;
  seats_total: number;
  /** Seats that an element of the drawing stands for */
  elements_total: number;
  view: {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  created_at: Timestamp;
}

export interface SchemeArtifact {
  /** More may come */
  kind: "original" | "sanitized" | "normalized" | "display" | "preview" | "publish_preview";
  /** Of the content, in hex; at most 64 characters */
  sha256: string;
  bytes: number;
  /** at most 64 characters */
  media_type: string;
  created_at: Timestamp;
  /** Whether the file is where it should be */
  stored: boolean;
}

export type ArtifactDisplayMetaResponse = DisplayMeta;
export type ArtifactBackfillDisplayResponse = Job;
export type ArtifactCleanUpPreviewsResponse = Job;

/** The methods of `client.artifact`. */
export interface ArtifactMethods {
  /**
   * Read the sanitised drawing of a scheme's current version.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  svg(request: ArtifactSvgRequest, options?: CallOptions): Answer<ArtifactSvgResponse>;

  /**
   * Read the drawing that browsers colour: small, with an id for each seat.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  display(request: ArtifactDisplayRequest, options?: CallOptions): Answer<ArtifactDisplayResponse>;

  /**
   * Read about the drawing that browsers colour, without the drawing.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  displayMeta(request: ArtifactDisplayMetaRequest, options?: CallOptions): Answer<DisplayMeta>;

  /**
   * List the files of a scheme's current version.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  list(request: ArtifactListRequest, options?: CallOptions): Answer<ArtifactListResponse>;

  /**
   * Make the drawing that browsers colour anew.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_current_version, IDEMPOTENCY_KEY_MISMATCH.
   */
  regenerateDisplay(
    request: ArtifactRegenerateDisplayRequest,
    options?: CallOptions,
  ): Answer<ArtifactRegenerateDisplayResponse>;

  /**
   * Make the display drawings of all schemes anew, as a job; what is there and right stays. One that does the same and runs is answered.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: OVERLOADED, IDEMPOTENCY_KEY_MISMATCH.
   */
  backfillDisplay(request: ArtifactBackfillDisplayRequest, options?: CallOptions): Answer<Job>;

  /**
   * List stored publish previews and whether anything needs them; a page can be short, or empty, before the last.
   *
   * Needs the permission `admin`. Only reads.
   */
  auditPreviews(
    request?: ArtifactAuditPreviewsRequest,
    options?: CallOptions,
  ): Pages<Timestamp, ArtifactAuditPreviewsResponse>;

  /**
   * Remove stored publish previews that nothing needs, and files of uploads that were never committed, as a job. One that does the same and runs is answered.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: OVERLOADED, IDEMPOTENCY_KEY_MISMATCH.
   */
  cleanUpPreviews(request: ArtifactCleanUpPreviewsRequest, options?: CallOptions): Answer<Job>;
}
