// What only names and places together say: each case small, and beside it the one that it must not be taken for.
import { describe, expect, it } from "vitest";
import { svg } from "./example-drawings.ts";
import { normalise } from "./normalise.ts";
import type { Normalised } from "./normalised.ts";
import { sanitise } from "./sanitise.ts";

function normalised(source: string): Normalised {
  const sanitised = sanitise(source);
  const result = sanitised.ok ? normalise(sanitised.svg) : sanitised;
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.normalised;
}

/** Sector/row: number number … */
function rowsOf(source: string): string[] {
  const rows = new Map<string, string[]>();
  for (const { sector, row, number } of normalised(source).seats) {
    const name = `${sector}/${row}`;
    rows.set(name, [...(rows.get(name) ?? []), number]);
  }
  return [...rows].map(([name, numbers]) => `${name}: ${numbers.join(" ")}`);
}

type Line = {
  readonly y: number;
  readonly x?: number;
  readonly count?: number;
  readonly r?: number;
  readonly id?: string;
};

/** Circles in a line; `id` is written before their numbers. */
function line({ y, x = 0, count = 4, r = 4, id }: Line): string {
  return Array.from(
    { length: count },
    (_, at) =>
      `<circle ${id === undefined ? "" : `id="${id}${at + 1}" `}cx="${x + 10 + at * r * 2.5}" cy="${y}" r="${r}"/>`,
  ).join("");
}

function group(id: string, content: string, more = ""): string {
  return `<g id="${id}" ${more}>${content}</g>`;
}

describe("groups that are named after the group around them", () => {
  it("are its rows where their seats stand in one line", () => {
    const rows = ["1", "2", "3"].map((row, at) => group(`north-${row}`, line({ y: 20 + 12 * at, id: `n${row}-` })));
    expect(rowsOf(svg(group("North", rows.join(""))))).toEqual([
      "North/1: 1 2 3 4",
      "North/2: 1 2 3 4",
      "North/3: 1 2 3 4",
    ]);
  });

  it("are sectors where they hold several lines", () => {
    const block = (name: string, x: number): string =>
      group(name, line({ y: 20, x, id: "A-" }) + line({ y: 32, x, id: "B-" }) + line({ y: 44, x, id: "C-" }));
    const { sectors } = normalised(svg(group("North", block("north-1", 0) + block("north-2", 150))));
    expect(sectors.map(({ name }) => name)).toEqual(["north-1", "north-2"]);
  });
});

describe("boxes", () => {
  const boxes = ["Loge 1", "Loge 2", "Kaiserloge"].map((name, at) =>
    group(name, line({ y: 20 + 40 * at, count: 2, id: `${name}/` })),
  );
  it("are rows of the sector that they are in, under their whole names", () => {
    expect(rowsOf(svg(group("Logen links", boxes.join(""))))).toEqual([
      "Logen links/Loge 1: 1 2",
      "Logen links/Loge 2: 1 2",
      "Logen links/Kaiserloge: 1 2",
    ]);
  });
  it("in no sector are sectors", () => {
    const { sectors } = normalised(svg(boxes.join("")));
    expect(sectors.map(({ name }) => name)).toEqual(["Loge 1", "Loge 2", "Kaiserloge"]);
  });
});

describe("what a use repeats", () => {
  it("is in the sector that the use is called, and not in one within it", () => {
    const left = group("Left", group("row-A", line({ y: 20 })) + group("row-B", line({ y: 32 })));
    const { seats } = normalised(svg(`${left}<use id="Right" href="#Left" x="150"/>`));
    const names = new Set(seats.map(({ sector, row }) => `${sector}/${row}`));
    expect([...names].sort()).toEqual(["Left/A", "Left/B", "Right/A", "Right/B"]);
  });
});

describe("tables", () => {
  it("are rows with the word, whatever sector they are in", () => {
    const chairs = (table: number, x: number): string =>
      [
        [0, -15],
        [15, 0],
        [0, 15],
        [-15, 0],
      ]
        .map(
          ([dx = 0, dy = 0], at) =>
            `<circle class="chair" id="T${table}-${at + 1}" cx="${x + dx}" cy="${60 + dy}" r="5"/>`,
        )
        .join("");
    const tables = [1, 2].map((table) =>
      group(`Table ${table}`, `<circle class="table" cx="${table * 60}" cy="60" r="9"/>${chairs(table, table * 60)}`),
    );
    expect(rowsOf(svg(tables.join(""))).map((row) => row.split(":")[0])).toEqual(["Main/Table 1", "Main/Table 2"]);
  });
});

describe("a rang in data", () => {
  const seats = line({ y: 20, id: "s" });
  it("is a row by itself, and a tier where another attribute is the row", () => {
    expect(rowsOf(svg(`<g data-sector="A"><g data-rang="7">${seats}</g></g>`))).toEqual(["A/7: 1 2 3 4"]);
    const both = [1, 2].map(
      (n) => `<circle data-rang="1" data-reihe="7" data-platz="${n}" cx="${n * 12}" cy="9" r="4"/>`,
    );
    expect(rowsOf(svg(both.join("")))).toEqual(["1/7: 1 2"]);
  });
});

describe("seats outside of the viewBox", () => {
  const spare = line({ y: 900, id: "Z-" });
  it("are none, and are reported", () => {
    const { seats, unknown } = normalised(svg(line({ y: 20, id: "A-" }) + line({ y: 32, id: "B-" }) + spare));
    expect(seats).toHaveLength(8);
    expect(unknown.filter(({ reason }) => reason.startsWith("outside of the drawing's viewBox"))).toHaveLength(4);
  });
  it("are seats where most are: then it is the viewBox that is wrong", () => {
    const { seats } = normalised(svg(line({ y: 20, id: "A-" }) + spare + line({ y: 912, id: "Y-", count: 5 })));
    expect(seats).toHaveLength(13);
  });
});

describe("shapes of another size", () => {
  const floor = ["A", "B", "C"].map((row, at) => line({ y: 20 + 12 * at, count: 10, id: `floor-${row}-` })).join("");
  const large = (names: string): string => line({ y: 120, r: 10, count: 6, id: names });
  it("are seats when they are named as fully as seats are", () => {
    expect(normalised(svg(floor + large("gallery-A-"))).seats).toHaveLength(36);
  });
  it("are none when their names only count them, and are reported", () => {
    const { seats, unknown } = normalised(svg(floor + large("lamp-")));
    expect(seats).toHaveLength(30);
    expect(unknown).toMatchObject([
      { count: 6, reason: "shapes of one size that are no seats by their size or place" },
    ]);
  });
});

describe("shapes of a seat's size that stand alone", () => {
  const rows = ["A", "B", "C"].map((row, at) => line({ y: 60 + 12 * at, count: 10, id: `${row}-` })).join("");
  it("are none when their names say less than those of seats", () => {
    const { seats, unknown } = normalised(svg(`${rows}<circle id="spotlight-1" cx="20" cy="9" r="4"/>`));
    expect(seats).toHaveLength(30);
    expect(unknown).toMatchObject([{ element_id: "spotlight-1", reason: "a shape like a seat that stands alone" }]);
  });
  it("are seats when they say as much", () => {
    expect(normalised(svg(`${rows}<circle id="D-1" cx="20" cy="140" r="4"/>`)).seats).toHaveLength(31);
  });
});

describe("a few shapes of another kind among seats", () => {
  const square = (id: string): string => `<rect ${id} x="86" y="16" width="8" height="8"/>`;
  const row = (more: string): string =>
    svg(group("Row A", line({ y: 20, count: 8, id: "" }) + more) + group("Row B", line({ y: 32, count: 8, id: "" })));
  it("are seats when they have a name: a square for a wheelchair", () => {
    expect(rowsOf(row(square('id="9"')))).toContain("Main/A: 1 2 3 4 5 6 7 8 9");
  });
  it("are reported when they have none", () => {
    const { seats, unknown } = normalised(row(square("")));
    expect(seats).toHaveLength(16);
    expect(unknown).toMatchObject([
      { count: 1, reason: "shapes of one size that are no seats by their size or place" },
    ]);
  });
});

describe("headings", () => {
  const seats = [20, 32, 44, 150, 162].map((y) => line({ y, count: 8 })).join("");
  const text = (word: string, y: number): string => `<text x="20" y="${y}" font-size="8">${word}</text>`;
  it("name sectors where each has a heap of seats behind it", () => {
    const { sectors, guesses } = normalised(svg(text("Stalls", 8) + text("Balcony", 138) + seats));
    expect(sectors.map(({ name, seats: count }) => `${name} ${count}`)).toEqual(["Stalls 24", "Balcony 16"]);
    expect(guesses.filter(({ what }) => what === "sector_name").map(({ rests_on }) => rests_on)).toEqual([
      "a text before its seats",
      "a text before its seats",
    ]);
  });
  it("name none where there are fewer heaps than headings", () => {
    const { sectors } = normalised(svg(text("Stalls", 8) + text("Balcony", 138) + text("Gallery", 290) + seats));
    expect(sectors.map(({ name }) => name)).toEqual(["Main"]);
  });
});

describe("numbers that are mostly one", () => {
  it("are counted instead, and that is reported", () => {
    const twice = [9, 29].map((x) => `<circle data-row="A" data-seat="1" cx="${x}" cy="9" r="4"/>`).join("");
    const { seats, unknown, guesses } = normalised(svg(twice));
    expect(seats.map(({ number }) => number)).toEqual(["1", "2"]);
    expect(guesses).toMatchObject([{ what: "sector_name" }, { what: "number", count: 2 }]);
    expect(unknown).toMatchObject([
      { count: 2, reason: "the same number on most seats of row A (1); they were counted" },
    ]);
  });
});
