// Access tokens: JWTs of an hour that stand for an API key, with its permissions or fewer. A token carries no right of
// its own: whoever takes one asks the key's gatekeeper as for the key itself, so that it ends with the key. They are
// signed with a secret that is derived anew for each day (UTC): today's signs, today's and yesterday's verify.
import { createHmac } from "node:crypto";
import { JOSEError, JWTExpired } from "jose/errors";
import { SignJWT } from "jose/jwt/sign";
import { jwtVerify } from "jose/jwt/verify";
import * as z from "zod";
import { SCOPES, type Scope } from "../contract/operation.ts";
import { DAY_MS, SECOND_MS } from "../domain/limits.ts";
import type { Environment } from "../durable-objects/environment.ts";
import { hex, randomBytes } from "./context.ts";

export const TOKEN_SECONDS = 3_600;
const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const ISSUER = "holdfast";
const AUDIENCE = "holdfast-api";
const SECRET_LENGTH_MIN = 32;
const KEPT_MAX = 10_000;
/** Isolates' clocks differ a little: one may sign with the next day's key before another's day has ended. */
const CLOCKS_DIFFER_MS = 5_000;

const PART = "[A-Za-z0-9_-]+";
const COMPACT = new RegExp(`^${PART}\\.${PART}\\.${PART}$`);

const tokenClaims = z.object({
  sub: z.string(),
  channel: z.string(),
  permissions: z.array(z.enum(SCOPES)),
  exp: z.int(),
  jti: z.string(),
  mark: z.string().optional(),
});
export type TokenClaims = z.output<typeof tokenClaims>;

/** What a token is made for. */
export type TokenHolder = {
  readonly key_id: string;
  readonly channel: string;
  readonly permissions: readonly Scope[];
  /** Of a configured key: which text it had, so that another text in the configuration ends its tokens. */
  readonly mark: string | undefined;
};

export type TokenRead =
  | { readonly ok: true; readonly claims: TokenClaims }
  | { readonly ok: false; readonly reason: "malformed" }
  | { readonly ok: false; readonly reason: "expired"; readonly claims: TokenClaims };

export async function writeToken(
  environment: Environment,
  holder: TokenHolder,
  now: number,
): Promise<{ token: string; expires_at_ms: number }> {
  const issued_at_s = Math.floor(now / SECOND_MS);
  const day = dayOf(now);
  const { channel, permissions, mark } = holder;
  const token = await new SignJWT({ channel, permissions, ...(mark === undefined ? {} : { mark }) })
    .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: String(day) })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(holder.key_id)
    .setIssuedAt(issued_at_s)
    .setExpirationTime(issued_at_s + TOKEN_SECONDS)
    .setJti(hex(randomBytes(16)))
    .sign(dayKey(signingSecret(environment), day));
  return { token, expires_at_ms: (issued_at_s + TOKEN_SECONDS) * SECOND_MS };
}

/** Whether the text is shaped as a token is, and so is judged as one; an API key never is. */
export function looksLikeToken(text: string): boolean {
  return text.split(".").length === 3;
}

/** Tokens that were verified of late, with the secrets they were verified by; verifying costs more than a lease does. */
const verified = new Map<string, { readonly claims: TokenClaims; readonly by: string }>();

/** What the token says, if we signed it and it has not expired. Whether its key still stands the gatekeeper knows. */
export async function readToken(environment: Environment, text: string, now: number): Promise<TokenRead> {
  const secrets = verifyingSecrets(environment);
  const by = secrets.join(" ");
  const known = verified.get(text);
  if (known?.by === by && known.claims.exp * SECOND_MS > now) return { ok: true, claims: known.claims };
  verified.delete(text);
  for (const secret of secrets) {
    const read = await verify(secret, text, now);
    if (read.ok) {
      if (verified.size >= KEPT_MAX) verified.clear();
      verified.set(text, { claims: read.claims, by });
    }
    if (read.ok || read.reason === "expired") return read;
  }
  return { ok: false, reason: "malformed" };
}

async function verify(secret: string, text: string, now: number): Promise<TokenRead> {
  const malformed = { ok: false, reason: "malformed" } as const;
  const day = signedOn(text, now);
  if (day === undefined) return malformed;
  try {
    const { payload } = await jwtVerify(text, dayKey(secret, day), {
      algorithms: [ALGORITHM],
      typ: TYPE,
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ["sub", "iat", "exp", "jti"],
      currentDate: new Date(now),
    });
    const claims = tokenClaims.safeParse(payload);
    return claims.success ? { ok: true, claims: claims.data } : malformed;
  } catch (error) {
    if (!(error instanceof JOSEError)) throw error;
    if (!(error instanceof JWTExpired)) return malformed;
    // Thrown after the signature and all other claims were found right.
    const claims = tokenClaims.safeParse(error.payload);
    return claims.success ? { ok: false, reason: "expired", claims: claims.data } : malformed;
  }
}

/** The day whose key signed this, if that may still verify; undefined also for what is not written as we write it. */
function signedOn(text: string, now: number): number | undefined {
  // Stricter than jose, which lets padding, white space, the other alphabet and stray bits pass: one token, one text.
  if (!COMPACT.test(text) || !text.split(".").every(isCanonical)) return undefined;
  const [head = ""] = text.split(".", 1);
  const kid = /"kid":"(\d{1,6})"/.exec(Buffer.from(head, "base64url").toString())?.[1];
  const day = Number(kid ?? Number.NaN);
  const days = [dayOf(now - DAY_MS), dayOf(now), dayOf(now + CLOCKS_DIFFER_MS)];
  return days.includes(day) ? day : undefined;
}

function isCanonical(part: string): boolean {
  return Buffer.from(part, "base64url").toString("base64url") === part;
}

function dayOf(now: number): number {
  return Math.floor(now / DAY_MS);
}

function dayKey(secret: string, day: number): Uint8Array {
  return createHmac("sha256", secret).update(`access tokens of day ${day}`).digest();
}

function signingSecret({ TOKEN_SECRET, ID_SECRET }: Environment): string {
  return longEnough("TOKEN_SECRET", TOKEN_SECRET ?? ID_SECRET);
}

/** The one that signs, then the one before it while an operator changes it. */
function verifyingSecrets(environment: Environment): string[] {
  const { TOKEN_SECRET_BEFORE: before } = environment;
  const now = signingSecret(environment);
  return before === undefined ? [now] : [now, longEnough("TOKEN_SECRET_BEFORE", before)];
}

function longEnough(name: string, secret: string): string {
  if (secret.length >= SECRET_LENGTH_MIN) return secret;
  throw new Error(`the secret ${name} is shorter than ${SECRET_LENGTH_MIN} characters`);
}
