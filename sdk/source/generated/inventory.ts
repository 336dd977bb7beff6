// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Timestamp } from "./shapes.ts";

export interface AdjustedInventory {
  id: string;
  departure_id: string;
  /** -1000000 to 1000000 */
  delta: number;
  /** at most 500 characters */
  reason: string;
  /** The key that did it */
  actor: string;
  /** After the adjustment */
  capacity_total: number;
  created_at: Timestamp;
  capacity_available: number;
}

export interface InventoryAdjustRequest {
  departure_id: string;
  /** -1000000 to 1000000 */
  delta: number;
  /** 1 to 500 characters */
  reason: string;
}

export interface InventoryAdjustment {
  id: string;
  departure_id: string;
  /** -1000000 to 1000000 */
  delta: number;
  /** at most 500 characters */
  reason: string;
  /** The key that did it */
  actor: string;
  /** After the adjustment */
  capacity_total: number;
  created_at: Timestamp;
}

export interface InventoryHistoryRequest {
  departure_id: string;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface InventoryHistoryResponse {
  items: Array<InventoryAdjustment>;
  /** null on the last page */
  next_cursor: string | null;
}

export type InventoryAdjustResponse = AdjustedInventory;

/** The methods of `client.inventory`. */
export interface InventoryMethods {
  /**
   * Raise or lower a departure's capacity; never under what is held and sold.
   *
   * Needs the permission `admin`. Sent with an idempotency key: yours, or one that is made. Problems of its own: NOT_FOUND, CAPACITY_CONFLICT, CAPACITY_LIMIT, DEPARTURE_CANCELED, IDEMPOTENCY_KEY_MISMATCH, OVERLOADED.
   */
  adjust(request: InventoryAdjustRequest, options?: CallOptions): Answer<AdjustedInventory>;

  /**
   * List a departure's adjustments, oldest first.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  history(
    request: InventoryHistoryRequest,
    options?: CallOptions,
  ): Pages<InventoryAdjustment, InventoryHistoryResponse>;
}
