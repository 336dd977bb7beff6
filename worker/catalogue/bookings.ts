import { and, count, desc, eq, gte, lt, or, sql } from "drizzle-orm";
import { bookings } from "../../d1-migrations/schema.ts";
import type { Position } from "./cursor.ts";
import type { Database } from "./database.ts";

export type BookingRow = typeof bookings.$inferSelect;

export type BookingFilter = {
  readonly channel: string | undefined;
  readonly departure_id: string | undefined;
  readonly show_id: string | undefined;
  readonly venue_id: string | undefined;
  readonly customer_ref: string | undefined;
  readonly external_booking_id: string | undefined;
  readonly status: string | undefined;
  readonly created_from_ms: number | undefined;
  readonly created_to_ms: number | undefined;
};

const TOTALS_MAX = 1_000;

function matching(filter: BookingFilter) {
  const created = bookings.created_at_ms;
  return [
    filter.channel === undefined ? undefined : eq(bookings.channel, filter.channel),
    filter.departure_id === undefined ? undefined : eq(bookings.departure_id, filter.departure_id),
    filter.show_id === undefined ? undefined : eq(bookings.show_id, filter.show_id),
    filter.venue_id === undefined ? undefined : eq(bookings.venue_id, filter.venue_id),
    filter.customer_ref === undefined ? undefined : eq(bookings.customer_ref, filter.customer_ref),
    filter.external_booking_id === undefined ? undefined : eq(bookings.external_booking_id, filter.external_booking_id),
    filter.status === undefined ? undefined : eq(bookings.status, filter.status),
    filter.created_from_ms === undefined ? undefined : gte(created, filter.created_from_ms),
    filter.created_to_ms === undefined ? undefined : lt(created, filter.created_to_ms),
  ];
}

export function listBookings(
  database: Database,
  filter: BookingFilter,
  { after, limit }: { readonly after: Position | undefined; readonly limit: number },
): Promise<BookingRow[]> {
  const created = bookings.created_at_ms;
  const further = after && or(lt(created, after[0]), and(eq(created, after[0]), lt(bookings.id, after[1])));
  return database
    .select()
    .from(bookings)
    .where(and(...matching(filter), further))
    .orderBy(desc(created), desc(bookings.id))
    .limit(limit);
}

/** Sums by channel, state and currency, the largest first. */
export function bookingTotals(database: Database, filter: BookingFilter) {
  const amount = sql<number>`sum(coalesce(${bookings.total_amount}, ${bookings.unit_amount} * ${bookings.seats}))`;
  const { channel, status, currency, seats } = bookings;
  return database
    .select({ channel, status, currency, bookings: count(), seats: sql<number>`sum(${seats})`, amount })
    .from(bookings)
    .where(and(...matching(filter)))
    .groupBy(channel, status, currency)
    .orderBy(desc(amount), channel, status, currency)
    .limit(TOTALS_MAX);
}

/** The booking with this code that the channel may see (any, when undefined), newest first. */
export async function bookingByCode(
  database: Database,
  code: string,
  channel: string | undefined,
): Promise<BookingRow | undefined> {
  const owned = channel === undefined ? undefined : eq(bookings.channel, channel);
  const [row] = await database
    .select()
    .from(bookings)
    .where(and(eq(bookings.code, code), owned))
    .orderBy(desc(bookings.created_at_ms))
    .limit(1);
  return row;
}
