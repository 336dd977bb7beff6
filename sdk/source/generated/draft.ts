// Made from contract/*.ts: npm run generate
import type { Answer } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type {
  DraftApplyRemapRequest,
  DraftCompareRequest,
  DraftContextRequest,
  DraftCreateGroupRequest,
  DraftCreateSectorRequest,
  DraftDeleteGroupRequest,
  DraftDeleteSectorRequest,
  DraftEnsureRequest,
  DraftGroupRequest,
  DraftPreviewRemapRequest,
  DraftPreviewRequest,
  DraftReadinessRequest,
  DraftRepairReferencesRequest,
  DraftSeatRequest,
  DraftSectorRequest,
  DraftSnapshotRequest,
  DraftStructureRequest,
  DraftSummaryRequest,
  DraftUpdateGroupRequest,
  DraftUpdateRequest,
  DraftUpdateSeatRequest,
  DraftUpdateSeatsRequest,
  DraftUpdateSectorRequest,
  DraftValidationRequest,
} from "./draft-requests.ts";
import type {
  DraftCreateGroupResponse,
  DraftCreateSectorResponse,
  DraftDeleteGroupResponse,
  DraftDeleteSectorResponse,
  DraftEnsureResponse,
  DraftGroupResponse,
  DraftReadinessResponse,
  DraftRepairReferencesResponse,
  DraftSeatResponse,
  DraftSectorResponse,
  DraftSnapshotResponse,
  DraftStructureResponse,
  DraftUpdateGroupResponse,
  DraftUpdateSeatResponse,
  DraftUpdateSeatsResponse,
  DraftUpdateSectorResponse,
  DraftValidationResponse,
} from "./draft-responses.ts";
import type { DraftSummary, EditorContext, PublishPreview, Remap, StructureDiff } from "./draft-shapes.ts";
import type { SchemeVersion } from "./shapes.ts";

export type DraftContextResponse = EditorContext;
export type DraftUpdateResponse = SchemeVersion;
export type DraftSummaryResponse = DraftSummary;
export type DraftCompareResponse = StructureDiff;
export type DraftPreviewResponse = PublishPreview;
export type DraftPreviewRemapResponse = Remap;
export type DraftApplyRemapResponse = Remap;

/** The methods of `client.draft`. */
export interface DraftMethods {
  /**
   * Read what an editor can do now: use the current draft, or make one.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  context(request: DraftContextRequest, options?: CallOptions): Answer<EditorContext>;

  /**
   * Take the current draft, or clone the published version into a new one.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_current_version, IDEMPOTENCY_KEY_MISMATCH, scheme_limit_reached.
   */
  ensure(request: DraftEnsureRequest, options?: CallOptions): Answer<DraftEnsureResponse>;

  /**
   * Say what the best seats of a draft are nearest to, such as the middle of the stage.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH.
   */
  update(request: DraftUpdateRequest, options?: CallOptions): Answer<SchemeVersion>;

  /**
   * Read whether the draft can be published, and what is in the way.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  readiness(request: DraftReadinessRequest, options?: CallOptions): Answer<DraftReadinessResponse>;

  /**
   * Read a draft in short: counters, validation, changes and readiness.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  summary(request: DraftSummaryRequest, options?: CallOptions): Answer<DraftSummary>;

  /**
   * Read every sector, group and seat of a draft.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  structure(request: DraftStructureRequest, options?: CallOptions): Answer<DraftStructureResponse>;

  /**
   * Read what is wrong or doubtful in a draft's structure.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  validation(request: DraftValidationRequest, options?: CallOptions): Answer<DraftValidationResponse>;

  /**
   * Read what a draft changes in the version that it was cloned from.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  compare(request: DraftCompareRequest, options?: CallOptions): Answer<StructureDiff>;

  /**
   * Read one seat of a draft.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  seat(request: DraftSeatRequest, options?: CallOptions): Answer<DraftSeatResponse>;

  /**
   * Read one sector of a draft.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  sector(request: DraftSectorRequest, options?: CallOptions): Answer<DraftSectorResponse>;

  /**
   * Read one group of a draft.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  group(request: DraftGroupRequest, options?: CallOptions): Answer<DraftGroupResponse>;

  /**
   * Keep the price of every seat as it is now; publishing needs it.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH.
   */
  snapshot(request: DraftSnapshotRequest, options?: CallOptions): Answer<DraftSnapshotResponse>;

  /**
   * Read what publishing the draft would put on sale.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable.
   */
  preview(request: DraftPreviewRequest, options?: CallOptions): Answer<PublishPreview>;

  /**
   * Add a sector to a draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, duplicate_sector_id, duplicate_sector_element_id, scheme_limit_reached.
   */
  createSector(request: DraftCreateSectorRequest, options?: CallOptions): Answer<DraftCreateSectorResponse>;

  /**
   * Add a group to a draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, duplicate_group_id, duplicate_group_element_id, unknown_sector_id, scheme_limit_reached.
   */
  createGroup(request: DraftCreateGroupRequest, options?: CallOptions): Answer<DraftCreateGroupResponse>;

  /**
   * Change a sector of a draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, duplicate_sector_id, duplicate_sector_element_id.
   */
  updateSector(request: DraftUpdateSectorRequest, options?: CallOptions): Answer<DraftUpdateSectorResponse>;

  /**
   * Change a group of a draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, duplicate_group_id, duplicate_group_element_id, unknown_sector_id.
   */
  updateGroup(request: DraftUpdateGroupRequest, options?: CallOptions): Answer<DraftUpdateGroupResponse>;

  /**
   * Change a seat of a draft.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, duplicate_seat_id, duplicate_seat_element_id, unknown_sector_id, unknown_group_id.
   */
  updateSeat(request: DraftUpdateSeatRequest, options?: CallOptions): Answer<DraftUpdateSeatResponse>;

  /**
   * Change up to 1,000 seats of a draft at once, all or none.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, duplicate_seat_id, duplicate_seat_element_id, duplicate_seat_id_in_payload, unknown_seat_ids, unknown_sector_ids, unknown_group_ids.
   */
  updateSeats(request: DraftUpdateSeatsRequest, options?: CallOptions): Answer<DraftUpdateSeatsResponse>;

  /**
   * Remove a sector from a draft; groups and seats that name it are reported until they are repaired.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH.
   */
  deleteSector(request: DraftDeleteSectorRequest, options?: CallOptions): Answer<DraftDeleteSectorResponse>;

  /**
   * Remove a group from a draft; seats that name it are reported until they are repaired.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH.
   */
  deleteGroup(request: DraftDeleteGroupRequest, options?: CallOptions): Answer<DraftDeleteGroupResponse>;

  /**
   * Mend references of groups and seats to what is not there any more.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH.
   */
  repairReferences(request: DraftRepairReferencesRequest, options?: CallOptions): Answer<DraftRepairReferencesResponse>;

  /**
   * See which seats a remap would move, without moving them.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND, stale_draft_version, draft_not_editable, remap_filter_required, unknown_seat_ids, unknown_sector_ids, unknown_group_ids, unknown_target_sector_id, unknown_target_group_id.
   */
  previewRemap(request: DraftPreviewRemapRequest, options?: CallOptions): Answer<Remap>;

  /**
   * Move all seats that match to another sector or group.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, stale_draft_version, stale_draft_revision, draft_not_editable, IDEMPOTENCY_KEY_MISMATCH, remap_filter_required, unknown_seat_ids, unknown_sector_ids, unknown_group_ids, unknown_target_sector_id, unknown_target_group_id.
   */
  applyRemap(request: DraftApplyRemapRequest, options?: CallOptions): Answer<Remap>;
}
