// Whether a draft can be published, and what is in the way.

export const PUBLISH_BLOCKERS = [
  "no_seats",
  "validation_errors",
  "unpriced_seats",
  "snapshot_missing",
  "snapshot_stale",
] as const;
export type PublishBlockerCode = (typeof PUBLISH_BLOCKERS)[number];

export type PublishBlocker = {
  readonly code: PublishBlockerCode;
  /** How many errors or seats; 1 of what is or is not. */
  readonly count: number;
  /** What to do about it. */
  readonly message: string;
};
