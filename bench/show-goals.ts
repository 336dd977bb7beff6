// The figures that shows are to reach, each decided from what the run measured and from nothing else.

import { type GoalResult, missing } from "./goals.ts";
import { NAME as HOLDFAST } from "./holdfast/start.ts";
import { figure } from "./report-table.ts";
import type { ScenarioResult } from "./rounds.ts";

interface Within {
  readonly goal: string;
  readonly scenario: string;
  readonly variant?: string;
  readonly most: number;
  readonly aim?: number;
}

const WITHIN: readonly Within[] = [
  {
    goal: "changes to 1,000 sockets: p99 ≤ 80 ms (aim 50), each exactly once",
    scenario: "shows-feed-delivery",
    variant: "1,000 sockets",
    most: 80,
    aim: 50,
  },
  {
    goal: "changes to 3,000 sockets: p99 ≤ 150 ms (aim 100), each exactly once",
    scenario: "shows-feed-delivery",
    variant: "3,000 sockets",
    most: 150,
    aim: 100,
  },
  { goal: "10,000 requests a minute: queries' p95 < 200 ms", scenario: "shows-requests", most: 200 },
  {
    goal: "the best ten of 60,000 seats: p99 < 5 ms, however many are taken",
    scenario: "shows-seat-selection",
    variant: "10 seats",
    most: 5,
  },
  { goal: "the seats of the largest layouts: < 200 ms", scenario: "shows-layout", most: 200 },
];

export function showGoals(scenarios: readonly ScenarioResult[]): GoalResult[] {
  return WITHIN.map(({ goal, scenario, variant, most, aim }) => {
    const name = variant === undefined ? HOLDFAST : `${HOLDFAST}, ${variant}`;
    const found = scenarios.find((result) => result.scenario.name === scenario);
    const value = found?.targets.find(({ target }) => target === name)?.median;
    if (value === undefined) return missing(goal);
    const beside = aim === undefined ? "" : value <= aim ? ", aim reached" : ", aim not reached";
    return { goal, measured: `${figure(value)} ms${beside}`, reached: value <= most ? "reached" : "not reached" };
  });
}
