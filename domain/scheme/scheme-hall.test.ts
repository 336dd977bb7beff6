import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildHall, type Hall, type Point } from "../hall.ts";
import type { MapSeat } from "../layout.ts";
import { category, group, pricesOf, rule, SMALL_HALL, seat, sector } from "./price-examples.ts";
import type { PriceList } from "./price-list.ts";
import { priceFinder } from "./pricing.ts";
import { hallOfScheme } from "./scheme-hall.ts";
import { type Seat, type Structure, structureOf } from "./structure.ts";

/** Rows that lie along x: a gap of more than one and a half is an aisle. */
function positionsAlong(points: readonly Point[]): readonly number[] {
  const positions = points.map(() => 0);
  let position = 0;
  let before: number | undefined;
  for (const [index, { x }] of [...points.entries()].sort(([, one], [, other]) => one.x - other.x || one.y - other.y)) {
    position += before !== undefined && x - before > 1.5 ? 2 : 1;
    positions[index] = position;
    before = x;
  }
  return positions;
}

const PRICES = pricesOf([category(1, { name: "Parterre", unit_amount: 2_500 }), category(2)], [rule(1)]);

function seatsOf(structure: Structure, prices: PriceList = PRICES): readonly MapSeat[] {
  const made = hallOfScheme(structure, prices, positionsAlong);
  if (!made.ok) throw new Error(`${made.seats.length} seats have no price`);
  return made.seats;
}

function hallOf(seats: readonly MapSeat[]): Hall {
  const built = buildHall(seats);
  if (!built.ok) throw new Error(JSON.stringify(built.violations));
  return built.hall;
}

function shown(structure: Structure): string[] {
  return seatsOf(structure).map(({ section, row, number, position }) => `${section} ${row} ${number} @${position}`);
}

describe("the hall of a scheme", () => {
  it("has each seat that is sold, with its section, row, number, category, price and place", () => {
    const structure = structureOf(
      [sector(1, { name: "Stalls" })],
      [],
      [seat(7, { sector_id: "S1", row_label: "C", seat_number: "12", x: 3.5, y: -4, accessible: true })],
    );
    expect(seatsOf(structure)).toEqual([
      {
        id: "A7",
        map_seat_id: "A7",
        section: "Stalls",
        row: "C",
        number: "12",
        position: 1,
        x: 3.5,
        y: -4,
        category: "Parterre",
        unit_amount: 2_500,
        accessible: true,
      },
    ]);
  });

  it("takes a seat's section from its group where the seat has none, and Main where there is none", () => {
    expect(shown(SMALL_HALL)).toEqual(["Main 1 23 @1", "Stalls 1 20 @1", "Stalls 1 21 @2", "Stalls 2 22 @1"]);
  });

  it("puts the seats without a sector and those of a sector called Main in the same rows", () => {
    const structure = structureOf([sector(1, { name: "Main" })], [], [seat(1), seat(2, { sector_id: "S1" })]);
    expect(shown(structure)).toEqual(["Main 1 1 @1", "Main 1 2 @2"]);
  });

  it("has a hole where a seat is not sold, so those beside it are no neighbours", () => {
    const row = [seat(1), seat(2, { sellable: false }), seat(3), seat(4)];
    const seats = seatsOf(structureOf([], [], row));
    expect(seats.map(({ position }) => position)).toEqual([1, 3, 4]);
    expect([...hallOf(seats).run]).toEqual([0, 1, 1]);
  });

  it("leaves a position out at an aisle", () => {
    expect(shown(structureOf([], [], [seat(1), seat(2), seat(5)]))).toEqual([
      "Main 1 1 @1",
      "Main 1 2 @2",
      "Main 1 5 @4",
    ]);
  });

  it("is not made while a seat that is sold has no price, and says which", () => {
    const prices = pricesOf([category(1)], [rule(1, { target_type: "sector", target_id: "S1" })]);
    const made = hallOfScheme(SMALL_HALL, prices, positionsAlong);
    expect(made).toEqual({ ok: false, code: "unpriced", seats: [SMALL_HALL.seats.get(23)] });
  });

  it("takes 60,000 seats and 10,000 rules", () => {
    const seats = Array.from({ length: 60_000 }, (_, index) =>
      seat(index + 1, { sector_id: `S${(index % 4) + 1}`, row_label: String(index % 400), x: index, y: index % 400 }),
    );
    const rules = Array.from({ length: 10_000 }, (_, index) =>
      rule(index + 1, { target_type: "seat", target_id: `A${index * 6 + 1}`, unit_amount: index }),
    );
    const structure = structureOf([sector(1), sector(2), sector(3), sector(4)], [], seats);
    const made = seatsOf(structure, pricesOf([category(1)], [rule(20_000), ...rules]));
    expect(hallOf(made).size).toBe(60_000);
    expect(made.find(({ id }) => id === "A7")?.unit_amount).toBe(1);
  });
});

const seatMembers = fc.record({
  seat_id: fc.oneof(fc.string({ minLength: 1, maxLength: 40 }), fc.string({ unit: "binary", minLength: 1 })),
  group: fc.option(fc.integer({ min: 0, max: 2 }), { nil: null }),
  sector: fc.option(fc.integer({ min: 0, max: 2 }), { nil: null }),
  row_label: fc.constantFrom("1", "2", "A"),
  x: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: -1_000_000, max: 1_000_000, noNaN: true })),
  y: fc.integer({ min: 0, max: 2 }),
  accessible: fc.boolean(),
  sellable: fc.boolean(),
  own_amount: fc.option(fc.integer({ min: 0, max: 900 }), { nil: null }),
});

/** What validates: references that lead somewhere, names and numbers that differ, a seat to sell; and all are priced. */
const schemes = fc
  .record({
    names: fc.uniqueArray(fc.constantFrom("Main", "Stalls", "Box", "é"), { minLength: 3, maxLength: 3 }),
    group_sectors: fc.array(fc.option(fc.integer({ min: 0, max: 2 }), { nil: null }), { minLength: 3, maxLength: 3 }),
    seats: fc.uniqueArray(seatMembers, { selector: ({ seat_id }) => seat_id, minLength: 1, maxLength: 25 }),
  })
  .map(({ names, group_sectors, seats }) => {
    const sectorId = (index: number | null) => (index === null ? null : `S${index}`);
    const structure = structureOf(
      names.map((name, index) => sector(index, { name })),
      group_sectors.map((of, index) => group(10 + index, { group_id: `G${index}`, sector_id: sectorId(of) })),
      seats.map(({ group, sector, own_amount: _own, ...members }, index) =>
        seat(100 + index, {
          ...members,
          group_id: group === null ? null : `G${group}`,
          sector_id: sectorId(sector),
          seat_number: String(index),
          sellable: members.sellable || index === 0,
        }),
      ),
    );
    const own = seats.flatMap(({ seat_id, own_amount }, index) =>
      own_amount === null
        ? []
        : [rule(10 + index, { target_type: "seat", target_id: seat_id, category_no: 2, unit_amount: own_amount })],
    );
    return { structure, prices: pricesOf([category(1), category(2)], [rule(1), ...own]) };
  });

function withSeats(structure: Structure, change: (one: Seat) => Seat): Structure {
  const { sectors, groups, seats } = structure;
  return structureOf([...sectors.values()], [...groups.values()], [...seats.values()].map(change));
}

describe("of any scheme that validates and is priced", () => {
  it("the hall is one, has the seats that are sold in its own order, and their prices", () => {
    fc.assert(
      fc.property(schemes, ({ structure, prices }) => {
        const seats = seatsOf(structure, prices);
        expect(hallOf(seats).ids).toEqual(seats.map(({ id }) => id));
        const sold = [...structure.seats.values()].filter(({ sellable }) => sellable);
        expect(seats).toHaveLength(sold.length);
        const by_number = new Map(seats.map((one) => [one.number, one]));
        const priceOf = priceFinder(prices, structure);
        for (const one of sold) {
          const { x, y, accessible, row_label: row } = one;
          const price = priceOf(one);
          const frozen = { category: price?.category.name, unit_amount: price?.unit_amount };
          expect(by_number.get(one.seat_number)).toMatchObject({ x, y, accessible, row, ...frozen });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("a seat that is no longer sold moves no other seat", () => {
    fc.assert(
      fc.property(schemes, ({ structure, prices }) => {
        const all = seatsOf(
          withSeats(structure, (one) => ({ ...one, sellable: true })),
          prices,
        );
        const places = new Map(all.map(({ number, section, row, position }) => [number, { section, row, position }]));
        for (const { number, section, row, position } of seatsOf(structure, prices)) {
          expect({ section, row, position }).toEqual(places.get(number));
        }
      }),
    );
  });

  it("the order and the numbers of the records say nothing", () => {
    fc.assert(
      fc.property(schemes, ({ structure, prices }) => {
        const { sectors, groups, seats } = structure;
        const back = [...seats.values()].toReversed().map((one) => ({ ...one, record_no: 1_000 - one.record_no }));
        const turned = structureOf([...sectors.values()].toReversed(), [...groups.values()].toReversed(), back);
        expect(seatsOf(turned, prices)).toEqual(seatsOf(structure, prices));
      }),
    );
  });
});
