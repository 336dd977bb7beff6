// Tokens as a partner has them, and as nobody should: each part written by the test itself.

import { env } from "cloudflare:workers";
import { createHmac } from "node:crypto";
import { SignJWT } from "jose/jwt/sign";
import type { Scope } from "../../contract/operation.ts";
import { type Called, call, must } from "./api.ts";
import type { Partner } from "./partners.ts";

export function exchange({ token: api_key }: Pick<Partner, "token">, permissions?: readonly Scope[]) {
  return must("auth/token", permissions === undefined ? { api_key } : { api_key, permissions });
}

/** Any read that is asked with that credential. */
export function ask(token: string): Promise<Called<"tour/list">> {
  return call("tour/list", { limit: 1 }, { token });
}

export type Faults = {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly secret?: string;
  readonly day?: number;
};

export const DAY_MS = 86_400_000;

export function today(): number {
  return Math.floor(Date.now() / DAY_MS);
}

/** A token of the partner's key as the Worker writes it, but for what is said to be otherwise. */
export function forgedToken({ key_id, channel_id }: Partner, faults: Faults = {}): Promise<string> {
  const { secret = env.ID_SECRET, day = today() } = faults;
  const now_s = Math.floor(Date.now() / 1_000);
  const claims = {
    channel: channel_id,
    permissions: ["book"],
    iss: "holdfast",
    aud: "holdfast-api",
    sub: key_id,
    iat: now_s,
    exp: now_s + 3_600,
    jti: "1",
    ...faults.claims,
  };
  const present = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  return new SignJWT(present)
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: String(day), ...faults.header })
    .sign(createHmac("sha256", secret).update(`access tokens of day ${day}`).digest());
}

/** The token with another head, signed by nobody. */
export function withHead(token: string, head: Readonly<Record<string, unknown>>, signature?: string): string {
  const [, claims = "", signed = ""] = token.split(".");
  return [Buffer.from(JSON.stringify(head)).toString("base64url"), claims, signature ?? signed].join(".");
}
