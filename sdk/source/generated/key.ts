// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions, Send } from "../call-options.ts";
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

export interface KeyListRequest {
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
  /** The secret itself; keep it, it cannot be read again; at most 512 characters */
  key: string;
}

export type KeyCreateResponse = NewApiKey;
export type KeyRevokeResponse = ApiKey;

export class KeyMethods {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

  /**
   * Create an API key; its text is shown this once.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH.
   */
  create(request: KeyCreateRequest, options?: CallOptions): Answer<NewApiKey> {
    return this.#send.one({ name: "key/create", key: "accepted" }, request, options);
  }

  /**
   * List API keys, oldest first.
   *
   * Needs the permission `admin`. Only reads.
   */
  list(request: KeyListRequest = {}, options?: CallOptions): Pages<ApiKey, KeyListResponse> {
    return this.#send.list({ name: "key/list", key: "none" }, request, options);
  }

  /**
   * Revoke an API key: it changes nothing more after a second and reads nothing after a minute.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, IDEMPOTENCY_KEY_MISMATCH.
   */
  revoke(request: KeyRevokeRequest, options?: CallOptions): Answer<ApiKey> {
    return this.#send.one({ name: "key/revoke", key: "accepted" }, request, options);
  }
}
