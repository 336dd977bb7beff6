import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, fieldDigests } from "./canonical-json.ts";

const canonical = (text: string) => canonicalJson(JSON.parse(text));

describe("the canonical text, by RFC 8785", () => {
  it("of its section 3.2.2: numbers, strings and literals", () => {
    const text =
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}';
    expect(canonical(text)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("of its section 3.2.3: members sorted by UTF-16 code units", () => {
    const text =
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}';
    expect(
      Object.values(
        JSON.parse(
          `[${canonical(text)
            .slice(1, -1)
            .replaceAll(/"(?:[^"\\]|\\.)*":/g, "")}]`,
        ) as string[],
      ),
    ).toEqual([
      "Carriage Return",
      "One",
      "Control",
      "Latin Small Letter O With Diaeresis",
      "Euro Sign",
      "Emoji: Grinning Face",
      "Hebrew Letter Dalet With Dagesh",
    ]);
  });

  it.each([
    ["-0", "0"],
    ["0.0", "0"],
    ["5e-324", "5e-324"],
    ["1.7976931348623157e308", "1.7976931348623157e+308"],
    ["9007199254740992", "9007199254740992"],
    ["1e21", "1e+21"],
    ["999999999999999900000", "999999999999999900000"],
    ["333333333.33333325", "333333333.33333325"],
    ["1424953923781206.2", "1424953923781206.2"],
    ['[ 56 , { "d" : true , "10" : null , "1" : [ ] } ]', '[56,{"1":[],"10":null,"d":true}]'],
    ["{}", "{}"],
  ])("of %s is %s", (text, expected) => {
    expect(canonical(text)).toBe(expected);
  });

  it("keeps a member that is called __proto__", () => {
    expect(canonical('{"b":1,"__proto__":{"a":2}}')).toBe('{"__proto__":{"a":2},"b":1}');
  });

  it("does not depend on the order of members, at any depth", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.infiniteStream(fc.nat()), (value, numbers) => {
        expect(canonicalJson(shuffled(value, numbers))).toBe(canonicalJson(value));
      }),
    );
  });

  it("is JSON of the same value, and canonical already", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonical(text)).toBe(text);
      }),
    );
  });
});

function shuffled(value: unknown, numbers: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((item) => shuffled(item, numbers));
  if (typeof value !== "object" || value === null) return value;
  const keyed = Object.entries(value).map(([name, member]) => ({
    name,
    member: shuffled(member, numbers),
    by: Number(numbers.next().value),
  }));
  const entries = keyed.sort((one, other) => one.by - other.by).map(({ name, member }) => [name, member] as const);
  return Object.fromEntries(entries);
}

describe("the digest of a field", () => {
  it("is its canonical text while that is short, and a hash of 44 characters after that", () => {
    const digests = fieldDigests({ seats: 2, name: "x".repeat(62), long: "x".repeat(63), nested: { b: 1, a: [null] } });
    expect(digests).toMatchObject({ seats: "2", name: `"${"x".repeat(62)}"`, nested: '{"a":[null],"b":1}' });
    expect(digests["long"]).toMatch(/^#[\w-]{43}$/);
  });

  it("differs when the value does, and only then", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const same = canonicalJson(one) === canonicalJson(other);
        expect(fieldDigests({ field: one })["field"] === fieldDigests({ field: other })["field"]).toBe(same);
      }),
    );
  });

  it("of a text that looks like a hash is not that hash's", () => {
    const hash = fieldDigests({ field: "x".repeat(100) })["field"] ?? "";
    expect(fieldDigests({ field: hash })["field"]).not.toBe(hash);
  });
});
