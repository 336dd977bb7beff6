// From what a request presents to a principal: an API key, a token made from one, or a key that configuration names.
import { SCOPES, type Scope } from "../contract/operation.ts";
import type { Actor } from "../durable-objects/envelope.ts";
import type { Environment } from "../durable-objects/environment.ts";
import { looksLikeToken, readToken, type TokenClaims } from "./access-token.ts";
import { expanded, leased, type NamedKey, type RateState, readKey } from "./admitted-keys.ts";
import { type ConfiguredKey, configuredKey, configuredKeyById } from "./configured-keys.ts";
import { readChildId } from "./identifiers.ts";
import type { Failure } from "./problem.ts";

export type Principal = Actor & {
  readonly scopes: ReadonlySet<Scope>;
  /** When the presented token ends; null where a key was presented. */
  readonly token_expires_at_ms: number | null;
  /** Of a configured key (configured-keys.ts). */
  readonly mark: string | undefined;
};
export type Authenticated =
  | { readonly ok: true; readonly principal: Principal; readonly rate: RateState }
  | {
      readonly ok: false;
      readonly failure: Failure;
      readonly rate?: RateState;
      /** Whose request was refused, where that is known. */
      readonly actor?: Omit<Actor, "admin">;
    };

const CONFIGURED_RATE_LIMIT = 10_000_000;
const UNKNOWN_KEY = "This key is unknown or revoked.";

export async function authenticate(headers: Headers, environment: Environment, now: number): Promise<Authenticated> {
  const authorization = headers.get("authorization");
  if (authorization === null) {
    const key = headers.get("x-api-key");
    if (key !== null && /^[\x21-\x7e]{1,512}$/.test(key)) return authenticateKey(key, environment, now);
  }
  const bearer = /^Bearer +([\x21-\x7e]{1,1024}) *$/i.exec(authorization ?? "")?.[1];
  if (bearer === undefined) {
    return unauthenticated("Send your API key as Authorization: Bearer <key> or X-API-Key: <key>.");
  }
  return looksLikeToken(bearer)
    ? authenticateToken(bearer, environment, now)
    : authenticateKey(bearer, environment, now);
}

export async function authenticateKey(text: string, environment: Environment, now: number): Promise<Authenticated> {
  const configured = configuredKey(text, environment);
  if (configured) return asConfigured(configured, { scopes: new Set(SCOPES), token_expires_at_ms: null }, now);
  const key = readKey(text, environment);
  if (!key) return unauthenticated("This key is not one of ours.");
  return admitted(key, undefined, { environment, now });
}

async function authenticateToken(text: string, environment: Environment, now: number): Promise<Authenticated> {
  const read = await readToken(environment, text, now);
  if (!read.ok) {
    return read.reason === "expired"
      ? invalidToken("This token has expired: exchange your API key for another with auth/token.")
      : invalidToken("This token is not one of ours, or was changed.");
  }
  const { claims } = read;
  const holder = tokenHolder(claims, environment);
  switch (holder.kind) {
    case "configured":
      return asConfigured(holder.key, granted(claims), now);
    case "key":
      return admitted(holder.key, claims, { environment, now });
    case "none":
      return invalidToken(`The key of this token is gone: ${UNKNOWN_KEY}`);
  }
}

export type Holder =
  | { readonly kind: "configured"; readonly key: ConfiguredKey }
  | { readonly kind: "key"; readonly key: NamedKey }
  | { readonly kind: "none" };

/** The key that a token stands for. */
export function tokenHolder({ sub, channel, mark }: TokenClaims, environment: Environment): Holder {
  if (mark !== undefined) {
    const key = configuredKeyById(sub, mark, environment);
    return key ? { kind: "configured", key } : { kind: "none" };
  }
  const read = readChildId(environment.ID_SECRET, "key", sub);
  if (!read || read.home_id !== channel) return { kind: "none" };
  return { kind: "key", key: { id: sub, channel, child: read.child, secret_hash: null } };
}

type Granted = Pick<Principal, "scopes" | "token_expires_at_ms">;

function granted({ permissions, exp }: TokenClaims): Granted {
  return { scopes: expanded(permissions), token_expires_at_ms: exp * 1_000 };
}

async function admitted(
  { id: key_id, channel, ...key }: NamedKey,
  claims: TokenClaims | undefined,
  { environment, now }: { readonly environment: Environment; readonly now: number },
): Promise<Authenticated> {
  const lease = await leased({ id: key_id, channel, ...key }, environment, now);
  switch (lease.outcome) {
    case "refused":
      return claims ? invalidToken(`The key of this token is gone: ${UNKNOWN_KEY}`) : unauthenticated(UNKNOWN_KEY);
    case "limited": {
      const { rate, retry_after_s } = lease;
      const detail = `This key may make ${rate.limit} requests a minute. Retry in ${retry_after_s} s.`;
      return { ok: false, failure: { code: "RATE_LIMITED", detail, retry_after_s }, rate, actor: { channel, key_id } };
    }
    case "admitted": {
      const token = claims && granted(claims);
      const scopes = token ? shared(lease.scopes, token.scopes) : lease.scopes;
      const token_expires_at_ms = token?.token_expires_at_ms ?? null;
      const admin = scopes.has("admin");
      return {
        ok: true,
        principal: { channel, key_id, admin, scopes, token_expires_at_ms, mark: undefined },
        rate: lease.rate,
      };
    }
  }
}

/** What the key may still do and the token was made for. */
function shared(ofKey: ReadonlySet<Scope>, ofToken: ReadonlySet<Scope>): ReadonlySet<Scope> {
  return new Set(SCOPES.filter((scope) => ofKey.has(scope) && ofToken.has(scope)));
}

function asConfigured({ key_id, channel, mark }: ConfiguredKey, given: Granted, now: number): Authenticated {
  return {
    ok: true,
    principal: { channel, key_id, mark, admin: given.scopes.has("admin"), ...given },
    rate: { limit: CONFIGURED_RATE_LIMIT, remaining: CONFIGURED_RATE_LIMIT, resets_at_ms: now + 60_000 },
  };
}

export function unauthenticated(detail: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code: "UNAUTHENTICATED", detail } };
}

/** As RFC 6750 tells a client that another token would do. */
function invalidToken(detail: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code: "UNAUTHENTICATED", detail, challenge: "invalid_token" } };
}
