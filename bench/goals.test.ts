import { describe, expect, it } from "vitest";
import { goals } from "./goals.ts";
import type { ScenarioResult, TargetRounds } from "./rounds.ts";

function result(name: string, medians: Readonly<Record<string, number>>): ScenarioResult {
  const targets = Object.entries(medians).map(([target, median]): TargetRounds => ({ target, median, rounds: [] }));
  return {
    scenario: { name, title: name, unit: "a second", higher_is_better: true, method: "by hand" },
    targets,
  };
}

describe("the goals", () => {
  it("are not measured where nothing was", () => {
    expect(new Set(goals([]).map(({ reached }) => reached))).toEqual(new Set(["not measured"]));
  });

  it("are decided by the ratio of two rows", () => {
    const holds = (own: number) => goals([result("holds-peak", { Holdfast: own, "Node + PostgreSQL": 100 })])[0];
    expect(holds(200)).toMatchObject({ reached: "reached", measured: "2.00× (200 to 100)" });
    expect(holds(199)?.reached).toBe("not reached");
  });

  it("are decided by a time", () => {
    const reads = (ms: number) =>
      goals([result("reads-p99-at-half", { Holdfast: ms })]).find(({ goal }) => goal.startsWith("reads at half"));
    expect(reads(25)?.reached).toBe("reached");
    expect(reads(25.1)?.reached).toBe("not reached");
  });
});
