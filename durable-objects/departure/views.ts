// What listeners see of a departure, and what D1 is told: both are the present state of whatever changed in a
// range of changes, so no separate event is stored. Everyone sees the counts; holds, bookings, customers and
// prices are seen by the channel that owns them and by admins.
import { childNumber } from "../../domain/identifier.ts";
import { placesAvailable } from "../../domain/places.ts";
import type { Change } from "../changes.ts";
import type { Listener } from "../feed.ts";
import { type DepartureRow, NO_ROWS, type Rows } from "../projector/rows.ts";
import type { ChangeKind } from "../sale/kinds.ts";
import { Ledger } from "../sale/ledger.ts";
import { isKept, mustLoad, ownChanges, subjects, untold } from "../sale/ranges.ts";
import type { SaleState, SaleStore } from "../sale/store.ts";
import { AdjustmentRows } from "./adjustment-rows.ts";
import type { DepartureKinds } from "./commands.ts";
import { DEPARTURE } from "./kind.ts";
import { wireV1 } from "./wire.ts";

type DepartureState = SaleState<DepartureKinds>;
type DepartureStore = SaleStore<DepartureKinds>;

const SNAPSHOT_HOLDS_MAX = 1_000;

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
  if (!isKept(store, { from_seq, to_seq })) return undefined;
  const state = mustLoad(store);
  const frame = { type: "changes", from_seq, to_seq, availability: availability(state) };
  if (listener.view === "public") return frame;
  const changes = ownChanges(store, { from_seq, to_seq }, listener);
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
  const told = untold(store);
  if (!told) return undefined;
  const { changes, seq, more } = told;
  return { rows: rowsOf(store, changes, clock), seq, more };
}

function rowsOf(store: DepartureStore, changes: readonly Change<ChangeKind>[], clock: number): Rows {
  const state = mustLoad(store);
  const { home: departure, seq } = state;
  const departure_id = departure.id;
  return {
    ...NO_ROWS,
    departures: [departureRow(state, clock)],
    bookings: store.bookings.byNos(departure_id, subjects(changes, "booking_")).map(({ no: _no, ...booking }) => ({
      ...booking,
      departure_id,
      tour_id: departure.tour_id,
      total_amount: booking.unit_amount * booking.seats,
      show_id: null,
      venue_id: null,
      seat_list: null,
      external_booking_id: null,
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

function departureRow({ home, seq }: DepartureState, as_of_ms: number): DepartureRow {
  const { places, policy, ...rest } = home;
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
