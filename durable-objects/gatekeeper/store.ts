// All of a gatekeeper's SQL: what is bound to idempotency keys here, API keys and their use beside it.
import type { Digests } from "../../domain/idempotency.ts";
import type { Binding } from "../envelope.ts";
import { first, inParts, type Sql } from "../sql.ts";
import { KeyRows } from "./key-rows.ts";
import { Progress } from "./progress-rows.ts";
import { UsageRows } from "./usage-rows.ts";

const CLAIMS_A_STATEMENT = 1_000;

export class GatekeeperStore {
  readonly keys: KeyRows;
  readonly usage: UsageRows;
  readonly progress: Progress;
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
    this.progress = new Progress(sql);
    this.keys = new KeyRows(sql, this.progress);
    this.usage = new UsageRows(sql, this.progress);
  }

  transaction<T>(work: () => T): T {
    return this.#sql.transaction(() => {
      const result = work();
      this.progress.keepVersion();
      return result;
    });
  }

  claim(scoped_key: string): Binding | undefined {
    const row = first(
      this.#sql.all<{ target: string; digests: string; claimed_at_ms: number }>(
        "SELECT target, digests, claimed_at_ms FROM claims WHERE key = ?",
        scoped_key,
      ),
    );
    // What saveClaims wrote.
    return row ? { ...row, digests: JSON.parse(row.digests) as Digests } : undefined;
  }

  saveClaims(claims: readonly (readonly [string, Binding])[]): void {
    const rows = claims.map(([key, binding]) => [
      key,
      binding.target,
      JSON.stringify(binding.digests),
      binding.claimed_at_ms,
    ]);
    for (const part of inParts(rows, CLAIMS_A_STATEMENT)) {
      // Replaced, not updated: a key that is bound again gets a new number, so that the oldest are the lowest.
      this.#sql.run(
        `INSERT OR REPLACE INTO claims (key, target, digests, claimed_at_ms)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
        JSON.stringify(part),
      );
    }
  }

  /** Drops at most `rows_max` of the oldest claims made before `before_ms`; says how many. */
  dropClaims(before_ms: number, rows_max: number): number {
    return this.#sql.all(
      "DELETE FROM claims WHERE no IN (SELECT no FROM claims ORDER BY no LIMIT ?) AND claimed_at_ms < ? RETURNING no",
      rows_max,
      before_ms,
    ).length;
  }

  oldestClaim(): number | undefined {
    return first(this.#sql.all<{ claimed_at_ms: number }>("SELECT claimed_at_ms FROM claims ORDER BY no LIMIT 1"))
      ?.claimed_at_ms;
  }
}
