// What listeners see of a show, and what D1 is told: the present state of whatever changed in a range of changes.
// Everyone sees seats, until when they are reserved, counts, and which seats were booked; reservations, bookings,
// customers and prices are seen by the channel that owns them and by admins.
//
// A frame's cost: one walk over the seats' change numbers (0.1 ms for 60,000), one look-up of the held ones' ends, one
// of the bookings made, one of the holds extended. It is written once for all listeners of one view at one place.
import { childNumber, seatId } from "../../domain/identifier.ts";
import { placesAvailable } from "../../domain/places.ts";
import { SEAT_STATE } from "../../domain/seat-state.ts";
import { type Change, changesBetween } from "../changes.ts";
import { isoTime } from "../departure/wire.ts";
import type { Listener } from "../feed.ts";
import { NO_ROWS, type Rows, type ShowRow } from "../projector/rows.ts";
import type { ChangeKind } from "../sale/kinds.ts";
import { Ledger } from "../sale/ledger.ts";
import { isKept, mustLoad, ownChanges, type Range, subjects, untold } from "../sale/ranges.ts";
import type { SaleState } from "../sale/store.ts";
import type { BookingView, ShowKinds } from "./commands.ts";
import { showKind } from "./kind.ts";
import type { ShowBooks } from "./tables.ts";
import { wireV1 } from "./wire.ts";

/** With fifty seats each, what these are written as still fits a frame. */
const SNAPSHOT_HOLDS_MAX = 200;
const SNAPSHOT_ENDS_MAX = 2_000;

/** How a seat's state is written where it is one letter of many: what the partners' document calls reserved is held here. */
const LETTERS = "ahsb";
const STATUSES = ["available", "reserved", "sold", "blocked"] as const;

export function statesText(states: Uint8Array): string {
  let text = "";
  for (const state of states) text += LETTERS.charAt(state);
  return text;
}

export function availability({ home }: SaleState<ShowKinds>): object {
  const { places } = home;
  return {
    show_id: home.id,
    venue_id: home.venue_id,
    status: home.status,
    seats_total: places.capacity,
    seats_available: placesAvailable(places),
    seats_held: places.held,
    seats_sold: places.sold,
    seats_blocked: places.blocked,
    waiting: home.waiting,
  };
}

export function snapshotFrame(books: ShowBooks, listener: Listener): object {
  const { sale, stock } = books;
  const state = mustLoad(sale);
  const { id } = state.home;
  const ends = [...stock.seats.heldUntil()].slice(0, SNAPSHOT_ENDS_MAX);
  const frame = {
    type: "snapshot",
    seq: state.seq,
    availability: availability(state),
    states: statesText(stock.seats.all.states),
    reserved: ends.map(([seat, time_ms]) => ({ seat_id: seatId(id, seat), reserved_until: isoTime(time_ms) })),
  };
  if (listener.view === "public") return frame;
  const ledger = ledgerOf(books, state);
  const channel = listener.view === "admin" ? null : listener.actor.channel;
  const filter = { channel, status: "ACTIVE", customer_ref: null };
  const holds = sale.holds.list(id, filter, { after_no: 0, limit: SNAPSHOT_HOLDS_MAX });
  return { ...frame, reservations: holds.map((hold) => wireV1.reservation(ledger.holdView(hold))) };
}

/** Undefined when changes of that range have been dropped already. */
export function changesFrame(books: ShowBooks, listener: Listener, range: Range): object | undefined {
  const { sale } = books;
  if (!isKept(sale, range)) return undefined;
  const state = mustLoad(sale);
  const ledger = ledgerOf(books, state);
  const { id } = state.home;
  const all = changesBetween<ChangeKind>(sale.sql, range);
  const confirmed = sale.bookings.byNos(id, subjects(all, "booking_created")).map((one) => ledger.bookingView(one));
  const frame = {
    type: "changes",
    ...range,
    availability: availability(state),
    seat_status_changed: changedSeats(books, id, { range, extended: subjects(all, "hold_changed") }),
    booking_confirmed: confirmed.map((booking) => bookingConfirmed(booking, listener)),
  };
  if (listener.view === "public") return frame;
  const changes = ownChanges(sale, range, listener);
  const bookings = sale.bookings.byNos(id, subjects(changes, "booking_"));
  const entries = sale.entries.byNos(id, subjects(changes, "entry_"));
  // What became a booking, or was given back with its entry, is a reservation that changed too.
  const also = [...bookings, ...entries].map(({ hold_id }) => (hold_id ? childNumber("hold", hold_id)?.no : undefined));
  const numbers = new Set([...subjects(changes, "hold_"), ...also.filter((no) => no !== undefined)]);
  return {
    ...frame,
    reservations: sale.holds.byNos(id, [...numbers]).map((hold) => wireV1.reservation(ledger.holdView(hold))),
    bookings: bookings.map((booking) => wireV1.booking(ledger.bookingView(booking))),
    entries: entries.map((entry) => wireV1.entry(ledger.entryView(entry))),
  };
}

type Told = {
  readonly range: Range;
  /** Numbers of holds whose end is another. */
  readonly extended: readonly number[];
};

/** In hall order. A hold that is extended moves none of its seats, but until when they are reserved is news. */
function changedSeats({ sale, stock }: ShowBooks, show_id: string, { range, extended }: Told): object[] {
  const { states, seqs } = stock.seats.all;
  const active = sale.holds.byNos(show_id, extended).filter(({ status }) => status === "ACTIVE");
  const kept = new Set(active.flatMap(({ seat_list }) => seat_list));
  const changed: number[] = [];
  for (const [seat, seq] of seqs.entries()) {
    if ((seq >= range.from_seq && seq <= range.to_seq) || kept.has(seat)) changed.push(seat);
  }
  const held = changed.filter((seat) => states[seat] === SEAT_STATE.held);
  const ends = held.length === 0 ? new Map<number, number>() : stock.seats.heldUntil(held);
  return changed.map((seat) => {
    const until_ms = ends.get(seat);
    return {
      seat_id: seatId(show_id, seat),
      status: STATUSES[states[seat] ?? 0] ?? "available",
      reserved_until: until_ms === undefined ? null : isoTime(until_ms),
    };
  });
}

/** Which seats it was, for everyone; which booking and at what price, for those whose it is. */
function bookingConfirmed(booking: BookingView, { view, actor }: Listener): object {
  const { id, seat_ids, total_price } = wireV1.booking(booking);
  const known = view === "admin" || (view === "channel" && booking.channel === actor.channel);
  return known ? { seat_ids, booking_id: id, total_price } : { seat_ids };
}

/** What D1 has not been told yet, at most 500 rows at a time. */
export function pendingRows(books: ShowBooks, clock: number): { rows: Rows; seq: number; more: boolean } | undefined {
  const told = untold(books.sale);
  if (!told) return undefined;
  const { changes, seq, more } = told;
  return { rows: rowsOf(books, changes, clock), seq, more };
}

function rowsOf({ sale }: ShowBooks, changes: readonly Change<ChangeKind>[], clock: number): Rows {
  const state = mustLoad(sale);
  const { home, seq } = state;
  const show_id = home.id;
  return {
    ...NO_ROWS,
    shows: [showRow(state, clock)],
    bookings: sale.bookings.byNos(show_id, subjects(changes, "booking_")).map((booking) => ({
      id: booking.id,
      departure_id: show_id,
      tour_id: "",
      hold_id: booking.hold_id,
      code: booking.code,
      channel: booking.channel,
      customer_ref: booking.customer_ref ?? "",
      seats: booking.seats,
      status: booking.status,
      unit_amount: 0,
      currency: booking.currency,
      total_amount: booking.total_amount,
      show_id,
      venue_id: home.venue_id,
      seat_list: JSON.stringify(booking.seat_list),
      external_booking_id: booking.external_booking_id,
      created_at_ms: booking.created_at_ms,
      updated_at_ms: booking.updated_at_ms,
      seq,
    })),
    entries: sale.entries.byNos(show_id, subjects(changes, "entry_")).map((entry) => ({
      id: entry.id,
      departure_id: show_id,
      channel: entry.channel,
      customer_ref: entry.customer_ref ?? "",
      seats: entry.seats,
      status: entry.status,
      created_at_ms: entry.created_at_ms,
      notified_at_ms: entry.notified_at_ms,
      hold_id: entry.hold_id,
      seq,
    })),
  };
}

function showRow({ home, seq }: SaleState<ShowKinds>, as_of_ms: number): ShowRow {
  const { places, policy, ...rest } = home;
  const { capacity, held, sold, blocked } = places;
  const available = placesAvailable(places);
  return { ...rest, capacity, held, sold, blocked, available, policy: JSON.stringify(policy), as_of_ms, seq };
}

function ledgerOf({ sale, stock }: ShowBooks, state: SaleState<ShowKinds>): Ledger<ShowKinds> {
  return new Ledger({ store: sale, kind: showKind(stock), state, clock: state.committed_at_ms });
}
