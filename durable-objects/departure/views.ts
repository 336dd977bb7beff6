// What listeners see of a departure, and what D1 is told: both are the present state of whatever changed in a
// range of changes, so no separate event is stored. Everyone sees the counts; holds, bookings, customers and
// prices are seen by the channel that owns them and by admins.
import { childNumber } from "../../domain/identifier.ts";
import { placesAvailable } from "../../domain/places.ts";
import { type Change, changesBetween, oldestKept } from "../changes.ts";
import type { Listener } from "../feed.ts";
import { PROJECTION } from "../projection.ts";
import { type DepartureRow, NO_ROWS, type Rows } from "../projector/rows.ts";
import type { ChangeKind } from "../sale/kinds.ts";
import { Ledger } from "../sale/ledger.ts";
import type { SaleState, SaleStore } from "../sale/store.ts";
import { AdjustmentRows } from "./adjustment-rows.ts";
import type { DepartureKinds } from "./commands.ts";
import { DEPARTURE } from "./kind.ts";
import { wireV1 } from "./wire.ts";

type DepartureState = SaleState<DepartureKinds>;
type DepartureStore = SaleStore<DepartureKinds>;

const SNAPSHOT_HOLDS_MAX = 1_000;
const PROJECTED_CHANGES_MAX = 20_000;

export function availability({ home: departure }: DepartureState): object {
  const { places } = departure;
  return {
    departure_id: departure.id,
    status: departure.status,
    capacity_total: places.capacity,
    capacity_available: placesAvailable(places),
    capacity_held: places.held,
    capacity_sold: places.sold,
    waiting: departure.waiting,
  };
}

export function snapshotFrame(store: DepartureStore, listener: Listener): object {
  const state = mustLoad(store);
  const frame = { type: "snapshot", seq: state.seq, availability: availability(state) };
  if (listener.view === "public") return frame;
  const ledger = ledgerOf(store, state);
  const filter = {
    channel: listener.view === "admin" ? null : listener.actor.channel,
    status: "ACTIVE",
    customer_ref: null,
  };
  const holds = store.holds.list(state.home.id, filter, { after_no: 0, limit: SNAPSHOT_HOLDS_MAX });
  return { ...frame, holds: holds.map((hold) => wireV1.hold(ledger.holdView(hold))) };
}

/** Undefined when changes of that range have been dropped already. */
export function changesFrame(
  store: DepartureStore,
  listener: Listener,
  from_seq: number,
  to_seq: number,
): object | undefined {
  const kept = oldestKept(store.sql);
  if (from_seq <= to_seq && (!kept || kept.seq > from_seq)) return undefined;
  const state = mustLoad(store);
  const frame = { type: "changes", from_seq, to_seq, availability: availability(state) };
  if (listener.view === "public") return frame;
  const seen = (change: Change<ChangeKind>) => listener.view === "admin" || change.channel === listener.actor.channel;
  const changes = changesBetween<ChangeKind>(store.sql, { from_seq, to_seq }).filter(seen);
  const ledger = ledgerOf(store, state);
  const { id } = state.home;
  const bookings = store.bookings.byNos(id, subjects(changes, "booking_"));
  const entries = store.entries.byNos(id, subjects(changes, "entry_"));
  // What became a booking, or was given back with its entry, is a hold that changed too.
  const also = [...bookings, ...entries].map(({ hold_id }) => (hold_id ? childNumber("hold", hold_id)?.no : undefined));
  const numbers = new Set([...subjects(changes, "hold_"), ...also.filter((no) => no !== undefined)]);
  const holds = store.holds.byNos(id, [...numbers]);
  return {
    ...frame,
    holds: holds.map((hold) => wireV1.hold(ledger.holdView(hold))),
    bookings: bookings.map((booking) => wireV1.booking(ledger.bookingView(booking))),
    entries: entries.map((entry) => wireV1.entry(ledger.entryView(entry))),
  };
}

/** What D1 has not been told yet, at most 500 rows at a time. */
export function pendingRows(
  store: DepartureStore,
  clock: number,
): { rows: Rows; seq: number; more: boolean } | undefined {
  const state = store.load();
  if (!state || state.seq <= state.projected_seq) return undefined;
  const from_seq = state.projected_seq + 1;
  const until = Math.min(state.seq, state.projected_seq + PROJECTED_CHANGES_MAX);
  const range = { from_seq, to_seq: until, rows_max: PROJECTION.rows_max + 1, projected: true };
  const told = changesBetween<ChangeKind>(store.sql, range);
  const seq = told.length > PROJECTION.rows_max ? (told[PROJECTION.rows_max - 1]?.seq ?? until) : until;
  const changes = told.filter((change) => change.seq <= seq);
  return { rows: rowsOf(store, state, changes, clock), seq, more: seq < state.seq };
}

function rowsOf(store: DepartureStore, state: DepartureState, changes: Change<ChangeKind>[], clock: number): Rows {
  const { home: departure, seq } = state;
  const departure_id = departure.id;
  return {
    ...NO_ROWS,
    departures: [departureRow(state, clock)],
    bookings: store.bookings.byNos(departure_id, subjects(changes, "booking_")).map(({ no: _no, ...booking }) => ({
      ...booking,
      departure_id,
      tour_id: departure.tour_id,
      seq,
    })),
    entries: store.entries
      .byNos(departure_id, subjects(changes, "entry_"))
      .map(({ no: _no, ...entry }) => ({ ...entry, departure_id, seq })),
    adjustments: new AdjustmentRows(store.sql)
      .byNos(departure_id, subjects(changes, "capacity_"))
      .map(({ no: _no, ...adjustment }) => ({ ...adjustment, departure_id, seq })),
  };
}

function departureRow({ home: departure, seq }: DepartureState, as_of_ms: number): DepartureRow {
  const { places, policy, ...rest } = departure;
  const { capacity, held, sold } = places;
  return {
    ...rest,
    capacity,
    held,
    sold,
    available: placesAvailable(places),
    policy: JSON.stringify(policy),
    as_of_ms,
    seq,
  };
}

function ledgerOf(store: DepartureStore, state: DepartureState): Ledger<DepartureKinds> {
  return new Ledger({ store, kind: DEPARTURE, state, clock: state.committed_at_ms });
}

function subjects(changes: readonly Change<ChangeKind>[], prefix: string): number[] {
  const numbers = new Set<number>();
  for (const { kind, subject } of changes) {
    if (subject !== null && kind.startsWith(prefix)) numbers.add(subject);
  }
  return [...numbers];
}

function mustLoad(store: DepartureStore): DepartureState {
  const state = store.load();
  if (!state) throw new Error("a departure that was never created has no feed");
  return state;
}
