// docs/guides/drawings.md against the code: its examples are read as it says, its limits and words are those there are.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { normalisedOf } from "./fixtures/score.ts";
import { DRAWING_LIMITS } from "./limits.ts";

const page = readFileSync(join(import.meta.dirname, "../docs/guides/drawings.md"), "utf8");

/** The members of a union of texts, as its file writes them. */
function members(file: string, type: string): string[] {
  const source = readFileSync(join(import.meta.dirname, file), "utf8");
  const union = new RegExp(`type ${type} =([^;]+);`).exec(source)?.[1] ?? "";
  return [...union.matchAll(/"([^"]+)"/g)].map(([, member = ""]) => member);
}

describe("the page about drawings", () => {
  const examples = [...page.matchAll(/```svg\n([\s\S]*?)<!-- (.*) -->\n```/g)];

  it("has an example of each of five ways", () => {
    expect(examples).toHaveLength(5);
  });

  it.each(examples.map(([, svg = "", said = ""]) => [said, svg] as const))(
    "has an example that means %s",
    (said, svg) => {
      const { seats } = normalisedOf({ svg });
      expect(seats.map(({ sector, row, number }) => `${sector} ${row} ${number}`).join(", ")).toBe(said);
    },
  );

  it("has the limits that there are", () => {
    const said = [...page.matchAll(/^\| `(\w+_max)` \| (\d+) \|$/gm)].map(([, name = "", most]) => [
      name,
      Number(most),
    ]);
    expect(Object.fromEntries(said)).toEqual(DRAWING_LIMITS);
  });

  it("names every problem, every kind of guess and every kind of thing that is left out", () => {
    const words = [
      ...members("drawing-problem.ts", "DrawingProblemCode").map((code) => `\`${code}\``),
      ...members("normalised.ts", "GuessKind").map((kind) => `\`${kind}\``),
      ...members("removal-report.ts", "RemovalKind").map((kind) => `*${kind}*`),
    ];
    expect(words.length).toBeGreaterThan(30);
    expect(words.filter((word) => !page.includes(word))).toEqual([]);
  });
});
