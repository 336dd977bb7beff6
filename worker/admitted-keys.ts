// Keys as their gatekeepers know them, for at most a second, each with a lease of its rate limit: most requests need no
// trip, and a revoked key changes nothing after a second. An entry is of the key, whatever presents it, so that a key
// and the tokens made from it share one budget.
import { createHash } from "node:crypto";
import type { Scope } from "../contract/operation.ts";
import { SCOPES } from "../contract/operation.ts";
import type { ChildNumber } from "../domain/identifier.ts";
import type { RateLease } from "../domain/rate-limit.ts";
import type { Environment } from "../durable-objects/environment.ts";
import { readChildId } from "./identifiers.ts";

const CACHE_MS = 1_000;
const CACHE_MAX = 10_000;
/** A request that asks can be ended by its caller, and its answer then comes to nobody: later ones ask for themselves. */
const ASKING_MAX_MS = 1_000;
const API_KEY = /^hf_(?:live|dev)_([0-9a-z]{48})_([0-9a-z]{32})$/;

/** A key that a request names. */
export type NamedKey = {
  readonly id: string;
  readonly channel: string;
  readonly child: ChildNumber;
  /** Of the secret that was presented; null where a token that we signed stands for the key. */
  readonly secret_hash: string | null;
};

export type RateState = Omit<RateLease, "granted">;
export type Leased =
  | { readonly outcome: "admitted"; readonly scopes: ReadonlySet<Scope>; readonly rate: RateState }
  | { readonly outcome: "limited"; readonly retry_after_s: number; readonly rate: RateState }
  | { readonly outcome: "refused" };

type Cached = {
  /** Not known where a gatekeeper of before did not say. */
  readonly secret_hash: string | null;
  readonly scopes: ReadonlySet<Scope>;
  readonly until_ms: number;
  readonly lease: RateLease;
  left: number;
};

const cache = new Map<string, Cached>();
const asking = new Map<string, { readonly since_ms: number; readonly asked: Promise<Cached | undefined> }>();

/** What is kept of a key: the hash of its secret part. */
export function secretHash(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Keys that were presented of late, taken apart: hashing one anew costs as much as all the rest of admitting it. */
const read_keys = new Map<string, NamedKey>();

/** What a key's text says, or undefined when we did not make it. Whether it is valid its gatekeeper knows. */
export function readKey(presented: string, environment: Environment): NamedKey | undefined {
  const known = read_keys.get(presented);
  if (known) return known;
  const [, own, secret] = API_KEY.exec(presented) ?? [];
  if (own === undefined || secret === undefined) return undefined;
  const id = `key_${own}`;
  const read = readChildId(environment.ID_SECRET, "key", id);
  if (!read) return undefined;
  const key: NamedKey = { id, channel: read.home_id, child: read.child, secret_hash: secretHash(secret) };
  if (read_keys.size >= CACHE_MAX) read_keys.clear();
  read_keys.set(presented, key);
  return key;
}

/** Takes one request from the key's lease, which is asked for when there is none. */
export async function leased(key: NamedKey, environment: Environment, now: number): Promise<Leased> {
  // Many requests can wait for one lease; a round per waiter is the most that could be needed.
  for (let round = 0; round < 64; round += 1) {
    const known = cache.get(key.id);
    // A key's secret never changes, so another one is wrong however long ago this was learnt.
    if (known && isAnother(key, known)) return { outcome: "refused" };
    const fresh = known !== undefined && known.until_ms > now && (known.left > 0 || known.lease.granted === 0);
    const usable = fresh ? known : await ask(key, environment, now);
    if (!usable) return { outcome: "refused" };
    if (usable.lease.granted === 0) return limited(usable.lease, now);
    if (usable.left > 0) {
      usable.left -= 1;
      const { limit, remaining, resets_at_ms } = usable.lease;
      const rate = { limit, remaining: remaining + usable.left, resets_at_ms };
      return { outcome: "admitted", scopes: usable.scopes, rate };
    }
  }
  return limited({ granted: 0, limit: 0, remaining: 0, resets_at_ms: now + CACHE_MS }, now);
}

function isAnother({ secret_hash }: NamedKey, known: Cached): boolean {
  return secret_hash !== null && known.secret_hash !== null && secret_hash !== known.secret_hash;
}

/** Asks the gatekeeper, once for all requests that wait for the same key; another secret's answer is not theirs. */
function ask(key: NamedKey, environment: Environment, now: number): Promise<Cached | undefined> {
  const name = `${key.id} ${key.secret_hash ?? ""}`;
  const running = asking.get(name);
  if (running && now - running.since_ms < ASKING_MAX_MS) return running.asked;
  const asked = admit(key, environment, now).finally(() => {
    if (asking.get(name)?.asked === asked) asking.delete(name);
  });
  asking.set(name, { since_ms: now, asked });
  return asked;
}

async function admit(key: NamedKey, environment: Environment, now: number): Promise<Cached | undefined> {
  const last = cache.get(key.id);
  const unused = last && last.left > 0 ? { left: last.left, resets_at_ms: last.lease.resets_at_ms } : undefined;
  // Given back once: who takes from the old lease from here on would take twice.
  if (last) last.left = 0;
  const admitted = await environment.GATEKEEPER.getByName(key.channel).admit(key.child, key.secret_hash, unused);
  const meanwhile = cache.get(key.id);
  if (!admitted.ok) {
    if (meanwhile === last) cache.delete(key.id);
    return undefined;
  }
  const { lease, secret_hash = key.secret_hash, ends_at_ms } = admitted;
  // The key and a token of it can ask at the same time: what the other was given is as good here.
  const theirs =
    meanwhile && meanwhile !== last && meanwhile.lease.resets_at_ms === lease.resets_at_ms ? meanwhile : undefined;
  const cached: Cached = {
    secret_hash,
    scopes: expanded(admitted.permissions),
    until_ms: Math.min(now + CACHE_MS, lease.resets_at_ms, ends_at_ms ?? Number.POSITIVE_INFINITY),
    lease,
    left: lease.granted + (theirs?.left ?? 0),
  };
  if (theirs) theirs.left = 0;
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(key.id, cached);
  return cached;
}

/** book includes read, admin includes both. */
export function expanded(permissions: readonly string[]): Set<Scope> {
  const scopes = new Set<Scope>();
  for (const [index, scope] of SCOPES.entries()) {
    if (SCOPES.slice(index).some((wider) => permissions.includes(wider))) scopes.add(scope);
  }
  return scopes;
}

function limited({ limit, resets_at_ms }: RateLease, now: number): Leased {
  const retry_after_s = Math.max(1, Math.ceil((resets_at_ms - now) / 1_000));
  return { outcome: "limited", retry_after_s, rate: { limit, remaining: 0, resets_at_ms } };
}
