// Made from contract/*.ts: npm run generate

export interface DraftApplyRemapRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  /** Which seats: those that match one of each list that is there; at least one list must be */
  filter?:
    | {
        seat_ids?: Array<string> | undefined;
        sector_ids?: Array<string> | undefined;
        group_ids?: Array<string> | undefined;
        row_labels?: Array<string> | undefined;
      }
    | undefined;
  /** Where they go; null takes them out, what is absent stays */
  target: {
    sector_id?: string | null | undefined;
    group_id?: string | null | undefined;
  };
}

export interface DraftCompareRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface DraftContextRequest {
  scheme_id: string;
}

export interface DraftCreateGroupRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  /** at most 64 characters */
  group_id: string;
  /** 1 to 64 characters */
  name: string;
  element_id?: string | null | undefined;
  sector_id?: string | null | undefined;
}

export interface DraftCreateSectorRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  /** at most 64 characters */
  sector_id: string;
  /** 1 to 64 characters */
  name: string;
  element_id?: string | null | undefined;
}

export interface DraftDeleteGroupRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  group_record_id: string;
}

export interface DraftDeleteSectorRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  sector_record_id: string;
}

export interface DraftEnsureRequest {
  scheme_id: string;
  /** The version that was current when this was decided; another one is stale_current_version */
  expected_current_scheme_version_id?: string | undefined;
}

export interface DraftGroupRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  group_record_id: string;
}

export interface DraftPreviewRemapRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  /** Which seats: those that match one of each list that is there; at least one list must be */
  filter?:
    | {
        seat_ids?: Array<string> | undefined;
        sector_ids?: Array<string> | undefined;
        group_ids?: Array<string> | undefined;
        row_labels?: Array<string> | undefined;
      }
    | undefined;
  /** Where they go; null takes them out, what is absent stays */
  target: {
    sector_id?: string | null | undefined;
    group_id?: string | null | undefined;
  };
}

export interface DraftPreviewRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface DraftReadinessRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface DraftRepairReferencesRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
}

export interface DraftSeatRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  seat_record_id: string;
}

export interface DraftSectorRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
  sector_record_id: string;
}

export interface DraftSnapshotRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
}

export interface DraftStructureRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface DraftSummaryRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}

export interface DraftUpdateGroupRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  group_record_id: string;
  /** Seats that name it follow; at most 64 characters */
  group_id?: string | undefined;
  /** 1 to 64 characters */
  name?: string | undefined;
  element_id?: string | null | undefined;
  sector_id?: string | null | undefined;
}

export interface DraftUpdateRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  /** In the drawing's units, y downwards; null for the middle above the first row */
  focal: {
    x: number;
    y: number;
  } | null;
}

export interface DraftUpdateSeatRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  seat_record_id: string;
  /** at most 32 characters */
  seat_id?: string | undefined;
  element_id?: string | null | undefined;
  sector_id?: string | null | undefined;
  group_id?: string | null | undefined;
  /** at most 16 characters */
  row_label?: string | undefined;
  /** at most 16 characters */
  seat_number?: string | undefined;
  x?: number | undefined;
  y?: number | undefined;
  accessible?: boolean | undefined;
  sellable?: boolean | undefined;
}

export interface DraftUpdateSeatsRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  items: Array<{
    /** The seat as it is called now; 1 to 64 characters */
    seat_id: string;
    changes: {
      /** at most 32 characters */
      seat_id?: string | undefined;
      element_id?: string | null | undefined;
      sector_id?: string | null | undefined;
      group_id?: string | null | undefined;
      /** at most 16 characters */
      row_label?: string | undefined;
      /** at most 16 characters */
      seat_number?: string | undefined;
      x?: number | undefined;
      y?: number | undefined;
      accessible?: boolean | undefined;
      sellable?: boolean | undefined;
    };
  }>;
}

export interface DraftUpdateSectorRequest {
  scheme_id: string;
  /** The draft that this is meant for, as draft/ensure named it; another one is stale_draft_version */
  expected_scheme_version_id: string;
  /** The draft's revision when it was read: two editors at once notice each other by it */
  expected_revision?: number | undefined;
  sector_record_id: string;
  /** Groups and seats that name it follow; at most 64 characters */
  sector_id?: string | undefined;
  /** 1 to 64 characters */
  name?: string | undefined;
  element_id?: string | null | undefined;
}

export interface DraftValidationRequest {
  scheme_id: string;
  /** The draft that this is meant for; another one is stale_draft_version */
  expected_scheme_version_id?: string | undefined;
}
