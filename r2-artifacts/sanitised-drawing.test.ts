import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { svg } from "./example-drawings.ts";
import { allDrawings } from "./fixtures/generate/drawings.ts";
import { allHostile } from "./fixtures/generate/hostile/all.ts";
import { HOSTILE_DRAWINGS } from "./hostile-drawings.ts";
import { DRAWING_LIMITS } from "./limits.ts";
import { sanitise } from "./sanitise.ts";
import { sanitisedRoot, writtenRoot } from "./sanitised-drawing.ts";
import { sourceText } from "./source-text.ts";
import { type Element, parseMarkup } from "./xml.ts";

const LIMITS = { ...DRAWING_LIMITS, bytes_max: 4 * DRAWING_LIMITS.bytes_max };

/** As the strict parser reads it. */
function parsed(text: string): Element | undefined {
  const decoded = sourceText(text, LIMITS);
  const result = decoded.ok ? parseMarkup(decoded.text, LIMITS) : decoded;
  return result.ok ? result.root : undefined;
}

function sanitisedOf(sources: readonly (string | Uint8Array)[]): string[] {
  return sources.flatMap((source) => {
    const result = sanitise(source);
    return result.ok ? [result.svg] : [];
  });
}

describe("what sanitising wrote", () => {
  it("is read as the parser reads it: every test drawing, hostile ones too", () => {
    const texts = sanitisedOf([
      ...allDrawings().map((drawing) => drawing.svg),
      ...allHostile().map(({ content }) => content),
      ...HOSTILE_DRAWINGS.map(({ source }) => source),
    ]);
    expect(texts.length).toBeGreaterThan(300);
    for (const text of texts) {
      const root = writtenRoot(text);
      expect(root).toBeDefined();
      expect(root).toEqual(parsed(text));
    }
  });

  it("is read as the parser reads it: whatever is in its names and texts", () => {
    const text = fc.string({
      unit: fc.constantFrom("&", "<", ">", '"', "'", "\t", "\n", "\r", ";", "a", "é", "😀", "&amp;", "]]>"),
    });
    fc.assert(
      fc.property(text, text, text, (id, label, content) => {
        const escaped = [id, label, content].map((one) =>
          one.replaceAll(/[&<>"'\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`),
        );
        const [a = "", b = "", c = ""] = escaped;
        const [written = ""] = sanitisedOf([svg(`<g id="i${a}" data-label="${b}"><text x="1">${c}</text></g><g/>`)]);
        expect(writtenRoot(written)).toEqual(parsed(written));
        expect(writtenRoot(written)).toBeDefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe("what was written otherwise", () => {
  const NS = 'xmlns="http://www.w3.org/2000/svg"';
  it.each([
    ["nothing", ""],
    ["text outside", `<svg ${NS}/>x`],
    ["text where none is kept", `<svg ${NS}><g>x</g></svg>`],
    ["a second outermost element", `<svg ${NS}/><svg ${NS}/>`],
    ["another outermost element", `<g ${NS}/>`],
    ["an end that is missing", `<svg ${NS}><g>`],
    ["an end of another", `<svg ${NS}><g></svg></g>`],
    ["an end too many", `<svg ${NS}/></svg>`],
    ["a prefix that breaks out", `<svg ${NS}><g a"b="c"/></svg>`],
    ["an attribute's name of several words", `<svg ${NS}><g a onload="x"/></svg>`],
    ["quotes of the other kind", `<svg ${NS}><g id='a'/></svg>`],
    ["two spaces", `<svg ${NS}><g  id="a"/></svg>`],
    ["a comment", `<svg ${NS}><!-- --></svg>`],
    ["a section", `<svg ${NS}><text><![CDATA[x]]></text></svg>`],
    ["a reference by number", `<svg ${NS}><text>&#65;</text></svg>`],
    ["a bare ampersand", `<svg ${NS}><text>a & b</text></svg>`],
    ["a < in a value", `<svg ${NS}><g id="a<b"/></svg>`],
    ["a value without an end", `<svg ${NS}><g id="a/></svg>`],
    ["a tag without an end", `<svg ${NS}><g id="a"`],
    ["too many levels", `<svg ${NS}>${"<g>".repeat(64)}${"</g>".repeat(64)}</svg>`],
  ])("%s is not read, and is the parser's", (_, text) => {
    expect(writtenRoot(text)).toBeUndefined();
    const result = sanitisedRoot(text);
    const root = parsed(text);
    expect(result.ok ? result.root : undefined).toEqual(root?.name === "svg" ? root : undefined);
  });
});
