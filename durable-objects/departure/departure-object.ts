// One departure: its places, holds, bookings and waitlist. Thin: commands go through the command line into one
// commit, reads answer from the tables, sockets belong to the feed, D1 is told by the projection. The alarm
// only makes noticed what is already true.
import { DurableObject } from "cloudflare:workers";
import { childNumber, homeOf, OWN_LENGTH } from "../../domain/identifier.ts";
import { storedAnswer } from "../changes.ts";
import { CommandLine } from "../command-line.ts";
import type { Actor, Answer, Envelope } from "../envelope.ts";
import { type Environment, metricsHub, projectorFor } from "../environment.ts";
import { FEED, Feed, type Listener } from "../feed.ts";
import { isCreated, migrate } from "../migrate.ts";
import { Projection } from "../projection.ts";
import { objectSql, type Sql } from "../sql.ts";
import { answerQuery } from "./answer-query.ts";
import type { Command, Outcome, Query, QueryAnswer } from "./commands.ts";
import { answerWith, cleanUp, commitBatch } from "./commit.ts";
import { DEPARTURE_MIGRATIONS } from "./migrations.ts";
import { DepartureStore } from "./store.ts";
import { changesFrame, pendingRows, snapshotFrame } from "./views.ts";

const GAUGE_MS = 1_000;

export type FeedRequest = {
  readonly listener: Listener;
  readonly since: number | null;
  readonly ticket: { id: string; expires_at_ms: number } | null;
};

export class DepartureObject extends DurableObject<Environment> {
  readonly #sql: Sql;
  readonly #store: DepartureStore;
  readonly #line: CommandLine<Command, Outcome>;
  readonly #projection: Projection;
  readonly #feed: Feed;
  #created: boolean;
  #gauging = false;

  constructor(state: DurableObjectState, environment: Environment) {
    super(state, environment);
    this.#sql = objectSql(state.storage);
    this.#store = new DepartureStore(this.#sql);
    this.#created = isCreated(this.#sql);
    if (this.#created) migrate(this.#sql, DEPARTURE_MIGRATIONS);
    this.#line = new CommandLine({
      target: () => this.ctx.id.name ?? "",
      clock: () => Date.now(),
      stored: (scoped_key) => (this.#created ? storedAnswer<Outcome>(this.#sql, scoped_key) : undefined),
      claim: (channel, claims) => this.env.GATEKEEPER.getByName(channel).claimMany(claims),
      commit: (batch) => this.#commit(batch),
      failed: (error) => report("departure.command", error),
    });
    this.#projection = new Projection({
      pending: () => (this.#created ? pendingRows(this.#store, Date.now()) : undefined),
      send: (rows) => projectorFor(this.env, this.ctx.id.name ?? "").project(rows),
      advance: (seq) => {
        this.#store.saveProjected(seq);
        this.#gaugeSoon();
      },
      clock: () => Date.now(),
      failed: (error) => {
        report("departure.projection", error);
        this.#gaugeSoon();
      },
    });
    this.#feed = new Feed(state, {
      head: () => this.#store.load()?.seq ?? 0,
      changes: (listener, from_seq, to_seq) => changesFrame(this.#store, listener, from_seq, to_seq),
      snapshot: (listener) => snapshotFrame(this.#store, listener),
      clock: () => Date.now(),
    });
    // What a crash or an eviction left untold is told at the next waking, whoever wakes it.
    if (this.#created && pendingRows(this.#store, Date.now())) this.#projection.poke();
  }

  /** Carries out a command once, however often it is sent with its key. Never throws: a failure is an outcome. */
  submit(envelope: Envelope<Command>): Promise<Answer<Outcome>> {
    if (!this.#created) {
      if (envelope.command.type !== "create")
        return Promise.resolve(answerWith(envelope, { ok: false, code: "NOT_FOUND", what: "departure" }));
      migrate(this.#sql, DEPARTURE_MIGRATIONS);
      this.#created = true;
    }
    return this.#line.submit(envelope);
  }

  ask(query: Query, actor: Actor): QueryAnswer {
    if (!this.#created) return { outcome: { ok: false, code: "NOT_FOUND", what: "departure" }, seq: 0 };
    const now = Date.now();
    if (this.#store.anyDue(now)) this.#commit([]);
    return answerQuery(this.#store, query, actor, now);
  }

  /** Forgets what is remembered of the tables: for whoever changed them from outside, as a repair or a test does. */
  forget(): void {
    this.#store.forget();
  }

  /** True once D1 has everything that was committed before the call; false when D1 could not be reached. */
  projected(): Promise<boolean> {
    return this.#created ? this.#projection.caughtUp() : Promise.resolve(true);
  }

  /** A WebSocket upgrade; who listens was established by the Worker and comes in the header `holdfast-feed`. */
  override fetch(request: Request): Response {
    const asked = JSON.parse(request.headers.get("holdfast-feed") ?? "null") as FeedRequest | null;
    if (!asked || !this.#created) return new Response(null, { status: 404 });
    if (this.#feed.full) return new Response(null, { status: 503 });
    const now = Date.now();
    const { ticket } = asked;
    if (ticket && !this.#store.transaction(() => this.#store.useTicket(ticket.id, ticket.expires_at_ms, now))) {
      return new Response(null, { status: 401 });
    }
    if (this.#store.anyDue(now)) this.#commit([]);
    const { 0: client, 1: server } = new WebSocketPair();
    this.#feed.accept(server, asked.listener, asked.since ?? undefined);
    this.#armForSockets(now);
    this.#gaugeSoon();
    const protocol = request.headers.get("sec-websocket-protocol");
    const headers = protocol ? { "sec-websocket-protocol": protocol } : {};
    return new Response(null, { status: 101, webSocket: client, headers });
  }

  override webSocketMessage(socket: WebSocket, message: string | ArrayBuffer): void {
    this.#feed.message(socket, message);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    // 1005 and 1006 say that no code came; they may not be sent.
    this.#feed.drop(socket, code === 1005 || code === 1006 ? 1000 : code, "goodbye");
    this.#gaugeSoon();
  }

  override webSocketError(socket: WebSocket): void {
    this.#feed.drop(socket, 1011, "error");
  }

  override async alarm(): Promise<void> {
    if (!this.#created) return;
    this.#store.saveAlarm(null);
    try {
      this.#commit([]);
      try {
        await this.#feed.revalidate((channel, key_ids) => this.#validKeys(channel, key_ids));
      } finally {
        // A channel whose gatekeeper fails must not keep D1 from being told, nor the tables from being cleaned.
        await this.#projection.caughtUp();
        while (cleanUp(this.#store, Date.now())) await scheduler.wait(0);
      }
    } finally {
      // Arms the next one for whatever is due, also when something above failed.
      this.#commit([]);
    }
  }

  #commit(batch: Parameters<typeof commitBatch>[1]): Answer<Outcome>[] {
    const answers = commitBatch(this.#store, batch, Date.now(), {
      arm: (at_ms) => void this.ctx.storage.setAlarm(at_ms),
      drainNotBefore: () => this.#projection.next_at_ms,
      otherwiseDue: () => (this.#feed.size > 0 ? Date.now() + FEED.revalidate_ms : undefined),
    });
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
      const state = this.#store.load();
      if (!state) return;
      const { seq, projected_seq, departure } = state;
      const gauges = {
        active_holds: departure.active_holds,
        sockets: this.#feed.size,
        lag_changes: seq - projected_seq,
      };
      metricsHub(this.env)
        .gauge(departure.id, gauges)
        .catch(() => undefined);
    }, GAUGE_MS);
  }

  #armForSockets(now: number): void {
    const state = this.#store.load();
    const at_ms = now + FEED.revalidate_ms;
    if (!state || (state.alarm_at_ms !== null && state.alarm_at_ms <= at_ms)) return;
    this.#store.transaction(() => {
      this.#store.saveAlarm(at_ms);
      void this.ctx.storage.setAlarm(at_ms);
    });
  }

  /** The keys of a channel that may still read; keys that no gatekeeper keeps are valid as long as they are configured. */
  async #validKeys(channel: string, key_ids: string[]): Promise<Set<string>> {
    const kept = key_ids.filter((id) => homeOf("key", id, OWN_LENGTH) !== undefined);
    const numbers = new Map(kept.map((id) => [childNumber("key", id)?.no ?? 0, id]));
    const valid = numbers.size > 0 ? await this.env.GATEKEEPER.getByName(channel).validKeys([...numbers.keys()]) : [];
    const good = new Set(key_ids.filter((id) => !kept.includes(id)));
    for (const no of valid) good.add(numbers.get(no) ?? "");
    return good;
  }
}

function report(where: string, error: unknown): void {
  console.error(
    JSON.stringify({ level: "error", where, message: error instanceof Error ? error.message : String(error) }),
  );
}
