// Repeats scenarios over targets. Targets alternate inside every round and the order turns with each round, so that
// a machine that slows down or a disk that fills up touches all of them alike.

import { coresBusy } from "./machine.ts";
import type { Measurement, Scenario, ScenarioContext } from "./scenario.ts";
import type { Target } from "./targets.ts";

/** Long enough to notice a neighbour, or a target that still works off its last load. */
const QUIET_SAMPLE_MS = 400;

export interface TargetRounds {
  readonly target: string;
  readonly rounds: readonly Measurement[];
  readonly median?: number;
  readonly least?: number;
  readonly most?: number;
}

export interface ScenarioResult {
  readonly scenario: Omit<Scenario, "measure">;
  readonly targets: readonly TargetRounds[];
}

export interface RoundsWish {
  readonly rounds: number;
  readonly seconds: number;
  readonly warm_up_seconds: number;
}

export type Progress = (line: string) => void;

export async function runScenarios(
  scenarios: readonly Scenario[],
  targets: readonly Target[],
  wish: RoundsWish & { readonly progress: Progress },
): Promise<ScenarioResult[]> {
  const measured = new Map<string, Measurement[]>();
  const measureOnce = async (scenario: Scenario, target: Target): Promise<void> => {
    const key = `${scenario.name}/${target.name}`;
    const earlier = measured.get(key) ?? [];
    measured.set(key, earlier);
    const run = `${scenario.name}-${earlier.length}-${Date.now().toString(36)}`;
    const cores_busy_before = await coresBusy(QUIET_SAMPLE_MS);
    const measurement = await scenario.measure(target, { ...wish, run, medianOf });
    earlier.push({ ...measurement, details: { ...measurement.details, cores_busy_before } });
    wish.progress(progressLine(scenario, target, measurement));
  };
  const medianOf: ScenarioContext["medianOf"] = async (scenario, target) => {
    const key = `${scenario.name}/${target.name}`;
    if (!measured.has(key)) await measureOnce(scenario, target);
    return median(values(measured.get(key) ?? []));
  };

  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) {
    const asked = targets.filter((target) => !(scenario.excludes ?? []).includes(target.name));
    for (let round = 0; round < wish.rounds; round += 1) {
      const turn = round % Math.max(asked.length, 1);
      for (const target of [...asked.slice(turn), ...asked.slice(0, turn)]) await measureOnce(scenario, target);
    }
    const { measure: _measure, ...described } = scenario;
    const perTarget = asked.map((target) =>
      targetRounds(target.name, measured.get(`${scenario.name}/${target.name}`) ?? []),
    );
    results.push({ scenario: described, targets: perTarget });
  }
  return results;
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

function progressLine(scenario: Scenario, target: Target, { value, refused, violated }: Measurement): string {
  const figure =
    value === undefined ? `no figure: ${refused}` : `${value.toFixed(value < 100 ? 2 : 0)} ${scenario.unit}`;
  const broken = violated.length === 0 ? "" : `  INVARIANTS VIOLATED: ${violated.join("; ")}`;
  return `${scenario.name}  ${target.name}  ${figure}${broken}`;
}
