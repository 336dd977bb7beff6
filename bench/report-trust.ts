// What a reader must know before believing a report: whether the invariants held, and on what it was measured.

import type { Report } from "./report.ts";
import { table } from "./report-table.ts";

export const OTHERS_BUSY_CORES_MAX = 0.2;

export function verdict({ scenarios, machine }: Pick<Report, "scenarios" | "machine">): string {
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

export function machineTable({ machine, targets }: Pick<Report, "machine" | "targets">): string {
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
