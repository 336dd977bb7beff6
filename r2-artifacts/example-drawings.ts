// Small drawings of the kinds that people send, for tests and measurements: as Inkscape, Illustrator and Figma write
// them, by hand, and of geometry alone.

export type ExampleSeat = { readonly x: number; readonly y: number; readonly row: string; readonly number: number };

export function grid(rows: number, length: number, { pitch = 10, depth = 12 } = {}): ExampleSeat[] {
  return Array.from({ length: rows * length }, (_, index) => ({
    x: 20 + (index % length) * pitch,
    y: 40 + Math.floor(index / length) * depth,
    row: String.fromCharCode(65 + Math.floor(index / length)),
    number: (index % length) + 1,
  }));
}

export function svg(content: string, attributes = 'viewBox="0 0 400 300"'): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`;
}

function byRow(seats: readonly ExampleSeat[], row: (name: string, seats: readonly ExampleSeat[]) => string): string {
  const names = [...new Set(seats.map((seat) => seat.row))];
  return names
    .map((name) =>
      row(
        name,
        seats.filter((seat) => seat.row === name),
      ),
    )
    .join("\n");
}

export function byHand(seats: readonly ExampleSeat[]): string {
  const rows = byRow(
    seats,
    (name, members) =>
      `<g class="row" data-row="${name}">${members
        .map(({ x, y, number }) => `<circle class="seat" data-seat="${number}" cx="${x}" cy="${y}" r="4"/>`)
        .join("")}</g>`,
  );
  return svg(`<rect id="stage" x="50" y="5" width="100" height="15"/><g class="sector" id="parterre">${rows}</g>`);
}

export function fromInkscape(seats: readonly ExampleSeat[]): string {
  let counter = 100;
  const rows = byRow(
    seats,
    (name, members) =>
      `<g inkscape:label="Row ${name}" id="g${(counter += 1)}" transform="translate(2,3)">${members
        .map(
          ({ x, y, number }) =>
            `<rect id="rect${(counter += 1)}" inkscape:label="${number}" x="${x - 6}" y="${y - 7}" width="8" height="8" style="fill:#ccc"/>`,
        )
        .join("")}</g>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- Created with Inkscape (http://www.inkscape.org/) -->
<svg width="400mm" height="300mm" viewBox="0 0 400 300" version="1.1" id="svg5" xmlns="http://www.w3.org/2000/svg"
 xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd">
<sodipodi:namedview id="namedview7" pagecolor="#ffffff"/><defs id="defs2"/>
<g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1"><g inkscape:label="Balcony" id="g9">${rows}</g></g></svg>`;
}

export function fromIllustrator(seats: readonly ExampleSeat[]): string {
  const rows = byRow(
    seats,
    (name, members) =>
      `<g id="Row_x5F_${name}">${members
        .map(
          ({ x, y, number }) =>
            `<path id="Seat_x5F_${name}_x5F_${number}" class="st0" d="M${x + 4},${y}c0,2.2-1.8,4-4,4s-4-1.8-4-4s1.8-4,4-4S${x + 4},${y - 2.2},${x + 4},${y}z"/>`,
        )
        .join("")}</g>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
	<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
]>
<svg version="1.1" id="Layer_1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="&ns_ai;" x="0px" y="0px" viewBox="0 0 400 300" style="enable-background:new 0 0 400 300;" xml:space="preserve">
<style type="text/css">.st0{fill:#CCCCCC;}.st1{display:none;}</style>
<switch><foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1"></foreignObject>
<g i:extraneous="self"><g id="Sector_x5F_Stalls">${rows}</g><g id="old" class="st1"><circle cx="5" cy="5" r="4"/></g></g></switch></svg>`;
}

export function fromFigma(seats: readonly ExampleSeat[]): string {
  let row_number = 0;
  const rows = byRow(seats, (name, members) => {
    row_number += 1;
    const copy = row_number === 1 ? "" : `_${row_number}`;
    return `<g id="Row ${name}">${members
      .map(
        ({ x, y, number }) =>
          `<rect id="${number}${copy}" x="${x - 4}" y="${y - 4}" width="8" height="8" rx="2" fill="#D9D9D9"/>`,
      )
      .join("\n")}</g>`;
  });
  return `<svg width="400" height="300" viewBox="0 0 400 300" fill="none" xmlns="http://www.w3.org/2000/svg">
<g id="Frame 1" clip-path="url(#clip0_1_2)"><rect width="400" height="300" fill="white"/>${rows}</g>
<defs><clipPath id="clip0_1_2"><rect width="400" height="300" fill="white"/></clipPath></defs></svg>`;
}

export function ofShapesAlone(seats: readonly ExampleSeat[], labels = true): string {
  const first = byRow(seats, (name, [seat]) =>
    labels && seat ? `<text x="${seat.x - 14}" y="${seat.y + 3}" font-size="8">${name}</text>` : "",
  );
  const shapes = seats.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="4" fill="#888"/>`).join("");
  return svg(
    `<rect x="40" y="5" width="120" height="12"/><text x="80" y="14" font-size="8">STAGE</text>${first}${shapes}`,
  );
}
