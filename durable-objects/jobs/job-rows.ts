// Rows of jobs.
import { first, type Row, type Sql } from "../sql.ts";
import type { Failed, Job, JobKind, JobStart } from "./job.ts";

type JobRow = Row &
  Omit<Job, "dry_run" | "failures" | "actor" | "trace_id" | "request_id"> & {
    readonly dry_run: number;
    /** JSON texts. */
    readonly failures: string;
    readonly request: string;
  };

export class JobRows {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  find(id: string): Job | undefined {
    return one(this.#sql.all<JobRow>("SELECT * FROM jobs WHERE id = ?", id));
  }

  running({ kind, dry_run }: { readonly kind: JobKind; readonly dry_run: boolean }): Job | undefined {
    const query = "SELECT * FROM jobs WHERE status = 'RUNNING' AND kind = ? AND dry_run = ?";
    return one(this.#sql.all<JobRow>(query, kind, dry_run ? 1 : 0));
  }

  /** The one whose turn it is. */
  next(): Job | undefined {
    const query = "SELECT * FROM jobs WHERE status = 'RUNNING' ORDER BY step_at_ms, no LIMIT 1";
    return one(this.#sql.all<JobRow>(query));
  }

  /** The newest first; `before_no` null for the start. */
  list(before_no: number | null, limit: number): Job[] {
    const query = "SELECT * FROM jobs WHERE ?1 IS NULL OR no < ?1 ORDER BY no DESC LIMIT ?2";
    return this.#sql.all<JobRow>(query, before_no, limit).map(jobOf);
  }

  nextNo(): number {
    return (first(this.#sql.all<{ no: number | null }>("SELECT max(no) AS no FROM jobs"))?.no ?? 0) + 1;
  }

  /** All but the newest; none that runs. */
  drop(kept_max: number): void {
    this.#sql.run(
      "DELETE FROM jobs WHERE status <> 'RUNNING' AND no NOT IN (SELECT no FROM jobs ORDER BY no DESC LIMIT ?)",
      kept_max,
    );
  }

  save({ actor, trace_id, request_id, ...job }: Job): void {
    this.#sql.run(
      `INSERT OR REPLACE INTO jobs (no, id, kind, dry_run, request, status, checked, changed, failed, failures, error, cursor,
         attempts, given_up, step_at_ms, created_at_ms, updated_at_ms, ended_at_ms)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      job.no,
      job.id,
      job.kind,
      job.dry_run ? 1 : 0,
      JSON.stringify({ actor, trace_id, request_id }),
      job.status,
      job.checked,
      job.changed,
      job.failed,
      JSON.stringify(job.failures),
      job.error,
      job.cursor,
      job.attempts,
      job.given_up,
      job.step_at_ms,
      job.created_at_ms,
      job.updated_at_ms,
      job.ended_at_ms,
    );
  }
}

function one(rows: JobRow[]): Job | undefined {
  const row = first(rows);
  return row && jobOf(row);
}

function jobOf({ dry_run, failures, request, ...row }: JobRow): Job {
  return {
    ...row,
    // What save() wrote.
    ...(JSON.parse(request) as Pick<JobStart, "actor" | "trace_id" | "request_id">),
    dry_run: dry_run === 1,
    failures: JSON.parse(failures) as Failed[],
  };
}
