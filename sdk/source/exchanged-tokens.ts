// Access tokens in place of an API key: exchanged before the first call, again before they end, and once more when one
// is rejected. Calls that need one at the same time wait for the same exchange.
import type { Send } from "./call-options.ts";
import type { KeyExchange, TokenSource } from "./client-options.ts";
import type { AuthTokenResponse } from "./generated/auth.ts";

interface Current {
  readonly token: string;
  /** By performance.now(), as everything here. */
  renewAtMs: number;
  readonly endsAtMs: number;
}

/** How long before its end a token is renewed; of short ones a tenth. */
const RENEW_BEFORE_MS = 60_000;
const RENEW_BEFORE_SHARE = 0.1;
/** After a renewal that failed the old token is used for that long, while it is good. */
const RENEW_AGAIN_MS = 5_000;

export function exchangedTokens(send: Send, { apiKey, permissions }: KeyExchange): TokenSource {
  let current: Current | undefined;
  let exchanging: Promise<string> | undefined;

  async function exchange(): Promise<string> {
    const request = { api_key: apiKey, ...(permissions === undefined ? {} : { permissions }) };
    const { token, expires_in } = await send.one<AuthTokenResponse>({ name: "auth/token", key: "none" }, request);
    const life_ms = expires_in * 1_000;
    const endsAtMs = performance.now() + life_ms;
    current = { token, endsAtMs, renewAtMs: endsAtMs - Math.min(RENEW_BEFORE_MS, life_ms * RENEW_BEFORE_SHARE) };
    return token;
  }

  return async ({ rejected }) => {
    // Another call may have renewed it since.
    if (current?.token === rejected) current = undefined;
    const known = current;
    if (known && performance.now() < known.renewAtMs) return known.token;
    exchanging ??= exchange().finally(() => {
      exchanging = undefined;
    });
    try {
      return await exchanging;
    } catch (error) {
      if (!known || performance.now() >= known.endsAtMs) throw error;
      known.renewAtMs = performance.now() + RENEW_AGAIN_MS;
      return known.token;
    }
  };
}
