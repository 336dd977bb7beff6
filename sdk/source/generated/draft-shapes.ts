// Made from contract/*.ts: npm run generate
import type { GroupRecord, Money, PublishReadiness, SeatRecord, SectorRecord, Timestamp } from "./shapes.ts";

export interface DraftSummary {
  scheme_version_id: string;
  revision: number;
  status: "draft" | "published" | "unpublished";
  counts: StructureCounts;
  validation: {
    errors: number;
    warnings: number;
  };
  diff: SchemeDiffCounts;
  pricing: {
    seats: number;
    priced: number;
    unpriced: number;
  };
  readiness: PublishReadiness;
  updated_at: Timestamp;
}

export interface EditorContext {
  scheme_id: string;
  current_scheme_version_id: string;
  current_status: "draft" | "published" | "unpublished";
  current_is_draft: boolean;
  editor_available: boolean;
  should_create_draft: boolean;
  recommended_action: "use_current_draft" | "create_draft";
}

export interface PublishPreview {
  scheme_version_id: string;
  revision: number;
  /** Of the prices; publishing needs one that is current */
  snapshot: {
    created_at: Timestamp;
    /** SHA-256, in hex, of the structure and prices that it is of; at most 64 characters */
    hash: string;
    /** Whether structure and prices are still what they were */
    is_current: boolean;
  } | null;
  readiness: PublishReadiness;
  validation: {
    errors: number;
    warnings: number;
  };
  seats_total: number;
  priced_seats: number;
  unpriced_seats: number;
  /** What all priced seats together cost, in the currency's minor unit; null while none has a price */
  total_amount: number | null;
  /** at most 3 characters */
  currency: string;
  categories: Array<{
    /** at most 64 characters */
    name: string;
    /** at most 7 characters */
    color: string;
    seats: number;
    price_min: Money | null;
    price_max: Money | null;
  }>;
  sectors: Array<{
    sector_id: string | null;
    /** at most 64 characters */
    name: string;
    seats: number;
    priced: number;
  }>;
  /** The stored preview of the snapshot, while that is current */
  artifact: {
    /** at most 64 characters */
    sha256: string;
    bytes: number;
  } | null;
}

export interface Remap {
  scheme_version_id: string;
  revision: number;
  matched: number;
  changed: number;
  /** The first of those that change */
  seats: Array<{
    seat_record_id: string;
    /** at most 32 characters */
    seat_id: string;
    before: {
      sector_id: string | null;
      group_id: string | null;
    };
    after: {
      sector_id: string | null;
      group_id: string | null;
    };
  }>;
}

export interface SchemeDiffCounts {
  sectors: {
    added: number;
    removed: number;
    changed: number;
  };
  groups: {
    added: number;
    removed: number;
    changed: number;
  };
  seats: {
    added: number;
    removed: number;
    changed: number;
  };
  pricing_categories: {
    added: number;
    removed: number;
    changed: number;
  };
  price_rules: {
    added: number;
    removed: number;
    changed: number;
  };
}

export interface StructureCounts {
  sectors: number;
  groups: number;
  seats: number;
  sellable_seats: number;
  accessible_seats: number;
  seats_without_sector: number;
  seats_without_group: number;
}

export interface StructureDiff {
  scheme_version_id: string;
  /** What the draft was cloned from; null of a first one */
  compared_with_scheme_version_id: string | null;
  counts: SchemeDiffCounts;
  sectors: {
    added: Array<SectorRecord>;
    removed: Array<SectorRecord>;
    changed: Array<{
      record_id: string;
      /** at most 64 characters */
      id: string;
      /** By field */
      fields: {
        [name: string]: {
          before: string | number | boolean | null;
          after: string | number | boolean | null;
        };
      };
    }>;
  };
  groups: {
    added: Array<GroupRecord>;
    removed: Array<GroupRecord>;
    changed: Array<{
      record_id: string;
      /** at most 64 characters */
      id: string;
      /** By field */
      fields: {
        [name: string]: {
          before: string | number | boolean | null;
          after: string | number | boolean | null;
        };
      };
    }>;
  };
  seats: {
    added: Array<SeatRecord>;
    removed: Array<SeatRecord>;
    changed: Array<{
      record_id: string;
      /** at most 64 characters */
      id: string;
      /** By field */
      fields: {
        [name: string]: {
          before: string | number | boolean | null;
          after: string | number | boolean | null;
        };
      };
    }>;
  };
  /** There are more changes than the lists hold; the counts are of all */
  truncated: boolean;
}
