import { describe, expect, it } from "vitest";
import { readIdempotencyKey } from "./idempotency-key.ts";

describe("an Idempotency-Key header", () => {
  it("that is not there is no key", () => {
    expect(readIdempotencyKey(null)).toBeNull();
  });

  it.each([
    ["K1", "K1"],
    ["~!@#$%^&*()_+{}|:<>?", "~!@#$%^&*()_+{}|:<>?"],
    ['a"b', 'a"b'],
    ['"K1"', "K1"],
    ['"8e03978e-40d5-43dd-bc93-6894a57f9324"', "8e03978e-40d5-43dd-bc93-6894a57f9324"],
    ['"a\\"b\\\\c"', 'a"b\\c'],
    ["x".repeat(255), "x".repeat(255)],
    [`"${"x".repeat(255)}"`, "x".repeat(255)],
    [`"${'\\"'.repeat(255)}"`, '"'.repeat(255)],
  ])("%s is the key %s", (header, key) => {
    expect(readIdempotencyKey(header)).toBe(key);
  });

  it.each([
    "",
    '""',
    '"',
    '"abc',
    '"a"b"',
    '"a\\b"',
    '"a";p=1',
    "a b",
    '"a b"',
    "a,\tb",
    "é",
    "x".repeat(256),
    `"${"x".repeat(256)}"`,
    "\u007f",
    "a\u0000",
  ])("%j cannot be one", (header) => {
    expect(readIdempotencyKey(header)).toBeUndefined();
  });
});
