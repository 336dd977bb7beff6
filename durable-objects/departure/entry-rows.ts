// The waitlist in SQL.
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import { LIMITS } from "../../domain/limits.ts";
import type { Entry, Queue } from "../../domain/waitlist.ts";
import { first, inParts, type Row, type Sql } from "../sql.ts";
import type { Page } from "./commands.ts";
import { NUMBERS_A_STATEMENT } from "./hold-rows.ts";
import { LISTED, type ListFilter, listRows } from "./list-rows.ts";

type EntryRow = Row & Omit<Entry, "id" | "hold_id"> & { hold_no: number | null; hold_created_at_ms: number | null };

const ENTRY = "no, channel, customer_ref, seats, status, created_at_ms, notified_at_ms, hold_no, hold_created_at_ms";

export class EntryRows {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  insert(entry: Entry): void {
    this.#sql.run(
      "INSERT INTO entries (no, channel, customer_ref, seats, status, created_at_ms) VALUES (?, ?, ?, ?, 'WAITING', ?)",
      entry.no,
      entry.channel,
      entry.customer_ref,
      entry.seats,
      entry.created_at_ms,
    );
  }

  offer(no: number, hold: ChildNumber): void {
    this.#sql.run(
      "UPDATE entries SET status = 'OFFERED', notified_at_ms = ?, hold_no = ?, hold_created_at_ms = ? WHERE no = ?",
      hold.created_at_ms,
      hold.no,
      hold.created_at_ms,
      no,
    );
  }

  end(nos: readonly number[], status: "BOOKED" | "LAPSED" | "LEFT"): void {
    for (const part of inParts(nos, NUMBERS_A_STATEMENT)) {
      this.#sql.run(
        "UPDATE entries SET status = ? WHERE no IN (SELECT value FROM json_each(?))",
        status,
        JSON.stringify(part),
      );
    }
  }

  waiting(): { no: number; channel: string }[] {
    return this.#sql.all<{ no: number; channel: string }>(
      "SELECT no, channel FROM entries WHERE status = 'WAITING' ORDER BY no",
    );
  }

  currentOf(home_id: string, channel: string, customer_ref: string): Entry | undefined {
    const rows = this.#sql.all<EntryRow>(
      `SELECT ${ENTRY} FROM entries WHERE customer_ref = ? AND channel = ? AND status IN ('WAITING', 'OFFERED')`,
      customer_ref,
      channel,
    );
    return this.#entries(home_id, rows)[0];
  }

  find(home_id: string, child: ChildNumber): Entry | undefined {
    const entry = this.byNo(home_id, child.no);
    return entry?.created_at_ms === child.created_at_ms ? entry : undefined;
  }

  byNo(home_id: string, no: number): Entry | undefined {
    return this.byNos(home_id, [no])[0];
  }

  byNos(home_id: string, nos: readonly number[]): Entry[] {
    return this.#entries(
      home_id,
      this.#sql.all<EntryRow>(
        `SELECT ${ENTRY} FROM entries WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`,
        JSON.stringify(nos),
      ),
    );
  }

  list(home_id: string, filter: ListFilter, page: Page): Entry[] {
    return this.#entries(
      home_id,
      listRows<EntryRow>(this.#sql, `SELECT ${ENTRY} FROM entries WHERE ${LISTED}`, filter, page),
    );
  }

  /** Place in the line, from 1; null when the entry does not wait. */
  position(entry: Entry): number | null {
    if (entry.status !== "WAITING") return null;
    const row = first(
      this.#sql.all<{ ahead: number }>(
        "SELECT count(*) AS ahead FROM entries WHERE status = 'WAITING' AND no < ?",
        entry.no,
      ),
    );
    return (row?.ahead ?? 0) + 1;
  }

  queue(home_id: string): Queue {
    const oldestFitting = (seats_max: number): Entry | undefined => {
      let oldest = Number.POSITIVE_INFINITY;
      // One probe of the index for each size of wish finds the oldest without walking the line.
      for (let seats = 1; seats <= Math.min(seats_max, LIMITS.seats_per_hold_max); seats += 1) {
        const row = first(
          this.#sql.all<{ no: number }>(
            "SELECT no FROM entries WHERE status = 'WAITING' AND seats = ? ORDER BY no LIMIT 1",
            seats,
          ),
        );
        if (row && row.no < oldest) oldest = row.no;
      }
      return oldest === Number.POSITIVE_INFINITY ? undefined : this.byNo(home_id, oldest);
    };
    return { oldestFitting, head: () => oldestFitting(LIMITS.seats_per_hold_max) };
  }

  #entries(home_id: string, rows: EntryRow[]): Entry[] {
    return rows.map(({ hold_no, hold_created_at_ms, ...row }) => ({
      ...row,
      id: childId("wle", home_id, row),
      hold_id:
        hold_no === null || hold_created_at_ms === null
          ? null
          : childId("hold", home_id, { no: hold_no, created_at_ms: hold_created_at_ms }),
    }));
  }
}
