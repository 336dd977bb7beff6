// Where files go that need not outlive the server: in memory where the system has such a place. On a disk, SQLite's
// statement journals and the log's spool share the journal of the file system with the commits, and wait for them.
import { createHash } from "node:crypto";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";

const IN_MEMORY = "/dev/shm";

/** A directory in memory, or undefined where there is none. */
export function memoryDirectory(): string | undefined {
  try {
    accessSync(IN_MEMORY, constants.W_OK);
    return IN_MEMORY;
  } catch {
    return undefined;
  }
}

/** The spool of the server of this state directory: the same at every start, so that none is left behind. */
export function spoolFile(state_directory: string, run_directory: string): string {
  const memory = memoryDirectory();
  if (memory === undefined) return join(run_directory, "spool");
  const name = createHash("sha256").update(state_directory).digest("hex").slice(0, 16);
  return join(memory, `holdfast-${name}.spool`);
}
