import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addLatencies,
  LATENCY_BOUNDS_MS,
  LATENCY_BUCKETS,
  latencyBucket,
  latencyWithin,
  noLatencies,
} from "./latency.ts";

function bucketsOf(durations: readonly number[]): number[] {
  return durations.reduce((buckets, duration_ms) => {
    const one = noLatencies();
    one[latencyBucket(duration_ms)] = 1;
    return addLatencies(buckets, one);
  }, noLatencies());
}

/** The smallest bound that at least this share of them does not exceed, found by looking at each. */
function plainly(durations: readonly number[], share: number): number {
  const enough = (bound_ms: number) =>
    durations.filter((duration_ms) => duration_ms <= bound_ms).length >= share * durations.length;
  return LATENCY_BOUNDS_MS.find(enough) ?? 30_000;
}

describe("latencies", () => {
  it("a bound belongs to its own bucket, and what is above all of them has one", () => {
    expect([0, 1, 2, 3, 30_000, 30_001].map(latencyBucket)).toEqual([0, 0, 1, 2, 13, 14]);
    expect(LATENCY_BUCKETS).toBe(15);
  });

  it("say of any durations the bound that the share stayed within", () => {
    const durations = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(durations, fc.constantFrom(0.5, 0.95, 0.99), (durations, share) => {
        expect(latencyWithin(bucketsOf(durations), share)).toBe(plainly(durations, share));
      }),
    );
  });

  it("of nothing say nothing", () => {
    expect(latencyWithin(noLatencies(), 0.5)).toBeNull();
    expect(latencyWithin([], 0.5)).toBeNull();
  });
});
