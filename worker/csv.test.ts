import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csv } from "./csv.ts";

describe("CSV", () => {
  it("has a line of names, then one for each item, each ended by CR LF", () => {
    expect(
      csv([
        { a: 1, b: "x" },
        { a: 2, b: "y" },
      ]),
    ).toBe("a,b\r\n1,x\r\n2,y\r\n");
  });

  it("flattens nested objects, and leaves empty what is null or not there", () => {
    expect(csv([{ a: { b: 1, c: { d: true } } }, { a: null, e: "x" }])).toBe("a_b,a_c_d,a,e\r\n1,true,,\r\n,,,x\r\n");
  });

  it.each([
    ["a comma", "a,b", '"a,b"'],
    ["a quote", 'say "hi"', '"say ""hi"""'],
    ["a line feed", "a\nb", '"a\nb"'],
    ["a carriage return", "a\rb", '"a\rb"'],
    ["a semicolon", "a;b", "a;b"],
    ["spaces", " a ", " a "],
    ["nothing", "", ""],
  ])("writes %s so that it can be read again", (_what, value, cell) => {
    expect(csv([{ value }])).toBe(`value\r\n${cell}\r\n`);
  });

  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"])(
    "makes text of %j, which a spreadsheet would run",
    (value) => {
      expect(csv([{ value }]).split("\r\n").slice(1).join("\r\n").replace(/^"/, "")).toMatch(/^'/);
    },
  );

  it("leaves numbers alone, also below zero", () => {
    expect(csv([{ delta: -3 }])).toBe("delta\r\n-3\r\n");
  });

  it("reads back as what went in", () => {
    const safe = fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(safe, safe), { minLength: 1 }), (rows) => {
        const text = csv(rows.map(([one, other]) => ({ one, other })));
        expect(parsed(text).slice(1)).toEqual(rows);
      }),
    );
  });
});

/** A reader of RFC 4180 that shares nothing with the writer. */
function parsed(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, bare = "", end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
