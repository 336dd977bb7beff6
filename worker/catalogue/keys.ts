import { and, asc, eq, gt, or } from "drizzle-orm";
import { apiKeys } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** Puts the key, as its gatekeeper has it now, into the list. */
export function listKey(database: Database, key: ApiKeyRow) {
  return database
    .insert(apiKeys)
    .values(key)
    .onConflictDoUpdate({ target: apiKeys.id, set: { revoked_at_ms: key.revoked_at_ms } });
}

export function listKeys(database: Database, after: Position | undefined, limit: number): Promise<ApiKeyRow[]> {
  const created = apiKeys.created_at_ms;
  const beyond = after && or(gt(created, after[0]), and(eq(created, after[0]), gt(apiKeys.id, after[1])));
  return database.select().from(apiKeys).where(beyond).orderBy(asc(created), asc(apiKeys.id)).limit(limit);
}
