import { describe, expect, it } from "vitest";
import { type DrawnHall, drawn, PLAIN_AMOUNT, PREMIUM_AMOUNT, shown } from "./hall-examples.ts";
import { selectSeats } from "./seat-selection.ts";
import type { SeatWish } from "./seat-wish.ts";

/** The hall's picture with the seats that the wish gets, and whether they are next to each other. */
function chosen(hall: DrawnHall, wish: SeatWish): { adjacent: boolean; picture: string[] } {
  const selection = selectSeats(hall.hall, hall.states, wish);
  if (!selection.ok) throw new Error(JSON.stringify(selection));
  return { adjacent: selection.adjacent, picture: shown(hall, selection.seats) };
}

function refusal(hall: DrawnHall, wish: SeatWish) {
  return selectSeats(hall.hall, hall.states, wish);
}

describe("neighbours in one row", () => {
  it("are the nearest to the focal point, and of two as near the earlier", () => {
    expect(chosen(drawn({ stalls: [".......", "......."] }), { quantity: 2 })).toEqual({
      adjacent: true,
      picture: ["..##...", "......."],
    });
  });

  it("are farther away rather than strand a single seat", () => {
    const hall = drawn({ stalls: ["s....s", ".....", "......"] });
    expect(chosen(hall, { quantity: 3 }).picture).toEqual(["s....s", "..###", "......"]);
  });

  it("strand a single seat when every other stretch does", () => {
    const hall = drawn({ stalls: ["s....s", "....s"] });
    expect(chosen(hall, { quantity: 3 })).toEqual({ adjacent: true, picture: ["s###.s", "....s"] });
  });

  it("are the nearest when orphans need not be prevented", () => {
    const hall = drawn({ stalls: ["s....s", ".....", "......"] });
    expect(chosen(hall, { quantity: 3, prevent_orphans: false }).picture).toEqual(["s###.s", ".....", "......"]);
  });

  it("are neither over an aisle nor over a row's end", () => {
    const hall = drawn({ stalls: [".. ..", "....", "sss"] });
    expect(chosen(hall, { quantity: 4 }).picture).toEqual([".. ..", "####", "sss"]);
  });

  it("are a party of one too", () => {
    expect(chosen(drawn({ stalls: ["...s..."] }), { quantity: 1 })).toEqual({ adjacent: true, picture: ["..#s..."] });
  });
});

describe("a wish", () => {
  it.each<{ what: string; wish: SeatWish; picture: string[] }>([
    { what: "a section", wish: { quantity: 2, section: "balcony" }, picture: ["++++..", "##...."] },
    { what: "a category", wish: { quantity: 2, category: "plain" }, picture: ["++++..", "##...."] },
    { what: "a price", wish: { quantity: 2, price_max: PREMIUM_AMOUNT - 1 }, picture: ["++++..", "##...."] },
    { what: "a price that all have", wish: { quantity: 2, price_max: PREMIUM_AMOUNT }, picture: ["##++..", "......"] },
    {
      what: "several things",
      wish: { quantity: 2, section: "stalls", category: "plain", price_max: PLAIN_AMOUNT },
      picture: ["++++##", "......"],
    },
  ])("for $what is met", ({ wish, picture }) => {
    const hall = drawn({ stalls: ["++++.."], balcony: ["......"] }, { x: 0, y: 0 });
    expect(chosen(hall, wish).picture).toEqual(picture);
  });

  it.each<{ wish: SeatWish; path: string }>([
    { wish: { quantity: 0 }, path: "/quantity" },
    { wish: { quantity: 51 }, path: "/quantity" },
    { wish: { quantity: 1.5 }, path: "/quantity" },
    { wish: { quantity: 2, accessible_seats: 3 }, path: "/accessible_seats" },
    { wish: { quantity: 20, accessible_seats: 11 }, path: "/accessible_seats" },
    { wish: { quantity: 2, price_max: -1 }, path: "/price_max" },
    { wish: { quantity: 2, price_max: Number.NaN }, path: "/price_max" },
    { wish: { quantity: 2, section: "moon" }, path: "/section" },
    { wish: { quantity: 2, category: "gold" }, path: "/category" },
  ])("that cannot be understood is refused at $path: $wish", ({ wish, path }) => {
    expect(refusal(drawn({ stalls: ["...."] }), wish)).toMatchObject({
      ok: false,
      code: "VALIDATION_FAILED",
      violations: [{ path }],
    });
  });

  it("for a section that is not there is told which there are", () => {
    const few = drawn({ stalls: ["."], balcony: ["."] });
    const many = drawn(Object.fromEntries(Array.from({ length: 21 }, (_, number) => [`s${number + 10}`, ["."]])));
    const message = (hall: DrawnHall) => {
      const refused = refusal(hall, { quantity: 1, section: "moon" });
      return !refused.ok && refused.code === "VALIDATION_FAILED" ? refused.violations[0]?.message : undefined;
    };
    expect(message(few)).toBe("must be a section of this hall: stalls, balcony");
    expect(message(many)).toMatch(/: s10, .*, s29 and others$/);
  });

  it("for a hall of another size than its states is a bug and throws", () => {
    const { hall } = drawn({ stalls: ["...."] });
    expect(() => selectSeats(hall, new Uint8Array(3), { quantity: 1 })).toThrow("3 states for 4 seats");
  });
});

describe("accessible seats", () => {
  it("are left for those who ask, even when others strand a seat", () => {
    const hall = drawn({ stalls: ["aaaa", "..."] });
    expect(chosen(hall, { quantity: 2 }).picture).toEqual(["aaaa", ".##"]);
  });

  it("are left for those who ask, even when others sit in pieces", () => {
    const hall = drawn({ stalls: ["aaaa", ".. .."] });
    expect(chosen(hall, { quantity: 4, allow_split: true })).toEqual({ adjacent: false, picture: ["aaaa", "## ##"] });
  });

  it("go to others when nothing else is there, as few as can be", () => {
    const hall = drawn({ stalls: ["aaaa", ".aas", "..as"] });
    expect(chosen(hall, { quantity: 3 }).picture).toEqual(["aaaa", ".aas", "###s"]);
  });

  it("go to those who ask, with plain seats for their company", () => {
    const hall = drawn({ stalls: ["......", "..aa.."] });
    expect(chosen(hall, { quantity: 3, accessible_seats: 1, prevent_orphans: false }).picture).toEqual([
      "......",
      "###a..",
    ]);
  });

  it("are exactly as many as were asked for while that is possible", () => {
    const hall = drawn({ stalls: ["aaaa", "ssss", ".aas"] });
    expect(chosen(hall, { quantity: 2, accessible_seats: 1 }).picture).toEqual(["aaaa", "ssss", "##as"]);
    expect(chosen(hall, { quantity: 2, accessible_seats: 2 }).picture[0]).toBe("##aa");
  });

  it("that are too few for the wish are a full hall", () => {
    expect(refusal(drawn({ stalls: [".....a"] }), { quantity: 2, accessible_seats: 2 })).toEqual({
      ok: false,
      code: "FULL",
      quantity: 2,
      accessible_seats: 2,
      matching: 6,
      matching_accessible: 1,
      longest_run: 6,
    });
  });
});

describe("a party that cannot sit together", () => {
  const apart = drawn({ stalls: ["..s..s..", "sss..sss"], balcony: ["..s.."] });

  it("is refused, with what there is", () => {
    expect(refusal(apart, { quantity: 4 })).toEqual({
      ok: false,
      code: "NO_ADJACENT_SEATS",
      quantity: 4,
      accessible_seats: 0,
      matching: 12,
      matching_accessible: 0,
      longest_run: 2,
    });
  });

  it("is split when it may be, into the nearest pieces", () => {
    expect(chosen(apart, { quantity: 4, allow_split: true })).toEqual({
      adjacent: false,
      picture: ["..s##s..", "sss##sss", "..s.."],
    });
  });

  it("is split within one section, even when two are nearer", () => {
    const hall = drawn({ stalls: ["..s..s.."], balcony: ["...s...s..."] }, { x: 3.5, y: 0.5 });
    expect(chosen(hall, { quantity: 5, allow_split: true }).picture).toEqual(["..s..s..", ".##s###s..."]);
  });

  it("is split over sections when no section has room", () => {
    const hall = drawn({ stalls: [".."], balcony: ["..s."] });
    expect(chosen(hall, { quantity: 4, allow_split: true })).toEqual({ adjacent: false, picture: ["##", "##s."] });
  });

  it("is split within the earlier of two sections that are as near", () => {
    const hall = drawn({ a: ["..ssss..."], bb: ["..s..s..."] }, { x: 0, y: 0.5 });
    expect(chosen(hall, { quantity: 5, allow_split: true }).picture).toEqual(["##ssss###", "..s..s..."]);
  });

  it("is never split so that somebody is alone", () => {
    const hall = drawn({ stalls: ["..s.s..s."] });
    expect(refusal(hall, { quantity: 5, allow_split: true })).toMatchObject({ code: "NO_ADJACENT_SEATS", matching: 6 });
    expect(refusal(hall, { quantity: 3, allow_split: true })).toMatchObject({ code: "NO_ADJACENT_SEATS" });
  });

  it("is not split while it can sit together, however far away", () => {
    const hall = drawn({ stalls: ["..s..", "sssss", "sssss", "....s"] });
    expect(chosen(hall, { quantity: 4, allow_split: true }).picture[3]).toBe("####s");
  });
});

describe("a full hall", () => {
  it("is one with fewer free seats than people", () => {
    expect(refusal(drawn({ stalls: [".hsb."] }), { quantity: 3, allow_split: true })).toMatchObject({
      code: "FULL",
      matching: 2,
      longest_run: 1,
    });
  });

  it("is one where too few seats are cheap enough", () => {
    const hall = drawn({ stalls: ["+++."] });
    expect(refusal(hall, { quantity: 2, price_max: PLAIN_AMOUNT })).toMatchObject({ code: "FULL", matching: 1 });
  });
});
