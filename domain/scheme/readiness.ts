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
  /** How many errors, seats or edits; 1 of what is or is not. */
  readonly count: number;
  /** What to do about it. */
  readonly message: string;
};

/** How often a draft was edited, and the hash of all that a show would be made of. */
export type DraftState = { readonly revision: number; readonly hash: string };

export type DraftFacts = DraftState & {
  readonly validation_errors: number;
  readonly sellable_seats: number;
  readonly unpriced_seats: number;
  /** What the prices were frozen of; null when they never were. */
  readonly snapshot: DraftState | null;
};

export type Readiness = { readonly ready: boolean; readonly reasons: readonly PublishBlocker[] };

/** The reasons in the order in which they are best mended: each later one may go with an earlier one. */
export function readiness(facts: DraftFacts): Readiness {
  const reasons = PUBLISH_BLOCKERS.flatMap((code) => blocker(code, facts));
  return { ready: reasons.length === 0, reasons };
}

function blocker(code: PublishBlockerCode, facts: DraftFacts): PublishBlocker[] {
  const { validation_errors, sellable_seats, unpriced_seats, snapshot } = facts;
  switch (code) {
    case "no_seats":
      return when(sellable_seats === 0, { code, count: 1, message: "Add seats, or mark seats as sellable." });
    case "validation_errors": {
      const message = "Look at the draft's validation and mend what it lists as errors.";
      return when(validation_errors > 0, { code, count: validation_errors, message });
    }
    case "unpriced_seats": {
      const message = "Add a price rule for these seats, for their groups or sectors, or a default.";
      return when(unpriced_seats > 0, { code, count: unpriced_seats, message });
    }
    case "snapshot_missing":
      return when(snapshot === null, { code, count: 1, message: "Make a pricing snapshot of the draft." });
    case "snapshot_stale":
      return snapshot
        ? when(snapshot.hash !== facts.hash, {
            code,
            // An edit that was taken back leaves revisions that differ and a hash that does not: that is not stale.
            count: Math.max(1, facts.revision - snapshot.revision),
            message: "Make a new pricing snapshot: structure or prices changed after the last one.",
          })
        : [];
  }
}

function when(is: boolean, blocker: PublishBlocker): PublishBlocker[] {
  return is ? [blocker] : [];
}
