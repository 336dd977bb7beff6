// What the run counts, for whoever watches.
import type { Histogram } from "hdr-histogram-js";
import { latencyHistogram } from "../../bench/load/latency-histogram.ts";

export type Tally = {
  requests: number;
  /** Connections cut in the middle of a request, and of a feed. */
  dropped: number;
  feeds_dropped: number;
  /** Answers of an earlier request with the same key: it had happened. */
  replayed: number;
  /** Refusals by code. */
  readonly refused: Map<string, number>;
  readonly latency: Histogram;
};

export function newTally(): Tally {
  return { requests: 0, dropped: 0, feeds_dropped: 0, replayed: 0, refused: new Map(), latency: latencyHistogram() };
}

export function countRefusal(tally: Tally, code: string): void {
  tally.refused.set(code, (tally.refused.get(code) ?? 0) + 1);
}
