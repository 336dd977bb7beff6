import { build, type Histogram } from "hdr-histogram-js";
import type { LatencySummary } from "./load-job.ts";

const HIGHEST_MICROSECONDS = 120_000_000;

export function latencyHistogram(): Histogram {
  return build({
    bitBucketSize: 32,
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_MICROSECONDS,
    numberOfSignificantValueDigits: 3,
  });
}

export function recordMilliseconds(histogram: Histogram, milliseconds: number): void {
  const microseconds = Math.round(milliseconds * 1000);
  histogram.recordValue(Math.min(Math.max(microseconds, 0), HIGHEST_MICROSECONDS));
}

export function summary(histogram: Histogram): LatencySummary {
  const percentile = (share: number): number => histogram.getValueAtPercentile(share) / 1000;
  return {
    count: histogram.totalCount,
    p50_ms: percentile(50),
    p90_ms: percentile(90),
    p95_ms: percentile(95),
    p99_ms: percentile(99),
    p999_ms: percentile(99.9),
    max_ms: histogram.maxValue / 1000,
  };
}
