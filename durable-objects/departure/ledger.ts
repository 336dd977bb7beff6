// One transaction of a departure, from the state at its start to what is saved at its end. Commands of a batch
// run one after the other against the same state; each first finds everything that is due settled. Whoever
// opens a ledger does so inside a transaction and throws it away when anything throws.
import type { Booking, BookingDecision } from "../../domain/booking.ts";
import { type Departure, type DepartureStatus, salesClosed } from "../../domain/departure.ts";
import { type Hold, latestExpiry } from "../../domain/hold.ts";
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import { giveBackHeld, giveBackSold, type Places, takePlaces } from "../../domain/places.ts";
import { type Entry, nextInLine } from "../../domain/waitlist.ts";
import { type Change, insertChanges } from "../changes.ts";
import type { BookingView, EntryView, HoldView } from "./commands.ts";
import type { DepartureState, DepartureStore } from "./store.ts";

export const SWEEP_ROWS_MAX = 5_000;
const OFFERS_NAMED_MAX = 1_000;

export type ChangeKind =
  | "departure_created"
  | "departure_updated"
  | "capacity_adjusted"
  | "hold_created"
  | "hold_changed"
  | "hold_ended"
  | "booking_created"
  | "booking_changed"
  | "entry_joined"
  | "entry_changed"
  | "refused"
  | "nothing";

export class Ledger {
  readonly store: DepartureStore;
  readonly now: number;
  #state: DepartureState;
  /** Consequences: changes that no command's answer goes with. */
  #consequences: Change<ChangeKind>[] = [];
  /** Offers that settling made in this commit, oldest first, bounded for the answer of `notify`. */
  settledOffers: { entry: EntryView; hold: HoldView }[] = [];

  constructor(store: DepartureStore, state: DepartureState, clock: number) {
    this.store = store;
    this.#state = state;
    // The clock may jump back; what was decided may not come undone by it.
    this.now = Math.max(clock, state.committed_at_ms);
  }

  get departure(): Departure {
    return this.#state.departure;
  }

  get state(): DepartureState {
    return this.#state;
  }

  get seq(): number {
    return this.#state.seq;
  }

  next(): number {
    this.#state = { ...this.#state, seq: this.#state.seq + 1 };
    return this.#state.seq;
  }

  changePlaces(places: Places): void {
    this.#state = { ...this.#state, departure: { ...this.departure, places } };
  }

  changeDetails(changes: Partial<Departure>): void {
    this.#state = { ...this.#state, departure: { ...this.departure, ...changes, updated_at_ms: this.now } };
    this.store.saveDetails(this.departure);
  }

  changeStatus(status: DepartureStatus): void {
    this.changeDetails({ status });
  }

  /** Settles what the clock has ended: expired holds are free, their offers lapse, and the line moves on. */
  settle(): void {
    const due = this.store.holds.due(this.now, SWEEP_ROWS_MAX);
    if (due.length > 0) this.endHolds(due, "EXPIRED");
    if (this.departure.waiting > 0) {
      const closed = salesClosed(this.departure, this.now);
      if (closed && closed.code === "SALES_CLOSED" && closed.reason !== "closed") this.#lapseAll();
      else this.settledOffers = this.offerFreed();
    }
  }

  /** Ends active holds all at once and gives back their places; offers among them lapse. */
  endHolds(
    holds: readonly { no: number; seats: number; channel: string; entry_no: number | null }[],
    status: "EXPIRED" | "CANCELED",
  ): void {
    this.store.holds.end(
      holds.map(({ no }) => no),
      status,
    );
    const lapsed = holds.filter((hold) => hold.entry_no !== null);
    this.store.entries.end(
      lapsed.map(({ entry_no }) => entry_no ?? 0),
      "LAPSED",
    );
    let places = this.departure.places;
    for (const hold of holds) {
      places = giveBackHeld(places, hold.seats);
      this.#follow("hold_ended", hold.no, hold.channel);
    }
    for (const hold of lapsed) this.#follow("entry_changed", hold.entry_no ?? 0, hold.channel);
    this.#count({ active_holds: -holds.length });
    this.changePlaces(places);
  }

  /** Offers what is free to those who wait, in their order, until nobody more can be served. */
  offerFreed(): { entry: EntryView; hold: HoldView }[] {
    const queue = this.store.entries.queue(this.departure.id);
    const offers: { entry: EntryView; hold: HoldView }[] = [];
    for (;;) {
      const entry = nextInLine(this.departure, queue, this.now);
      if (!entry) return offers;
      const offer = this.offer(entry, this.departure.policy.offer_ttl_ms);
      if (offers.length < OFFERS_NAMED_MAX) offers.push(offer);
    }
  }

  /** At entry: the entry is WAITING and fits. */
  offer(entry: Entry, ttl_ms: number): { entry: EntryView; hold: HoldView } {
    const no = this.next();
    const child: ChildNumber = { no, created_at_ms: this.now };
    const hold: Hold = {
      id: childId("hold", this.departure.id, child),
      ...child,
      channel: entry.channel,
      customer_ref: entry.customer_ref,
      seats: entry.seats,
      status: "ACTIVE",
      expires_at_ms: Math.min(this.now + ttl_ms, latestExpiry(this.departure, this.now)),
      unit_amount: this.departure.unit_amount,
      currency: this.departure.currency,
      entry_no: entry.no,
      booking_id: null,
    };
    this.store.holds.insert(hold);
    this.store.entries.offer(entry.no, child);
    this.changePlaces(takePlaces(this.departure.places, hold.seats));
    this.#count({ active_holds: 1, waiting: -1 });
    this.#consequences.push({ seq: no, at_ms: this.now, kind: "hold_created", subject: no, channel: hold.channel });
    this.#follow("entry_changed", entry.no, entry.channel);
    const offered: Entry = { ...entry, status: "OFFERED", notified_at_ms: this.now, hold_id: hold.id };
    return { entry: this.entryView(offered), hold: this.holdView(hold) };
  }

  createHold(actor: { channel: string }, wish: { customer_ref: string; seats: number; expires_at_ms: number }): Hold {
    const child: ChildNumber = { no: this.next(), created_at_ms: this.now };
    const hold: Hold = {
      id: childId("hold", this.departure.id, child),
      ...child,
      channel: actor.channel,
      customer_ref: wish.customer_ref,
      seats: wish.seats,
      status: "ACTIVE",
      expires_at_ms: wish.expires_at_ms,
      unit_amount: this.departure.unit_amount,
      currency: this.departure.currency,
      entry_no: null,
      booking_id: null,
    };
    this.store.holds.insert(hold);
    this.#count({ active_holds: 1 });
    return hold;
  }

  /** The active hold is over by its owner's doing; `booking_no` when that was a sale. */
  closeHold(hold: Hold, booking_no: number | null): void {
    this.store.holds.update(hold, booking_no);
    this.#count({ active_holds: -1 });
    if (hold.entry_no === null) return;
    this.store.entries.end([hold.entry_no], booking_no === null ? "LEFT" : "BOOKED");
    this.#follow("entry_changed", hold.entry_no, hold.channel);
  }

  createBooking(hold: Hold, seats: number, code: string): Booking {
    const child: ChildNumber = { no: this.next(), created_at_ms: this.now };
    const booking: Booking = {
      id: childId("bkg", this.departure.id, child),
      ...child,
      hold_id: hold.id,
      code,
      channel: hold.channel,
      customer_ref: hold.customer_ref,
      seats,
      status: "CONFIRMED",
      unit_amount: hold.unit_amount,
      currency: hold.currency,
      updated_at_ms: this.now,
    };
    this.store.bookings.insert(booking, hold);
    return booking;
  }

  changeBooking(decision: Extract<BookingDecision, { ok: true }>): void {
    this.store.bookings.update(decision.booking);
    this.changePlaces(decision.places);
  }

  createEntry(actor: { channel: string }, wish: { customer_ref: string; seats: number }): Entry {
    const child: ChildNumber = { no: this.next(), created_at_ms: this.now };
    const entry: Entry = {
      id: childId("wle", this.departure.id, child),
      ...child,
      channel: actor.channel,
      customer_ref: wish.customer_ref,
      seats: wish.seats,
      status: "WAITING",
      notified_at_ms: null,
      hold_id: null,
    };
    this.store.entries.insert(entry);
    this.#count({ waiting: 1 });
    return entry;
  }

  leaveWaiting(entry: Entry): void {
    this.store.entries.end([entry.no], "LEFT");
    this.#count({ waiting: -1 });
  }

  /** Ends every hold, booking and wish: the departure does not take place. */
  cancelEverything(): void {
    const holds = this.store.holds.active();
    if (holds.length > 0) this.endHolds(holds, "CANCELED");
    this.#lapseAll();
    for (const booking of this.store.bookings.confirmed(this.departure.id)) {
      this.store.bookings.update({ ...booking, status: "CANCELED", updated_at_ms: this.now });
      this.#follow("booking_changed", booking.no, booking.channel);
    }
    this.changePlaces(giveBackSold(this.departure.places, this.departure.places.sold));
  }

  #lapseAll(): void {
    const waiting = this.store.entries.waiting();
    this.store.entries.end(
      waiting.map(({ no }) => no),
      "LAPSED",
    );
    for (const entry of waiting) this.#follow("entry_changed", entry.no, entry.channel);
    this.#count({ waiting: -waiting.length });
  }

  /** At exit: consequences, counters and the alarm's time are written. */
  close(alarm_at_ms: number | null): void {
    if (this.#consequences.length > 0) insertChanges(this.store.sql, this.#consequences);
    this.#consequences = [];
    this.#state = { ...this.#state, committed_at_ms: this.now, alarm_at_ms };
    this.store.saveCounters(this.#state);
  }

  holdView(hold: Hold): HoldView {
    return {
      ...hold,
      departure_id: this.departure.id,
      max_expires_at_ms: latestExpiry(this.departure, hold.created_at_ms),
      entry_id: this.#entryId(hold),
    };
  }

  bookingView(booking: Booking): BookingView {
    return { ...booking, departure_id: this.departure.id };
  }

  entryView(entry: Entry): EntryView {
    return { ...entry, departure_id: this.departure.id, position: this.store.entries.position(entry) };
  }

  #entryId(hold: Hold): string | null {
    const entry = hold.entry_no === null ? undefined : this.store.entries.byNo(this.departure.id, hold.entry_no);
    return entry?.id ?? null;
  }

  #follow(kind: ChangeKind, subject: number, channel: string): void {
    this.#consequences.push({ seq: this.next(), at_ms: this.now, kind, subject, channel });
  }

  #count(by: { active_holds?: number; waiting?: number }): void {
    const { departure } = this.#state;
    const active_holds = departure.active_holds + (by.active_holds ?? 0);
    const waiting = departure.waiting + (by.waiting ?? 0);
    this.#state = { ...this.#state, departure: { ...departure, active_holds, waiting } };
  }
}
