import { existsSync, readFileSync } from "node:fs";
import { changelogPage } from "./changelog-page.ts";
import { type Contract, compareContracts } from "./compare.ts";
import { CHANGELOG, readReleased } from "./contract-files.ts";

/** What docs/changelog.md must say when the contract is `current`. */
export function currentChangelog(current: Contract): string {
  const page = existsSync(CHANGELOG) ? readFileSync(CHANGELOG, "utf8") : "";
  const released = readReleased();
  return changelogPage(page, released && compareContracts(released, current));
}
