// Runs a property of generated requests, and tells how to run one that failed again:
//   CONTRACT_SEED  where the generator starts (a failure prints it)
//   CONTRACT_PATH  the case of that run that failed
//   CONTRACT_RUNS  how many generated requests of each kind an operation gets
import * as fc from "fast-check";
import type { Answer } from "./served.ts";

const SEED = Number(process.env["CONTRACT_SEED"] ?? 20_261_121);
export const RUNS = Number(process.env["CONTRACT_RUNS"] ?? 15);
export const PATH = process.env["CONTRACT_PATH"];
export const LIMIT_MS = 30_000 + RUNS * 10_000;

export type Held<Values> = {
  /** The name of the test, for running it again. */
  readonly name: string;
  readonly file: string;
  readonly property: fc.IAsyncProperty<Values>;
  /** Tried before what is generated. */
  readonly examples?: Values[];
};

/** Throws when the property does not hold. */
export async function holds<Values extends [unknown, ...unknown[]]>({
  name,
  file,
  property,
  examples = [],
}: Held<Values>): Promise<void> {
  const found = await fc.check(property, {
    seed: SEED,
    numRuns: examples.length + RUNS,
    examples,
    ...(PATH === undefined ? {} : { path: PATH }),
  });
  if (!found.failed) return;
  const again = `CONTRACT_SEED=${found.seed} CONTRACT_PATH=${found.counterexamplePath ?? ""}`;
  const message = fc.defaultReportMessage(found);
  throw new Error(`${message}\nAgain: ${again} npx vitest run ${file} -t '${name}'`);
}

/**
 * Rules that a schema cannot say, by the pointer that names them: a start is in the future, a cursor is of its question,
 * places are within the departure's policy, a change is not 0, and of some members one or exactly one is there ("").
 */
export const BEYOND_SCHEMA =
  /^(\/starts_at|\/cursor|\/seats|\/delta|\/layout(\/.*)?|\/section|\/category|\/max_price|\/accessible_seats|\/prices(\/.*)?|\/seat_ids(\/.*)?|\/quantity|\/reservations(\/.*)?|)$/;

type Violations = { readonly code?: string; readonly violations?: readonly { readonly path: string }[] };
// Every problem has these members, and no answer has others of these names.
export const problemOf = ({ body }: Answer) => body as Violations;
export const pathsOf = (answer: Answer) => problemOf(answer).violations?.map(({ path }) => path) ?? [];
