import { describe, expect, it } from "vitest";
import { departure, entry, NOW, STARTS } from "./examples.ts";
import { LIMITS } from "./limits.ts";
import { decideJoin, decideLeave, type Entry, nextInLine, type Queue } from "./waitlist.ts";

const strict = { ...departure, policy: { ...departure.policy, waitlist_order: "strict" as const } };

/** A line of wishes for that many places, 4 of which are free. */
function queueOf(...seats: number[]): Queue<Entry> {
  const line: Entry[] = seats.map((wanted, index) => ({ ...entry, no: index + 1, seats: wanted }));
  const fits = (one: Entry) => one.seats <= 4;
  return { head: () => line[0], fits, oldestFitting: () => line.find(fits) };
}

function wish(seats: number, fits = false) {
  return { seats, fits: () => fits };
}

describe("joining", () => {
  it("is for those whose wish does not fit", () => {
    expect(decideJoin(departure, undefined, wish(5), NOW)).toEqual({ ok: true, act: "join" });
    expect(decideJoin(departure, undefined, wish(4, true), NOW)).toEqual({ ok: false, code: "NOT_FULL", available: 4 });
  });

  it("again keeps the entry, whatever is wanted now and even after sales closed", () => {
    expect(decideJoin({ ...departure, status: "CLOSED" }, entry, wish(1), STARTS)).toEqual({
      ok: true,
      act: "keep",
      entry,
    });
  });

  it.each([
    { why: "sales are closed", asked: { ...departure, status: "CLOSED" as const }, seats: 5, code: "SALES_CLOSED" },
    { why: "it is more than a hold may have", asked: departure, seats: 7, code: "VALIDATION_FAILED" },
    {
      why: "the line is as long as it may be",
      asked: { ...departure, waiting: LIMITS.waiting_max },
      seats: 5,
      code: "WAITLIST_FULL",
    },
  ])("is refused when $why", ({ asked, seats, code }) => {
    expect(decideJoin(asked, undefined, wish(seats), NOW)).toMatchObject({ ok: false, code });
  });
});

describe("leaving", () => {
  it.each(["WAITING", "OFFERED"] as const)("is possible while %s", (status) => {
    expect(decideLeave({ ...entry, status })).toEqual({ ok: true });
  });

  it.each(["BOOKED", "LAPSED", "LEFT"] as const)("is refused when %s", (status) => {
    expect(decideLeave({ ...entry, status })).toEqual({ ok: false, code: "ENTRY_ENDED", entry_id: "wle_1", status });
  });
});

describe("the next in line for 4 places", () => {
  it.each([
    { order: "first_fit", asked: departure, line: [5, 4, 1], next: 2 },
    { order: "first_fit", asked: departure, line: [5, 6], next: undefined },
    { order: "strict", asked: strict, line: [4, 1], next: 1 },
    { order: "strict", asked: strict, line: [5, 1], next: undefined },
  ])("under $order, of those who want $line, is number $next", ({ asked, line, next }) => {
    expect(nextInLine({ ...asked, waiting: line.length }, queueOf(...line), NOW)?.no).toBe(next);
  });

  it.each([
    { why: "sales are closed", asked: { ...departure, waiting: 1, status: "CLOSED" as const }, now: NOW },
    { why: "it has departed", asked: { ...departure, waiting: 1 }, now: STARTS },
    {
      why: "nothing is free",
      asked: { ...departure, waiting: 1, places: { ...departure.places, blocked: 5 } },
      now: NOW,
    },
  ])("is nobody when $why", ({ asked, now }) => {
    expect(nextInLine(asked, queueOf(1), now)).toBeUndefined();
  });
});
