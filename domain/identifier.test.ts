import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  CHILD_PREFIXES,
  childId,
  childNumber,
  decodeNumber,
  encodeBits,
  encodeNumber,
  HOME_LENGTH,
  homeOf,
  OWN_LENGTH,
  SEAL_LENGTH,
  UNSEALED_LENGTH,
  unsealedHome,
} from "./identifier.ts";

const TIME_MAX = 32 ** 9 - 1;
const NO_MAX = 32 ** 7 - 1;
const time = fc.nat(TIME_MAX);
const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
const home = fc
  .tuple(time, random)
  .map(([at, bytes]) => `dep_${unsealedHome(at, bytes)}${encodeBits(bytes, SEAL_LENGTH)}`);
const child = fc.record({ created_at_ms: time, no: fc.nat(NO_MAX) });
const prefix = fc.constantFrom(...CHILD_PREFIXES);

describe("a number in an id", () => {
  it("comes back from its text", () => {
    fc.assert(fc.property(time, (value) => decodeNumber(encodeNumber(value, 9)) === value));
  });

  it("sorts as its text does", () => {
    fc.assert(fc.property(time, time, (one, other) => encodeNumber(one, 9) < encodeNumber(other, 9) === one < other));
  });

  it.each([-1, 0.5, 32, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    "%d does not fit one character and throws",
    (value) => {
      expect(() => encodeNumber(value, 1)).toThrow("does not fit");
    },
  );

  it.each(["i", "l", "o", "u", "A", "-", " ", "é", "0i"])("is not what %j says", (text) => {
    expect(decodeNumber(text)).toBeUndefined();
  });
});

describe("an id", () => {
  it("of a home has a home part of the stated length", () => {
    fc.assert(
      fc.property(
        home,
        (id) => homeOf("dep", id, 0)?.length === HOME_LENGTH && HOME_LENGTH === UNSEALED_LENGTH + SEAL_LENGTH,
      ),
    );
  });

  it("of a child says its number, its time and its home", () => {
    fc.assert(
      fc.property(prefix, home, child, (kind, home_id, own) => {
        const id = childId(kind, home_id, own);
        expect(childNumber(kind, id)).toEqual(own);
        expect(`dep_${homeOf(kind, id, OWN_LENGTH) ?? ""}`).toBe(home_id);
      }),
    );
  });

  it("of one kind is not one of another", () => {
    fc.assert(
      fc.property(prefix, prefix, home, child, (kind, other, home_id, own) => {
        fc.pre(kind !== other);
        expect(homeOf(other, childId(kind, home_id, own), OWN_LENGTH)).toBeUndefined();
        expect(homeOf(kind, home_id, 0)).toBeUndefined();
      }),
    );
  });

  it("sorts by creation among its kind and home", () => {
    fc.assert(
      fc.property(home, child, child, (home_id, one, other) => {
        const earlier =
          one.created_at_ms < other.created_at_ms || (one.created_at_ms === other.created_at_ms && one.no < other.no);
        expect(childId("hold", home_id, one) < childId("hold", home_id, other)).toBe(earlier);
      }),
    );
  });

  it("of any other length or text has no home", () => {
    fc.assert(fc.property(fc.string(), (text) => homeOf("hold", text, OWN_LENGTH) === undefined));
    fc.assert(
      fc.property(
        home,
        child,
        (home_id, own) => homeOf("hold", `${childId("hold", home_id, own)}0`, OWN_LENGTH) === undefined,
      ),
    );
  });
});
