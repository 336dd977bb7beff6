// `npm run release [-- --major]`: what the contract says now becomes a version that may not be broken. It decides the
// version from what changed, writes it, and keeps the documents as the baseline; committing and tagging is left to you.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Refusal } from "../refusal.ts";
import { bumped, bumpOf } from "./change.ts";
import { line, releasedPage } from "./changelog-page.ts";
import { command } from "./command.ts";
import { compareContracts } from "./compare.ts";
import {
  CHANGELOG,
  CURRENT,
  DOCUMENTS,
  PROJECT,
  RELEASED,
  readContract,
  readReleased,
  versionOf,
} from "./contract-files.ts";
import { canonical } from "./document.ts";

command(() => {
  const major_allowed = options();
  if (!generate("--check")) throw new Refusal("Files made from the contract are not current: npm run generate");
  const version = nextVersion(major_allowed);
  const page = readFileSync(CHANGELOG, "utf8");
  writeVersion(version);
  if (!generate()) throw new Refusal("npm run generate failed after the version was written to contract/openapi.ts");
  mkdirSync(RELEASED, { recursive: true });
  for (const name of DOCUMENTS) copyFileSync(join(CURRENT, name), join(RELEASED, name));
  writeFileSync(CHANGELOG, releasedPage(page, version, new Date().toISOString().slice(0, 10)));
  process.stdout.write(`Released ${version}. Now: git commit, git tag v${version}, git push --tags\n`);
});

/** Whether a major version is meant. */
function options(): boolean {
  try {
    return parseArgs({ options: { major: { type: "boolean", default: false } } }).values.major;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : String(error)}\nnpm run release [-- --major]`);
  }
}

function nextVersion(major_allowed: boolean): string {
  const current = readContract(CURRENT);
  const released = readReleased();
  if (released === undefined) return versionOf(current);
  if (
    canonical(released.openapi) === canonical(current.openapi) &&
    canonical(released.asyncapi) === canonical(current.asyncapi)
  ) {
    throw new Refusal(`Nothing has changed since ${versionOf(released)}`);
  }
  const changes = compareContracts(released, current);
  const bump = bumpOf(changes);
  const breaking = changes.filter(({ kind }) => kind === "breaking").map(line);
  if (bump === "major" && !major_allowed) {
    throw new Refusal(
      `This breaks clients of ${versionOf(released)}:\n${breaking.join("\n")}\nIf that is meant: npm run release -- --major`,
    );
  }
  return bumped(versionOf(released), bump);
}

function writeVersion(version: string): void {
  const file = join(CURRENT, "openapi.ts");
  const declared = /^export const CONTRACT_VERSION = "[^"]*";$/m;
  const source = readFileSync(file, "utf8");
  if (!declared.test(source)) throw new Refusal(`${file} declares no CONTRACT_VERSION`);
  writeFileSync(file, source.replace(declared, `export const CONTRACT_VERSION = "${version}";`));
}

function generate(...options: readonly string[]): boolean {
  const script = join(PROJECT, "scripts", "generate", "generate.ts");
  return spawnSync(process.execPath, [script, ...options], { cwd: PROJECT, stdio: "inherit" }).status === 0;
}
