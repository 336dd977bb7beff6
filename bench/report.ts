// Writes what a run measured, as JSON for programs and as Markdown for people. Nothing here knows a figure.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { costOfParts } from "./cost-of-parts.ts";
import { goals } from "./goals.ts";
import type { Machine } from "./machine.ts";
import { figure, medianDetail, table } from "./report-table.ts";
import type { RoundsWish, ScenarioResult, TargetRounds } from "./rounds.ts";
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
  readonly minutes: number;
  readonly machine: Machine;
  readonly wish: RoundsWish;
  readonly targets: readonly TargetDescription[];
  readonly skipped: readonly SkippedTarget[];
  readonly scenarios: readonly ScenarioResult[];
}

export function writeReport(report: Report, folder: string): { json: string; markdown: string } {
  mkdirSync(folder, { recursive: true });
  const json = join(folder, "bench.json");
  const markdown = join(folder, "bench.md");
  writeFileSync(json, `${JSON.stringify({ ...report, goals: goals(report.scenarios) }, null, 2)}\n`);
  writeFileSync(markdown, reportMarkdown(report));
  return { json, markdown };
}

export function reportMarkdown(report: Report): string {
  const sections = [
    "# Measured",
    `Written by \`npm run bench\` on ${report.measured_at} in ${report.minutes.toFixed(0)} minutes. Every figure is of this run.`,
    verdict(report),
    missingPeers(report),
    "## Goals",
    goalTable(report),
    costOfParts(report.scenarios),
    "## Machine",
    machineTable(report),
    "## Method",
    method(report),
    "## Targets",
    targetList(report),
    ...report.scenarios.map((result) => scenarioSection(result)),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function missingPeers({ skipped }: Report): string {
  if (skipped.length === 0) return "";
  const names = skipped.map(({ name }) => name).join(", ");
  return `**${skipped.length} of the peers could not be measured (${names}); why is told under Targets.**`;
}

function goalTable({ scenarios }: Report): string {
  const rows = goals(scenarios).map(({ goal, measured, reached }) => [goal, measured, reached]);
  return table(["goal", "measured", ""], rows);
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

function method({ wish }: Report): string {
  const quick = wish.quick
    ? ["* **A quick run: one short round with smaller sizes. Its figures show that it runs, no more.**"]
    : [];
  return [
    ...quick,
    `* ${wish.rounds} rounds of ${wish.seconds} s after ${wish.warm_up_seconds} s of warm-up; targets alternate within a round and the order turns with each round. A figure is the median of the rounds; the range is from the least to the most.`,
    "* The generator is a process of its own on the same machine, preferred by the scheduler where it may be (root). It shares the cores with the target, so absolute figures are lower than on a machine of the target's own; ratios are what to read.",
    "* Throughput is closed loop and carries no latency. Latency is open loop and counts from the intended send time, which includes the generator's own late start of up to about a millisecond.",
    "* A figure is refused when the generator was the bottleneck: its core used up, its loop always busy, or 1 % of its requests started more than 5 ms late.",
    "* After every measurement the target's own records are counted: sold + held + available = capacity, and as many holds, places and bookings as were acknowledged. Holdfast's are read from its objects' files, and D1 must come to say the same.",
    "* `server_cpu_us` is processor time of the server's processes (user and system, all threads, databases included) by answer in the measured window; `server_cores` is how many cores they kept busy.",
    "* Targets whose name starts with a no-op keep nothing; they show what the runtime and the pipeline cost.",
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
  const absent = skipped.map(
    ({ name, skipped: reason }) => `* **${name}: skipped.** ${reason}. Nothing is compared with it.`,
  );
  return [...present, ...absent].join("\n");
}

function scenarioSection({ scenario, targets }: ScenarioResult): string {
  const baselines = (scenario.baselines ?? []).filter((name) => targets.some(({ target }) => target === name));
  const shows = scenario.shows ?? [];
  const head = ["", `median, ${scenario.unit}`, "range", "rounds", ...baselines.map((name) => `to ${name}`), ...shows];
  const rows = targets.map((result) => [
    result.target,
    figure(result.median),
    result.least === undefined ? "" : `${figure(result.least)} – ${figure(result.most)}`,
    roundsUsed(result),
    ...baselines.map((name) =>
      ratio(
        result,
        targets.find(({ target }) => target === name),
      ),
    ),
    ...shows.map((name) => figure(medianDetail(result, name))),
  ]);
  const better = scenario.higher_is_better ? "More is better" : "Less is better";
  const parts = [
    `## ${scenario.title}`,
    `${better}. ${sentence(scenario.method)}.`,
    table(head, rows),
    problems(targets),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

function ratio({ median }: TargetRounds, to: TargetRounds | undefined): string {
  return median === undefined || to?.median === undefined ? "" : `${(median / to.median).toFixed(2)}×`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Outcomes other than 200, refused rounds and busy neighbours: what a reader must know before trusting the table. */
function problems(targets: readonly TargetRounds[]): string {
  const all = targets.flatMap(({ target, rounds }) => rounds.map((round, index) => ({ target, index, ...round })));
  const lines = all.flatMap(({ target, index, refused, details }) => {
    const outcomes = String(details["outcomes"] ?? "");
    const unusual = /^200: \d+$/.test(outcomes) || outcomes === "" ? [] : [`outcomes ${outcomes}`];
    const reasons = [...(refused === undefined ? [] : [`refused, ${refused}`]), ...unusual];
    return reasons.map((reason) => `* ${target}, round ${index + 1}: ${reason}`);
  });
  const busy = all.map(({ details }) => Number(details["cores_busy_before"] ?? 0));
  const disturbed = busy.filter((cores) => cores > OTHERS_BUSY_CORES_MAX);
  if (disturbed.length > 0) {
    const most = figure(Math.max(...disturbed));
    lines.push(
      `* ${disturbed.length} of ${busy.length} measurements began while other work kept up to ${most} cores busy`,
    );
  }
  return lines.join("\n");
}

function roundsUsed({ rounds }: TargetRounds): string {
  return `${rounds.filter(({ value }) => value !== undefined).length} of ${rounds.length}`;
}
