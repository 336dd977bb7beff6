import { describe, expect, it } from "vitest";
import { departure, NOW, STARTS } from "./examples.ts";
import { HOUR_MS } from "./limits.ts";
import { cancellationClosed, newcomerRefused, salesClosed } from "./sale.ts";

describe("sales", () => {
  it.each([
    { status: "OPEN", now: NOW, reason: undefined },
    { status: "OPEN", now: STARTS - 1, reason: undefined },
    { status: "OPEN", now: STARTS, reason: "departed" },
    { status: "CLOSED", now: NOW, reason: "closed" },
    { status: "CLOSED", now: STARTS, reason: "departed" },
    { status: "CANCELED", now: NOW, reason: "canceled" },
    { status: "CANCELED", now: STARTS, reason: "canceled" },
  ] as const)("of a departure that is $status at $now are closed because: $reason", ({ status, now, reason }) => {
    const refusal = salesClosed({ ...departure, status }, now);
    expect(refusal).toEqual(reason && { ok: false, code: "SALES_CLOSED", reason });
  });
});

describe("canceling", () => {
  it.each([
    { at: "before the cut-off", now: STARTS - HOUR_MS - 1, closed: false },
    { at: "at the cut-off", now: STARTS - HOUR_MS, closed: true },
    { at: "after the start", now: STARTS + 1, closed: true },
  ])("$at is refused: $closed", ({ now, closed }) => {
    const refusal = { ok: false, code: "CANCELLATION_CLOSED", closed_at_ms: STARTS - HOUR_MS };
    expect(cancellationClosed(departure, now)).toEqual(closed ? refusal : undefined);
  });

  it("stays open until the start without a cut-off", () => {
    const open = { ...departure, policy: { ...departure.policy, cancellation_cutoff_ms: 0 } };
    expect(cancellationClosed(open, STARTS - 1)).toBeUndefined();
    expect(cancellationClosed(open, STARTS)).toBeDefined();
  });
});

describe("a newcomer", () => {
  it.each([
    { order: "first_fit", waiting: 0, seats: 4, full: false },
    { order: "first_fit", waiting: 0, seats: 5, full: true },
    { order: "first_fit", waiting: 2, seats: 4, full: false },
    { order: "strict", waiting: 0, seats: 4, full: false },
    { order: "strict", waiting: 1, seats: 1, full: true },
  ] as const)(
    "who wants $seats of 4 under $order with $waiting waiting is refused: $full",
    ({ order, waiting, seats, full }) => {
      const asked = { ...departure, waiting, policy: { ...departure.policy, waitlist_order: order } };
      expect(newcomerRefused(asked, seats)).toEqual(
        full ? { ok: false, code: "FULL", seats, available: 4, waiting } : undefined,
      );
    },
  );
});
