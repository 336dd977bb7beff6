// Puts files into a directory so that it holds these and no others. A file that is there already is not touched, and
// one that differs is replaced in one step: whoever reads or writes the same directory meanwhile sees whole files.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import type { SiteFiles } from "./site-files.ts";

const UNFINISHED = ".unfinished-";

/** How many files were written. */
export function writeFiles(directory: string, files: SiteFiles): number {
  mkdirSync(directory, { recursive: true });
  const present = new Set(
    readdirSync(directory, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(directory, name), { throwIfNoEntry: false })?.isFile())
      .map((name) => name.replaceAll(sep, "/")),
  );
  let written = 0;
  for (const [path, content] of files) {
    const bytes = Buffer.from(content);
    const file = join(directory, path);
    if (present.delete(path) && readFileSync(file).equals(bytes)) continue;
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = join(dirname(file), `${UNFINISHED}${process.pid}`);
    writeFileSync(unfinished, bytes);
    renameSync(unfinished, file);
    written += 1;
  }
  for (const path of present) {
    // Another build may be at work on one of these.
    if (!path.includes(UNFINISHED)) rmSync(join(directory, path), { force: true });
  }
  return written;
}
