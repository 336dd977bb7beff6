// Runs world after world, each from a seed of its own, until enough commands were sent. A world that goes wrong
// is run again from its seed with everything checked after every round, which finds the shortest prefix that
// fails; the same seed and rounds replay it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Coverage, type Sells } from "./coverage.ts";
import { Rounds } from "./rounds.ts";
import { World } from "./world.ts";

const ROUNDS_A_WORLD = 500;
const FULL_EVERY = 100;
/** Every so many worlds keep their sales in files, and crash with them. */
const FILES_EVERY = 12;

export type Failure = {
  readonly seed: number;
  readonly sells: Sells;
  readonly rounds: number;
  readonly wrong: readonly string[];
};
export type WorldRun = {
  readonly commands: number;
  readonly coverage: Coverage;
  readonly failure: Failure | undefined;
};
export type Run = {
  readonly commands: number;
  readonly worlds: number;
  readonly coverage: Coverage;
  readonly failure: Failure | undefined;
  readonly seconds: number;
};

/** One world of `seed`, for at most so many rounds. */
export async function runWorld(
  { seed, sells }: { readonly seed: number; readonly sells: Sells },
  rounds_max = ROUNDS_A_WORLD,
  full_every = FULL_EVERY,
): Promise<WorldRun> {
  const directory = seed % FILES_EVERY === 0 ? mkdtempSync(join(tmpdir(), "holdfast-simulation-")) : undefined;
  try {
    const world = new World({ seed, sells, directory });
    const rounds = new Rounds(world, full_every);
    await rounds.begin();
    let round = 0;
    while (round < rounds_max && world.wrong.length === 0) {
      round += 1;
      await rounds.play();
    }
    if (world.wrong.length === 0) await rounds.end();
    const failure = world.wrong.length === 0 ? undefined : { seed, sells, rounds: round, wrong: world.wrong };
    return { commands: world.followed.sent, coverage: world.coverage, failure };
  } finally {
    if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
  }
}

export type RunOptions = {
  readonly commands: number;
  readonly seed: number;
  readonly sells: Sells;
  readonly progress?: (run: Run) => void;
};

/** At exit: `failure` is the first that was found, with its shortest prefix. */
export async function run({ commands: commands_wanted, seed: first_seed, sells, progress }: RunOptions): Promise<Run> {
  const started_ms = performance.now();
  const coverage = new Coverage();
  let commands = 0;
  let worlds = 0;
  let failure: Failure | undefined;
  const soFar = (): Run => ({ commands, worlds, coverage, failure, seconds: (performance.now() - started_ms) / 1_000 });
  while (commands < commands_wanted && !failure) {
    const seed = first_seed + worlds;
    const world = await runWorld({ seed, sells });
    worlds += 1;
    commands += world.commands;
    coverage.add(world.coverage);
    if (world.failure) failure = (await runWorld({ seed, sells }, world.failure.rounds, 1)).failure ?? world.failure;
    progress?.(soFar());
  }
  return soFar();
}

export function explain({ seed, sells, rounds, wrong }: Failure): string {
  return [
    `seed ${seed} fails in round ${rounds}, the shortest prefix that does:`,
    ...wrong.slice(0, 10).map((line) => `  ${line}`),
    `Replay: npm run simulate -- --seed ${seed} --rounds ${rounds}${sells === "both" ? "" : ` --only ${sells}`}`,
  ].join("\n");
}
