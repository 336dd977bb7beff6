// Whether what can be seen from outside is what the partners were told: pure, so that each rule can be shown a fault.
import type { ListedBooking } from "../../sdk/source/generated/booking.ts";
import type { Memory } from "./memory.ts";

export type Told = { readonly name: string; readonly channel_id: string; readonly memory: Memory };
export type Group = {
  readonly channel_id: string;
  readonly status: string;
  readonly currency: string;
  readonly bookings: number;
  readonly seats: number;
  readonly amount: number;
};
export type FeedSeen = {
  readonly name: string;
  /** By place in hall order. */
  readonly statuses: readonly string[];
  /** Of the partner's own bookings. */
  readonly own: ReadonlyMap<string, string>;
  readonly whole: boolean;
  readonly faults: readonly string[];
};
type SeatSeen = { readonly seat_id: string; readonly status: string };

export type Evidence = {
  readonly told: readonly Told[];
  /** In hall order, before anything was sold and now. */
  readonly before: readonly SeatSeen[];
  readonly seats: readonly SeatSeen[];
  readonly read_at_ms: number;
  /** Of the partners of this run. */
  readonly listed: readonly ListedBooking[];
  readonly totals: readonly Group[];
  readonly feeds: readonly FeedSeen[];
};

/** What must hold, in the words of the summary. */
export const RULES = {
  answered: "every request was answered in the end",
  expected: "no answer came that must not come",
  one_owner: "no seat is in two bookings",
  listed: "every acknowledged booking is there as it was told, and no other",
  seats: "every seat is what the partners' bookings and reservations say",
  totals: "booking/totals are the sums of the acknowledged bookings",
  feed_order: "each feed came whole and in order",
  feed_end: "each feed ends as show/seats is",
  feed_own: "each feed told of its own partner's bookings, and of no other's",
} as const;
export type Rule = keyof typeof RULES;
export type Broken = { readonly rule: Rule; readonly what: string };

/** How far from its end a reservation may be either over or not: the clocks of two machines differ. */
const CLOCKS_MS = 2_000;

/** Everything that is broken, a sentence each. */
export function verdict(evidence: Evidence): Broken[] {
  return [
    ...named("answered", evidence.told.flatMap(unanswered)),
    ...named("expected", evidence.told.flatMap(surprises)),
    ...named("one_owner", ownedTwice(evidence)),
    ...named("listed", notAsListed(evidence)),
    ...named("seats", seatsThatDiffer(evidence)),
    ...named("totals", totalsThatDiffer(evidence)),
    ...named(
      "feed_order",
      evidence.feeds.flatMap(({ name, faults }) => faults.map((fault) => `${name}: ${fault}`)),
    ),
    ...named(
      "feed_end",
      evidence.feeds.flatMap((feed) => feedEnd(feed, evidence)),
    ),
    ...named(
      "feed_own",
      evidence.feeds.flatMap((feed) => feedOwn(feed, evidence)),
    ),
  ];
}

function named(rule: Rule, sentences: readonly string[]): Broken[] {
  return sentences.map((what) => ({ rule, what }));
}

function unanswered({ name, memory }: Told): string[] {
  return [...memory.unanswered.values()].map((wanted) => `${name}: ${wanted.name} with the key ${wanted.key}`);
}

function surprises({ name, memory }: Told): string[] {
  return memory.surprises.map((sentence) => `${name}: ${sentence}`);
}

/** By what the partners remember, and by the list. */
function ownedTwice({ told, listed }: Evidence): string[] {
  const acknowledged = told.flatMap(({ memory }) => [...memory.bookings].map(([id, booking]) => ({ id, ...booking })));
  const sources = { acknowledged, listed };
  return Object.entries(sources).flatMap(([source, bookings]) => {
    const owners = new Map<string, string[]>();
    for (const { id, status, seat_ids = [] } of bookings) {
      if (status !== "CONFIRMED") continue;
      for (const seat of seat_ids) owners.set(seat, [...(owners.get(seat) ?? []), id]);
    }
    return [...owners]
      .filter(([, ids]) => ids.length > 1)
      .map(([seat, ids]) => `${seat} is in ${ids.join(" and ")} (${source})`);
  });
}

function notAsListed({ told, listed }: Evidence): string[] {
  const wanted = told.flatMap(({ channel_id, memory }) =>
    [...memory.bookings].map(([id, { status, amount, seat_ids }]) =>
      line({ id, channel_id, status, amount, seat_ids: [...seat_ids] }),
    ),
  );
  const found = listed.map(({ id, channel_id, status, total_price, seat_ids = [] }) =>
    line({ id, channel_id, status, amount: total_price.amount, seat_ids }),
  );
  const missing = without(wanted, found).map((one) => `acknowledged, but not listed so: ${one}`);
  return [...missing, ...without(found, wanted).map((one) => `listed, but not acknowledged so: ${one}`)];
}

function line(booking: { id: string; channel_id: string; status: string; amount: number; seat_ids: string[] }): string {
  const { id, channel_id, status, amount, seat_ids } = booking;
  return `${id} of ${channel_id}, ${status}, ${amount} for ${seat_ids.toSorted().join(" ")}`;
}

/** Those of the first that are not in the second as often. */
function without(first: readonly string[], second: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const one of second) left.set(one, (left.get(one) ?? 0) + 1);
  return first.filter((one) => {
    const count = left.get(one) ?? 0;
    left.set(one, count - 1);
    return count <= 0;
  });
}

function seatsThatDiffer(evidence: Evidence): string[] {
  const { told, before, seats, read_at_ms } = evidence;
  const right = new Map<string, readonly string[]>();
  for (const { memory } of told) {
    for (const { state, seat_ids, expires_at_ms } of memory.reservations.values()) {
      if (state !== "open" || expires_at_ms < read_at_ms - CLOCKS_MS) continue;
      const over = expires_at_ms < read_at_ms + CLOCKS_MS;
      for (const seat of seat_ids) right.set(seat, over ? ["held", "available"] : ["held"]);
    }
  }
  for (const { memory } of told) {
    for (const { status, seat_ids } of memory.bookings.values()) {
      if (status === "CONFIRMED") for (const seat of seat_ids) right.set(seat, ["sold"]);
    }
  }
  if (seats.length !== before.length) return [`the show has ${seats.length} seats, and had ${before.length}`];
  return seats.flatMap(({ seat_id, status }, place) => {
    const was = before[place]?.status;
    // What others had before may be theirs still, or free.
    const allowed = right.get(seat_id) ?? (was === "available" ? ["available"] : undefined);
    return allowed === undefined || allowed.includes(status)
      ? []
      : [`${seat_id} is ${status}, not ${allowed.join(" or ")}`];
  });
}

function totalsThatDiffer({ told, totals }: Evidence): string[] {
  const wanted = told.flatMap(({ channel_id, memory }) => sums(channel_id, memory)).map(groupLine);
  const found = totals.map(groupLine);
  const missing = without(wanted, found).map((one) => `should be there: ${one}`);
  return [...missing, ...without(found, wanted).map((one) => `should not be there: ${one}`)];
}

function groupLine({ channel_id, status, currency, bookings, seats, amount }: Group): string {
  return `${channel_id} ${status}: ${bookings} bookings, ${seats} seats, ${amount} ${currency}`;
}

export function sums(channel_id: string, { bookings }: Memory): Group[] {
  const groups = new Map<string, Group>();
  for (const { status, currency, seat_ids, amount } of bookings.values()) {
    const name = `${status} ${currency}`;
    const group = groups.get(name) ?? { channel_id, status, currency, bookings: 0, seats: 0, amount: 0 };
    groups.set(name, {
      ...group,
      bookings: group.bookings + 1,
      seats: group.seats + seat_ids.length,
      amount: group.amount + amount,
    });
  }
  return [...groups.values()];
}

function feedEnd({ name, statuses }: FeedSeen, { seats }: Evidence): string[] {
  const wrong = seats.filter(({ status }, place) => statuses[place] !== status);
  const [first] = wrong;
  return first === undefined
    ? []
    : [`${name}: ${wrong.length} seats differ, such as ${first.seat_id} (${first.status})`];
}

function feedOwn({ name, own, whole }: FeedSeen, { told }: Evidence): string[] {
  const bookings = told.find((one) => one.name === name)?.memory.bookings ?? new Map<string, never>();
  const foreign = [...own.keys()].filter((id) => !bookings.has(id)).map((id) => `${name} was told of ${id}`);
  const unheard = [...bookings].filter(([id, { status }]) => whole && own.get(id) !== status);
  return [...foreign, ...unheard.map(([id, { status }]) => `${name} was not told that ${id} is ${status}`)];
}
