// Starts and ends workerd by way of Miniflare, which otherwise kills it without letting open requests end.
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { Refusal } from "./refusal.ts";
import { memoryDirectory } from "./scratch.ts";
import { type ClaimedState, isWorkerdOf, reasonOf, workerdEnds, workerdPid } from "./state-directory.ts";

type MiniflareOptions = Parameters<typeof convertV4MiniflareOptions>[0];

export interface RuntimeOptions {
  state: ClaimedState;
  /** The file workerd appends the Worker's console to. */
  spool: string;
  workers: Extract<MiniflareOptions, { workers: unknown }>["workers"];
}

/** How long open requests have to end before workerd is killed; what is committed survives either end. */
const stopLimitMs = 1_500;

/** At exit: workerd serves the workers; after a crash it comes back by itself on the same port. */
export async function startRuntime({ state, spool, workers }: RuntimeOptions) {
  const reports = new CrashReports(LogLevel.WARN);
  const options = convertV4MiniflareOptions({
    workers,
    host: "127.0.0.1",
    port: 0,
    cf: false,
    logRequests: false,
    log: reports,
    // `wrangler … --local --persist-to <state>` looks in v3/, so both see the same data.
    resourcePersistencePath: join(state.directory, "v3"),
    unsafeRuntimeEnv: prepareLauncher(state.run, spool),
  });
  const miniflare = keepingSignals(() => new Miniflare(options));
  try {
    await miniflare.ready;
  } catch (error) {
    await miniflare.dispose().catch(() => {});
    // Miniflare has printed what workerd said; its message says it again after the first line.
    throw new Refusal(`The Worker does not start: ${reasonOf(error).split("\n", 1).join("")}`);
  }
  return { miniflare, stop: () => stop(miniflare, state.run, reports) };
}

async function stop(miniflare: Miniflare, run: string, reports: CrashReports): Promise<void> {
  reports.stopping = true;
  writeFileSync(join(run, "stopping"), "");
  const pid = workerdPid(run);
  if (pid !== undefined && isWorkerdOf(run, pid)) {
    process.kill(pid, "SIGTERM");
    await workerdEnds(run, pid, stopLimitMs);
  }
  // Kills what still runs. It complains of the restart that launch-workerd.sh declined.
  await miniflare.dispose().catch(() => {});
}

/** Miniflare's warnings and errors on stderr, until the end of workerd is what was asked for. */
class CrashReports extends Log {
  stopping = false;
  protected override log(message: string): void {
    if (!this.stopping) {
      process.stderr.write(`${message}\n`);
    }
  }
}

/** Makes Miniflare start workerd through launch-workerd.sh; the result is what that script reads. */
function prepareLauncher(run: string, spool: string): Record<string, string> {
  if (process.platform === "win32") {
    throw new Refusal("Windows alone is not supported: start it in WSL.");
  }
  const launcher = join(run, "launch-workerd");
  copyFileSync(join(import.meta.dirname, "launch-workerd.sh"), launcher);
  chmodSync(launcher, 0o755);
  // workerd is Miniflare's dependency, not ours: this is the one that Miniflare would start.
  const workerd: { default: string } = createRequire(createRequire(import.meta.url).resolve("miniflare"))("workerd");
  rmSync(join(run, "workerd"), { force: true });
  symlinkSync(workerd.default, join(run, "workerd"));
  process.env["MINIFLARE_WORKERD_PATH"] = launcher;
  const canTie = spawnSync("setpriv", ["--pdeathsig", "KILL", "true"], { stdio: "ignore" }).status === 0;
  const memory = memoryDirectory();
  const scratch: Record<string, string> = memory === undefined ? {} : { SQLITE_TMPDIR: memory };
  return { ...scratch, HOLDFAST_RUN: run, HOLDFAST_SPOOL: spool, HOLDFAST_SETPRIV: canTie ? "yes" : "" };
}

/** Miniflare ends the process at once on SIGINT, SIGTERM and SIGHUP; here the caller decides, and calls `stop`. */
function keepingSignals<Result>(create: () => Result): Result {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const before = signals.map((signal) => process.listeners(signal));
  const result = create();
  signals.forEach((signal, index) => {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.includes(listener)) {
        process.removeListener(signal, listener);
      }
    }
  });
  return result;
}
