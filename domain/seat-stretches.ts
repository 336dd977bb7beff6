// The best stretches of neighbours for a party, found in one scan over the hall. Sums slide along each run, so a
// scan costs the same whatever the party's size, and 60,000 seats need no cleverer order of search.
import type { Hall } from "./hall.ts";
import { type Stretch, stretchStrands } from "./orphans.ts";

export type Party = { readonly quantity: number; readonly accessible_seats: number };

/** `exact` takes as many accessible seats as were asked for; `wasteful` takes more, but as few more as it can. */
export type BestStretches = {
  readonly exact: Stretch | undefined;
  readonly wasteful: Stretch | undefined;
  /** How many seats match, how many of them are accessible, and the most neighbours among them. */
  readonly matching: number;
  readonly accessible: number;
  readonly longest_run: number;
};

export type StretchSearch = {
  readonly matching: Uint8Array;
  readonly party: Party;
  /** Whether a stretch that strands no single seat is preferred to all that do. */
  readonly prevent_orphans: boolean;
};

/** More than all distances of a choice together: so a choice with fewer accessible seats always costs less. */
export const ACCESSIBLE_COST = 100_000_000;

/** What choosing this seat costs: its distance, and far more when it is accessible. Whole, so that sums are exact. */
export function seatCost(hall: Hall, seat: number): number {
  return (hall.distance[seat] ?? 0) + (hall.accessible[seat] ?? 0) * ACCESSIBLE_COST;
}

type Nearest = { first: number; cost: number };
type Sums = { length: number; cost: number; accessible: number };

export function bestStretches(hall: Hall, states: Uint8Array, search: StretchSearch): BestStretches {
  const { matching, party, prevent_orphans } = search;
  const exact = noneYet();
  const wasteful = noneYet();
  const count = { matching: 0, accessible: 0, longest_run: 0 };
  let sums: Sums = { length: 0, cost: 0, accessible: 0 };
  for (let seat = 0; seat < hall.size; seat += 1) {
    if (matching[seat] === 0) continue;
    if (hall.run[seat] !== hall.run[seat - 1] || matching[seat - 1] === 0) {
      sums = { length: 0, cost: 0, accessible: 0 };
    }
    slide(hall, sums, { seat, quantity: party.quantity });
    count.matching += 1;
    count.accessible += hall.accessible[seat] ?? 0;
    count.longest_run = Math.max(count.longest_run, sums.length);
    if (sums.length < party.quantity || sums.accessible < party.accessible_seats) continue;
    const among = sums.accessible === party.accessible_seats ? exact : wasteful;
    if (sums.cost >= among.clean.cost && sums.cost >= among.stranding.cost) continue;
    const stretch = { first: seat - party.quantity + 1, last: seat };
    const kind = prevent_orphans && stretchStrands(hall, states, stretch) ? among.stranding : among.clean;
    if (sums.cost < kind.cost) {
      kind.first = stretch.first;
      kind.cost = sums.cost;
    }
  }
  return { ...count, exact: preferred(exact, party), wasteful: preferred(wasteful, party) };
}

/** Takes the seat into the sums, and the one that is now `quantity` behind out of them. */
function slide(hall: Hall, sums: Sums, { seat, quantity }: { seat: number; quantity: number }): void {
  sums.length += 1;
  sums.cost += seatCost(hall, seat);
  sums.accessible += hall.accessible[seat] ?? 0;
  if (sums.length > quantity) {
    sums.cost -= seatCost(hall, seat - quantity);
    sums.accessible -= hall.accessible[seat - quantity] ?? 0;
  }
}

function noneYet(): { clean: Nearest; stranding: Nearest } {
  return {
    clean: { first: -1, cost: Number.POSITIVE_INFINITY },
    stranding: { first: -1, cost: Number.POSITIVE_INFINITY },
  };
}

function preferred(best: { clean: Nearest; stranding: Nearest }, { quantity }: Party): Stretch | undefined {
  const { first } = best.clean.first < 0 ? best.stranding : best.clean;
  return first < 0 ? undefined : { first, last: first + quantity - 1 };
}
