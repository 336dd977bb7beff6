// The waitlist in SQL.
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import type { EntryLife } from "../../domain/waitlist.ts";
import { first, inParts, type Row, type Sql } from "../sql.ts";
import { NUMBERS_A_STATEMENT } from "./hold-rows.ts";
import type { OwnColumns, Page } from "./kinds.ts";
import { LISTED, type ListFilter, listRows } from "./list-rows.ts";

type EntryRow = Row & Omit<EntryLife, "id" | "hold_id"> & { hold_no: number | null; hold_created_at_ms: number | null };

const ENTRY = [
  "no",
  "channel",
  "customer_ref",
  "seats",
  "status",
  "created_at_ms",
  "notified_at_ms",
  "hold_no",
  "hold_created_at_ms",
];

export class EntryRows<Entry extends EntryLife> {
  readonly #sql: Sql;
  readonly #own: OwnColumns<Entry>;
  readonly #select: string;

  constructor(sql: Sql, own: OwnColumns<Entry>) {
    this.#sql = sql;
    this.#own = own;
    this.#select = `SELECT ${[...ENTRY, ...own.columns].join(", ")} FROM entries`;
  }

  insert(entry: Entry): void {
    const own = this.#own.write(entry);
    const columns = ["no", "channel", "customer_ref", "seats", "status", "created_at_ms", ...this.#own.columns];
    this.#sql.run(
      `INSERT INTO entries (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
      entry.no,
      entry.channel,
      entry.customer_ref,
      entry.seats,
      entry.status,
      entry.created_at_ms,
      ...this.#own.columns.map((column) => own[column] ?? null),
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
      `${this.#select} WHERE customer_ref = ? AND channel = ? AND status IN ('WAITING', 'OFFERED')`,
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
    const query = `${this.#select} WHERE no IN (SELECT value FROM json_each(?)) ORDER BY no`;
    return this.#entries(home_id, this.#sql.all<EntryRow>(query, JSON.stringify(nos)));
  }

  list(home_id: string, filter: ListFilter, page: Page): Entry[] {
    return this.#entries(home_id, listRows<EntryRow>(this.#sql, `${this.#select} WHERE ${LISTED}`, filter, page));
  }

  /** Place in the line, from 1; null when the entry does not wait. */
  position(entry: EntryLife): number | null {
    if (entry.status !== "WAITING") return null;
    const row = first(
      this.#sql.all<{ ahead: number }>(
        "SELECT count(*) AS ahead FROM entries WHERE status = 'WAITING' AND no < ?",
        entry.no,
      ),
    );
    return (row?.ahead ?? 0) + 1;
  }

  /** The oldest waiting entry that wants at most `seats_max`: one probe of the index for each size of wish. */
  oldestWaiting(home_id: string, seats_max: number): Entry | undefined {
    let oldest = Number.POSITIVE_INFINITY;
    for (let seats = 1; seats <= seats_max; seats += 1) {
      const row = first(
        this.#sql.all<{ no: number }>(
          "SELECT no FROM entries WHERE status = 'WAITING' AND seats = ? ORDER BY no LIMIT 1",
          seats,
        ),
      );
      if (row && row.no < oldest) oldest = row.no;
    }
    return oldest === Number.POSITIVE_INFINITY ? undefined : this.byNo(home_id, oldest);
  }

  #entries(home_id: string, rows: EntryRow[]): Entry[] {
    return rows.map((row) => {
      const { hold_no, hold_created_at_ms } = row;
      const life: EntryLife = {
        id: childId("wle", home_id, row),
        no: row.no,
        channel: row.channel,
        customer_ref: row.customer_ref,
        seats: row.seats,
        status: row.status,
        created_at_ms: row.created_at_ms,
        notified_at_ms: row.notified_at_ms,
        hold_id:
          hold_no === null || hold_created_at_ms === null
            ? null
            : childId("hold", home_id, { no: hold_no, created_at_ms: hold_created_at_ms }),
      };
      // The two parts of an entry of this kind: what every entry has, and its own columns, as insert() wrote them.
      return { ...life, ...this.#own.read(row) } as Entry;
    });
  }
}
