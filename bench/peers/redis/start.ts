// The Redis peer as a Target.

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { type SaleCensus, violatedInvariants } from "../../invariants.ts";
import type { Seed, SkippedTarget, Target } from "../../targets.ts";
import { sortableId } from "../identifiers.ts";
import { startServer, stopProcess } from "../owned-process.ts";
import { startRedis } from "./database.ts";

export const NAME = "Node + Redis";
const DAYS_AHEAD_MS = 30 * 86_400_000;

export async function start({ port }: { port: number }): Promise<Target | SkippedTarget> {
  const database = await startRedis();
  if ("skipped" in database) return { name: NAME, ...database };
  const token = randomBytes(24).toString("base64url");
  const server = await startServer(
    join(import.meta.dirname, "server.ts"),
    [String(port), database.socketPath, token],
    join(database.folder, "server.log"),
  ).catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  return {
    name: NAME,
    url: `http://127.0.0.1:${server.port}`,
    token,
    abilities: ["hold", "confirm", "read", "sell"],
    versions: { Redis: database.version, "Redis peer's Node": process.version },
    notes: [
      "one Node process, one pipelined connection over a unix socket, one Lua script a command",
      "the idempotency record is written by the script that has the effect",
      Object.entries(database.settings)
        .filter(([, value]) => value !== "")
        .map(([name, value]) => `${name} ${value}`)
        .join(", "),
    ],
    seed: (wish) => seed(database.client, wish),
    check: async (expected) => violatedInvariants(await census(database.client, expected.sale_ids), expected),
    processes: () => [server.child.pid, database.process.pid],
    stop: async () => {
      await stopProcess(server.child);
      await database.stop();
    },
  };
}

async function seed(client: Redis, { departures, capacity }: Seed): Promise<readonly string[]> {
  const ids = Array.from({ length: departures }, () => sortableId("dep", Date.now()));
  const starts_at = new Date(Date.now() + DAYS_AHEAD_MS).toISOString();
  for (const id of ids) {
    await client.hset(`departure:${id}`, { tour: "tour_bench", starts_at, capacity, held: 0, sold: 0 });
  }
  return ids;
}

interface Count {
  rows: number;
  seats: number;
}

type Counting = { -readonly [Part in "active_holds" | "holds" | "bookings"]: Count };

async function census(client: Redis, departureIds: readonly string[]): Promise<SaleCensus[]> {
  const counts = await countHolds(client, departureIds);
  const found: SaleCensus[] = [];
  for (const id of departureIds) {
    const [capacity, sold, held] = (await client.hmget(`departure:${id}`, "capacity", "sold", "held")).map(Number);
    const counted = counts.get(id);
    if (capacity === undefined || sold === undefined || held === undefined || counted === undefined) continue;
    found.push({ id, capacity, sold, held, available: capacity - sold - held, ...counted });
  }
  return found;
}

function none(): Count {
  return { rows: 0, seats: 0 };
}

function add(count: Count, seats: number): void {
  count.rows += 1;
  count.seats += seats;
}

/** Redis has no query over holds, so the census reads all of them. */
async function countHolds(client: Redis, departureIds: readonly string[]): Promise<Map<string, Counting>> {
  const counts = new Map(
    departureIds.map((id): [string, Counting] => [id, { active_holds: none(), holds: none(), bookings: none() }]),
  );
  for await (const keys of client.scanStream({ match: "hold:*", count: 5_000 })) {
    const pipeline = client.pipeline();
    for (const key of keys) pipeline.hmget(key, "departure", "seats", "status", "booking");
    const rows = (await pipeline.exec()) ?? [];
    for (const [, row] of rows) {
      const [departure, seats, status, booking] = row as (string | null)[]; // what hmget answers
      const counted = counts.get(departure ?? "");
      if (counted === undefined) continue;
      add(counted.holds, Number(seats));
      if (status === "ACTIVE") add(counted.active_holds, Number(seats));
      if (booking !== null && booking !== undefined && (await client.exists(`booking:${booking}`)) === 1) {
        add(counted.bookings, Number(seats));
      }
    }
  }
  return counts;
}
