import { describe, expect, it } from "vitest";
import { differingFields } from "./idempotency.ts";

describe("two requests with one key differ in", () => {
  it.each([
    { first: { a: "1", b: "2" }, second: { b: "2", a: "1" }, fields: [] },
    { first: { a: "1" }, second: { a: "2" }, fields: ["a"] },
    { first: { a: "1" }, second: { a: "1", z: "0", b: "0" }, fields: ["b", "z"] },
    { first: { a: "1", b: "2" }, second: {}, fields: ["a", "b"] },
    { first: {}, second: {}, fields: [] },
    { first: {}, second: Object.fromEntries([["__proto__", "1"]]), fields: ["__proto__"] },
  ])("$fields: $first and $second", ({ first, second, fields }) => {
    expect(differingFields(first, second)).toEqual(fields);
  });
});
