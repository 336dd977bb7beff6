// `npm run mutants`: plants one small fault after the other in a copy of the project and shows that a check turns red for
// each. A fault that no check sees is a hole in the checks; a fault that cannot be planted any more must be rewritten.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { mutants } from "./mutants/list.ts";
import type { Mutant } from "./mutants/mutant.ts";

const project = resolve(import.meta.dirname, "..");
const LIMIT_MS = 10 * 60_000;
const { values } = parseArgs({ options: { only: { type: "string" } } });

const chosen = mutants.filter(({ name }) => values.only === undefined || name.includes(values.only));
const copy = mkdtempSync(join(tmpdir(), "holdfast-mutants-"));
try {
  copyProject(copy);
  if (!passes(copy, [...new Set(chosen.flatMap(({ checks }) => checks))])) {
    throw new Error("the checks are red without any fault: mend that first");
  }
  const survived = chosen.filter((mutant) => !isSeen(copy, mutant));
  console.log(`\n${chosen.length - survived.length} passed, ${survived.length} failed`);
  process.exitCode = survived.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

function copyProject(target: string): void {
  const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: project,
    encoding: "utf8",
  });
  for (const file of listed.stdout.split("\n").filter((name) => name !== "")) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    cpSync(join(project, file), join(target, file));
  }
  symlinkSync(join(project, "node_modules"), join(target, "node_modules"));
}

function isSeen(target: string, { name, file, from, to, checks }: Mutant): boolean {
  const path = join(target, file);
  const text = readFileSync(path, "utf8");
  const places = text.split(from).length - 1;
  if (places !== 1) throw new Error(`${name}: ${file} has the text to change ${places} times, not once`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    const started = Date.now();
    const seen = !passes(target, checks);
    console.log(`${seen ? "seen    " : "SURVIVED"}  ${name}  (${((Date.now() - started) / 1_000).toFixed(0)} s)`);
    return seen;
  } finally {
    writeFileSync(path, text);
  }
}

function passes(target: string, checks: readonly string[]): boolean {
  const path = [dirname(process.execPath), join(project, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  const run = spawnSync("vitest", ["run", "--silent", "--bail=1", ...checks], {
    cwd: target,
    env: { ...process.env, PATH: path },
    encoding: "utf8",
    timeout: LIMIT_MS,
  });
  // No test at all exits with 1 too, and would pass for a fault that was seen.
  if (/No test files found/.test(run.stdout + run.stderr)) throw new Error(`no test is in ${checks.join(", ")}`);
  return run.status === 0;
}
