// A departure's object without workerd: the real command line, commit, store and reads over node:sqlite, with
// what the object's class does around them. Can be evicted, can crash in the middle, and its alarm rings only
// when somebody rings it.
import { copyFileSync, existsSync } from "node:fs";
import { storedAnswer } from "../durable-objects/changes.ts";
import { CommandLine, type Ready } from "../durable-objects/command-line.ts";
import { answerQuery } from "../durable-objects/departure/answer-query.ts";
import type { Command, DepartureKinds, Outcome, Query, QueryAnswer } from "../durable-objects/departure/commands.ts";
import { DEPARTURE, departureStore } from "../durable-objects/departure/kind.ts";
import { DEPARTURE_MIGRATIONS } from "../durable-objects/departure/migrations.ts";
import type { Actor, Answer, Binding, Claim } from "../durable-objects/envelope.ts";
import { migrate } from "../durable-objects/migrate.ts";
import { type CommitPorts, cleanUp, commitBatch } from "../durable-objects/sale/commit.ts";
import type { SaleStore } from "../durable-objects/sale/store.ts";
import { faultySql, InjectedFault, type NodeSql, noFaults, openNodeSql, type SqlFaults } from "./node-sql.ts";

export type Around = {
  clock(): number;
  claim(home: string, channel: string, claims: readonly Claim[]): Promise<Binding[]>;
  /** A batch is about to be committed. */
  committing(home: string, batch: readonly Ready<Command>[]): void;
  committed(home: string, batch: readonly Ready<Command>[], answers: readonly Answer<Outcome>[]): void;
  threw(home: string, batch: readonly Ready<Command>[], error: unknown): void;
};

export class SimulatedDeparture {
  readonly id: string;
  readonly #around: Around;
  readonly #path: string | undefined;
  #incarnation = 0;
  #sql: NodeSql;
  #dies = false;
  faults: SqlFaults = noFaults();
  /** The process dies right after the next commit, before anybody hears of it. */
  dieAfterCommit = false;
  store: SaleStore<DepartureKinds>;
  line: CommandLine<Command, Outcome>;
  alarm_at_ms: number | null = null;

  /** `path`: where its file is, or undefined to live in memory. */
  constructor(id: string, around: Around, path: string | undefined) {
    this.id = id;
    this.#around = around;
    this.#path = path;
    this.#sql = openNodeSql(this.#file());
    migrate(this.#sql, DEPARTURE_MIGRATIONS);
    this.store = this.#open();
    this.line = this.#newLine();
  }

  /** The counted statement that fails next takes the whole process with it. */
  dieAt(countdown: number): void {
    this.faults.countdown = countdown;
    this.#dies = true;
  }

  get inFile(): boolean {
    return this.#path !== undefined;
  }

  /** Faults that did not strike are called off. */
  calm(): void {
    this.faults.countdown = undefined;
    this.faults.poison = undefined;
    this.#dies = false;
    this.dieAfterCommit = false;
  }

  get crashed(): boolean {
    return this.faults.dead;
  }

  /** The object leaves memory and comes back: same tables, nothing else. */
  evict(): void {
    this.store = this.#open();
    this.line = this.#newLine();
  }

  /** After a crash: what the files held at that moment is all there is. */
  restart(): void {
    if (this.#path !== undefined) {
      this.#sql.close();
      this.#incarnation += 1;
      this.#sql = openNodeSql(this.#file());
      migrate(this.#sql, DEPARTURE_MIGRATIONS);
    }
    this.evict();
  }

  /** In memory, that the open transaction is rolled back is all of a crash. */
  crash(): void {
    if (this.faults.dead) return;
    this.faults.dead = true;
    if (this.#path === undefined) return;
    const next = `${this.#path}-${this.#incarnation + 1}`;
    for (const suffix of ["", "-wal"]) {
      if (existsSync(this.#file() + suffix)) copyFileSync(this.#file() + suffix, next + suffix);
    }
  }

  ask(query: Query, actor: Actor): QueryAnswer {
    const now = this.#around.clock();
    if (this.store.anyDue(now)) this.#commit([]);
    return answerQuery(this.store, query, actor, now);
  }

  /** What the alarm does, but for sockets and D1, which `drain` stands for. */
  ring(drain: () => void): void {
    this.alarm_at_ms = null;
    this.store.saveAlarm(null);
    this.#commit([]);
    drain();
    while (cleanUp(this.store, this.#around.clock()));
    this.#commit([]);
  }

  close(): void {
    this.#sql.close();
  }

  #commit(batch: Ready<Command>[]): Answer<Outcome>[] {
    let arm_at_ms: number | undefined;
    this.#around.committing(this.id, batch);
    let answers: Answer<Outcome>[];
    try {
      const ports: CommitPorts = {
        arm: (at_ms) => {
          arm_at_ms = at_ms;
        },
        otherwiseDue: () => undefined,
        drainNotBefore: () => 0,
      };
      answers = commitBatch<DepartureKinds>({ store: this.store, kind: DEPARTURE, ports }, batch, this.#around.clock());
    } catch (error) {
      this.#around.threw(this.id, batch, error);
      throw error;
    }
    if (arm_at_ms !== undefined) this.alarm_at_ms = arm_at_ms;
    this.#around.committed(this.id, batch, answers);
    if (this.dieAfterCommit) {
      this.crash();
      throw new InjectedFault("the process died after its commit");
    }
    return answers;
  }

  #open(): SaleStore<DepartureKinds> {
    this.faults = noFaults();
    this.#dies = false;
    this.dieAfterCommit = false;
    const { faults } = this;
    return departureStore(faultySql(this.#sql, faults, () => this.#dies && this.crash()));
  }

  #newLine(): CommandLine<Command, Outcome> {
    const { store, faults } = this;
    return new CommandLine({
      target: () => this.id,
      clock: () => this.#around.clock(),
      stored: (scoped_key) => storedAnswer<Outcome>(store.sql, scoped_key),
      claim: (channel, claims) =>
        faults.dead
          ? Promise.reject(new InjectedFault("the process is gone"))
          : this.#around.claim(this.id, channel, claims),
      commit: (batch) => {
        if (faults.dead) throw new InjectedFault("the process is gone");
        return this.#commit(batch);
      },
      failed: () => undefined,
    });
  }

  #file(): string {
    if (this.#path === undefined) return ":memory:";
    return this.#incarnation === 0 ? this.#path : `${this.#path}-${this.#incarnation}`;
  }
}
