// One for each channel. It knows the channel's API keys (the truth of hash, permissions, limit and revocation),
// leases their rate limits, counts their use, and binds idempotency keys to requests across all objects.
// Bindings are answered from memory and written in batches after the answer: a crash in between can only miss
// the reuse of a key for another object, never a replay or a second effect (command-line.ts).
import { DurableObject } from "cloudflare:workers";
import { DAY_MS, HOUR_MS, LIMITS, MINUTE_MS, SECOND_MS } from "../../domain/limits.ts";
import {
  giveBackLease,
  leaseRate,
  type RateLease,
  type RateWindow,
  type UnusedLease,
} from "../../domain/rate-limit.ts";
import type { Binding, Claim } from "../envelope.ts";
import { type Environment, projectorFor } from "../environment.ts";
import { isCreated, migrate } from "../migrate.ts";
import { objectSql } from "../sql.ts";
import { bindKey, scopedClaim } from "./claims.ts";
import { KeyCabinet, type KeyNumber, type KeyUpdate, type KeyView, type Rotated, type Updated } from "./key-cabinet.ts";
import type { ChangedBy, NewKey, RecordedChange } from "./key-rows.ts";
import { GATEKEEPER_MIGRATIONS } from "./migrations.ts";
import { pendingRows } from "./pending-rows.ts";
import { GatekeeperStore } from "./store.ts";
import { type UsageBatch, UsageIntake } from "./usage-intake.ts";

const WRITE_BEHIND_MS = 250;
const UNWRITTEN_MAX = 100_000;
const CLEAN_UP_ROWS = 5_000;
/** How often D1 is told of the keys' use, and how soon when it was not lately. */
const DRAIN_APART_MS = MINUTE_MS;
const DRAIN_SOON_MS = SECOND_MS;

export type Admitted =
  | {
      readonly ok: true;
      readonly permissions: readonly string[];
      readonly lease: RateLease;
      /** Of the secret that belongs to the key. Objects older than access tokens do not say. */
      readonly secret_hash?: string;
      readonly ends_at_ms?: number | null;
    }
  | { readonly ok: false };

export class GatekeeperObject extends DurableObject<Environment> {
  readonly #store: GatekeeperStore;
  readonly #keys: KeyCabinet;
  readonly #usage: UsageIntake;
  readonly #unwritten = new Map<string, Binding>();
  readonly #windows = new Map<number, RateWindow>();
  #flushing = false;
  #drained_at_ms = 0;
  #created: boolean;

  constructor(state: DurableObjectState, environment: Environment) {
    super(state, environment);
    const sql = objectSql(state.storage);
    this.#store = new GatekeeperStore(sql);
    this.#keys = new KeyCabinet(this.#store);
    this.#usage = new UsageIntake(this.#store);
    this.#created = isCreated(sql);
    if (this.#created) migrate(sql, GATEKEEPER_MIGRATIONS);
  }

  /** Binds each key to its request, or tells what it is bound to already; in the order asked. */
  claimMany(claims: readonly Claim[]): Binding[] {
    this.#create();
    const now = Date.now();
    const bindings = claims.map((claim) => {
      const scoped = scopedClaim(claim);
      const known = this.#unwritten.get(scoped) ?? this.#store.claim(scoped);
      const { binding, fresh } = bindKey(known, claim, now);
      if (fresh) this.#unwritten.set(scoped, binding);
      return binding;
    });
    if (this.#unwritten.size > UNWRITTEN_MAX) this.#writeBehind();
    this.#flushSoon();
    return bindings;
  }

  /**
   * As claimMany, but the answer leaves when the binding is durable: for what a key is bound to before there is an
   * object that could remember it, such as the id of a departure that is being created.
   */
  claimDurably(claim: Claim): Binding | undefined {
    const [binding] = this.claimMany([claim]);
    this.#writeBehind();
    return binding;
  }

  /**
   * Whether the presented secret is this key's, and a lease of its rate limit; `unused` is left of the caller's last one.
   * Without a secret the caller vouches for the key by a token that it signed.
   */
  admit(key: KeyNumber, secret_hash: string | null, unused?: UnusedLease): Admitted {
    const now = Date.now();
    const found = this.#created ? this.#keys.usable(key, now) : undefined;
    if (!found || (secret_hash !== null && found.secret_hash !== secret_hash)) return { ok: false };
    const current = this.#windows.get(key.no) ?? found.window;
    const { window, lease } = leaseRate(unused ? giveBackLease(current, unused) : current, found.rate_limit, now);
    this.#windows.set(key.no, window);
    this.#flushSoon();
    const { permissions, ends_at_ms } = found;
    return { ok: true, permissions, lease, secret_hash: found.secret_hash, ends_at_ms };
  }

  /** The key, if it may be used. */
  lookUp(key: KeyNumber): KeyView | undefined {
    return this.#created ? this.#keys.usableView(key, Date.now()) : undefined;
  }

  /** Of the keys named, those that may still be used. */
  validKeys(nos: readonly number[]): number[] {
    return this.#created ? this.#keys.usableAmong(nos, Date.now()) : [];
  }

  createKey(key: NewKey, by?: ChangedBy): KeyView {
    this.#create();
    this.#flushSoon();
    return this.#keys.create(key, Date.now(), by);
  }

  /** The key as it is after being revoked, or undefined when there is none. Revoking again changes nothing. */
  revokeKey(key: KeyNumber, by?: ChangedBy): KeyView | undefined {
    if (!this.#created) return undefined;
    this.#flushSoon();
    return this.#keys.revoke(key, Date.now(), by);
  }

  updateKey(key: KeyNumber, update: KeyUpdate, by: ChangedBy): Updated | undefined {
    if (!this.#created) return undefined;
    this.#flushSoon();
    return this.#keys.update(key, update, { ...by, at_ms: Date.now() });
  }

  /** Another key with what this one may do, which itself ends after the overlap. The same secret again changes nothing. */
  rotateKey(
    key: KeyNumber,
    into: { readonly secret_hash: string; readonly overlap_ms: number },
    by: ChangedBy,
  ): Rotated | undefined {
    if (!this.#created) return undefined;
    this.#flushSoon();
    return this.#keys.rotate(key, into, { ...by, at_ms: Date.now() });
  }

  keyChanges(key: KeyNumber, after_no: number, limit: number): RecordedChange[] | undefined {
    return this.#created ? this.#keys.changes(key, after_no, limit) : undefined;
  }

  /** Resolves when what the isolate counted is durable here; a batch that comes again is counted once. */
  async addUsage(batch: UsageBatch): Promise<void> {
    if (!this.#created) return;
    const durable = this.#usage.take(batch);
    this.#flushSoon();
    await durable;
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    const drained = await this.#drain();
    this.#store.usage.drop(Math.floor((now - LIMITS.usage_retention_ms) / HOUR_MS), now - DAY_MS);
    // Bindings outlive the answers by an hour, so that an answer never stands without its binding.
    while (this.#store.dropClaims(now - LIMITS.idempotency_retention_ms - HOUR_MS, CLEAN_UP_ROWS) === CLEAN_UP_ROWS) {
      await scheduler.wait(0);
    }
    if (!drained) await this.#alarmWithin(DRAIN_APART_MS);
    else if (this.#store.oldestClaim() !== undefined) await this.#alarmWithin(HOUR_MS);
    else if (this.#store.usage.any()) await this.#alarmWithin(DAY_MS);
  }

  /** Whether D1 has everything now. When it fails it is told with the next alarm. */
  async #drain(): Promise<boolean> {
    const channel = this.#store.progress.channel();
    // Nothing was written yet that D1 could be told.
    if (channel === undefined) return true;
    for (;;) {
      const pending = pendingRows(this.#store, channel);
      if (!pending) return true;
      // A key that was changed is no reason to keep its first use waiting.
      if (pending.rows.usage.length > 0) this.#drained_at_ms = Date.now();
      try {
        await projectorFor(this.env, channel).project(pending.rows);
      } catch (error) {
        console.warn(JSON.stringify({ level: "warn", channel, message: `D1 was not told of use: ${String(error)}` }));
        return false;
      }
      this.#store.progress.saveDrained(pending.version);
    }
  }

  #create(): void {
    if (this.#created) return;
    migrate(objectSql(this.ctx.storage), GATEKEEPER_MIGRATIONS);
    this.#created = true;
  }

  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    setTimeout(() => {
      this.#flushing = false;
      this.#writeBehind();
    }, WRITE_BEHIND_MS);
  }

  #writeBehind(): void {
    const now = Date.now();
    const claims = [...this.#unwritten];
    // Forgotten from memory only once they are in the tables: a write that throws is tried again with the next.
    this.#store.transaction(() => {
      if (this.ctx.id.name !== undefined) this.#store.progress.keepChannel(this.ctx.id.name);
      if (claims.length > 0) this.#store.saveClaims(claims);
      for (const [no, window] of this.#windows) this.#store.keys.saveWindow(no, window);
    });
    this.#unwritten.clear();
    this.#windows.clear();
    // By itself, so that counting never stands in the way of selling.
    this.#usage.write(now);
    const behind = this.#store.progress.version() > this.#store.progress.drained();
    const drain_in_ms = Math.max(DRAIN_SOON_MS, this.#drained_at_ms + DRAIN_APART_MS - now);
    this.ctx.waitUntil(this.#alarmWithin(behind ? drain_in_ms : DAY_MS));
  }

  /** At exit: the alarm rings no later than that. */
  async #alarmWithin(wait_ms: number): Promise<void> {
    const armed = await this.ctx.storage.getAlarm();
    const at_ms = Date.now() + wait_ms;
    if (armed === null || armed > at_ms) await this.ctx.storage.setAlarm(at_ms);
  }
}
