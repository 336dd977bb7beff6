// The check `contract-breaking`: nothing in the contract may break those who are built on the released one.
import { Refusal } from "../refusal.ts";
import { bumpOf } from "./change.ts";
import { line } from "./changelog-page.ts";
import { command } from "./command.ts";
import { compareContracts } from "./compare.ts";
import { CURRENT, readContract, readReleased, versionOf } from "./contract-files.ts";

command(() => {
  const released = readReleased();
  if (released === undefined) {
    throw new Refusal("contract/released/ is missing, so nothing can be compared: restore it from git");
  }
  const current = readContract(CURRENT);
  const version = versionOf(released);
  if (versionOf(current) !== version) {
    throw new Refusal(
      `The contract says ${versionOf(current)}, the released one ${version}: only npm run release changes the version`,
    );
  }
  const changes = compareContracts(released, current);
  const breaking = changes.filter(({ kind }) => kind === "breaking");
  if (breaking.length > 0) {
    throw new Refusal(
      `The contract breaks clients of ${version}:\n${breaking.map(line).join("\n")}\nKeep what they use beside what is new, or release a major version: npm run release -- --major`,
    );
  }
  const noticed = changes.length === 0 ? "Nothing that a client would notice has changed" : "Nothing breaks clients";
  process.stdout.write(`${noticed} since ${version}; the next release is ${bumpOf(changes)}\n`);
});
