// A Redis server of the bench's own: empty, in a temp folder, reachable only over a unix socket.
// Every write is on disk before it is answered; there are no snapshots and no rewrites while it is measured.

import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { Redis } from "ioredis";
import { makeDataFolder, removeDataFolder } from "../data-folder.ts";
import { programVersion, requireProgram, type Skipped } from "../debian-package.ts";
import { startDatabase, stopProcess, waitUntil } from "../owned-process.ts";

const START_LIMIT_MS = 10_000;

const SETTINGS: Readonly<Record<string, string>> = {
  port: "0",
  appendonly: "yes",
  appendfsync: "always",
  "no-appendfsync-on-rewrite": "no",
  "auto-aof-rewrite-percentage": "0",
  save: "",
  "maxmemory-policy": "noeviction",
  daemonize: "no",
};

export interface RedisDatabase {
  readonly version: string;
  readonly socketPath: string;
  readonly folder: string;
  readonly process: ChildProcess;
  readonly settings: Readonly<Record<string, string>>;
  /** A connection for seeding and counting, not for load. */
  readonly client: Redis;
  stop(): Promise<void>;
}

export async function startRedis(): Promise<RedisDatabase | Skipped> {
  const server = await requireProgram("redis-server", "redis-server");
  if (typeof server !== "string") return server;
  const folder = makeDataFolder("redis");
  const socketPath = join(folder, "redis.sock");
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => [`--${name}`, value]);
  const child = startDatabase({
    program: server,
    args: [...settings, "--unixsocket", socketPath, "--dir", folder],
    logFile: join(folder, "redis.log"),
    // SIGTERM flushes the file and leaves.
    stopSignal: "SIGTERM",
  });
  const client = await connected(socketPath);
  const version = await programVersion(server);
  const stop = async (): Promise<void> => {
    client.disconnect();
    await stopProcess(child);
    removeDataFolder(folder);
  };
  return { version, socketPath, folder, process: child, settings: SETTINGS, client, stop };
}

async function connected(socketPath: string): Promise<Redis> {
  const client = new Redis(socketPath, { lazyConnect: true, maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on("error", () => {});
  await waitUntil("a connection to Redis", START_LIMIT_MS, async () => {
    if (client.status === "wait") await client.connect().catch(() => {});
    return client.status === "ready";
  });
  return client;
}
