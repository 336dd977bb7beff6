// Made from contract/*.ts: npm run generate
import type { GroupRecord, PublishReadiness, SchemeVersion, SeatRecord, SectorRecord, Timestamp } from "./shapes.ts";

export interface DraftCreateGroupResponse {
  scheme_version_id: string;
  revision: number;
  group: GroupRecord;
}

export interface DraftCreateSectorResponse {
  scheme_version_id: string;
  revision: number;
  sector: SectorRecord;
}

export interface DraftDeleteGroupResponse {
  scheme_version_id: string;
  revision: number;
  group: GroupRecord;
  references_left: number;
}

export interface DraftDeleteSectorResponse {
  scheme_version_id: string;
  revision: number;
  sector: SectorRecord;
  references_left: number;
}

export interface DraftEnsureResponse {
  scheme_version_id: string;
  created: boolean;
  version: SchemeVersion;
}

export interface DraftGroupResponse {
  scheme_version_id: string;
  revision: number;
  group: GroupRecord;
}

export interface DraftReadinessResponse {
  scheme_version_id: string;
  revision: number;
  ready: boolean;
  reasons: Array<{
    /** More may come */
    code: "no_seats" | "validation_errors" | "unpriced_seats" | "snapshot_missing" | "snapshot_stale";
    count: number;
    /** at most 500 characters */
    message: string;
  }>;
}

export interface DraftRepairReferencesResponse {
  scheme_version_id: string;
  revision: number;
  repaired: number;
  /** The first of them */
  repairs: Array<{
    /** at most 40 characters */
    kind: string;
    record_id: string;
    /** at most 64 characters */
    before: string;
    after: string | null;
  }>;
}

export interface DraftSeatResponse {
  scheme_version_id: string;
  revision: number;
  seat: SeatRecord;
}

export interface DraftSectorResponse {
  scheme_version_id: string;
  revision: number;
  sector: SectorRecord;
}

export interface DraftSnapshotResponse {
  scheme_version_id: string;
  revision: number;
  snapshot: {
    created_at: Timestamp;
    /** SHA-256, in hex, of the structure and prices that it is of; at most 64 characters */
    hash: string;
    /** Whether structure and prices are still what they were */
    is_current: boolean;
  };
  readiness: PublishReadiness;
}

export interface DraftStructureResponse {
  scheme_version_id: string;
  revision: number;
  sectors: Array<SectorRecord>;
  groups: Array<GroupRecord>;
  seats: Array<SeatRecord>;
}

export interface DraftUpdateGroupResponse {
  scheme_version_id: string;
  revision: number;
  group: GroupRecord;
}

export interface DraftUpdateSeatResponse {
  scheme_version_id: string;
  revision: number;
  seat: SeatRecord;
}

export interface DraftUpdateSeatsResponse {
  scheme_version_id: string;
  revision: number;
  changed: number;
  seats: Array<SeatRecord>;
}

export interface DraftUpdateSectorResponse {
  scheme_version_id: string;
  revision: number;
  sector: SectorRecord;
}

export interface DraftValidationResponse {
  scheme_version_id: string;
  revision: number;
  /** Records with a fault that publishing waits for: the counts of the errors, added up */
  errors: number;
  /** The counts of the warnings, added up */
  warnings: number;
  issues: Array<{
    severity: "error" | "warning";
    /** More may come; at most 64 characters */
    code: string;
    /** For people: what is wrong and what to do; at most 500 characters */
    message: string;
    /** How many records */
    count: number;
    /** The first of them */
    records: Array<{
      kind: "sector" | "group" | "seat";
      record_id: string;
      /** at most 64 characters */
      id: string;
    }>;
  }>;
}
