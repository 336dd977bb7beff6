// D1's tables: the catalogue (tours, venues and keys, whose truth or list is here) and the projection of what objects
// own (departures, shows, bookings, waitlist entries, adjustments). The SQL beside this file is generated
// from it with `npm run d1:generate` and is append-only.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const tours = sqliteTable(
  "tours",
  {
    id: text().primaryKey(),
    slug: text().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    created_at_ms: integer().notNull(),
    updated_at_ms: integer().notNull(),
  },
  (table) => [uniqueIndex("tours_slug").on(table.slug)],
);

/** `layout` is the domain's Layout as JSON, and the JSON null where a scheme says what seats there are. */
export const venues = sqliteTable(
  "venues",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    currency: text().notNull(),
    layout: text().notNull(),
    scheme_id: text(),
    seats_total: integer().notNull(),
    created_at_ms: integer().notNull(),
    updated_at_ms: integer().notNull(),
  },
  (table) => [index("venues_created").on(table.created_at_ms, table.id)],
);

/** Answers of operations whose effect is in D1 alone, written in the batch of the effect. */
export const answers = sqliteTable(
  "answers",
  {
    channel: text().notNull(),
    method: text().notNull(),
    key: text().notNull(),
    digests: text().notNull(),
    body: text().notNull(),
    created_at_ms: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.channel, table.method, table.key] }),
    index("answers_created").on(table.created_at_ms),
  ],
);

export const departures = sqliteTable(
  "departures",
  {
    id: text().primaryKey(),
    tour_id: text().notNull(),
    status: text().notNull(),
    starts_at_ms: integer().notNull(),
    capacity: integer().notNull(),
    held: integer().notNull(),
    sold: integer().notNull(),
    available: integer().notNull(),
    waiting: integer().notNull(),
    active_holds: integer().notNull(),
    unit_amount: integer().notNull(),
    currency: text().notNull(),
    policy: text().notNull(),
    location_hint: text(),
    created_at_ms: integer().notNull(),
    updated_at_ms: integer().notNull(),
    as_of_ms: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    index("departures_start").on(table.starts_at_ms, table.id),
    index("departures_tour").on(table.tour_id, table.starts_at_ms),
  ],
);

export const shows = sqliteTable(
  "shows",
  {
    id: text().primaryKey(),
    venue_id: text().notNull(),
    name: text().notNull(),
    status: text().notNull(),
    starts_at_ms: integer().notNull(),
    capacity: integer().notNull(),
    held: integer().notNull(),
    sold: integer().notNull(),
    blocked: integer().notNull(),
    available: integer().notNull(),
    waiting: integer().notNull(),
    active_holds: integer().notNull(),
    currency: text().notNull(),
    price_min: integer().notNull(),
    price_max: integer().notNull(),
    policy: text().notNull(),
    orphan_policy: text().notNull(),
    scheme_version_id: text(),
    location_hint: text(),
    created_at_ms: integer().notNull(),
    updated_at_ms: integer().notNull(),
    as_of_ms: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    index("shows_start").on(table.starts_at_ms, table.id),
    index("shows_venue").on(table.venue_id, table.starts_at_ms),
  ],
);

export const bookings = sqliteTable(
  "bookings",
  {
    id: text().primaryKey(),
    /** The departure, or the show, that it is of. */
    departure_id: text().notNull(),
    tour_id: text().notNull(),
    hold_id: text().notNull(),
    code: text().notNull(),
    channel: text().notNull(),
    customer_ref: text().notNull(),
    seats: integer().notNull(),
    status: text().notNull(),
    unit_amount: integer().notNull(),
    currency: text().notNull(),
    /** Null in rows that were written before there were shows: unit_amount × seats. */
    total_amount: integer(),
    show_id: text(),
    venue_id: text(),
    seat_list: text(),
    external_booking_id: text(),
    created_at_ms: integer().notNull(),
    updated_at_ms: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    index("bookings_code").on(table.code),
    index("bookings_channel").on(table.channel, table.created_at_ms),
    index("bookings_departure").on(table.departure_id, table.created_at_ms),
  ],
);

export const waitlistEntries = sqliteTable(
  "waitlist_entries",
  {
    id: text().primaryKey(),
    departure_id: text().notNull(),
    channel: text().notNull(),
    customer_ref: text().notNull(),
    seats: integer().notNull(),
    status: text().notNull(),
    created_at_ms: integer().notNull(),
    notified_at_ms: integer(),
    hold_id: text(),
    seq: integer().notNull(),
  },
  (table) => [index("waitlist_entries_departure").on(table.departure_id, table.created_at_ms)],
);

export const adjustments = sqliteTable(
  "adjustments",
  {
    id: text().primaryKey(),
    departure_id: text().notNull(),
    delta: integer().notNull(),
    reason: text().notNull(),
    actor: text().notNull(),
    capacity_after: integer().notNull(),
    created_at_ms: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [index("adjustments_departure").on(table.departure_id, table.created_at_ms)],
);

/** The list of keys; whether one is valid is known by its channel's gatekeeper alone. */
export const apiKeys = sqliteTable("api_keys", {
  id: text().primaryKey(),
  channel: text().notNull(),
  name: text().notNull(),
  permissions: text().notNull(),
  rate_limit: integer().notNull(),
  created_at_ms: integer().notNull(),
  revoked_at_ms: integer(),
  last_used_at_ms: integer(),
  ends_at_ms: integer(),
  /** The gatekeeper's version of the row: the newest wins. */
  seq: integer().notNull().default(0),
});

/** What keys were used for, by hour, as their channels' gatekeepers added it up; kept for 31 days. */
export const keyUsage = sqliteTable(
  "key_usage",
  {
    id: text().primaryKey(),
    key_id: text().notNull(),
    channel: text().notNull(),
    operation: text().notNull(),
    hour_ms: integer().notNull(),
    requests: integer().notNull(),
    errors_4xx: integer().notNull(),
    errors_5xx: integer().notNull(),
    buckets: text().notNull(),
    seq: integer().notNull(),
  },
  (table) => [index("key_usage_key").on(table.key_id, table.hour_ms), index("key_usage_hour").on(table.hour_ms)],
);

/** A sample of the requests, bounded in rows and age by who writes it. */
export const apiLog = sqliteTable(
  "api_log",
  {
    no: integer().primaryKey({ autoIncrement: true }),
    at_ms: integer().notNull(),
    key_id: text(),
    channel: text(),
    operation: text().notNull(),
    status: integer().notNull(),
    code: text(),
    duration_ms: integer().notNull(),
    request_id: text().notNull(),
    trace_id: text().notNull(),
    country: text(),
    colo: text(),
    address: text(),
    user_agent: text(),
  },
  (table) => [index("api_log_key").on(table.key_id, table.no)],
);

/** Projected by scheme objects, as are their uploads and their audit. */
export const schemes = sqliteTable(
  "schemes",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    currency: text().notNull(),
    current_version_id: text().notNull(),
    current_status: text().notNull(),
    published_version_id: text(),
    versions_total: integer().notNull(),
    seats_total: integer().notNull(),
    created_at_ms: integer().notNull(),
    updated_at_ms: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [index("schemes_created").on(table.created_at_ms, table.id)],
);

export const uploads = sqliteTable(
  "uploads",
  {
    id: text().primaryKey(),
    scheme_id: text().notNull(),
    scheme_version_id: text().notNull(),
    name: text().notNull(),
    file_name: text(),
    bytes: integer().notNull(),
    sha256: text().notNull(),
    sectors_total: integer().notNull(),
    groups_total: integer().notNull(),
    seats_total: integer().notNull(),
    created_at_ms: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [
    index("uploads_created").on(table.created_at_ms, table.id),
    index("uploads_scheme").on(table.scheme_id, table.created_at_ms, table.id),
  ],
);

export const schemeAudit = sqliteTable(
  "scheme_audit",
  {
    id: text().primaryKey(),
    scheme_id: text().notNull(),
    scheme_version_id: text(),
    action: text().notNull(),
    actor: text().notNull(),
    summary: text().notNull(),
    request_id: text().notNull(),
    created_at_ms: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [index("scheme_audit_scheme").on(table.scheme_id, table.seq)],
);
