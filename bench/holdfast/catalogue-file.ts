// Compares D1 with the objects that it copies, from its file.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readOnly, type SaleFiles, type SaleNoun } from "./sale-files.ts";

const LOOK_EVERY_MS = 50;

function inObject(noun: SaleNoun): string {
  return `
    SELECT seq, sold, held,
      (SELECT count(*) FROM bookings) AS bookings,
      (SELECT coalesce(sum(seats), 0) FROM bookings WHERE status = 'CONFIRMED') AS booked
    FROM ${noun}`;
}

function inCatalogue(noun: SaleNoun): string {
  return `
    SELECT seq, sold, held,
      (SELECT count(*) FROM bookings WHERE departure_id = sale.id) AS bookings,
      (SELECT coalesce(sum(seats), 0) FROM bookings WHERE departure_id = sale.id AND status = 'CONFIRMED') AS booked
    FROM ${noun}s AS sale WHERE id = ?`;
}

/** Waits until D1 says of each sale what its object says; otherwise tells what differs, in sentences. */
export async function catalogueDiffers(
  state: string,
  files: SaleFiles,
  wish: { readonly saleIds: readonly string[]; readonly withinMs: number },
): Promise<readonly string[]> {
  const until = Date.now() + wish.withinMs;
  const catalogue = catalogueFile(state);
  const { noun } = files;
  const differing: string[] = [];
  for (const id of wish.saleIds) {
    const object = files.file(id);
    // A sale's row is ahead of its bookings while a backlog is drained in parts, so the object's cursor says
    // when all was told; it is cheaper to ask for than the rows, which are compared then, or when time is up.
    while (isBehind(files.progress(id)) && Date.now() < until) await sleep(LOOK_EVERY_MS);
    const truth = readOnly(object, (database) => JSON.stringify(database.prepare(inObject(noun)).get()));
    const copy = readOnly(catalogue, (database) => JSON.stringify(database.prepare(inCatalogue(noun)).get(id)));
    if (truth !== copy) differing.push(`D1 says of ${id} ${copy}, its object ${truth}`);
  }
  return differing;
}

function isBehind({ seq, projected_seq }: { seq: number; projected_seq: number }): boolean {
  return projected_seq < seq;
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
