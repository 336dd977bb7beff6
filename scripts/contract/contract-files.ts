// Where the contract's documents lie: those of the tree, and those of the last release.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import type { JsonObject } from "../../contract/json-schema.ts";
import { Refusal } from "../refusal.ts";
import type { Contract } from "./compare.ts";
import { object, text } from "./document.ts";

export const PROJECT = resolve(import.meta.dirname, "../..");
export const CURRENT = join(PROJECT, "contract");
export const RELEASED = join(PROJECT, "contract", "released");
export const CHANGELOG = join(PROJECT, "docs", "changelog.md");
export const DOCUMENTS = ["openapi.yaml", "asyncapi.yaml"] as const;

/** The two documents in a folder. */
export function readContract(folder: string): Contract {
  const [openapi, asyncapi] = DOCUMENTS.map((name) => readDocument(join(folder, name)));
  if (openapi === undefined || asyncapi === undefined) throw new Error("there are two documents");
  return { openapi, asyncapi };
}

/** The baseline; undefined before the first release. */
export function readReleased(): Contract | undefined {
  return existsSync(join(RELEASED, DOCUMENTS[0])) ? readContract(RELEASED) : undefined;
}

export function versionOf({ openapi }: Contract): string {
  const version = text(object(openapi["info"])["version"]);
  if (version === undefined) throw new Refusal("the OpenAPI document has no info.version");
  return version;
}

function readDocument(file: string): JsonObject {
  if (!existsSync(file)) throw new Refusal(`${file} is missing: npm run generate`);
  try {
    // What YAML without tags holds is JSON.
    return object(parse(readFileSync(file, "utf8")) as JsonObject);
  } catch (error) {
    throw new Refusal(`${file} is not YAML: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}
