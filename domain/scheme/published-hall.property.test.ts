// What validates and is priced can be sold: the three rules that stand between a draft and a show, together, as they are
// when a version is published and a show is made of it. Structures here are as edits and drawings leave them: references
// that lead nowhere, names alike, labels blank or padded, seats in one place, rings and single seats.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildHall } from "../hall.ts";
import { positionsAlong } from "../row-line.ts";
import { category, group, pricesOf, rule, seat, sector } from "./price-examples.ts";
import { coverage } from "./pricing.ts";
import { readiness } from "./readiness.ts";
import { hallOfScheme } from "./scheme-hall.ts";
import { type Seat, type Structure, structureOf } from "./structure.ts";
import { validate } from "./validation.ts";

const label = fc.constantFrom("1", "1", "2", "2", "A", "A", "A ", " ");
const coordinate = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -1, max: 3 }) },
  { weight: 1, arbitrary: fc.double({ min: -1_000_000, max: 1_000_000, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1_000_000, 5e-324) },
);
const named = (ids: readonly string[]) => fc.option(fc.constantFrom(...ids), { nil: null, freq: 4 });

const seats = fc.array(
  fc.record({
    sector_id: named(["S1", "S1", "S2", "S2", "S3", "S3", "gone"]),
    group_id: named(["G1", "G1", "G2", "G2", "gone"]),
    row_label: label,
    seat_number: fc.oneof(label, fc.nat({ max: 40 }).map(String)),
    x: coordinate,
    y: coordinate,
    sellable: fc.boolean(),
    accessible: fc.boolean(),
  }),
  { maxLength: 8 },
);

const schemes = fc
  .record({
    names: fc.array(fc.constantFrom("Main", "Main ", "Stalls", "Stalls", "Box", "Box", "Gallery"), {
      minLength: 3,
      maxLength: 3,
    }),
    group_sectors: fc.array(named(["S1", "S2", "gone"]), { minLength: 2, maxLength: 2 }),
    seats,
    targets: fc.uniqueArray(fc.constantFrom("default", "S1", "S2", "S3"), { minLength: 1 }),
    focal: fc.option(fc.record({ x: coordinate, y: coordinate }), { nil: undefined }),
  })
  .map(({ names, group_sectors, seats, targets, focal }) => ({
    focal,
    structure: structureOf(
      names.map((name, index) => sector(index + 1, { name })),
      group_sectors.map((sector_id, index) => group(10 + index, { group_id: `G${index + 1}`, sector_id })),
      seats.map((members, index) => seat(100 + index, { ...members, seat_id: `seat-${index}` })),
    ),
    prices: pricesOf(
      [category(1)],
      targets.map((target_id, index) =>
        target_id === "default" ? rule(index) : rule(index, { target_type: "sector", target_id }),
      ),
    ),
  }));

function isReady(structure: Structure, prices: Parameters<typeof coverage>[0]): boolean {
  const { sellable_seats, unpriced_seats } = coverage(prices, structure);
  const snapshot = { revision: 0, hash: "" };
  const validation_errors = validate(structure).errors;
  return readiness({ validation_errors, sellable_seats, unpriced_seats, snapshot, ...snapshot }).ready;
}

/** What a ticket says. */
function ticket({ section, row, number }: { section: string; row: string; number: string }): string {
  return JSON.stringify([section.trim(), row.trim(), number.trim()]);
}

describe("whatever is ready to be published", () => {
  it("makes a hall of all its sellable seats, and no two tickets are alike", () => {
    let ready = 0;
    fc.assert(
      fc.property(schemes, ({ structure, prices, focal }) => {
        if (!isReady(structure, prices)) return;
        ready += 1;
        const made = hallOfScheme(structure, prices, positionsAlong);
        if (!made.ok) throw new Error("a seat has no price");
        const built = buildHall(made.seats, focal);
        expect(built).toMatchObject({ ok: true });
        const sellable = [...structure.seats.values()].filter((one: Seat) => one.sellable);
        expect(made.seats.map(({ id }) => id).sort()).toEqual(sellable.map(({ seat_id }) => seat_id).sort());
        const tickets = made.seats.map(ticket);
        expect(new Set(tickets).size, tickets.join(" ")).toBe(tickets.length);
      }),
      { numRuns: 20_000 },
    );
    expect(ready).toBeGreaterThan(500);
  }, 120_000);
});

describe("seats of one section, row and number are alike to validation, too", () => {
  const stalls = sector(1, { name: "Stalls" });
  const main = sector(2, { name: "Main" });
  const row = group(10, { group_id: "G1", sector_id: "S1" });

  it.each([
    ["one in the sector itself and one by its group", seat(20, { sector_id: "S1" }), seat(21, { group_id: "G1" }), 2],
    [
      "one in a sector called as the section of those in none, and one in none",
      seat(20, { sector_id: "S2" }),
      seat(21),
      2,
    ],
    [
      "one in another sector than its group, which counts",
      seat(20, { sector_id: "S2", group_id: "G1" }),
      seat(21, { group_id: "G1" }),
      0,
    ],
  ])("%s", (_why, one, other, count) => {
    const alike = [one, other].map((member) => ({ ...member, row_label: "A", seat_number: "1" }));
    const { issues } = validate(structureOf([stalls, main], [row], alike));
    expect(issues.find(({ code }) => code === "duplicate_seat_label")?.count ?? 0).toBe(count);
  });

  it("sectors of one name sell, also by groups", () => {
    const twins = [stalls, { ...main, name: "Stalls" }];
    const { issues } = validate(
      structureOf(twins, [row], [seat(20, { group_id: "G1" }), seat(21, { sector_id: "S2" })]),
    );
    expect(issues.find(({ code }) => code === "duplicate_sector_name")?.count).toBe(2);
  });
});
