// A departure's SQL: its own row here, the rest by table in *-rows.ts. Rows come in and go out as the domain's
// values; nothing is decided here.
// Cost of a hold's commit: 1 row in holds + 2 in its indexes, 1 in changes + 1 in its index; once a batch the
// departure's row. Statements: 1 look-up of the key, 1 of the active hold, 2 inserts; a batch adds 1. The row is
// remembered between commits, and forgotten when one fails.
import type { Departure, Policy } from "../../domain/departure.ts";
import { first, type Row, type Sql } from "../sql.ts";
import { AdjustmentRows } from "./adjustment-rows.ts";
import { BookingRows } from "./booking-rows.ts";
import { EntryRows } from "./entry-rows.ts";
import { HoldRows } from "./hold-rows.ts";

type DepartureRow = Row & {
  id: string;
  tour_id: string;
  status: Departure["status"];
  starts_at_ms: number;
  capacity: number;
  held: number;
  sold: number;
  blocked: number;
  unit_amount: number;
  currency: string;
  policy: string;
  location_hint: string | null;
  waiting: number;
  active_holds: number;
  created_at_ms: number;
  updated_at_ms: number;
  seq: number;
  committed_at_ms: number;
  projected_seq: number;
  alarm_at_ms: number | null;
};

/** The departure with what its object must remember between commits. */
export type DepartureState = {
  readonly departure: Departure;
  readonly seq: number;
  readonly committed_at_ms: number;
  readonly projected_seq: number;
  readonly alarm_at_ms: number | null;
};

export class DepartureStore {
  readonly sql: Sql;
  readonly holds: HoldRows;
  readonly bookings: BookingRows;
  readonly entries: EntryRows;
  readonly adjustments: AdjustmentRows;
  /** What load() found and every save since then wrote. */
  #state: DepartureState | undefined;

  constructor(sql: Sql) {
    this.sql = sql;
    this.holds = new HoldRows(sql);
    this.bookings = new BookingRows(sql);
    this.entries = new EntryRows(sql);
    this.adjustments = new AdjustmentRows(sql);
  }

  /** At exit: all of `work` is durable, or none of it happened and nothing of it is remembered. */
  transaction<T>(work: () => T): T {
    try {
      return this.sql.transaction(work);
    } catch (error) {
      this.forget();
      throw error;
    }
  }

  /** Everything is read from the tables again: what was remembered may not be what is in them. */
  forget(): void {
    this.#state = undefined;
    this.holds.forget();
  }

  load(): DepartureState | undefined {
    this.#state ??= this.#read();
    return this.#state;
  }

  /** Whether a hold is over, or somebody still waits for a departure that has left. */
  anyDue(now: number): boolean {
    const departure = this.load()?.departure;
    if (departure === undefined) return false;
    return (departure.waiting > 0 && departure.starts_at_ms <= now) || this.holds.due(now, 1).length > 0;
  }

  #read(): DepartureState | undefined {
    const row = first(this.sql.all<DepartureRow>("SELECT * FROM departure"));
    if (!row) return undefined;
    const { capacity, held, sold, blocked, policy, seq, committed_at_ms, projected_seq, alarm_at_ms, ...rest } = row;
    const departure: Departure = {
      id: rest.id,
      tour_id: rest.tour_id,
      status: rest.status,
      starts_at_ms: rest.starts_at_ms,
      places: { capacity, held, sold, blocked },
      unit_amount: rest.unit_amount,
      currency: rest.currency,
      // What save() wrote.
      policy: JSON.parse(policy) as Policy,
      location_hint: rest.location_hint,
      waiting: rest.waiting,
      active_holds: rest.active_holds,
      created_at_ms: rest.created_at_ms,
      updated_at_ms: rest.updated_at_ms,
    };
    return { departure, seq, committed_at_ms, projected_seq, alarm_at_ms };
  }

  create(state: DepartureState): void {
    const { departure } = state;
    this.sql.run(
      `INSERT INTO departure (one, id, tour_id, status, starts_at_ms, capacity, held, sold, blocked, unit_amount, currency, policy,
         location_hint, waiting, active_holds, created_at_ms, updated_at_ms, seq, committed_at_ms, projected_seq)
       VALUES (1, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?, ?, ?, 0, 0, ?, ?, 0, ?, 0)`,
      departure.id,
      departure.tour_id,
      departure.status,
      departure.starts_at_ms,
      departure.places.capacity,
      departure.unit_amount,
      departure.currency,
      JSON.stringify(departure.policy),
      departure.location_hint,
      departure.created_at_ms,
      departure.updated_at_ms,
      state.committed_at_ms,
    );
  }

  /** The parts that a commit of places changes: written once a batch. */
  saveCounters(state: DepartureState): void {
    const { places, waiting, active_holds } = state.departure;
    this.sql.run(
      `UPDATE departure SET capacity = ?, held = ?, sold = ?, blocked = ?, waiting = ?, active_holds = ?, seq = ?, committed_at_ms = ?,
         projected_seq = ?, alarm_at_ms = ?`,
      places.capacity,
      places.held,
      places.sold,
      places.blocked,
      waiting,
      active_holds,
      state.seq,
      state.committed_at_ms,
      state.projected_seq,
      state.alarm_at_ms,
    );
    this.#state = state;
  }

  saveDetails(departure: Departure): void {
    this.sql.run(
      "UPDATE departure SET status = ?, starts_at_ms = ?, unit_amount = ?, currency = ?, policy = ?, updated_at_ms = ?",
      departure.status,
      departure.starts_at_ms,
      departure.unit_amount,
      departure.currency,
      JSON.stringify(departure.policy),
      departure.updated_at_ms,
    );
  }

  /** Remembered, and written with the next commit: what D1 is told twice after a crash, it knows already. */
  saveProjected(seq: number): void {
    const state = this.load();
    if (state && seq > state.projected_seq) this.#state = { ...state, projected_seq: seq };
  }

  saveAlarm(alarm_at_ms: number | null): void {
    const state = this.load();
    if (!state) return;
    this.sql.run("UPDATE departure SET alarm_at_ms = ?", alarm_at_ms);
    this.#state = { ...state, alarm_at_ms };
  }

  /** True the first time for a ticket; tickets that are over are forgotten on the way. */
  useTicket(id: string, expires_at_ms: number, now: number): boolean {
    this.sql.run("DELETE FROM used_tickets WHERE expires_at_ms <= ?", now);
    return (
      this.sql.all(
        "INSERT INTO used_tickets (id, expires_at_ms) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id",
        id,
        expires_at_ms,
      ).length > 0
    );
  }
}
