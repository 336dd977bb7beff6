// The SQLite files of departures under a state directory, by departure.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Calls `work` with each departure's database. The server must not run when `work` writes. */
export function eachDepartureFile(state: string, work: (departure_id: string, database: DatabaseSync) => void): void {
  const folder = join(state, "v3", "do", "holdfast-DepartureObject");
  for (const name of readdirSync(folder)) {
    if (!/^[0-9a-f]{64}\.sqlite$/.test(name)) continue;
    const database = new DatabaseSync(join(folder, name));
    try {
      const row = database.prepare("SELECT id FROM departure").get();
      if (row) work(String(row["id"]), database);
    } finally {
      database.close();
    }
  }
}
