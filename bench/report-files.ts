// Keeps the report: bench.md for people, bench.json for programs. Each has two parts, and what a run did not measure stays
// as the run before left it.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { goals } from "./goals.ts";
import { type Report, reportMarkdown } from "./report.ts";
import { SHOWS_HEADING, showsMarkdown } from "./report-shows.ts";
import type { ScenarioResult } from "./rounds.ts";
import { showGoals } from "./show-goals.ts";

const SHOWS = "shows-";

export function isOfShows({ name }: { readonly name: string }): boolean {
  return name.startsWith(SHOWS);
}

/** What this run measured, as a person reads it. */
export function measuredMarkdown(report: Report): string {
  const { sales, shows } = parted(report);
  return [sales && reportMarkdown(sales), shows && showsMarkdown(shows)]
    .filter((part) => part !== undefined)
    .join("\n");
}

export function writeReport(report: Report, folder: string): { json: string; markdown: string } {
  mkdirSync(folder, { recursive: true });
  const json = join(folder, "bench.json");
  const markdown = join(folder, "bench.md");
  const { sales, shows } = parted(report);
  const [salesBefore, showsBefore] = partsOf(existsSync(markdown) ? readFileSync(markdown, "utf8") : "");
  const texts = [sales ? reportMarkdown(sales) : salesBefore, shows ? showsMarkdown(shows) : showsBefore];
  writeFileSync(markdown, texts.filter((text) => text !== "").join("\n"));
  const before = existsSync(json) ? known(JSON.parse(readFileSync(json, "utf8"))) : {};
  const showsKept = shows ? { ...shows, goals: showGoals(shows.scenarios) } : before["shows"];
  const salesKept = sales ? { ...sales, goals: goals(sales.scenarios) } : before;
  writeFileSync(json, `${JSON.stringify({ ...salesKept, shows: showsKept }, null, 2)}\n`);
  return { json, markdown };
}

/** The report of each part of which the run measured something. */
function parted(report: Report): { sales: Report | undefined; shows: Report | undefined } {
  const part = (belongs: (result: ScenarioResult) => boolean): Report | undefined => {
    const scenarios = report.scenarios.filter(belongs);
    return scenarios.length === 0 ? undefined : { ...report, scenarios };
  };
  return { sales: part(({ scenario }) => !isOfShows(scenario)), shows: part(({ scenario }) => isOfShows(scenario)) };
}

function partsOf(text: string): readonly [string, string] {
  const at = text.indexOf(`${SHOWS_HEADING}\n`);
  return at < 0 ? [text, ""] : [`${text.slice(0, at).trimEnd()}\n`, text.slice(at)];
}

function known(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null ? { ...json } : {};
}
