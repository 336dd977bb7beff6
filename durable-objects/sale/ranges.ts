// Ranges of a sale's changes: what a listener has not heard, what D1 has not been told.
import { type Change, changesBetween, oldestKept } from "../changes.ts";
import type { Listener } from "../feed.ts";
import { PROJECTION } from "../projection.ts";
import type { ChangeKind, SaleKinds } from "./kinds.ts";
import type { SaleState, SaleStore } from "./store.ts";

const PROJECTED_CHANGES_MAX = 20_000;

export type Range = { readonly from_seq: number; readonly to_seq: number };

/** At entry: the sale was made. */
export function mustLoad<K extends SaleKinds>(store: SaleStore<K>): SaleState<K> {
  const state = store.load();
  if (!state) throw new Error("what was never made has no feed");
  return state;
}

/** Whether all changes of that range are still kept. */
export function isKept<K extends SaleKinds>({ sql }: SaleStore<K>, { from_seq, to_seq }: Range): boolean {
  const kept = oldestKept(sql);
  return from_seq > to_seq || (kept !== undefined && kept.seq <= from_seq);
}

/** The changes of that range that this listener may know whole: an admin all, a channel its own. */
export function ownChanges<K extends SaleKinds>(
  { sql }: SaleStore<K>,
  range: Range,
  listener: Listener,
): Change<ChangeKind>[] {
  const seen = (change: Change<ChangeKind>) => listener.view === "admin" || change.channel === listener.actor.channel;
  return changesBetween<ChangeKind>(sql, range).filter(seen);
}

export type Untold = {
  readonly changes: readonly Change<ChangeKind>[];
  /** Where the cursor is once D1 knows these. */
  readonly seq: number;
  readonly more: boolean;
};

/** What D1 has not been told yet and has rows for, at most 500 at a time. */
export function untold<K extends SaleKinds>(store: SaleStore<K>): Untold | undefined {
  const state = store.load();
  if (!state || state.seq <= state.projected_seq) return undefined;
  const from_seq = state.projected_seq + 1;
  const until = Math.min(state.seq, state.projected_seq + PROJECTED_CHANGES_MAX);
  const range = { from_seq, to_seq: until, rows_max: PROJECTION.rows_max + 1, projected: true };
  const told = changesBetween<ChangeKind>(store.sql, range);
  const seq = told.length > PROJECTION.rows_max ? (told[PROJECTION.rows_max - 1]?.seq ?? until) : until;
  return { changes: told.filter((change) => change.seq <= seq), seq, more: seq < state.seq };
}

/** Numbers of what changed, of the kinds that begin so. */
export function subjects(changes: readonly Change<ChangeKind>[], prefix: string): number[] {
  const numbers = new Set<number>();
  for (const { kind, subject } of changes) {
    if (subject !== null && kind.startsWith(prefix)) numbers.add(subject);
  }
  return [...numbers];
}
