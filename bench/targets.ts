// What the bench loads: anything that speaks the booking API over HTTP. Peers, Holdfast and no-op Workers are Targets.

import type { Shows } from "./shows.ts";

/** What a target can be asked. `sell` is kept by those that really do, so that their records can be compared. */
export type Ability = "hold" | "hold_many" | "confirm" | "read" | "sell";

export interface Target {
  readonly name: string;
  readonly url: string;
  /** The Host header that chooses this target among several at one address. */
  readonly host?: string;
  readonly abilities: readonly Ability[];
  readonly token: string;
  /** Names and versions of what runs behind the address, for the report. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the report says about how it was set up, one sentence each. */
  readonly notes: readonly string[];
  /** Makes fresh departures and returns their ids. */
  seed(wish: Seed): Promise<readonly string[]>;
  /** Counts what the target holds and compares; an empty list means that every invariant holds. */
  check(expected: Expected): Promise<readonly string[]>;
  /** Ids of the processes that serve this target; what they started belongs to them. */
  processes(): readonly (number | undefined)[];
  stop(): Promise<void>;
  /** What only Holdfast shows of itself. */
  readonly inside?: Inside;
}

export interface Inside {
  /** The SQLite file of a departure's object. */
  file(departureId: string): string;
  /** How far the object is and how far D1 has been told. */
  progress(departureId: string): { readonly seq: number; readonly projected_seq: number };
  /** Where to listen, as somebody who sees the counts only. */
  feed(departureId: string): { readonly url: string; readonly headers: Readonly<Record<string, string>> };
  /** At exit: D1 says of these departures what their objects say. Otherwise what differs, in sentences. */
  catalogueDiffers(departureIds: readonly string[], withinMs: number): Promise<readonly string[]>;
  /** Runs `work` while nothing is served, then serves again at the same address. */
  offline(work: () => void): Promise<void>;
  readonly shows: Shows;
}

export interface Seed {
  readonly departures: number;
  readonly capacity: number;
}

export interface Acknowledged {
  readonly requests: number;
  readonly seats: number;
}

/** What the loads since the seed know about these departures or shows. */
export interface Expected {
  readonly sale_ids: readonly string[];
  readonly capacity: number;
  readonly holds: Acknowledged;
  readonly bookings: number;
  /** Requests without an answer: each may or may not have had its effect. */
  readonly unknown: Acknowledged;
}

/** A part of a comparison that cannot take part, with the reason. */
export interface SkippedTarget {
  readonly name: string;
  readonly skipped: string;
}

export type StartTarget = (wish: { port: number }) => Promise<Target | SkippedTarget>;
