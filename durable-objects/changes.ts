// One table for everything that happened in an object: the idempotent answers, the audit log of commands, the
// outbox (a cursor on `seq`) and the history of the feed (`seq > since`). A row is written in the transaction
// of its change and never altered, but for a key that is taken off once its 24 hours are over. Rows are kept
// for the longest of their uses and then dropped; the other tables hold what they added up to.
import type { Digests } from "../domain/idempotency.ts";
import type { Ready, StoredAnswer } from "./command-line.ts";
import { first, inParts, type Row, type Sql } from "./sql.ts";

export const CHANGES_SCHEMA = `
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  kind TEXT NOT NULL,
  subject INTEGER,
  channel TEXT,
  actor TEXT,
  key TEXT,
  digests TEXT,
  claimed_at_ms INTEGER,
  command TEXT,
  outcome TEXT,
  encoder INTEGER,
  trace_id TEXT,
  request_id TEXT
) STRICT;
CREATE UNIQUE INDEX changes_key ON changes (key) WHERE key IS NOT NULL;
`;

/** Kinds whose subjects have a row of their own in D1. */
const PROJECTED_KINDS = ["booking_created", "booking_changed", "entry_joined", "entry_changed", "capacity_adjusted"];

const CHANGES_A_STATEMENT = 10_000;

export type Change<Kind extends string> = {
  readonly seq: number;
  readonly at_ms: number;
  readonly kind: Kind;
  /** Number of the hold, booking, entry or adjustment that changed; which of them, the kind says. */
  readonly subject: number | null;
  /** The channel that the changed thing belongs to; null for what concerns everyone. */
  readonly channel: string | null;
};

export type ChangeRow<Kind extends string> = Change<Kind> & Row;

/** A change that a command made, with the command and its answer. */
export function insertAnswered(
  sql: Sql,
  change: Change<string>,
  ready: Ready<unknown>,
  said: { readonly command: object; readonly outcome: unknown },
): void {
  if (ready.rebound) {
    sql.run("UPDATE changes SET key = NULL WHERE key = ?", ready.scoped_key);
  }
  sql.run(
    `INSERT INTO changes (seq, at_ms, kind, subject, channel, actor, key, digests, claimed_at_ms, command, outcome, encoder, trace_id, request_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    change.seq,
    change.at_ms,
    change.kind,
    change.subject,
    change.channel,
    ready.actor.key_id,
    ready.scoped_key,
    JSON.stringify(ready.digests),
    ready.claimed_at_ms,
    JSON.stringify(said.command),
    JSON.stringify(said.outcome),
    ready.encoder,
    ready.trace_id,
    ready.request_id,
  );
}

/** Changes that followed from another one or from the clock. */
export function insertChanges(sql: Sql, changes: readonly Change<string>[]): void {
  const columns = changes.map(({ seq, at_ms, kind, subject, channel }) => [seq, at_ms, kind, subject, channel]);
  for (const part of inParts(columns, CHANGES_A_STATEMENT)) {
    sql.run(
      `INSERT INTO changes (seq, at_ms, kind, subject, channel)
       SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`,
      JSON.stringify(part),
    );
  }
}

export function storedAnswer<Outcome>(sql: Sql, scoped_key: string): StoredAnswer<Outcome> | undefined {
  const row = first(
    sql.all<{
      seq: number;
      digests: string;
      claimed_at_ms: number;
      outcome: string;
      encoder: number;
      trace_id: string;
      request_id: string;
    }>(
      "SELECT seq, digests, claimed_at_ms, outcome, encoder, trace_id, request_id FROM changes WHERE key = ?",
      scoped_key,
    ),
  );
  if (!row) return undefined;
  return {
    ...row,
    replayed: true,
    // What insertAnswered wrote as these two types.
    digests: JSON.parse(row.digests) as Digests,
    outcome: JSON.parse(row.outcome) as Outcome,
  };
}

/** The oldest change still kept, or undefined when there is none. */
export function oldestKept(sql: Sql): { seq: number; at_ms: number } | undefined {
  return first(sql.all<{ seq: number; at_ms: number }>("SELECT seq, at_ms FROM changes ORDER BY seq LIMIT 1"));
}

/** Changes from_seq..to_seq in order; with `projected`, only those of bookings, entries and capacity, at most `rows_max`. */
export function changesBetween<Kind extends string>(
  sql: Sql,
  range: {
    readonly from_seq: number;
    readonly to_seq: number;
    readonly rows_max?: number;
    readonly projected?: boolean;
  },
): Change<Kind>[] {
  const only = range.projected ? "AND kind IN (SELECT value FROM json_each(?4))" : "AND ?4 IS NOT NULL";
  return sql.all<ChangeRow<Kind>>(
    `SELECT seq, at_ms, kind, subject, channel FROM changes WHERE seq BETWEEN ?1 AND ?2 ${only} ORDER BY seq LIMIT ?3`,
    range.from_seq,
    range.to_seq,
    range.rows_max ?? -1,
    JSON.stringify(PROJECTED_KINDS),
  );
}

/** Drops at most `rows_max` changes that happened before `before_ms` and up to `seq_max`; says how many. */
export function dropChanges(sql: Sql, bounds: { before_ms: number; seq_max: number; rows_max: number }): number {
  const dropped = sql.all(
    `DELETE FROM changes WHERE seq IN (SELECT seq FROM changes WHERE seq <= ? ORDER BY seq LIMIT ?) AND at_ms < ? RETURNING seq`,
    bounds.seq_max,
    bounds.rows_max,
    bounds.before_ms,
  );
  return dropped.length;
}
