import { describe, expect, it } from "vitest";
import { booking, departure, entry, hold, NOW } from "./examples.ts";
import { brokenInvariants, type WholeDeparture } from "./invariants.ts";

const sound: WholeDeparture = {
  departure: { ...departure, waiting: 1 },
  holds: [hold],
  bookings: [booking],
  entries: [entry],
};

describe("the invariants", () => {
  it("find nothing wrong with a sound departure", () => {
    expect(brokenInvariants(sound, NOW)).toEqual([]);
  });

  it.each<{ what: string; whole: WholeDeparture; found: string }>([
    {
      what: "a held place that no hold has",
      whole: { ...sound, departure: { ...sound.departure, places: { ...departure.places, held: 3 } } },
      found: "places held",
    },
    { what: "a sold place that no booking has", whole: { ...sound, bookings: [] }, found: "places sold" },
    {
      what: "a miscounted hold",
      whole: { ...sound, departure: { ...sound.departure, active_holds: 2 } },
      found: "active holds",
    },
    { what: "a miscounted wish", whole: { ...sound, departure }, found: "waiting entries" },
    {
      what: "more sold than there is",
      whole: { ...sound, departure: { ...sound.departure, places: { ...departure.places, capacity: 5 } } },
      found: "more is taken",
    },
    {
      what: "an active hold after its end",
      whole: { ...sound, holds: [{ ...hold, expires_at_ms: NOW }] },
      found: "ACTIVE after its end",
    },
    {
      what: "a wish that fits",
      whole: { ...sound, entries: [{ ...entry, seats: 4 }] },
      found: "waits for 4 while 4 are free",
    },
    {
      what: "a wish for a canceled departure",
      whole: { ...sound, departure: { ...sound.departure, status: "CANCELED" } },
      found: "what is gone",
    },
    {
      what: "two holds of a customer",
      whole: { ...sound, holds: [hold, { ...hold, id: "hold_2", no: 9 }] },
      found: "two active holds",
    },
    {
      what: "two wishes of a customer",
      whole: { ...sound, entries: [entry, { ...entry, id: "wle_2", no: 9 }] },
      found: "waits twice",
    },
    {
      what: "a confirmed hold without its booking",
      whole: { ...sound, holds: [{ ...hold, status: "CONFIRMED", booking_id: "bkg_7" }] },
      found: "does not match its booking",
    },
    {
      what: "an offered entry without its hold",
      whole: { ...sound, entries: [{ ...entry, status: "OFFERED", hold_id: "hold_7" }] },
      found: "does not match its offer",
    },
    {
      what: "a hold that another booking names",
      whole: { ...sound, bookings: [{ ...booking, hold_id: "hold_1" }] },
      found: "not the one that its hold names",
    },
  ])("find $what", ({ whole, found }) => {
    expect(brokenInvariants(whole, NOW).join("\n")).toContain(found);
  });

  it("let a strict head that does not fit keep others waiting", () => {
    const strict = { ...departure, waiting: 2, policy: { ...departure.policy, waitlist_order: "strict" as const } };
    const behind = { ...entry, id: "wle_2", no: 9, customer_ref: "cleo", seats: 1 };
    expect(brokenInvariants({ ...sound, departure: strict, entries: [entry, behind] }, NOW)).toEqual([]);
    expect(
      brokenInvariants({ ...sound, departure: { ...strict, policy: departure.policy }, entries: [entry, behind] }, NOW),
    ).toHaveLength(1);
  });
});
