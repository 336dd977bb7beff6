// A sale's SQL: its own row here, the rest by table in *-rows.ts. Rows come in and go out as the domain's
// values; nothing is decided here.
// Cost of a hold's commit: 1 row in holds + 2 in its indexes, 1 in changes + 1 in its index; once a batch the
// sale's row. Statements: 1 look-up of the key, 1 of the active hold, 2 inserts; a batch adds 1. The row is
// remembered between commits, and forgotten when one fails.
import type { Policy, Sale, SaleStatus } from "../../domain/sale.ts";
import { first, type Row, type Sql } from "../sql.ts";
import { BookingRows } from "./booking-rows.ts";
import { EntryRows } from "./entry-rows.ts";
import { HoldRows } from "./hold-rows.ts";
import type { SaleKinds, SaleTables } from "./kinds.ts";

type SaleRow = Row & {
  id: string;
  status: SaleStatus;
  starts_at_ms: number;
  capacity: number;
  held: number;
  sold: number;
  blocked: number;
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

/** The sale with what its object must remember between commits. */
export type SaleState<K extends SaleKinds> = {
  readonly home: K["home"];
  readonly seq: number;
  readonly committed_at_ms: number;
  readonly projected_seq: number;
  readonly alarm_at_ms: number | null;
};

export class SaleStore<K extends SaleKinds> {
  readonly sql: Sql;
  readonly holds: HoldRows<K["hold"]>;
  readonly bookings: BookingRows<K["booking"]>;
  readonly entries: EntryRows<K["entry"]>;
  readonly #own: SaleTables<K>["home"];
  /** What else is remembered of the tables and must not outlive a failed transaction. */
  readonly #forgotten: () => void;
  /** What load() found and every save since then wrote. */
  #state: SaleState<K> | undefined;

  constructor(sql: Sql, tables: SaleTables<K>, forgotten: () => void = () => undefined) {
    this.sql = sql;
    this.#own = tables.home;
    this.#forgotten = forgotten;
    this.holds = new HoldRows(sql, tables.hold);
    this.bookings = new BookingRows(sql, tables.booking);
    this.entries = new EntryRows(sql, tables.entry);
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
    this.#forgotten();
  }

  load(): SaleState<K> | undefined {
    this.#state ??= this.#read();
    return this.#state;
  }

  /** Whether a hold is over, or somebody still waits for what is over. */
  anyDue(now: number): boolean {
    const home = this.load()?.home;
    if (home === undefined) return false;
    return (home.waiting > 0 && home.starts_at_ms <= now) || this.holds.due(now, 1).length > 0;
  }

  #read(): SaleState<K> | undefined {
    const row = first(this.sql.all<SaleRow>(`SELECT * FROM ${this.#own.table}`));
    if (!row) return undefined;
    const { capacity, held, sold, blocked, seq, committed_at_ms, projected_seq, alarm_at_ms } = row;
    const sale: Sale = {
      id: row.id,
      status: row.status,
      starts_at_ms: row.starts_at_ms,
      places: { capacity, held, sold, blocked },
      // What create() and saveDetails() wrote.
      policy: JSON.parse(row.policy) as Policy,
      location_hint: row.location_hint,
      waiting: row.waiting,
      active_holds: row.active_holds,
      created_at_ms: row.created_at_ms,
      updated_at_ms: row.updated_at_ms,
    };
    // The two parts of a sale of this kind: what every sale has, and its own columns, as create() wrote them.
    const home = { ...sale, ...this.#own.read(row) } as K["home"];
    return { home, seq, committed_at_ms, projected_seq, alarm_at_ms };
  }

  create({ home, committed_at_ms }: SaleState<K>): void {
    const values = {
      one: 1,
      id: home.id,
      status: home.status,
      starts_at_ms: home.starts_at_ms,
      capacity: home.places.capacity,
      held: home.places.held,
      sold: home.places.sold,
      blocked: home.places.blocked,
      policy: JSON.stringify(home.policy),
      location_hint: home.location_hint,
      waiting: home.waiting,
      active_holds: home.active_holds,
      created_at_ms: home.created_at_ms,
      updated_at_ms: home.updated_at_ms,
      seq: 0,
      committed_at_ms,
      projected_seq: 0,
      ...this.#own.write(home),
    };
    const columns = Object.keys(values);
    this.sql.run(
      `INSERT INTO ${this.#own.table} (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
      ...Object.values(values),
    );
  }

  /** The parts that a commit of places changes: written once a batch. */
  saveCounters(state: SaleState<K>): void {
    const { places, waiting, active_holds } = state.home;
    this.sql.run(
      `UPDATE ${this.#own.table} SET capacity = ?, held = ?, sold = ?, blocked = ?, waiting = ?, active_holds = ?, seq = ?,
         committed_at_ms = ?, projected_seq = ?, alarm_at_ms = ?`,
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

  saveDetails(home: K["home"]): void {
    const values = {
      status: home.status,
      starts_at_ms: home.starts_at_ms,
      policy: JSON.stringify(home.policy),
      updated_at_ms: home.updated_at_ms,
      ...this.#own.write(home),
    };
    const columns = Object.keys(values).map((column) => `${column} = ?`);
    this.sql.run(`UPDATE ${this.#own.table} SET ${columns.join(", ")}`, ...Object.values(values));
  }

  /** Remembered, and written with the next commit: what D1 is told twice after a crash, it knows already. */
  saveProjected(seq: number): void {
    const state = this.load();
    if (state && seq > state.projected_seq) this.#state = { ...state, projected_seq: seq };
  }

  saveAlarm(alarm_at_ms: number | null): void {
    const state = this.load();
    if (!state) return;
    this.sql.run(`UPDATE ${this.#own.table} SET alarm_at_ms = ?`, alarm_at_ms);
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
