// The short way to a choice in pieces, against the long one: the same table over every seat that matches. That the
// table itself is right is seen in seat-selection.every-choice.test.ts, in halls too small for the short way to begin.
import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { Hall } from "./hall.ts";
import { drawn } from "./hall-examples.ts";
import { nearestPieces } from "./seat-pieces.ts";
import { type Choice, cheapestChoice, type SplitParty } from "./seat-table.ts";
import { matchingSeats } from "./seat-wish.ts";

function theLongWay(hall: Hall, matching: Uint8Array, party: SplitParty): number[] | undefined {
  const all = Uint32Array.from(matching.keys()).filter((seat) => matching[seat] === 1);
  let best: Choice | undefined;
  for (const section of hall.sections.keys()) {
    const own = all.filter((seat) => hall.section[seat] === section);
    const choice = cheapestChoice(hall, own, party);
    if (choice && (!best || choice.cost < best.cost)) best = choice;
  }
  const choice = best ?? cheapestChoice(hall, all, party);
  return choice && [...choice.seats];
}

// Mostly taken, so that a choice is far away.
const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom("s", "ss", "sss", ".", " ", "a") },
  { weight: 2, arbitrary: fc.constantFrom("..", "...", " aa ", "a.", "saas") },
);
const row = fc.array(piece, { minLength: 8, maxLength: 20 }).map((pieces) => pieces.join(""));
const rows = fc.array(row, { minLength: 1, maxLength: 14 });
const sparse = fc.array(
  fc.array(fc.constantFrom("s", "s", "..", "ss"), { minLength: 10, maxLength: 20 }).map((pieces) => pieces.join("s")),
  { minLength: 5, maxLength: 14 },
);
const section = fc.oneof({ weight: 3, arbitrary: rows }, { weight: 1, arbitrary: sparse });
const parties = fc.record({
  quantity: fc.integer({ min: 4, max: 12 }),
  accessible_seats: fc.oneof(fc.constant(0), fc.nat(3)),
  wasteful: fc.boolean(),
});

it("the nearest pieces are those that the whole table gives", { timeout: 300_000 }, () => {
  let found = 0;
  let none = 0;
  fc.assert(
    fc.property(section, section, section, parties, (stalls, balcony, boxes, party) => {
      const { hall, states } = drawn({ stalls, balcony, boxes });
      const matching = matchingSeats(hall, states, { quantity: party.quantity });
      const pieces = nearestPieces(hall, matching, party);
      expect(pieces && [...pieces]).toEqual(theLongWay(hall, matching, party));
      if (pieces) found += 1;
      else none += 1;
    }),
    { numRuns: 1_500 },
  );
  expect(found).toBeGreaterThan(500);
  expect(none).toBeGreaterThan(10);
});

it("a party of fewer than four is never in pieces", () => {
  const { hall, states } = drawn({ stalls: ["..s..s.."] });
  const pieces = [1, 2, 3, 4].map((quantity) => {
    const matching = matchingSeats(hall, states, { quantity });
    return nearestPieces(hall, matching, { quantity, accessible_seats: 0, wasteful: false })?.length;
  });
  expect(pieces).toEqual([undefined, undefined, undefined, 4]);
});
