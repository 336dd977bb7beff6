// A hall's unchanging geometry, in arrays by seat index, so that a search over 60,000 seats is a scan.
//
// Seats are ordered by section, row and position, whatever the order of the list: the same seats make the same
// hall. Labels are compared by length and then by characters, so that row 9 is before 10 and Z before AA.
// Two seats are neighbours when they are in one row at positions that follow each other; an aisle is a position
// left out. A run is as many neighbours as there are between two ends. Coordinates only say how far a seat is:
// a balcony may lie over the stalls, so two seats may share a point, but not a place in a row.
import { hallFaults } from "./hall-faults.ts";
import type { Refusal } from "./refusal.ts";

export type HallSeat = {
  readonly id: string;
  readonly section: string;
  readonly row: string;
  /** Where in its row, counted so that neighbours differ by one: not always the number on the seat. */
  readonly position: number;
  readonly x: number;
  readonly y: number;
  readonly category: string;
  /** The price in minor units. */
  readonly unit_amount: number;
  readonly accessible: boolean;
};

export type Point = { readonly x: number; readonly y: number };

export type Hall = {
  readonly size: number;
  readonly ids: readonly string[];
  readonly index_by_id: ReadonlyMap<string, number>;
  readonly sections: readonly string[];
  readonly categories: readonly string[];
  /** By section: its first seat; one more entry at the end. */
  readonly section_start: Uint32Array;
  /** By seat: numbers of its section and category in the lists above. */
  readonly section: Uint16Array;
  readonly category: Uint16Array;
  /** By seat: numbers of its row and its run, counted through the hall. Two seats of a run are neighbours when their indices are. */
  readonly row: Uint32Array;
  readonly run: Uint32Array;
  readonly unit_amount: Float64Array;
  readonly accessible: Uint8Array;
  /** By seat: from the focal point, in millionths of the farthest seat's; whole, so that sums are exact and ties are ties. */
  readonly distance: Uint32Array;
  /** All seats, nearest first, then by index. */
  readonly nearest: Uint32Array;
};

const FARTHEST = 1_000_000;

type HallDecision = Extract<Refusal, { code: "VALIDATION_FAILED" }> | { readonly ok: true; readonly hall: Hall };

/** Without a focal point it is the middle of the front: half way between the outermost seats, at the smallest y. */
export function buildHall(seats: readonly HallSeat[], focal?: Point): HallDecision {
  const violations = hallFaults(seats, focal);
  if (violations.length > 0) return { ok: false, code: "VALIDATION_FAILED", violations };
  const ordered = seats.toSorted(inHallOrder);
  const ids = ordered.map(({ id }) => id);
  const categories = [...new Set(ordered.map(({ category }) => category))].sort(byLabel);
  const category_numbers = new Map(categories.map((category, number) => [category, number]));
  const distance = distances(ordered, focal ?? middleOfFront(ordered));
  return {
    ok: true,
    hall: {
      size: ordered.length,
      ids,
      index_by_id: new Map(ids.map((id, index) => [id, index])),
      categories,
      ...sectionsOf(ordered),
      category: Uint16Array.from(ordered, ({ category }) => category_numbers.get(category) ?? 0),
      row: numbered(ordered, (seat, before) => seat.section === before.section && seat.row === before.row),
      run: numbered(ordered, areNeighbours),
      unit_amount: Float64Array.from(ordered, ({ unit_amount }) => unit_amount),
      accessible: Uint8Array.from(ordered, ({ accessible }) => (accessible ? 1 : 0)),
      distance,
      nearest: nearestFirst(distance),
    },
  };
}

function inHallOrder(one: HallSeat, other: HallSeat): number {
  return byLabel(one.section, other.section) || byLabel(one.row, other.row) || one.position - other.position;
}

/** How sections, rows and categories are ordered: by length, then by characters. */
export function byLabel(one: string, other: string): number {
  if (one === other) return 0;
  return one.length - other.length || (one < other ? -1 : 1);
}

function areNeighbours(seat: HallSeat, before: HallSeat): boolean {
  return seat.section === before.section && seat.row === before.row && seat.position === before.position + 1;
}

/** By seat, the number of its group: it begins another one where `together` is false of it and the seat before. */
function numbered(
  ordered: readonly HallSeat[],
  together: (seat: HallSeat, before: HallSeat) => boolean,
): Uint32Array<ArrayBuffer> {
  let group = 0;
  return Uint32Array.from(ordered, (seat, index) => {
    const before = ordered[index - 1];
    if (before && !together(seat, before)) group += 1;
    return group;
  });
}

function sectionsOf(ordered: readonly HallSeat[]): Pick<Hall, "sections" | "section" | "section_start"> {
  const numbers = numbered(ordered, (seat, before) => seat.section === before.section);
  const starts = ordered.flatMap((seat, index) => (seat.section === ordered[index - 1]?.section ? [] : [index]));
  return {
    sections: starts.flatMap((start) => ordered[start]?.section ?? []),
    section: Uint16Array.from(numbers),
    section_start: Uint32Array.from([...starts, ordered.length]),
  };
}

function middleOfFront(seats: readonly HallSeat[]): Point {
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let front = Number.POSITIVE_INFINITY;
  for (const { x, y } of seats) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    front = Math.min(front, y);
  }
  return { x: (left + right) / 2, y: front };
}

function distances(seats: readonly HallSeat[], focal: Point): Uint32Array<ArrayBuffer> {
  const exact = Float64Array.from(seats, ({ x, y }) => Math.hypot(x - focal.x, y - focal.y));
  const farthest = exact.reduce((far, distance) => Math.max(far, distance), 0);
  return Uint32Array.from(exact, (distance) => (farthest === 0 ? 0 : Math.round((distance / farthest) * FARTHEST)));
}

function nearestFirst(distance: Uint32Array): Uint32Array<ArrayBuffer> {
  const seats = Uint32Array.from(distance, (_, index) => index);
  return seats.sort((one, other) => (distance[one] ?? 0) - (distance[other] ?? 0) || one - other);
}
