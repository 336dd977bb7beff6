// Reads what the objects of departures or shows have on disk, beside the Worker that serves them: the bench believes the
// files, not what the system says about itself.

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { SaleCensus } from "../invariants.ts";

export type SaleNoun = "departure" | "show";

const OBJECTS = { departure: "DepartureObject", show: "ShowObject" } as const;

function census(noun: SaleNoun): string {
  return `
    SELECT id, capacity - blocked AS capacity, sold, held, capacity - sold - held - blocked AS available, seq, projected_seq,
      (SELECT count(*) FROM holds WHERE status = 'ACTIVE') AS active_rows,
      (SELECT coalesce(sum(seats), 0) FROM holds WHERE status = 'ACTIVE') AS active_seats,
      (SELECT count(*) FROM holds) AS hold_rows,
      (SELECT coalesce(sum(seats), 0) FROM holds) AS hold_seats,
      (SELECT count(*) FROM bookings WHERE status = 'CONFIRMED') AS booking_rows,
      (SELECT coalesce(sum(seats), 0) FROM bookings WHERE status = 'CONFIRMED') AS booking_seats
    FROM ${noun}`;
}

export class SaleFiles {
  readonly noun: SaleNoun;
  readonly #objects: string;
  readonly #known = new Map<string, string>();
  readonly #seen = new Set<string>();

  constructor(state: string, noun: SaleNoun) {
    this.noun = noun;
    this.#objects = join(state, "v3", "do");
  }

  /** The SQLite file of a sale's object. Throws when there is none. */
  file(saleId: string): string {
    if (!this.#known.has(saleId)) this.#look();
    const file = this.#known.get(saleId);
    if (file === undefined) throw new Error(`no object's file holds the ${this.noun} ${saleId}`);
    return file;
  }

  progress(saleId: string): { seq: number; projected_seq: number } {
    return readOnly(this.file(saleId), (database) => {
      const row = database.prepare(`SELECT seq, projected_seq FROM ${this.noun}`).get();
      return { seq: Number(row?.["seq"]), projected_seq: Number(row?.["projected_seq"]) };
    });
  }

  census(saleIds: readonly string[]): SaleCensus[] {
    return saleIds.map((id) =>
      readOnly(this.file(id), (database) => {
        const row = database.prepare(census(this.noun)).get();
        const count = (name: string): number => Number(row?.[name]);
        return {
          id: String(row?.["id"]),
          capacity: count("capacity"),
          sold: count("sold"),
          held: count("held"),
          available: count("available"),
          active_holds: { rows: count("active_rows"), seats: count("active_seats") },
          holds: { rows: count("hold_rows"), seats: count("hold_seats") },
          bookings: { rows: count("booking_rows"), seats: count("booking_seats") },
        };
      }),
    );
  }

  #look(): void {
    for (const folder of readdirSync(this.#objects).filter((name) => name.endsWith(OBJECTS[this.noun]))) {
      for (const name of readdirSync(join(this.#objects, folder))) {
        const file = join(this.#objects, folder, name);
        if (this.#seen.has(file) || !/^[0-9a-f]{64}\.sqlite$/.test(name)) continue;
        const id = readOnly(file, (database) => saleIn(database, this.noun));
        if (id === undefined) continue;
        this.#seen.add(file);
        this.#known.set(id, file);
      }
    }
  }
}

function saleIn(database: DatabaseSync, noun: SaleNoun): string | undefined {
  const tables = database.prepare("SELECT 1 FROM sqlite_master WHERE name = ?").all(noun);
  const row = tables.length === 0 ? undefined : database.prepare(`SELECT id FROM ${noun}`).get();
  return row === undefined ? undefined : String(row["id"]);
}

export function readOnly<Result>(file: string, work: (database: DatabaseSync) => Result): Result {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  try {
    return work(database);
  } finally {
    database.close();
  }
}
