// The seats of one row in order: where in it each is, aisles counted as positions left out, and numbers for those that
// have none.
import { gapsAlong, orderAlong, positionsAlong } from "../domain/row-line.ts";
import type { SeatDraft } from "./seat-draft.ts";
import { median } from "./spatial-grid.ts";

export type PlacedSeat = {
  readonly draft: SeatDraft;
  readonly position: number;
  readonly number: string;
  readonly number_is_guessed: boolean;
};

/** `pitch` is that of other rows, for rows too short to have one of their own. */
export function placedRow(seats: readonly SeatDraft[], pitch: number): PlacedSeat[] {
  const positions = positionsAlong(
    seats.map(({ centre }) => centre),
    pitch,
  );
  const ordered = seats
    .map((draft, index) => ({ draft, position: positions[index] ?? 1 }))
    .sort((one, other) => one.position - other.position);
  const numbers = numbersOf(ordered.map(({ draft }) => draft));
  return ordered.map(({ draft, position }, place) => {
    const { number, guessed } = numbers[place] ?? { number: String(place + 1), guessed: true };
    return { draft, position, number, number_is_guessed: guessed };
  });
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
