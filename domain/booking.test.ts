import { describe, expect, it } from "vitest";
import { decideCancelBooking, decideModifyBooking } from "./booking.ts";
import type { Departure } from "./departure.ts";
import { booking, departure, NOW, STARTS } from "./examples.ts";
import { HOUR_MS } from "./limits.ts";

const CUTOFF = STARTS - HOUR_MS;

describe("canceling a booking", () => {
  it("gives its places back", () => {
    const canceled = { ...booking, status: "CANCELED", updated_at_ms: NOW + 5 };
    const places = { ...departure.places, sold: 0 };
    expect(decideCancelBooking(departure, booking, NOW + 5)).toEqual({ ok: true, booking: canceled, places });
  });

  it("is refused from the cut-off on", () => {
    expect(decideCancelBooking(departure, booking, CUTOFF - 1)).toMatchObject({ ok: true });
    expect(decideCancelBooking(departure, booking, CUTOFF)).toMatchObject({
      ok: false,
      code: "CANCELLATION_CLOSED",
      closed_at_ms: CUTOFF,
    });
  });

  it.each(["CANCELED", "PENDING", "FAILED"] as const)("is refused when it is %s", (status) => {
    expect(decideCancelBooking(departure, { ...booking, status }, NOW)).toMatchObject({
      ok: false,
      code: "BOOKING_CANCELED",
    });
  });
});

describe("modifying a booking", () => {
  it.each([
    { seats: 1, sold: 1 },
    { seats: 3, sold: 3 },
    { seats: 6, sold: 6 },
  ])("to $seats leaves the departure with $sold sold, at the booking's own price", ({ seats, sold }) => {
    const dearer: Departure = { ...departure, unit_amount: 9 };
    const decision = decideModifyBooking(dearer, booking, seats, NOW);
    expect(decision).toMatchObject({ ok: true, booking: { seats, unit_amount: 1_000 }, places: { sold } });
  });

  it.each([
    { why: "more than a booking may have", asked: departure, seats: 7, now: NOW, code: "VALIDATION_FAILED" },
    {
      why: "more than fits",
      asked: { ...departure, places: { ...departure.places, blocked: 4 } },
      seats: 5,
      now: NOW,
      code: "FULL",
    },
    {
      why: "more while sales are closed",
      asked: { ...departure, status: "CLOSED" as const },
      seats: 4,
      now: NOW,
      code: "SALES_CLOSED",
    },
    { why: "anything after the cut-off", asked: departure, seats: 1, now: CUTOFF, code: "CANCELLATION_CLOSED" },
  ])("to $why is refused", ({ asked, seats, now, code }) => {
    expect(decideModifyBooking(asked, booking, seats, now)).toMatchObject({ ok: false, code });
  });

  it("to fewer is allowed while sales are closed", () => {
    expect(decideModifyBooking({ ...departure, status: "CLOSED" }, booking, 1, NOW)).toMatchObject({ ok: true });
  });
});
