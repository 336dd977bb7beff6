// Figures and tables in Markdown.

import type { TargetRounds } from "./rounds.ts";
import { median } from "./rounds.ts";

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

export function figure(value: number | undefined): string {
  if (value === undefined) return "";
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(2);
}

export function medianDetail({ rounds }: TargetRounds, name: string): number | undefined {
  return median(rounds.map(({ details }) => details[name]).filter((value) => typeof value === "number"));
}
