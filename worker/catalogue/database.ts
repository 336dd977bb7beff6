// D1 through drizzle. Only this folder and the projector touch D1; nothing about places is decided from it.
import { drizzle } from "drizzle-orm/d1";
import * as schema from "../../d1-migrations/schema.ts";

export function database(binding: D1Database) {
  return drizzle(binding, { schema });
}

export type Database = ReturnType<typeof database>;
