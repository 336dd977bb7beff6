// What a run measured, as Markdown for people. Nothing here knows a figure.

import { costOfParts } from "./cost-of-parts.ts";
import { type GoalResult, goals } from "./goals.ts";
import type { Machine } from "./machine.ts";
import { scenarioSection } from "./report-section.ts";
import { table } from "./report-table.ts";
import { machineTable, verdict } from "./report-trust.ts";
import type { RoundsWish, ScenarioResult } from "./rounds.ts";
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

export function reportMarkdown(report: Report): string {
  const sections = [
    "# Measured",
    `Written by \`npm run bench\` on ${report.measured_at} in ${report.minutes.toFixed(0)} minutes. Every figure is of this run.`,
    verdict(report),
    missingPeers(report),
    "## Goals",
    goalTable(goals(report.scenarios)),
    costOfParts(report.scenarios),
    "## Machine",
    machineTable(report),
    "## Method",
    method(report),
    "## Targets",
    targetList(report),
    ...report.scenarios.map((result) => scenarioSection(result, "##")),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function missingPeers({ skipped }: Report): string {
  if (skipped.length === 0) return "";
  const names = skipped.map(({ name }) => name).join(", ");
  return `**${skipped.length} of the peers could not be measured (${names}); why is told under Targets.**`;
}

export function goalTable(goals: readonly GoalResult[]): string {
  const rows = goals.map(({ goal, measured, reached }) => [goal, measured, reached]);
  return table(["goal", "measured", ""], rows);
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
