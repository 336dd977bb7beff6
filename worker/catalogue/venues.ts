import { and, asc, eq, gt, or } from "drizzle-orm";
import { venues } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";
import { hasWords } from "./has-words.ts";

export type VenueRow = typeof venues.$inferSelect;
export type ListedVenueRow = Omit<VenueRow, "layout">;

export async function venueById(database: Database, id: string): Promise<VenueRow | undefined> {
  const [row] = await database.select().from(venues).where(eq(venues.id, id));
  return row;
}

export function listVenues(
  database: Database,
  text: string | undefined,
  page: { readonly after: Position | undefined; readonly limit: number },
): Promise<ListedVenueRow[]> {
  const { id, name, currency, scheme_id, seats_total, created_at_ms, updated_at_ms } = venues;
  const { after, limit } = page;
  const beyond = after && or(gt(created_at_ms, after[0]), and(eq(created_at_ms, after[0]), gt(id, after[1])));
  return database
    .select({ id, name, currency, scheme_id, seats_total, created_at_ms, updated_at_ms })
    .from(venues)
    .where(and(text === undefined ? undefined : hasWords(text, [name]), beyond))
    .orderBy(asc(created_at_ms), asc(id))
    .limit(limit);
}
