// Writes what a run measured, as JSON for programs and as Markdown for people. Nothing here knows a figure.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Machine } from "./machine.ts";
import { median, type RoundsWish, type ScenarioResult, type TargetRounds } from "./rounds.ts";
import type { SkippedTarget } from "./targets.ts";

export interface TargetDescription {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly notes: readonly string[];
  /** Bytes at the end of the run; missing where it cannot be told. */
  readonly memory_bytes?: number;
}

export interface Report {
  readonly measured_at: string;
  readonly machine: Machine;
  readonly wish: RoundsWish;
  /** The target that the ratios are against. */
  readonly baseline: string;
  readonly targets: readonly TargetDescription[];
  readonly skipped: readonly SkippedTarget[];
  readonly scenarios: readonly ScenarioResult[];
}

export function writeReport(report: Report, folder: string): { json: string; markdown: string } {
  mkdirSync(folder, { recursive: true });
  const json = join(folder, "report.json");
  const markdown = join(folder, "report.md");
  writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(markdown, reportMarkdown(report));
  return { json, markdown };
}

export function reportMarkdown(report: Report): string {
  const sections = [
    `# Measured ${report.measured_at}`,
    verdict(report),
    "## Machine",
    machineTable(report),
    "## Method",
    method(report),
    "## Targets",
    targetList(report),
    ...report.scenarios.map((result) => scenarioSection(result, report.baseline)),
  ];
  return `${sections.join("\n\n")}\n`;
}

const OTHERS_BUSY_CORES_MAX = 0.2;

function verdict({ scenarios, machine }: Report): string {
  const others =
    machine.cores_busy_before > OTHERS_BUSY_CORES_MAX
      ? ` **Other work kept ${machine.cores_busy_before} of ${machine.cores} cores busy before the run: repeat it on a quiet machine.**`
      : "";
  const violations = scenarios.flatMap(({ scenario, targets }) =>
    targets.flatMap(({ target, rounds }) =>
      rounds.flatMap(({ violated }) => violated.map((sentence) => `* **${scenario.name}, ${target}**: ${sentence}`)),
    ),
  );
  if (violations.length > 0) return `**Invariants did not hold; no figure below counts.**\n\n${violations.join("\n")}`;
  const checked = scenarios.flatMap(({ targets }) => targets.flatMap(({ rounds }) => rounds));
  const requests = checked.reduce((sum, { acknowledged }) => sum + acknowledged.requests, 0);
  return `All invariants held after each of ${checked.length} measurements (${requests.toLocaleString("en")} acknowledged requests).${others}`;
}

function machineTable({ machine, targets }: Report): string {
  const rows: [string, string | number][] = [
    ["CPU", `${machine.cpu}, ${machine.cores} cores`],
    ["Memory", `${machine.memory_gib} GiB`],
    ["Kernel", machine.kernel],
    [
      "Disk",
      `${machine.file_system}; 4 KiB appended and synced: p50 ${machine.sync_p50_ms} ms, p99 ${machine.sync_p99_ms} ms`,
    ],
    ["Cores busy with other work before the run", machine.cores_busy_before],
    ["Node", machine.node],
    ["workerd", machine.workerd],
    ...targets.flatMap(({ versions }) => Object.entries(versions)),
  ];
  return table(
    ["", ""],
    rows.map(([name, value]) => [name, String(value)]),
  );
}

function method({ wish, baseline }: Report): string {
  return [
    `* ${wish.rounds} rounds of ${wish.seconds} s after ${wish.warm_up_seconds} s of warm-up; targets alternate within a round and the order turns with each round. A figure is the median of the rounds; the range is from the least to the most.`,
    "* The generator is a process of its own on the same machine, preferred by the scheduler where it may be (root). It shares the cores with the target, so absolute figures are lower than on a machine of the target's own; ratios are what to read.",
    "* Throughput is closed loop and carries no latency. Latency is open loop and counts from the intended send time, which includes the generator's own late start of up to about a millisecond.",
    "* A figure is refused when the generator was the bottleneck: its core used up, its loop always busy, or 1 % of its requests started more than 5 ms late.",
    "* After every measurement the target's own records are counted: sold + held + available = capacity, and as many holds, places and bookings as were acknowledged.",
    `* Ratios are to ${baseline}.`,
  ].join("\n");
}

function targetList({ targets, skipped }: Report): string {
  const present = targets.map(({ name, notes, memory_bytes }) => {
    const memory =
      memory_bytes === undefined
        ? []
        : [`${Math.round(memory_bytes / 2 ** 20)} MiB at the end of the run, its database included`];
    return `* **${name}**: ${[...notes, ...memory].join("; ")}.`;
  });
  const absent = skipped.map(({ name, skipped: reason }) => `* **${name}**: skipped. ${reason}`);
  return [...present, ...absent].join("\n");
}

function scenarioSection({ scenario, targets }: ScenarioResult, baseline: string): string {
  const reference = targets.find(({ target }) => target === baseline)?.median;
  const head = ["", `median, ${scenario.unit}`, "range", "rounds", "ratio", "generator's core"];
  const rows = targets.map((result) => [
    result.target,
    figure(result.median),
    result.least === undefined ? "" : `${figure(result.least)} – ${figure(result.most)}`,
    roundsUsed(result),
    reference === undefined || result.median === undefined ? "" : `${(result.median / reference).toFixed(2)}×`,
    figure(medianDetail(result, "generator_cpu_share")),
  ]);
  const better = scenario.higher_is_better ? "More is better" : "Less is better";
  return [
    `## ${scenario.title}`,
    `${better}. ${scenario.method}.`,
    table(head, rows),
    percentiles(targets),
    problems(targets),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

const PERCENTILES = ["per_second", "p50_ms", "p90_ms", "p95_ms", "p99_ms", "p999_ms", "max_ms", "late_start_p99_ms"];

function percentiles(targets: readonly TargetRounds[]): string {
  if (targets.every((result) => medianDetail(result, "p99_ms") === undefined)) return "";
  const rows = targets.map((result) => [
    result.target,
    ...PERCENTILES.map((name) => figure(medianDetail(result, name))),
  ]);
  return table(["median of the rounds", ...PERCENTILES], rows);
}

/** Outcomes other than 200, refused rounds and busy neighbours: what a reader must know before trusting the table. */
function problems(targets: readonly TargetRounds[]): string {
  const lines = targets.flatMap(({ target, rounds }) =>
    rounds.flatMap(({ refused, details }, round) => {
      const outcomes = String(details.outcomes ?? "");
      const unusual = /^200: \d+$/.test(outcomes) || outcomes === "" ? [] : [`outcomes ${outcomes}`];
      const busy = Number(details.cores_busy_before ?? 0);
      const disturbed = busy > OTHERS_BUSY_CORES_MAX ? [`${busy} cores were busy just before it`] : [];
      const reasons = [...(refused === undefined ? [] : [`refused, ${refused}`]), ...unusual, ...disturbed];
      return reasons.map((reason) => `* ${target}, round ${round + 1}: ${reason}`);
    }),
  );
  return lines.join("\n");
}

function roundsUsed({ rounds }: TargetRounds): string {
  return `${rounds.filter(({ value }) => value !== undefined).length} of ${rounds.length}`;
}

function medianDetail({ rounds }: TargetRounds, name: string): number | undefined {
  const known = rounds.map(({ details }) => details[name]).filter((value) => typeof value === "number");
  return median(known);
}

function figure(value: number | undefined): string {
  if (value === undefined) return "";
  return value >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
