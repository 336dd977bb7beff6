import { and, asc, desc, eq, gt, gte, inArray, lt, lte, or, type SQL } from "drizzle-orm";
import { departures, tours } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";
import { hasWords } from "./has-words.ts";

export type DepartureRow = typeof departures.$inferSelect;

export type DepartureFilter = {
  readonly tour_id: string | undefined;
  readonly text: string | undefined;
  readonly starts_from_ms: number | undefined;
  readonly starts_to_ms: number | undefined;
  readonly available_min: number | undefined;
  readonly price_max: { readonly amount: number; readonly currency: string } | undefined;
  readonly status: string | undefined;
};

export type DepartureSort = "starts_at" | "price" | "available";

const SORTED_BY = {
  starts_at: departures.starts_at_ms,
  price: departures.unit_amount,
  available: departures.available,
} as const;

export function sortValue(row: DepartureRow, sort: DepartureSort): number {
  return { starts_at: row.starts_at_ms, price: row.unit_amount, available: row.available }[sort];
}

export function searchDepartures(
  database: Database,
  filter: DepartureFilter,
  order: { readonly sort: DepartureSort; readonly after: Position | undefined; readonly limit: number },
): Promise<DepartureRow[]> {
  const column = SORTED_BY[order.sort];
  const descending = order.sort === "available";
  const { after } = order;
  const beyond =
    after && or((descending ? lt : gt)(column, after[0]), and(eq(column, after[0]), gt(departures.id, after[1])));
  return database
    .select()
    .from(departures)
    .where(and(...conditions(database, filter), beyond))
    .orderBy(descending ? desc(column) : asc(column), asc(departures.id))
    .limit(order.limit);
}

function conditions(database: Database, filter: DepartureFilter): (SQL | undefined)[] {
  const { price_max, text } = filter;
  return [
    filter.tour_id === undefined ? undefined : eq(departures.tour_id, filter.tour_id),
    filter.starts_from_ms === undefined ? undefined : gte(departures.starts_at_ms, filter.starts_from_ms),
    filter.starts_to_ms === undefined ? undefined : lt(departures.starts_at_ms, filter.starts_to_ms),
    filter.available_min === undefined ? undefined : gte(departures.available, filter.available_min),
    filter.status === undefined ? undefined : eq(departures.status, filter.status),
    price_max && and(eq(departures.currency, price_max.currency), lte(departures.unit_amount, price_max.amount)),
    text === undefined ? undefined : inArray(departures.tour_id, toursWithWords(database, text)),
  ];
}

/** Ids of the tours whose name or description has every word. */
function toursWithWords(database: Database, text: string) {
  return database
    .select({ id: tours.id })
    .from(tours)
    .where(hasWords(text, [tours.name, tours.description]));
}
