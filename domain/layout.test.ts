import { describe, expect, it } from "vitest";
import { buildHall } from "./hall.ts";
import { LAYOUT_LIMITS, type LayoutSection, layoutSeats, rowLabels } from "./layout.ts";
import { PREMIUM, TEN_BY_TEN } from "./layout-examples.ts";
import { layoutFaults } from "./layout-faults.ts";

/** What is written on the seats of one row, from the left. */
function written(members: Partial<LayoutSection>): string {
  const layout = { rows: 1, seats_per_row: 5, categories: [{ ...PREMIUM, rows: [1] }], ...members };
  return layoutSeats(layout)
    .map(({ number }) => number)
    .join(" ");
}

describe("the seats of a layout", () => {
  it("are rows times seats, with ids made of section, row and number", () => {
    const seats = layoutSeats(TEN_BY_TEN);
    expect(seats).toHaveLength(100);
    expect(seats[0]).toEqual({
      id: "Main-1-1",
      map_seat_id: "Main-1-1",
      section: "Main",
      row: "1",
      number: "1",
      position: 1,
      x: -4.5,
      y: 0,
      category: "Premium",
      unit_amount: 15_000,
      accessible: false,
    });
    expect(seats.at(-1)).toMatchObject({ id: "Main-10-10", row: "10", number: "10", x: 4.5, y: 9 });
  });

  it("keep their ids when a row is put behind the others", () => {
    const longer = { ...TEN_BY_TEN, rows: 11, categories: [{ ...PREMIUM, rows: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] }] };
    const ids = new Set(layoutSeats(longer).map(({ id }) => id));
    expect(layoutSeats(TEN_BY_TEN).filter(({ id }) => !ids.has(id))).toEqual([]);
  });

  it("are accessible where the layout says so, counted from the front and the left", () => {
    const layout = { ...TEN_BY_TEN, numbering: "right_to_left", accessible: [{ row: 10, seats: [1, 2] }] } as const;
    const accessible = layoutSeats(layout).filter((seat) => seat.accessible);
    expect(accessible.map(({ id }) => id)).toEqual(["Main-10-10", "Main-10-9"]);
  });
});

describe("what is written on seats", () => {
  it("counts from the left, from the right, or outwards with odd numbers left and even ones right", () => {
    expect(written({})).toBe("1 2 3 4 5");
    expect(written({ numbering: "right_to_left", first_seat_number: 11 })).toBe("15 14 13 12 11");
    expect(written({ numbering: "odd_even" })).toBe("5 3 1 2 4");
    expect(written({ numbering: "odd_even", first_seat_number: 2 })).toBe("5 3 2 4 6");
    expect(written({ numbering: "odd_even", first_seat_number: 2, seats_per_row: 1 })).toBe("2");
  });

  it("names rows by numbers, letters or a list", () => {
    const section = { ...TEN_BY_TEN, name: "Main", rows: 28 };
    expect(rowLabels(section).slice(8, 11)).toEqual(["9", "10", "11"]);
    expect(rowLabels({ ...section, row_labels: "letters" }).slice(24)).toEqual(["Y", "Z", "AA", "AB"]);
    expect(rowLabels({ ...section, row_labels: ["Front", "Ä"] })).toEqual(["Front", "Ä"]);
  });

  it("is in the id whole where it is plain, and as a hash where it is not", () => {
    const row = { rows: 1, seats_per_row: 1, categories: [{ ...PREMIUM, rows: [1] }] };
    const id = (name: string, label: string) =>
      layoutSeats({ sections: [{ ...row, name, row_labels: [label] }] }).map((seat) => seat.id);
    expect(id("Balcony", "AA")).toEqual(["Balcony-AA-1"]);
    expect(id("Balkon links, oben", "Ä")).toEqual(["Balkonli.3bjy6yb-.10gpa4k-1"]);
    expect(id("桟敷", "1/2")).not.toEqual(id("座敷", "1/2"));
  });
});

describe("where seats are", () => {
  it("is centred on the origin, with the aisle's width between its sides", () => {
    const row = { rows: 2, seats_per_row: [4, 2], categories: [{ ...PREMIUM, rows: [1, 2] }], aisles_after: [2] };
    const seats = layoutSeats({ ...row, origin: { x: 100, y: 20 }, seat_spacing: 0.5, row_spacing: 0.9 });
    expect(seats.map(({ x, y, position }) => [x, y, position])).toEqual([
      [99, 20, 1],
      [99.5, 20, 2],
      [100.5, 20, 4],
      [101, 20, 5],
      [99.75, 20.9, 1],
      [100.25, 20.9, 2],
    ]);
  });

  it("is on arcs round a point in front of a curved section, each seat as far from it as its row", () => {
    const curved = layoutSeats({ ...TEN_BY_TEN, curve: 8, origin: { x: 3, y: 5 } });
    for (const { x, y, row } of curved) expect(Math.hypot(x - 3, y - (5 - 8))).toBeCloseTo(8 + Number(row) - 1, 2);
    const [left, beside] = curved;
    expect(left?.x).toBeLessThan(beside?.x ?? 0);
    expect(left?.y).toBeLessThan(5);
  });

  it("is behind the sections before it without an origin", () => {
    const section = { rows: 3, seats_per_row: 1, categories: [{ ...PREMIUM, rows: [1, 2, 3] }] };
    const seats = layoutSeats({ sections: ["B", "A"].map((name) => ({ ...section, name })) });
    expect(seats.map(({ id, y }) => [id, y])).toEqual([
      ["A-1-1", 4],
      ["A-2-1", 5],
      ["A-3-1", 6],
      ["B-1-1", 0],
      ["B-2-1", 1],
      ["B-3-1", 2],
    ]);
  });

  it("stays within what a hall takes at every limit", () => {
    const { rows_max, spacing_max, sections_max, coordinate_max, first_seat_number_max } = LAYOUT_LIMITS;
    const sections = Array.from({ length: 60 }, (_, index) => ({
      name: `the longest name that a section can have is cut in ids ${index}`,
      rows: rows_max,
      seats_per_row: 1,
      categories: [{ ...PREMIUM, rows: Array.from({ length: rows_max }, (_, row) => row + 1) }],
      row_labels: Array.from({ length: rows_max }, (_, row) => `the row no. ${row}`),
      row_spacing: spacing_max,
      first_seat_number: first_seat_number_max,
      ...(index === 0 ? { origin: { x: coordinate_max, y: coordinate_max } } : {}),
    }));
    expect(sections.length).toBeLessThan(sections_max);
    expect(layoutFaults({ sections })).toEqual([]);
    const seats = layoutSeats({ sections });
    expect(seats).toHaveLength(60_000);
    expect(buildHall(seats).ok).toBe(true);
    expect(Math.max(...seats.slice(0, 1_000).map(({ id }) => id.length))).toBeLessThanOrEqual(
      LAYOUT_LIMITS.map_seat_id_length_max,
    );
  });
});
