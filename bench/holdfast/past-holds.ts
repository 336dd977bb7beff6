// Gives a departure a past, by writing into its object's file while nothing is served: holds that were made and expired,
// each with its two changes (the command with its answer, and the end), copied from a hold that the API made.

import { DatabaseSync } from "node:sqlite";
import type { Acknowledged } from "../targets.ts";

const HOUR_MS = 3_600_000;

export interface PastHolds {
  readonly file: string;
  readonly count: number;
  /** When the last of them ended; they are spread over the time before it. */
  readonly ended_ms: number;
  readonly spread_ms: number;
}

const INSERT_HOLDS = `
  WITH RECURSIVE past(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM past WHERE i + 1 < $count)
  INSERT INTO holds (no, channel, customer_ref, seats, status, created_at_ms, expires_at_ms, unit_amount, currency)
  SELECT $seq + 1 + 2 * i, channel, 'past-customer-' || i, seats, 'EXPIRED', $ended - 600000 - ($spread * ($count - i)) / $count,
    $ended - ($spread * ($count - i)) / $count, unit_amount, currency
  FROM past, (SELECT * FROM holds WHERE no = $template)`;
const INSERT_MADE = `
  WITH RECURSIVE past(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM past WHERE i + 1 < $count)
  INSERT INTO changes (seq, at_ms, kind, subject, channel, actor, key, digests, claimed_at_ms, command, outcome, encoder,
    trace_id, request_id)
  SELECT $seq + 1 + 2 * i, $ended - 600000 - ($spread * ($count - i)) / $count, kind, $seq + 1 + 2 * i, channel, actor,
    key || '-past-' || i, digests, $ended - 600000 - ($spread * ($count - i)) / $count, command, outcome, encoder,
    trace_id, request_id
  FROM past, (SELECT * FROM changes WHERE seq = $template)`;
const INSERT_ENDED = `
  WITH RECURSIVE past(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM past WHERE i + 1 < $count)
  INSERT INTO changes (seq, at_ms, kind, subject, channel)
  SELECT $seq + 2 + 2 * i, $ended - ($spread * ($count - i)) / $count, 'hold_ended', $seq + 1 + 2 * i, channel
  FROM past, (SELECT * FROM changes WHERE seq = $template)`;

/** The hold that was copied and the changes before the past become part of it. */
const AGE_THE_FIRST = `
  UPDATE departure SET active_holds = 0, held = 0;
  UPDATE holds SET status = 'EXPIRED', created_at_ms = $long_ago, expires_at_ms = $long_ago WHERE status = 'ACTIVE';
  UPDATE changes SET at_ms = $long_ago WHERE seq <= $seq`;

/** At entry: nothing serves the file, and all that happened in it is one hold that the API made. Returns what is there now. */
export function writePastHolds({ file, count, ended_ms, spread_ms }: PastHolds): Acknowledged {
  const database = new DatabaseSync(file);
  try {
    const state = database.prepare("SELECT seq FROM departure").get();
    const template = database.prepare("SELECT no FROM holds ORDER BY no DESC LIMIT 1").get();
    const values = { $count: count, $seq: Number(state?.["seq"]), $template: Number(template?.["no"]) };
    const times = { $ended: ended_ms, $spread: spread_ms };
    database.exec("BEGIN");
    database.prepare(INSERT_HOLDS).run({ ...values, ...times });
    database.prepare(INSERT_MADE).run({ ...values, ...times });
    database.prepare(INSERT_ENDED).run({ $count: count, $seq: values.$seq, $template: values.$template, ...times });
    database.exec(
      AGE_THE_FIRST.replaceAll("$long_ago", String(ended_ms - spread_ms - HOUR_MS)).replace(
        "$seq",
        String(values.$seq),
      ),
    );
    database.exec(`UPDATE departure SET seq = seq + ${2 * count}, projected_seq = seq + ${2 * count}`);
    database.exec("COMMIT");
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const sum = database.prepare("SELECT count(*) AS requests, sum(seats) AS seats FROM holds").get();
    return { requests: Number(sum?.["requests"]), seats: Number(sum?.["seats"]) };
  } finally {
    database.close();
  }
}
