// Made from contract/*.ts: npm run generate
import type { ProblemOf } from "./problem-of.ts";
import type {
  DraftNotEditableProblem,
  DuplicateGroupElementIdProblem,
  DuplicateGroupIdProblem,
  DuplicatePricingCategoryNameProblem,
  DuplicateSeatElementIdProblem,
  DuplicateSeatIdInPayloadProblem,
  DuplicateSeatIdProblem,
  DuplicateSectorElementIdProblem,
  DuplicateSectorIdProblem,
  InvalidAmountProblem,
  PricingCategoryInUseProblem,
  PublishNotReadyProblem,
  RemapFilterRequiredProblem,
  SchemeLimitReachedProblem,
  StaleCurrentVersionProblem,
  StaleDraftRevisionProblem,
  StaleDraftVersionProblem,
  UnknownGroupIdProblem,
  UnknownGroupIdsProblem,
  UnknownPricingCategoryIdProblem,
  UnknownSeatIdProblem,
  UnknownSeatIdsProblem,
  UnknownSectorIdProblem,
  UnknownSectorIdsProblem,
  UnknownTargetGroupIdProblem,
  UnknownTargetSectorIdProblem,
  VersionNotPublishedProblem,
} from "./scheme-problems.ts";
import type { Timestamp } from "./shapes.ts";

/** The body is not JSON */
export type MalformedJsonProblem = ProblemOf<"MALFORMED_JSON", 400>;
/** The request is not valid */
export type ValidationFailedProblem = ProblemOf<"VALIDATION_FAILED", 400> & {
  violations: Array<{
    /** JSON pointer into what was sent; empty for all of it; at most 1024 characters */
    path: string;
    /** at most 1000 characters */
    message: string;
  }>;
};
/** An Idempotency-Key is required */
export type IdempotencyKeyRequiredProblem = ProblemOf<"IDEMPOTENCY_KEY_REQUIRED", 400>;
/** Not authenticated */
export type UnauthenticatedProblem = ProblemOf<"UNAUTHENTICATED", 401>;
/** Not permitted */
export type ForbiddenProblem = ProblemOf<"FORBIDDEN", 403> & {
  required_scope?: "read" | "book" | "admin" | undefined;
};
/** Not found */
export type NotFoundProblem = ProblemOf<"NOT_FOUND", 404>;
/** Method not allowed */
export type MethodNotAllowedProblem = ProblemOf<"METHOD_NOT_ALLOWED", 405>;
/** It exists already */
export type AlreadyExistsProblem = ProblemOf<"ALREADY_EXISTS", 409> & {
  tour_id?: string | undefined;
};
/** The booking is canceled */
export type BookingCanceledProblem = ProblemOf<"BOOKING_CANCELED", 409> & {
  booking_id: string;
};
/** Canceling is closed */
export type CancellationClosedProblem = ProblemOf<"CANCELLATION_CLOSED", 409> & {
  closed_at: Timestamp;
};
/** The capacity is taken */
export type CapacityConflictProblem = ProblemOf<"CAPACITY_CONFLICT", 409> & {
  capacity_total: number;
  taken: number;
  /** -1000000 to 0 */
  delta_min: number;
};
/** The capacity would be too large */
export type CapacityLimitProblem = ProblemOf<"CAPACITY_LIMIT", 409>;
/** The departure is canceled */
export type DepartureCanceledProblem = ProblemOf<"DEPARTURE_CANCELED", 409> & {
  departure_id: string;
};
/** The waitlist entry no longer waits */
export type EntryEndedProblem = ProblemOf<"ENTRY_ENDED", 409> & {
  entry_id: string;
  entry_status: "WAITING" | "OFFERED" | "BOOKED" | "LAPSED" | "LEFT";
};
/** Capacity full */
export type FullProblem = ProblemOf<"FULL", 409> & {
  available: number;
  waiting: number;
};
/** The hold was released */
export type HoldCanceledProblem = ProblemOf<"HOLD_CANCELED", 409> & {
  hold_id: string;
};
/** The hold is confirmed already */
export type HoldConfirmedProblem = ProblemOf<"HOLD_CONFIRMED", 409> & {
  hold_id: string;
  booking_id: string;
};
/** The customer has a hold already */
export type HoldConflictProblem = ProblemOf<"HOLD_CONFLICT", 409> & {
  hold_id: string;
  expires_at: Timestamp;
};
/** The hold has expired */
export type HoldExpiredProblem = ProblemOf<"HOLD_EXPIRED", 409> & {
  hold_id: string;
  expired_at: Timestamp;
};
/** A request with this key is still running */
export type IdempotencyInProgressProblem = ProblemOf<"IDEMPOTENCY_IN_PROGRESS", 409>;
/** No seats next to each other */
export type NoAdjacentSeatsProblem = ProblemOf<"NO_ADJACENT_SEATS", 409> & {
  /** Free seats that match the wish */
  available: number;
  /** The most of them that are next to each other */
  adjacent_max: number;
};
/** The key has ended */
export type KeyEndedProblem = ProblemOf<"KEY_ENDED", 409> & {
  key_id: string;
  revoked_at: Timestamp | null;
  ends_at: Timestamp | null;
  /** The key that it was rotated into */
  replaced_by: string | null;
};
/** There are places left */
export type NotFullProblem = ProblemOf<"NOT_FULL", 409> & {
  available: number;
};
/** Sales are closed */
export type SalesClosedProblem = ProblemOf<"SALES_CLOSED", 409> & {
  reason: "closed" | "canceled" | "departed";
};
/** Seats are taken */
export type SeatUnavailableProblem = ProblemOf<"SEAT_UNAVAILABLE", 409> & {
  /** Every seat that was asked for and is not to be had */
  seats: Array<{
    seat_id: string;
    status: "available" | "held" | "sold" | "blocked";
    /** When its hold ends; null when it is not held, and for all but admins */
    held_until: Timestamp | null;
  }>;
};
/** Single seats would be left */
export type SeatsStrandedProblem = ProblemOf<"SEATS_STRANDED", 409> & {
  /** The seats that would be left single */
  seat_ids: Array<string>;
};
/** The show is canceled */
export type ShowCanceledProblem = ProblemOf<"SHOW_CANCELED", 409> & {
  show_id: string;
};
/** Departures of it are still on sale */
export type StillSellingProblem = ProblemOf<"STILL_SELLING", 409>;
/** The waitlist is full */
export type WaitlistFullProblem = ProblemOf<"WAITLIST_FULL", 409>;
/** The body is too large */
export type PayloadTooLargeProblem = ProblemOf<"PAYLOAD_TOO_LARGE", 413>;
/** The body must be application/json */
export type UnsupportedMediaTypeProblem = ProblemOf<"UNSUPPORTED_MEDIA_TYPE", 415>;
/** The key was used for another request */
export type IdempotencyKeyMismatchProblem = ProblemOf<"IDEMPOTENCY_KEY_MISMATCH", 422> & {
  violations: Array<{
    /** JSON pointer into what was sent; empty for all of it; at most 1024 characters */
    path: string;
    /** at most 1000 characters */
    message: string;
  }>;
};
/** A WebSocket is needed here */
export type UpgradeRequiredProblem = ProblemOf<"UPGRADE_REQUIRED", 426>;
/** Too many requests */
export type RateLimitedProblem = ProblemOf<"RATE_LIMITED", 429>;
/** The drawing cannot be taken */
export type DrawingRefusedProblem = ProblemOf<"DRAWING_REFUSED", 422> & {
  problems: Array<{
    /** Such as malformed or too_many_elements; more may come; at most 40 characters */
    code: string;
    /** at most 1000 characters */
    message: string;
    /** Of the file, from 1 */
    line?: number | undefined;
  }>;
};
/** Something went wrong here */
export type InternalProblem = ProblemOf<"INTERNAL", 500>;
/** Too busy just now */
export type OverloadedProblem = ProblemOf<"OVERLOADED", 503>;

/** Every problem by its code. */
export interface Problems {
  MALFORMED_JSON: MalformedJsonProblem;
  VALIDATION_FAILED: ValidationFailedProblem;
  IDEMPOTENCY_KEY_REQUIRED: IdempotencyKeyRequiredProblem;
  UNAUTHENTICATED: UnauthenticatedProblem;
  FORBIDDEN: ForbiddenProblem;
  NOT_FOUND: NotFoundProblem;
  METHOD_NOT_ALLOWED: MethodNotAllowedProblem;
  ALREADY_EXISTS: AlreadyExistsProblem;
  BOOKING_CANCELED: BookingCanceledProblem;
  CANCELLATION_CLOSED: CancellationClosedProblem;
  CAPACITY_CONFLICT: CapacityConflictProblem;
  CAPACITY_LIMIT: CapacityLimitProblem;
  DEPARTURE_CANCELED: DepartureCanceledProblem;
  ENTRY_ENDED: EntryEndedProblem;
  FULL: FullProblem;
  HOLD_CANCELED: HoldCanceledProblem;
  HOLD_CONFIRMED: HoldConfirmedProblem;
  HOLD_CONFLICT: HoldConflictProblem;
  HOLD_EXPIRED: HoldExpiredProblem;
  IDEMPOTENCY_IN_PROGRESS: IdempotencyInProgressProblem;
  NO_ADJACENT_SEATS: NoAdjacentSeatsProblem;
  KEY_ENDED: KeyEndedProblem;
  NOT_FULL: NotFullProblem;
  SALES_CLOSED: SalesClosedProblem;
  SEAT_UNAVAILABLE: SeatUnavailableProblem;
  SEATS_STRANDED: SeatsStrandedProblem;
  SHOW_CANCELED: ShowCanceledProblem;
  STILL_SELLING: StillSellingProblem;
  WAITLIST_FULL: WaitlistFullProblem;
  PAYLOAD_TOO_LARGE: PayloadTooLargeProblem;
  UNSUPPORTED_MEDIA_TYPE: UnsupportedMediaTypeProblem;
  IDEMPOTENCY_KEY_MISMATCH: IdempotencyKeyMismatchProblem;
  UPGRADE_REQUIRED: UpgradeRequiredProblem;
  RATE_LIMITED: RateLimitedProblem;
  DRAWING_REFUSED: DrawingRefusedProblem;
  stale_current_version: StaleCurrentVersionProblem;
  stale_draft_version: StaleDraftVersionProblem;
  stale_draft_revision: StaleDraftRevisionProblem;
  draft_not_editable: DraftNotEditableProblem;
  version_not_published: VersionNotPublishedProblem;
  publish_not_ready: PublishNotReadyProblem;
  scheme_limit_reached: SchemeLimitReachedProblem;
  duplicate_seat_id: DuplicateSeatIdProblem;
  duplicate_seat_id_in_payload: DuplicateSeatIdInPayloadProblem;
  duplicate_seat_element_id: DuplicateSeatElementIdProblem;
  duplicate_sector_id: DuplicateSectorIdProblem;
  duplicate_sector_element_id: DuplicateSectorElementIdProblem;
  duplicate_group_id: DuplicateGroupIdProblem;
  duplicate_group_element_id: DuplicateGroupElementIdProblem;
  duplicate_pricing_category_name: DuplicatePricingCategoryNameProblem;
  pricing_category_in_use: PricingCategoryInUseProblem;
  unknown_seat_id: UnknownSeatIdProblem;
  unknown_seat_ids: UnknownSeatIdsProblem;
  unknown_sector_id: UnknownSectorIdProblem;
  unknown_sector_ids: UnknownSectorIdsProblem;
  unknown_group_id: UnknownGroupIdProblem;
  unknown_group_ids: UnknownGroupIdsProblem;
  unknown_target_sector_id: UnknownTargetSectorIdProblem;
  unknown_target_group_id: UnknownTargetGroupIdProblem;
  unknown_pricing_category_id: UnknownPricingCategoryIdProblem;
  remap_filter_required: RemapFilterRequiredProblem;
  invalid_amount: InvalidAmountProblem;
  INTERNAL: InternalProblem;
  OVERLOADED: OverloadedProblem;
}

export type ProblemCode = keyof Problems;
/** Narrows on `code`. */
export type Problem = Problems[ProblemCode];
