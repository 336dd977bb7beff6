// Holds in SQL: the only statements about them. Nothing is decided here.
import type { HoldLife } from "../../domain/hold.ts";
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import { first, inParts, type Row, type Sql } from "../sql.ts";
import type { OwnColumns, Page } from "./kinds.ts";
import { LISTED, type ListFilter, listRows } from "./list-rows.ts";

type HoldRow = Row & Omit<HoldLife, "id" | "booking_id"> & { booking_no: number | null };
export type DueHold = {
  readonly no: number;
  readonly seats: number;
  readonly channel: string;
  readonly entry_no: number | null;
};

const HOLD = [
  "no",
  "channel",
  "customer_ref",
  "seats",
  "status",
  "created_at_ms",
  "expires_at_ms",
  "entry_no",
  "booking_no",
];

/** Keeps one parameter under the 2 MB that it may have. */
export const NUMBERS_A_STATEMENT = 100_000;

export class HoldRows<Hold extends HoldLife> {
  readonly #sql: Sql;
  readonly #own: OwnColumns<Hold>;
  readonly #select: string;
  readonly #insert: string;
  readonly #update: string;
  /** A lower bound of when an active hold ends, so that most commands need not ask; undefined while it is not known. */
  #none_before_ms: number | undefined;

  constructor(sql: Sql, own: OwnColumns<Hold>) {
    this.#sql = sql;
    this.#own = own;
    const columns = [...HOLD, ...own.columns];
    this.#select = `SELECT ${columns.join(", ")} FROM holds`;
    this.#insert = `INSERT INTO holds (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`;
    const changing = ["seats", "status", "expires_at_ms", "booking_no", ...own.changing];
    this.#update = `UPDATE holds SET ${changing.map((column) => `${column} = ?`).join(", ")} WHERE no = ?`;
  }

  insert(hold: Hold): void {
    if (this.#none_before_ms !== undefined) this.#none_before_ms = Math.min(this.#none_before_ms, hold.expires_at_ms);
    const own = this.#own.write(hold);
    this.#sql.run(
      this.#insert,
      hold.no,
      hold.channel,
      hold.customer_ref,
      hold.seats,
      hold.status,
      hold.created_at_ms,
      hold.expires_at_ms,
      hold.entry_no,
      null,
      ...this.#own.columns.map((column) => own[column] ?? null),
    );
  }

  update(hold: Hold, booking_no: number | null): void {
    if (this.#none_before_ms !== undefined) this.#none_before_ms = Math.min(this.#none_before_ms, hold.expires_at_ms);
    const own = this.#own.write(hold);
    const changing = this.#own.changing.map((column) => own[column] ?? null);
    this.#sql.run(this.#update, hold.seats, hold.status, hold.expires_at_ms, booking_no, ...changing, hold.no);
  }

  activeOf(home_id: string, channel: string, customer_ref: string): Hold | undefined {
    const rows = this.#sql.all<HoldRow>(
      `${this.#select} WHERE customer_ref = ? AND channel = ? AND status = 'ACTIVE' AND entry_no IS NULL`,
      customer_ref,
      channel,
    );
    return this.#holds(home_id, rows)[0];
  }

  find(home_id: string, child: ChildNumber): Hold | undefined {
    const hold = this.byNo(home_id, child.no);
    return hold?.created_at_ms === child.created_at_ms ? hold : undefined;
  }

  byNo(home_id: string, no: number): Hold | undefined {
    return this.#holds(home_id, this.#sql.all<HoldRow>(`${this.#select} WHERE no = ?`, no))[0];
  }

  byNos(home_id: string, nos: readonly number[]): Hold[] {
    const query = `${this.#select} WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`;
    return this.#holds(home_id, this.#sql.all<HoldRow>(query, JSON.stringify(nos)));
  }

  list(home_id: string, filter: ListFilter, page: Page): Hold[] {
    return this.#holds(home_id, listRows<HoldRow>(this.#sql, `${this.#select} WHERE ${LISTED}`, filter, page));
  }

  /** Active holds that are over at `now`, oldest end first. */
  due(now: number, rows_max: number): DueHold[] {
    const next = this.nextExpiry();
    if (next === undefined || now < next) return [];
    // Something may be over: if so it will be ended, and the bound with it.
    this.forget();
    return this.#sql.all<DueHold & Row>(
      "SELECT no, seats, channel, entry_no FROM holds WHERE status = 'ACTIVE' AND expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?",
      now,
      rows_max,
    );
  }

  /** No hold ends before this; undefined when none is active. */
  nextExpiry(): number | undefined {
    this.#none_before_ms ??= this.#readNextExpiry() ?? Number.POSITIVE_INFINITY;
    return this.#none_before_ms === Number.POSITIVE_INFINITY ? undefined : this.#none_before_ms;
  }

  /** The bound that nextExpiry() keeps is read from the table again. */
  forget(): void {
    this.#none_before_ms = undefined;
  }

  #readNextExpiry(): number | undefined {
    return first(
      this.#sql.all<{ expires_at_ms: number }>(
        "SELECT expires_at_ms FROM holds WHERE status = 'ACTIVE' ORDER BY expires_at_ms LIMIT 1",
      ),
    )?.expires_at_ms;
  }

  end(nos: readonly number[], status: "EXPIRED" | "CANCELED"): void {
    for (const part of inParts(nos, NUMBERS_A_STATEMENT)) {
      this.#sql.run(
        "UPDATE holds SET status = ? WHERE no IN (SELECT value FROM json_each(?))",
        status,
        JSON.stringify(part),
      );
    }
  }

  active(): DueHold[] {
    return this.#sql.all<DueHold & Row>(
      "SELECT no, seats, channel, entry_no FROM holds WHERE status = 'ACTIVE' ORDER BY no",
    );
  }

  /** When the oldest hold that is over has been kept for `kept_ms`. */
  oldestEnd(kept_ms: number): number | undefined {
    const row = first(this.#sql.all<{ expires_at_ms: number }>("SELECT expires_at_ms FROM holds ORDER BY no LIMIT 1"));
    return row ? row.expires_at_ms + kept_ms : undefined;
  }

  /** Drops at most `rows_max` of the oldest holds that were over before `before_ms`; a sale lives on in its booking. */
  dropEnded(before_ms: number, rows_max: number): number {
    return this.#sql.all(
      `DELETE FROM holds WHERE no IN (SELECT no FROM holds ORDER BY no LIMIT ?) AND expires_at_ms < ? AND status <> 'ACTIVE' RETURNING no`,
      rows_max,
      before_ms,
    ).length;
  }

  #holds(home_id: string, rows: HoldRow[]): Hold[] {
    return rows.map((row) => {
      const { booking_no } = row;
      const life: HoldLife = {
        id: childId("hold", home_id, row),
        no: row.no,
        channel: row.channel,
        customer_ref: row.customer_ref,
        seats: row.seats,
        status: row.status,
        created_at_ms: row.created_at_ms,
        expires_at_ms: row.expires_at_ms,
        entry_no: row.entry_no,
        booking_id: booking_no === null ? null : this.#bookingId(home_id, booking_no),
      };
      // The two parts of a hold of this kind: what every hold has, and its own columns, as insert() wrote them.
      return { ...life, ...this.#own.read(row) } as Hold;
    });
  }

  #bookingId(home_id: string, no: number): string {
    const row = first(this.#sql.all<{ created_at_ms: number }>("SELECT created_at_ms FROM bookings WHERE no = ?", no));
    if (!row) throw new Error(`hold names booking ${no}, which is not there`);
    return childId("bkg", home_id, { no, created_at_ms: row.created_at_ms });
  }
}
