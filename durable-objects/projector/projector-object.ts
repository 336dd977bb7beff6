// Merges what many objects drain at about the same time into one D1 batch, because D1 has one writer. Answers
// when D1 has answered: the caller's cursor moves only then, and nothing is kept here that could be lost.
import { DurableObject } from "cloudflare:workers";
import { HOUR_MS } from "../../domain/limits.ts";
import type { Environment } from "../environment.ts";
import { countRows, mergeRows, type Rows } from "./rows.ts";
import { dropExpired, writeRows } from "./store.ts";

const MERGE_MS = 100;
const WAITING_MAX = 1_000;
/** One parameter takes at most 2 MB, and a row is seldom longer than 1 KB. */
const ROWS_A_BATCH_MAX = 1_000;
const SWEEP_MS = HOUR_MS;

export class ProjectorObject extends DurableObject<Environment> {
  readonly #waiting: { rows: Rows; resolve: () => void; reject: (error: unknown) => void }[] = [];
  #writing = false;
  #sweeping = false;

  /** Resolves when the rows are in D1. Rejects, with nothing written, when D1 failed or too many wait. */
  project(rows: Rows): Promise<void> {
    if (this.#waiting.length >= WAITING_MAX) return Promise.reject(new Error("too many drains wait for D1"));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ rows, resolve, reject });
      if (!this.#writing) void this.#writeAll();
    });
  }

  /** Drops from D1 what is past its 24 hours; the next drain arms the next sweep. */
  override async alarm(): Promise<void> {
    while (await dropExpired(this.env.CATALOGUE, Date.now())) await scheduler.wait(MERGE_MS);
    this.#sweeping = false;
  }

  async #armSweep(): Promise<void> {
    if (this.#sweeping) return;
    this.#sweeping = true;
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + SWEEP_MS);
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      await scheduler.wait(MERGE_MS);
      const batch = this.#waiting.splice(0, this.#drainsThatFit());
      try {
        await writeRows(this.env.CATALOGUE, mergeRows(batch.map(({ rows }) => rows)));
        for (const { resolve } of batch) resolve();
        await this.#armSweep();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }

  /** How many of the drains that wait go into one batch: at least one, which is bounded by itself. */
  #drainsThatFit(): number {
    let rows = 0;
    const over = this.#waiting.findIndex((drain) => {
      rows += countRows(drain.rows);
      return rows > ROWS_A_BATCH_MAX;
    });
    return over === -1 ? this.#waiting.length : Math.max(1, over);
  }
}
