// One transaction: settle what is due, carry out the batch in its order, save the counters, arm the alarm.
// An empty batch only settles.
import type { Departure } from "../../domain/departure.ts";
import { DAY_MS, HOUR_MS } from "../../domain/limits.ts";
import { ALARM, planAlarm } from "../alarm-plan.ts";
import { dropChanges, oldestKept } from "../changes.ts";
import type { Ready } from "../command-line.ts";
import type { Answer, Envelope } from "../envelope.ts";
import type { Command, NewDeparture, Outcome } from "./commands.ts";
import { execute } from "./execute.ts";
import { Ledger, SWEEP_ROWS_MAX } from "./ledger.ts";
import type { DepartureState, DepartureStore } from "./store.ts";

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

export function commitBatch(
  store: DepartureStore,
  batch: Ready<Command>[],
  clock: number,
  ports: CommitPorts,
): Answer<Outcome>[] {
  sweepBacklog(store, clock, ports);
  return store.transaction(() => {
    let ledger = openLedger(store, clock);
    const answers = batch.map((ready) => {
      if (ledger === undefined && ready.command.type === "create") {
        const refused = startRefused(ready.command.departure, clock);
        if (refused) return answerWith(ready, refused);
        ledger = create(store, ready.command.departure, clock);
      }
      return ledger === undefined
        ? answerWith(ready, { ok: false, code: "NOT_FOUND", what: "departure" })
        : execute(ledger, ready);
    });
    if (ledger !== undefined) close(store, ledger, ports);
    return answers;
  });
}

/** A great many holds can be over at once; all but the last part of them is swept in commits of its own. */
function sweepBacklog(store: DepartureStore, clock: number, ports: CommitPorts): void {
  while (store.holds.due(clock, SWEEP_ROWS_MAX).length === SWEEP_ROWS_MAX) {
    store.transaction(() => {
      const ledger = openLedger(store, clock);
      if (ledger !== undefined) close(store, ledger, ports);
    });
  }
}

function openLedger(store: DepartureStore, clock: number): Ledger | undefined {
  const state = store.load();
  if (!state) return undefined;
  const ledger = new Ledger(store, state, clock);
  ledger.settle();
  return ledger;
}

function startRefused(departure: NewDeparture, clock: number): Outcome | undefined {
  if (departure.starts_at_ms > clock) return undefined;
  return {
    ok: false,
    code: "VALIDATION_FAILED",
    violations: [{ path: "/starts_at", message: "must be in the future" }],
  };
}

function create(store: DepartureStore, wanted: NewDeparture, now: number): Ledger {
  const { capacity, ...rest } = wanted;
  const departure: Departure = {
    ...rest,
    status: "OPEN",
    places: { capacity, held: 0, sold: 0, blocked: 0 },
    waiting: 0,
    active_holds: 0,
    created_at_ms: now,
    updated_at_ms: now,
  };
  const state: DepartureState = { departure, seq: 0, committed_at_ms: now, projected_seq: 0, alarm_at_ms: null };
  store.create(state);
  return new Ledger(store, state, now);
}

export function answerWith(envelope: Envelope<Command>, outcome: Outcome): Answer<Outcome> {
  const { encoder, trace_id, request_id } = envelope;
  return { outcome, replayed: false, seq: 0, encoder, trace_id, request_id };
}

function close(store: DepartureStore, ledger: Ledger, ports: CommitPorts): void {
  const { state, now } = ledger;
  const due = [...dueTimes(store, ledger, ports), ports.otherwiseDue()];
  const at_ms = planAlarm(state.alarm_at_ms, due, now);
  if (at_ms !== null && at_ms !== state.alarm_at_ms) ports.arm(at_ms);
  ledger.close(at_ms);
}

function dueTimes(store: DepartureStore, ledger: Ledger, ports: CommitPorts): (number | undefined)[] {
  const { state, now, departure } = ledger;
  return [
    departure.active_holds > 0 ? store.holds.nextExpiry() : undefined,
    state.seq > state.projected_seq ? Math.max(now + ALARM.projection_ms, ports.drainNotBefore()) : undefined,
    departure.waiting > 0 ? departure.starts_at_ms : undefined,
    state.alarm_at_ms === null ? cleanUpDue(store, now) : undefined,
  ];
}

function cleanUpDue(store: DepartureStore, now: number): number | undefined {
  const oldest = oldestKept(store.sql);
  const change_due = oldest ? oldest.at_ms + RETENTION.changes_ms : undefined;
  const times = [change_due, store.holds.oldestEnd(RETENTION.ended_holds_ms)].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(Math.min(...times), now + HOUR_MS);
}

/** Folds what is past its use into the tables that hold the sums; true when there is more to do. */
export function cleanUp(store: DepartureStore, now: number): boolean {
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
