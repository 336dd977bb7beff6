// A scenario measures one thing on one target, once. The rounds around it repeat it on every target in turn.

import type { Acknowledged, Target } from "./targets.ts";

/** One figure of one round. A refused measurement keeps its reason and gives no figure. */
export interface Measurement {
  readonly value?: number;
  readonly refused?: string;
  /** Further figures for the table, such as percentiles; all in the units that their names carry. */
  readonly details: Readonly<Record<string, number | string>>;
  /** What the figure is made of, each a row of a table of its own: figures by their names. */
  readonly parts?: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
  /** Sentences that say which invariants did not hold; empty when all did. */
  readonly violated: readonly string[];
  /** What the target acknowledged, so that a reader can see how much was checked. */
  readonly acknowledged: Acknowledged;
}

export interface Scenario {
  /** Those of shows begin with `shows-`: their part of the report is written by itself. */
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly higher_is_better: boolean;
  readonly method: string;
  /** Names of rows that the others are divided by. */
  readonly baselines?: readonly string[];
  /** The same measurement under several conditions, each a row of its own. */
  readonly variants?: readonly string[];
  /** Fewer rounds than asked for, where one takes long. */
  readonly rounds_max?: number;
  /** Details that the report shows beside the figure. */
  readonly shows?: readonly string[];
  /** Whether this target can be asked at all. */
  asks(target: Target): boolean;
  measure(target: Target, context: ScenarioContext): Promise<Measurement>;
}

export interface ScenarioContext {
  readonly seconds: number;
  readonly warm_up_seconds: number;
  /** How long D1 is loaded before its backlog is looked at. */
  readonly drain_seconds: number;
  /** Smaller sizes, to see that everything runs. */
  readonly quick: boolean;
  /** Distinct for every measurement of the run. */
  readonly run: string;
  /** One of the scenario's, or empty when it has none. */
  readonly variant: string;
  /** Median of another scenario on the same target, measured first when the run has not yet. */
  medianOf(scenario: Scenario, target: Target): Promise<number | undefined>;
}
