import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawn, marked, shown } from "./hall-examples.ts";
import { type OrphanPolicy, strandedBy, strandingRefused, stretchStrands } from "./orphans.ts";
import { isFree } from "./seat-state.ts";

/** The row with `!` for the seats that choosing the `#` of `choice` strands. */
function stranding(row: string, choice: string): string {
  const hall = drawn({ stalls: [row] });
  const stranded = strandedBy(hall.hall, hall.states, marked(hall, { stalls: [choice] }));
  return shown(hall, stranded).join("").replaceAll("#", "!");
}

function refused(row: string, choice: string, policy: OrphanPolicy): boolean {
  const hall = drawn({ stalls: [row] });
  return strandingRefused(hall.hall, hall.states, { seats: marked(hall, { stalls: [choice] }), policy }) !== undefined;
}

describe("a choice strands", () => {
  it.each([
    { what: "the last free seat of a row", row: "....", choice: ".###", left: "!..." },
    { what: "nothing when two are left", row: "....", choice: "..##", left: "...." },
    { what: "nothing when none is left", row: "..", choice: "##", left: ".." },
    { what: "the seats on both sides", row: "s....s", choice: "s.##.s", left: "s!..!s" },
    { what: "the seat before an aisle", row: "... ..", choice: "##. ..", left: "..! .." },
    { what: "the seat between its own seats", row: ".....", choice: "#.#..", left: ".!..." },
    { what: "the seat beside one that is held", row: "..h..", choice: "#.h..", left: ".!h.." },
    { what: "the seat beside one that is blocked", row: "..b..", choice: "#.b..", left: ".!b.." },
    { what: "a seat of any kind", row: "..a", choice: "##.", left: "..!" },
    { what: "no seat that was single before", row: ".s..", choice: ".s##", left: ".s.." },
    { what: "no seat over an aisle", row: ". ..", choice: ". ##", left: ". .." },
  ])("$what: $row", ({ row, choice, left }) => {
    expect(stranding(row, choice)).toBe(left);
  });

  it("no seat of another row", () => {
    const hall = drawn({ stalls: ["..", "."] });
    expect(strandedBy(hall.hall, hall.states, [0, 1])).toEqual([]);
  });

  it("a seat, as a stretch or as a list of seats alike", () => {
    const row = fc.string({ unit: fc.constantFrom(".", ".", ".", "s", "a", " "), minLength: 1, maxLength: 12 });
    const rows = fc.array(row, { minLength: 1, maxLength: 3 }).filter((rows) => rows.join("").trim() !== "");
    fc.assert(
      fc.property(rows, fc.nat(), fc.nat(), (stalls, start, length) => {
        const { hall, states } = drawn({ stalls });
        const first = start % hall.size;
        const last = first + (length % 5);
        const seats = Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
        fc.pre(hall.run[last] === hall.run[first] && seats.every((seat) => isFree(states, seat)));
        expect(stretchStrands(hall, states, { first, last })).toBe(strandedBy(hall, states, seats).length > 0);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("the policy", () => {
  it.each([
    {
      what: "a choice that strands, where another would not",
      row: ".....",
      choice: ".##..",
      strict: true,
      lenient: true,
    },
    {
      what: "a choice that strands, where every other would",
      row: "s...s",
      choice: "s##.s",
      strict: true,
      lenient: false,
    },
    { what: "a choice that strands nothing", row: ".....", choice: "##...", strict: false, lenient: false },
    {
      what: "a choice that strands, where another over the aisle would not",
      row: "... ..",
      choice: "##. ..",
      strict: true,
      lenient: true,
    },
    {
      what: "a choice that strands, where another is dearer",
      row: "... ++",
      choice: "##. ..",
      strict: true,
      lenient: false,
    },
    {
      what: "a choice that strands, where another is for those who need it",
      row: "... aa",
      choice: "##. ..",
      strict: true,
      lenient: false,
    },
    {
      what: "a choice of a single seat, where the row's end is free",
      row: "...",
      choice: ".#.",
      strict: true,
      lenient: true,
    },
  ])("$what: $row", ({ row, choice, strict, lenient }) => {
    expect(refused(row, choice, "strict")).toBe(strict);
    expect(refused(row, choice, "lenient")).toBe(lenient);
    expect(refused(row, choice, "off")).toBe(false);
  });

  it("looks for another choice in the row of the stranded seat only", () => {
    const hall = drawn({ stalls: ["...", "...."] });
    const seats = marked(hall, { stalls: ["##.", "..##"] });
    expect(strandingRefused(hall.hall, hall.states, { seats, policy: "lenient" })).toBeUndefined();
    expect(strandingRefused(hall.hall, hall.states, { seats, policy: "strict" })).toEqual({
      ok: false,
      code: "SEATS_STRANDED",
      stranded: [2],
    });
  });
});
