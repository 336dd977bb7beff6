// Repeats scenarios over targets. Targets alternate inside every round and the order turns with each round, so that
// a machine that slows down or a disk that fills up touches all of them alike.

import { coresBusy } from "./machine.ts";
import type { Measurement, Scenario, ScenarioContext } from "./scenario.ts";
import type { Target } from "./targets.ts";

/** Long enough to notice a neighbour, or a target that still works off its last load. */
const QUIET_SAMPLE_MS = 400;

export type DescribedScenario = Omit<Scenario, "measure" | "asks">;

export interface TargetRounds {
  /** The target's name, with the scenario's variant where it has some. */
  readonly target: string;
  readonly rounds: readonly Measurement[];
  readonly median?: number;
  readonly least?: number;
  readonly most?: number;
}

export interface ScenarioResult {
  readonly scenario: DescribedScenario;
  readonly targets: readonly TargetRounds[];
}

export interface RoundsWish {
  readonly rounds: number;
  readonly seconds: number;
  readonly warm_up_seconds: number;
  readonly drain_seconds: number;
  readonly quick: boolean;
}

export type Progress = (line: string) => void;

export async function runScenarios(
  scenarios: readonly Scenario[],
  targets: readonly Target[],
  wish: RoundsWish & { readonly progress: Progress },
): Promise<ScenarioResult[]> {
  const measured = new Map<string, Measurement[]>();
  const measureOnce = async (scenario: Scenario, target: Target, variant = ""): Promise<void> => {
    const row = rowName(target, variant);
    const key = `${scenario.name}/${row}`;
    const earlier = measured.get(key) ?? [];
    measured.set(key, earlier);
    const run = `${scenario.name}-${earlier.length}-${Date.now().toString(36)}`;
    const context: ScenarioContext = { ...wish, run, variant, medianOf };
    const cores_busy_before = await coresBusy(QUIET_SAMPLE_MS);
    const measurement = await measureOrFail(scenario, target, context);
    earlier.push({ ...measurement, details: { ...measurement.details, cores_busy_before } });
    wish.progress(progressLine(scenario, row, measurement));
  };
  const medianOf: ScenarioContext["medianOf"] = async (scenario, target) => {
    const key = `${scenario.name}/${target.name}`;
    if (!measured.has(key)) await measureOnce(scenario, target);
    return median(values(measured.get(key) ?? []));
  };

  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) {
    const rows = rowsOf(scenario, targets);
    for (let round = 0; round < Math.min(wish.rounds, scenario.rounds_max ?? wish.rounds); round += 1) {
      const turn = round % Math.max(rows.length, 1);
      for (const { target, variant } of [...rows.slice(turn), ...rows.slice(0, turn)]) {
        await measureOnce(scenario, target, variant);
      }
    }
    const names = rows.map(({ target, variant }) => rowName(target, variant));
    const perRow = names.map((name) => targetRounds(name, measured.get(`${scenario.name}/${name}`) ?? []));
    results.push({ scenario: describe(scenario), targets: perRow });
  }
  return results;
}

function rowsOf(scenario: Scenario, targets: readonly Target[]): { target: Target; variant: string }[] {
  const asked = targets.filter((target) => scenario.asks(target));
  return asked.flatMap((target) => (scenario.variants ?? [""]).map((variant) => ({ target, variant })));
}

/** The scenario without its functions, for the report. */
function describe(scenario: Scenario): DescribedScenario {
  return Object.fromEntries(
    Object.entries(scenario).filter(([, value]) => typeof value !== "function"),
  ) as DescribedScenario; // The two functions are all that is left out.
}

function rowName(target: Target, variant: string): string {
  return variant === "" ? target.name : `${target.name}, ${variant}`;
}

/** A measurement that fails has no figure; the others still have theirs, and the run ends as a failure. */
async function measureOrFail(scenario: Scenario, target: Target, context: ScenarioContext): Promise<Measurement> {
  try {
    return await scenario.measure(target, context);
  } catch (error) {
    const failed = `the measurement failed: ${error instanceof Error ? error.message : String(error)}`;
    return { refused: failed, details: {}, violated: [failed], acknowledged: { requests: 0, seats: 0 } };
  }
}

function targetRounds(target: string, rounds: readonly Measurement[]): TargetRounds {
  const known = values(rounds);
  const middle = median(known);
  if (middle === undefined) return { target, rounds };
  return { target, rounds, median: middle, least: Math.min(...known), most: Math.max(...known) };
}

function values(rounds: readonly Measurement[]): number[] {
  return rounds.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

export function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? undefined : (upper + lower) / 2;
}

function progressLine(scenario: Scenario, row: string, measurement: Measurement): string {
  const { value, refused, violated, details } = measurement;
  const figure =
    value === undefined ? `no figure: ${refused}` : `${value.toFixed(value < 100 ? 2 : 0)} ${scenario.unit}`;
  const broken = violated.length === 0 ? "" : `  INVARIANTS VIOLATED: ${violated.join("; ")}`;
  const cpu = details["server_cpu_us"];
  const spent = typeof cpu === "number" ? `  ${cpu.toFixed(0)} µs of the server's CPU each` : "";
  return `${scenario.name}  ${row}  ${figure}${spent}${broken}`;
}
