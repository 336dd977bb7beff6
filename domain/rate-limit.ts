// A key may make `limit` requests in a window of a minute that starts with its first request. Servers lease a
// part of the window at a time, so that most requests need no trip to where the count is kept.
import { MINUTE_MS } from "./limits.ts";

export const RATE_WINDOW_MS = MINUTE_MS;

export type RateWindow = { readonly started_at_ms: number; readonly used: number };
export type RateLease = {
  /** Requests that the holder of the lease may let through. None: the window is used up. */
  readonly granted: number;
  readonly limit: number;
  readonly remaining: number;
  readonly resets_at_ms: number;
};

export type UnusedLease = { readonly left: number; readonly resets_at_ms: number };

/** Leases one second's worth of the limit, at least 1, or what is left. */
export function leaseRate(window: RateWindow, limit: number, now: number): { window: RateWindow; lease: RateLease } {
  const fresh = now >= window.started_at_ms + RATE_WINDOW_MS || now < window.started_at_ms;
  const current = fresh ? { started_at_ms: now, used: 0 } : window;
  const left = Math.max(0, limit - current.used);
  const granted = Math.min(left, Math.max(1, Math.ceil(limit / 60)));
  const used = current.used + granted;
  const resets_at_ms = current.started_at_ms + RATE_WINDOW_MS;
  return {
    window: { started_at_ms: current.started_at_ms, used },
    lease: { granted, limit, remaining: left - granted, resets_at_ms },
  };
}

/** What is left of a lease goes back into the window that it came from; from an earlier window it is worth nothing. */
export function giveBackLease(window: RateWindow, unused: UnusedLease): RateWindow {
  if (unused.resets_at_ms !== window.started_at_ms + RATE_WINDOW_MS) return window;
  return { started_at_ms: window.started_at_ms, used: Math.max(0, window.used - unused.left) };
}
