// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { PublishReadiness, Scheme, SchemeValidation, SchemeVersion } from "./shapes.ts";

export interface SchemeCreateVersionRequest {
  scheme_id: string;
  /** The version that was current when this was decided; another one is stale_current_version */
  expected_current_scheme_version_id?: string | undefined;
  /** The current version by default */
  based_on_scheme_version_id?: string | undefined;
}

export interface SchemeCurrentRequest {
  scheme_id: string;
}

export interface SchemeGetRequest {
  scheme_id: string;
}

export interface SchemeListRequest {
  /** Words that the scheme's name contains; 1 to 200 characters */
  text?: string | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface SchemeListResponse {
  items: Array<Scheme>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface SchemePublishRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
}

export interface SchemePublishValidationRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface SchemePublishValidationResponse {
  scheme_version_id: string;
  validation: SchemeValidation;
  readiness: PublishReadiness;
}

export interface SchemeRollbackRequest {
  scheme_id: string;
  /** The version that was current when this was decided; another one is stale_current_version */
  expected_current_scheme_version_id?: string | undefined;
  /** The newest version before the current one that was published, by default */
  target_scheme_version_id?: string | undefined;
}

export interface SchemeUnpublishRequest {
  scheme_id: string;
  /** The version that was current when this was decided; another one is stale_current_version */
  expected_current_scheme_version_id?: string | undefined;
  /** The newest published version by default */
  scheme_version_id?: string | undefined;
}

export interface SchemeVersionsRequest {
  scheme_id: string;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface SchemeVersionsResponse {
  items: Array<SchemeVersion>;
  /** null on the last page */
  next_cursor: string | null;
}

export type SchemeGetResponse = Scheme;
export type SchemeCurrentResponse = SchemeVersion;
export type SchemeCreateVersionResponse = SchemeVersion;
export type SchemePublishResponse = SchemeVersion;
export type SchemeUnpublishResponse = SchemeVersion;
export type SchemeRollbackResponse = SchemeVersion;

/** The methods of `client.scheme`. */
export interface SchemeMethods {
  /**
   * List seating schemes, oldest first.
   *
   * Needs the permission `admin`. Only reads.
   */
  list(request?: SchemeListRequest, options?: CallOptions): Pages<Scheme, SchemeListResponse>;

  /**
   * Read a seating scheme.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: SchemeGetRequest, options?: CallOptions): Answer<Scheme>;

  /**
   * Read which version of a scheme is current: a draft, or what was published last.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  current(request: SchemeCurrentRequest, options?: CallOptions): Answer<SchemeVersion>;

  /**
   * List the versions of a scheme, oldest first.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  versions(request: SchemeVersionsRequest, options?: CallOptions): Pages<SchemeVersion, SchemeVersionsResponse>;

  /**
   * Clone the current version, or the one that is named, into a new draft that becomes current.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_current_version, IDEMPOTENCY_KEY_MISMATCH, scheme_limit_reached.
   */
  createVersion(request: SchemeCreateVersionRequest, options?: CallOptions): Answer<SchemeVersion>;

  /**
   * Read what is wrong with the structure of the current version.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version.
   */
  publishValidation(
    request: SchemePublishValidationRequest,
    options?: CallOptions,
  ): Answer<SchemePublishValidationResponse>;

  /**
   * Publish the draft: it never changes again, and new shows are made from it.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, publish_not_ready, IDEMPOTENCY_KEY_MISMATCH.
   */
  publish(request: SchemePublishRequest, options?: CallOptions): Answer<SchemeVersion>;

  /**
   * Withdraw a published version from new shows; shows that exist keep what they were made with.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_current_version, IDEMPOTENCY_KEY_MISMATCH, version_not_published.
   */
  unpublish(request: SchemeUnpublishRequest, options?: CallOptions): Answer<SchemeVersion>;

  /**
   * Make an earlier version current again: its structure and prices become a new draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_current_version, IDEMPOTENCY_KEY_MISMATCH, version_not_published, scheme_limit_reached.
   */
  rollback(request: SchemeRollbackRequest, options?: CallOptions): Answer<SchemeVersion>;
}
