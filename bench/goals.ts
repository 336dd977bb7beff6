// The figures that the bench is to reach, each decided from what the run measured and from nothing else.

import * as holdfast from "./holdfast/start.ts";
import { NOOP_OBJECT, PIPELINE_NOOP } from "./noop/start.ts";
import { NAME as POSTGRES } from "./peers/postgres/start.ts";
import { figure } from "./report-table.ts";
import type { ScenarioResult, TargetRounds } from "./rounds.ts";

export interface GoalResult {
  readonly goal: string;
  readonly measured: string;
  readonly reached: "reached" | "not reached" | "not measured";
}

const HARDLY_SLOWED = 0.8;

export function goals(scenarios: readonly ScenarioResult[]): GoalResult[] {
  const row = (scenario: string, target: string): TargetRounds | undefined =>
    scenarios.find((result) => result.scenario.name === scenario)?.targets.find((found) => found.target === target);
  const own = holdfast.NAME;
  const ratio = (goal: string, scenario: string, wish: { to: string; least: number; of?: string }): GoalResult => {
    const one = row(scenario, wish.of ?? own)?.median;
    const other = row(scenario, wish.to)?.median;
    if (one === undefined || other === undefined) return missing(goal);
    const measured = `${figure(one / other)}× (${figure(one)} to ${figure(other)})`;
    return { goal, measured, reached: one / other >= wish.least ? "reached" : "not reached" };
  };
  const within = (goal: string, scenario: string, most: number): GoalResult => {
    const value = row(scenario, own)?.median;
    if (value === undefined) return missing(goal);
    return { goal, measured: `${figure(value)} ms`, reached: value <= most ? "reached" : "not reached" };
  };
  return [
    ratio("holds: 2× the PostgreSQL peer", "holds-peak", { to: POSTGRES, least: 2 }),
    ratio("holds: 0.5× a no-op object call through the same pipeline", "holds-peak", { to: PIPELINE_NOOP, least: 0.5 }),
    ratio("confirms: 2× the PostgreSQL peer", "confirms-peak", { to: POSTGRES, least: 2 }),
    ratio("confirms: 0.5× a no-op object call through the same pipeline", "confirms-peak", {
      to: PIPELINE_NOOP,
      least: 0.5,
    }),
    ratio("reads: 0.7× a no-op object call through the same pipeline", "reads-peak", { to: PIPELINE_NOOP, least: 0.7 }),
    ratio("reads: 0.7× a no-op object call without a pipeline", "reads-peak", { to: NOOP_OBJECT, least: 0.7 }),
    within("holds at half of the peak: p99 ≤ 25 ms", "holds-p99-at-half", 25),
    within("confirms at half of the peak: p99 ≤ 25 ms", "confirms-p99-at-half", 25),
    within("reads at half of the peak: p99 ≤ 25 ms", "reads-p99-at-half", 25),
    within("reads at the stated load: p95 ≤ 100 ms", "reads-p95-at-stated-load", 100),
    within("holds at the stated load: p95 ≤ 200 ms", "holds-p95-at-stated-load", 200),
    within("feed with 1,000 sockets: p99 ≤ 80 ms, every change delivered", "feed-delivery", 80),
    ratio(`holds with 1,000 sockets listening: hardly slowed (${HARDLY_SLOWED}×)`, "feed-holds", {
      of: `${own}, 1,000 sockets`,
      to: `${own}, no sockets`,
      least: HARDLY_SLOWED,
    }),
  ];
}

export function missing(goal: string): GoalResult {
  return { goal, measured: "", reached: "not measured" };
}
