import { and, desc, eq, gt, gte, lt, or } from "drizzle-orm";
import { keyUsage } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";

export type KeyUsageRow = typeof keyUsage.$inferSelect;

export type KeyUsageFilter = {
  readonly key_id: string | undefined;
  readonly channel: string | undefined;
  readonly operation: string | undefined;
  readonly from_ms: number | undefined;
  readonly to_ms: number | undefined;
};

/** Newest hour first, and within one by id. */
export function listKeyUsage(
  database: Database,
  filter: KeyUsageFilter,
  after: Position | undefined,
  limit: number,
): Promise<KeyUsageRow[]> {
  const { hour_ms, id } = keyUsage;
  const conditions = [
    filter.key_id === undefined ? undefined : eq(keyUsage.key_id, filter.key_id),
    filter.channel === undefined ? undefined : eq(keyUsage.channel, filter.channel),
    filter.operation === undefined ? undefined : eq(keyUsage.operation, filter.operation),
    filter.from_ms === undefined ? undefined : gte(hour_ms, filter.from_ms),
    filter.to_ms === undefined ? undefined : lt(hour_ms, filter.to_ms),
    after && or(lt(hour_ms, after[0]), and(eq(hour_ms, after[0]), gt(id, after[1]))),
  ];
  return database
    .select()
    .from(keyUsage)
    .where(and(...conditions))
    .orderBy(desc(hour_ms), id)
    .limit(limit);
}
