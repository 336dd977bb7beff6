// What the bench loads: anything that speaks the booking API over HTTP. Peers, Holdfast and no-op Workers are Targets.

export interface Target {
  readonly name: string;
  readonly url: string;
  readonly token: string;
  /** Names and versions of what runs behind the address, for the report. */
  readonly versions: Readonly<Record<string, string>>;
  /** What the report says about how it was set up, one sentence each. */
  readonly notes: readonly string[];
  /** Makes fresh departures and returns their ids. */
  seed(wish: Seed): Promise<readonly string[]>;
  /** Counts what the target holds and compares; an empty list means that every invariant holds. */
  check(expected: Expected): Promise<readonly string[]>;
  /** Bytes of everything that serves this target, or undefined where it cannot be told. */
  memory(): Promise<number | undefined>;
  stop(): Promise<void>;
}

export interface Seed {
  readonly departures: number;
  readonly capacity: number;
}

export interface Acknowledged {
  readonly requests: number;
  readonly seats: number;
}

/** What the loads since the seed know about these departures. */
export interface Expected {
  readonly departure_ids: readonly string[];
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
