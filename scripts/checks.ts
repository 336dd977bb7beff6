// What `npm test` runs, in this order.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

export interface Count {
  passed: number;
  failed: number;
}

export interface Check {
  name: string;
  /** Found on the path, where node_modules/.bin and Node 24 come first. */
  command: string;
  args: string[];
  /** Runs the product; `npm run check` leaves it out. */
  runs_the_product?: true;
  /** How many tests the output (without colours) tells of; a check without it, or without an answer, counts as one. */
  count?(output: string): Count | undefined;
}

const project = resolve(import.meta.dirname, "..");
const folders = [
  "contract",
  "domain",
  "durable-objects",
  "r2-artifacts",
  "worker",
  "sdk",
  "scripts",
  "simulation",
  "bench",
];

export const checks: Check[] = [
  { name: "bindings", command: "wrangler", args: ["types"] },
  { name: "types", command: "tsc", args: ["--noEmit"] },
  {
    name: "lint",
    command: "oxlint",
    args: ["--type-aware", ...folders.filter((folder) => existsSync(join(project, folder)))],
  },
  { name: "format", command: "biome", args: ["check", "."] },
  { name: "generated", command: "node", args: ["scripts/generate/generate.ts", "--check"] },
  { name: "contract-lint", command: "node", args: ["scripts/contract/lint.ts"] },
  { name: "contract-breaking", command: "node", args: ["scripts/contract/breaking.ts"] },
  {
    name: "tests",
    command: "vitest",
    args: ["run", "--silent=passed-only"],
    runs_the_product: true,
    count: countVitest,
  },
  {
    name: "clients",
    command: "node",
    args: ["scripts/generated-clients/run.ts"],
    runs_the_product: true,
    count: countLastLine,
  },
  { name: "crash", command: "node", args: ["scripts/crash.ts", "--rounds", "5"], runs_the_product: true },
];

/** A script that counts for itself closes with `2 passed, 0 failed`. */
export function countLastLine(output: string): Count | undefined {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  return passed === undefined || failed === undefined ? undefined : { passed: Number(passed), failed: Number(failed) };
}

/** vitest closes with `Tests  1 failed | 12 passed | 1 skipped (14)`. */
export function countVitest(output: string): Count | undefined {
  const line = /^\s*Tests {2,}(.*)$/m.exec(output)?.[1];
  if (line === undefined) {
    return undefined;
  }
  return { passed: Number(/(\d+) passed/.exec(line)?.[1] ?? 0), failed: Number(/(\d+) failed/.exec(line)?.[1] ?? 0) };
}
