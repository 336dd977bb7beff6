import { SCOPES, type Scope } from "../../contract/operation.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import { readToken, TOKEN_SECONDS, type TokenClaims, writeToken } from "../access-token.ts";
import { expanded } from "../admitted-keys.ts";
import { authenticate, authenticateKey, type Principal, tokenHolder } from "../authenticate.ts";
import { type Call, type Handlers, principalOf, type Reply } from "../call.ts";

type Status = {
  readonly channel_id: string | null;
  readonly key_id: string | null;
  readonly scopes: ReadonlySet<Scope>;
  readonly expires_at_ms: number | null;
};
type Reason = "malformed" | "expired" | "revoked" | "other_channel" | "scope_missing";

const NOBODY: Status = { channel_id: null, key_id: null, scopes: new Set(), expires_at_ms: null };

export const AUTH_HANDLERS: Handlers<"auth/token" | "auth/validate"> = {
  "auth/token": async ({ api_key, permissions }, call) => {
    const { environment, context } = call;
    const asking = await (api_key === undefined
      ? authenticate(call.headers, environment, context.now)
      : authenticateKey(api_key, environment, context.now));
    if (!asking.ok) return { ok: false, failure: asking.failure, caller: { rate: asking.rate, actor: asking.actor } };
    const { principal, rate } = asking;
    const caller = { rate, actor: principal };
    if (principal.token_expires_at_ms !== null) {
      const detail = "A token is not exchanged for another: send the API key.";
      return { ok: false, failure: { code: "FORBIDDEN", detail }, caller };
    }
    const lacking = permissions?.find((scope) => !principal.scopes.has(scope));
    if (lacking !== undefined) return { ...tooMuch(lacking), caller };
    const granted = SCOPES.filter((scope) => permissions?.includes(scope) ?? principal.scopes.has(scope));
    const { token, expires_at_ms } = await writeToken(environment, { ...principal, permissions: granted }, context.now);
    const body = {
      token,
      expires_in: TOKEN_SECONDS,
      permissions: granted,
      token_type: "Bearer" as const,
      expires_at: isoTime(expires_at_ms),
    };
    return { ok: true, body, caller };
  },

  "auth/validate": async ({ token, required_scope }, call) => {
    const principal = principalOf(call);
    if (token === undefined) return answered(presented(principal), undefined, required_scope);
    const { status, reason } = await judged(token, principal, call);
    return answered(status, reason, required_scope);
  },
};

function tooMuch(lacking: Scope): Extract<Reply, { ok: false }> {
  const detail = `Your key does not have the permission ${lacking}, so a token cannot have it.`;
  return { ok: false, failure: { code: "FORBIDDEN", detail, facts: { required_scope: lacking } } };
}

function presented({ channel, key_id, scopes, token_expires_at_ms }: Principal): Status {
  return { channel_id: channel, key_id, scopes, expires_at_ms: token_expires_at_ms };
}

async function judged(
  token: string,
  principal: Principal,
  { environment, context }: Call,
): Promise<{ readonly status: Status; readonly reason: Reason | undefined }> {
  const read = await readToken(environment, token, context.now);
  if (!read.ok && read.reason === "malformed") return { status: NOBODY, reason: "malformed" };
  const { claims } = read;
  if (!principal.admin && claims.channel !== principal.channel) return { status: NOBODY, reason: "other_channel" };
  const status = said(claims);
  if (!read.ok) return { status, reason: "expired" };
  const holder = tokenHolder(claims, environment);
  switch (holder.kind) {
    case "none":
      return { status, reason: "revoked" };
    case "configured":
      return { status, reason: undefined };
    case "key": {
      const key = await environment.GATEKEEPER.getByName(claims.channel).lookUp(holder.key.child);
      if (!key) return { status, reason: "revoked" };
      const still = expanded(key.permissions);
      return {
        status: { ...status, scopes: new Set([...status.scopes].filter((scope) => still.has(scope))) },
        reason: undefined,
      };
    }
  }
}

function said({ channel, sub, permissions, exp }: TokenClaims): Status {
  return { channel_id: channel, key_id: sub, scopes: expanded(permissions), expires_at_ms: exp * 1_000 };
}

function answered(status: Status, refused: Reason | undefined, required_scope: Scope | undefined) {
  const lacking = required_scope !== undefined && !status.scopes.has(required_scope);
  const reason = refused ?? (lacking ? ("scope_missing" as const) : null);
  const { channel_id, key_id, scopes, expires_at_ms } = status;
  return {
    ok: true,
    body: {
      valid: reason === null,
      reason,
      channel_id,
      key_id,
      permissions: SCOPES.filter((scope) => scopes.has(scope)),
      expires_at: expires_at_ms === null ? null : isoTime(expires_at_ms),
    },
  } as const;
}
