// The package as it would be published: built, packed by npm, and unpacked into an empty project.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSdk } from "../../scripts/build-sdk.ts";

export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

export type PackedSdk = Awaited<ReturnType<typeof packedSdk>>;

/** At exit: `folder` is a project that has the package in its node_modules, and `tarball` is what npm packed. */
export async function packedSdk() {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-packed-"));
  const built = join(folder, "built");
  await buildSdk(built);
  succeeded(run("npm", ["pack", "--silent", "--pack-destination", folder], built));
  const { version } = JSON.parse(readFileSync(join(built, "package.json"), "utf8")) as { version: string };
  const tarball = join(folder, `holdfast-sdk-${version}.tgz`);
  const installed = join(folder, "node_modules/@holdfast/sdk");
  mkdirSync(installed, { recursive: true });
  succeeded(run("tar", ["-xzf", tarball, "-C", installed, "--strip-components=1"], folder));
  writeFileSync(join(folder, "package.json"), '{"name":"empty","private":true}\n');
  return {
    folder,
    tarball,
    installed,
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const RUN_MS = 100_000;

export function run(command: string, args: readonly string[], folder: string): Ran {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    timeout: RUN_MS,
  });
  return { status, output: `${stdout ?? ""}${stderr ?? ""}${error?.message ?? ""}` };
}

/** The same without standing in the way of what else this process does. */
export function runAside(command: string, args: readonly string[], options: RunOptions): Promise<Ran> {
  return new Promise((finish) => {
    const child = spawn(command, args, { cwd: options.folder, env: { ...process.env, ...options.environment } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
        options.heard?.(output, () => child.kill());
      });
    }
    child.once("close", (status) => finish({ status, output }));
  });
}

interface RunOptions {
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly heard?: (output: string, end: () => void) => void;
}

export function succeeded({ status, output }: Ran): string {
  if (status !== 0) throw new Error(`exit code ${status}: ${output}`);
  return output;
}
