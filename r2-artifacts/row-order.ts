// The seats of one row in order: where in it each is, aisles counted as positions left out, and numbers for those that
// have none.
import { gapsAlong, orderAlong } from "./line-fit.ts";
import type { SeatDraft } from "./seat-draft.ts";
import { median } from "./spatial-grid.ts";

export type PlacedSeat = {
  readonly draft: SeatDraft;
  readonly position: number;
  readonly number: string;
  readonly number_is_guessed: boolean;
};

const WIDE = 1.5;
const OWN_PITCH_FROM = 4;

/** `pitch` is that of other rows, for rows too short to have one of their own. */
export function placedRow(seats: readonly SeatDraft[], pitch: number): PlacedSeat[] {
  const points = seats.map(({ centre }) => centre);
  const order = orderAlong(points);
  const gaps = gapsAlong(points, order);
  const own = gaps.length >= OWN_PITCH_FROM ? lowerMedian(gaps) : pitch;
  const numbers = numbersOf(order.flatMap((index) => seats[index] ?? []));
  let position = 0;
  return order.flatMap((index, place) => {
    const draft = seats[index];
    position += place > 0 && (gaps[place - 1] ?? 0) > WIDE * own ? 2 : 1;
    const { number, guessed } = numbers[place] ?? { number: String(place + 1), guessed: true };
    return draft ? [{ draft, position, number, number_is_guessed: guessed }] : [];
  });
}

/** Nearer to the closest, so that a row with many aisles still has the pitch of its seats. */
function lowerMedian(gaps: readonly number[]): number {
  const ordered = gaps.toSorted((one, other) => one - other);
  return ordered[Math.floor((ordered.length - 1) * 0.4)] ?? 0;
}

/** The pitch of a sector: the middle of all gaps of its rows. */
export function pitchOfRows(rows: readonly (readonly SeatDraft[])[]): number {
  return median(
    rows.flatMap((seats) => {
      const points = seats.map(({ centre }) => centre);
      return gapsAlong(points, orderAlong(points));
    }),
  );
}

type Numbered = { readonly number: string; readonly guessed: boolean };

/** Numbers that are mostly the same are no numbers (a price, a category); then, and where there are none, they are counted. */
function numbersOf(ordered: readonly SeatDraft[]): Numbered[] {
  const said = ordered.flatMap(({ number }) => number ?? []);
  const trusted = new Set(said).size * 2 > said.length;
  const used = new Set(trusted ? said : []);
  let count = 0;
  return ordered.map(({ number }) => {
    if (trusted && number !== undefined) return { number, guessed: false };
    do count += 1;
    while (used.has(String(count)));
    used.add(String(count));
    return { number: String(count), guessed: true };
  });
}
