// The check `contract-lint`: the documents keep OpenAPI's and OWASP's rules and our own conventions.
import { Refusal } from "../refusal.ts";
import { command } from "./command.ts";
import { DOCUMENTS } from "./contract-files.ts";
import { findings } from "./spectral.ts";

command(() => {
  const found = findings(DOCUMENTS.map((name) => `contract/${name}`));
  if (found.length > 0) {
    const told = found.map(({ rule, file, line, message }) => `${file}:${line} ${message} (${rule})`);
    throw new Refusal(
      `${told.join("\n")}\nThe documents are made from contract/*.ts: mend it there, then npm run generate`,
    );
  }
  process.stdout.write(`${DOCUMENTS.join(" and ")}: nothing found\n`);
});
