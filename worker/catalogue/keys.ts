import { and, asc, eq, gt, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { apiKeys } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

export type ApiKeyFilter = {
  readonly channel: string | undefined;
  readonly active: boolean | undefined;
  readonly now: number;
};

/** Puts the key, as its gatekeeper has it now, into the list; one that was told later stays. */
export function listKey(database: Database, key: ApiKeyRow) {
  return database
    .insert(apiKeys)
    .values(key)
    .onConflictDoUpdate({ target: apiKeys.id, set: key, setWhere: sql`excluded.seq >= ${apiKeys.seq}` });
}

export function listKeys(
  database: Database,
  { channel, active, now }: ApiKeyFilter,
  { after, limit }: { readonly after: Position | undefined; readonly limit: number },
): Promise<ApiKeyRow[]> {
  const { created_at_ms: created, ends_at_ms: ends, revoked_at_ms: revoked } = apiKeys;
  const usable = and(isNull(revoked), or(isNull(ends), gt(ends, now)));
  const unusable = or(isNotNull(revoked), lte(ends, now));
  const conditions = [
    channel === undefined ? undefined : eq(apiKeys.channel, channel),
    active === undefined ? undefined : active ? usable : unusable,
    after && or(gt(created, after[0]), and(eq(created, after[0]), gt(apiKeys.id, after[1]))),
  ];
  return database
    .select()
    .from(apiKeys)
    .where(and(...conditions))
    .orderBy(asc(created), asc(apiKeys.id))
    .limit(limit);
}
