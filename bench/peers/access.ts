// Who asks, and how often. Tokens are kept as hashes; the limit is a window of a minute counted in the process.

import { createHash } from "node:crypto";

export interface Principal {
  readonly name: string;
  readonly perMinute: number;
  windowStartedAt: number;
  usedInWindow: number;
}

const WINDOW_MS = 60_000;
/** So high that no load reaches it: the work of counting is what the measurement wants, not the refusal. */
const PER_MINUTE = 100_000_000;

const principals = new Map<string, Principal>();

function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64");
}

export function admitToken(token: string, name: string): void {
  principals.set(tokenHash(token), { name, perMinute: PER_MINUTE, windowStartedAt: 0, usedInWindow: 0 });
}

export function authenticate(authorization: string | undefined): Principal | undefined {
  if (authorization === undefined || !authorization.startsWith("Bearer ")) return undefined;
  return principals.get(tokenHash(authorization.slice(7)));
}

/** Counts the request; false when the principal is over its limit. */
export function withinLimit(principal: Principal, nowMs: number): boolean {
  if (nowMs - principal.windowStartedAt >= WINDOW_MS) {
    principal.windowStartedAt = nowMs;
    principal.usedInWindow = 0;
  }
  principal.usedInWindow += 1;
  return principal.usedInWindow <= principal.perMinute;
}
