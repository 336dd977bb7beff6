// D1 as SQLite with the real migrations and the real statements of the projector, reached over a line that
// fails, answers without being heard, delivers twice and delivers late. At the end it must equal the objects.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mergeRows, type Rows } from "../durable-objects/projector/rows.ts";
import { upserts } from "../durable-objects/projector/store.ts";
import type { Row } from "../durable-objects/sql.ts";
import type { Home } from "./home.ts";
import { openNodeSql } from "./node-sql.ts";
import type { Random } from "./random.ts";

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
  drain(home: Home, clock: number, random: Random): Sending | undefined {
    const pending = home.pendingRows(clock);
    if (!pending) return undefined;
    const sending = random.weighted(SENDINGS);
    if (sending === "late") this.#late.push(pending.rows);
    if (sending === "fails" || sending === "late") return sending;
    this.#write(pending.rows);
    if (sending === "answer lost") return sending;
    if (sending === "twice") this.#write(mergeRows([pending.rows, pending.rows]));
    home.told(pending.seq);
    return sending;
  }

  /** What was late comes in now, the latest first. Says whether anything was. */
  arriveLate(): boolean {
    const late = this.#late.toReversed();
    this.#late = [];
    for (const rows of late) this.#write(rows);
    return late.length > 0;
  }

  /** Drains all, without faults, then says where D1 differs from the object. */
  difference(home: Home, clock: number): string | undefined {
    for (let pending = home.pendingRows(clock); pending; pending = home.pendingRows(clock)) {
      this.#write(pending.rows);
      home.told(pending.seq);
    }
    const { id } = home.real;
    for (const [table, things] of Object.entries(home.rowsInD1() ?? {})) {
      const column = table === "departures" || table === "shows" ? "id" : "departure_id";
      const rows: Row[] = this.#sql.all(`SELECT * FROM ${table} WHERE ${column} = ? ORDER BY id`, id);
      const difference = differs(rows, things);
      if (difference) return `${table}: ${difference}`;
    }
    return undefined;
  }

  close(): void {
    this.#sql.close();
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
