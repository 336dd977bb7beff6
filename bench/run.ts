// The bench: starts every target, runs the scenarios in alternating rounds, writes the report.
// A further target is one more entry in STARTERS.

import { bookingScenarios } from "./booking-scenarios.ts";
import { type CommandLine, readCommandLine } from "./command-line.ts";
import { describeMachine } from "./machine.ts";
import * as postgres from "./peers/postgres/start.ts";
import * as redis from "./peers/redis/start.ts";
import { reportMarkdown, type TargetDescription, writeReport } from "./report.ts";
import { runScenarios } from "./rounds.ts";
import type { Scenario } from "./scenario.ts";
import type { SkippedTarget, StartTarget, Target } from "./targets.ts";

const STARTERS: readonly StartTarget[] = [postgres.start, redis.start];
const BASELINE = postgres.NAME;

const wish = readCommandLine(process.argv.slice(2));
const machine = await describeMachine();
console.log(`other work keeps ${machine.cores_busy_before} of ${machine.cores} cores busy`);
const targets: Target[] = [];
const skipped: SkippedTarget[] = [];
try {
  await startTargets();
  const scenarios = await runScenarios(chosen(wish), targets, { ...wish, progress: (line) => console.log(line) });
  const { rounds, seconds, warm_up_seconds } = wish;
  const report = {
    measured_at: new Date().toISOString(),
    machine,
    wish: { rounds, seconds, warm_up_seconds },
    baseline: BASELINE,
    targets: await Promise.all(targets.map(describe)),
    skipped,
    scenarios,
  };
  const written = writeReport(report, wish.out);
  console.log(`\n${reportMarkdown(report)}\nwritten to ${written.markdown} and ${written.json}`);
  const broken = scenarios.some((result) =>
    result.targets.some(({ rounds }) => rounds.some(({ violated }) => violated.length > 0)),
  );
  process.exitCode = broken ? 1 : 0;
} finally {
  await Promise.all(targets.map((target) => target.stop()));
}

async function startTargets(): Promise<void> {
  for (const start of STARTERS) {
    const started = await start({ port: 0 });
    if ("skipped" in started) {
      skipped.push(started);
      console.log(`${started.name}: skipped. ${started.skipped}`);
    } else {
      targets.push(started);
    }
  }
}

function chosen({ only }: CommandLine): readonly Scenario[] {
  const scenarios = bookingScenarios.filter(
    ({ name }) => only.length === 0 || only.some((part) => name.includes(part)),
  );
  if (scenarios.length > 0) return scenarios;
  throw new Error(
    `no scenario matches ${only.join(", ")}; there are ${bookingScenarios.map(({ name }) => name).join(", ")}`,
  );
}

async function describe({ name, versions, notes, memory }: Target): Promise<TargetDescription> {
  const memory_bytes = await memory();
  return memory_bytes === undefined ? { name, versions, notes } : { name, versions, notes, memory_bytes };
}
