// `npm run changelog`: writes what is unreleased into docs/changelog.md.
import { writeFileSync } from "node:fs";
import { command } from "./command.ts";
import { CHANGELOG, CURRENT, readContract } from "./contract-files.ts";
import { currentChangelog } from "./current-changelog.ts";

command(() => {
  writeFileSync(CHANGELOG, currentChangelog(readContract(CURRENT)));
});
