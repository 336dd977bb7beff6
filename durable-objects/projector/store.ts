// The projector's SQL against D1: one statement a table, rows in one JSON parameter, guarded by `seq`.
import { LIMITS } from "../../domain/limits.ts";
import type { Rows } from "./rows.ts";

type Table = {
  readonly name: string;
  readonly columns: readonly string[];
};

const TABLES: { readonly [Name in keyof Rows]: Table } = {
  departures: {
    name: "departures",
    columns: [
      "id",
      "tour_id",
      "status",
      "starts_at_ms",
      "capacity",
      "held",
      "sold",
      "available",
      "waiting",
      "active_holds",
      "unit_amount",
      "currency",
      "policy",
      "location_hint",
      "created_at_ms",
      "updated_at_ms",
      "as_of_ms",
      "seq",
    ],
  },
  shows: {
    name: "shows",
    columns: [
      "id",
      "venue_id",
      "name",
      "status",
      "starts_at_ms",
      "capacity",
      "held",
      "sold",
      "blocked",
      "available",
      "waiting",
      "active_holds",
      "currency",
      "price_min",
      "price_max",
      "policy",
      "orphan_policy",
      "scheme_version_id",
      "location_hint",
      "created_at_ms",
      "updated_at_ms",
      "as_of_ms",
      "seq",
    ],
  },
  bookings: {
    name: "bookings",
    columns: [
      "id",
      "departure_id",
      "tour_id",
      "hold_id",
      "code",
      "channel",
      "customer_ref",
      "seats",
      "status",
      "unit_amount",
      "currency",
      "total_amount",
      "show_id",
      "venue_id",
      "seat_list",
      "external_booking_id",
      "created_at_ms",
      "updated_at_ms",
      "seq",
    ],
  },
  entries: {
    name: "waitlist_entries",
    columns: [
      "id",
      "departure_id",
      "channel",
      "customer_ref",
      "seats",
      "status",
      "created_at_ms",
      "notified_at_ms",
      "hold_id",
      "seq",
    ],
  },
  adjustments: {
    name: "adjustments",
    columns: ["id", "departure_id", "delta", "reason", "actor", "capacity_after", "created_at_ms", "seq"],
  },
  keys: {
    name: "api_keys",
    columns: [
      "id",
      "channel",
      "name",
      "permissions",
      "rate_limit",
      "created_at_ms",
      "revoked_at_ms",
      "last_used_at_ms",
      "ends_at_ms",
      "seq",
    ],
  },
  usage: {
    name: "key_usage",
    columns: [
      "id",
      "key_id",
      "channel",
      "operation",
      "hour_ms",
      "requests",
      "errors_4xx",
      "errors_5xx",
      "buckets",
      "seq",
    ],
  },
  schemes: {
    name: "schemes",
    columns: [
      "id",
      "name",
      "currency",
      "current_version_id",
      "current_status",
      "published_version_id",
      "versions_total",
      "seats_total",
      "created_at_ms",
      "updated_at_ms",
      "seq",
    ],
  },
  uploads: {
    name: "uploads",
    columns: [
      "id",
      "scheme_id",
      "scheme_version_id",
      "name",
      "file_name",
      "bytes",
      "sha256",
      "sectors_total",
      "groups_total",
      "seats_total",
      "created_at_ms",
      "seq",
    ],
  },
  scheme_audit: {
    name: "scheme_audit",
    columns: [
      "id",
      "scheme_id",
      "scheme_version_id",
      "action",
      "actor",
      "summary",
      "request_id",
      "created_at_ms",
      "seq",
    ],
  },
};

/** At exit: all rows are in D1 or none are. */
export async function writeRows(database: D1Database, rows: Rows): Promise<void> {
  const statements = upserts(rows).map(({ query, parameter }) => database.prepare(query).bind(parameter));
  if (statements.length > 0) await database.batch(statements);
}

/** The statements that bring these rows in, each with its one parameter; to be run in one transaction. */
export function upserts(rows: Rows): { readonly query: string; readonly parameter: string }[] {
  // Exactly the names of the record.
  const names = Object.keys(TABLES) as (keyof Rows)[];
  return names
    .filter((name) => rows[name].length > 0)
    .map((name) => ({ query: upsert(TABLES[name]), parameter: JSON.stringify(rows[name]) }));
}

function upsert({ name, columns }: Table): string {
  const values = columns.map((column) => `value ->> '${column}'`).join(", ");
  const insert = `INSERT INTO ${name} (${columns.join(", ")}) SELECT ${values} FROM json_each(?) WHERE true`;
  const changes = columns.filter((column) => column !== "id").map((column) => `${column} = excluded.${column}`);
  return `${insert} ON CONFLICT (id) DO UPDATE SET ${changes.join(", ")} WHERE excluded.seq > ${name}.seq`;
}

const SWEEP_ROWS = 1_000;

/** Drops some of the answers, of operations in D1 alone, and of the keys' use that are over. True when there are more. */
export async function dropExpired(database: D1Database, now: number): Promise<boolean> {
  const dropped = await database.batch([
    database
      .prepare("DELETE FROM answers WHERE rowid IN (SELECT rowid FROM answers WHERE created_at_ms < ? LIMIT ?)")
      .bind(now - LIMITS.idempotency_retention_ms, SWEEP_ROWS),
    database
      .prepare("DELETE FROM key_usage WHERE rowid IN (SELECT rowid FROM key_usage WHERE hour_ms < ? LIMIT ?)")
      .bind(now - LIMITS.usage_retention_ms, SWEEP_ROWS),
  ]);
  return dropped.some(({ meta }) => meta.changes >= SWEEP_ROWS);
}
