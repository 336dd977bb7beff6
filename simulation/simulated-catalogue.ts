// D1 as SQLite with the real migrations and the real statements of the projector, reached over a line that
// fails, answers without being heard, delivers twice and delivers late. At the end it must equal the objects.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AdjustmentRows } from "../durable-objects/departure/adjustment-rows.ts";
import { pendingRows } from "../durable-objects/departure/views.ts";
import { mergeRows, type Rows } from "../durable-objects/projector/rows.ts";
import { upserts } from "../durable-objects/projector/store.ts";
import type { Row } from "../durable-objects/sql.ts";
import { openNodeSql } from "./node-sql.ts";
import type { Random } from "./random.ts";
import type { SimulatedDeparture } from "./simulated-departure.ts";

const DIRECTORY = join(import.meta.dirname, "../d1-migrations");
const STATEMENTS = readdirSync(DIRECTORY)
  .filter((name) => name.endsWith(".sql"))
  .sort()
  .flatMap((name) => readFileSync(join(DIRECTORY, name), "utf8").split("--> statement-breakpoint"));

export type Sending = "arrives" | "fails" | "answer lost" | "twice" | "late";
const SENDINGS: Readonly<Record<Sending, number>> = { arrives: 6, fails: 2, "answer lost": 1, twice: 1, late: 1 };

export class SimulatedCatalogue {
  readonly #sql = openNodeSql(":memory:");
  /** Sent once, given up by the sender, and still on their way. */
  #late: Rows[] = [];

  constructor() {
    for (const statement of STATEMENTS) this.#sql.run(statement);
  }

  /** One drain of an object's outbox, as the projection does it. Says what happened, or undefined without need. */
  drain(departure: SimulatedDeparture, clock: number, random: Random): Sending | undefined {
    const pending = pendingRows(departure.store, clock);
    if (!pending) return undefined;
    const sending = random.weighted(SENDINGS);
    if (sending === "late") this.#late.push(pending.rows);
    if (sending === "fails" || sending === "late") return sending;
    this.#write(pending.rows);
    if (sending === "answer lost") return sending;
    if (sending === "twice") this.#write(mergeRows([pending.rows, pending.rows]));
    departure.store.saveProjected(pending.seq);
    return sending;
  }

  /** What was late comes in now, the latest first. */
  arriveLate(): void {
    for (const rows of this.#late.toReversed()) this.#write(rows);
    this.#late = [];
  }

  /** Drains all, without faults, then says where D1 differs from the object. */
  difference(departure: SimulatedDeparture, clock: number): string | undefined {
    for (let pending = pendingRows(departure.store, clock); pending; pending = pendingRows(departure.store, clock)) {
      this.#write(pending.rows);
      departure.store.saveProjected(pending.seq);
    }
    const { store, id } = departure;
    const state = store.load();
    if (!state) return "the departure is gone";
    const { places, policy, ...rest } = state.home;
    const { capacity, held, sold } = places;
    const available = capacity - held - sold - places.blocked;
    const all = { after_no: 0, limit: 1_000_000 };
    const anyone = { channel: null, status: null, customer_ref: null };
    const tour_id = rest.tour_id;
    const numbers = store.sql.all<{ no: number }>("SELECT no FROM bookings ORDER BY no").map(({ no }) => no);
    const bookings = store.bookings.byNos(id, numbers);
    return (
      differs(this.#rows("SELECT * FROM departures WHERE id = ?", id), [
        { ...rest, capacity, held, sold, available, policy: JSON.stringify(policy) },
      ]) ??
      differs(
        this.#rows("SELECT * FROM bookings WHERE departure_id = ? ORDER BY id", id),
        bookings.map((one) => ({ ...one, departure_id: id, tour_id })),
      ) ??
      differs(
        this.#rows("SELECT * FROM waitlist_entries WHERE departure_id = ? ORDER BY id", id),
        store.entries.list(id, anyone, all),
      ) ??
      differs(
        this.#rows("SELECT * FROM adjustments WHERE departure_id = ? ORDER BY id", id),
        new AdjustmentRows(store.sql).list(id, all),
      )
    );
  }

  close(): void {
    this.#sql.close();
  }

  #rows(query: string, id: string): Row[] {
    return this.#sql.all(query, id);
  }

  #write(rows: Rows): void {
    this.#sql.transaction(() => {
      for (const { query, parameter } of upserts(rows)) this.#sql.run(query, parameter);
    });
  }
}

/** Rows that are not those things, in order; `no` and what D1 alone has are not compared. */
function differs(rows: readonly Row[], things: readonly object[]): string | undefined {
  if (rows.length !== things.length) return `D1 has ${rows.length} rows where the object has ${things.length} things`;
  for (const [index, thing] of things.entries()) {
    for (const [field, value] of Object.entries(thing)) {
      if (field !== "no" && rows[index]?.[field] !== value) {
        return `D1 has ${field} = ${String(rows[index]?.[field])}, the object ${String(value)} of ${JSON.stringify(thing)}`;
      }
    }
  }
  return undefined;
}
