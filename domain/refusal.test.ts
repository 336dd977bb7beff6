import { describe, expect, it } from "vitest";
import { isDecision, type Refusal } from "./refusal.ts";

describe("a refusal", () => {
  it.each<{ refusal: Refusal; kept: boolean }>([
    { refusal: { ok: false, code: "NOT_FOUND", what: "hold" }, kept: false },
    { refusal: { ok: false, code: "VALIDATION_FAILED", violations: [] }, kept: false },
    { refusal: { ok: false, code: "FULL", seats: 2, available: 1, waiting: 0 }, kept: true },
    { refusal: { ok: false, code: "HOLD_EXPIRED", hold_id: "hold_1", expired_at_ms: 1 }, kept: true },
    { refusal: { ok: false, code: "SALES_CLOSED", reason: "closed" }, kept: true },
  ])("$refusal.code is kept for a retry: $kept", ({ refusal, kept }) => {
    expect(isDecision(refusal)).toBe(kept);
  });
});
