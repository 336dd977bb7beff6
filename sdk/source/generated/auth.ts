// Made from contract/*.ts: npm run generate
import type { Answer } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Timestamp } from "./shapes.ts";

export interface AuthTokenRequest {
  /** The key; by default the one in Authorization or X-API-Key; 1 to 512 characters */
  api_key?: string | undefined;
  /** What the token shall be good for, at most what the key is, which is the default */
  permissions?: Array<"read" | "book" | "admin"> | undefined;
}

export interface AuthTokenResponse {
  /** To be sent as Authorization: Bearer <token>; a JWT, whose content is ours; at most 1024 characters */
  token: string;
  /** Seconds */
  expires_in: number;
  permissions: Array<"read" | "book" | "admin">;
  token_type: "Bearer";
  expires_at: Timestamp;
}

export interface AuthValidateRequest {
  /** An access token; by default what was presented; 1 to 1024 characters */
  token?: string | undefined;
  /** Valid only if it is good for this */
  required_scope?: "read" | "book" | "admin" | undefined;
}

export interface CredentialStatus {
  valid: boolean;
  /** null when it is valid. malformed: not one of ours, or changed; revoked: its key is; other_channel: another partner's, of which only an admin is told more; scope_missing: it lacks required_scope */
  reason: "malformed" | "expired" | "revoked" | "other_channel" | "scope_missing" | null;
  channel_id: string | null;
  key_id: string | null;
  permissions: Array<"read" | "book" | "admin">;
  /** null for a key, which does not expire by itself */
  expires_at: Timestamp | null;
}

export type AuthValidateResponse = CredentialStatus;

/** The methods of `client.auth`. */
export interface AuthMethods {
  /**
   * Exchange an API key for an access token of an hour, which counts against the key's rate limit.
   *
   * Only reads. Problems of its own: UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED.
   */
  token(request: AuthTokenRequest, options?: CallOptions): Answer<AuthTokenResponse>;

  /**
   * Whether a token is valid, and what it is good for; without one, what the presented credential is good for.
   *
   * Needs the permission `read`. Only reads.
   */
  validate(request: AuthValidateRequest, options?: CallOptions): Answer<CredentialStatus>;
}
