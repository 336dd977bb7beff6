// From a presented key to a principal. Keys are kept by their channel's gatekeeper; what it answers is cached in
// the isolate for at most a second, together with a lease of the key's rate limit, so that most requests need no
// trip and a revoked key changes nothing after a second.
import { createHash, timingSafeEqual } from "node:crypto";
import { SCOPES, type Scope } from "../contract/operation.ts";
import type { RateLease } from "../domain/rate-limit.ts";
import type { Actor } from "../durable-objects/envelope.ts";
import type { Environment } from "../durable-objects/environment.ts";
import { readChildId, wellKnownHomeId } from "./identifiers.ts";
import type { Failure } from "./problem.ts";

export type Principal = Actor & { readonly scopes: ReadonlySet<Scope> };
export type RateState = Omit<RateLease, "granted">;
export type Authenticated =
  | { readonly ok: true; readonly principal: Principal; readonly rate: RateState }
  | { readonly ok: false; readonly failure: Failure; readonly rate?: RateState };

const CACHE_MS = 1_000;
const CACHE_MAX = 10_000;
const CONFIGURED_RATE_LIMIT = 10_000_000;
const API_KEY = /^hf_(?:live|dev)_([0-9a-z]{48})_([0-9a-z]{32})$/;

type Cached = {
  readonly principal: Principal;
  readonly until_ms: number;
  readonly lease: RateLease;
  left: number;
};

const cache = new Map<string, Cached>();
const asking = new Map<string, { readonly since_ms: number; readonly asked: Promise<Cached | undefined> }>();
/** A request that asks can be ended by its caller, and its answer then comes to nobody: later ones ask for themselves. */
const ASKING_MAX_MS = 1_000;

export async function authenticate(headers: Headers, environment: Environment, now: number): Promise<Authenticated> {
  const presented = presentedKey(headers);
  if (presented === undefined) {
    return unauthenticated("Send your API key as Authorization: Bearer <key> or X-API-Key: <key>.");
  }
  const configured = configuredPrincipal(presented, environment);
  if (configured)
    return {
      ok: true,
      principal: configured,
      rate: { limit: CONFIGURED_RATE_LIMIT, remaining: CONFIGURED_RATE_LIMIT, resets_at_ms: now + 60_000 },
    };
  const key = readKey(presented, environment);
  return key ? leased(key, environment, now) : unauthenticated("This key is not one of ours.");
}

function presentedKey(headers: Headers): string | undefined {
  const authorization = headers.get("authorization");
  if (authorization !== null) return /^Bearer +([\x21-\x7e]{1,512}) *$/i.exec(authorization)?.[1];
  const key = headers.get("x-api-key");
  return key !== null && /^[\x21-\x7e]{1,512}$/.test(key) ? key : undefined;
}

export function unauthenticated(detail: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code: "UNAUTHENTICATED", detail } };
}

/** Configured keys that were presented and found right, with what they stand for; bounded by there being two. */
const recognised = new Map<string, Principal>();

/** The two keys that configuration can name, and how short each may be: a deployment's is guessed at from outside. */
function configuredPrincipal(presented: string, environment: Environment): Principal | undefined {
  const { DEVELOPMENT_ADMIN_KEY, BOOTSTRAP_ADMIN_KEY, ID_SECRET } = environment;
  const known = recognised.get(presented);
  if (known && (presented === DEVELOPMENT_ADMIN_KEY || presented === BOOTSTRAP_ADMIN_KEY)) return known;
  for (const [name, key, length_min] of [
    ["development", DEVELOPMENT_ADMIN_KEY, 16],
    ["operator", BOOTSTRAP_ADMIN_KEY, 32],
  ] as const) {
    if (key !== undefined && key.length >= length_min && sameText(presented, key)) {
      const channel = wellKnownHomeId(ID_SECRET, "chn", name);
      const principal: Principal = { channel, key_id: `configured:${name}`, admin: true, scopes: new Set(SCOPES) };
      recognised.set(presented, principal);
      return principal;
    }
  }
  return undefined;
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function sameText(one: string, other: string): boolean {
  return timingSafeEqual(sha256(one), sha256(other));
}

/** What is kept of a key: the hash of its secret part. */
export function secretHash(secret: string): string {
  return sha256(secret).toString("hex");
}

/** Keys that were presented of late, taken apart: hashing one anew costs as much as all the rest of admitting it. */
const read_keys = new Map<string, PresentedKey>();

/** What a key's text says, or undefined when we did not make it. Whether it is valid its gatekeeper knows. */
function readKey(presented: string, environment: Environment): PresentedKey | undefined {
  const known = read_keys.get(presented);
  if (known) return known;
  const [, own, secret] = API_KEY.exec(presented) ?? [];
  if (own === undefined || secret === undefined) return undefined;
  const id = `key_${own}`;
  const read = readChildId(environment.ID_SECRET, "key", id);
  if (!read) return undefined;
  const secret_hash = secretHash(secret);
  const key: PresentedKey = { ...read, id, secret_hash, name: `${id} ${secret_hash}` };
  if (read_keys.size >= CACHE_MAX) read_keys.clear();
  read_keys.set(presented, key);
  return key;
}

type PresentedKey = {
  readonly id: string;
  readonly home_id: string;
  readonly child: { readonly no: number; readonly created_at_ms: number };
  readonly secret_hash: string;
  /** Of this key in the cache of admitted ones. */
  readonly name: string;
};

async function leased(key: PresentedKey, environment: Environment, now: number): Promise<Authenticated> {
  const { name } = key;
  // Many requests can wait for one lease; a round per waiter is the most that could be needed.
  for (let round = 0; round < 64; round += 1) {
    const known = cache.get(name);
    const fresh = known !== undefined && known.until_ms > now && (known.left > 0 || known.lease.granted === 0);
    const usable = fresh ? known : await ask(name, key, environment, now);
    if (!usable) return unauthenticated("This key is unknown or revoked.");
    if (usable.lease.granted === 0) return limited(usable.lease, now);
    if (usable.left > 0) {
      usable.left -= 1;
      const { limit, remaining, resets_at_ms } = usable.lease;
      return {
        ok: true,
        principal: usable.principal,
        rate: { limit, remaining: remaining + usable.left, resets_at_ms },
      };
    }
  }
  return limited({ granted: 0, limit: 0, remaining: 0, resets_at_ms: now + CACHE_MS }, now);
}

/** Asks the gatekeeper, once for all requests that wait for the same key. */
function ask(name: string, key: PresentedKey, environment: Environment, now: number): Promise<Cached | undefined> {
  const running = asking.get(name);
  if (running && now - running.since_ms < ASKING_MAX_MS) return running.asked;
  const asked = admit(name, key, environment, now).finally(() => {
    if (asking.get(name)?.asked === asked) asking.delete(name);
  });
  asking.set(name, { since_ms: now, asked });
  return asked;
}

async function admit(
  name: string,
  key: PresentedKey,
  environment: Environment,
  now: number,
): Promise<Cached | undefined> {
  const last = cache.get(name);
  const unused = last && last.left > 0 ? { left: last.left, resets_at_ms: last.lease.resets_at_ms } : undefined;
  // Given back once: who takes from the old lease from here on would take twice.
  if (last) last.left = 0;
  const admitted = await environment.GATEKEEPER.getByName(key.home_id).admit(key.child, key.secret_hash, unused);
  if (!admitted.ok) {
    cache.delete(name);
    return undefined;
  }
  const scopes = expanded(admitted.permissions);
  const principal: Principal = { channel: key.home_id, key_id: key.id, admin: scopes.has("admin"), scopes };
  const cached: Cached = {
    principal,
    until_ms: Math.min(now + CACHE_MS, admitted.lease.resets_at_ms),
    lease: admitted.lease,
    left: admitted.lease.granted,
  };
  if (cache.size >= CACHE_MAX) cache.clear();
  cache.set(name, cached);
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

function limited(lease: RateLease, now: number): Authenticated {
  const retry_after_s = Math.max(1, Math.ceil((lease.resets_at_ms - now) / 1_000));
  const { limit, resets_at_ms } = lease;
  const detail = `This key may make ${limit} requests a minute. Retry in ${retry_after_s} s.`;
  return {
    ok: false,
    failure: { code: "RATE_LIMITED", detail, retry_after_s },
    rate: { limit, remaining: 0, resets_at_ms },
  };
}
