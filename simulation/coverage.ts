// What a run saw. A run that never saw one of REQUIRED tested too little, and fails.

export const REQUIRED = [
  "FULL",
  "HOLD_EXPIRED at confirm",
  "HOLD_CONFLICT",
  "NOT_FULL",
  "SALES_CLOSED",
  "CANCELLATION_CLOSED",
  "CAPACITY_CONFLICT",
  "NOT_FOUND",
  "replay",
  "replay long after",
  "joined a twin in flight",
  "mismatch",
  "mismatch across departures",
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
  "gatekeeper that forgot",
  "claim that failed",
  "claim that was slow",
  "late alarm",
  "clock jump forward",
  "clock jump backward",
  "D1: fails",
  "D1: answer lost",
  "D1: twice",
  "D1: late",
] as const;

export type Seen = (typeof REQUIRED)[number];

export class Coverage {
  readonly counts = new Map<string, number>();

  saw(what: Seen | `outcome ${string}` | `command ${string}` | `rounds`): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  add(other: Coverage): void {
    for (const [what, count] of other.counts) this.counts.set(what, (this.counts.get(what) ?? 0) + count);
  }

  missing(): string[] {
    return REQUIRED.filter((what) => !this.counts.has(what));
  }

  sorted(prefix: string): [string, number][] {
    const found = [...this.counts].filter(([what]) => what.startsWith(prefix));
    return found
      .map(([what, count]): [string, number] => [what.slice(prefix.length), count])
      .sort(([, left], [, right]) => right - left);
  }
}
