// A scenario measures one thing on one target, once. The rounds around it repeat it on every target in turn.

import type { Acknowledged, Target } from "./targets.ts";

/** One figure of one round. A refused measurement keeps its reason and gives no figure. */
export interface Measurement {
  readonly value?: number;
  readonly refused?: string;
  /** Further figures for the table, such as percentiles; all in the units that their names carry. */
  readonly details: Readonly<Record<string, number | string>>;
  /** Sentences that say which invariants did not hold; empty when all did. */
  readonly violated: readonly string[];
  /** What the target acknowledged, so that a reader can see how much was checked. */
  readonly acknowledged: Acknowledged;
}

export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly higher_is_better: boolean;
  readonly method: string;
  /** Targets that this scenario cannot ask, by name: a no-op has no bookings. */
  readonly excludes?: readonly string[];
  measure(target: Target, context: ScenarioContext): Promise<Measurement>;
}

export interface ScenarioContext {
  readonly seconds: number;
  readonly warm_up_seconds: number;
  /** Distinct for every measurement of the run. */
  readonly run: string;
  /** Median of another scenario on the same target, measured first when the run has not yet. */
  medianOf(scenario: Scenario, target: Target): Promise<number | undefined>;
}
