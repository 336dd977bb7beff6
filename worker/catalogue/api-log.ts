// The API log: a sample of the requests, for people who look for what went wrong. Bounded by who writes it: a
// batch drops what is too old or too much, a little more than it brings, so that the bounds hold without a sweep.
import { and, desc, eq, gte, lt } from "drizzle-orm";
import { apiLog } from "../../d1-migrations/schema.ts";
import { DAY_MS } from "../../domain/limits.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";

export type ApiLogRow = typeof apiLog.$inferSelect;
export type ApiLogLine = Omit<ApiLogRow, "no">;

export const API_LOG = { rows_max: 100_000, kept_ms: 14 * DAY_MS } as const;
const DROPPED_MAX = 1_000;

export type ApiLogFilter = {
  readonly key_id: string | undefined;
  readonly operation: string | undefined;
  readonly status: number | undefined;
  readonly status_class: number | undefined;
  readonly from_ms: number | undefined;
  readonly to_ms: number | undefined;
};

/** At exit: the lines are in the log, and it keeps its bounds. */
export async function writeApiLog(catalogue: D1Database, lines: readonly ApiLogLine[], now: number): Promise<void> {
  const columns =
    "at_ms, key_id, channel, operation, status, code, duration_ms, request_id, trace_id, country, colo, address, user_agent";
  const values = columns.replaceAll(/\w+/g, (column) => `value ->> '${column}'`);
  await catalogue.batch([
    catalogue
      .prepare(`INSERT INTO api_log (${columns}) SELECT ${values} FROM json_each(?)`)
      .bind(JSON.stringify(lines)),
    catalogue.prepare("DELETE FROM api_log WHERE no <= (SELECT max(no) FROM api_log) - ?").bind(API_LOG.rows_max),
    catalogue
      .prepare(
        "DELETE FROM api_log WHERE no IN (SELECT no FROM (SELECT no, at_ms FROM api_log ORDER BY no LIMIT ?) WHERE at_ms < ?)",
      )
      .bind(DROPPED_MAX, now - API_LOG.kept_ms),
  ]);
}

/** Newest first. What is too old is not shown, dropped or not. */
export function listApiLog(
  database: Database,
  filter: ApiLogFilter,
  page: { readonly after: Position | undefined; readonly limit: number; readonly now: number },
): Promise<ApiLogRow[]> {
  const { key_id, operation, status, status_class } = filter;
  const conditions = [
    key_id === undefined ? undefined : eq(apiLog.key_id, key_id),
    operation === undefined ? undefined : eq(apiLog.operation, operation),
    status === undefined ? undefined : eq(apiLog.status, status),
    status_class === undefined
      ? undefined
      : and(gte(apiLog.status, status_class * 100), lt(apiLog.status, status_class * 100 + 100)),
    gte(apiLog.at_ms, Math.max(filter.from_ms ?? 0, page.now - API_LOG.kept_ms)),
    filter.to_ms === undefined ? undefined : lt(apiLog.at_ms, filter.to_ms),
    page.after && lt(apiLog.no, page.after[0]),
  ];
  return database
    .select()
    .from(apiLog)
    .where(and(...conditions))
    .orderBy(desc(apiLog.no))
    .limit(page.limit);
}
