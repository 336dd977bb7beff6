import { and, asc, eq, gt, ne, or } from "drizzle-orm";
import { departures, tours } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";

export type TourRow = typeof tours.$inferSelect;

export async function tourById(database: Database, id: string): Promise<TourRow | undefined> {
  const [row] = await database.select().from(tours).where(eq(tours.id, id));
  return row;
}

export async function tourBySlug(database: Database, slug: string): Promise<TourRow | undefined> {
  const [row] = await database.select().from(tours).where(eq(tours.slug, slug));
  return row;
}

export function listTours(database: Database, after: Position | undefined, limit: number): Promise<TourRow[]> {
  const beyond =
    after && or(gt(tours.created_at_ms, after[0]), and(eq(tours.created_at_ms, after[0]), gt(tours.id, after[1])));
  return database.select().from(tours).where(beyond).orderBy(asc(tours.created_at_ms), asc(tours.id)).limit(limit);
}

/** Whether a departure of the tour may still sell: not canceled and not left. */
export async function isSelling(database: Database, tour_id: string, now: number): Promise<boolean> {
  const rows = await database
    .select({ id: departures.id })
    .from(departures)
    .where(and(eq(departures.tour_id, tour_id), ne(departures.status, "CANCELED"), gt(departures.starts_at_ms, now)))
    .limit(1);
  return rows.length > 0;
}
