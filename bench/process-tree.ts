// Memory and processor time of processes and everything that they started. Linux only; elsewhere nothing is told.

import { readdirSync, readFileSync } from "node:fs";

/** What /proc counts processor time in: 100 a second on every Linux of today. */
const TICK_MICROSECONDS = 10_000;

/** The processes and their descendants; empty where /proc does not tell. */
export function processTree(roots: readonly (number | undefined)[]): readonly number[] {
  try {
    const parents = new Map<number, number>();
    for (const entry of readdirSync("/proc")) {
      const pid = Number(entry);
      if (Number.isInteger(pid)) parents.set(pid, Number(statusFields(pid)?.[1] ?? 0));
    }
    const wanted = new Set(roots.filter((pid) => pid !== undefined));
    // Children of wanted processes are wanted; repeat until none is new.
    for (let before = -1; before !== wanted.size; ) {
      before = wanted.size;
      for (const [pid, parent] of parents) if (wanted.has(parent)) wanted.add(pid);
    }
    return [...wanted];
  } catch {
    return [];
  }
}

/** Proportional set size, in which shared pages count once; undefined where /proc does not tell. */
export function processTreeBytes(roots: readonly (number | undefined)[]): number | undefined {
  try {
    return processTree(roots).reduce((bytes, pid) => bytes + proportionalBytes(pid), 0) || undefined;
  } catch {
    return undefined;
  }
}

/** Processor time that these processes have used since they started; one that ended counts as nothing. */
export function cpuMicroseconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = statusFields(pid);
    return sum + (Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0)) * TICK_MICROSECONDS;
  }, 0);
}

/** The fields of /proc/<pid>/stat from its third: state, parent, … 11 user ticks, 12 system ticks. */
function statusFields(pid: number): string[] | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name may hold spaces and parentheses, so fields count from its last parenthesis.
    return status.slice(status.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

function proportionalBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}
