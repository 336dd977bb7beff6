import { parseArgs } from "node:util";

export interface CommandLine {
  /** Parts of scenario names; empty means all. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  readonly warm_up_seconds: number;
  readonly out: string;
}

export const USAGE = `bench [--only name,…] [--rounds 3] [--seconds 5] [--warm-up 2] [--out dist/bench]
  --only      scenarios whose names contain one of these parts
  --rounds    how often each scenario is measured on each target (1 to 20)
  --seconds   measured time of a round (1 to 120)
  --warm-up   time before it that is not measured (1 to 60)
  --out       folder for report.md and report.json`;

export function readCommandLine(args: string[]): CommandLine {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", multiple: true, default: [] },
      rounds: { type: "string", default: "3" },
      seconds: { type: "string", default: "5" },
      "warm-up": { type: "string", default: "2" },
      out: { type: "string", default: "dist/bench" },
    },
  });
  return {
    only: values.only.flatMap((names) => names.split(",")).filter((name) => name !== ""),
    rounds: integer("rounds", values.rounds, 20),
    seconds: integer("seconds", values.seconds, 120),
    warm_up_seconds: integer("warm-up", values["warm-up"], 60),
    out: values.out,
  };
}

function integer(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} must be an integer from 1 to ${most}, not ${text}\n\n${USAGE}`);
}
