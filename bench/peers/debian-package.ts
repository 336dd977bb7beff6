// Finds a program, or installs its Debian package where that is possible.

import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, readdirSync } from "node:fs";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const POSTGRES_VERSIONS = "/usr/lib/postgresql";
const INSTALL_TIMEOUT_MS = 300_000;

export interface Skipped {
  readonly skipped: string;
}

/** Debian keeps PostgreSQL's server programs outside the path, one folder a version. */
function searchFolders(): string[] {
  const path = (process.env.PATH ?? "").split(delimiter);
  if (!existsSync(POSTGRES_VERSIONS)) return path;
  const versions = readdirSync(POSTGRES_VERSIONS).sort((one, other) => Number(other) - Number(one));
  return [...versions.map((version) => join(POSTGRES_VERSIONS, version, "bin")), ...path];
}

export function findProgram(name: string): string | undefined {
  return searchFolders()
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Returns the program's path, or why there is none. */
export async function requireProgram(name: string, debianPackage: string): Promise<string | Skipped> {
  const present = findProgram(name);
  if (present !== undefined) return present;
  const missing = `${name} is not installed`;
  if (findProgram("apt-get") === undefined) return { skipped: `${missing} and there is no apt-get to install it with` };
  if (process.getuid?.() !== 0) return { skipped: `${missing}; as root: apt-get install ${debianPackage}` };
  try {
    await install(debianPackage);
  } catch (error) {
    return { skipped: `${missing} and apt-get install ${debianPackage} failed: ${firstLine(error)}` };
  }
  return findProgram(name) ?? { skipped: `${missing}, even after apt-get install ${debianPackage}` };
}

async function install(debianPackage: string): Promise<void> {
  // Runlevel 1 keeps the package's own service from starting: the bench runs its own server on its own data.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  const options = { env, timeout: INSTALL_TIMEOUT_MS };
  await run("apt-get", ["update"], options);
  await run("apt-get", ["install", "--yes", "--no-install-recommends", debianPackage], options);
}

function firstLine(error: unknown): string {
  const text =
    error instanceof Error && "stderr" in error && typeof error.stderr === "string" ? error.stderr : String(error);
  return text.trim().split("\n").at(-1) ?? text;
}

export async function programVersion(program: string): Promise<string> {
  const { stdout } = await run(program, ["--version"]);
  return stdout.trim();
}
