import { describe, expect, it } from "vitest";
import { buildHall } from "../domain/hall.ts";
import {
  byHand,
  type ExampleSeat,
  fromFigma,
  fromIllustrator,
  fromInkscape,
  grid,
  ofShapesAlone,
  svg,
} from "./example-drawings.ts";
import { normalise } from "./normalise.ts";
import type { DrawnSeat, Normalised } from "./normalised.ts";
import { sanitise } from "./sanitise.ts";

function normalised(source: string): Normalised {
  const sanitised = sanitise(source);
  if (!sanitised.ok) throw new Error(JSON.stringify(sanitised.problems));
  const result = normalise(sanitised.svg);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.normalised;
}

function names(seats: readonly DrawnSeat[]): string[] {
  return seats.map(({ sector, row, number }) => `${sector}/${row}/${number}`).sort();
}

function expected(seats: readonly ExampleSeat[], sector: string): string[] {
  return seats.map(({ row, number }) => `${sector}/${row}/${number}`).sort();
}

const SEATS = grid(4, 8).map((seat) => (seat.number > 4 ? { ...seat, x: seat.x + 15 } : seat));

describe("drawings of each kind", () => {
  it.each([
    ["by hand, with classes and data", byHand(SEATS), "parterre"],
    ["from Inkscape, with labels", fromInkscape(SEATS), "Balcony"],
    ["from Illustrator, with escaped ids and hidden layers", fromIllustrator(SEATS), "Stalls"],
    ["from Figma, with numbered copies", fromFigma(SEATS), "Main"],
    ["of shapes alone, with letters at the rows", ofShapesAlone(SEATS), "Main"],
  ])("%s have every seat, under its name and in its place", (_, source, sector) => {
    const { seats, groups, sectors } = normalised(source);
    expect(names(seats)).toEqual(expected(SEATS, sector));
    for (const { x, y, row, number } of SEATS) {
      const seat = seats.find((one) => one.row === row && one.number === String(number));
      expect(seat?.x).toBeCloseTo(x, 1);
      expect(seat?.y).toBeCloseTo(y, 1);
    }
    expect(groups.map(({ name }) => name).sort()).toEqual(["A", "B", "C", "D"]);
    expect(sectors).toHaveLength(1);
    expect(new Set(seats.map(({ element_id }) => element_id)).size).toBe(seats.length);
  });

  it.each([
    ["A12", (s: ExampleSeat) => `id="${s.row}${s.number}"`, ""],
    ["A-12", (s: ExampleSeat) => `id="${s.row}-${s.number}"`, ""],
    ["101-A-12", (s: ExampleSeat) => `id="101-${s.row}-${s.number}"`, "101"],
    ["STALLS_A_12", (s: ExampleSeat) => `id="STALLS_${s.row}_${s.number}"`, "STALLS"],
    ["sector-1-row-A-seat-12", (s: ExampleSeat) => `id="sector-1-row-${s.row}-seat-${s.number}"`, "1"],
    ["data attributes", (s: ExampleSeat) => `data-section="VIP" data-row="${s.row}" data-number="${s.number}"`, "VIP"],
    ["one data attribute", (s: ExampleSeat) => `data-seat-id="101-${s.row}-${s.number}"`, "101"],
    ["an aria-label", (s: ExampleSeat) => `aria-label="Balcony, Row ${s.row}, Seat ${s.number}"`, "Balcony"],
    ["words in Russian", (s: ExampleSeat) => `id="Партер_${s.row}_ряд_${s.number}_место"`, "Партер"],
    ["words in German", (s: ExampleSeat) => `id="Parkett Reihe ${s.row} Platz ${s.number}"`, "Parkett"],
  ])("flat, called %s, have every seat", (_, attributes, sector) => {
    const source = svg(
      SEATS.map((seat) => `<circle ${attributes(seat)} cx="${seat.x}" cy="${seat.y}" r="4"/>`).join(""),
    );
    expect(names(normalised(source).seats)).toEqual(expected(SEATS, sector === "" ? "Main" : sector));
  });

  it("with seats drawn by use have every seat, and use of a row has each of its seats", () => {
    const chair = '<symbol id="chair" viewBox="0 0 10 10"><rect width="10" height="10"/></symbol>';
    const single = SEATS.map(
      ({ x, y, row, number }) => `<use href="#chair" id="${row}-${number}" x="${x}" y="${y}" width="8" height="8"/>`,
    );
    expect(names(normalised(svg(`<defs>${chair}</defs>${single.join("")}`)).seats)).toEqual(expected(SEATS, "Main"));
    const row = `<g id="row">${[1, 2, 3, 4, 5, 6].map((n) => `<circle id="s${n}" cx="${n * 10}" r="4"/>`).join("")}</g>`;
    const uses = ["A", "B", "C"].map(
      (name, index) => `<use href="#row" id="row-${name}" x="20" y="${50 + index * 12}"/>`,
    );
    const { seats } = normalised(svg(`<defs>${row}</defs>${uses.join("")}`));
    expect(names(seats)).toEqual(["A", "B", "C"].flatMap((name) => [1, 2, 3, 4, 5, 6].map((n) => `Main/${name}/${n}`)));
    expect(seats.map(({ element_id }) => element_id)).toContain("row-B~s3");
  });
});

describe("positions", () => {
  it("leave one out at an aisle and nowhere else", () => {
    const { seats } = normalised(byHand(SEATS));
    const row = seats.filter(({ row }) => row === "B");
    expect(row.map(({ number, position }) => [number, position])).toEqual([
      ["1", 1],
      ["2", 2],
      ["3", 3],
      ["4", 4],
      ["5", 6],
      ["6", 7],
      ["7", 8],
      ["8", 9],
    ]);
  });

  it("go from left to right whatever the numbers do, and make a hall with prices", () => {
    const seats = SEATS.map((seat) => ({ ...seat, number: 9 - seat.number }));
    const drawn = normalised(byHand(seats)).seats;
    const row = drawn.filter(({ row }) => row === "A");
    expect(row.map(({ number }) => number)).toEqual(["8", "7", "6", "5", "4", "3", "2", "1"]);
    const hall = buildHall(
      drawn.map(({ element_id, sector, row, position, x, y, accessible }) => ({
        id: element_id,
        section: sector,
        row,
        position,
        x,
        y,
        category: "all",
        unit_amount: 1,
        accessible,
      })),
    );
    expect(hall.ok).toBe(true);
  });
});

function arc(): ExampleSeat[] {
  return Array.from({ length: 100 }, (_, index) => {
    const row = Math.floor(index / 20);
    const angle = -0.8 + (index % 20) * 0.084;
    const radius = 100 + 14 * row;
    return {
      x: 200 + radius * Math.sin(angle),
      y: radius * Math.cos(angle),
      row: String(row + 1),
      number: (index % 20) + 1,
    };
  });
}

describe("rows of shapes alone", () => {
  it.each([
    ["are lines", grid(6, 12)],
    ["are lines that stand as close as their seats", grid(6, 12, { pitch: 10, depth: 10 })],
    ["are lines closer than their seats", grid(6, 12, { pitch: 12, depth: 10 })],
    ["are arcs round one point", arc()],
  ])("%s", (_, seats) => {
    const drawn = normalised(ofShapesAlone(seats, false)).seats;
    expect(drawn).toHaveLength(seats.length);
    const key = ({ x, y }: { readonly x: number; readonly y: number }): string =>
      `${Math.round(x * 1_000) / 1_000} ${Math.round(y * 1_000) / 1_000}`;
    const row_of = new Map(drawn.map((seat) => [key(seat), seat.row]));
    const rows = Map.groupBy(seats, ({ row }) => row);
    const found = [...rows.values()].map((members) => new Set(members.map((seat) => row_of.get(key(seat)))));
    expect(found.every(({ size }) => size === 1)).toBe(true);
    expect(new Set(found.flatMap((names) => [...names])).size).toBe(rows.size);
  });

  it("are told apart in blocks that are turned", () => {
    const block = (id: string, turn: number): string =>
      `<g id="${id}" transform="translate(200 100) rotate(${turn})">${grid(4, 6)
        .map(({ x, y }) => `<rect x="${x}" y="${y}" width="8" height="8"/>`)
        .join("")}</g>`;
    const { groups, sectors } = normalised(svg(block("block-101", 30) + block("block-102", -50)));
    expect(sectors.map(({ name }) => name)).toEqual(["101", "102"]);
    expect(groups.map(({ seats }) => seats)).toEqual(Array.from({ length: 8 }, () => 6));
  });
});

describe("what is beside the seats", () => {
  const circles = SEATS.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="4"/>`).join("");
  it.each([
    [
      "a stage with lamps",
      `<g id="stage">${[1, 2, 3, 4].map((n) => `<circle cx="${n * 12}" cy="9" r="4"/>`).join("")}</g>`,
    ],
    ["a legend in a group", '<g id="Legend"><circle cx="20" cy="250" r="4"/><text x="30" y="253">Free</text></g>'],
    [
      "a legend of shapes and words",
      [0, 1, 2]
        .map((n) =>
          `<circle cx="${20 + n * 60}" cy="250" r="4"/><text x="28" y="253">Free</text>`.replace(
            "28",
            String(28 + n * 60),
          ),
        )
        .join(""),
    ],
    ["pillars of another size", [1, 2, 3, 4].map((n) => `<circle cx="${n * 60}" cy="200" r="6"/>`).join("")],
    ["a shape of their size far away", '<circle cx="350" cy="250" r="4"/>'],
    ["tables", [1, 2, 3].map((n) => `<rect x="${n * 60}" y="200" width="30" height="20"/>`).join("")],
    ["a layer that is switched off", `<g display="none">${circles.replaceAll('cy="', 'cy="1')}</g>`],
    ["a pattern that is drawn nowhere", '<defs><circle cx="20" cy="200" r="4"/></defs>'],
  ])("%s is no seat", (_, content) => {
    const { seats } = normalised(svg(circles + content));
    expect(seats).toHaveLength(SEATS.length);
    expect(seats.every(({ y }) => y < 100 && y > 30)).toBe(true);
  });

  it("is said with its place and a reason, where it looks like a seat", () => {
    const { unknown } = normalised(
      svg(`${circles}<circle id="far" cx="350" cy="250" r="4"/><g display="none"/><g id="Row Z"/>`),
    );
    expect(unknown).toEqual([
      { element_id: "far", place: "0-32", reason: "a shape like a seat that stands alone", count: 1 },
      { element_id: "Row Z", place: "0-34", reason: "called a row, but no seat of it was found", count: 1 },
      { element_id: "at-0-33", place: "0-33", reason: "not shown", count: 1 },
    ]);
  });
});

describe("what is concluded", () => {
  it("is nothing where the drawing says everything", () => {
    const { guesses, unknown } = normalised(byHand(SEATS));
    expect({ guesses, unknown }).toEqual({ guesses: [], unknown: [] });
  });

  it("is listed with what it rests on where it says nothing", () => {
    const { guesses } = normalised(ofShapesAlone(grid(2, 5), false));
    expect(guesses.map(({ what, rests_on, count }) => [what, rests_on, count])).toEqual([
      ["sector_name", "nothing names one", 1],
      ...[1, 2].flatMap(() => [
        ["row", "where its seats are: straight lines", 5],
        ["row_name", "its order from the front", 1],
        ["number", "its order in the row", 5],
        ["seat", "its size and its place among others", 5],
      ]),
    ]);
  });

  it("is the same when the same file comes again", () => {
    for (const source of [byHand(SEATS), fromInkscape(SEATS), ofShapesAlone(SEATS)]) {
      expect(normalised(source)).toEqual(normalised(source));
    }
  });
});
