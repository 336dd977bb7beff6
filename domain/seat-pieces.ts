// A party that cannot sit in one place, in several: each piece at least two neighbours, so that nobody is alone.
// The choice is exact: no other costs less, and of those that cost the same it has the earlier seats.
//
// A table over seats × party finds it (seat-table.ts); what makes that fast is to ask it about few seats. First
// about a handful that tell whether there is a choice at all, and how many accessible seats it needs. Then about the
// nearest few, and four times as many, until a choice is found; what that costs says which seats could be in a better
// one, and these are asked about last. Known weakness: where the only choices are far away, the table is made of
// the whole hall.
import type { Hall } from "./hall.ts";
import { ACCESSIBLE_COST, type Party, seatCost } from "./seat-stretches.ts";
import { type Choice, cheapestChoice, type SplitParty } from "./seat-table.ts";

/** Seats that can be part of a piece: in hall order, and nearest first. */
type Company = { readonly seats: Uint32Array; readonly nearest: readonly number[] };

/** Of one section when there is such a choice, else of several. In hall order; undefined when there is none. */
export function nearestPieces(hall: Hall, matching: Uint8Array, party: SplitParty): Uint32Array | undefined {
  if (party.quantity < 4) return undefined;
  const everywhere = inCompany(hall, matching, party);
  const accessible_seats = accessibleNeeded(hall, everywhere.seats, party);
  if (accessible_seats === undefined) return undefined;
  const choice =
    inOneSection(hall, everywhere, party) ?? among(hall, everywhere.nearest, { ...party, accessible_seats });
  return choice?.seats;
}

/** The seats that may be taken together with a neighbour. */
function inCompany(hall: Hall, matching: Uint8Array, party: SplitParty): Company {
  const spared = party.accessible_seats === 0 && !party.wasteful;
  const usable = (seat: number) => matching[seat] === 1 && !(spared && hall.accessible[seat] === 1);
  const paired = new Uint8Array(hall.size);
  for (let seat = 1; seat < hall.size; seat += 1) {
    if (hall.run[seat] !== hall.run[seat - 1] || !usable(seat) || !usable(seat - 1)) continue;
    paired[seat - 1] = 1;
    paired[seat] = 1;
  }
  const seats: number[] = [];
  for (let seat = 0; seat < hall.size; seat += 1) if (paired[seat] === 1) seats.push(seat);
  const nearest: number[] = [];
  for (const seat of hall.nearest) if (paired[seat] === 1) nearest.push(seat);
  return { seats: Uint32Array.from(seats), nearest };
}

/** The fewest accessible seats with which these seats hold a choice, or undefined when they hold none. */
function accessibleNeeded(hall: Hall, seats: Uint32Array, party: SplitParty): number | undefined {
  const choice = cheapestChoice(hall, telling(hall, seats, party), party);
  return choice && Math.floor(choice.cost / ACCESSIBLE_COST);
}

/**
 * Enough of the seats to know that: every stretch that has an accessible seat, and of the others as many as the party
 * can fill, one of them of three or more. What those can seat without anyone alone is any number but one, or any
 * even number when all of them are pairs; more of them change neither.
 */
function telling(hall: Hall, seats: Uint32Array, { quantity }: Party): Uint32Array {
  const kept: number[] = [];
  let plain = 0;
  let three = false;
  let start = 0;
  for (let end = 1; end <= seats.length; end += 1) {
    const last = seats[end - 1] ?? 0;
    if (seats[end] === last + 1 && hall.run[last + 1] === hall.run[last]) continue;
    const stretch = seats.subarray(start, end);
    const accessible = stretch.some((seat) => hall.accessible[seat] === 1);
    const long = stretch.length > 2;
    if (accessible || plain < quantity || (long && !three)) kept.push(...stretch);
    if (!accessible) {
      plain += stretch.length;
      three ||= long;
    }
    start = end;
  }
  return Uint32Array.from(kept);
}

function inOneSection(hall: Hall, { seats, nearest }: Company, party: SplitParty): Choice | undefined {
  const by_section = hall.sections.map((): number[] => []);
  for (const seat of nearest) by_section[hall.section[seat] ?? 0]?.push(seat);
  let start = 0;
  const candidates = by_section.flatMap((nearest) => {
    const own = seats.subarray(start, start + nearest.length);
    start += nearest.length;
    const accessible_seats = own.length < party.quantity ? undefined : accessibleNeeded(hall, own, party);
    if (accessible_seats === undefined) return [];
    const exactly = { quantity: party.quantity, accessible_seats };
    return [{ nearest, exactly, least: leastCost(sumsOf(hall, nearest, exactly), exactly) }];
  });
  let best: Choice | undefined;
  for (const { nearest, exactly, least } of candidates.sort((one, other) => one.least - other.least)) {
    if (best && least > best.cost) break;
    const choice = among(hall, nearest, exactly);
    if (choice && (!best || isBetter(choice, best))) best = choice;
  }
  return best;
}

/** Of two sections' choices. */
function isBetter(one: Choice, other: Choice): boolean {
  return one.cost < other.cost || (one.cost === other.cost && (one.seats[0] ?? 0) < (other.seats[0] ?? 0));
}

/** The cheapest choice with exactly so many accessible seats among these, which are given nearest first. */
function among(hall: Hall, nearest: readonly number[], party: Party): Choice | undefined {
  const exactly = { ...party, wasteful: false };
  for (let count = 4 * party.quantity; ; count *= 4) {
    const choice = cheapestChoice(hall, inHallOrder(nearest.slice(0, count)), exactly);
    if (choice) {
      const matters = matteringSeats(hall, nearest, { party, cost: choice.cost });
      if (!nearest.slice(count).some(matters)) return choice;
      return cheapestChoice(hall, inHallOrder(nearest.filter(matters)), exactly);
    }
    if (count >= nearest.length) return undefined;
  }
}

function inHallOrder(seats: readonly number[]): Uint32Array {
  return Uint32Array.from(seats).sort();
}

/** Says of a seat whether a choice that has it can cost so little. */
function matteringSeats(
  hall: Hall,
  nearest: readonly number[],
  { party, cost }: { readonly party: Party; readonly cost: number },
): (seat: number) => boolean {
  const sums = sumsOf(hall, nearest, party);
  const { accessible_seats } = party;
  const quantity = party.quantity - 1;
  const beside_plain = leastCost(sums, { quantity, accessible_seats });
  const beside_accessible = leastCost(sums, { quantity, accessible_seats: accessible_seats - 1 });
  return (seat) => seatCost(hall, seat) + (hall.accessible[seat] === 1 ? beside_accessible : beside_plain) <= cost;
}

/** What the n cheapest plain and the n cheapest accessible seats cost together, by n up to the party's size. */
type Sums = { readonly plain: readonly number[]; readonly accessible: readonly number[] };

function sumsOf(hall: Hall, nearest: readonly number[], { quantity }: Party): Sums {
  const plain = [0];
  const accessible = [0];
  for (const seat of nearest) {
    const sums = hall.accessible[seat] === 1 ? accessible : plain;
    if (sums.length <= quantity) sums.push((sums.at(-1) ?? 0) + seatCost(hall, seat));
  }
  return { plain, accessible };
}

/** No choice costs less than this, whether or not its seats are in pieces; Infinity when there are too few. */
function leastCost(sums: Sums, { quantity, accessible_seats }: Party): number {
  const never = Number.POSITIVE_INFINITY;
  return (sums.accessible[accessible_seats] ?? never) + (sums.plain[quantity - accessible_seats] ?? never);
}
