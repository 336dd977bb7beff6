import { Pool } from "pg";
import { type BookingStore, type CommandResult, type Departure, storedResult } from "../booking-store.ts";

interface CommandRow {
  readonly status: number;
  readonly answer: string;
  readonly replayed: boolean;
}

interface DepartureRow {
  readonly id: string;
  readonly tour_id: string;
  readonly starts_at: Date;
  readonly capacity: number;
  readonly available: number;
}

// Named statements: parsed and planned once per connection. The read uses now(), not clock_timestamp(), because a volatile
// function cannot bound an index scan: with it each read went through every active hold.
const HOLD = {
  name: "hold",
  text: "SELECT status, answer, replayed FROM hold_places($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
};
const CONFIRM = {
  name: "confirm",
  text: "SELECT status, answer, replayed FROM confirm_hold($1, $2, $3, $4, $5, $6, $7, $8)",
};
const DEPARTURE = {
  name: "departure",
  text: `SELECT d.id, d.tour_id, d.starts_at, d.capacity,
    d.capacity - d.held - d.sold + (
      SELECT coalesce(sum(h.seats), 0)::integer FROM holds h
      WHERE h.departure_id = d.id AND h.status = 'ACTIVE' AND h.expires_at <= now()
    ) AS available
    FROM departures d WHERE d.id = $1`,
};

export function postgresBookingStore(socketFolder: string, connections: number): BookingStore {
  const pool = new Pool({
    host: socketFolder,
    user: "postgres",
    database: "postgres",
    min: connections,
    max: connections,
    idleTimeoutMillis: 0,
  });
  pool.on("error", (error) => {
    console.error(`postgres connection lost: ${error.message}`);
  });
  const command = async (statement: typeof HOLD, values: readonly unknown[]): Promise<CommandResult> => {
    const { rows } = await pool.query<CommandRow>({ ...statement, values: [...values] });
    const row = rows[0];
    if (row === undefined) throw new Error(`${statement.name} returned no row`);
    return storedResult(row.status, row.answer, row.replayed);
  };
  return {
    hold: (asked) =>
      command(HOLD, [
        asked.principal,
        asked.idempotencyKey,
        asked.bodyHash,
        asked.traceId,
        asked.departureId,
        asked.holdId,
        asked.seats,
        asked.customerRef,
        asked.expiresAtMs,
        asked.answer,
      ]),
    confirm: (asked) =>
      command(CONFIRM, [
        asked.principal,
        asked.idempotencyKey,
        asked.bodyHash,
        asked.traceId,
        asked.holdId,
        asked.bookingId,
        asked.code,
        asked.createdAt,
      ]),
    departure: async (id): Promise<Departure | undefined> => {
      const { rows } = await pool.query<DepartureRow>({ ...DEPARTURE, values: [id] });
      const row = rows[0];
      if (row === undefined) return undefined;
      return {
        id: row.id,
        tour_id: row.tour_id,
        starts_at: row.starts_at.toISOString(),
        capacity_total: row.capacity,
        capacity_available: row.available,
      };
    },
  };
}
