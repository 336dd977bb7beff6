// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { GroupRecord, Money, PublishReadiness, SchemeValidation, SeatRecord, SectorRecord } from "./shapes.ts";

export interface StructureGroupsRequest {
  scheme_id: string;
  /** 1 to 64 characters */
  sector_id?: string | undefined;
}

export interface StructureGroupsResponse {
  scheme_version_id: string;
  status: "draft" | "published" | "unpublished";
  items: Array<GroupRecord>;
}

export interface StructureSeatPriceRequest {
  scheme_id: string;
  /** 1 to 64 characters */
  seat_id: string;
}

export interface StructureSeatPriceResponse {
  scheme_version_id: string;
  status: "draft" | "published" | "unpublished";
  /** at most 32 characters */
  seat_id: string;
  /** null while no rule prices the seat */
  price: Money | null;
  pricing_category_id: string | null;
  category: string | null;
  price_rule_id: string | null;
  /** What kind of rule prices it */
  target_type: "seat" | "group" | "sector" | "default" | null;
}

export interface StructureSeatsRequest {
  scheme_id: string;
  /** 1 to 64 characters */
  sector_id?: string | undefined;
  /** 1 to 64 characters */
  group_id?: string | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 60000; 60000 by default */
  limit?: number | undefined;
}

export interface StructureSeatsResponse {
  scheme_version_id: string;
  status: "draft" | "published" | "unpublished";
  items: Array<SeatRecord>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface StructureSectorsRequest {
  scheme_id: string;
}

export interface StructureSectorsResponse {
  scheme_version_id: string;
  status: "draft" | "published" | "unpublished";
  items: Array<SectorRecord>;
}

export interface StructureTestSeatRequest {
  scheme_id: string;
  /** 1 to 64 characters */
  seat_id: string;
}

export interface StructureValidationRequest {
  scheme_id: string;
}

export interface StructureValidationResponse {
  scheme_version_id: string;
  status: "draft" | "published" | "unpublished";
  validation: SchemeValidation;
  readiness: PublishReadiness;
}

export interface TestedSeat {
  scheme_version_id: string;
  status: "draft" | "published" | "unpublished";
  seat: SeatRecord;
  /** at most 32 characters */
  seat_id: string;
  /** null while no rule prices the seat */
  price: Money | null;
  pricing_category_id: string | null;
  category: string | null;
  price_rule_id: string | null;
  /** What kind of rule prices it */
  target_type: "seat" | "group" | "sector" | "default" | null;
  sellable: boolean;
  /** More may come */
  reason: "ok" | "not_sellable" | "unpriced";
  /** at most 500 characters */
  message: string;
}

export type StructureTestSeatResponse = TestedSeat;

/** The methods of `client.structure`. */
export interface StructureMethods {
  /**
   * List the sectors of a scheme's current version.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  sectors(request: StructureSectorsRequest, options?: CallOptions): Answer<StructureSectorsResponse>;

  /**
   * List the groups of a scheme's current version, of all sectors or one.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  groups(request: StructureGroupsRequest, options?: CallOptions): Answer<StructureGroupsResponse>;

  /**
   * List the seats of a scheme's current version; filtered, or a page at a time, where you ask for it.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  seats(request: StructureSeatsRequest, options?: CallOptions): Pages<SeatRecord, StructureSeatsResponse>;

  /**
   * Read what a seat of a scheme's current version costs.
   *
   * Needs the permission `read`. Only reads. Problems of its own: NOT_FOUND.
   */
  seatPrice(request: StructureSeatPriceRequest, options?: CallOptions): Answer<StructureSeatPriceResponse>;

  /**
   * Try a seat of the current version: whether a show would sell it, at which price, and why not.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  testSeat(request: StructureTestSeatRequest, options?: CallOptions): Answer<TestedSeat>;

  /**
   * Read what is wrong or doubtful in the current version, whatever its status.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  validation(request: StructureValidationRequest, options?: CallOptions): Answer<StructureValidationResponse>;
}
