// The secrets of a local state directory: made at the first start and kept, because ids signed with one cannot be read with
// another. On Cloudflare they are `wrangler secret put`.
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.ts";
import { reasonOf } from "./state-directory.ts";

/** The bindings to serve `state` with; `secrets.json` in it is readable by its owner alone. */
export function keptSecrets(state: string): { ID_SECRET: string } {
  const file = join(state, "secrets.json");
  try {
    mkdirSync(state, { recursive: true });
    createOnce(file, JSON.stringify({ ID_SECRET: randomBytes(32).toString("base64url") }));
    const secrets: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (
      typeof secrets === "object" &&
      secrets !== null &&
      "ID_SECRET" in secrets &&
      typeof secrets.ID_SECRET === "string"
    ) {
      return { ID_SECRET: secrets.ID_SECRET };
    }
  } catch (error) {
    throw new Refusal(`The state directory ${state} cannot be used: ${reasonOf(error)}`);
  }
  throw new Refusal(`${file} does not contain ID_SECRET.`);
}

/** A link appears whole or not at all, so a file that exists is complete and never replaced. */
function createOnce(file: string, contents: string): void {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, contents, { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) {
      throw error;
    }
  } finally {
    rmSync(draft);
  }
}
