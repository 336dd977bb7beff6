// Compares what an object's tables say with the naive model and with the rules that hold of every state. Reads
// only, so that a run goes the same way however often it is checked.

import { ALARM } from "../durable-objects/alarm-plan.ts";
import type { SaleKinds } from "../durable-objects/sale/kinds.ts";
import { Ledger } from "../durable-objects/sale/ledger.ts";
import type { SaleState } from "../durable-objects/sale/store.ts";
import { first } from "../durable-objects/sql.ts";
import type { NaiveSale } from "./naive-sale.ts";
import type { Parts, SimulatedKind } from "./simulated-kind.ts";
import type { SimulatedSale } from "./simulated-sale.ts";
import { wholeOf } from "./whole-sale.ts";

/** What can be asked after every commit: counters against rows, the alarm, and what else its kind has of each place. */
export function quickDifference<K extends SaleKinds, Books, Naive extends NaiveSale, Query>(
  kind: SimulatedKind<K, Books, Naive, Query>,
  parts: Parts<K, Books, Naive>,
): string | undefined {
  const { real, naive, names } = parts;
  const state = real.trade.store.load();
  if (!state) return "it is gone";
  return (
    names.difference(naive.view(), state.home) ??
    sums(real, state) ??
    alarm(real, state) ??
    kind.placesDifference(parts)
  );
}

function sums<K extends SaleKinds, Books>({ trade }: SimulatedSale<K, Books>, state: SaleState<K>): string | undefined {
  const [row] = trade.store.sql.all<{ held: number; active: number; due: number; sold: number; waiting: number }>(
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

function log<K extends SaleKinds, Books>({ trade }: SimulatedSale<K, Books>, state: SaleState<K>): string | undefined {
  const [row] = trade.store.sql.all<{ low: number; high: number; rows: number }>(
    "SELECT min(seq) AS low, max(seq) AS high, count(*) AS rows FROM changes",
  );
  if (!row || row.rows === 0)
    return state.seq === 0 || state.projected_seq === state.seq ? undefined : "changes are gone that D1 does not have";
  const whole = row.high === state.seq && row.rows === row.high - row.low + 1 && row.low <= state.projected_seq + 1;
  return whole ? undefined : `the log has a gap: ${JSON.stringify(row)} at seq ${state.seq}`;
}

/** An alarm is on its way for the next expiry, unless it was lost less than a minute ago. */
function alarm<K extends SaleKinds, Books>(
  { trade: { store } }: SimulatedSale<K, Books>,
  state: SaleState<K>,
): string | undefined {
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
export function fullDifference<K extends SaleKinds, Books, Naive extends NaiveSale, Query>(
  kind: SimulatedKind<K, Books, Naive, Query>,
  parts: Parts<K, Books, Naive>,
): string | undefined {
  const { real, naive, names } = parts;
  const { store } = real.trade;
  const whole = wholeOf(real);
  if (!whole) return "it is gone";
  const { state } = whole;
  const [broken] = kind.broken(parts, whole);
  if (broken) return broken;
  const ledger = new Ledger<K>({ store, kind: real.trade.kind, state, clock: 0 });
  const kept = naive.holds.filter((hold) => !hold.forgotten);
  return (
    names.difference(
      kept.map((one) => naive.holdView(one)),
      whole.holds.map((one) => ledger.holdView(one)),
      "holds",
    ) ??
    names.difference(
      naive.wishes.map((one) => naive.wishView(one)),
      whole.entries.map((one) => ledger.entryView(one)),
      "entries",
    ) ??
    names.difference(
      naive.bookings.map((one) => naive.bookingView(one)),
      whole.bookings.map((one) => ledger.bookingView(one)),
      "bookings",
    ) ??
    kind.ownDifference(parts) ??
    log(real, state) ??
    quickDifference(kind, parts)
  );
}
