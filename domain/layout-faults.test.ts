import { describe, expect, it } from "vitest";
import { HALL_LIMITS } from "./hall-faults.ts";
import type { Layout, LayoutSection } from "./layout.ts";
import { PREMIUM, STANDARD, TEN_BY_TEN } from "./layout-examples.ts";
import { layoutFaults } from "./layout-faults.ts";

const ROW: LayoutSection = { name: "Stalls", rows: 1, seats_per_row: 4, categories: [{ ...PREMIUM, rows: [1] }] };

function stalls(members: Partial<LayoutSection>): Layout {
  return { sections: [{ ...ROW, ...members }] };
}

describe("a layout is refused", () => {
  it.each<{ why: string; layout: Layout; path: string; says: string }>([
    {
      why: "when it has no sections and no rows",
      layout: { ...TEN_BY_TEN, rows: undefined },
      path: "/rows",
      says: "must be given",
    },
    { why: "without a section", layout: { sections: [] }, path: "/sections", says: "not 0" },
    {
      why: "when it has rows beside sections",
      layout: { sections: [ROW], rows: 1 },
      path: "/rows",
      says: "left out beside sections",
    },
    {
      why: "when a row is in no category",
      layout: { ...TEN_BY_TEN, categories: [{ ...PREMIUM, rows: [1, 2, 3] }] },
      path: "/categories",
      says: "in none: 4, 5, 6, 7, 8, …",
    },
    {
      why: "when a row is in two categories",
      layout: {
        ...TEN_BY_TEN,
        categories: [TEN_BY_TEN.categories[0], { ...STANDARD, rows: [3, 4, 5, 6, 7, 8, 9, 10] }],
      },
      path: "/categories/1/rows/0",
      says: "row 3, which is in Premium",
    },
    {
      why: "when a row is twice in a category",
      layout: stalls({ categories: [{ ...PREMIUM, rows: [1, 1] }] }),
      path: "/sections/0/categories/0/rows/1",
      says: "in Premium",
    },
    {
      why: "when a category has a row that is not there",
      layout: stalls({ categories: [{ ...PREMIUM, rows: [1, 2] }] }),
      path: "/sections/0/categories/0/rows/1",
      says: "from 1 to 1, not 2",
    },
    {
      why: "when two categories of a section have one name",
      layout: stalls({ rows: 2, categories: [...ROW.categories, { ...PREMIUM, rows: [2] }] }),
      path: "/sections/0/categories/1/name",
      says: "differ",
    },
    {
      why: "when a category's price differs between sections",
      layout: { sections: [ROW, { ...ROW, name: "Box", categories: [{ ...PREMIUM, unit_amount: 1, rows: [1] }] }] },
      path: "/sections/1/categories/0/price",
      says: "as in section Stalls",
    },
    {
      why: "when a category's color differs between sections",
      layout: { sections: [ROW, { ...ROW, name: "Box", categories: [{ ...PREMIUM, color: "#000000", rows: [1] }] }] },
      path: "/sections/1/categories/0/color",
      says: "as in section Stalls",
    },
    {
      why: "when a color is not one",
      layout: stalls({ categories: [{ ...PREMIUM, rows: [1], color: "red" }] }),
      path: "/sections/0/categories/0/color",
      says: "#RRGGBB",
    },
    {
      why: "when a price is below zero",
      layout: stalls({ categories: [{ ...PREMIUM, rows: [1], unit_amount: -1 }] }),
      path: "/sections/0/categories/0/price",
      says: "not -1",
    },
    {
      why: "when a category has no name",
      layout: stalls({ categories: [{ ...PREMIUM, rows: [1], name: "" }] }),
      path: "/sections/0/categories/0/name",
      says: "1 to 64",
    },
    {
      why: "when two sections have one name",
      layout: { sections: [ROW, ROW] },
      path: "/sections/1/name",
      says: "differ more from section Stalls",
    },
    { why: "when a section has no name", layout: stalls({ name: "" }), path: "/sections/0/name", says: "1 to 64" },
    { why: "when rows are no number", layout: stalls({ rows: Number.NaN }), path: "/sections/0/rows", says: "not NaN" },
    {
      why: "when a row has no seat",
      layout: stalls({ seats_per_row: [0] }),
      path: "/sections/0/seats_per_row/0",
      says: "not 0",
    },
    {
      why: "when lengths are not one a row",
      layout: stalls({ seats_per_row: [4, 4] }),
      path: "/sections/0/seats_per_row",
      says: "each of the 1 rows, not 2",
    },
    {
      why: "when labels are not one a row",
      layout: stalls({ row_labels: [] }),
      path: "/sections/0/row_labels",
      says: "each of the 1 rows, not 0",
    },
    {
      why: "when two rows have one label",
      layout: stalls({ rows: 2, categories: [{ ...PREMIUM, rows: [1, 2] }], row_labels: ["A", "A"] }),
      path: "/sections/0/row_labels/1",
      says: "label of row 1",
    },
    {
      why: "when a label is empty",
      layout: stalls({ row_labels: [""] }),
      path: "/sections/0/row_labels/0",
      says: "1 to 16",
    },
    {
      why: "when an aisle has no seat behind it",
      layout: stalls({ aisles_after: [4] }),
      path: "/sections/0/aisles_after/0",
      says: "a row of 4, not 4",
    },
    {
      why: "when an aisle is named twice",
      layout: stalls({ aisles_after: [2, 2] }),
      path: "/sections/0/aisles_after/1",
      says: "differ",
    },
    {
      why: "when an accessible row is not there",
      layout: stalls({ accessible: [{ row: 2, seats: [1] }] }),
      path: "/sections/0/accessible/0/row",
      says: "from 1 to 1, not 2",
    },
    {
      why: "when an accessible seat is not there",
      layout: stalls({ accessible: [{ row: 1, seats: [4, 5] }] }),
      path: "/sections/0/accessible/0/seats/1",
      says: "from 1 to 4, not 5",
    },
    {
      why: "when a row is longer than its circle",
      layout: stalls({ seats_per_row: 7, aisles_after: [3], curve: 1.2 }),
      path: "/sections/0/curve",
      says: "row 1 is longer",
    },
    {
      why: "when seats have no distance",
      layout: stalls({ seat_spacing: 0 }),
      path: "/sections/0/seat_spacing",
      says: "not 0",
    },
    {
      why: "when its origin is nowhere",
      layout: stalls({ origin: { x: 0, y: Number.NaN } }),
      path: "/sections/0/origin/y",
      says: "not NaN",
    },
    {
      why: "when its focal point is nowhere",
      layout: { sections: [ROW], focal: { x: Number.POSITIVE_INFINITY, y: 0 } },
      path: "/focal/x",
      says: "not Infinity",
    },
    {
      why: "when the first number is not one",
      layout: stalls({ first_seat_number: -1 }),
      path: "/sections/0/first_seat_number",
      says: "not -1",
    },
  ])("$why", ({ layout, path, says }) => {
    expect(layoutFaults(layout)).toEqual([{ path, message: expect.stringContaining(says) }]);
  });

  it("when it has one seat too many, and not before", () => {
    const rows = Array.from({ length: 100 }, (_, row) => row + 1);
    const hall = { rows: 100, seats_per_row: 600, categories: [{ ...PREMIUM, rows }] };
    expect(layoutFaults(hall)).toEqual([]);
    const lengths = rows.map((row) => (row === 1 ? 601 : 600));
    expect(layoutFaults({ ...hall, seats_per_row: lengths })).toEqual([
      { path: "/seats_per_row", message: "must have at most 60000 seats, not 60001" },
    ]);
  });

  it("when its sections have more categories together than a venue can", () => {
    const sections = Array.from({ length: 51 }, (_, index) => ({
      ...ROW,
      name: `${index}`,
      categories: [{ ...PREMIUM, name: `${index}`, rows: [1] }],
    }));
    expect(layoutFaults({ sections: sections.slice(1) })).toEqual([]);
    expect(layoutFaults({ sections })).toMatchObject([{ path: "/sections", message: expect.stringContaining("50") }]);
  });

  it("when it is empty, for all that it lacks", () => {
    expect(layoutFaults({}).map(({ path }) => path)).toEqual(["/rows", "/seats_per_row", "/categories"]);
  });

  it("with its first faults only", () => {
    expect(layoutFaults({ sections: Array.from({ length: 200 }, () => ROW) })).toHaveLength(HALL_LIMITS.violations_max);
  });

  it("and may have rows of categories in any order, colors in either case and a category in many sections", () => {
    const small = { ...PREMIUM, color: PREMIUM.color.toLowerCase(), rows: [1] };
    expect(layoutFaults({ sections: [ROW, { ...ROW, name: "Box", categories: [small] }] })).toEqual([]);
    expect(layoutFaults({ ...TEN_BY_TEN, categories: TEN_BY_TEN.categories.toReversed() })).toEqual([]);
  });
});
