// The PostgreSQL peer as a Target.

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Client } from "pg";
import { type SaleCensus, violatedInvariants } from "../../invariants.ts";
import type { Seed, SkippedTarget, Target } from "../../targets.ts";
import { sortableId } from "../identifiers.ts";
import { startServer, stopProcess } from "../owned-process.ts";
import { startPostgres } from "./database.ts";

export const NAME = "Node + PostgreSQL";
/** Holds on one departure wait for one lock, so a few backends are enough; more were not seen to help on two cores. */
const CONNECTIONS = 4;

export async function start({
  port,
  connections = CONNECTIONS,
}: {
  port: number;
  connections?: number;
}): Promise<Target | SkippedTarget> {
  const database = await startPostgres();
  if ("skipped" in database) return { name: NAME, ...database };
  const token = randomBytes(24).toString("base64url");
  const server = await startServer(
    join(import.meta.dirname, "server.ts"),
    [String(port), database.socketFolder, String(connections), token],
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
    versions: { PostgreSQL: database.version, "PostgreSQL peer's Node": process.version },
    notes: [
      `one Node process, ${connections} connections over a unix socket, named statements, one round trip a command`,
      "one transaction a command: idempotency row, pg_advisory_xact_lock on the departure, decision, effect",
      Object.entries(database.settings)
        .filter(([, value]) => value !== "")
        .map(([name, value]) => `${name}=${value}`)
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

async function seed(client: Client, { departures, capacity }: Seed): Promise<readonly string[]> {
  const ids = Array.from({ length: departures }, () => sortableId("dep", Date.now()));
  await client.query(
    "INSERT INTO departures (id, tour_id, starts_at, capacity) SELECT id, 'tour_bench', now() + interval '30 days', $2 FROM unnest($1::text[]) AS id",
    [ids, capacity],
  );
  return ids;
}

const CENSUS = `
  SELECT d.id, d.capacity, d.sold, d.held, d.capacity - d.sold - d.held AS available,
    (SELECT count(*)::integer FROM holds h WHERE h.departure_id = d.id AND h.status = 'ACTIVE') AS active_rows,
    (SELECT coalesce(sum(seats), 0)::integer FROM holds h WHERE h.departure_id = d.id AND h.status = 'ACTIVE') AS active_seats,
    (SELECT count(*)::integer FROM holds h WHERE h.departure_id = d.id) AS hold_rows,
    (SELECT coalesce(sum(seats), 0)::integer FROM holds h WHERE h.departure_id = d.id) AS hold_seats,
    (SELECT count(*)::integer FROM bookings b WHERE b.departure_id = d.id) AS booking_rows,
    (SELECT coalesce(sum(seats), 0)::integer FROM bookings b WHERE b.departure_id = d.id) AS booking_seats
  FROM departures d WHERE d.id = ANY($1)`;

async function census(client: Client, departureIds: readonly string[]): Promise<SaleCensus[]> {
  const { rows } = await client.query<Record<string, number> & { id: string }>(CENSUS, [departureIds]);
  return rows.map((row) => {
    const count = (name: string): number => {
      const value = row[name];
      if (typeof value !== "number") throw new Error(`the census has no ${name}`);
      return value;
    };
    return {
      id: row.id,
      capacity: count("capacity"),
      sold: count("sold"),
      held: count("held"),
      available: count("available"),
      active_holds: { rows: count("active_rows"), seats: count("active_seats") },
      holds: { rows: count("hold_rows"), seats: count("hold_seats") },
      bookings: { rows: count("booking_rows"), seats: count("booking_seats") },
    };
  });
}
