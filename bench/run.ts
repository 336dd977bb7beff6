// The bench: starts every target, runs the scenarios in alternating rounds, writes the report.

import { type CommandLine, readCommandLine, USAGE } from "./command-line.ts";
import * as holdfast from "./holdfast/start.ts";
import { describeMachine } from "./machine.ts";
import * as noop from "./noop/start.ts";
import * as postgres from "./peers/postgres/start.ts";
import * as redis from "./peers/redis/start.ts";
import { processTreeBytes } from "./process-tree.ts";
import type { TargetDescription } from "./report.ts";
import { isOfShows, measuredMarkdown, writeReport } from "./report-files.ts";
import { runScenarios } from "./rounds.ts";
import type { Scenario } from "./scenario.ts";
import { drain } from "./scenarios/drain.ts";
import { feedDelivery, feedHolds } from "./scenarios/feed.ts";
import { cleanUp, holdsByDepartures, holdsByPast } from "./scenarios/growth.ts";
import { largestHall } from "./scenarios/largest-hall.ts";
import {
  confirmsAtHalf,
  holdsAtEqualLoad,
  holdsAtHalf,
  holdsAtStatedLoad,
  readsAtHalf,
  readsAtStatedLoad,
} from "./scenarios/latency.ts";
import { layouts } from "./scenarios/layout.ts";
import { partnerHeadroom, partnerRequests } from "./scenarios/partner-load.ts";
import { confirmsPeak, holdsPeak, readsPeak } from "./scenarios/peaks.ts";
import { seatSelection } from "./scenarios/seat-selection.ts";
import { showFeedDelivery, showReconnect } from "./scenarios/show-feed.ts";
import { bookingsPeak, reservationsPeak } from "./scenarios/show-peaks.ts";
import type { SkippedTarget, Target } from "./targets.ts";

const PORT = { port: 0 };
const SCENARIOS: readonly Scenario[] = [
  holdsPeak,
  confirmsPeak,
  readsPeak,
  holdsAtHalf,
  confirmsAtHalf,
  readsAtHalf,
  holdsAtEqualLoad,
  holdsAtStatedLoad,
  readsAtStatedLoad,
  feedDelivery,
  feedHolds,
  holdsByDepartures,
  drain,
  showFeedDelivery,
  showReconnect,
  partnerRequests,
  partnerHeadroom,
  reservationsPeak,
  bookingsPeak,
  seatSelection,
  layouts,
  // Last, because they serve Holdfast anew, with larger files.
  holdsByPast,
  cleanUp,
  largestHall,
];

const wish = readCommandLine(process.argv.slice(2));
if (wish === "help") console.log(USAGE);
else await bench(wish);

async function bench(asked: CommandLine): Promise<void> {
  const scenarios = chosen(asked);
  const machine = await describeMachine();
  console.log(`other work keeps ${machine.cores_busy_before} of ${machine.cores} cores busy`);
  const started = performance.now();
  const targets: Target[] = [];
  try {
    const skipped = await startTargets(targets, scenarios);
    const results = await runScenarios(scenarios, targets, { ...asked, progress: (line) => console.log(line) });
    const { rounds, seconds, warm_up_seconds, drain_seconds, quick } = asked;
    const report = {
      measured_at: new Date().toISOString(),
      minutes: (performance.now() - started) / 60_000,
      machine,
      wish: { rounds, seconds, warm_up_seconds, drain_seconds, quick },
      targets: targets.map(describe),
      skipped,
      scenarios: results,
    };
    const written = writeReport(report, asked.out);
    console.log(`\n${measuredMarkdown(report)}\nwritten to ${written.markdown} and ${written.json}`);
    const broken = results.some((result) =>
      result.targets.some((row) => row.rounds.some(({ violated }) => violated.length > 0)),
    );
    process.exitCode = broken ? 1 : 0;
  } finally {
    await Promise.allSettled(targets.map((target) => target.stop()));
  }
}

async function startTargets(targets: Target[], scenarios: readonly Scenario[]): Promise<SkippedTarget[]> {
  const skipped: SkippedTarget[] = [];
  // Only Holdfast has shows.
  if (scenarios.every(isOfShows)) {
    targets.push(await holdfast.start(PORT));
    return skipped;
  }
  for (const peer of [postgres, redis]) {
    const started = await peer.start(PORT);
    if ("skipped" in started) {
      skipped.push(started);
      console.error(`${started.name}: skipped. ${started.skipped}`);
    } else {
      targets.push(started);
    }
  }
  targets.push(await holdfast.start(PORT));
  targets.push(...(await noop.startAll(PORT)));
  return skipped;
}

function chosen({ only }: CommandLine): readonly Scenario[] {
  const scenarios = SCENARIOS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  if (scenarios.length > 0) return scenarios;
  throw new Error(`no scenario matches ${only.join(", ")}; there are ${SCENARIOS.map(({ name }) => name).join(", ")}`);
}

function describe(target: Target): TargetDescription {
  const { name, versions, notes } = target;
  const memory_bytes = processTreeBytes(target.processes());
  return memory_bytes === undefined ? { name, versions, notes } : { name, versions, notes, memory_bytes };
}
