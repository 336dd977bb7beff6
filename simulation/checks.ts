// Compares what an object's tables say with the naive model and with the rules that hold of every state. Reads
// only, so that a run goes the same way however often it is checked.

import { brokenInvariants } from "../domain/invariants.ts";
import { ALARM } from "../durable-objects/alarm-plan.ts";
import { answerQuery } from "../durable-objects/departure/answer-query.ts";
import type { DepartureKinds, Query } from "../durable-objects/departure/commands.ts";
import type { SaleState } from "../durable-objects/sale/store.ts";
import { first } from "../durable-objects/sql.ts";
import { HOUSE } from "./commands.ts";
import type { NaiveDeparture } from "./naive-model.ts";
import type { Names } from "./names.ts";
import type { SimulatedDeparture } from "./simulated-departure.ts";

export type Home = {
  readonly real: SimulatedDeparture;
  readonly naive: NaiveDeparture;
  readonly names: Names;
};

const ALL = { after_no: 0, limit: 1_000_000 };
const ANYONE = { channel: null, status: null, customer_ref: null };

/** What can be asked after every commit: counters against rows, the alarm. */
export function quickDifference({ real, naive, names }: Home): string | undefined {
  const state = real.store.load();
  if (!state) return "the departure is gone";
  return names.difference(naive.view(), state.home) ?? sums(real, state) ?? alarm(real, state);
}

function sums(real: SimulatedDeparture, state: SaleState<DepartureKinds>): string | undefined {
  const [row] = real.store.sql.all<{ held: number; active: number; due: number; sold: number; waiting: number }>(
    `SELECT coalesce(sum(seats), 0) AS held, count(*) AS active, coalesce(sum(expires_at_ms <= ?), 0) AS due,
       (SELECT coalesce(sum(seats), 0) FROM bookings WHERE status = 'CONFIRMED') AS sold,
       (SELECT count(*) FROM entries WHERE status = 'WAITING') AS waiting
     FROM holds WHERE status = 'ACTIVE'`,
    state.committed_at_ms,
  );
  const { places, waiting, active_holds } = state.home;
  const counted = JSON.stringify({ held: places.held, active: active_holds, due: 0, sold: places.sold, waiting });
  return JSON.stringify({ ...row }) === counted ? undefined : `counted ${counted}, the rows say ${JSON.stringify(row)}`;
}

function log(real: SimulatedDeparture, state: SaleState<DepartureKinds>): string | undefined {
  const [row] = real.store.sql.all<{ low: number; high: number; rows: number }>(
    "SELECT min(seq) AS low, max(seq) AS high, count(*) AS rows FROM changes",
  );
  if (!row || row.rows === 0)
    return state.seq === 0 || state.projected_seq === state.seq ? undefined : "changes are gone that D1 does not have";
  const whole = row.high === state.seq && row.rows === row.high - row.low + 1 && row.low <= state.projected_seq + 1;
  return whole ? undefined : `the log has a gap: ${JSON.stringify(row)} at seq ${state.seq}`;
}

/** An alarm is on its way for the next expiry, unless it was lost less than a minute ago. */
function alarm({ store }: SimulatedDeparture, state: SaleState<DepartureKinds>): string | undefined {
  const query = "SELECT min(expires_at_ms) AS next FROM holds WHERE status = 'ACTIVE'";
  const next = first(store.sql.all<{ next: number | null }>(query))?.next ?? null;
  const kept = store.holds.nextExpiry() ?? Number.POSITIVE_INFINITY;
  if (next === null) return undefined;
  if (kept > next) return `a hold ends at ${next}, but it is remembered that none does before ${kept}`;
  const latest = Math.max(next, state.committed_at_ms + ALARM.gap_ms);
  const armed = state.alarm_at_ms;
  return armed !== null && armed <= latest ? undefined : `a hold ends at ${next}, but the alarm is armed for ${armed}`;
}

/** Everything: each row against the model, the log without a gap, and the rules that hold of every state. */
export function fullDifference(home: Home): string | undefined {
  const { real, naive, names } = home;
  const { store, id } = real;
  const state = store.load();
  if (!state) return "the departure is gone";
  const numbers = store.sql.all<{ no: number }>("SELECT no FROM bookings ORDER BY no").map(({ no }) => no);
  const bookings = store.bookings.byNos(id, numbers);
  const holds = store.holds.list(id, ANYONE, ALL);
  const entries = store.entries.list(id, ANYONE, ALL);
  const [broken] = brokenInvariants({ departure: state.home, holds, bookings, entries }, state.committed_at_ms);
  if (broken) return broken;
  const kept = naive.holds.filter((hold) => !hold.forgotten);
  return (
    listed(
      home,
      { type: "holds", status: null, customer_ref: null, page: ALL },
      { ok: true, holds: kept.map((one) => naive.holdView(one)) },
    ) ??
    listed(
      home,
      { type: "entries", status: null, customer_ref: null, page: ALL },
      { ok: true, entries: naive.wishes.map((one) => naive.wishView(one)) },
    ) ??
    listed(
      home,
      { type: "adjustments", page: ALL },
      { ok: true, adjustments: naive.adjustments.map((one) => naive.adjustmentView(one)) },
    ) ??
    names.difference(
      naive.bookings.map((one) => naive.bookingView(one)),
      bookings.map((one) => ({ ...one, departure_id: id })),
      "bookings",
    ) ??
    log(real, state) ??
    quickDifference(home)
  );
}

function listed({ real, names }: Home, query: Query, expected: object): string | undefined {
  return names.difference(expected, answerQuery(real.store, query, HOUSE, 0).outcome, query.type);
}
