// How long requests took, as counts by bucket: what adds up from many places and fits a row.

/** Upper bounds of the buckets; one more bucket has what took longer. */
export const LATENCY_BOUNDS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000] as const;
export const LATENCY_BUCKETS = LATENCY_BOUNDS_MS.length + 1;

export function latencyBucket(duration_ms: number): number {
  const bucket = LATENCY_BOUNDS_MS.findIndex((bound_ms) => duration_ms <= bound_ms);
  return bucket === -1 ? LATENCY_BOUNDS_MS.length : bucket;
}

export function noLatencies(): number[] {
  return Array.from({ length: LATENCY_BUCKETS }, () => 0);
}

/** Each bucket with the other's; one that is missing counts nothing. */
export function addLatencies(one: readonly number[], other: readonly number[]): number[] {
  return noLatencies().map((_, bucket) => (one[bucket] ?? 0) + (other[bucket] ?? 0));
}

/**
 * The bound that this share of the requests stayed within, such as 0.95; null without any. The last bucket has no bound:
 * what falls there is told as the highest one.
 */
export function latencyWithin(buckets: readonly number[], share: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  let so_far = 0;
  for (const [bucket, bound_ms] of LATENCY_BOUNDS_MS.entries()) {
    so_far += buckets[bucket] ?? 0;
    if (so_far >= share * total) return bound_ms;
  }
  return LATENCY_BOUNDS_MS[LATENCY_BOUNDS_MS.length - 1] ?? null;
}
