// What the figures were measured on. Everything is read from the machine at the time of the run.

import { execFile } from "node:child_process";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism, cpus, release, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const SYNCS = 300;
const IDLE_SAMPLE_MS = 1_500;

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory_gib: number;
  readonly kernel: string;
  readonly node: string;
  readonly workerd: string;
  readonly file_system: string;
  /** Median time to append 4 KiB and have it on disk, where the data lies: it bounds every durable write. */
  readonly sync_p50_ms: number;
  readonly sync_p99_ms: number;
  /** Cores that other work kept busy before anything of the bench ran: it is in every figure. */
  readonly cores_busy_before: number;
}

export async function describeMachine(): Promise<Machine> {
  const cores_busy_before = await coresBusy(IDLE_SAMPLE_MS);
  const sync = measureSync();
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memory_gib: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    kernel: `${process.platform} ${release()}`,
    node: process.version,
    workerd: workerdVersion(),
    file_system: await fileSystem(),
    ...sync,
    cores_busy_before,
  };
}

function workerdVersion(): string {
  try {
    const manifest: unknown = createRequire(import.meta.url)("workerd/package.json");
    if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
    return "unknown";
  } catch {
    return "not installed";
  }
}

async function fileSystem(): Promise<string> {
  try {
    const { stdout } = await run("stat", ["--file-system", "--format=%T", tmpdir()]);
    return stdout.trim();
  } catch {
    return "unknown";
  }
}

/** Samples the whole machine; this process sleeps meanwhile. */
export async function coresBusy(sampleMs: number): Promise<number> {
  const before = cpuTimes();
  await sleep(sampleMs);
  const after = cpuTimes();
  const share = (after.busy - before.busy) / Math.max(after.total - before.total, 1);
  return Math.round(share * availableParallelism() * 100) / 100;
}

function cpuTimes(): { busy: number; total: number } {
  const sum = { busy: 0, total: 0 };
  for (const { times } of cpus()) {
    const busy = times.user + times.nice + times.sys + times.irq;
    sum.busy += busy;
    sum.total += busy + times.idle;
  }
  return sum;
}

function measureSync(): { sync_p50_ms: number; sync_p99_ms: number } {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-sync-"));
  const file = openSync(join(folder, "probe"), "a");
  const block = Buffer.alloc(4096, 1);
  const times = Array.from({ length: SYNCS }, () => {
    const startedAt = performance.now();
    writeSync(file, block);
    fdatasyncSync(file);
    return performance.now() - startedAt;
  }).sort((one, other) => one - other);
  closeSync(file);
  rmSync(folder, { recursive: true });
  const at = (share: number): number => Math.round((times[Math.floor(SYNCS * share)] ?? 0) * 1000) / 1000;
  return { sync_p50_ms: at(0.5), sync_p99_ms: at(0.99) };
}
