// Halls drawn as text, for the tests. A character is a seat, a space an aisle:
//   .  free    h  held    s  sold    b  blocked
//   +  free, premium      a  free, accessible      A  sold, accessible
// Columns are positions and x; rows are numbered from 1 through the whole drawing and are y. So the focal point is
// the middle of the first row drawn.
import { buildHall, type Hall, type HallSeat, type Point } from "./hall.ts";
import { SEAT_STATE } from "./seat-state.ts";

export type Drawing = Readonly<Record<string, readonly string[]>>;
export type DrawnHall = { readonly hall: Hall; readonly states: Uint8Array; readonly drawing: Drawing };

export const PLAIN_AMOUNT = 2_000;
export const PREMIUM_AMOUNT = 5_000;

const STATES = new Map<string, number>([
  ["h", SEAT_STATE.held],
  ["s", SEAT_STATE.sold],
  ["b", SEAT_STATE.blocked],
  ["A", SEAT_STATE.sold],
]);

export function seatsDrawn(drawing: Drawing): { seat: HallSeat; character: string }[] {
  const rows = Object.entries(drawing).flatMap(([section, rows]) => rows.map((row) => ({ section, row })));
  return rows.flatMap(({ section, row }, y) =>
    [...row].flatMap((character, x) =>
      character === " " ? [] : [{ character, seat: seatDrawn(character, { section, x, y }) }],
    ),
  );
}

function seatDrawn(character: string, { section, x, y }: { section: string; x: number; y: number }): HallSeat {
  const premium = character === "+";
  return {
    id: seatId(section, y, x),
    section,
    row: String(y + 1),
    position: x,
    x,
    y,
    category: premium ? "premium" : "plain",
    unit_amount: premium ? PREMIUM_AMOUNT : PLAIN_AMOUNT,
    accessible: character === "a" || character === "A",
  };
}

function seatId(section: string, y: number, x: number): string {
  return `${section}-${y + 1}-${x}`;
}

export function drawn(drawing: Drawing, focal?: Point): DrawnHall {
  const seats = seatsDrawn(drawing);
  const built = buildHall(
    seats.map(({ seat }) => seat),
    focal,
  );
  if (!built.ok) throw new Error(JSON.stringify(built.violations));
  const characters = new Map(seats.map(({ seat, character }) => [seat.id, character]));
  const states = Uint8Array.from(built.hall.ids, (id) => STATES.get(characters.get(id) ?? "") ?? SEAT_STATE.available);
  return { hall: built.hall, states, drawing };
}

/** The drawing's rows with `#` for the chosen seats. */
export function shown({ hall, drawing }: DrawnHall, chosen: readonly number[]): string[] {
  const ids = new Set(chosen.map((seat) => hall.ids[seat]));
  const rows = Object.entries(drawing).flatMap(([section, rows]) => rows.map((row) => ({ section, row })));
  return rows.map(({ section, row }, y) =>
    [...row].map((character, x) => (ids.has(seatId(section, y, x)) ? "#" : character)).join(""),
  );
}

/** The seats that a picture marks with `#`, in hall order. */
export function marked({ hall }: DrawnHall, drawing: Drawing): number[] {
  return seatsDrawn(drawing)
    .flatMap(({ seat, character }) => (character === "#" ? [hall.index_by_id.get(seat.id) ?? -1] : []))
    .sort((one, other) => one - other);
}
