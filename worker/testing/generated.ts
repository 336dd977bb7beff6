// Runs a property of generated requests, and tells how to run one that failed again:
//   CONTRACT_SEED  where the generator starts (a failure prints it)
//   CONTRACT_PATH  the case of that run that failed
//   CONTRACT_RUNS  how many generated requests of each kind an operation gets
import * as fc from "fast-check";
import { expect } from "vitest";
import { OPERATIONS, type OperationName } from "../../contract/registry.ts";
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
 * places are within the departure's policy, a change is not 0, a default has no target, what is said of a scheme comes with
 * one, and of some members one or exactly one is there ("").
 */
const BEYOND_SCHEMA =
  /^(\/starts_at|\/cursor|\/seats|\/delta|\/target_(?:id|type)|\/currency|\/(?:scheme|expected_current_scheme)_version_id|\/layout(\/.*)?|\/section|\/category|\/max_price|\/accessible_seats|\/prices(\/.*)?|\/seat_ids(\/.*)?|\/quantity|\/reservations(\/.*)?|)$/;

/** What a schema makes up is hardly ever possible for these, so the documented request is among what is generated. */
export const DOCUMENTED_TOO: ReadonlySet<OperationName> = new Set([
  "booking/create",
  "reservation/create",
  "reservation/create-batch",
  "seat/block",
  "show/create",
  "seat/unblock",
  "venue/create",
  "upload/create",
  "draft/update-seats",
  "draft/preview-remap",
  "draft/apply-remap",
  "pricing/create-rule",
]);

/** Of a refusal with 400: it is for a rule that the schema cannot say, or has a code that the operation declares. */
export function checkInvalid(name: OperationName, answer: Answer): void {
  const { code = "" } = problemOf(answer);
  const own: readonly string[] = OPERATIONS[name].errors;
  expect(["VALIDATION_FAILED", ...own], answer.text).toContain(code);
  for (const path of pathsOf(answer)) expect(path, answer.text).toMatch(BEYOND_SCHEMA);
}

type Violations = { readonly code?: string; readonly violations?: readonly { readonly path: string }[] };
// Every problem has these members, and no answer has others of these names.
export const problemOf = ({ body }: Answer) => body as Violations;
export const pathsOf = (answer: Answer) => problemOf(answer).violations?.map(({ path }) => path) ?? [];
