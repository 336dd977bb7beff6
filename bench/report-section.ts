// One scenario's part of the report: its table, what its figure is made of, and what a reader must know of its rounds.

import { figure, medianDetail, table } from "./report-table.ts";
import { OTHERS_BUSY_CORES_MAX } from "./report-trust.ts";
import type { ScenarioResult, TargetRounds } from "./rounds.ts";
import type { Measurement } from "./scenario.ts";

export function scenarioSection({ scenario, targets }: ScenarioResult, heading: "##" | "###"): string {
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
    `${heading} ${scenario.title}`,
    `${better}. ${sentence(scenario.method)}.`,
    table(head, rows),
    ...targets.map((result) => partsTable(result, targets.length > 1)),
    problems(targets),
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** Of the round whose figure is nearest to the median. */
function partsTable({ target, rounds, median }: TargetRounds, named: boolean): string {
  const off = ({ value }: Measurement): number =>
    value === undefined || median === undefined ? Number.POSITIVE_INFINITY : Math.abs(value - median);
  const [round] = rounds.filter(({ parts }) => parts !== undefined).toSorted((one, other) => off(one) - off(other));
  const parts = Object.entries(round?.parts ?? {});
  if (parts.length === 0) return "";
  const columns = [...new Set(parts.flatMap(([, figures]) => Object.keys(figures)))];
  const rows = parts.map(([name, figures]) => [name, ...columns.map((column) => cell(figures[column]))]);
  return `${named ? `${target}:\n\n` : ""}${table(["", ...columns], rows)}`;
}

function cell(value: number | string | undefined): string {
  return typeof value === "string" ? value : figure(value);
}

function ratio({ median }: TargetRounds, to: TargetRounds | undefined): string {
  return median === undefined || to?.median === undefined ? "" : `${(median / to.median).toFixed(2)}×`;
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Outcomes other than 200 and 201, refused rounds and busy neighbours: what a reader must know before trusting the table. */
function problems(targets: readonly TargetRounds[]): string {
  const all = targets.flatMap(({ target, rounds }) => rounds.map((round, index) => ({ target, index, ...round })));
  const lines = all.flatMap(({ target, index, refused, details }) => {
    const outcomes = String(details["outcomes"] ?? "");
    const unusual = /^(20[01]: \d+(, )?)+$/.test(outcomes) || outcomes === "" ? [] : [`outcomes ${outcomes}`];
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
