// Compares D1 with the objects that it copies, from its file.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type DepartureFiles, readOnly } from "./departure-files.ts";

const LOOK_EVERY_MS = 50;
const OBJECT = `
  SELECT seq, sold, held,
    (SELECT count(*) FROM bookings) AS bookings,
    (SELECT coalesce(sum(seats), 0) FROM bookings WHERE status = 'CONFIRMED') AS booked
  FROM departure`;
const CATALOGUE = `
  SELECT seq, sold, held,
    (SELECT count(*) FROM bookings WHERE departure_id = departures.id) AS bookings,
    (SELECT coalesce(sum(seats), 0) FROM bookings WHERE departure_id = departures.id AND status = 'CONFIRMED') AS booked
  FROM departures WHERE id = ?`;

/** Waits until D1 says of each departure what its object says; otherwise tells what differs, in sentences. */
export async function catalogueDiffers(
  state: string,
  files: DepartureFiles,
  wish: { readonly departureIds: readonly string[]; readonly withinMs: number },
): Promise<readonly string[]> {
  const until = Date.now() + wish.withinMs;
  const catalogue = catalogueFile(state);
  const differing: string[] = [];
  for (const id of wish.departureIds) {
    const object = files.file(id);
    // The sequence number is cheap to ask for; the rows are compared once it agrees, or when time is up.
    while (seqIn(catalogue, id) < files.progress(id).seq && Date.now() < until) await sleep(LOOK_EVERY_MS);
    const truth = readOnly(object, (database) => JSON.stringify(database.prepare(OBJECT).get()));
    const copy = readOnly(catalogue, (database) => JSON.stringify(database.prepare(CATALOGUE).get(id)));
    if (truth !== copy) differing.push(`D1 says of ${id} ${copy}, its object ${truth}`);
  }
  return differing;
}

function seqIn(catalogue: string, departureId: string): number {
  return readOnly(catalogue, (database) => {
    const row = database.prepare("SELECT seq FROM departures WHERE id = ?").get(departureId);
    return Number(row?.["seq"] ?? -1);
  });
}

function catalogueFile(state: string): string {
  const folder = join(state, "v3", "d1", "miniflare-D1DatabaseObject");
  for (const name of readdirSync(folder).filter((file) => /^[0-9a-f]{64}\.sqlite$/.test(file))) {
    const tables = "SELECT 1 FROM sqlite_master WHERE name = 'departures'";
    const found = readOnly(join(folder, name), (database) => database.prepare(tables).all().length > 0);
    if (found) return join(folder, name);
  }
  throw new Error("D1 has no file with departures");
}
