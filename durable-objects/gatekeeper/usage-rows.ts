// The SQL of what a channel's keys are used for: sums by key, operation and hour, and which batches are in them.
import { addLatencies } from "../../domain/latency.ts";
import { first, type Row, type Sql } from "../sql.ts";
import type { Progress } from "./progress-rows.ts";

export type Usage = {
  readonly key_no: number;
  readonly operation: string;
  /** Hours since 1970. */
  readonly hour: number;
  readonly requests: number;
  readonly errors_4xx: number;
  readonly errors_5xx: number;
  readonly buckets: readonly number[];
};
export type VersionedUsage = Usage & { readonly version: number; readonly key_created_at_ms: number };

type UsageRow = Row & Omit<VersionedUsage, "buckets"> & { buckets: string };

export class UsageRows {
  readonly #sql: Sql;
  readonly #progress: Progress;

  constructor(sql: Sql, progress: Progress) {
    this.#sql = sql;
    this.#progress = progress;
  }

  add(usage: Usage): void {
    const { key_no, hour, operation, requests, errors_4xx, errors_5xx } = usage;
    const known = first(
      this.#sql.all<{ buckets: string }>(
        "SELECT buckets FROM key_usage WHERE key_no = ? AND hour = ? AND operation = ?",
        key_no,
        hour,
        operation,
      ),
    );
    // What was written here before.
    const buckets = known ? addLatencies(JSON.parse(known.buckets) as number[], usage.buckets) : usage.buckets;
    this.#sql.run(
      `INSERT INTO key_usage (key_no, hour, operation, requests, errors_4xx, errors_5xx, buckets, version)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key_no, hour, operation) DO UPDATE SET
       requests = requests + excluded.requests, errors_4xx = errors_4xx + excluded.errors_4xx,
       errors_5xx = errors_5xx + excluded.errors_5xx, buckets = excluded.buckets, version = excluded.version`,
      key_no,
      hour,
      operation,
      requests,
      errors_4xx,
      errors_5xx,
      JSON.stringify(buckets),
      this.#progress.nextVersion(),
    );
  }

  changedSince(version: number, limit: number): VersionedUsage[] {
    const rows = this.#sql.all<UsageRow>(
      "SELECT key_usage.*, api_keys.created_at_ms AS key_created_at_ms FROM key_usage JOIN api_keys ON api_keys.no = key_no WHERE key_usage.version > ? ORDER BY key_usage.version LIMIT ?",
      version,
      limit,
    );
    // What add wrote.
    return rows.map((row) => ({ ...row, buckets: JSON.parse(row.buckets) as number[] }));
  }

  /** The last batch of that isolate that is in the sums; 0 for none. */
  lastBatch(isolate: string): number {
    return first(this.#sql.all<{ no: number }>("SELECT no FROM usage_batches WHERE isolate = ?", isolate))?.no ?? 0;
  }

  saveBatch(isolate: string, no: number, now: number): void {
    this.#sql.run(
      "INSERT INTO usage_batches (isolate, no, at_ms) VALUES (?, ?, ?) ON CONFLICT (isolate) DO UPDATE SET no = excluded.no, at_ms = excluded.at_ms",
      isolate,
      no,
      now,
    );
  }

  /** Drops what is of before that hour, and forgets isolates that were last heard of before that time. */
  drop(before_hour: number, batches_before_ms: number): void {
    this.#sql.run("DELETE FROM key_usage WHERE hour < ?", before_hour);
    this.#sql.run("DELETE FROM usage WHERE hour < ?", before_hour);
    this.#sql.run("DELETE FROM usage_batches WHERE at_ms < ?", batches_before_ms);
  }

  /** Whether there is anything left to drop one day. */
  any(): boolean {
    return this.#sql.all("SELECT 1 AS found FROM key_usage LIMIT 1").length > 0;
  }
}
