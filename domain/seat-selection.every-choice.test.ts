// Every choice there is, against the one that selectSeats makes: in small halls, all sets of seats are listed and
// the best is picked by the written order of preference. Written from the seats as they were listed, it shares
// with the product only a seat's distance.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HallSeat } from "./hall.ts";
import { type Drawing, type DrawnHall, drawn, PLAIN_AMOUNT, PREMIUM_AMOUNT, seatsDrawn } from "./hall-examples.ts";
import { selectSeats } from "./seat-selection.ts";
import type { SeatWish } from "./seat-wish.ts";

type Place = { readonly index: number; readonly free: boolean; readonly distance: number; readonly seat: HallSeat };

function placesOf({ hall, drawing }: DrawnHall): Place[] {
  return seatsDrawn(drawing)
    .map(({ seat, character }) => {
      const index = hall.index_by_id.get(seat.id) ?? -1;
      return { seat, index, free: ".+a".includes(character), distance: hall.distance[index] ?? 0 };
    })
    .sort((one, other) => one.index - other.index);
}

function areNeighbours(one: Place, other: Place): boolean {
  const sameRow = one.seat.section === other.seat.section && one.seat.row === other.seat.row;
  return sameRow && Math.abs(one.seat.position - other.seat.position) === 1;
}

function matches({ free, seat }: Place, wish: SeatWish): boolean {
  return (
    free &&
    (wish.section === undefined || seat.section === wish.section) &&
    (wish.category === undefined || seat.category === wish.category) &&
    (wish.price_max === undefined || seat.unit_amount <= wish.price_max)
  );
}

function* setsOf(places: readonly Place[], count: number, from = 0): Generator<Place[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= places.length - count; at += 1) {
    const place = places[at];
    if (place) for (const rest of setsOf(places, count - 1, at + 1)) yield [place, ...rest];
  }
}

/** Lengths of the pieces that a set in hall order falls into. */
function piecesOf(set: readonly Place[]): number[] {
  const pieces: number[] = [];
  for (const [at, place] of set.entries()) {
    const before = set[at - 1];
    if (before && areNeighbours(before, place)) pieces.push((pieces.pop() ?? 0) + 1);
    else pieces.push(1);
  }
  return pieces;
}

function strands(places: readonly Place[], set: readonly Place[]): boolean {
  const single = (place: Place, free: readonly Place[]) => !free.some((other) => areNeighbours(place, other));
  const before = places.filter(({ free }) => free);
  const after = before.filter((place) => !set.includes(place));
  return after.some((place) => single(place, after) && !single(place, before));
}

/** From 1 as in the written order, undefined when the choice may not be made at all. */
function kindOf(places: readonly Place[], set: readonly Place[], wish: SeatWish): number | undefined {
  const pieces = piecesOf(set);
  if (pieces.length === 1) return (wish.prevent_orphans ?? true) && strands(places, set) ? 2 : 1;
  if (!wish.allow_split || pieces.includes(1)) return undefined;
  return new Set(set.map(({ seat }) => seat.section)).size === 1 ? 3 : 4;
}

/** What a choice is compared by, the most important first; undefined when it may not be made. */
function rankOf(places: readonly Place[], set: readonly Place[], wish: SeatWish): number[] | undefined {
  const more = set.filter(({ seat }) => seat.accessible).length - (wish.accessible_seats ?? 0);
  const kind = more < 0 ? undefined : kindOf(places, set, wish);
  if (kind === undefined) return undefined;
  const distance = set.reduce((sum, place) => sum + place.distance, 0);
  return [Math.min(more, 1), kind, more, distance, ...set.map(({ index }) => index)];
}

function before(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}

type Answer = { readonly code: string } | { readonly seats: readonly number[]; readonly adjacent: boolean };

function bestByListing(example: DrawnHall, wish: SeatWish): Answer {
  const places = placesOf(example);
  const matching = places.filter((place) => matches(place, wish));
  const accessible = matching.filter(({ seat }) => seat.accessible).length;
  if (matching.length < wish.quantity || accessible < (wish.accessible_seats ?? 0)) return { code: "FULL" };
  let best: { rank: number[]; set: Place[] } | undefined;
  for (const set of setsOf(matching, wish.quantity)) {
    const rank = rankOf(places, set, wish);
    if (rank && (!best || before(rank, best.rank))) best = { rank, set };
  }
  if (!best) return { code: "NO_ADJACENT_SEATS" };
  return { seats: best.set.map(({ index }) => index), adjacent: piecesOf(best.set).length === 1 };
}

function answerOf({ hall, states }: DrawnHall, wish: SeatWish): Answer {
  const selection = selectSeats(hall, states, wish);
  return selection.ok ? { seats: selection.seats, adjacent: selection.adjacent } : { code: selection.code };
}

const character = fc.oneof(
  { weight: 9, arbitrary: fc.constant(".") },
  { weight: 3, arbitrary: fc.constantFrom("s", "h", "b", "A") },
  { weight: 2, arbitrary: fc.constant("a") },
  { weight: 2, arbitrary: fc.constant("+") },
  { weight: 2, arbitrary: fc.constant(" ") },
);
const row = fc.string({ unit: character, minLength: 1, maxLength: 8 });
const section = fc.array(row, { minLength: 1, maxLength: 3 });
const drawing: fc.Arbitrary<Drawing> = fc
  .oneof(
    fc.record({ stalls: section }),
    fc.record({ stalls: section, balcony: section }),
    fc.record({ stalls: section, balcony: section, boxes: section }),
  )
  .filter((sections) => {
    const free = Object.values(sections)
      .flat()
      .join("")
      .replaceAll(/[^.+a]/g, "");
    return free.length >= 1 && free.length <= 14;
  });
const focal = fc.option(fc.record({ x: fc.integer({ min: 0, max: 8 }), y: fc.integer({ min: 0, max: 8 }) }), {
  nil: undefined,
});
const asked = fc.record(
  {
    quantity: fc.integer({ min: 1, max: 9 }),
    section: fc.constantFrom("stalls", "balcony"),
    category: fc.constantFrom("plain", "premium"),
    price_max: fc.constantFrom(PLAIN_AMOUNT, PREMIUM_AMOUNT, PLAIN_AMOUNT - 1),
    accessible_seats: fc.integer({ min: 0, max: 3 }),
    prevent_orphans: fc.boolean(),
    allow_split: fc.boolean(),
  },
  { requiredKeys: ["quantity"] },
);

/** The wish without what this hall cannot understand. */
function understood(wish: SeatWish, { hall }: DrawnHall): SeatWish {
  return {
    ...wish,
    section: hall.sections.includes(wish.section ?? "") ? wish.section : undefined,
    category: hall.categories.includes(wish.category ?? "") ? wish.category : undefined,
    accessible_seats: Math.min(wish.accessible_seats ?? 0, wish.quantity),
  };
}

function kindsSeen(kinds: Map<string, number>, answer: Answer): void {
  const kind = "code" in answer ? answer.code : answer.adjacent ? "adjacent" : "split";
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}

describe("of all choices in a small hall", () => {
  it("selectSeats makes the one that the written order prefers", { timeout: 300_000 }, () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(drawing, focal, asked, (drawing, focal, asked) => {
        const example = drawn(drawing, focal);
        const wish = understood(asked, example);
        const answer = answerOf(example, wish);
        kindsSeen(kinds, answer);
        expect(answer).toEqual(bestByListing(example, wish));
      }),
      { numRuns: 6_000 },
    );
    expect([...kinds.keys()].sort()).toEqual(["FULL", "NO_ADJACENT_SEATS", "adjacent", "split"]);
  });

  it("selectSeats splits a party as the written order prefers", { timeout: 300_000 }, () => {
    const kinds = new Map<string, number>();
    const broken = fc.string({ unit: fc.constantFrom(".", ".", ".", ".", "a", "s", " "), minLength: 3, maxLength: 8 });
    const rows = fc.array(broken, { minLength: 1, maxLength: 3 });
    const halls = fc
      .record({ stalls: rows, balcony: rows })
      .filter(({ stalls, balcony }) => [...stalls, ...balcony].join("").replaceAll(/[^.a]/g, "").length <= 15)
      .filter(({ stalls, balcony }) => [...stalls, ...balcony].join("").trim() !== "");
    const parties = fc.record({ quantity: fc.integer({ min: 4, max: 9 }), accessible_seats: fc.nat(2) });
    fc.assert(
      fc.property(halls, focal, parties, (drawing, focal, party) => {
        const example = drawn(drawing, focal);
        const wish = { ...party, allow_split: true };
        const answer = answerOf(example, wish);
        kindsSeen(kinds, answer);
        expect(answer).toEqual(bestByListing(example, wish));
      }),
      { numRuns: 6_000 },
    );
    expect(kinds.get("split")).toBeGreaterThan(1_000);
  });
});

describe("in a larger hall", () => {
  const wide = fc.string({ unit: character, minLength: 20, maxLength: 40 });
  const halls = fc.array(wide, { minLength: 4, maxLength: 12 });
  const wishes = fc.record({
    quantity: fc.integer({ min: 1, max: 50 }),
    accessible_seats: fc.nat(2),
    prevent_orphans: fc.boolean(),
    allow_split: fc.boolean(),
    price_max: fc.constantFrom(PLAIN_AMOUNT, PREMIUM_AMOUNT),
  });

  it("the chosen are free, match, are as many as wanted, and adjacent when they are one piece", () => {
    fc.assert(
      fc.property(halls, halls, wishes, (stalls, balcony, asked) => {
        const example = drawn({ stalls, balcony });
        const wish = understood(asked, example);
        const selection = selectSeats(example.hall, example.states, wish);
        fc.pre(selection.ok);
        const places = placesOf(example);
        const set = selection.seats.flatMap((seat) => places[seat] ?? []);
        expect(set.every((place) => matches(place, wish))).toBe(true);
        expect(new Set(selection.seats).size).toBe(wish.quantity);
        expect([...selection.seats].sort((one, other) => one - other)).toEqual(selection.seats);
        expect(set.filter(({ seat }) => seat.accessible).length).toBeGreaterThanOrEqual(wish.accessible_seats ?? 0);
        const pieces = piecesOf(set);
        expect(selection.adjacent).toBe(pieces.length === 1);
        expect(selection.adjacent || (wish.allow_split === true && !pieces.includes(1))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
