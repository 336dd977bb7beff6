// The limits as they are, each at its edge: what is just within comes through, one more is refused.
import { describe, expect, it } from "vitest";
import { svg } from "./example-drawings.ts";
import { DRAWING_LIMITS } from "./limits.ts";
import { sanitise } from "./sanitise.ts";

const L = DRAWING_LIMITS;

/** Of so many bytes. */
function padded(bytes: number): string {
  const drawing = svg("<!---->");
  return drawing.replace("<!--", `<!--${" ".repeat(bytes - drawing.length)}`);
}

const EDGES: readonly (readonly [limit: string, code: string, drawing: (size: number) => string, most: number])[] = [
  ["bytes", "too_large", padded, L.bytes_max],
  ["elements", "too_many_elements", (size) => svg("<g/>".repeat(size - 1)), L.elements_max],
  ["depth", "too_deep", (size) => svg("<g>".repeat(size - 1) + "</g>".repeat(size - 1)), L.depth_max],
  [
    "attributes of an element",
    "too_many_attributes",
    (size) => svg(`<g ${Array.from({ length: size }, (_, index) => `a${index}=""`).join(" ")}/>`),
    L.attributes_per_element_max,
  ],
  ["a name", "value_too_long", (size) => svg(`<g class="${"a".repeat(size)}"/>`), L.attribute_length_max],
  ["a path", "value_too_long", (size) => svg(`<path d="M${" ".repeat(size - 4)}1 1"/>`), L.path_length_max],
  [
    "all paths",
    "value_too_long",
    (size) => svg(`<path d="M${" ".repeat(size / 24 - 4)}1 1"/>`.repeat(24)),
    L.path_length_total_max,
  ],
  ["a text", "value_too_long", (size) => svg(`<text>${"a".repeat(size)}</text>`), L.text_length_max],
  [
    "style sheets",
    "style_too_large",
    (size) => svg(`<style>.a{}${" ".repeat(size - 8)}</style><style>.b{}</style>`),
    L.style_length_max,
  ],
  [
    "what is drawn",
    "expands_too_far",
    (size) =>
      svg(`<g id="a">${"<g/>".repeat(499)}</g>${'<use href="#a"/>'.repeat(190)}${"<g/>".repeat(size - 95_691)}`),
    L.expanded_elements_max,
  ],
  [
    "references through references",
    "expands_too_far",
    (size) =>
      svg(Array.from({ length: size + 1 }, (_, index) => `<use id="u${index}" href="#u${index + 1}"/>`).join("")),
    L.reference_depth_max,
  ],
  ["characters outside the basic plane", "invalid_character", astral, L.astral_characters_max],
];

function astral(size: number): string {
  const part = 5_000;
  const texts = Array.from({ length: Math.ceil(size / part) }, (_, index) => Math.min(part, size - index * part));
  return svg(texts.map((length) => `<text>${"\u{1FA91}".repeat(length)}</text>`).join(""));
}

describe("the limit of", () => {
  it.each(EDGES)("%s lets through as many as it says, and answers %s to one more", (_, code, drawing, most) => {
    const within = sanitise(new TextEncoder().encode(drawing(most)));
    expect(within.ok ? "through" : within.problems).toBe("through");
    const more = code === "value_too_long" && most === L.path_length_total_max ? most + 24 : most + 1;
    expect(sanitise(new TextEncoder().encode(drawing(more)))).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it("bytes is that of the issue; of elements fewer fit into a heap of 96 MB, so 200,001 are refused too", () => {
    expect(L.bytes_max).toBe(10 * 2 ** 20);
    expect(sanitise(svg("<g/>".repeat(200_000)))).toMatchObject({
      ok: false,
      problems: [{ code: "too_many_elements", line: 1 }],
    });
  });
});
