// Whether the catalogue's database answers at all.
import { sql } from "drizzle-orm";
import type { Database } from "./database.ts";

/** Throws when it does not. */
export async function askForNothing(database: Database): Promise<void> {
  await database.run(sql`SELECT 1`);
}
