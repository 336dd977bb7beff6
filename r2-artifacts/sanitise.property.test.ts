// Random drawings with hostile pieces planted anywhere in them.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawingFaults } from "./drawing-faults.ts";
import { sanitise } from "./sanitise.ts";

const RUNS = 400;

const name = fc.constantFrom(
  "g",
  "svg",
  "rect",
  "circle",
  "path",
  "text",
  "tspan",
  "defs",
  "use",
  "symbol",
  "a",
  "switch",
  "title",
  "style",
  "script",
  "foreignObject",
  "animate",
  "set",
  "image",
  "iframe",
  "x:script",
  "xhtml:img",
  "handler",
  "filter",
);

const hostile_value = fc.constantFrom(
  "javascript:alert(1)",
  " java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "url(https://evil.example/#a)",
  "url('#a') url(//evil.example)",
  "fill:u\\72l(//evil.example);fill:red",
  "expression(alert(1))",
  '"><script>alert(1)</script>',
  "#a b",
  "https://evil.example/x.svg#a",
  "rotate(1) javascript:alert(1)",
);

const plain_value = fc.oneof(
  fc.integer({ min: -1_000, max: 1_000 }).map(String),
  fc.constantFrom(
    "#fff",
    "red",
    "#a",
    "url(#a)",
    "M0 0L1 1z",
    "translate(1 2)",
    "fill:red;stroke:url(#a)",
    "a b",
    "1 2",
  ),
  fc.string({ unit: "grapheme", maxLength: 12 }),
);

const attribute = fc.tuple(
  fc.constantFrom(
    "id",
    "class",
    "style",
    "fill",
    "x",
    "cx",
    "d",
    "href",
    "xlink:href",
    "transform",
    "data-seat",
    "data-hx-get",
    "onclick",
    "onload",
    "xml:base",
    "x:href",
    "stroke",
    "clip-path",
    "filter",
    "points",
    "viewBox",
    "inkscape:label",
  ),
  fc.oneof(plain_value, hostile_value),
);

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("@import url(//evil.example);", ".a{fill:url(//evil.example)}", ".a{fill:red}", "alert(1)"),
);

const { tree } = fc.letrec<{ tree: string; content: string }>((tie) => ({
  content: fc.oneof(
    text.map(escaped),
    fc.constantFrom("<!-- x -->", "<?x y?>", "<![CDATA[<script>]]>"),
    tie("tree"),
    tie("tree"),
  ),
  tree: fc
    .record({
      name,
      attributes: fc.uniqueArray(attribute, { maxLength: 5, selector: ([key]) => key }),
      contents: fc.array(tie("content"), { maxLength: 4, depthIdentifier: "tree" }),
    })
    .map(({ name, attributes, contents }) => {
      const written = attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join("");
      return `<${name}${written}>${contents.join("")}</${name}>`;
    }),
}));

function escaped(value: string): string {
  return [...value]
    .map((character) => (/[<>&"\t\n\r]/.test(character) ? `&#${character.codePointAt(0)};` : character))
    .filter((character) => /[ -\uFFFD\u{10000}-\u{10FFFF}]/u.test(character) && character.isWellFormed())
    .join("");
}

const drawing = fc.array(tree, { maxLength: 5 }).map(
  (trees) =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:x="http://www.w3.org/2000/svg"
     xmlns:xhtml="http://www.w3.org/1999/xhtml" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape">${trees.join("")}<rect id="a" width="1" height="1"/></svg>`,
);

describe("a random drawing", () => {
  it("has nothing hostile in it when it is sanitised, and is what it was when it is sanitised again", () => {
    let kept = 0;
    fc.assert(
      fc.property(drawing, (source) => {
        const result = sanitise(source);
        if (!result.ok) return;
        kept += 1;
        expect(drawingFaults(result.svg)).toEqual([]);
        expect(sanitise(result.svg)).toMatchObject({ ok: true, svg: result.svg });
      }),
      { numRuns: RUNS },
    );
    expect(kept).toBeGreaterThan(RUNS / 2);
  });

  it("is the same as bytes and as text", () => {
    fc.assert(
      fc.property(drawing, (source) => {
        expect(sanitise(new TextEncoder().encode(source))).toEqual(sanitise(source));
      }),
      { numRuns: 100 },
    );
  });
});

describe("any text at all", () => {
  it("is answered and never thrown at", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 10 }),
      fc.constantFrom(
        "<",
        ">",
        "<svg ",
        "/>",
        "</svg>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?",
        "?>",
        "&",
        ";",
        '"',
        "'",
        "=",
      ),
      fc.constantFrom("<!DOCTYPE svg", "[", "]", "<!ENTITY a", 'xmlns="http://www.w3.org/2000/svg"', "<_/>", "</_>"),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const result = sanitise(pieces.join(""));
        if (result.ok) expect(drawingFaults(result.svg)).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it("of bytes, too", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(typeof sanitise(bytes).ok).toBe("boolean");
      }),
      { numRuns: 1_000 },
    );
  });
});
