// Binding an idempotency key: the first request that brings it decides what it stands for, for 24 hours.
import { LIMITS } from "../../domain/limits.ts";
import type { Binding, Claim } from "../envelope.ts";
import type { KeyBindingRow } from "../projector/rows.ts";

export function scopedClaim(claim: { method: string; key: string }): string {
  return `${claim.method} ${claim.key}`;
}

export function bindKey(known: Binding | undefined, claim: Claim, now: number): { binding: Binding; fresh: boolean } {
  if (known && known.claimed_at_ms + LIMITS.idempotency_retention_ms > now) return { binding: known, fresh: false };
  return { binding: { target: claim.target, digests: claim.digests, claimed_at_ms: now }, fresh: true };
}

/** The rows that D1 gets of bindings: never the key itself. */
export async function keyBindingRows(
  channel: string,
  claims: readonly (readonly [string, Binding])[],
): Promise<KeyBindingRow[]> {
  const encoder = new TextEncoder();
  return Promise.all(
    claims.map(async ([scoped, binding]) => {
      const method = scoped.slice(0, scoped.indexOf(" "));
      const digest = await crypto.subtle.digest("SHA-256", encoder.encode(scoped.slice(method.length + 1)));
      const key_hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      return {
        channel,
        method,
        key_hash,
        target: binding.target,
        expires_at_ms: binding.claimed_at_ms + LIMITS.idempotency_retention_ms,
      };
    }),
  );
}
