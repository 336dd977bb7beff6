import { describe, expect, it } from "vitest";
import { type SaleCensus, violatedInvariants } from "./invariants.ts";
import type { Expected } from "./targets.ts";

const CENSUS: SaleCensus = {
  id: "dep_1",
  capacity: 10,
  sold: 2,
  held: 3,
  available: 5,
  active_holds: { rows: 1, seats: 3 },
  holds: { rows: 2, seats: 5 },
  bookings: { rows: 1, seats: 2 },
};
const EXPECTED: Expected = {
  sale_ids: ["dep_1"],
  capacity: 10,
  holds: { requests: 2, seats: 5 },
  bookings: 1,
  unknown: { requests: 0, seats: 0 },
};

describe("the invariants", () => {
  it("hold for a sound departure", () => {
    expect(violatedInvariants([CENSUS], EXPECTED)).toEqual([]);
  });

  it.each<[string, Partial<SaleCensus>]>([
    ["places that do not add up", { available: 6 }],
    ["a negative count", { available: -1, held: 9, active_holds: { rows: 1, seats: 9 } }],
    ["held places without holds", { active_holds: { rows: 0, seats: 0 } }],
    ["sold places without bookings", { bookings: { rows: 1, seats: 1 } }],
    ["an acknowledged hold that is missing", { holds: { rows: 1, seats: 5 } }],
    ["a hold that nobody was told of", { holds: { rows: 3, seats: 5 } }],
  ])("name %s", (_what, fault) => {
    expect(violatedInvariants([{ ...CENSUS, ...fault }], EXPECTED)).not.toEqual([]);
  });

  it("name a departure that is missing", () => {
    expect(violatedInvariants([], EXPECTED)).not.toEqual([]);
  });

  it("allow a request without an answer to have had its effect, or not", () => {
    const unknown = { requests: 1, seats: 4 };
    expect(violatedInvariants([CENSUS], { ...EXPECTED, unknown })).toEqual([]);
    expect(violatedInvariants([{ ...CENSUS, holds: { rows: 3, seats: 9 } }], { ...EXPECTED, unknown })).toEqual([]);
  });
});
