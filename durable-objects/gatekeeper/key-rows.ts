// The SQL of a channel's API keys and of the record of who changed them.
import type { RateWindow } from "../../domain/rate-limit.ts";
import { first, type Row, type Sql } from "../sql.ts";
import type { Progress } from "./progress-rows.ts";

export type ApiKey = {
  readonly no: number;
  readonly created_at_ms: number;
  readonly name: string;
  readonly secret_hash: string;
  readonly permissions: readonly string[];
  readonly rate_limit: number;
  readonly revoked_at_ms: number | null;
  readonly last_used_at_ms: number | null;
  /** From here on it is no longer good: another has replaced it. */
  readonly ends_at_ms: number | null;
  readonly replaced_by: number | null;
  /** Of the row among all that D1 is told; 0 for one that was never told since that began. */
  readonly version: number;
  readonly window: RateWindow;
};

export type NewKey = Pick<ApiKey, "name" | "secret_hash" | "permissions" | "rate_limit">;

export type KeyChange = "created" | "updated" | "rotated" | "revoked";
export type ChangedBy = { readonly actor: string; readonly request_id: string };
export type RecordedChange = ChangedBy & {
  readonly no: number;
  readonly key_no: number;
  readonly key_created_at_ms: number;
  readonly at_ms: number;
  readonly change: KeyChange;
  readonly name: string;
  readonly permissions: readonly string[];
  readonly rate_limit: number;
  readonly ends_at_ms: number | null;
};

type ApiKeyRow = Row &
  Omit<ApiKey, "permissions" | "window" | "version"> & {
    permissions: string;
    version: number | null;
    window_started_at_ms: number;
    window_used: number;
  };

/** The oldest changes of a channel make room for new ones beyond this. */
const CHANGES_MAX = 10_000;

export class KeyRows {
  readonly #sql: Sql;
  readonly #progress: Progress;

  constructor(sql: Sql, progress: Progress) {
    this.#sql = sql;
    this.#progress = progress;
  }

  insert(key: NewKey & { readonly created_at_ms: number }): ApiKey {
    const row = first(
      this.#sql.all<{ no: number }>(
        "INSERT INTO api_keys (created_at_ms, name, secret_hash, permissions, rate_limit, version) VALUES (?, ?, ?, ?, ?, ?) RETURNING no",
        key.created_at_ms,
        key.name,
        key.secret_hash,
        JSON.stringify(key.permissions),
        key.rate_limit,
        this.#progress.nextVersion(),
      ),
    );
    const made = row && this.find(row.no);
    if (!made) throw new Error("a key that was just inserted is not there");
    return made;
  }

  find(no: number): ApiKey | undefined {
    const row = first(this.#sql.all<ApiKeyRow>("SELECT * FROM api_keys WHERE no = ?", no));
    return row && apiKey(row);
  }

  revoke(no: number, now: number): void {
    this.#sql.run(
      "UPDATE api_keys SET revoked_at_ms = ?, version = ? WHERE no = ? AND revoked_at_ms IS NULL",
      now,
      this.#progress.nextVersion(),
      no,
    );
  }

  update(no: number, { name, permissions, rate_limit }: Pick<ApiKey, "name" | "permissions" | "rate_limit">): void {
    this.#sql.run(
      "UPDATE api_keys SET name = ?, permissions = ?, rate_limit = ?, version = ? WHERE no = ?",
      name,
      JSON.stringify(permissions),
      rate_limit,
      this.#progress.nextVersion(),
      no,
    );
  }

  replace(no: number, by: number, ends_at_ms: number): void {
    this.#sql.run(
      "UPDATE api_keys SET replaced_by = ?, ends_at_ms = ?, version = ? WHERE no = ?",
      by,
      ends_at_ms,
      this.#progress.nextVersion(),
      no,
    );
  }

  saveWindow(no: number, { started_at_ms, used }: RateWindow): void {
    this.#sql.run(
      "UPDATE api_keys SET window_started_at_ms = ?, window_used = ? WHERE no = ?",
      started_at_ms,
      used,
      no,
    );
  }

  saveLastUse(no: number, at_ms: number): void {
    this.#sql.run(
      "UPDATE api_keys SET last_used_at_ms = max(?, coalesce(last_used_at_ms, 0)), version = ? WHERE no = ?",
      at_ms,
      this.#progress.nextVersion(),
      no,
    );
  }

  changedSince(version: number, limit: number): ApiKey[] {
    return this.#sql
      .all<ApiKeyRow>("SELECT * FROM api_keys WHERE version > ? ORDER BY version LIMIT ?", version, limit)
      .map(apiKey);
  }

  record(key: ApiKey, change: KeyChange, { actor, request_id, at_ms }: ChangedBy & { readonly at_ms: number }): void {
    this.#sql.run(
      "INSERT INTO key_changes (key_no, at_ms, change, actor, request_id, name, permissions, rate_limit, ends_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      key.no,
      at_ms,
      change,
      actor,
      request_id,
      key.name,
      JSON.stringify(key.permissions),
      key.rate_limit,
      key.ends_at_ms,
    );
    this.#sql.run("DELETE FROM key_changes WHERE no <= (SELECT max(no) FROM key_changes) - ?", CHANGES_MAX);
  }

  /** Of one key, oldest first. */
  changes(key_no: number, after_no: number, limit: number): RecordedChange[] {
    const rows = this.#sql.all<Row & Omit<RecordedChange, "permissions"> & { permissions: string }>(
      "SELECT key_changes.*, api_keys.created_at_ms AS key_created_at_ms FROM key_changes JOIN api_keys ON api_keys.no = key_no WHERE key_no = ? AND key_changes.no > ? ORDER BY key_changes.no LIMIT ?",
      key_no,
      after_no,
      limit,
    );
    // What record wrote.
    return rows.map((row) => ({ ...row, permissions: JSON.parse(row.permissions) as string[] }));
  }
}

function apiKey({ window_started_at_ms, window_used, permissions, version, ...rest }: ApiKeyRow): ApiKey {
  return {
    ...rest,
    // What insert and update wrote.
    permissions: JSON.parse(permissions) as string[],
    version: version ?? 0,
    window: { started_at_ms: window_started_at_ms, used: window_used },
  };
}
