import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { display } from "./display.ts";
import { byHand, fromFigma, fromIllustrator, fromInkscape, grid, ofShapesAlone, svg } from "./example-drawings.ts";
import { normalise } from "./normalise.ts";
import type { Normalised } from "./normalised.ts";
import { preview } from "./preview.ts";
import { sanitise } from "./sanitise.ts";

type Shown = { readonly normalised: Normalised; readonly sanitised: string; readonly shown: string };

function shown(source: string): Shown {
  const sanitised = sanitise(source);
  if (!sanitised.ok) throw new Error(JSON.stringify(sanitised.problems));
  const result = normalise(sanitised.svg);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  const displayed = display(result.normalised, sanitised.svg);
  if (!displayed.ok) throw new Error(JSON.stringify(displayed.problems));
  return { normalised: result.normalised, sanitised: sanitised.svg, shown: displayed.svg };
}

/** As another parser reads them: ids of elements with a class. */
function idsOf(source: string, name: string): string[] {
  const ids: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ attributes }) => {
    if (attributes["class"]?.value === name) ids.push(attributes["id"]?.value ?? "");
  });
  parser.write(source).close();
  return ids;
}

function placesOf({ seats }: Normalised): string[] {
  return seats.map(({ x, y }) => `${x} ${y}`).sort();
}

const SEATS = grid(4, 8);
const ROW = `<g id="row">${[1, 2, 3].map((n) => `<circle id="s${n}" cx="${n * 10}" r="4"/>`).join("")}</g>`;
const REPEATED = svg(
  `<defs>${ROW}</defs><use href="#row" id="row-A" x="20" y="50"/><use href="#row" id="row-B" x="20" y="62"/>`,
);

describe("a drawing that is shown", () => {
  it.each([
    ["by hand", byHand(SEATS)],
    ["from Inkscape", fromInkscape(SEATS)],
    ["from Illustrator", fromIllustrator(SEATS)],
    ["from Figma", fromFigma(SEATS)],
    ["of shapes alone", ofShapesAlone(SEATS)],
    ["with rows that are repeated", REPEATED],
  ])("%s has each seat once, under the id that normalising gave it, and is still sanitised", (_, source) => {
    const { normalised, shown: written } = shown(source);
    expect(idsOf(written, "hall-seat").sort()).toEqual(normalised.seats.map(({ element_id }) => element_id).sort());
    expect(sanitise(written).ok).toBe(true);
    expect(written).not.toMatch(/data-(?!state)/);
  });

  it("has its seats where they were: normalised again, they are in the same places", () => {
    for (const source of [fromInkscape(SEATS), ofShapesAlone(SEATS), REPEATED]) {
      const { normalised, shown: written } = shown(source);
      const again = sanitise(written);
      const result = again.ok ? normalise(again.svg) : again;
      expect(result.ok ? placesOf(result.normalised) : result).toEqual(placesOf(normalised));
    }
  });

  it("leaves colours of seats to variables: no paint of the drawing's own is on a seat", () => {
    const { shown: written } = shown(fromFigma(SEATS));
    expect(written).toContain("var(--seat-available");
    expect(written).toContain("data-state=held");
    const seats = written.match(/<[^>]*class="hall-seat"[^>]*>/g) ?? [];
    expect(seats).toHaveLength(SEATS.length);
    expect(seats.filter((tag) => /fill|style/.test(tag))).toEqual([]);
  });

  it("keeps what is around the seats, without names that nobody sees", () => {
    const { shown: written } = shown(byHand(SEATS));
    expect(written).toContain('<rect x="50" y="5" width="100" height="15"/>');
    expect(written).toContain('id="parterre"');
    expect(written).not.toContain("<title");
  });

  it("is smaller than the drawing where editors write fifteen digits, by less than a ten-thousandth of its width", () => {
    const source = byHand(SEATS.map((seat) => ({ ...seat, x: seat.x + 1 / 3, y: seat.y + 1 / 7 })));
    const { shown: written, sanitised } = shown(source);
    expect(written.length).toBeLessThan(sanitised.length);
    expect(written).toContain('cx="20.33" cy="40.14"');
  });
});

describe("a preview", () => {
  it("is small whatever the size of the hall, and well-formed", () => {
    const { normalised } = shown(ofShapesAlone(grid(20, 50), false));
    const [seat] = normalised.seats;
    const many = Array.from({ length: 60_000 }, (_, index) => ({
      ...seat,
      x: index % 250,
      y: Math.floor(index / 250),
      row: String(Math.floor(index / 250)),
      position: index % 250,
    }));
    const large = preview({ ...normalised, seats: many.flatMap((one) => (seat ? [{ ...seat, ...one }] : [])) });
    expect(large.length).toBeLessThan(100_000);
    expect(idsOf(large, "")).toEqual([]);
    expect(idsOf(preview(normalised), "")).toEqual([]);
  });

  it("of a drawing without seats is empty", () => {
    expect(preview(shown(svg("<g/>")).normalised)).toMatch(/^<svg [^>]*\/>$/);
  });

  it("escapes names", () => {
    const { normalised } = shown(
      svg(
        '<g class="sector" data-label="A &lt; B">' +
          '<circle class="seat" r="4"/></g><g class="sector" id="C"><circle class="seat" cx="9" r="4"/></g>',
      ),
    );
    expect(preview(normalised)).toContain("A &lt; B");
  });
});
