// Holds in SQL: the only statements about them. Nothing is decided here.
import type { Hold } from "../../domain/hold.ts";
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import { first, inParts, type Row, type Sql } from "../sql.ts";
import type { Page } from "./commands.ts";
import { LISTED, type ListFilter, listRows } from "./list-rows.ts";

type HoldRow = Row & Omit<Hold, "id" | "booking_id"> & { booking_no: number | null };
export type DueHold = {
  readonly no: number;
  readonly seats: number;
  readonly channel: string;
  readonly entry_no: number | null;
};

const HOLD =
  "no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency, entry_no, booking_no";

/** Keeps one parameter under the 2 MB that it may have. */
export const NUMBERS_A_STATEMENT = 100_000;

export class HoldRows {
  readonly #sql: Sql;
  /** A lower bound of when an active hold ends, so that most commands need not ask; undefined while it is not known. */
  #none_before_ms: number | undefined;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  insert(hold: Hold): void {
    if (this.#none_before_ms !== undefined) this.#none_before_ms = Math.min(this.#none_before_ms, hold.expires_at_ms);
    this.#sql.run(
      `INSERT INTO holds (no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency, entry_no)
       VALUES (?, ?, ?, ?, 'ACTIVE', ?, ?, ?, ?, ?)`,
      hold.no,
      hold.channel,
      hold.customer_ref,
      hold.seats,
      hold.created_at_ms,
      hold.expires_at_ms,
      hold.unit_amount,
      hold.currency,
      hold.entry_no,
    );
  }

  update(hold: Hold, booking_no: number | null): void {
    if (this.#none_before_ms !== undefined) this.#none_before_ms = Math.min(this.#none_before_ms, hold.expires_at_ms);
    this.#sql.run(
      "UPDATE holds SET seats = ?, status = ?, expires_at_ms = ?, booking_no = ? WHERE no = ?",
      hold.seats,
      hold.status,
      hold.expires_at_ms,
      booking_no,
      hold.no,
    );
  }

  activeOf(home_id: string, channel: string, customer_ref: string): Hold | undefined {
    const rows = this.#sql.all<HoldRow>(
      `SELECT ${HOLD} FROM holds WHERE customer_ref = ? AND channel = ? AND status = 'ACTIVE' AND entry_no IS NULL`,
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
    return this.#holds(home_id, this.#sql.all<HoldRow>(`SELECT ${HOLD} FROM holds WHERE no = ?`, no))[0];
  }

  byNos(home_id: string, nos: readonly number[]): Hold[] {
    return this.#holds(
      home_id,
      this.#sql.all<HoldRow>(
        `SELECT ${HOLD} FROM holds WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`,
        JSON.stringify(nos),
      ),
    );
  }

  list(home_id: string, filter: ListFilter, page: Page): Hold[] {
    return this.#holds(
      home_id,
      listRows<HoldRow>(this.#sql, `SELECT ${HOLD} FROM holds WHERE ${LISTED}`, filter, page),
    );
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
    return rows.map(({ booking_no, ...row }) => ({
      ...row,
      id: childId("hold", home_id, row),
      booking_id: booking_no === null ? null : this.#bookingId(home_id, booking_no),
    }));
  }

  #bookingId(home_id: string, no: number): string {
    const row = first(this.#sql.all<{ created_at_ms: number }>("SELECT created_at_ms FROM bookings WHERE no = ?", no));
    if (!row) throw new Error(`hold names booking ${no}, which is not there`);
    return childId("bkg", home_id, { no, created_at_ms: row.created_at_ms });
  }
}
