// A hall as a list of seats, and the best of them by trying every choice there is: written from the order of
// preference in the documents, for halls that are small.
import type { MapSeat } from "../domain/layout.ts";
import type { SeatMap } from "../durable-objects/show/map-rows.ts";

export type NaiveSeat = MapSeat & { readonly index: number; readonly distance: number };

/** What somebody wants who does not name seats; null for whatever comes. */
export type NaiveSeatWish = {
  readonly quantity: number;
  readonly section: string | null;
  readonly category: string | null;
  readonly price_max: number | null;
  readonly accessible: number;
  readonly prevent_orphans: boolean;
  readonly allow_split: boolean;
};

export type NaiveChoice =
  | { readonly seats: readonly number[] }
  | { readonly code: "FULL" | "NO_ADJACENT_SEATS"; readonly matching: number; readonly longest_run: number };

/** By section, row and position; 9 is before 10. Distances are in millionths of the farthest seat's. */
export function naiveHall({ seats, focal }: SeatMap): NaiveSeat[] {
  const xs = seats.map(({ x }) => x);
  const front = Math.min(...seats.map(({ y }) => y));
  const from = focal ?? { x: (Math.min(...xs) + Math.max(...xs)) / 2, y: front };
  const far = (seat: MapSeat) => Math.hypot(seat.x - from.x, seat.y - from.y);
  const farthest = Math.max(...seats.map(far));
  return seats
    .toSorted(
      (one, other) =>
        labelOrder(one.section, other.section) || labelOrder(one.row, other.row) || one.position - other.position,
    )
    .map((seat, index) => ({
      ...seat,
      index,
      distance: farthest === 0 ? 0 : Math.round((far(seat) / farthest) * 1_000_000),
    }));
}

function labelOrder(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function areNeighbours(one: NaiveSeat, other: NaiveSeat): boolean {
  return one.section === other.section && one.row === other.row && Math.abs(one.position - other.position) === 1;
}

/** Whether each seat is beside the one before it; the seats are in hall order. */
export function areTogether(seats: readonly NaiveSeat[]): boolean {
  return seats.every((seat, at) => {
    const before = seats[at - 1];
    return before === undefined || areNeighbours(before, seat);
  });
}

/** The free seats that nobody would buy after this, and that somebody would have bought before it. */
function stranded(free: readonly NaiveSeat[], chosen: readonly NaiveSeat[]): NaiveSeat[] {
  const single = (seat: NaiveSeat, among: readonly NaiveSeat[]) => !among.some((other) => areNeighbours(seat, other));
  const after = free.filter((seat) => !chosen.includes(seat));
  return after.filter((seat) => single(seat, after) && !single(seat, free));
}

/** The seats that this choice may not leave behind. */
export function refusedStrands(
  free: readonly NaiveSeat[],
  chosen: readonly NaiveSeat[],
  policy: "off" | "lenient" | "strict",
): NaiveSeat[] {
  if (policy === "off") return [];
  const left = stranded(free, chosen);
  return policy === "strict" ? left : left.filter((seat) => couldSitElsewhere(free, chosen, seat));
}

/** Whether, in the row of the stranded seat, others like those chosen there would have stranded none. */
function couldSitElsewhere(free: readonly NaiveSeat[], chosen: readonly NaiveSeat[], left: NaiveSeat): boolean {
  const sameRow = (seat: NaiveSeat) => seat.section === left.section && seat.row === left.row;
  const there = chosen.filter(sameRow);
  const categories = new Set(there.map(({ category }) => category));
  const serving = free.filter((seat) => sameRow(seat) && categories.has(seat.category));
  return stretches(serving, there.length).some(
    (set) => countAccessible(set) === countAccessible(there) && stranded(free, set).length === 0,
  );
}

function countAccessible(seats: readonly NaiveSeat[]): number {
  return seats.filter(({ accessible }) => accessible).length;
}

/** Every so many neighbours among these, which are in hall order. */
function stretches(seats: readonly NaiveSeat[], quantity: number): NaiveSeat[][] {
  return seats
    .map((_, start) => seats.slice(start, start + quantity))
    .filter((set) => set.length === quantity && areTogether(set));
}

/** Every way to seat so many in pieces of at least two neighbours. */
function piecesFor(seats: readonly NaiveSeat[], quantity: number): NaiveSeat[][] {
  if (quantity === 0) return [[]];
  const found: NaiveSeat[][] = [];
  for (const start of seats.keys()) {
    for (let length = 2; length <= quantity; length += 1) {
      const piece = seats.slice(start, start + length);
      if (piece.length < length || !areTogether(piece)) break;
      for (const rest of piecesFor(seats.slice(start + length), quantity - length)) found.push([...piece, ...rest]);
    }
  }
  return found;
}

export function bestChoice(free: readonly NaiveSeat[], wish: NaiveSeatWish): NaiveChoice {
  const matching = free.filter(
    (seat) =>
      (wish.section === null || seat.section === wish.section) &&
      (wish.category === null || seat.category === wish.category) &&
      (wish.price_max === null || seat.unit_amount <= wish.price_max),
  );
  const facts = { matching: matching.length, longest_run: longestRun(matching) };
  if (matching.length < wish.quantity || countAccessible(matching) < wish.accessible) return { code: "FULL", ...facts };
  const together = preferred(free, stretches(matching, wish.quantity), wish);
  // Pieces are only for those who cannot sit together with just as many accessible seats as they want.
  const mayBeSplit = wish.allow_split && wish.quantity >= 4 && together?.rank[0] !== 0;
  const apart = mayBeSplit ? preferred(free, piecesFor(matching, wish.quantity), wish) : undefined;
  const best = together && apart ? (isBefore(apart.rank, together.rank) ? apart : together) : (together ?? apart);
  return best ? { seats: best.set.map(({ index }) => index) } : { code: "NO_ADJACENT_SEATS", ...facts };
}

function longestRun(seats: readonly NaiveSeat[]): number {
  let longest = 0;
  let run = 0;
  for (const [at, seat] of seats.entries()) {
    const before = seats[at - 1];
    run = before && areNeighbours(before, seat) ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}

type Ranked = { readonly set: readonly NaiveSeat[]; readonly rank: readonly number[] };

function preferred(free: readonly NaiveSeat[], sets: readonly NaiveSeat[][], wish: NaiveSeatWish): Ranked | undefined {
  let best: Ranked | undefined;
  for (const set of sets) {
    const more = countAccessible(set) - wish.accessible;
    if (more < 0) continue;
    const distance = set.reduce((sum, seat) => sum + seat.distance, 0);
    const rank = [Math.min(more, 1), kindOf(free, set, wish), more, distance, ...set.map(({ index }) => index)];
    if (!best || isBefore(rank, best.rank)) best = { set, rank };
  }
  return best;
}

/** 1 and 2: together, without and with a seat left behind; 3 and 4: apart, in one section and in several. */
function kindOf(free: readonly NaiveSeat[], set: readonly NaiveSeat[], wish: NaiveSeatWish): number {
  if (areTogether(set)) return wish.prevent_orphans && stranded(free, set).length > 0 ? 2 : 1;
  return set.every(({ section }) => section === set[0]?.section) ? 3 : 4;
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
}
