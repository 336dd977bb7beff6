import { and, asc, eq, gt, gte, lt, or } from "drizzle-orm";
import { shows } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";
import { hasWords } from "./has-words.ts";

export type ShowRow = typeof shows.$inferSelect;

export type ShowFilter = {
  readonly venue_id: string | undefined;
  readonly text: string | undefined;
  readonly starts_from_ms: number | undefined;
  readonly starts_to_ms: number | undefined;
  readonly available_min: number | undefined;
  readonly status: string | undefined;
};

/** By their start. */
export function listShows(
  database: Database,
  filter: ShowFilter,
  { after, limit }: { readonly after: Position | undefined; readonly limit: number },
): Promise<ShowRow[]> {
  const start = shows.starts_at_ms;
  const conditions = [
    filter.venue_id === undefined ? undefined : eq(shows.venue_id, filter.venue_id),
    filter.text === undefined ? undefined : hasWords(filter.text, [shows.name]),
    filter.starts_from_ms === undefined ? undefined : gte(start, filter.starts_from_ms),
    filter.starts_to_ms === undefined ? undefined : lt(start, filter.starts_to_ms),
    filter.available_min === undefined ? undefined : gte(shows.available, filter.available_min),
    filter.status === undefined ? undefined : eq(shows.status, filter.status),
    after && or(gt(start, after[0]), and(eq(start, after[0]), gt(shows.id, after[1]))),
  ];
  return database
    .select()
    .from(shows)
    .where(and(...conditions))
    .orderBy(asc(start), asc(shows.id))
    .limit(limit);
}
