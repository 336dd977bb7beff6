// The cheapest choice of seats in pieces of at least two neighbours, by dynamic programming from the last seat to
// the first: the cost of the rest of the party among the rest of the seats, by how many are still to be seated,
// how many of them in accessible seats, and what was done with the seat before. Equal costs take the earlier seat.
//
// The table keeps one byte for seat × people to be seated × accessible seats to be found; costs are kept for one seat.
import type { Hall } from "./hall.ts";
import { type Party, seatCost } from "./seat-stretches.ts";

/** `wasteful` may take more accessible seats than were asked for. */
export type SplitParty = Party & { readonly wasteful: boolean };

export type Choice = { readonly cost: number; readonly seats: Uint32Array };

/** What the rest costs when the seat before is not in a piece with this one, begins a piece, or continues one. */
type Costs = { readonly apart: Float64Array; readonly begun: Float64Array; readonly going: Float64Array };

const TAKE_APART = 1;
const TAKE_GOING = 2;

/** `seats` are in hall order. Undefined when the party cannot be seated so. */
export function cheapestChoice(hall: Hall, seats: Uint32Array, party: SplitParty): Choice | undefined {
  const width = widthOf(party);
  const next = { plain: cellsAfter(party, false), accessible: cellsAfter(party, true) };
  const decisions = new Uint8Array(seats.length * width);
  let after = costs(width);
  let now = costs(width);
  after.apart[0] = 0;
  for (let place = seats.length - 1; place >= 0; place -= 1) {
    const seat = seats[place] ?? 0;
    const joined = seats[place + 1] === seat + 1 && hall.run[seat] === hall.run[seat + 1];
    decide(now, decisions, {
      start: place * width,
      next: hall.accessible[seat] === 1 ? next.accessible : next.plain,
      cost: seatCost(hall, seat),
      skipped: after.apart,
      // After a seat that has no neighbour here, a piece of one is impossible and a longer one is over.
      begun: joined ? after.begun : undefined,
      going: joined ? after.going : after.apart,
    });
    [now, after] = [after, now];
  }
  const cost = after.apart[width - 1] ?? Number.POSITIVE_INFINITY;
  return cost === Number.POSITIVE_INFINITY ? undefined : { cost, seats: decided(hall, seats, { decisions, party }) };
}

type Step = {
  /** Where the seat's decisions begin. */
  readonly start: number;
  readonly next: Int32Array;
  readonly cost: number;
  /** What the rest costs, by cell, when the seat is skipped, is taken as the first of a piece, or as a later one. */
  readonly skipped: Float64Array;
  readonly begun: Float64Array | undefined;
  readonly going: Float64Array;
};

/** Fills in one seat: what each cell costs, and whether the seat is taken in it. */
function decide(now: Costs, decisions: Uint8Array, { start, next, cost, skipped, begun, going }: Step): void {
  const never = Number.POSITIVE_INFINITY;
  for (let cell = 0; cell < next.length; cell += 1) {
    const skip = skipped[cell] ?? never;
    const then = next[cell] ?? -1;
    const begin = then < 0 || begun === undefined ? never : cost + (begun[then] ?? never);
    const go = then < 0 ? never : cost + (going[then] ?? never);
    const takeApart = begin !== never && begin <= skip;
    const takeGoing = go !== never && go <= skip;
    now.apart[cell] = takeApart ? begin : skip;
    now.begun[cell] = go;
    now.going[cell] = takeGoing ? go : skip;
    decisions[start + cell] = (takeApart ? TAKE_APART : 0) | (takeGoing ? TAKE_GOING : 0);
  }
}

/** A cell is people to be seated × (accessible_seats + 1) + accessible seats to be found. */
function widthOf({ quantity, accessible_seats }: Party): number {
  return (quantity + 1) * (accessible_seats + 1);
}

/** By cell, the cell that is left when a seat is taken, or below 0 when it may not be. */
function cellsAfter({ wasteful, ...party }: SplitParty, accessible: boolean): Int32Array {
  const columns = party.accessible_seats + 1;
  return Int32Array.from({ length: widthOf(party) }, (_, cell) => {
    if (!accessible) return cell - columns;
    if (cell % columns > 0) return cell - columns - 1;
    return wasteful ? cell - columns : -1;
  });
}

/** Walks the decisions from the first seat on. */
function decided(
  hall: Hall,
  seats: Uint32Array,
  { decisions, party }: { readonly decisions: Uint8Array; readonly party: SplitParty },
): Uint32Array {
  const width = widthOf(party);
  const next = { plain: cellsAfter(party, false), accessible: cellsAfter(party, true) };
  const chosen: number[] = [];
  let cell = width - 1;
  let piece = 0;
  for (const [place, seat] of seats.entries()) {
    if (seats[place - 1] !== seat - 1 || hall.run[seat - 1] !== hall.run[seat]) piece = 0;
    const decision = decisions[place * width + cell] ?? 0;
    const take = piece === 1 || (decision & (piece === 0 ? TAKE_APART : TAKE_GOING)) !== 0;
    piece = take ? piece + 1 : 0;
    if (!take) continue;
    chosen.push(seat);
    cell = (hall.accessible[seat] === 1 ? next.accessible : next.plain)[cell] ?? -1;
  }
  return Uint32Array.from(chosen);
}

function costs(width: number): Costs {
  const never = () => new Float64Array(width).fill(Number.POSITIVE_INFINITY);
  return { apart: never(), begun: never(), going: never() };
}
