import { describe, expect, it } from "vitest";
import { giveBackLease, leaseRate, RATE_WINDOW_MS } from "./rate-limit.ts";

const START = 1_000_000;

describe("a lease of a rate limit", () => {
  it.each([
    { limit: 60, used: 0, granted: 1, remaining: 59 },
    { limit: 100, used: 0, granted: 2, remaining: 98 },
    { limit: 6_000, used: 0, granted: 100, remaining: 5_900 },
    { limit: 100, used: 99, granted: 1, remaining: 0 },
    { limit: 100, used: 100, granted: 0, remaining: 0 },
    { limit: 1, used: 0, granted: 1, remaining: 0 },
    { limit: 10, used: 50, granted: 0, remaining: 0 },
  ])("of $limit with $used used grants $granted and leaves $remaining", ({ limit, used, granted, remaining }) => {
    const { window, lease } = leaseRate({ started_at_ms: START, used }, limit, START + 1);
    expect(lease).toEqual({ granted, limit, remaining, resets_at_ms: START + RATE_WINDOW_MS });
    expect(window).toEqual({ started_at_ms: START, used: used + granted });
  });

  it.each([
    { when: "a minute later", now: START + RATE_WINDOW_MS, fresh: true },
    { when: "just before that", now: START + RATE_WINDOW_MS - 1, fresh: false },
    { when: "after the clock jumped back", now: START - 1, fresh: true },
  ])("$when starts a new window: $fresh", ({ now, fresh }) => {
    const { window } = leaseRate({ started_at_ms: START, used: 60 }, 60, now);
    expect(window).toEqual(fresh ? { started_at_ms: now, used: 1 } : { started_at_ms: START, used: 60 });
  });

  it("never lets through more than the limit in one window", () => {
    let window = { started_at_ms: START, used: 0 };
    let let_through = 0;
    for (let asked = 0; asked < 500; asked += 1) {
      const leased = leaseRate(window, 100, START + asked);
      window = leased.window;
      let_through += leased.lease.granted;
    }
    expect(let_through).toBe(100);
  });
});

describe("a lease given back", () => {
  const resets_at_ms = START + RATE_WINDOW_MS;
  it.each([
    { when: "of this window is free again", unused: { left: 3, resets_at_ms }, used: 7 },
    { when: "of an earlier window is worth nothing", unused: { left: 3, resets_at_ms: resets_at_ms - 1 }, used: 10 },
    { when: "never makes more than was used", unused: { left: 30, resets_at_ms }, used: 0 },
  ])("$when", ({ unused, used }) => {
    expect(giveBackLease({ started_at_ms: START, used: 10 }, unused)).toEqual({ started_at_ms: START, used });
  });

  it("lets a key that asks slowly have all of its limit", () => {
    let window = { started_at_ms: START, used: 0 };
    let unused = { left: 0, resets_at_ms: 0 };
    let let_through = 0;
    for (let now = START; now < START + RATE_WINDOW_MS; now += 500) {
      const leased = leaseRate(giveBackLease(window, unused), 100, now);
      window = leased.window;
      if (leased.lease.granted > 0) let_through += 1;
      unused = { left: Math.max(0, leased.lease.granted - 1), resets_at_ms: leased.lease.resets_at_ms };
    }
    expect(let_through).toBe(100);
  });
});
