// Builds the package @holdfast/sdk in dist/sdk, as `npm publish dist/sdk` sends it: a bundle for `import`, one for
// `require`, and the declarations of both. The compiler runs with sdk/tsconfig.json, which knows neither Node nor
// Workers, so that what is published leans on nothing of theirs.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { Refusal } from "./refusal.ts";

const project = resolve(import.meta.dirname, "..");
const bundled: BuildOptions = {
  entryPoints: [join(project, "sdk/source/index.ts")],
  bundle: true,
  target: "es2022",
  charset: "utf8",
  logLevel: "silent",
};

/** At exit: `directory` is the package, and holds nothing else. */
export async function buildSdk(directory: string): Promise<void> {
  const built = join(directory, "dist");
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(built, { recursive: true });
  for (const name of ["package.json", "README.md"]) cpSync(join(project, "sdk", name), join(directory, name));
  cpSync(join(project, "LICENSE"), join(directory, "LICENSE"));
  await build({ ...bundled, format: "esm", platform: "neutral", outfile: join(built, "index.js") });
  await build({ ...bundled, format: "cjs", platform: "node", outfile: join(built, "index.cjs") });
  declare(built);
}

/** The bytes of the bundle as a site would serve it, before compression. */
export async function minifiedBytes(): Promise<number> {
  const { outputFiles } = await build({ ...bundled, format: "esm", platform: "neutral", minify: true, write: false });
  return outputFiles.reduce((bytes, file) => bytes + file.contents.byteLength, 0);
}

/** A declaration for each module, once as .d.ts and once as .d.cts, since a package of both kinds has types of both. */
function declare(directory: string): void {
  const compiled = spawnSync(
    process.execPath,
    [
      join(project, "node_modules/typescript/bin/tsc"),
      "--project",
      join(project, "sdk/tsconfig.json"),
      "--outDir",
      directory,
    ],
    { cwd: project, encoding: "utf8" },
  );
  if (compiled.status !== 0) throw new Refusal(`The SDK's declarations do not compile:\n${compiled.stdout.trim()}`);
  for (const name of readdirSync(directory, { recursive: true, encoding: "utf8" })) {
    if (!name.endsWith(".d.ts")) continue;
    const file = join(directory, name);
    const text = readFileSync(file, "utf8");
    writeFileSync(file, importing(text, ".js"));
    writeFileSync(file.replace(/\.d\.ts$/, ".d.cts"), importing(text, ".cjs"));
  }
}

/** The sources import each other as .ts, which is what the compiler leaves in declarations. */
function importing(declarations: string, extension: ".js" | ".cjs"): string {
  return declarations.replaceAll(/((?:from|import)\s*\(?\s*["']\.{1,2}\/[^"']+)\.ts(["'])/g, `$1${extension}$2`);
}

if (import.meta.main) {
  const directory = join(project, "dist/sdk");
  await buildSdk(directory);
  process.stdout.write(`${directory}: ${await minifiedBytes()} bytes when minified\n`);
}
