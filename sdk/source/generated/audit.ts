// Made from contract/*.ts: npm run generate
import type { Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Timestamp } from "./shapes.ts";

export interface AuditListRequest {
  scheme_id: string;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface AuditListResponse {
  items: Array<SchemeAuditEntry>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface SchemeAuditEntry {
  audit_id: string;
  scheme_id: string;
  scheme_version_id: string | null;
  /** The operation, such as draft/update-seat; more may come; at most 64 characters */
  action: string;
  /** The key that did it */
  actor: string;
  /** at most 500 characters */
  summary: string;
  request_id: string;
  created_at: Timestamp;
}

/** The methods of `client.audit`. */
export interface AuditMethods {
  /**
   * List who changed what in a scheme, oldest first.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  list(request: AuditListRequest, options?: CallOptions): Pages<SchemeAuditEntry, AuditListResponse>;
}
