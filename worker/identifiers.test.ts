import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { childId, HOME_LENGTH, OWN_LENGTH, seatId } from "../domain/identifier.ts";
import { isHomeId, newHomeId, readChildId, readSeat, wellKnownHomeId } from "./identifiers.ts";

const SECRET = "one secret of more than thirty-two characters";
const OTHER = "another secret of more than thirty-two characters";
const NOW = 1_800_000_000_000;
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

describe("the id of a home", () => {
  it("is known again, by its kind and its secret", () => {
    const id = newHomeId(SECRET, "dep", NOW);
    expect(id).toMatch(/^dep_[0-9a-hjkmnp-tv-z]{32}$/);
    expect(isHomeId(SECRET, "dep", id)).toBe(true);
    expect(isHomeId(SECRET, "tour", id)).toBe(false);
    expect(isHomeId(SECRET, "chn", id.replace("dep_", "chn_"))).toBe(false);
  });

  it("of another deployment, with another secret, is not one of ours", () => {
    expect(isHomeId(SECRET, "dep", newHomeId(OTHER, "dep", NOW))).toBe(false);
  });

  it("is not one of ours with any one letter changed", () => {
    const id = newHomeId(SECRET, "dep", NOW);
    for (let place = 4; place < id.length; place += 1) {
      for (const letter of ALPHABET) {
        const changed = id.slice(0, place) + letter + id.slice(place + 1);
        expect(isHomeId(SECRET, "dep", changed), changed).toBe(changed === id);
      }
    }
  });

  it("is not one of ours when it is any other text, and asking does not throw", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => !isHomeId(SECRET, "dep", text) && !isHomeId(SECRET, "dep", `dep_${text}`),
      ),
    );
    const letters = fc.array(fc.constantFrom(...ALPHABET), { minLength: HOME_LENGTH, maxLength: HOME_LENGTH });
    fc.assert(fc.property(letters, (home) => !isHomeId(SECRET, "dep", `dep_${home.join("")}`)));
  });

  it("is new each time, and sorts by creation", () => {
    const ids = Array.from({ length: 200 }, (_, no) => newHomeId(SECRET, "tour", NOW + no));
    expect(new Set(ids).size).toBe(200);
    expect([...ids].sort()).toEqual(ids);
  });

  it("that is well known is the same each time, for each name and secret", () => {
    expect(wellKnownHomeId(SECRET, "chn", "operator")).toBe(wellKnownHomeId(SECRET, "chn", "operator"));
    expect(isHomeId(SECRET, "chn", wellKnownHomeId(SECRET, "chn", "operator"))).toBe(true);
    expect(wellKnownHomeId(SECRET, "chn", "development")).not.toBe(wellKnownHomeId(SECRET, "chn", "operator"));
    expect(wellKnownHomeId(OTHER, "chn", "operator")).not.toBe(wellKnownHomeId(SECRET, "chn", "operator"));
  });
});

describe("the id of something in a home", () => {
  const home_id = newHomeId(SECRET, "dep", NOW);

  it.each(["dep", "shw"] as const)("of %s leads back to its home, of that kind, and its number", (home_prefix) => {
    const home_id = newHomeId(SECRET, home_prefix, NOW);
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (no, created_at_ms) => {
        const child = { no, created_at_ms };
        for (const prefix of ["hold", "bkg", "wle"] as const) {
          const id = childId(prefix, home_id, child);
          expect(readChildId(SECRET, prefix, id)).toEqual({ home_prefix, home_id, child });
        }
      }),
    );
  });

  it("is not of a show where only departures have such things, nor the other way round", () => {
    const child = { no: 1, created_at_ms: NOW };
    expect(readChildId(SECRET, "adj", childId("adj", newHomeId(SECRET, "shw", NOW), child))).toBeUndefined();
    expect(readChildId(SECRET, "hold", childId("hold", newHomeId(SECRET, "tour", NOW), child))).toBeUndefined();
  });

  it("is not read as another kind, from another home, or with another length", () => {
    const id = childId("hold", home_id, { no: 1, created_at_ms: NOW });
    expect(id).toHaveLength("hold_".length + OWN_LENGTH + HOME_LENGTH);
    expect(readChildId(SECRET, "bkg", id)).toBeUndefined();
    expect(readChildId(SECRET, "key", id.replace("hold_", "key_"))).toBeUndefined();
    expect(
      readChildId(SECRET, "hold", childId("hold", newHomeId(OTHER, "dep", NOW), { no: 1, created_at_ms: NOW })),
    ).toBeUndefined();
    for (const odd of [
      id.slice(0, -1),
      `${id}0`,
      home_id,
      "",
      "hold_",
      id.toUpperCase(),
      id.replace("hold_1", "hold_u"),
    ]) {
      expect(readChildId(SECRET, "hold", odd), odd).toBeUndefined();
    }
  });
});

describe("the id of a seat", () => {
  const show_id = newHomeId(SECRET, "shw", NOW);

  it("leads back to its show and its place in hall order", () => {
    fc.assert(
      fc.property(fc.nat({ max: 32 ** 4 - 1 }), (index) => {
        expect(readSeat(SECRET, seatId(show_id, index))).toEqual({ show_id, index });
      }),
    );
  });

  it("is nothing of a departure, of another deployment, of another length or with other letters", () => {
    const id = seatId(show_id, 7);
    expect(readSeat(SECRET, seatId(newHomeId(SECRET, "dep", NOW), 7))).toBeUndefined();
    expect(readSeat(SECRET, seatId(newHomeId(OTHER, "shw", NOW), 7))).toBeUndefined();
    for (const odd of [
      "",
      "seat_",
      id.slice(0, -1),
      `${id}0`,
      id.toUpperCase(),
      id.replace("seat_0", "seat_u"),
      show_id,
    ])
      expect(readSeat(SECRET, odd), odd).toBeUndefined();
  });
});
