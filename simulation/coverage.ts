// What a run saw. A run that never saw one of what is required tested too little, and fails.
import { DEPARTURE_MIX } from "./departure-requests.ts";
import { SHOW_MIX } from "./show-requests.ts";
import type { Noun } from "./simulated-kind.ts";

/** Of the world, whatever is sold in it. */
const REQUIRED = [
  "mismatch across homes",
  "gatekeeper that forgot",
  "claim that failed",
  "claim that was slow",
  "clock jump forward",
  "clock jump backward",
  "D1: late arrival",
] as const;

/** Of each kind of sale. */
const OF_EACH = [
  "replay",
  "replay long after",
  "joined a twin in flight",
  "mismatch",
  "HOLD_EXPIRED at confirm",
  "making that failed at first",
  "waitlist offer",
  "offer lapsed to the next entry",
  "newcomer's hold between an expiry and its alarm while someone waits",
  "batch of several commands",
  "batch undone and rerun one by one",
  "command that always throws, alone among others",
  "recovery after a throw",
  "eviction",
  "crash inside a commit",
  "crash between a commit and its answers",
  "crash of a file database",
  "recovery after a crash",
  "late alarm",
  "read",
  "D1: fails",
  "D1: answer lost",
  "D1: twice",
  "D1: late",
] as const;

const CODES = [
  "ok",
  "FULL",
  "HOLD_CONFLICT",
  "HOLD_EXPIRED",
  "HOLD_CONFIRMED",
  "HOLD_CANCELED",
  "BOOKING_CANCELED",
  "CANCELLATION_CLOSED",
  "NOT_FULL",
  "ENTRY_ENDED",
  "SALES_CLOSED",
  "NOT_FOUND",
  "VALIDATION_FAILED",
  "INTERNAL",
  "OVERLOADED",
] as const;

const OF_DEPARTURES = ["outcome CAPACITY_CONFLICT", "outcome DEPARTURE_CANCELED"] as const;

const OF_SHOWS = [
  "outcome SHOW_CANCELED",
  "outcome SEAT_UNAVAILABLE",
  "outcome SEATS_STRANDED",
  "outcome NO_ADJACENT_SEATS",
  "seats that are not together",
  "refresh with other seats",
  "booking with other seats",
  "part of a hold sold",
  "batch whose holds were all made",
  "batch of which some were refused",
  "batch that was refused whole",
  "listener that went on",
  "listener that began again",
] as const;

export type SeenInWorld = (typeof REQUIRED)[number];
export type SeenOf = (typeof OF_EACH)[number] | (typeof OF_SHOWS)[number] | `outcome ${string}` | `command ${string}`;

/** Which kinds of sale a world has. */
export const SELLS = { departures: ["departure"], shows: ["show"], both: ["departure", "show"] } as const;
export type Sells = keyof typeof SELLS;

function requiredOf(noun: Noun): string[] {
  const mix = noun === "departure" ? DEPARTURE_MIX : SHOW_MIX;
  const own: readonly string[] = noun === "departure" ? OF_DEPARTURES : OF_SHOWS;
  const commands = ["create", ...Object.keys(mix)].map((command) => `command ${command}`);
  return [...OF_EACH, ...own, ...CODES.map((code) => `outcome ${code}`), ...commands];
}

export class Coverage {
  readonly counts = new Map<string, number>();

  saw(what: SeenInWorld): void {
    this.#count(what);
  }

  sawOf(noun: Noun, what: SeenOf): void {
    this.#count(`${noun}: ${what}`);
  }

  #count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  add(other: Coverage): void {
    for (const [what, count] of other.counts) this.counts.set(what, (this.counts.get(what) ?? 0) + count);
  }

  missing(sells: Sells): string[] {
    const required = SELLS[sells].flatMap((noun) => requiredOf(noun).map((what) => `${noun}: ${what}`));
    return [...REQUIRED, ...required].filter((what) => !this.counts.has(what));
  }

  sorted(prefix: string): [string, number][] {
    const found = [...this.counts].filter(([what]) => what.startsWith(prefix));
    return found
      .map(([what, count]): [string, number] => [what.slice(prefix.length), count])
      .sort(([, left], [, right]) => right - left);
  }
}
