import { describe, expect, it } from "vitest";
import { drawingFaults } from "./drawing-faults.ts";
import { byHand, fromFigma, fromIllustrator, fromInkscape, grid, ofShapesAlone, svg } from "./example-drawings.ts";
import { DRAWING_LIMITS } from "./limits.ts";
import { type SanitiseOptions, sanitise } from "./sanitise.ts";

function sanitised(source: string, options?: SanitiseOptions): string {
  const result = sanitise(source, options);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.svg;
}

function inner(content: string): string {
  return sanitised(svg(content, "")).replace(/^<svg xmlns="[^"]*">|<\/svg>$/g, "");
}

describe("what drawings are made of", () => {
  it.each([
    '<rect x="1" y="2" width="3" height="4" rx="1" fill="#ccc" stroke="rgb(1, 2, 3)"/>',
    '<path d="M1,2c0,1-1,2-2,2z" transform="rotate(30 5 5)"/>',
    '<text x="1" y="2" font-family="\'Open Sans\',sans-serif">A &amp; B<tspan dx="1">C</tspan></text>',
    '<g id="Row A" class="row x" data-row="A" data-seat-number="5" aria-label="Row A"><title>Row A</title></g>',
    '<defs><linearGradient id="a"><stop offset="50%" stop-color="red"/></linearGradient></defs><rect fill="url(#a)"/>',
    '<symbol id="s" viewBox="0 0 1 1"/><use href="#s" x="1"/>',
    "<style>.st0{fill:#FFF;stroke:url(#a)}.st1,#b &gt; rect{display:none}</style>",
    '<polygon points="1,2 3,4 5,6" style="fill:none;stroke-width:2px"/>',
    '<text xml:space="preserve"> two  spaces </text>',
  ])("is kept as it is: %s", (content) => {
    expect(inner(content)).toBe(content);
  });

  it.each([
    ['<use xlink:href="#s" xmlns:xlink="http://www.w3.org/1999/xlink"/>', '<use href="#s"/>'],
    ['<a href="https://example.com"><rect width="1" height="1"/></a>', '<g><rect width="1" height="1"/></g>'],
    [
      '<rect style="transform: translate(3px, 4px); fill: red"/>',
      '<rect transform="translate(3px, 4px)" style="fill:red"/>',
    ],
    ["<switch><foreignObject/><g/><circle/></switch>", "<g><g/></g>"],
    ['<s:rect xmlns:s="http://www.w3.org/2000/svg" width="1"/>', '<rect width="1"/>'],
    ["<g>\n  <g/>\n</g>", "<g><g/></g>"],
    ['<rect fill="RED !important" style="fill:red !important"/>', '<rect style="fill:red"/>'],
    ["<style>/* a */.a{fill:red;/*b*/color:blue}</style>", "<style>.a{fill:red;color:blue}</style>"],
  ])("is written another way: %s", (content, written) => {
    expect(inner(content)).toBe(written);
  });

  it("keeps the names that editors give in namespaces of their own, without the namespaces", () => {
    const written = sanitised(
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/namespaces/inkscape" xmlns:ai="http://ns.adobe.com/AdobeIllustrator/10.0/" xmlns:serif="http://www.serif.com/">
      <g i:label="Row A" i:groupmode="layer"/><g ai:layer="yes"/><g serif:id="Row B"/></svg>`,
    );
    expect(written).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg"><g data-label="Row A" data-layer="yes"/><g data-layer="yes"/><g data-label="Row B"/></svg>',
    );
  });

  it("puts a drawing without a namespace into SVG's", () => {
    expect(sanitised('<svg><rect width="1"/></svg>')).toBe(
      '<svg xmlns="http://www.w3.org/2000/svg"><rect width="1"/></svg>',
    );
  });
});

describe("drawings of editors", () => {
  const seats = grid(4, 8);
  it.each([
    ["by hand", byHand(seats)],
    ["from Inkscape", fromInkscape(seats)],
    ["from Illustrator, with entities for namespaces", fromIllustrator(seats)],
    ["from Figma", fromFigma(seats)],
    ["of shapes alone", ofShapesAlone(seats)],
  ])("%s come through whole, and a second parser finds nothing in them", (_, source) => {
    const written = sanitised(source);
    expect(drawingFaults(written)).toEqual([]);
    expect(written.match(/<(?:circle|rect|path)\b/g)?.length).toBeGreaterThanOrEqual(seats.length);
    expect(sanitised(written)).toBe(written);
  });
});

describe("the report", () => {
  it("counts what was left out, the most frequent first", () => {
    const result = sanitise(
      svg(
        '<rect onclick="a"/><rect onclick="b"/><script/><!-- c --><sodipodi:x xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"/>',
      ),
    );
    expect(result).toMatchObject({
      ok: true,
      report: {
        elements: 3,
        removed: [
          { what: "event handler", name: "onclick", count: 2 },
          { what: "comment", count: 1 },
          { what: "element", name: "script", count: 1 },
          { what: "editor data", count: 1 },
        ],
      },
    });
  });
});

const PNG =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=";

describe("images", () => {
  const image = (href: string): string => svg(`<image href="${href}" width="1" height="1"/>`);
  it("are left out where nobody asked for them", () => {
    expect(sanitised(image(PNG))).not.toContain("image");
  });
  it("are taken as data of a raster that is what it says, up to a size", () => {
    const options = { image_length_max: 1_000 };
    expect(sanitised(image(PNG), options)).toContain(PNG);
    for (const href of [
      PNG.replace("png", "jpeg"),
      PNG.replace("image/png", "image/svg+xml"),
      "https://example.com/a.png",
    ]) {
      expect(sanitised(image(href), options)).not.toContain("image");
    }
    expect(sanitised(image(PNG), { image_length_max: 10 })).not.toContain("image");
    expect(sanitise(image(PNG + "A".repeat(20_000)), options)).toMatchObject({
      ok: false,
      problems: [{ code: "image_too_large" }],
    });
  });
});

describe("limits", () => {
  const limits = { ...DRAWING_LIMITS, bytes_max: 2_000, elements_max: 20, depth_max: 4, expanded_elements_max: 30 };
  it.each([
    ["bytes", svg(" ".repeat(2_000)), "too_large"],
    ["elements", svg("<g/>".repeat(20)), "too_many_elements"],
    ["depth", svg("<g><g><g><g/></g></g></g>"), "too_deep"],
    [
      "expansion",
      svg(`<g id="a">${"<g/>".repeat(9)}</g><use href="#a"/><use href="#a"/><use href="#a"/>`),
      "expands_too_far",
    ],
  ])("of %s are kept to", (_, source, code) => {
    expect(sanitise(source, { limits })).toMatchObject({ ok: false, problems: [{ code }] });
  });
  it("let through what is just within them", () => {
    expect(sanitise(svg("<g/>".repeat(19)), { limits }).ok).toBe(true);
    expect(sanitise(svg("<g><g><g/></g></g>"), { limits }).ok).toBe(true);
    expect(sanitise(svg(`<g id="a">${"<g/>".repeat(7)}</g><use href="#a"/><use href="#a"/>`), { limits }).ok).toBe(
      true,
    );
  });
});
