// A fetch that loses some of its connections: before the request has arrived, after it was carried out, or in the middle
// of its answer.
import { recordMilliseconds } from "../../bench/load/latency-histogram.ts";
import type { Fetch } from "../../sdk/source/client-options.ts";
import type { Random } from "../../simulation/random.ts";
import type { Tally } from "./tally.ts";

const CUT_WITHIN_MS = 12;

/** `share` of all requests are cut, from 0 to 1. */
export function cuttingFetch(tally: Tally, random: Random, share: number): Fetch {
  return async (url, init) => {
    tally.requests += 1;
    const began = performance.now();
    const cut = new AbortController();
    if (random.chance(share)) setTimeout(() => cut.abort(), random.between(0, CUT_WITHIN_MS));
    try {
      const response = await fetch(url, { ...init, signal: AbortSignal.any([init.signal, cut.signal]) });
      const text = await response.text();
      recordMilliseconds(tally.latency, performance.now() - began);
      // Read to its end here, so that it is known whether it was cut.
      return { status: response.status, headers: response.headers, body: null, text: async () => text };
    } catch (error) {
      if (cut.signal.aborted) tally.dropped += 1;
      throw error;
    }
  };
}
