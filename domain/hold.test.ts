import { describe, expect, it } from "vitest";
import { departure, hold, NOW, STARTS } from "./examples.ts";
import { decideConfirm, decideExtend, decideHold, decideRelease, type Hold, holdOver, latestExpiry } from "./hold.ts";
import { HOUR_MS, MINUTE_MS } from "./limits.ts";

const wish = { seats: 3, ttl_ms: 10 * MINUTE_MS, refresh: false };
const ENDED: readonly { how: string; over: Hold; code: string; now?: number }[] = [
  { how: "at its end", over: hold, code: "HOLD_EXPIRED", now: hold.expires_at_ms },
  { how: "marked expired", over: { ...hold, status: "EXPIRED" }, code: "HOLD_EXPIRED" },
  { how: "released", over: { ...hold, status: "CANCELED" }, code: "HOLD_CANCELED" },
  { how: "confirmed", over: { ...hold, status: "CONFIRMED", booking_id: "bkg_9" }, code: "HOLD_CONFIRMED" },
];

describe("a new hold", () => {
  it("takes its places and ends after its time", () => {
    expect(decideHold(departure, undefined, wish, NOW)).toEqual({
      ok: true,
      act: "create",
      seats: 3,
      expires_at_ms: NOW + wish.ttl_ms,
      places: { ...departure.places, held: 5 },
    });
  });

  it("ends no later than the longest hold", () => {
    const decision = decideHold(departure, undefined, { ...wish, ttl_ms: 2 * HOUR_MS }, NOW);
    expect(decision).toMatchObject({ ok: true, expires_at_ms: NOW + HOUR_MS });
  });

  it("ends no later than the start", () => {
    const decision = decideHold(departure, undefined, wish, STARTS - MINUTE_MS);
    expect(decision).toMatchObject({ ok: true, expires_at_ms: STARTS });
  });

  it.each([
    {
      why: "sales are closed",
      asked: { ...departure, status: "CLOSED" as const },
      seats: 3,
      active: undefined,
      code: "SALES_CLOSED",
    },
    {
      why: "it is more than a hold may have",
      asked: departure,
      seats: 7,
      active: undefined,
      code: "VALIDATION_FAILED",
    },
    { why: "there is one already", asked: departure, seats: 3, active: hold, code: "HOLD_CONFLICT" },
    { why: "it does not fit", asked: departure, seats: 5, active: undefined, code: "FULL" },
  ])("is refused when $why", ({ asked, seats, active, code }) => {
    expect(decideHold(asked, active, { ...wish, seats }, NOW)).toMatchObject({ ok: false, code });
  });

  it("that conflicts names the hold in its way and when that ends", () => {
    expect(decideHold(departure, hold, wish, NOW)).toEqual({
      ok: false,
      code: "HOLD_CONFLICT",
      hold_id: "hold_1",
      expires_at_ms: hold.expires_at_ms,
    });
  });
});

describe("a refresh", () => {
  it.each([
    { to: 5, held: 5 },
    { to: 2, held: 2 },
    { to: 1, held: 1 },
  ])("to $to places leaves the departure with $held held, under the same id", ({ to, held }) => {
    const decision = decideHold(departure, hold, { ...wish, seats: to, refresh: true }, NOW);
    expect(decision).toMatchObject({ ok: true, act: "change", hold: { id: hold.id, seats: to }, places: { held } });
  });

  it("to more than fits is refused and says how many more were wanted", () => {
    const small = { ...departure, places: { ...departure.places, blocked: 4 } };
    expect(decideHold(small, hold, { ...wish, seats: 4, refresh: true }, NOW)).toMatchObject({
      ok: false,
      code: "FULL",
      seats: 2,
      available: 1,
    });
  });

  it("to fewer is allowed while others wait under strict order", () => {
    const strict = { ...departure, waiting: 1, policy: { ...departure.policy, waitlist_order: "strict" as const } };
    expect(decideHold(strict, hold, { ...wish, seats: 1, refresh: true }, NOW)).toMatchObject({ ok: true });
    expect(decideHold(strict, hold, { ...wish, seats: 3, refresh: true }, NOW)).toMatchObject({
      ok: false,
      code: "FULL",
    });
  });

  it("without a hold makes one", () => {
    expect(decideHold(departure, undefined, { ...wish, refresh: true }, NOW)).toMatchObject({
      ok: true,
      act: "create",
    });
  });
});

describe("extending", () => {
  it.each([
    { what: "adds time from now", ttl_ms: 20 * MINUTE_MS, now: NOW + 5 * MINUTE_MS, ends: NOW + 25 * MINUTE_MS },
    { what: "never shortens", ttl_ms: MINUTE_MS, now: NOW, ends: hold.expires_at_ms },
    { what: "stops at the longest hold", ttl_ms: HOUR_MS, now: NOW + 5 * MINUTE_MS, ends: NOW + HOUR_MS },
  ])("$what", ({ ttl_ms, now, ends }) => {
    expect(decideExtend(departure, hold, ttl_ms, now)).toEqual({ ok: true, hold: { ...hold, expires_at_ms: ends } });
  });

  it("leaves a hold alone that the cap has fallen behind", () => {
    const short = { ...departure, policy: { ...departure.policy, max_hold_ms: MINUTE_MS } };
    expect(decideExtend(short, hold, HOUR_MS, NOW)).toEqual({ ok: true, hold });
    expect(latestExpiry(short, NOW)).toBe(NOW + MINUTE_MS);
  });
});

describe("confirming", () => {
  it.each([
    { seats: undefined, sold: 2 },
    { seats: 2, sold: 2 },
    { seats: 1, sold: 1 },
  ])("$seats of 2 sells $sold and frees the rest", ({ seats, sold }) => {
    const places = { ...departure.places, held: 0, sold: 3 + sold };
    expect(decideConfirm(departure, hold, seats, NOW)).toEqual({ ok: true, seats: sold, places });
  });

  it("more than is held is refused as invalid", () => {
    expect(decideConfirm(departure, hold, 3, NOW)).toMatchObject({
      ok: false,
      code: "VALIDATION_FAILED",
      violations: [{ path: "/seats" }],
    });
  });

  it("works a millisecond before the end and not at it", () => {
    expect(decideConfirm(departure, hold, undefined, hold.expires_at_ms - 1)).toMatchObject({ ok: true });
    expect(decideConfirm(departure, hold, undefined, hold.expires_at_ms)).toMatchObject({
      ok: false,
      code: "HOLD_EXPIRED",
    });
  });

  it("works while sales are closed: the places were promised", () => {
    expect(decideConfirm({ ...departure, status: "CLOSED" }, hold, undefined, NOW)).toMatchObject({ ok: true });
  });
});

describe("releasing", () => {
  it("gives the places back", () => {
    const places = { ...departure.places, held: 0 };
    expect(decideRelease(departure, hold, NOW)).toEqual({ ok: true, hold: { ...hold, status: "CANCELED" }, places });
  });
});

describe("a hold that is over", () => {
  it.each(ENDED)("$how answers $code to everything", ({ over, code, now = NOW }) => {
    expect(holdOver(over, now)).toMatchObject({ ok: false, code, hold_id: "hold_1" });
    expect(decideConfirm(departure, over, undefined, now)).toMatchObject({ code });
    expect(decideExtend(departure, over, MINUTE_MS, now)).toMatchObject({ code });
    expect(decideRelease(departure, over, now)).toMatchObject({ code });
  });

  it("by being confirmed names its booking", () => {
    expect(holdOver({ ...hold, status: "CONFIRMED", booking_id: "bkg_9" }, NOW)).toMatchObject({ booking_id: "bkg_9" });
  });
});
