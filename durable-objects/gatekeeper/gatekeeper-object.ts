// One for each channel. It knows the channel's API keys (the truth of hash, permissions, limit and revocation),
// leases their rate limits, counts their use, and binds idempotency keys to requests across all objects.
// Bindings are answered from memory and written in batches after the answer: a crash in between can only miss
// the reuse of a key for another object, never a replay or a second effect (command-line.ts).
import { DurableObject } from "cloudflare:workers";
import { DAY_MS, HOUR_MS, LIMITS } from "../../domain/limits.ts";
import {
  giveBackLease,
  leaseRate,
  type RateLease,
  type RateWindow,
  type UnusedLease,
} from "../../domain/rate-limit.ts";
import type { Binding, Claim } from "../envelope.ts";
import type { Environment } from "../environment.ts";
import { isCreated, migrate } from "../migrate.ts";
import { objectSql } from "../sql.ts";
import { bindKey, scopedClaim } from "./claims.ts";
import { GATEKEEPER_MIGRATIONS } from "./migrations.ts";
import { type ApiKey, GatekeeperStore } from "./store.ts";

const WRITE_BEHIND_MS = 250;
const UNWRITTEN_MAX = 100_000;
const CLEAN_UP_ROWS = 5_000;
const USAGE_KEPT_HOURS = 31 * 24;

export type NewKey = {
  readonly name: string;
  readonly secret_hash: string;
  readonly permissions: readonly string[];
  readonly rate_limit: number;
};
export type KeyNumber = { readonly no: number; readonly created_at_ms: number };
export type KeyView = Omit<ApiKey, "secret_hash" | "window">;
export type Admitted =
  | {
      readonly ok: true;
      readonly permissions: readonly string[];
      readonly lease: RateLease;
      /** Of the secret that belongs to the key. Objects older than access tokens do not say. */
      readonly secret_hash?: string;
    }
  | { readonly ok: false };

export class GatekeeperObject extends DurableObject<Environment> {
  readonly #store: GatekeeperStore;
  readonly #unwritten = new Map<string, Binding>();
  readonly #uses = new Map<number, { window: RateWindow; requests: number }>();
  #flushing = false;
  #created: boolean;

  constructor(state: DurableObjectState, environment: Environment) {
    super(state, environment);
    const sql = objectSql(state.storage);
    this.#store = new GatekeeperStore(sql);
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
    const found = this.#validKey(key);
    if (!found || (secret_hash !== null && found.secret_hash !== secret_hash)) return { ok: false };
    const use = this.#uses.get(key.no) ?? { window: found.window, requests: 0 };
    const left = unused ? giveBackLease(use.window, unused) : use.window;
    const given_back = use.window.used - left.used;
    const { window, lease } = leaseRate(left, found.rate_limit, Date.now());
    this.#uses.set(key.no, { window, requests: use.requests + lease.granted - given_back });
    this.#flushSoon();
    return { ok: true, permissions: found.permissions, lease, secret_hash: found.secret_hash };
  }

  /** The key, if it may be used. */
  lookUp(key: KeyNumber): KeyView | undefined {
    const found = this.#validKey(key);
    return found && keyView(found);
  }

  /** Of the keys named, those that may still be used. */
  validKeys(nos: readonly number[]): number[] {
    return nos.filter((no) => this.#created && this.#store.key(no)?.revoked_at_ms === null);
  }

  createKey(key: NewKey): KeyView {
    this.#create();
    return keyView(this.#store.insertKey({ ...key, created_at_ms: Date.now() }));
  }

  /** The key as it is after being revoked, or undefined when there is none. Revoking again changes nothing. */
  revokeKey(key: KeyNumber): KeyView | undefined {
    if (!this.#key(key)) return undefined;
    this.#store.revokeKey(key.no, Date.now());
    const revoked = this.#store.key(key.no);
    return revoked && keyView(revoked);
  }

  override async alarm(): Promise<void> {
    const now = Date.now();
    this.#store.dropUsage(Math.floor(now / HOUR_MS) - USAGE_KEPT_HOURS);
    // Bindings outlive the answers by an hour, so that an answer never stands without its binding.
    while (this.#store.dropClaims(now - LIMITS.idempotency_retention_ms - HOUR_MS, CLEAN_UP_ROWS) === CLEAN_UP_ROWS) {
      await scheduler.wait(0);
    }
    if (this.#store.oldestClaim() !== undefined) await this.ctx.storage.setAlarm(now + HOUR_MS);
  }

  #key({ no, created_at_ms }: KeyNumber): ApiKey | undefined {
    const found = this.#created ? this.#store.key(no) : undefined;
    return found?.created_at_ms === created_at_ms ? found : undefined;
  }

  #validKey(key: KeyNumber): ApiKey | undefined {
    const found = this.#key(key);
    return found?.revoked_at_ms === null ? found : undefined;
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
    const uses = [...this.#uses];
    // Forgotten from memory only once they are in the tables: a write that throws is tried again with the next.
    this.#store.transaction(() => {
      if (claims.length > 0) this.#store.saveClaims(claims);
      for (const [no, { window, requests }] of uses) {
        this.#store.saveUse(no, { window, requests, last_used_at_ms: now, hour: Math.floor(now / HOUR_MS) });
      }
    });
    this.#unwritten.clear();
    for (const [no, use] of uses) this.#uses.set(no, { window: use.window, requests: 0 });
    this.ctx.waitUntil(this.#afterWrite());
  }

  async #afterWrite(): Promise<void> {
    for (const [no, use] of this.#uses) if (use.requests === 0) this.#uses.delete(no);
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + DAY_MS);
  }
}

function keyView({ secret_hash: _secret, window: _window, ...view }: ApiKey): KeyView {
  return view;
}
