// The object of a sale without workerd: the real command line, commit, store and reads of its trade over node:sqlite,
// with what the object's class does around them. Can be evicted, can crash in the middle, and its alarm rings only
// when somebody rings it.
import { copyFileSync, existsSync } from "node:fs";
import type { Refusal } from "../domain/refusal.ts";
import { storedAnswer } from "../durable-objects/changes.ts";
import { CommandLine, type Ready } from "../durable-objects/command-line.ts";
import type { Answer, Binding, Claim } from "../durable-objects/envelope.ts";
import { migrate } from "../durable-objects/migrate.ts";
import { type CommitPorts, cleanUp, commitBatch } from "../durable-objects/sale/commit.ts";
import type { SaleKinds } from "../durable-objects/sale/kinds.ts";
import type { Trade } from "../durable-objects/sale/selling.ts";
import type { Sql } from "../durable-objects/sql.ts";
import { faultySql, InjectedFault, type NodeSql, noFaults, openNodeSql, type SqlFaults } from "./node-sql.ts";

/** Of whatever kind of sale. */
export type AnyReady = Ready<{ readonly type: string }>;
export type AnyAnswer = Answer<{ readonly ok: boolean }>;

export type Around = {
  clock(): number;
  claim(home: string, channel: string, claims: readonly Claim[]): Promise<Binding[]>;
  /** A batch is about to be committed. */
  committing(home: string, batch: readonly AnyReady[]): void;
  committed(home: string, batch: readonly AnyReady[], answers: readonly AnyAnswer[]): void;
  threw(home: string, batch: readonly AnyReady[], error: unknown): void;
};

/** What a kind of object keeps of its tables while it is awake, and what it does with that. */
export type Shop<K extends SaleKinds, Books> = {
  readonly migrations: readonly string[];
  open(sql: Sql): { readonly books: Books; readonly trade: Trade<K> };
};

type Outcome<K extends SaleKinds> = K["outcome"] | Refusal;
type Place = {
  readonly id: string;
  readonly around: Around;
  /** Where its file is, or undefined to live in memory. */
  readonly path: string | undefined;
};

export class SimulatedSale<K extends SaleKinds, Books> {
  readonly id: string;
  readonly #shop: Shop<K, Books>;
  readonly #around: Around;
  readonly #path: string | undefined;
  #incarnation = 0;
  #sql: NodeSql;
  #dies = false;
  #awake: { readonly books: Books; readonly trade: Trade<K> };
  faults: SqlFaults = noFaults();
  /** The process dies right after the next commit, before anybody hears of it. */
  dieAfterCommit = false;
  line: CommandLine<K["command"], Outcome<K>>;
  alarm_at_ms: number | null = null;

  constructor(shop: Shop<K, Books>, { id, around, path }: Place) {
    this.id = id;
    this.#shop = shop;
    this.#around = around;
    this.#path = path;
    this.#sql = openNodeSql(this.#file());
    migrate(this.#sql, shop.migrations);
    this.#awake = this.#open();
    this.line = this.#newLine();
  }

  get books(): Books {
    return this.#awake.books;
  }

  get trade(): Trade<K> {
    return this.#awake.trade;
  }

  /** Whether its sale was made. */
  get made(): boolean {
    return this.trade.store.load() !== undefined;
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
    this.#awake = this.#open();
    this.line = this.#newLine();
  }

  /** After a crash: what the files held at that moment is all there is. */
  restart(): void {
    if (this.#path !== undefined) {
      this.#sql.close();
      this.#incarnation += 1;
      this.#sql = openNodeSql(this.#file());
      migrate(this.#sql, this.#shop.migrations);
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

  /** What the tables say now, once what is due has been settled. */
  ask<T>(answer: (now: number) => T): T {
    const now = this.#around.clock();
    if (this.trade.store.anyDue(now)) this.#commit([]);
    return answer(now);
  }

  /** What the alarm does, but for sockets and D1, which `drain` stands for. */
  ring(drain: () => void): void {
    this.alarm_at_ms = null;
    const { store } = this.trade;
    store.saveAlarm(null);
    this.#commit([]);
    drain();
    while (cleanUp(store, this.#around.clock()));
    this.#commit([]);
  }

  close(): void {
    this.#sql.close();
  }

  #commit(batch: Ready<K["command"]>[]): Answer<Outcome<K>>[] {
    let arm_at_ms: number | undefined;
    this.#around.committing(this.id, batch);
    let answers: Answer<Outcome<K>>[];
    try {
      const ports: CommitPorts = {
        arm: (at_ms) => {
          arm_at_ms = at_ms;
        },
        otherwiseDue: () => undefined,
        drainNotBefore: () => 0,
      };
      const { store, kind } = this.trade;
      answers = commitBatch<K>({ store, kind, ports }, batch, this.#around.clock());
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

  #open(): { readonly books: Books; readonly trade: Trade<K> } {
    this.faults = noFaults();
    this.#dies = false;
    this.dieAfterCommit = false;
    const { faults } = this;
    return this.#shop.open(faultySql(this.#sql, faults, () => this.#dies && this.crash()));
  }

  #newLine(): CommandLine<K["command"], Outcome<K>> {
    const { faults } = this;
    const { store } = this.trade;
    return new CommandLine({
      target: () => this.id,
      clock: () => this.#around.clock(),
      stored: (scoped_key) => storedAnswer<Outcome<K>>(store.sql, scoped_key),
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
