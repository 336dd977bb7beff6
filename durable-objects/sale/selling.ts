// What the object of a sale is made of: commands go through the command line into one commit, reads answer from the
// tables, sockets belong to the feed, D1 is told by the projection. The alarm only makes noticed what is already true.
// The object's class hands its calls on to this and adds nothing; what kind of sale it is, its `Trade` says.
import { childNumber, homeOf, OWN_LENGTH } from "../../domain/identifier.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { storedAnswer } from "../changes.ts";
import { CommandLine, type Ready } from "../command-line.ts";
import type { Answer, Envelope } from "../envelope.ts";
import { type Environment, metricsHub, projectorFor } from "../environment.ts";
import { FEED, Feed, type Listener } from "../feed.ts";
import { isCreated, migrate } from "../migrate.ts";
import { Projection, type ProjectionPorts } from "../projection.ts";
import { objectSql, type Sql } from "../sql.ts";
import { cleanUp, commitBatch, notThere } from "./commit.ts";
import type { SaleKind, SaleKinds } from "./kinds.ts";
import type { SaleStore } from "./store.ts";

const GAUGE_MS = 1_000;

export type FeedRequest = {
  readonly listener: Listener;
  readonly since: number | null;
  readonly ticket: { id: string; expires_at_ms: number } | null;
  /** The venue that the address names; null for a departure. Absent from a Worker that is older than this. */
  readonly venue_id?: string | null;
};

/** Everything that an object of this kind does otherwise than others. */
export type Trade<K extends SaleKinds> = {
  readonly migrations: readonly string[];
  readonly store: SaleStore<K>;
  readonly kind: SaleKind<K>;
  /** The command that makes a sale where there is none. */
  readonly makes: K["command"]["type"];
  pendingRows(clock: number): ReturnType<ProjectionPorts["pending"]>;
  /** Whether the address of a feed names this sale. */
  isAt(venue_id: string | null): boolean;
  changesFrame(listener: Listener, from_seq: number, to_seq: number): object | undefined;
  snapshotFrame(listener: Listener): object;
};

type Outcome<K extends SaleKinds> = K["outcome"] | Refusal;

export class Selling<K extends SaleKinds> {
  readonly #state: DurableObjectState;
  readonly #environment: Environment;
  readonly #sql: Sql;
  readonly #trade: Trade<K>;
  readonly #line: CommandLine<K["command"], Outcome<K>>;
  readonly #projection: Projection;
  readonly #feed: Feed;
  #created: boolean;
  #gauging = false;

  constructor(state: DurableObjectState, environment: Environment, traded: (sql: Sql) => Trade<K>) {
    this.#state = state;
    this.#environment = environment;
    this.#sql = objectSql(state.storage);
    this.#trade = traded(this.#sql);
    this.#created = isCreated(this.#sql);
    if (this.#created) migrate(this.#sql, this.#trade.migrations);
    this.#line = this.#newLine();
    this.#projection = this.#newProjection();
    this.#feed = new Feed(state, {
      head: () => this.#trade.store.load()?.seq ?? 0,
      changes: (listener, from_seq, to_seq) => this.#trade.changesFrame(listener, from_seq, to_seq),
      snapshot: (listener) => this.#trade.snapshotFrame(listener),
      clock: () => Date.now(),
    });
    // What a crash or an eviction left untold is told at the next waking, whoever wakes it.
    if (this.#created && this.#trade.pendingRows(Date.now())) this.#projection.poke();
  }

  #newLine(): CommandLine<K["command"], Outcome<K>> {
    return new CommandLine({
      target: () => this.#state.id.name ?? "",
      clock: () => Date.now(),
      stored: (scoped_key) => (this.#created ? storedAnswer<Outcome<K>>(this.#sql, scoped_key) : undefined),
      claim: (channel, claims) => this.#environment.GATEKEEPER.getByName(channel).claimMany(claims),
      commit: (batch) => this.#commit(batch),
      failed: (error) => this.#report("command", error),
    });
  }

  #newProjection(): Projection {
    return new Projection({
      pending: () => (this.#created ? this.#trade.pendingRows(Date.now()) : undefined),
      send: (rows) => projectorFor(this.#environment, this.#state.id.name ?? "").project(rows),
      advance: (seq) => {
        this.#trade.store.saveProjected(seq);
        this.#gaugeSoon();
      },
      clock: () => Date.now(),
      failed: (error) => {
        this.#report("projection", error);
        this.#gaugeSoon();
      },
    });
  }

  /** Carries out a command once, however often it is sent with its key. Never throws: a failure is an outcome. */
  submit(envelope: Envelope<K["command"]>): Promise<Answer<Outcome<K>>> {
    if (!this.#created) {
      if (envelope.command.type !== this.#trade.makes) return Promise.resolve(notThere(this.#trade.kind, envelope));
      migrate(this.#sql, this.#trade.migrations);
      this.#created = true;
    }
    return this.#line.submit(envelope);
  }

  /** What the tables answer at `now`, once what is due has been settled; undefined when there is nothing yet. */
  ask<T>(answer: (store: SaleStore<K>, now: number) => T): T | undefined {
    if (!this.#created) return undefined;
    const now = Date.now();
    if (this.#trade.store.anyDue(now)) this.#commit([]);
    return answer(this.#trade.store, now);
  }

  forget(): void {
    this.#trade.store.forget();
  }

  /** True once D1 has everything that was committed before the call; false when D1 could not be reached. */
  projected(): Promise<boolean> {
    return this.#created ? this.#projection.caughtUp() : Promise.resolve(true);
  }

  /** A WebSocket upgrade; who listens was established by the Worker and comes in the header `holdfast-feed`. */
  open(request: Request): Response {
    const asked = JSON.parse(request.headers.get("holdfast-feed") ?? "null") as FeedRequest | null;
    if (!asked || !this.#created || !this.#trade.isAt(asked.venue_id ?? null)) {
      return new Response(null, { status: 404 });
    }
    if (this.#feed.full) return new Response(null, { status: 503 });
    const { store } = this.#trade;
    const now = Date.now();
    const { ticket } = asked;
    if (ticket && !store.transaction(() => store.useTicket(ticket.id, ticket.expires_at_ms, now))) {
      return new Response(null, { status: 401 });
    }
    if (store.anyDue(now)) this.#commit([]);
    const { 0: client, 1: server } = new WebSocketPair();
    this.#feed.accept(server, asked.listener, asked.since ?? undefined);
    this.#armForSockets(now);
    this.#gaugeSoon();
    const protocol = request.headers.get("sec-websocket-protocol");
    const headers = protocol ? { "sec-websocket-protocol": protocol } : {};
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  message(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#feed.message(socket, message);
  }

  closed(socket: WebSocket, code: number): void {
    // 1005 and 1006 say that no code came; they may not be sent.
    this.#feed.drop(socket, code === 1005 || code === 1006 ? 1000 : code, "goodbye");
    this.#gaugeSoon();
  }

  broken(socket: WebSocket): void {
    this.#feed.drop(socket, 1011, "error");
  }

  async alarm(): Promise<void> {
    if (!this.#created) return;
    const { store } = this.#trade;
    store.saveAlarm(null);
    try {
      this.#commit([]);
      try {
        await this.#feed.revalidate((channel, key_ids) => this.#validKeys(channel, key_ids));
      } finally {
        // A channel whose gatekeeper fails must not keep D1 from being told, nor the tables from being cleaned.
        await this.#projection.caughtUp();
        while (cleanUp(store, Date.now())) await scheduler.wait(0);
      }
    } finally {
      // Arms the next one for whatever is due, also when something above failed.
      this.#commit([]);
    }
  }

  #commit(batch: readonly Ready<K["command"]>[]): Answer<Outcome<K>>[] {
    const ports = {
      arm: (at_ms: number) => void this.#state.storage.setAlarm(at_ms),
      drainNotBefore: () => this.#projection.next_at_ms,
      otherwiseDue: () => (this.#feed.size > 0 ? Date.now() + FEED.revalidate_ms : undefined),
    };
    const { store, kind } = this.#trade;
    const answers = commitBatch<K>({ store, kind, ports }, batch, Date.now());
    this.#feed.tickSoon();
    this.#projection.poke();
    return answers;
  }

  /** Tells the metrics hub how things stand, at most once a second. */
  #gaugeSoon(): void {
    if (this.#gauging) return;
    this.#gauging = true;
    setTimeout(() => {
      this.#gauging = false;
      const state = this.#trade.store.load();
      if (!state) return;
      const { seq, projected_seq, home } = state;
      const gauges = { active_holds: home.active_holds, sockets: this.#feed.size, lag_changes: seq - projected_seq };
      metricsHub(this.#environment)
        .gauge(home.id, gauges)
        .catch(() => undefined);
    }, GAUGE_MS);
  }

  #armForSockets(now: number): void {
    const { store } = this.#trade;
    const state = store.load();
    const at_ms = now + FEED.revalidate_ms;
    if (!state || (state.alarm_at_ms !== null && state.alarm_at_ms <= at_ms)) return;
    store.transaction(() => {
      store.saveAlarm(at_ms);
      void this.#state.storage.setAlarm(at_ms);
    });
  }

  /** The keys of a channel that may still read; keys that no gatekeeper keeps are valid as long as they are configured. */
  async #validKeys(channel: string, key_ids: string[]): Promise<Set<string>> {
    const kept = key_ids.filter((id) => homeOf("key", id, OWN_LENGTH) !== undefined);
    const numbers = new Map(kept.map((id) => [childNumber("key", id)?.no ?? 0, id]));
    const gatekeeper = this.#environment.GATEKEEPER.getByName(channel);
    const valid = numbers.size > 0 ? await gatekeeper.validKeys([...numbers.keys()]) : [];
    const good = new Set(key_ids.filter((id) => !kept.includes(id)));
    for (const no of valid) good.add(numbers.get(no) ?? "");
    return good;
  }

  #report(what: string, error: unknown): void {
    const where = `${this.#trade.kind.noun}.${what}`;
    console.error(
      JSON.stringify({ level: "error", where, message: error instanceof Error ? error.message : String(error) }),
    );
  }
}
