// Decides whether a load measured the generator instead of the target. Wrong figures are worse than none.

import type { LoadResult } from "./load-job.ts";

const CPU_SHARE_MAX = 0.9;
const BUSY_SHARE_MAX = 0.97;
const LATE_START_P99_MAX_MS = 5;

/** Returns why the result must not be used, or undefined when it may be. */
export function bottleneck(result: LoadResult, lateStartP99MaxMs = LATE_START_P99_MAX_MS): string | undefined {
  const { cpu_share, busy_share } = result.generator;
  if (cpu_share >= CPU_SHARE_MAX) return `the generator used ${percent(cpu_share)} of its core`;
  if (busy_share >= BUSY_SHARE_MAX) return `the generator's loop was busy ${percent(busy_share)} of the time`;
  const lateStart = result.late_start?.p99_ms;
  if (lateStart !== undefined && lateStart > lateStartP99MaxMs) {
    return `the generator started 1 % of its requests more than ${lateStart.toFixed(1)} ms late`;
  }
  return undefined;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
