// One transaction: settle what is due, carry out the batch in its order, save the counters, arm the alarm.
// An empty batch only settles.
import { DAY_MS, HOUR_MS } from "../../domain/limits.ts";
import type { Noun, Refusal } from "../../domain/refusal.ts";
import { ALARM, planAlarm } from "../alarm-plan.ts";
import { dropChanges, oldestKept } from "../changes.ts";
import type { Ready } from "../command-line.ts";
import type { Answer, Envelope } from "../envelope.ts";
import type { SaleKind, SaleKinds } from "./kinds.ts";
import { Ledger, SWEEP_ROWS_MAX } from "./ledger.ts";
import type { SaleState, SaleStore } from "./store.ts";

export const RETENTION = {
  /** Answers live 24 hours from their claim; an hour more covers clocks that differ. */
  changes_ms: DAY_MS + HOUR_MS,
  ended_holds_ms: 2 * DAY_MS,
  rows_a_commit: 2_000,
} as const;

export type CommitPorts = {
  /** Called inside the transaction, with which it is undone. */
  arm(at_ms: number): void;
  /** No drain is tried before this; D1 may be failing. */
  drainNotBefore(): number;
  /** When something outside the tables is due, such as checking who still may listen. */
  otherwiseDue(): number | undefined;
};

/** A sale's tables, what kind it is, and what a commit reaches outside of them. */
export type Books<K extends SaleKinds> = {
  readonly store: SaleStore<K>;
  readonly kind: SaleKind<K>;
  readonly ports: CommitPorts;
};

export function commitBatch<K extends SaleKinds>(
  books: Books<K>,
  batch: readonly Ready<K["command"]>[],
  clock: number,
): Answer<K["outcome"] | Refusal>[] {
  sweepBacklog(books, clock);
  return books.store.transaction(() => {
    let ledger = openLedger(books, clock);
    const answers = batch.map((ready): Answer<K["outcome"] | Refusal> => {
      const started = ledger === undefined ? books.kind.start(ready.command, clock) : undefined;
      if (started?.ok === false) return answerWith(ready, started);
      if (started) ledger = create(books, started.home, clock);
      return ledger === undefined ? notThere(books.kind, ready) : books.kind.execute(ledger, ready);
    });
    if (ledger !== undefined) close(books, ledger);
    return answers;
  });
}

/** A great many holds can be over at once; all but the last part of them is swept in commits of its own. */
function sweepBacklog<K extends SaleKinds>(books: Books<K>, clock: number): void {
  while (books.store.holds.due(clock, SWEEP_ROWS_MAX).length === SWEEP_ROWS_MAX) {
    books.store.transaction(() => {
      const ledger = openLedger(books, clock);
      if (ledger !== undefined) close(books, ledger);
    });
  }
}

function openLedger<K extends SaleKinds>({ store, kind }: Books<K>, clock: number): Ledger<K> | undefined {
  const state = store.load();
  if (!state) return undefined;
  const ledger = new Ledger<K>({ store, kind, state, clock });
  ledger.settle();
  return ledger;
}

function create<K extends SaleKinds>({ store, kind }: Books<K>, home: K["home"], clock: number): Ledger<K> {
  const state: SaleState<K> = { home, seq: 0, committed_at_ms: clock, projected_seq: 0, alarm_at_ms: null };
  store.create(state);
  return new Ledger<K>({ store, kind, state, clock });
}

function answerWith(envelope: Envelope<unknown>, outcome: Refusal): Answer<Refusal> {
  const { encoder, trace_id, request_id } = envelope;
  return { outcome, replayed: false, seq: 0, encoder, trace_id, request_id };
}

/** The answer to whatever is said to a sale that was never made. */
export function notThere({ noun }: { readonly noun: Noun }, envelope: Envelope<unknown>): Answer<Refusal> {
  return answerWith(envelope, { ok: false, code: "NOT_FOUND", what: noun });
}

function close<K extends SaleKinds>(books: Books<K>, ledger: Ledger<K>): void {
  const { state, now } = ledger;
  const due = [...dueTimes(books, ledger), books.ports.otherwiseDue()];
  const at_ms = planAlarm(state.alarm_at_ms, due, now);
  if (at_ms !== null && at_ms !== state.alarm_at_ms) books.ports.arm(at_ms);
  ledger.close(at_ms);
}

function dueTimes<K extends SaleKinds>({ store, ports }: Books<K>, ledger: Ledger<K>): (number | undefined)[] {
  const { state, now, home } = ledger;
  return [
    home.active_holds > 0 ? store.holds.nextExpiry() : undefined,
    state.seq > state.projected_seq ? Math.max(now + ALARM.projection_ms, ports.drainNotBefore()) : undefined,
    home.waiting > 0 ? home.starts_at_ms : undefined,
    state.alarm_at_ms === null ? cleanUpDue(store, now) : undefined,
  ];
}

function cleanUpDue<K extends SaleKinds>(store: SaleStore<K>, now: number): number | undefined {
  const oldest = oldestKept(store.sql);
  const change_due = oldest ? oldest.at_ms + RETENTION.changes_ms : undefined;
  const times = [change_due, store.holds.oldestEnd(RETENTION.ended_holds_ms)].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(Math.min(...times), now + HOUR_MS);
}

/** Folds what is past its use into the tables that hold the sums; true when there is more to do. */
export function cleanUp<K extends SaleKinds>(store: SaleStore<K>, now: number): boolean {
  return store.transaction(() => {
    const state = store.load();
    if (!state) return false;
    const rows_max = RETENTION.rows_a_commit;
    const changes = dropChanges(store.sql, {
      before_ms: now - RETENTION.changes_ms,
      seq_max: state.projected_seq,
      rows_max,
    });
    const holds = store.holds.dropEnded(now - RETENTION.ended_holds_ms, rows_max);
    // What was dropped here was told to D1, and that it was must not be forgotten before it.
    store.saveCounters(state);
    return changes > 0 || holds > 0;
  });
}
