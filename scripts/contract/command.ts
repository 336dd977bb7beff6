import { Refusal } from "../refusal.ts";

/** Runs a script's work; what it refuses is told without a stack. */
export function command(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
