// The Worker as it is deployed: wrangler's own bundle, made by the same command and read back from its directory.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { Refusal } from "./refusal.ts";

export interface BundledModule {
  type: "ESModule" | "CompiledWasm" | "Text" | "Data";
  path: string;
  contents: string | Uint8Array<ArrayBuffer>;
}

/** Wrangler neither reports home, nor asks whether it is the newest, nor logs into the home directory. */
export const quietWrangler = {
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_WRITE_LOGS: "false",
};

/** At exit: `directory` holds the production bundle. Wrangler's words are the refusal when it does not build. */
export async function buildBundle(configFile: string, directory: string): Promise<void> {
  const wrangler = join(
    dirname(createRequire(import.meta.url).resolve("wrangler/package.json")),
    "wrangler-dist",
    "cli.js",
  );
  const build = spawn(
    process.execPath,
    ["--no-warnings", wrangler, "deploy", "--dry-run", "--config", configFile, "--outdir", directory],
    { cwd: dirname(configFile), env: { ...process.env, ...quietWrangler }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [build.stdout, build.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((finish, failed) => {
    build.once("error", failed);
    build.once("close", finish);
  });
  if (code !== 0) {
    throw new Refusal(`The Worker does not build (wrangler deploy --dry-run):\n${output.trim()}`);
  }
}

/** The modules of a bundle, the entry first, as wrangler's default rules type them by extension. */
export function readBundle(directory: string, main: string): BundledModule[] {
  const entry = main.replace(/^.*[\\/]/, "").replace(/\.[cm]?[jt]sx?$/, ".js");
  const others = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) => name !== entry);
  return [entry, ...others].flatMap((name) => readModule(directory, name));
}

function readModule(directory: string, name: string): BundledModule[] {
  const path = join(directory, name);
  switch (extname(name)) {
    case ".js":
    case ".mjs":
      return [{ type: "ESModule", path, contents: readFileSync(path, "utf8") }];
    case ".wasm":
      return [{ type: "CompiledWasm", path, contents: new Uint8Array(readFileSync(path)) }];
    case ".txt":
    case ".html":
    case ".sql":
      return [{ type: "Text", path, contents: readFileSync(path, "utf8") }];
    case ".bin":
      return [{ type: "Data", path, contents: new Uint8Array(readFileSync(path)) }];
    default:
      return []; // Source maps, wrangler's README, folders.
  }
}
