// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Timestamp } from "./shapes.ts";

export interface ApiKey {
  id: string;
  /** The partner that the key stands for; it owns what its keys make */
  channel_id: string;
  /** at most 100 characters */
  name: string;
  permissions: Array<"read" | "book" | "admin">;
  /** Requests a minute */
  rate_limit: number;
  created_at: Timestamp;
  revoked_at: Timestamp | null;
  /** A key that was rotated is good until then */
  ends_at?: Timestamp | null | undefined;
  /** A minute old at most, while the lists are up to date */
  last_used_at?: Timestamp | null | undefined;
}

export interface KeyChange {
  key_id: string;
  /** More may come */
  change: "created" | "updated" | "rotated" | "revoked";
  /** The key that did it; empty where that was not recorded yet */
  actor: string;
  request_id: string;
  /** This and what follows is how the key was after the change; at most 100 characters */
  name: string;
  permissions: Array<"read" | "book" | "admin">;
  rate_limit: number;
  ends_at: Timestamp | null;
  /** Of the change */
  created_at: Timestamp;
}

export interface KeyCreateRequest {
  /** 1 to 100 characters */
  name: string;
  /** book includes read, admin includes both */
  permissions: Array<"read" | "book" | "admin">;
  /** Requests a minute; 60 by default, 100 with channel_id; 1 to 10000000 */
  rate_limit?: number | undefined;
  /** A channel that has keys already; a new one by default */
  channel_id?: string | undefined;
}

export interface KeyHistoryRequest {
  key_id: string;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface KeyHistoryResponse {
  items: Array<KeyChange>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface KeyListRequest {
  channel_id?: string | undefined;
  /** Only those that may be used now, or only those that may not */
  active?: boolean | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface KeyListResponse {
  items: Array<ApiKey>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface KeyRevokeRequest {
  key_id: string;
}

export interface KeyRotateRequest {
  key_id: string;
  /** How long the old key stays good; 0 to 604800; 86400 by default */
  overlap_seconds?: number | undefined;
}

export interface KeyUpdateRequest {
  key_id: string;
  /** 1 to 100 characters */
  name?: string | undefined;
  /** book includes read, admin includes both */
  permissions?: Array<"read" | "book" | "admin"> | undefined;
  /** Requests a minute; 1 to 10000000 */
  rate_limit?: number | undefined;
}

export interface KeyUsage {
  key_id: string;
  channel_id: string;
  /** at most 100 characters */
  operation: string;
  hour_starts_at: Timestamp;
  requests: number;
  errors_4xx: number;
  errors_5xx: number;
  /** Milliseconds, as the bound of a histogram's bucket; null without requests */
  latency_p50_ms: number | null;
  /** Milliseconds, as the bound of a histogram's bucket; null without requests */
  latency_p95_ms: number | null;
  /** Milliseconds, as the bound of a histogram's bucket; null without requests */
  latency_p99_ms: number | null;
}

export interface KeyUsageRequest {
  key_id?: string | undefined;
  channel_id?: string | undefined;
  /** Such as booking/hold; 1 to 100 characters */
  operation?: string | undefined;
  /** Hours that start at this time or later */
  hour_from?: Timestamp | undefined;
  /** Hours that start before this time */
  hour_to?: Timestamp | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface KeyUsageResponse {
  items: Array<KeyUsage>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface NewApiKey {
  id: string;
  /** The partner that the key stands for; it owns what its keys make */
  channel_id: string;
  /** at most 100 characters */
  name: string;
  permissions: Array<"read" | "book" | "admin">;
  /** Requests a minute */
  rate_limit: number;
  created_at: Timestamp;
  revoked_at: Timestamp | null;
  /** A key that was rotated is good until then */
  ends_at?: Timestamp | null | undefined;
  /** A minute old at most, while the lists are up to date */
  last_used_at?: Timestamp | null | undefined;
  /** The secret itself; keep it, it cannot be read again; at most 512 characters */
  key: string;
}

export interface RotatedApiKey {
  id: string;
  /** The partner that the key stands for; it owns what its keys make */
  channel_id: string;
  /** at most 100 characters */
  name: string;
  permissions: Array<"read" | "book" | "admin">;
  /** Requests a minute */
  rate_limit: number;
  created_at: Timestamp;
  revoked_at: Timestamp | null;
  /** A key that was rotated is good until then */
  ends_at?: Timestamp | null | undefined;
  /** A minute old at most, while the lists are up to date */
  last_used_at?: Timestamp | null | undefined;
  /** The secret itself; keep it, it cannot be read again; at most 512 characters */
  key: string;
  /** The old key */
  replaces: ApiKey;
}

export type KeyCreateResponse = NewApiKey;
export type KeyUpdateResponse = ApiKey;
export type KeyRotateResponse = RotatedApiKey;
export type KeyRevokeResponse = ApiKey;

/** The methods of `client.key`. */
export interface KeyMethods {
  /**
   * Create an API key; its text is shown this once.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH.
   */
  create(request: KeyCreateRequest, options?: CallOptions): Answer<NewApiKey>;

  /**
   * List API keys, oldest first.
   *
   * Needs the permission `admin`. Only reads.
   */
  list(request?: KeyListRequest, options?: CallOptions): Pages<ApiKey, KeyListResponse>;

  /**
   * Change an API key's name, permissions or rate limit; it works with them within a second.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, KEY_ENDED, IDEMPOTENCY_KEY_MISMATCH.
   */
  update(request: KeyUpdateRequest, options?: CallOptions): Answer<ApiKey>;

  /**
   * Replace an API key by a new one of the same channel; both work until the old one ends.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, KEY_ENDED, IDEMPOTENCY_KEY_MISMATCH.
   */
  rotate(request: KeyRotateRequest, options?: CallOptions): Answer<RotatedApiKey>;

  /**
   * Revoke an API key: it changes nothing more after a second and reads nothing after a minute.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH.
   */
  revoke(request: KeyRevokeRequest, options?: CallOptions): Answer<ApiKey>;

  /**
   * List who changed an API key and how, oldest first.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  history(request: KeyHistoryRequest, options?: CallOptions): Pages<KeyChange, KeyHistoryResponse>;

  /**
   * List what keys were used for by operation and hour, newest hour first; the last 31 days.
   *
   * Needs the permission `admin`. Only reads.
   */
  usage(request?: KeyUsageRequest, options?: CallOptions): Pages<KeyUsage, KeyUsageResponse>;
}
