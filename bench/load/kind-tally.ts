// What a load did, by the kinds that its requests say they are of; a request can be of several.

import type { Histogram } from "hdr-histogram-js";
import { latencyHistogram, recordMilliseconds, summary } from "./latency-histogram.ts";
import type { KindResult } from "./load-job.ts";
import type { PlannedRequest } from "./planned-request.ts";

interface Counted {
  readonly acknowledged: { requests: number; seats: number };
  readonly outcomes: Map<string, number>;
  readonly latency: Histogram;
}

export class KindTally {
  readonly #kinds = new Map<string, Counted>();

  acknowledged({ kinds = [], seats }: PlannedRequest): void {
    for (const { acknowledged } of this.#of(kinds)) {
      acknowledged.requests += 1;
      acknowledged.seats += seats;
    }
  }

  /** Of the measured window. */
  outcome({ kinds = [] }: PlannedRequest, outcome: string): void {
    for (const { outcomes } of this.#of(kinds)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }

  latency({ kinds = [] }: PlannedRequest, milliseconds: number): void {
    for (const { latency } of this.#of(kinds)) recordMilliseconds(latency, milliseconds);
  }

  result(): Readonly<Record<string, KindResult>> {
    return Object.fromEntries(
      [...this.#kinds].map(([kind, { acknowledged, outcomes, latency }]) => [
        kind,
        { acknowledged, outcomes: Object.fromEntries(outcomes), latency: summary(latency) },
      ]),
    );
  }

  #of(kinds: readonly string[]): Counted[] {
    return kinds.map((kind) => {
      const known = this.#kinds.get(kind);
      if (known !== undefined) return known;
      const made = { acknowledged: { requests: 0, seats: 0 }, outcomes: new Map(), latency: latencyHistogram() };
      this.#kinds.set(kind, made);
      return made;
    });
  }
}
