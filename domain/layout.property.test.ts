// What is true of the seats of every layout, with layouts small enough to look at each seat.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildHall } from "./hall.ts";
import {
  type Layout,
  type LayoutCategory,
  type LayoutSection,
  layoutSeats,
  layoutSections,
  type MapSeat,
  rowLabels,
  rowLengths,
  seatsTotal,
} from "./layout.ts";
import { PREMIUM, STANDARD } from "./layout-examples.ts";
import { layoutFaults } from "./layout-faults.ts";

const spacing = fc.integer({ min: 1, max: 300 }).map((hundredths) => hundredths / 100);
const point = fc.record({ x: fc.integer({ min: -500, max: 500 }), y: fc.integer({ min: -500, max: 500 }) });

/** The rows dealt out to two categories, which are those of every section. */
function categories(premium: readonly boolean[]): LayoutCategory[] {
  const of = (wanted: boolean) => premium.flatMap((is, index) => (is === wanted ? [index + 1] : []));
  return [
    { ...PREMIUM, rows: of(true) },
    { ...STANDARD, rows: of(false) },
  ];
}

const shape = fc.array(fc.record({ length: fc.integer({ min: 1, max: 12 }), premium: fc.boolean() }), {
  minLength: 1,
  maxLength: 30,
});

function labelled(rows: number): fc.Arbitrary<LayoutSection["row_labels"]> {
  const words = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 16, unit: "grapheme-ascii" }), {
    minLength: rows,
    maxLength: rows,
  });
  return fc.oneof(fc.constantFrom("numbers", "letters", undefined), words);
}

function sectionNamed(name: string): fc.Arbitrary<LayoutSection> {
  return shape.chain((rows) => {
    const lengths = rows.map(({ length }) => length);
    const longest = Math.max(...lengths);
    const inside = fc.integer({ min: 1, max: Math.max(1, longest - 1) });
    return fc.record({
      name: fc.constant(name),
      rows: fc.constant(rows.length),
      seats_per_row: fc.constant(new Set(lengths).size === 1 ? longest : lengths),
      categories: fc.constant(categories(rows.map(({ premium }) => premium))),
      row_labels: labelled(rows.length),
      first_seat_number: fc.option(fc.integer({ min: 0, max: 10_000 }), { nil: undefined }),
      numbering: fc.constantFrom("left_to_right", "right_to_left", "odd_even", undefined),
      aisles_after: longest === 1 ? fc.constant([]) : fc.uniqueArray(inside, { maxLength: 3 }),
      origin: fc.option(point, { nil: undefined }),
      seat_spacing: spacing,
      row_spacing: spacing,
      // The longest row with its aisles, at the widest spacing, is shorter than this circle.
      curve: fc.option(fc.integer({ min: 10, max: 200 }), { nil: undefined }),
      accessible: fc.constant([{ row: rows.length, seats: [1] }]),
    });
  });
}

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 64, unit: "grapheme-composite" }).map(short), {
  minLength: 1,
  maxLength: 5,
});

function short(name: string): string {
  return name.slice(0, 64);
}

const sectionedLayouts: fc.Arbitrary<Layout & { readonly sections: readonly LayoutSection[] }> = names
  .chain((list) => fc.tuple(...list.map(sectionNamed)))
  .map((sections) => ({ sections }));

const plainLayouts: fc.Arbitrary<Layout> = sectionNamed("Main").map(({ name: _name, ...members }) => members);

const layouts: fc.Arbitrary<Layout> = fc.oneof(plainLayouts, sectionedLayouts);

function hallOf(layout: Layout) {
  const built = buildHall(layoutSeats(layout), layout.focal);
  if (!built.ok) throw new Error(JSON.stringify(built.violations));
  return built.hall;
}

function byRow(seats: readonly MapSeat[]): MapSeat[][] {
  return [...Map.groupBy(seats, ({ section, row }) => JSON.stringify([section, row])).values()];
}

describe("the seats of any layout", () => {
  it("are without faults, as many as their rows say, and make a hall in their order", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        expect(layoutFaults(layout)).toEqual([]);
        const seats = layoutSeats(layout);
        const lengths = layoutSections(layout).flatMap(({ section }) => rowLengths(section));
        expect(seats).toHaveLength(lengths.reduce((sum, length) => sum + length, 0));
        expect(seats).toHaveLength(seatsTotal(layout));
        expect(hallOf(layout).ids).toEqual(seats.map(({ id }) => id));
      }),
    );
  });

  it("have ids that are unique, short and plain", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const ids = layoutSeats(layout).map(({ map_seat_id }) => map_seat_id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.filter((id) => !/^[A-Za-z0-9._-]{1,32}$/.test(id))).toEqual([]);
      }),
    );
  });

  it("keep their ids, places and categories when sections change their order", () => {
    const reordered = sectionedLayouts.chain(({ sections }) =>
      fc
        .shuffledSubarray([...sections], { minLength: sections.length })
        .map((shuffled) => [sections, shuffled] as const),
    );
    fc.assert(
      fc.property(reordered, ([sections, shuffled]) => {
        // Where a section without an origin is put depends on the order; nothing else does.
        const kept = ({ x: _x, y: _y, ...seat }: MapSeat) => seat;
        expect(layoutSeats({ sections: shuffled }).map(kept)).toEqual(layoutSeats({ sections }).map(kept));
      }),
    );
  });

  it("are neighbours exactly where no aisle is between them", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const { run, index_by_id } = hallOf(layout);
        const sections = new Map(layoutSections(layout).map(({ section }) => [section.name, section]));
        for (const row of byRow(layoutSeats(layout))) {
          const aisles = new Set(sections.get(row[0]?.section ?? "")?.aisles_after);
          const runs = row.map(({ id }) => run[index_by_id.get(id) ?? -1]);
          for (let seat = 1; seat < row.length; seat += 1) {
            expect(runs[seat] === runs[seat - 1]).toBe(!aisles.has(seat));
          }
        }
      }),
    );
  });

  it("have their row's category and price", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const expected = new Map(
          layoutSections(layout).flatMap(({ section }) =>
            section.categories.flatMap(({ name, unit_amount, rows }) =>
              rows.map((row) => [JSON.stringify([section.name, rowLabels(section)[row - 1]]), { name, unit_amount }]),
            ),
          ),
        );
        for (const { section, row, category, unit_amount } of layoutSeats(layout)) {
          expect({ name: category, unit_amount }).toEqual(expected.get(JSON.stringify([section, row])));
        }
      }),
    );
  });

  it("have numbers that are unique in their row and begin at the first", () => {
    fc.assert(
      fc.property(layouts, (layout) => {
        const sections = new Map(layoutSections(layout).map(({ section }) => [section.name, section]));
        for (const row of byRow(layoutSeats(layout))) {
          const first = sections.get(row[0]?.section ?? "")?.first_seat_number ?? 1;
          const numbers = row.map(({ number }) => Number(number)).sort((one, other) => one - other);
          expect(numbers).toEqual(row.map((_, index) => first + index));
        }
      }),
    );
  });
});
