import { describe, expect, it } from "vitest";
import { type DraftFacts, readiness } from "./readiness.ts";

const STATE = { revision: 7, hash: "abc" };
const READY: DraftFacts = {
  ...STATE,
  validation_errors: 0,
  sellable_seats: 10,
  unpriced_seats: 0,
  snapshot: STATE,
};

function reasons(changes: Partial<DraftFacts>): (readonly [string, number])[] {
  return readiness({ ...READY, ...changes }).reasons.map(({ code, count }) => [code, count]);
}

describe("a draft", () => {
  it("is ready when nothing is in the way", () => {
    expect(readiness(READY)).toEqual({ ready: true, reasons: [] });
  });

  it("is not ready for each single reason, which says how many", () => {
    expect(reasons({ sellable_seats: 0 })).toEqual([["no_seats", 1]]);
    expect(reasons({ validation_errors: 3 })).toEqual([["validation_errors", 3]]);
    expect(reasons({ unpriced_seats: 2 })).toEqual([["unpriced_seats", 2]]);
    expect(reasons({ snapshot: null })).toEqual([["snapshot_missing", 1]]);
    expect(reasons({ hash: "other" })).toEqual([["snapshot_stale", 1]]);
    expect(readiness({ ...READY, unpriced_seats: 1 }).ready).toBe(false);
  });

  it("is told all reasons at once, in the order to mend them", () => {
    const nothing = { sellable_seats: 0, validation_errors: 1, unpriced_seats: 1, snapshot: null };
    expect(reasons(nothing).map(([code]) => code)).toEqual([
      "no_seats",
      "validation_errors",
      "unpriced_seats",
      "snapshot_missing",
    ]);
  });
});

describe("a snapshot", () => {
  it("is not stale after an edit that was taken back", () => {
    expect(reasons({ revision: 9 })).toEqual([]);
  });

  it("that is stale says how many edits came after it", () => {
    expect(reasons({ revision: 9, hash: "other" })).toEqual([["snapshot_stale", 2]]);
  });
});
