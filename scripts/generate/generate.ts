// `npm run generate`: writes every file that is made from the contract. With --check it only names those that differ.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { stringify } from "yaml";
import { asyncApiDocument } from "../../contract/asyncapi.ts";
import { openApiDocument } from "../../contract/openapi.ts";
import { currentChangelog } from "../contract/current-changelog.ts";
import { apiMapPage } from "./api-map.ts";
import { referencePage } from "./reference.ts";
import { sdkFiles } from "./sdk.ts";

const project = resolve(import.meta.dirname, "../..");
const HOST = "api.holdfast.example";

const openapi = openApiDocument(`https://${HOST}`);
const asyncapi = asyncApiDocument(HOST, "wss");
const files: { readonly [path: string]: string } = {
  "docs/api.md": referencePage(),
  "docs/api-map.md": apiMapPage(),
  "contract/openapi.yaml": yaml(openapi),
  "contract/asyncapi.yaml": yaml(asyncapi),
  "docs/changelog.md": currentChangelog({ openapi, asyncapi }),
  ...sdkFiles({ openapi, asyncapi }),
};

function yaml(document: object): string {
  return `# Made from contract/*.ts: npm run generate\n${stringify(document, { lineWidth: 120, aliasDuplicateObjects: false })}`;
}

const checking = process.argv.includes("--check");
for (const [path, text] of Object.entries(files)) {
  const file = join(project, path);
  if (existsSync(file) && readFileSync(file, "utf8") === text) continue;
  if (checking) {
    process.stderr.write(`${path} is not what the contract says: npm run generate\n`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`${path}\n`);
  }
}
