import { describe, expect, it } from "vitest";
import type { Memory } from "./memory.ts";
import { newMemory, noteDecided, noteWanted } from "./memory.ts";
import { type Evidence, RULES, type Rule, verdict } from "./verdict.ts";
import type { Wanted } from "./wanted.ts";

const NOW_MS = Date.parse("2030-05-20T14:00:00.000Z");
const SEATS = ["s1", "s2", "s3", "s4", "s5", "s6"];
const MONEY = { amount: 200, currency: "EUR" } as const;
const REQUEST: Wanted = { name: "booking/cancel", request: { booking_id: "b1" }, key: "k1" };

function memory(made: Partial<Memory> = {}): Memory {
  return { ...newMemory(), ...made };
}

function booked(seat_ids: readonly string[], status: "CONFIRMED" | "CANCELED" = "CONFIRMED") {
  return { seat_ids, status, ...MONEY };
}

function listed(id: string, channel_id: string, seat_ids: string[], status: "CONFIRMED" | "CANCELED" = "CONFIRMED") {
  return {
    id,
    channel_id,
    seat_ids,
    status,
    departure_id: "shw",
    hold_id: "hold",
    code: "code",
    seats: seat_ids.length,
    customer_ref: "",
    total_price: MONEY,
    created_at: "2030-05-20T13:00:00.000Z",
    updated_at: "2030-05-20T13:00:00.000Z",
  };
}

/** Two partners: s1 and s2 sold by one, s3 by the other, who canceled s6; s4 reserved; s5 was blocked before. */
function agreeing(): Evidence {
  const one = memory({
    bookings: new Map([["b1", booked(["s1", "s2"])]]),
    reservations: new Map([["r1", { seat_ids: ["s4"], expires_at_ms: NOW_MS + 60_000, state: "open" }]]),
  });
  const two = memory({
    bookings: new Map([
      ["b2", booked(["s3"])],
      ["b3", booked(["s6"], "CANCELED")],
    ]),
  });
  const statuses = ["sold", "sold", "sold", "held", "blocked", "available"];
  const group = { channel_id: "c1", status: "CONFIRMED", currency: "EUR", bookings: 1, seats: 2, amount: 200 };
  return {
    told: [
      { name: "one", channel_id: "c1", memory: one },
      { name: "two", channel_id: "c2", memory: two },
    ],
    before: SEATS.map((seat_id) => ({ seat_id, status: seat_id === "s5" ? "blocked" : "available" })),
    seats: SEATS.map((seat_id, place) => ({ seat_id, status: statuses[place] ?? "" })),
    read_at_ms: NOW_MS,
    listed: [listed("b3", "c2", ["s6"], "CANCELED"), listed("b2", "c2", ["s3"]), listed("b1", "c1", ["s1", "s2"])],
    totals: [
      group,
      { ...group, channel_id: "c2", seats: 1 },
      { ...group, channel_id: "c2", status: "CANCELED", seats: 1 },
    ],
    feeds: [
      { name: "one", statuses, own: new Map([["b1", "CONFIRMED"]]), whole: true, faults: [] },
      {
        name: "two",
        statuses,
        own: new Map([
          ["b2", "CONFIRMED"],
          ["b3", "CANCELED"],
        ]),
        whole: true,
        faults: [],
      },
    ],
  };
}

function ruled(evidence: Evidence): Rule[] {
  return [...new Set(verdict(evidence).map(({ rule }) => rule))];
}

/** The same with another memory for the first partner. */
function told(evidence: Evidence, instead: Partial<Memory>): Evidence {
  const [one, ...others] = evidence.told;
  if (one === undefined) throw new Error("nobody was told anything");
  return { ...evidence, told: [{ ...one, memory: { ...one.memory, ...instead } }, ...others] };
}

function seen(evidence: Evidence, place: number, status: string): Evidence {
  const change = (of: readonly string[]) => of.map((was, at) => (at === place ? status : was));
  return {
    ...evidence,
    seats: evidence.seats.map((seat, at) => (at === place ? { ...seat, status } : seat)),
    feeds: evidence.feeds.map((feed) => ({ ...feed, statuses: change(feed.statuses) })),
  };
}

const FAULTS: { readonly [name: string]: readonly [fault: (agreeing: Evidence) => Evidence, broken: readonly Rule[]] } =
  {
    "a request without an answer": [
      (evidence) => told(evidence, { unanswered: new Map([["k1", REQUEST]]) }),
      ["answered"],
    ],
    "a refusal that nobody expects": [
      (evidence) => {
        const [one] = evidence.told;
        if (one) noteWanted(one.memory, REQUEST);
        if (one) noteDecided(one.memory, REQUEST, { ok: false, code: "NOT_FOUND" });
        return evidence;
      },
      ["expected"],
    ],
    "a seat that two were told is theirs": [
      (evidence) => told(evidence, { bookings: new Map([["b1", booked(["s1", "s3"])]]) }),
      ["one_owner", "listed", "seats"],
    ],
    "a seat that is listed twice": [
      (evidence) => ({ ...evidence, listed: [...evidence.listed, listed("b9", "c2", ["s1"])] }),
      ["one_owner", "listed"],
    ],
    "an acknowledged booking that is lost": [
      (evidence) => ({ ...evidence, listed: evidence.listed.filter(({ id }) => id !== "b1") }),
      ["listed"],
    ],
    "a booking that is listed twice": [
      (evidence) => ({ ...evidence, listed: [...evidence.listed, listed("b3", "c2", ["s6"], "CANCELED")] }),
      ["listed"],
    ],
    "a booking that nobody was told of": [
      (evidence) => ({ ...evidence, listed: [...evidence.listed, listed("b9", "c1", ["s6"])] }),
      ["listed"],
    ],
    "a canceled booking that is still sold": [(evidence) => seen(evidence, 5, "sold"), ["seats"]],
    "a sold seat that is free": [(evidence) => seen(evidence, 0, "available"), ["seats"]],
    "a reserved seat that is free before its time": [(evidence) => seen(evidence, 3, "available"), ["seats"]],
    "a reserved seat that is held after its time": [
      (evidence) => ({ ...evidence, read_at_ms: NOW_MS + 120_000 }),
      ["seats"],
    ],
    "seats that are gone": [(evidence) => ({ ...evidence, seats: evidence.seats.slice(1) }), ["seats", "feed_end"]],
    "totals of one booking too many": [
      (evidence) => ({
        ...evidence,
        totals: evidence.totals.map((group) => ({ ...group, bookings: group.bookings + 1 })),
      }),
      ["totals"],
    ],
    "totals that leave a partner out": [(evidence) => ({ ...evidence, totals: evidence.totals.slice(1) }), ["totals"]],
    "a feed with a gap": [
      ({ feeds, ...evidence }) => ({
        ...evidence,
        feeds: feeds.map((feed) => ({ ...feed, faults: ["changes 4 came after 2"] })),
      }),
      ["feed_order"],
    ],
    "a feed that ends with another state": [
      ({ feeds, ...evidence }) => ({
        ...evidence,
        feeds: feeds.map((feed) => ({ ...feed, statuses: feed.statuses.toReversed() })),
      }),
      ["feed_end"],
    ],
    "a feed that tells of another partner's booking": [
      ({ feeds, ...evidence }) => ({
        ...evidence,
        feeds: feeds.map((feed) => ({ ...feed, own: new Map([...feed.own, ["b8", "CONFIRMED"]]) })),
      }),
      ["feed_own"],
    ],
    "a feed that leaves a booking out": [
      ({ feeds, ...evidence }) => ({ ...evidence, feeds: feeds.map((feed) => ({ ...feed, own: new Map() })) }),
      ["feed_own"],
    ],
  };

describe("the look from outside", () => {
  it("finds nothing where everything agrees", () => {
    expect(verdict(agreeing())).toEqual([]);
  });

  it.each(Object.entries(FAULTS))("finds %s", (_name, [fault, broken]) => {
    expect(ruled(fault(agreeing()))).toEqual(broken);
  });

  it("breaks each of its rules by one of these", () => {
    expect(new Set(Object.values(FAULTS).flatMap(([, broken]) => broken))).toEqual(new Set(Object.keys(RULES)));
  });

  it("lets a reservation be over or not within two seconds of its end", () => {
    for (const status of ["held", "available"]) {
      expect(verdict({ ...seen(agreeing(), 3, status), read_at_ms: NOW_MS + 59_000 })).toEqual([]);
    }
  });
});
