// A state directory belongs to one server at a time. The claim is a lock that the kernel holds for this process (a
// SQLite file lock), so it cannot outlive the process, however that ends. workerd is another process and can outlive it
// where the kernel does not tie them together: whoever claims the directory next ends that workerd.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./refusal.ts";

export interface ClaimedState {
  /** The state directory: absolute, without symbolic links. */
  directory: string;
  /** What only the running server needs: process ids, bundle, log spool. */
  run: string;
  release(): void;
}

const sqliteBusy = 5;

/** At exit: the directory exists, is this process's alone until `release`, and no older workerd serves from it. */
export async function claimState(state: string): Promise<ClaimedState> {
  const run = makeDirectories(state);
  const lock = takeLock(state, run);
  const pid = workerdPid(run);
  if (pid !== undefined && isWorkerdOf(run, pid)) {
    process.kill(pid, "SIGKILL");
    await workerdEnds(run, pid, 5_000);
  }
  for (const leftover of ["workerd.pid", "stopping", "spool"]) {
    rmSync(join(run, leftover), { force: true });
  }
  return { directory: realpathSync(state), run, release: () => lock.close() };
}

function makeDirectories(state: string): string {
  try {
    mkdirSync(join(state, "run"), { recursive: true });
    const run = realpathSync(join(state, "run"));
    writeFileSync(join(run, "writable"), "");
    return run;
  } catch (error) {
    throw new Refusal(`The state directory ${state} cannot be written: ${reasonOf(error)}`);
  }
}

function takeLock(state: string, run: string): DatabaseSync {
  try {
    const lock = new DatabaseSync(join(run, "lock"));
    lock.exec("BEGIN EXCLUSIVE");
    writeFileSync(join(run, "node.pid"), String(process.pid));
    return lock;
  } catch (error) {
    if (error instanceof Error && "errcode" in error && error.errcode === sqliteBusy) {
      throw new Refusal(`The state directory ${state} is in use by process ${holderOf(run)}.`);
    }
    throw new Refusal(`The state directory ${state} cannot be locked: ${reasonOf(error)}`);
  }
}

function holderOf(run: string): string {
  try {
    return readFileSync(join(run, "node.pid"), "utf8");
  } catch {
    return "(unknown)";
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The process id that the last workerd started from this directory wrote; it may have ended since. */
export function workerdPid(run: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(run, "workerd.pid"), "utf8"));
    return Number.isInteger(pid) && pid > 1 ? pid : undefined;
  } catch {
    return undefined;
  }
}

/** Whether that process is a workerd started from this directory, and not a stranger that got the same id later. */
export function isWorkerdOf(run: string, pid: number): boolean {
  return commandOf(pid).startsWith(`${join(run, "workerd")} serve `);
}

/** At exit: true when workerd has ended, false when it still ran after `limitMs`. */
export async function workerdEnds(run: string, pid: number, limitMs: number): Promise<boolean> {
  const until = Date.now() + limitMs;
  while (isWorkerdOf(run, pid)) {
    if (Date.now() >= until) {
      return false;
    }
    await sleep(20);
  }
  return true;
}

function commandOf(pid: number): string {
  try {
    if (process.platform === "linux") {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    }
    return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" });
  } catch {
    return ""; // No such process.
  }
}
