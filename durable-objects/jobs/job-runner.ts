// The object of all jobs: one, because there are few, because a job of a kind may not run beside another, and because
// their list is then a table here and needs no copy. An alarm carries out one stretch of one job, whose turn it is; after
// each item its counts and cursor are saved, so that a crash repeats one item at most. An error is tried again, later and
// later. What the items of a kind are is not known here: the Worker's side says it (worker/jobs/), which may look at
// drawings and at D1.
// Known weakness: an item that a crash repeats counts as one that needed no change, because by then it needs none.
import { DurableObject } from "cloudflare:workers";
import { ALARM } from "../alarm-plan.ts";
import type { Environment } from "../environment.ts";
import { isCreated, migrate } from "../migrate.ts";
import { objectSql, type Sql } from "../sql.ts";
import { advanced, done, JOB_LIMITS, type Job, type JobStart, newJob, type Stretch, tried } from "./job.ts";
import { JobRows } from "./job-rows.ts";
import { JOB_MIGRATIONS } from "./migrations.ts";

export abstract class JobRunner extends DurableObject<Environment> {
  readonly #sql: Sql;
  readonly #rows: JobRows;
  #created: boolean;
  #step: Promise<void> | undefined;

  constructor(state: DurableObjectState, environment: Environment) {
    super(state, environment);
    this.#sql = objectSql(state.storage);
    this.#rows = new JobRows(this.#sql);
    this.#created = isCreated(this.#sql);
    if (this.#created) migrate(this.#sql, JOB_MIGRATIONS);
  }

  /** What is next behind the job's cursor; no longer than can be done within a minute or so. */
  protected abstract next(job: Job, now: number): Promise<Stretch>;

  /** Starts it, unless it was started before or one that does the same runs: then that one is answered. */
  async start(wanted: JobStart): Promise<Job> {
    if (!this.#created) migrate(this.#sql, JOB_MIGRATIONS);
    this.#created = true;
    const job = this.#sql.transaction(() => {
      const known = this.#rows.find(wanted.id) ?? this.#rows.running(wanted);
      if (known) return known;
      const made = newJob(wanted, this.#rows.nextNo(), Date.now());
      this.#rows.drop(JOB_LIMITS.kept_max - 1);
      this.#rows.save(made);
      return made;
    });
    await this.#armIfLost();
    return job;
  }

  async find(id: string): Promise<Job | null> {
    await this.#armIfLost();
    return this.#created ? (this.#rows.find(id) ?? null) : null;
  }

  /** The newest first. */
  async list(before_no: number | null, limit: number): Promise<Job[]> {
    await this.#armIfLost();
    return this.#created ? this.#rows.list(before_no, limit) : [];
  }

  /** A second one while a stretch is under way, as after one that took long, waits for that. */
  override async alarm(): Promise<void> {
    if (!this.#created) return;
    this.#step ??= this.#carryOut().finally(() => {
      this.#step = undefined;
    });
    await this.#step;
  }

  async #carryOut(): Promise<void> {
    const job = this.#rows.next();
    if (!job) return;
    // Rings if this object ends before the stretch does.
    await this.ctx.storage.setAlarm(Date.now() + ALARM.lost_ms);
    try {
      await this.#stretch(job);
    } finally {
      this.#arm();
    }
  }

  async #stretch(job: Job): Promise<void> {
    let stretch: Stretch;
    try {
      stretch = await this.next(job, Date.now());
    } catch (error) {
      this.#save(tried(job, undefined, error, Date.now()), error);
      return;
    }
    let now_at = job;
    for (const item of stretch.items) {
      try {
        now_at = advanced(now_at, item, await item.run(), Date.now());
      } catch (error) {
        this.#save(tried(now_at, item, error, Date.now()), error);
        return;
      }
      this.#save(now_at);
    }
    if (!stretch.more) this.#save(done(now_at, Date.now()));
  }

  #save(job: Job, error?: unknown): void {
    if (error !== undefined) report(job, error);
    this.#rows.save(job);
  }

  #arm(): void {
    const job = this.#rows.next();
    if (job) void this.ctx.storage.setAlarm(Math.max(job.step_at_ms, Date.now() + 1));
    else void this.ctx.storage.deleteAlarm();
  }

  /** The platform gives an alarm up after some failures of its own. */
  async #armIfLost(): Promise<void> {
    if (!this.#created || this.#step || !this.#rows.next()) return;
    if ((await this.ctx.storage.getAlarm()) === null && !this.#step) this.#arm();
  }
}

function report({ id, kind }: Job, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(JSON.stringify({ level: "error", where: `job.${kind}`, job_id: id, message }));
}
