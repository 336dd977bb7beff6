import { describe, expect, it } from "vitest";
import { grid, svg } from "./example-drawings.ts";
import { normalise } from "./normalise.ts";
import type { Normalised } from "./normalised.ts";
import { sanitise } from "./sanitise.ts";

function normalised(source: string): Normalised {
  const sanitised = sanitise(source);
  if (!sanitised.ok) throw new Error(JSON.stringify(sanitised.problems));
  const result = normalise(sanitised.svg);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.normalised;
}

const SEATS = grid(4, 8);

describe("seats", () => {
  it("drawn as groups are one each, with the number that is written on them", () => {
    const groups = SEATS.map(
      ({ x, y, number }) =>
        `<g class="seat"><rect class="seat-bg" x="${x}" y="${y}" width="8" height="8"/><rect class="seat-back" x="${x}" y="${y}" width="8" height="2"/><text x="${x + 4}" y="${y + 6}" font-size="5" text-anchor="middle">${30 - number}</text></g>`,
    );
    const { seats } = normalised(svg(groups.join("")));
    expect(seats).toHaveLength(SEATS.length);
    expect(new Set(seats.map(({ number }) => number))).toEqual(
      new Set(["22", "23", "24", "25", "26", "27", "28", "29"]),
    );
  });

  it("are accessible where a class, a group, a symbol or a sign says so", () => {
    const circle = (x: number, more: string): string => `<circle class="seat ${more}" cx="${x}" cy="40" r="4"/>`;
    const { seats } = normalised(
      svg(
        `<symbol id="wheelchair-seat"><circle r="4"/></symbol>${circle(20, "")}${circle(30, "wheelchair")}<g id="wheelchair">${circle(40, "")}</g><use href="#wheelchair-seat" x="50" y="40"/>${circle(60, "")}<text x="57" y="43" font-size="7">♿</text>`,
      ),
    );
    expect(seats.map(({ x, accessible }) => [x, accessible])).toEqual([
      [20, false],
      [30, true],
      [40, true],
      [50, true],
      [60, true],
    ]);
  });

  it("drawn twice on one spot are one, and the other is said", () => {
    const { seats, unknown } = normalised(
      svg('<circle class="seat" id="A1" cx="9" cy="9" r="4"/><circle class="seat" cx="9" cy="9" r="4"/>'),
    );
    expect(seats.map(({ element_id }) => element_id)).toEqual(["A1"]);
    expect(unknown).toMatchObject([{ element_id: "at-0-1", reason: "drawn where another seat is" }]);
  });

  it("whose ids repeat get ids of their places", () => {
    const { seats } = normalised(
      svg('<circle class="seat" id="x" cx="9" cy="9" r="4"/><circle class="seat" id="x" cx="19" cy="9" r="4"/>'),
    );
    expect(seats.map(({ element_id }) => element_id)).toEqual(["at-0-0", "at-0-1"]);
  });
});
