import { describe, expect, it } from "vitest";
import { type PartnersPlan, partners } from "./partner-requests.ts";
import type { PlannedRequest } from "./planned-request.ts";

const HOME = "1m7znhfh00qa8kz0cp40jyxvb60pa607";
const PLAN: PartnersPlan = {
  kind: "partners",
  shows: [
    { id: `shw_${HOME}`, venue_id: "ven_1", seats_total: 400 },
    { id: `shw_${HOME.replace("1", "2")}`, venue_id: "ven_2", seats_total: 400 },
  ],
  tokens: ["one", "two", "three"],
  run: "test",
};

/** Every request is answered at once, with an id of its own. */
function asked(count: number): PlannedRequest[] {
  const next = partners(PLAN);
  return Array.from({ length: count }, (_, index) => {
    const request = next();
    if (request === undefined) throw new Error("there are no more requests");
    request.acknowledged?.(Buffer.from(`{"reservation_id":"hold_${index}","booking_id":"bkg_${index}"}`));
    return request;
  });
}

describe("what partners ask", () => {
  it("is in 100 requests 60 queries, 25 reservations, 10 bookings and 5 others, once all have something to book", () => {
    const later = asked(900).slice(300);
    const share = (kind: string) => later.filter(({ kinds }) => kinds?.[0] === kind).length / 6;
    expect(["queries", "reservations", "bookings", "others"].map(share)).toEqual([60, 25, 10, 5]);
    expect(new Set(later.flatMap(({ kinds = [] }) => kinds.slice(1)))).toEqual(
      new Set([
        "availability",
        "seat",
        "all seats",
        "20 seats",
        "reservation by ids",
        "reservation by quantity",
        "extend",
        "release",
        "cancel",
      ]),
    );
  });

  it("names no seat twice and makes no key twice", () => {
    const requests = asked(600);
    const named = requests
      .filter(({ kinds }) => kinds?.[1] === "reservation by ids")
      .flatMap(({ body }) => JSON.parse(body).seat_ids as string[]); // What the plan wrote.
    expect(named.length).toBeGreaterThan(100);
    expect(new Set(named).size).toBe(named.length);
    const keys = requests.flatMap(({ idempotencyKey }) => idempotencyKey ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("is done with what the same partner has made, and with each booking or release once", () => {
    const owner = new Map<string, string | undefined>();
    const ended: string[] = [];
    for (const [index, { kinds = [], token, body, path, method }] of asked(900).entries()) {
      if (kinds[0] === "reservations") owner.set(`hold_${index}`, token);
      if (kinds[0] === "bookings") owner.set(`bkg_${index}`, token);
      const [id] = /(hold|bkg)_\d+/.exec(method === undefined ? body : path) ?? [];
      if (id === undefined) continue;
      expect(owner.get(id)).toBe(token);
      if (kinds[1] !== "extend") ended.push(id);
    }
    expect(ended.length).toBeGreaterThan(90);
    expect(new Set(ended).size).toBe(ended.length);
  });
});
