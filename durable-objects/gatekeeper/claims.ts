// Binding an idempotency key: the first request that brings it decides what it stands for, for 24 hours.
import { LIMITS } from "../../domain/limits.ts";
import type { Binding, Claim } from "../envelope.ts";

export function scopedClaim(claim: { method: string; key: string }): string {
  return `${claim.method} ${claim.key}`;
}

export function bindKey(known: Binding | undefined, claim: Claim, now: number): { binding: Binding; fresh: boolean } {
  if (known && known.claimed_at_ms + LIMITS.idempotency_retention_ms > now) return { binding: known, fresh: false };
  return { binding: { target: claim.target, digests: claim.digests, claimed_at_ms: now }, fresh: true };
}
