import { describe, expect, it } from "vitest";
import { layoutInput } from "../contract/layout.ts";
import { LAYOUT_LIMITS, type Layout } from "../domain/layout.ts";
import { layoutFaults } from "../domain/layout-faults.ts";
import { layoutBody, readLayout } from "./venue-layout.ts";

const { rows_max, seats_per_row_max, sections_max, categories_max, spacing_min, spacing_max, coordinate_max } =
  LAYOUT_LIMITS;
const { name_length_max, row_label_length_max, first_seat_number_max } = LAYOUT_LIMITS;

const category = (name: string) => ({ name, rows: [1], unit_amount: 1, color: "#000000" });
const ROW = { rows: 1, seats_per_row: 2, categories: [category("A")] };

/** The pointers of what a schema or the domain finds wrong. */
function byContract({ categories, ...layout }: Layout): string[] {
  const plain = categories?.map(({ unit_amount, ...members }) => ({ ...members, price: unit_amount }));
  const { error } = layoutInput.safeParse({ ...layout, ...(plain === undefined ? {} : { categories: plain }) });
  return error?.issues.map(({ path }) => `/${path.join("/")}`) ?? [];
}

describe("the contract's limits of a layout are the domain's", () => {
  it.each<[string, Layout, Layout]>([
    ["/rows", { ...ROW, rows: rows_max }, { ...ROW, rows: rows_max + 1 }],
    ["/seats_per_row", { ...ROW, seats_per_row: seats_per_row_max }, { ...ROW, seats_per_row: seats_per_row_max + 1 }],
    [
      "/first_seat_number",
      { ...ROW, first_seat_number: first_seat_number_max },
      { ...ROW, first_seat_number: first_seat_number_max + 1 },
    ],
    ["/seat_spacing", { ...ROW, seat_spacing: spacing_min }, { ...ROW, seat_spacing: spacing_min / 2 }],
    ["/row_spacing", { ...ROW, row_spacing: spacing_max }, { ...ROW, row_spacing: spacing_max + 1 }],
    ["/curve", { ...ROW, curve: coordinate_max }, { ...ROW, curve: coordinate_max + 1 }],
    ["/origin/x", { ...ROW, origin: { x: coordinate_max, y: 0 } }, { ...ROW, origin: { x: coordinate_max + 1, y: 0 } }],
    ["/focal/y", { ...ROW, focal: { x: 0, y: -coordinate_max } }, { ...ROW, focal: { x: 0, y: -coordinate_max - 1 } }],
    [
      "/row_labels/0",
      { ...ROW, row_labels: ["x".repeat(row_label_length_max)] },
      { ...ROW, row_labels: ["x".repeat(row_label_length_max + 1)] },
    ],
    [
      "/categories/0/name",
      { ...ROW, categories: [category("x".repeat(name_length_max))] },
      { ...ROW, categories: [category("x".repeat(name_length_max + 1))] },
    ],
    [
      "/categories",
      { ...ROW, categories: Array.from({ length: categories_max }, (_, index) => category(`${index}`)) },
      { ...ROW, categories: Array.from({ length: categories_max + 1 }, (_, index) => category(`${index}`)) },
    ],
  ])("%s", (path, most, beyond) => {
    expect(byContract(most)).not.toContain(path);
    expect(layoutFaults(most).map((fault) => fault.path)).not.toContain(path);
    expect(layoutFaults(beyond).map((fault) => fault.path)).toContain(path);
    const issues = layoutInput.safeParse(beyond).error?.issues ?? [];
    // Of a union the contract names the whole, and the way to its choice is the Worker's.
    expect(issues.map(({ path: at }) => `/${at.join("/")}`).some((at) => path.startsWith(at))).toBe(true);
  });

  it("/sections", () => {
    const named = (length: number) => ({
      sections: Array.from({ length }, (_, index) => ({ ...ROW, name: `${index}` })),
    });
    expect(layoutFaults(named(sections_max))).toEqual([]);
    expect(layoutFaults(named(sections_max + 1))).toMatchObject([{ path: "/sections" }]);
    const received = {
      name: "A",
      rows: 1,
      seats_per_row: 1,
      categories: [{ name: "A", rows: [1], price: 1, color: "#000000" }],
    };
    const sections = Array.from({ length: sections_max }, () => received);
    expect(layoutInput.safeParse({ sections }).success).toBe(true);
    expect(layoutInput.safeParse({ sections: [...sections, received] }).success).toBe(false);
  });
});

it("a layout that is read and written again is as it was sent, with Money", () => {
  const price = { amount: 1_250, currency: "EUR" };
  const sent = {
    sections: [{ name: "A", rows: 1, seats_per_row: 2, categories: [{ name: "A", rows: [1], color: "#000000" }] }],
  };
  const priced = (of: 12.5 | typeof price) =>
    sent.sections.map((section) => ({
      ...section,
      categories: section.categories.map((one) => ({ ...one, price: of })),
    }));
  const read = readLayout({ sections: priced(12.5), focal: { x: 1, y: 2 } }, "EUR");
  expect(read.ok && layoutBody(read.layout, "EUR")).toEqual({ sections: priced(price), focal: { x: 1, y: 2 } });
});
