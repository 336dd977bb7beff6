// `npm run clients`: serves the API, makes a client from its /openapi.json with two common generators, compiles both under
// TypeScript 5 and runs a sale through each. Anyone's generator should work; these two show that it does.
import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";
import { ADMIN_KEY, throwawayServer } from "../throwaway-server.ts";

const here = import.meta.dirname;
const modules = join(here, "node_modules");
const made = join(here, "dist");
const EXPECTED = { hold: "ACTIVE", booking: "CONFIRMED", left: 0, canceled: "CANCELED", offered: "OFFERED", listed: 1 };

await installed();
rmSync(made, { recursive: true, force: true });
const served = await throwawayServer();
try {
  const document = `${served.url}/openapi.json`;
  // Without the flag, what has a default would have to be sent.
  const types = join(made, "openapi-typescript", "schema.d.ts");
  await node("openapi-typescript/bin/cli.js", document, "-o", types, "--default-non-nullable", "false");
  await node("@hey-api/openapi-ts/bin/run.js", "-i", document, "-o", join(made, "hey-api"), "--no-log-file");
  await node("typescript/bin/tsc", "-p", here);
  const outcomes = [await flow("flow-openapi-fetch"), await flow("flow-hey-api")];
  process.stdout.write(
    `\n${outcomes.filter(Boolean).length} passed, ${outcomes.filter((passed) => !passed).length} failed\n`,
  );
  process.exitCode = outcomes.every(Boolean) ? 0 : 1;
} finally {
  await served.stop();
}

/** At exit: the generators are here, as the lock file of this folder says. */
async function installed(): Promise<void> {
  const lock = join(modules, ".package-lock.json");
  const wanted = versions(join(here, "package-lock.json"));
  if (existsSync(lock) && isDeepStrictEqual(versions(lock), wanted)) return;
  await run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", here]);
}

/** The version of each package that a lock file names for every platform. */
function versions(lock: string): Record<string, string> {
  const { packages } = JSON.parse(readFileSync(lock, "utf8")) as {
    packages: Record<string, { version?: string; optional?: boolean }>;
  };
  const entries = Object.entries(packages).filter(([path, { optional }]) => path !== "" && optional !== true);
  return Object.fromEntries(entries.map(([path, { version = "" }]) => [path, version]));
}

async function flow(name: string): Promise<boolean> {
  const outfile = join(made, `${name}.mjs`);
  await build({ entryPoints: [join(here, `${name}.ts`)], outfile, bundle: true, format: "esm", platform: "node" });
  const client = (await import(outfile)) as { flow(url: string, token: string): Promise<Record<string, unknown>> };
  const outcome = await client.flow(served.url, ADMIN_KEY);
  const passed = isDeepStrictEqual(outcome, EXPECTED);
  process.stdout.write(`${name}: ${passed ? "as it should be" : `${JSON.stringify(outcome)} differs`}\n`);
  return passed;
}

function node(script: string, ...args: string[]): Promise<void> {
  return run(process.execPath, [join(modules, script), ...args]);
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: here, stdio: "inherit" });
    child.once("error", failed);
    child.once("close", (code) =>
      code === 0 ? done() : failed(new Error(`${command} ${args[0]} ended with ${code}`)),
    );
  });
}
