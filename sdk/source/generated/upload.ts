// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Scheme, SchemeVersion, Timestamp } from "./shapes.ts";

export interface ListedUpload {
  upload_id: string;
  scheme_id: string;
  /** The draft that was made of it */
  scheme_version_id: string;
  /** at most 200 characters */
  name: string;
  file_name: string | null;
  bytes: number;
  /** Of the file, in hex; at most 64 characters */
  sha256: string;
  sectors_total: number;
  groups_total: number;
  seats_total: number;
  created_at: Timestamp;
}

export interface NormalisedDrawing {
  view: {
    x: number;
    y: number;
    width: number;
    height: number;
  };
  sectors: Array<{
    /** at most 1024 characters */
    element_id: string;
    /** at most 1024 characters */
    name: string;
    bounds: {
      left: number;
      top: number;
      right: number;
      bottom: number;
    };
    seats: number;
  }>;
  groups: Array<{
    /** at most 1024 characters */
    element_id: string;
    /** at most 1024 characters */
    sector: string;
    /** at most 1024 characters */
    name: string;
    bounds: {
      left: number;
      top: number;
      right: number;
      bottom: number;
    };
    seats: number;
  }>;
  seats: Array<{
    /** at most 1024 characters */
    element_id: string;
    /** at most 1024 characters */
    sector: string;
    /** at most 1024 characters */
    row: string;
    /** at most 1024 characters */
    number: string;
    position: number;
    x: number;
    y: number;
    bounds: {
      left: number;
      top: number;
      right: number;
      bottom: number;
    };
    accessible: boolean;
  }>;
  unknown: Array<{
    /** at most 256 characters */
    element_id: string;
    /** Which child of which child, from the outermost element; at most 500 characters */
    place: string;
    /** at most 500 characters */
    reason: string;
    count: number;
  }>;
  guesses: Array<{
    /** Such as row_name or number; at most 40 characters */
    what: string;
    /** at most 256 characters */
    element_id: string;
    /** at most 500 characters */
    rests_on: string;
    count: number;
  }>;
}

export interface Upload {
  upload_id: string;
  scheme_id: string;
  /** The draft that was made of it */
  scheme_version_id: string;
  /** at most 200 characters */
  name: string;
  file_name: string | null;
  bytes: number;
  /** Of the file, in hex; at most 64 characters */
  sha256: string;
  sectors_total: number;
  groups_total: number;
  seats_total: number;
  created_at: Timestamp;
  report: UploadReport;
}

export interface UploadCreateRequest {
  /** The SVG, UTF-8, at most 10 MiB; what may be in it says the guide to drawings; 1 to 10485760 characters */
  file: string;
  /** Of the scheme; the file's name by default; 1 to 200 characters */
  name?: string | undefined;
  /** 1 to 255 characters */
  file_name?: string | undefined;
  /** ISO 4217, of the scheme's prices; EUR by default, and it stays; at most 3 characters */
  currency?: string | undefined;
  /** A scheme that gets the drawing as its new draft */
  scheme_id?: string | undefined;
  /** With scheme_id: the version that was current when this was decided */
  expected_current_scheme_version_id?: string | undefined;
}

export interface UploadCreateResponse {
  upload: Upload;
  scheme: Scheme;
  version: SchemeVersion;
}

export interface UploadGetRequest {
  upload_id: string;
}

export interface UploadListRequest {
  scheme_id?: string | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface UploadListResponse {
  items: Array<ListedUpload>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface UploadNormalizedRequest {
  upload_id: string;
}

export interface UploadReport {
  /** Of the sanitised drawing */
  elements: number;
  /** What was left out, the most frequent first */
  removed: Array<{
    /** Such as event handler, element or reference; at most 40 characters */
    what: string;
    /** at most 64 characters */
    name: string;
    count: number;
  }>;
  removed_more: boolean;
  /** What looks like a part of the hall and is none */
  not_understood: Array<{
    /** at most 256 characters */
    element_id: string;
    /** Which child of which child, from the outermost element; at most 500 characters */
    place: string;
    /** at most 500 characters */
    reason: string;
    count: number;
  }>;
  not_understood_total: number;
  /** What the drawing does not say and was concluded */
  guesses: Array<{
    /** Such as row_name or number; at most 40 characters */
    what: string;
    /** at most 256 characters */
    element_id: string;
    /** at most 500 characters */
    rests_on: string;
    count: number;
  }>;
  guesses_total: number;
  /** Seats whose id had to be made different from another's */
  renamed_seats: number;
}

export type UploadGetResponse = Upload;
export type UploadNormalizedResponse = NormalisedDrawing;

/** The methods of `client.upload`. */
export interface UploadMethods {
  /**
   * Upload the drawing of a hall as SVG: a new scheme with a draft, or a new draft of one that exists.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, DRAWING_REFUSED, stale_current_version, scheme_limit_reached, IDEMPOTENCY_KEY_MISMATCH.
   */
  create(request: UploadCreateRequest, options?: CallOptions): Answer<UploadCreateResponse>;

  /**
   * List uploaded drawings, oldest first.
   *
   * Needs the permission `admin`. Only reads.
   */
  list(request?: UploadListRequest, options?: CallOptions): Pages<ListedUpload, UploadListResponse>;

  /**
   * Read an uploaded drawing's report: what was left out, guessed and not understood.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: UploadGetRequest, options?: CallOptions): Answer<Upload>;

  /**
   * Read what an uploaded drawing was understood as: sectors, rows and seats.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  normalized(request: UploadNormalizedRequest, options?: CallOptions): Answer<NormalisedDrawing>;
}
