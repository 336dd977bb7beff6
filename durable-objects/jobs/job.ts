// A job: work over everything that there is, in stretches, of which each item is done and counted before the next one.
// What changes a job is here, and pure.
import type { Actor } from "../envelope.ts";

export const JOB_LIMITS = {
  /** Tries in a row at one item, or at finding out which are next. */
  attempts_max: 5,
  /** Items in a row that were given up after so many tries: something is wrong that is none of theirs. */
  given_up_max: 3,
  backoff_ms: 1_000,
  backoff_max_ms: 60_000,
  failures_max: 20,
  kept_max: 100,
  subject_length: 256,
  message_length: 500,
} as const;

export type JobKind = "display_backfill" | "artifact_cleanup";

export type JobStart = {
  readonly id: string;
  readonly kind: JobKind;
  readonly dry_run: boolean;
  /** Who started it, in whose name it changes things. */
  readonly actor: Actor;
  readonly trace_id: string;
  readonly request_id: string;
};

export type Failed = { readonly subject: string; readonly message: string };

export type Job = JobStart & {
  readonly no: number;
  readonly status: "RUNNING" | "DONE" | "FAILED";
  readonly checked: number;
  readonly changed: number;
  readonly failed: number;
  /** The first of them. */
  readonly failures: readonly Failed[];
  readonly error: string | null;
  /** Behind the last item that was done; null at the start. */
  readonly cursor: string | null;
  readonly attempts: number;
  readonly given_up: number;
  readonly step_at_ms: number;
  readonly created_at_ms: number;
  readonly updated_at_ms: number;
  readonly ended_at_ms: number | null;
};

/** What came of an item: of one subject or of several that are looked at together. */
export type Tally = { readonly checked: number; readonly changed: number; readonly failures: readonly Failed[] };

/** Doing one twice, as after a crash, has the effect of doing it once. */
export type Item = {
  readonly subject: string;
  /** Where the job goes on behind it. */
  readonly cursor: string;
  /** Throws when something could not be reached. */
  readonly run: () => Promise<Tally>;
};

/** What comes next, of a bounded length. */
export type Stretch = { readonly items: readonly Item[]; readonly more: boolean };

export function newJob(start: JobStart, no: number, now: number): Job {
  return {
    ...start,
    no,
    status: "RUNNING",
    checked: 0,
    changed: 0,
    failed: 0,
    failures: [],
    error: null,
    cursor: null,
    attempts: 0,
    given_up: 0,
    step_at_ms: now,
    created_at_ms: now,
    updated_at_ms: now,
    ended_at_ms: null,
  };
}

export function advanced(job: Job, { cursor }: Item, tally: Tally, now: number): Job {
  return { ...counted(job, tally), cursor, attempts: 0, given_up: 0, step_at_ms: now, updated_at_ms: now };
}

export function done(job: Job, now: number): Job {
  return { ...job, status: "DONE", attempts: 0, updated_at_ms: now, ended_at_ms: now };
}

/** A try ended in an error: another one later; or the item is left behind; or, when that does not help, the job ends. */
export function tried(job: Job, item: Item | undefined, error: unknown, now: number): Job {
  const attempts = job.attempts + 1;
  const message = messageOf(error);
  if (attempts < JOB_LIMITS.attempts_max) {
    const wait_ms = Math.min(JOB_LIMITS.backoff_max_ms, JOB_LIMITS.backoff_ms * 2 ** (attempts - 1));
    return { ...job, attempts, step_at_ms: now + wait_ms, updated_at_ms: now };
  }
  const given_up = job.given_up + 1;
  if (item === undefined || given_up >= JOB_LIMITS.given_up_max) {
    return { ...job, status: "FAILED", attempts, error: message, updated_at_ms: now, ended_at_ms: now };
  }
  const left = counted(job, { checked: 1, changed: 0, failures: [{ subject: item.subject, message }] });
  return { ...left, cursor: item.cursor, attempts: 0, given_up, step_at_ms: now, updated_at_ms: now };
}

function counted(job: Job, { checked, changed, failures }: Tally): Job {
  const shown = failures.map(({ subject, message }) => ({
    subject: subject.slice(0, JOB_LIMITS.subject_length),
    message: message.slice(0, JOB_LIMITS.message_length),
  }));
  return {
    ...job,
    checked: job.checked + checked,
    changed: job.changed + changed,
    failed: job.failed + failures.length,
    failures: [...job.failures, ...shown].slice(0, JOB_LIMITS.failures_max),
  };
}

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, JOB_LIMITS.message_length);
}
