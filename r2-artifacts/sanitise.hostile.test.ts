import { describe, expect, it } from "vitest";
import { drawingFaults } from "./drawing-faults.ts";
import { drawingOutcome } from "./drawing-outcome.ts";
import { HOSTILE_DRAWINGS } from "./hostile-drawings.ts";
import { sanitise } from "./sanitise.ts";

describe("a hostile drawing", () => {
  it.each(HOSTILE_DRAWINGS)("with $name is refused, or harmless afterwards to whoever is shown it", ({ source }) => {
    const outcome = drawingOutcome(source);
    if (outcome.ok) expect(outcome.faults).toEqual([]);
    else expect(outcome.problems[0]?.message).toMatch(/\w/);
  });

  it("is one of many: more than 120 are tried, under names of their own", () => {
    expect(new Set(HOSTILE_DRAWINGS.map(({ name }) => name)).size).toBe(HOSTILE_DRAWINGS.length);
    expect(HOSTILE_DRAWINGS.length).toBeGreaterThan(120);
  });

  it("is recognised by the judge of these tests: unsanitised, most have a fault", () => {
    const texts = HOSTILE_DRAWINGS.flatMap(({ source }) =>
      typeof source === "string" && source.length < 5_000 ? [source] : [],
    );
    const faulty = texts.filter((text) => drawingFaults(text).length > 0);
    expect(faulty.length).toBeGreaterThan(texts.length * 0.8);
  });
});

describe("what is refused", () => {
  it.each([
    ["deep nesting", "too_deep"],
    ["deep nesting without an end", "too_deep"],
    ["too many elements", "too_many_elements"],
    ["a huge attribute", "value_too_long"],
    ["a huge path", "value_too_long"],
    ["a huge text", "value_too_long"],
    ["many attributes", "too_many_attributes"],
    ["a huge style", "value_too_long"],
    ["uses of uses", "expands_too_far"],
    ["a long chain of uses", "expands_too_far"],
    ["patterns of patterns", "expands_too_far"],
    ["a use of itself", "reference_cycle"],
    ["two uses of each other", "reference_cycle"],
    ["a pattern in itself by a style", "reference_cycle"],
    ["a billion laughs", "doctype_not_allowed"],
    ["an entity of a file", "doctype_not_allowed"],
    ["an attribute default", "doctype_not_allowed"],
    ["an entity that nobody declared", "malformed"],
    ["a null byte", "invalid_character"],
    ["UTF-16 with its mark", "not_utf8"],
    ["UTF-7 by declaration", "not_utf8"],
    ["bytes that are no UTF-8", "not_utf8"],
    ["an HTML page", "not_svg"],
    ["an svg of XHTML", "not_svg"],
    ["tags that cross", "malformed"],
    ["characters outside the basic plane", "invalid_character"],
  ])("%s: %s", (name, code) => {
    const drawing = HOSTILE_DRAWINGS.find((one) => one.name === name);
    const result = sanitise(drawing?.source ?? "");
    expect(result).toMatchObject({ ok: false, problems: [{ code }] });
  });

  it("names the line where it is known", () => {
    const result = sanitise('<svg xmlns="http://www.w3.org/2000/svg">\n<g>\n<rect width=1/>\n</g></svg>');
    expect(result).toMatchObject({ ok: false, problems: [{ code: "malformed", line: 3 }] });
  });
});
