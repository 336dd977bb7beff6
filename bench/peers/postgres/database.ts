// A PostgreSQL server of the bench's own: fresh cluster in a temp folder, reachable only over a unix socket.
// Durable as shipped (fsync, synchronous_commit, full_page_writes on); tuned only where it costs no safety.

import type { ChildProcess } from "node:child_process";
import { execFile, execFileSync } from "node:child_process";
import { chmodSync, chownSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { Client } from "pg";
import { makeDataFolder, removeDataFolder } from "../data-folder.ts";
import { findProgram, programVersion, requireProgram, type Skipped } from "../debian-package.ts";
import { asUser, startDatabase, stopProcess, waitUntil } from "../owned-process.ts";

const run = promisify(execFile);
const USER = "postgres";
const START_LIMIT_MS = 20_000;

const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: "",
  fsync: "on",
  synchronous_commit: "on",
  full_page_writes: "on",
  max_connections: "64",
  shared_buffers: "512MB",
  wal_buffers: "16MB",
  // No checkpoint falls into a measured round, and segments are there before they are needed.
  max_wal_size: "8GB",
  min_wal_size: "2GB",
  checkpoint_timeout: "30min",
  jit: "off",
  // Tables grow from empty under load, and statistics lag behind: an index is always the right way here.
  enable_seqscan: "off",
  autovacuum: "on",
  log_min_messages: "warning",
  huge_pages: "off",
};

export interface PostgresDatabase {
  readonly version: string;
  readonly socketFolder: string;
  readonly folder: string;
  readonly process: ChildProcess;
  readonly settings: Readonly<Record<string, string>>;
  /** A connection for seeding and counting, not for load. */
  readonly client: Client;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresDatabase | Skipped> {
  const server = await requireProgram("postgres", "postgresql");
  if (typeof server !== "string") return server;
  if (process.getuid?.() === 0 && findProgram("setpriv") === undefined) {
    return { skipped: "PostgreSQL does not run as root and there is no setpriv to run it as another user" };
  }
  const folder = makeDataFolder("pg");
  const data = join(folder, "data");
  try {
    giveToUser(folder);
    await initialise(join(dirname(server), "initdb"), data);
  } catch (error) {
    removeDataFolder(folder);
    return { skipped: `initdb failed: ${error instanceof Error ? error.message : String(error)}` };
  }
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const child = startDatabase({
    program: server,
    args: ["-D", data, "-k", folder, ...settings],
    user: USER,
    logFile: join(folder, "postgres.log"),
    // Fast shutdown; SIGTERM would wait for every client to leave.
    stopSignal: "SIGINT",
  });
  const client = await connected(folder);
  await client.query(await readFile(join(import.meta.dirname, "schema.sql"), "utf8"));
  const version = await programVersion(server);
  const stop = async (): Promise<void> => {
    await client.end();
    await stopProcess(child);
    removeDataFolder(folder);
  };
  return { version, socketFolder: folder, folder, process: child, settings: SETTINGS, client, stop };
}

function giveToUser(folder: string): void {
  if (process.getuid?.() !== 0) return;
  chownSync(folder, userNumber("-u"), userNumber("-g"));
  chmodSync(folder, 0o700);
}

function userNumber(flag: "-u" | "-g"): number {
  return Number(execFileSync("id", [flag, USER], { encoding: "utf8" }));
}

async function initialise(initdb: string, data: string): Promise<void> {
  const args = ["-D", data, "-U", USER, "--auth=trust", "--encoding=UTF8", "--no-locale"];
  const privileges = asUser(USER);
  if (privileges.length === 0) await run(initdb, args);
  else await run("setpriv", [...privileges, "--", initdb, ...args], { cwd: dirname(data) });
}

async function connected(socketFolder: string): Promise<Client> {
  let client: Client | undefined;
  await waitUntil("a connection to PostgreSQL", START_LIMIT_MS, async () => {
    const candidate = new Client({ host: socketFolder, user: USER, database: "postgres" });
    try {
      await candidate.connect();
      client = candidate;
      return true;
    } catch {
      return false;
    }
  });
  if (client === undefined) throw new Error("waiting ended without a connection");
  return client;
}
