import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCursor, writeCursor } from "./cursor.ts";

const QUESTION = { operation: "tour/list", tour_id: "tour_1", sort: "price", limit: 10 };

describe("a cursor", () => {
  it("leads back to its position, and goes into a URL as it is", () => {
    const ids = fc.array(fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz_")).map((letters) => letters.join(""));
    fc.assert(
      fc.property(fc.maxSafeInteger(), ids, (value, id) => {
        const cursor = writeCursor(QUESTION, [value, id]);
        expect(cursor).toMatch(/^[\w-]+$/);
        expect(readCursor(QUESTION, cursor)).toEqual([value, id]);
      }),
    );
  });

  it("belongs to its question: any other field or value makes it another's, but not the page's size and place", () => {
    const cursor = writeCursor(QUESTION, [1, "a"]);
    for (const other of [
      { ...QUESTION, sort: "available" },
      { ...QUESTION, tour_id: "tour_2" },
      { ...QUESTION, status: "OPEN" },
      { limit: 10 },
      {},
    ]) {
      expect(readCursor(other, cursor)).toBeUndefined();
    }
    for (const same of [
      { ...QUESTION, limit: 99 },
      { ...QUESTION, cursor },
      { limit: 1, sort: "price", tour_id: "tour_1", operation: "tour/list" },
    ]) {
      expect(readCursor(same, cursor)).toEqual([1, "a"]);
    }
  });

  it("is told from anything else, without throwing", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => readCursor(QUESTION, text) === undefined));
    fc.assert(fc.property(fc.json(), (json) => readCursor(QUESTION, btoa(encodeURIComponent(json))) === undefined));
  });

  it.each([
    ["a value that is text", (mark: unknown) => [mark, "1", "a"]],
    ["a value beyond safe integers", (mark: unknown) => [mark, 2 ** 60, "a"]],
    ["a fraction", (mark: unknown) => [mark, 0.5, "a"]],
    ["no id", (mark: unknown) => [mark, 1]],
    ["an id that is a number", (mark: unknown) => [mark, 1, 2]],
    ["more than there is", (mark: unknown) => [mark, 1, "a", "b"]],
  ])("is refused with %s", (_what, parts) => {
    const [mark] = JSON.parse(
      atob(writeCursor(QUESTION, [1, "a"]).replaceAll("-", "+").replaceAll("_", "/")),
    ) as unknown[];
    expect(readCursor(QUESTION, btoa(JSON.stringify(parts(mark))))).toBeUndefined();
  });
});
