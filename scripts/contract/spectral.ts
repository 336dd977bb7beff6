// Runs Spectral with the project's rules, in a process of its own, which asks nothing of any network.
import { spawnSync } from "node:child_process";
import { relative } from "node:path";
import { Refusal } from "../refusal.ts";
import { PROJECT } from "./contract-files.ts";

/** One thing that a rule found. */
export interface Finding {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

interface Result {
  readonly code: string;
  readonly source: string;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number } };
}

const OUTPUT_MAX = 64 * 1024 * 1024;

/** What is wrong with these files, warnings included. */
export function findings(files: readonly string[]): readonly Finding[] {
  const command = "node_modules/@stoplight/spectral-cli/dist/index.js";
  const options = ["--ruleset", "contract/spectral.yaml", "--format", "json", "--quiet", "--fail-severity", "warn"];
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "lint", ...options, ...files], {
    cwd: PROJECT,
    encoding: "utf8",
    maxBuffer: OUTPUT_MAX,
  });
  const start = stdout.indexOf("[");
  if (status !== 0 && start === -1) throw new Refusal(`Spectral cannot lint: ${stderr.trim() || stdout.trim()}`);
  // Spectral's JSON format is a list of its results.
  const results = (start === -1 ? [] : JSON.parse(stdout.slice(start))) as readonly Result[];
  return results.map(({ code, source, message, range }) => ({
    rule: code,
    file: relative(PROJECT, source),
    line: range.start.line + 1,
    message,
  }));
}
