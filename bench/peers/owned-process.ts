// Child processes that do not outlive the bench. Three ways, since none covers all: setpriv lets the kernel end the
// child when this process dies however it dies, `exit` handlers cover systems without setpriv, and the servers of the
// peers end by themselves when the channel to this process closes.

import { type ChildProcess, fork, type StdioOptions, spawn } from "node:child_process";
import { openSync } from "node:fs";
import { findProgram } from "./debian-package.ts";

export interface DatabaseProcess {
  readonly program: string;
  readonly args: readonly string[];
  /** The user to run as, when this process is root. */
  readonly user?: string;
  readonly logFile: string;
  readonly stopSignal: NodeJS.Signals;
}

const STOP_GRACE_MS = 5_000;
const running = new Map<ChildProcess, NodeJS.Signals>();

process.once("exit", () => {
  for (const [child, signal] of running) child.kill(signal);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => process.exit(130));
}

export function startDatabase(wish: DatabaseProcess): ChildProcess {
  const setpriv = findProgram("setpriv");
  const log = openSync(wish.logFile, "a");
  const stdio: StdioOptions = ["ignore", log, log];
  const args = setpriv === undefined ? wish.args : [...privileges(wish), wish.program, ...wish.args];
  const child = spawn(setpriv ?? wish.program, args, { stdio });
  return own(child, wish.stopSignal);
}

export function asUser(user: string | undefined): string[] {
  if (user === undefined || process.getuid?.() !== 0) return [];
  return ["--reuid", user, "--regid", user, "--init-groups"];
}

function privileges({ user, stopSignal }: DatabaseProcess): string[] {
  return [...asUser(user), "--pdeathsig", stopSignal.slice(3), "--"];
}

/** Starts a peer's server and waits for its port. Its log lines go to a file. */
export async function startServer(
  program: string,
  args: readonly string[],
  logFile: string,
): Promise<{ child: ChildProcess; port: number }> {
  const log = openSync(logFile, "a");
  const child = own(fork(program, args, { stdio: ["ignore", log, log, "ipc"] }), "SIGTERM");
  const port = await new Promise<number>((resolve, reject) => {
    child.once("message", (message: { port: number }) => resolve(message.port));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the peer's server ended with ${code}; its log is ${logFile}`)));
  });
  return { child, port };
}

function own(child: ChildProcess, stopSignal: NodeJS.Signals): ChildProcess {
  running.set(child, stopSignal);
  child.once("exit", () => running.delete(child));
  return child;
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  const signal = running.get(child);
  if (signal === undefined) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  const kill = setTimeout(() => child.kill("SIGKILL"), STOP_GRACE_MS);
  await ended;
  clearTimeout(kill);
}

/** Asks until the answer is true; throws after the limit with what was awaited. */
export async function waitUntil(what: string, limitMs: number, isReady: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isReady())) {
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${limitMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
