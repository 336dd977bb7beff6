import { parseArgs } from "node:util";

export interface CommandLine {
  /** Parts of scenario names; empty means all. */
  readonly only: readonly string[];
  readonly rounds: number;
  readonly seconds: number;
  readonly warm_up_seconds: number;
  readonly drain_seconds: number;
  readonly quick: boolean;
  readonly out: string;
}

export const USAGE = `npm run bench -- [options]

  --only <names>     scenarios whose names contain one of these parts, separated by commas; shows: those of shows,
                     which write their own part of the report
  --rounds <n>       how often each scenario is measured on each target (1 to 20; 3)
  --seconds <n>      measured time of a round (1 to 120; 4)
  --warm-up <n>      time before it that is not measured (1 to 60; 1)
  --d1-seconds <n>   how long D1 is loaded before its backlog is looked at (1 to 120; 20)
  --quick            one short round with smaller sizes, to see that everything runs
  --out <folder>     where bench.md and bench.json go (docs)
  --help             this text`;

export function readCommandLine(args: string[]): CommandLine | "help" {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: "string", multiple: true, default: [] },
      rounds: { type: "string" },
      seconds: { type: "string" },
      "warm-up": { type: "string" },
      "d1-seconds": { type: "string" },
      quick: { type: "boolean", default: false },
      out: { type: "string", default: "docs" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const { quick } = values;
  return {
    only: values.only.flatMap((names) => names.split(",")).filter((name) => name !== ""),
    rounds: integer("rounds", values.rounds ?? (quick ? "1" : "3"), 20),
    seconds: integer("seconds", values.seconds ?? (quick ? "2" : "4"), 120),
    warm_up_seconds: integer("warm-up", values["warm-up"] ?? "1", 60),
    drain_seconds: integer("d1-seconds", values["d1-seconds"] ?? (quick ? "4" : "20"), 120),
    quick,
    out: values.out,
  };
}

function integer(name: string, text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new Error(`--${name} must be an integer from 1 to ${most}, not ${text}\n\n${USAGE}`);
}
