// One seating scheme: its versions, their structure and prices, and the drawings that they come from. Commands go through
// the command line into one commit; D1 is told of the scheme, its uploads and its audit by the projection, and R2 of the
// files that a commit made; the alarm tries both again.
import { DurableObject } from "cloudflare:workers";
import { HOUR_MS } from "../../domain/limits.ts";
import { ALARM, planAlarm } from "../alarm-plan.ts";
import { dropChanges, oldestKept, storedAnswer } from "../changes.ts";
import { CommandLine, type Ready } from "../command-line.ts";
import type { Answer, Envelope } from "../envelope.ts";
import { type Environment, projectorFor } from "../environment.ts";
import { isCreated, migrate } from "../migrate.ts";
import { Projection } from "../projection.ts";
import { notThere, RETENTION } from "../sale/commit.ts";
import { objectSql, type Sql } from "../sql.ts";
import { answerQuery } from "./answer-query.ts";
import type { Command, Outcome } from "./commands.ts";
import { Desk } from "./desk.ts";
import { execute, recorded } from "./execute.ts";
import { FileCare, type FileName, type Removal } from "./file-care.ts";
import { PREVIEW_KIND } from "./file-name.ts";
import { SCHEME_MIGRATIONS } from "./migrations.ts";
import { pendingRows } from "./pending-rows.ts";
import type { Query, QueryAnswer } from "./queries.ts";
import { type SchemeState, SchemeStore } from "./store.ts";
import { takeDrawing } from "./version-commands.ts";

const SCHEME = { noun: "scheme" } as const;

export class SchemeObject extends DurableObject<Environment> {
  readonly #sql: Sql;
  readonly #store: SchemeStore;
  readonly #line: CommandLine<Command, Outcome>;
  readonly #projection: Projection;
  readonly #files: FileCare;
  #created: boolean;

  constructor(state: DurableObjectState, environment: Environment) {
    super(state, environment);
    this.#sql = objectSql(state.storage);
    this.#store = new SchemeStore(this.#sql);
    this.#created = isCreated(this.#sql);
    if (this.#created) migrate(this.#sql, SCHEME_MIGRATIONS);
    this.#line = new CommandLine({
      target: () => state.id.name ?? "",
      clock: () => Date.now(),
      stored: (scoped_key) => (this.#created ? storedAnswer<Outcome>(this.#sql, scoped_key) : undefined),
      claim: (channel, claims) => environment.GATEKEEPER.getByName(channel).claimMany(claims),
      commit: (batch) => this.#commit(batch),
      failed: (error) => report("command", error),
    });
    this.#projection = new Projection({
      pending: () => (this.#created ? pendingRows(this.#store) : undefined),
      send: (rows) => this.#send(rows),
      advance: (seq) => this.#store.transaction(() => this.#store.saveProjected(seq)),
      clock: () => Date.now(),
      failed: (error) => report("projection", error),
    });
    this.#files = new FileCare(
      () => this.env.ARTIFACTS,
      () => this.#needed(),
    );
    // What a crash or an eviction left untold is told at the next waking, whoever wakes it.
    if (this.#created && pendingRows(this.#store)) this.#projection.poke();
  }

  /** Carries out a command once, however often it is sent with its key. Never throws: a failure is an outcome. */
  submit(envelope: Envelope<Command>): Promise<Answer<Outcome>> {
    if (!this.#created) {
      if (envelope.command.type !== "create") return Promise.resolve(notThere(SCHEME, envelope));
      migrate(this.#sql, SCHEME_MIGRATIONS);
      this.#created = true;
    }
    return this.#line.submit(envelope);
  }

  ask(query: Query): QueryAnswer {
    const state = this.#created ? this.#store.load() : undefined;
    if (!state) return { outcome: { ok: false, code: "NOT_FOUND", what: "scheme" }, seq: 0 };
    return { outcome: answerQuery(this.#store, state, query), seq: state.seq };
  }

  /** Forgets what is remembered of the tables: for whoever changed them from outside, as a repair or a test does. */
  forget(): void {
    this.#store.forget();
  }

  /** True once D1 and R2 have everything that was committed before the call; false when one could not be reached. */
  projected(): Promise<boolean> {
    return this.#created ? this.#projection.caughtUp() : Promise.resolve(true);
  }

  /** To be called before files are put that a command will refer to. */
  expectFiles(): Promise<void> {
    return this.#files.expect(Date.now());
  }

  /** Of its files in R2 removes those that nothing refers to, and answers their keys; with dry_run it only says them. */
  removeUnneeded(removal: Removal): Promise<string[]> {
    return this.#files.removeUnneeded(removal, () => Date.now());
  }

  override async alarm(): Promise<void> {
    if (!this.#created) return;
    const state = this.#store.load();
    if (!state) return;
    this.#store.save({ ...state, alarm_at_ms: null });
    try {
      await this.#projection.caughtUp();
      while (this.#cleanUp()) await scheduler.wait(0);
    } finally {
      // Arms the next one for whatever is due, also when something above failed.
      this.#commit([]);
    }
  }

  async #send(rows: Parameters<ReturnType<typeof projectorFor>["project"]>[0]): Promise<void> {
    // Files first: what D1 names is there.
    const seq_max = this.#store.load()?.seq ?? 0;
    await this.#files.put({
      next: () => this.#store.unstoredFile(seq_max),
      stored: (file) => this.#store.fileStored(file),
    });
    await projectorFor(this.env, this.ctx.id.name ?? "").project(rows);
  }

  #needed(): ((file: FileName) => boolean) | undefined {
    const state = this.#created ? this.#store.load() : undefined;
    if (!state) return undefined;
    const previews = this.#store.versions.all(state.id).flatMap(({ snapshot }) => snapshot?.preview.sha256 ?? []);
    const kept = this.#store.uploads.everyArtifact().map(({ kind, sha256 }) => `${kind} ${sha256}`);
    const needed = new Set([...kept, ...previews.map((sha256) => `${PREVIEW_KIND} ${sha256}`)]);
    return ({ kind, sha256 }) => needed.has(`${kind} ${sha256}`);
  }

  #commit(batch: readonly Ready<Command>[]): Answer<Outcome>[] {
    const answers = this.#store.transaction(() => {
      let desk = this.#openDesk();
      const said = batch.map((ready): Answer<Outcome> => {
        const { command } = ready;
        if (desk === undefined && command.type === "create") {
          desk = this.#create(command.scheme);
          return recorded(desk, ready, takeDrawing(desk, command.drawing, undefined));
        }
        return desk === undefined ? notThere(SCHEME, ready) : execute(desk, ready);
      });
      if (desk !== undefined) this.#close(desk);
      return said;
    });
    this.#projection.poke();
    return answers;
  }

  #openDesk(): Desk | undefined {
    const state = this.#store.load();
    return state && new Desk(this.#store, state, Date.now());
  }

  #create(scheme: { readonly id: string; readonly name: string; readonly currency: string }): Desk {
    const now = Date.now();
    const state: SchemeState = {
      ...scheme,
      current_no: 0,
      next_record_no: 1,
      next_price_no: 1,
      created_at_ms: now,
      updated_at_ms: now,
      seq: 0,
      committed_at_ms: now,
      projected_seq: 0,
      alarm_at_ms: null,
    };
    this.#store.save(state);
    return new Desk(this.#store, state, now);
  }

  #close(desk: Desk): void {
    const { state, now } = desk;
    const untold = state.seq > (this.#store.load()?.projected_seq ?? 0);
    const oldest = state.alarm_at_ms === null ? oldestKept(this.#sql) : undefined;
    const due = [
      untold ? Math.max(now + ALARM.projection_ms, this.#projection.next_at_ms) : undefined,
      oldest && Math.max(oldest.at_ms + RETENTION.changes_ms, now + HOUR_MS),
    ];
    const at_ms = planAlarm(state.alarm_at_ms, due, now);
    if (at_ms !== null && at_ms !== state.alarm_at_ms) void this.ctx.storage.setAlarm(at_ms);
    desk.close(at_ms);
  }

  /** Drops some of the answers that are over their 24 hours. True when there may be more. */
  #cleanUp(): boolean {
    const { projected_seq = 0 } = this.#store.load() ?? {};
    const rows_max = RETENTION.rows_a_commit;
    const before_ms = Date.now() - RETENTION.changes_ms;
    return (
      this.#store.transaction(() => dropChanges(this.#sql, { before_ms, seq_max: projected_seq, rows_max })) ===
      rows_max
    );
  }
}

function report(what: string, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  console.error(JSON.stringify({ level: "error", where: `scheme.${what}`, message }));
}
