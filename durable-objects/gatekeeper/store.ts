// All of a gatekeeper's SQL.
import type { Digests } from "../../domain/idempotency.ts";
import type { RateWindow } from "../../domain/rate-limit.ts";
import type { Binding } from "../envelope.ts";
import { first, inParts, type Row, type Sql } from "../sql.ts";

export type ApiKey = {
  readonly no: number;
  readonly created_at_ms: number;
  readonly name: string;
  readonly secret_hash: string;
  readonly permissions: readonly string[];
  readonly rate_limit: number;
  readonly revoked_at_ms: number | null;
  readonly last_used_at_ms: number | null;
  readonly window: RateWindow;
};

type ApiKeyRow = Row &
  Omit<ApiKey, "permissions" | "window"> & { permissions: string; window_started_at_ms: number; window_used: number };

const CLAIMS_A_STATEMENT = 1_000;

export class GatekeeperStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  transaction<T>(work: () => T): T {
    return this.#sql.transaction(work);
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

  insertKey(key: Omit<ApiKey, "no" | "revoked_at_ms" | "last_used_at_ms" | "window">): ApiKey {
    const row = first(
      this.#sql.all<{ no: number }>(
        "INSERT INTO api_keys (created_at_ms, name, secret_hash, permissions, rate_limit) VALUES (?, ?, ?, ?, ?) RETURNING no",
        key.created_at_ms,
        key.name,
        key.secret_hash,
        JSON.stringify(key.permissions),
        key.rate_limit,
      ),
    );
    const made = row && this.key(row.no);
    if (!made) throw new Error("a key that was just inserted is not there");
    return made;
  }

  key(no: number): ApiKey | undefined {
    const row = first(this.#sql.all<ApiKeyRow>("SELECT * FROM api_keys WHERE no = ?", no));
    if (!row) return undefined;
    const { window_started_at_ms, window_used, permissions, ...rest } = row;
    // What insertKey wrote.
    return {
      ...rest,
      permissions: JSON.parse(permissions) as string[],
      window: { started_at_ms: window_started_at_ms, used: window_used },
    };
  }

  revokeKey(no: number, now: number): void {
    this.#sql.run("UPDATE api_keys SET revoked_at_ms = ? WHERE no = ? AND revoked_at_ms IS NULL", now, no);
  }

  saveUse(no: number, use: { window: RateWindow; last_used_at_ms: number; requests: number; hour: number }): void {
    this.#sql.run(
      "UPDATE api_keys SET window_started_at_ms = ?, window_used = ?, last_used_at_ms = ? WHERE no = ?",
      use.window.started_at_ms,
      use.window.used,
      use.last_used_at_ms,
      no,
    );
    this.#sql.run(
      "INSERT INTO usage (key_no, hour, requests) VALUES (?, ?, ?) ON CONFLICT (key_no, hour) DO UPDATE SET requests = requests + excluded.requests",
      no,
      use.hour,
      use.requests,
    );
  }

  dropUsage(before_hour: number): void {
    this.#sql.run("DELETE FROM usage WHERE hour < ?", before_hour);
  }
}
