import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "./report.ts";
import { writeReport } from "./report-files.ts";
import type { ScenarioResult } from "./rounds.ts";

function measured(name: string, value: number): ScenarioResult {
  const round = { value, details: {}, violated: [], acknowledged: { requests: 1, seats: 1 } };
  const part = { ...round, parts: { "a part of it": { p50_ms: value / 2, errors: "409 FULL: 1" } } };
  const rounds = name.startsWith("shows-") ? [part] : [round];
  return {
    scenario: { name, title: `Of ${name}`, unit: "ms", higher_is_better: false, method: "by hand" },
    targets: [{ target: "Holdfast", median: value, rounds }],
  };
}

function report(...scenarios: ScenarioResult[]): Report {
  return {
    measured_at: "2026-01-01T00:00:00.000Z",
    minutes: 1,
    machine: {
      cpu: "a processor",
      cores: 2,
      memory_gib: 8,
      kernel: "linux",
      node: "v24",
      workerd: "1",
      file_system: "ext4",
      sync_p50_ms: 1,
      sync_p99_ms: 2,
      cores_busy_before: 0,
    },
    wish: { rounds: 1, seconds: 1, warm_up_seconds: 1, drain_seconds: 1, quick: false },
    targets: [{ name: "Holdfast", versions: {}, notes: ["as it is"] }],
    skipped: [],
    scenarios,
  };
}

describe("the report's files", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "holdfast-report-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const markdown = () => readFileSync(join(folder, "bench.md"), "utf8");
  // The bench's own file.
  const json = () => JSON.parse(readFileSync(join(folder, "bench.json"), "utf8")) as Report & { shows?: Report };

  it("keep what is said of departures when a run measures shows alone, and the other way round", () => {
    writeReport(report(measured("holds-peak", 1_111)), folder);
    const before = markdown();
    writeReport(report(measured("shows-requests", 2_444)), folder);
    expect(markdown().startsWith(before)).toBe(true);
    writeReport(report(measured("holds-peak", 3_333)), folder);
    expect(markdown()).not.toContain("1,111");
    expect(markdown()).toContain("3,333");
    expect(markdown()).toContain("2,444");
    expect(markdown().match(/^## Shows$/gm)).toHaveLength(1);
    expect(json().scenarios.map(({ scenario }) => scenario.name)).toEqual(["holds-peak"]);
    expect(json().shows?.scenarios.map(({ scenario }) => scenario.name)).toEqual(["shows-requests"]);
  });

  it("write both parts of a run that measured both, each with its goals and none of the other's scenarios", () => {
    writeReport(report(measured("holds-peak", 1_111), measured("shows-requests", 150)), folder);
    const [sales = "", shows = ""] = markdown().split("\n## Shows\n");
    expect(sales).toContain("## Of holds-peak");
    expect(sales).not.toContain("Of shows-requests");
    expect(shows).toContain("### Of shows-requests");
    expect(shows).toMatch(/queries' p95 < 200 ms \| 150 ms \| reached/);
  });

  it("show what a figure is made of", () => {
    writeReport(report(measured("shows-requests", 150)), folder);
    expect(markdown()).toContain("|  | p50_ms | errors |\n| --- | --- | --- |\n| a part of it | 75.00 | 409 FULL: 1 |");
  });
});
