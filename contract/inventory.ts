import * as z from "zod";
import { operation } from "./operation.ts";
import { count, identifier, line, page, pageInput, timestamp, written } from "./values.ts";

export const adjustment = z
  .object({
    id: identifier,
    departure_id: identifier,
    delta: z.int().min(-1_000_000).max(1_000_000),
    reason: written(500),
    actor: written(128).describe("The key that did it"),
    capacity_total: count.describe("After the adjustment"),
    created_at: timestamp,
  })
  .meta({ id: "InventoryAdjustment" });

export const INVENTORY_OPERATIONS = {
  "inventory/adjust": operation({
    summary: "Raise or lower a departure's capacity; never under what is held and sold",
    scope: "admin",
    key: "required",
    input: z.strictObject({
      departure_id: identifier,
      delta: z
        .int()
        .min(-1_000_000)
        .max(1_000_000)
        .refine((delta) => delta !== 0, "must not be 0"),
      reason: line(500),
    }),
    output: adjustment.extend({ capacity_available: count }).meta({ id: "AdjustedInventory" }),
    errors: [
      "NOT_FOUND",
      "CAPACITY_CONFLICT",
      "CAPACITY_LIMIT",
      "DEPARTURE_CANCELED",
      "IDEMPOTENCY_KEY_MISMATCH",
      "OVERLOADED",
    ],
  }),
  "inventory/history": operation({
    summary: "List a departure's adjustments, oldest first",
    scope: "admin",
    key: "none",
    input: z.strictObject({ departure_id: identifier, ...pageInput }),
    output: page(adjustment),
    errors: ["NOT_FOUND"],
  }),
} as const;
