// Memory of a process and everything that it started, as proportional set size: shared pages count once.

import { readdirSync, readFileSync } from "node:fs";

/** Bytes, or undefined where /proc does not tell. */
export function processTreeBytes(roots: readonly (number | undefined)[]): number | undefined {
  try {
    const parents = new Map<number, number>();
    for (const entry of readdirSync("/proc")) {
      const pid = Number(entry);
      if (Number.isInteger(pid)) parents.set(pid, parentOf(pid) ?? 0);
    }
    const wanted = new Set(roots.filter((pid) => pid !== undefined));
    // Children of wanted processes are wanted; repeat until none is new.
    for (let before = -1; before !== wanted.size; ) {
      before = wanted.size;
      for (const [pid, parent] of parents) if (wanted.has(parent)) wanted.add(pid);
    }
    let bytes = 0;
    for (const pid of wanted) bytes += proportionalBytes(pid);
    return bytes;
  } catch {
    return undefined;
  }
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command's name may hold spaces and parentheses, so fields count from its last parenthesis.
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}

function proportionalBytes(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}
