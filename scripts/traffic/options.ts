// What a run of traffic is told.
import { parseArgs } from "node:util";
import { Refusal } from "../refusal.ts";
import { reasonOf } from "../state-directory.ts";

export type TrafficOptions = {
  readonly url: string;
  readonly key: string;
  /** A show that exists; without one it makes its own. */
  readonly show: string | undefined;
  readonly seats: number;
  readonly partners: number;
  readonly buyers: number;
  readonly seconds: number;
  readonly aborts: number;
  readonly think_ms: number;
  readonly seed: number;
};

export const TRAFFIC_HELP = `Plays partners that sell one show to its last seat, all at once, and checks what came of it.

  npm run traffic -- [options]

  --url <address>     the server (http://127.0.0.1:8787)
  --key <key>         an administrator's key, to make partners with (admin-local-dev-key)
  --show <show_id>    a show that nobody else sells meanwhile; without it, a new one is made
  --seats <number>    seats of the new show, 3 to 60000 (1000)
  --partners <number> 1 to 20 (4)
  --buyers <number>   buyers at a time, all partners together, 1 to 500 (40)
  --seconds <number>  ends then, or when everything is sold, 1 to 3600 (120)
  --aborts <share>    of connections that are cut in the middle, 0 to 0.5 (0.05)
  --think <ms>        the longest time between two things that a buyer does, 0 to 60000 (200)
  --seed <number>     of every choice that is made (of the clock)
  --help              this text

Ctrl-C ends it with its summary. The exit code is 1 when something is not as partners were told.
`;

export function readOptions(args: readonly string[]): TrafficOptions | "help" {
  const { values } = parsed(args);
  if (values.help) return "help";
  return {
    url: values.url.replace(/\/+$/, ""),
    key: values.key,
    show: values.show,
    seats: number("seats", values.seats, { least: 3, most: 60_000, whole: true }),
    partners: number("partners", values.partners, { least: 1, most: 20, whole: true }),
    buyers: number("buyers", values.buyers, { least: 1, most: 500, whole: true }),
    seconds: number("seconds", values.seconds, { least: 1, most: 3_600, whole: true }),
    aborts: number("aborts", values.aborts, { least: 0, most: 0.5, whole: false }),
    think_ms: number("think", values.think, { least: 0, most: 60_000, whole: true }),
    seed: number("seed", values.seed, { least: 0, most: Number.MAX_SAFE_INTEGER, whole: true }),
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: { type: "string", default: "http://127.0.0.1:8787" },
        key: { type: "string", default: "admin-local-dev-key" },
        show: { type: "string" },
        seats: { type: "string", default: "1000" },
        partners: { type: "string", default: "4" },
        buyers: { type: "string", default: "40" },
        seconds: { type: "string", default: "120" },
        aborts: { type: "string", default: "0.05" },
        think: { type: "string", default: "200" },
        seed: { type: "string", default: String(Date.now() % 1_000_000) },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new Refusal(`${reasonOf(error)}\nnpm run traffic -- --help lists the options.`);
  }
}

function number(
  name: string,
  text: string,
  { least, most, whole }: { readonly least: number; readonly most: number; readonly whole: boolean },
): number {
  const value = Number(text);
  const fits = text.trim() !== "" && value >= least && value <= most && (!whole || Number.isInteger(value));
  if (fits) return value;
  throw new Refusal(
    `--${name} must be a ${whole ? "whole number" : "number"} from ${least} to ${most}, not '${text}'.`,
  );
}
