// One transaction of a sale, from the state at its start to what is saved at its end. Commands of a batch
// run one after the other against the same state; each first finds everything that is due settled. Whoever
// opens a ledger does so inside a transaction and throws it away when anything throws.
import type { BookingLife } from "../../domain/booking.ts";
import { type HoldLife, latestExpiry } from "../../domain/hold.ts";
import { type ChildNumber, childId } from "../../domain/identifier.ts";
import { giveBackHeld, giveBackSold, type Places, takePlaces } from "../../domain/places.ts";
import { isOver, type SaleStatus } from "../../domain/sale.ts";
import { type EntryLife, nextInLine } from "../../domain/waitlist.ts";
import { type Change, insertChanges } from "../changes.ts";
import type { DueHold } from "./hold-rows.ts";
import type {
  BookingView,
  ChangeKind,
  EntryView,
  HoldView,
  NewHold,
  Offer,
  OwnBooking,
  OwnEntry,
  SaleKind,
  SaleKinds,
} from "./kinds.ts";
import type { SaleState, SaleStore } from "./store.ts";

export const SWEEP_ROWS_MAX = 5_000;
const OFFERS_NAMED_MAX = 1_000;

type Opened<K extends SaleKinds> = {
  readonly store: SaleStore<K>;
  readonly kind: SaleKind<K>;
  readonly state: SaleState<K>;
  readonly clock: number;
};

export class Ledger<K extends SaleKinds> {
  readonly store: SaleStore<K>;
  readonly kind: SaleKind<K>;
  readonly now: number;
  #state: SaleState<K>;
  /** Consequences: changes that no command's answer goes with. */
  #consequences: Change<ChangeKind>[] = [];
  /** Offers that settling made in this commit, oldest first, bounded for the answer of `notify`. */
  settledOffers: Offer<K>[] = [];

  constructor({ store, kind, state, clock }: Opened<K>) {
    this.store = store;
    this.kind = kind;
    this.#state = state;
    // The clock may jump back; what was decided may not come undone by it.
    this.now = Math.max(clock, state.committed_at_ms);
  }

  get home(): K["home"] {
    return this.#state.home;
  }

  get state(): SaleState<K> {
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
    this.#state = { ...this.#state, home: { ...this.home, places } };
  }

  changeDetails(changes: Partial<K["home"]>): void {
    this.#state = { ...this.#state, home: { ...this.home, ...changes, updated_at_ms: this.now } };
    this.store.saveDetails(this.home);
  }

  changeStatus(status: SaleStatus): void {
    this.#state = { ...this.#state, home: { ...this.home, status, updated_at_ms: this.now } };
    this.store.saveDetails(this.home);
  }

  /** Settles what the clock has ended: expired holds are free, their offers lapse, and the line moves on. */
  settle(): void {
    const due = this.store.holds.due(this.now, SWEEP_ROWS_MAX);
    if (due.length > 0) this.endHolds(due, "EXPIRED");
    if (this.home.waiting === 0) return;
    if (isOver(this.home, this.now)) this.#lapseAll();
    else this.settledOffers = this.offerFreed();
  }

  /** Ends active holds all at once and gives back their places; offers among them lapse. */
  endHolds(holds: readonly DueHold[], status: "EXPIRED" | "CANCELED"): void {
    const nos = holds.map(({ no }) => no);
    this.store.holds.end(nos, status);
    this.kind.stock.freed(this, nos);
    const lapsed = holds.filter((hold) => hold.entry_no !== null);
    this.store.entries.end(
      lapsed.map(({ entry_no }) => entry_no ?? 0),
      "LAPSED",
    );
    let places = this.home.places;
    for (const hold of holds) {
      places = giveBackHeld(places, hold.seats);
      this.follow("hold_ended", hold);
    }
    for (const { entry_no, channel } of lapsed) this.follow("entry_changed", { no: entry_no ?? 0, channel });
    this.#count({ active_holds: -holds.length });
    this.changePlaces(places);
  }

  /** Offers what is free to those who wait, in their order, until nobody more can be served. */
  offerFreed(): Offer<K>[] {
    const queue = this.kind.stock.queue(this);
    const offers: Offer<K>[] = [];
    for (;;) {
      const entry = nextInLine(this.home, queue, this.now);
      if (!entry) return offers;
      const offer = this.offer(entry, this.home.policy.offer_ttl_ms);
      if (offers.length < OFFERS_NAMED_MAX) offers.push(offer);
    }
  }

  /** At entry: the entry is WAITING and fits. */
  offer(entry: K["entry"], ttl_ms: number): Offer<K> {
    const no = this.next();
    const { channel, customer_ref, seats } = entry;
    const own = this.kind.stock.offered(this, entry, no);
    const expires_at_ms = this.now + ttl_ms;
    const hold = this.createHold({ no, channel, customer_ref, seats, entry_no: entry.no, own, expires_at_ms });
    this.store.entries.offer(entry.no, hold);
    this.changePlaces(takePlaces(this.home.places, hold.seats));
    this.#count({ waiting: -1 });
    this.follow("hold_created", hold, no);
    this.follow("entry_changed", entry);
    const offered: K["entry"] = { ...entry, status: "OFFERED", notified_at_ms: this.now, hold_id: hold.id };
    return { entry: this.entryView(offered), hold: this.holdView(hold) };
  }

  /** At entry: the places are taken. */
  createHold(wish: NewHold<K>): K["hold"] {
    const life: HoldLife = {
      id: childId("hold", this.home.id, { no: wish.no, created_at_ms: this.now }),
      no: wish.no,
      created_at_ms: this.now,
      channel: wish.channel,
      customer_ref: wish.customer_ref,
      seats: wish.seats,
      status: "ACTIVE",
      expires_at_ms: Math.min(wish.expires_at_ms, latestExpiry(this.home, this.now)),
      entry_no: wish.entry_no,
      booking_id: null,
    };
    // A hold of this kind is these two parts.
    const hold = { ...life, ...wish.own } as K["hold"];
    this.store.holds.insert(hold);
    this.#count({ active_holds: 1 });
    return hold;
  }

  /** The active hold is over by its owner's doing; `booking_no` when that was a sale. */
  closeHold(hold: K["hold"], booking_no: number | null): void {
    this.store.holds.update(hold, booking_no);
    this.#count({ active_holds: -1 });
    if (hold.entry_no === null) return;
    this.store.entries.end([hold.entry_no], booking_no === null ? "LEFT" : "BOOKED");
    this.follow("entry_changed", { no: hold.entry_no, channel: hold.channel });
  }

  createBooking(hold: K["hold"], sold: { seats: number; code: string; no: number; own: OwnBooking<K> }): K["booking"] {
    const child: ChildNumber = { no: sold.no, created_at_ms: this.now };
    const life: BookingLife = {
      id: childId("bkg", this.home.id, child),
      ...child,
      hold_id: hold.id,
      code: sold.code,
      channel: hold.channel,
      customer_ref: hold.customer_ref,
      seats: sold.seats,
      status: "CONFIRMED",
      updated_at_ms: this.now,
    };
    // A booking of this kind is these two parts.
    const booking = { ...life, ...sold.own } as K["booking"];
    this.store.bookings.insert(booking, hold);
    return booking;
  }

  createEntry(wish: { channel: string; customer_ref: string | null; seats: number; own: OwnEntry<K> }): K["entry"] {
    const child: ChildNumber = { no: this.next(), created_at_ms: this.now };
    const life: EntryLife = {
      id: childId("wle", this.home.id, child),
      ...child,
      channel: wish.channel,
      customer_ref: wish.customer_ref,
      seats: wish.seats,
      status: "WAITING",
      notified_at_ms: null,
      hold_id: null,
    };
    // An entry of this kind is these two parts.
    const entry = { ...life, ...wish.own } as K["entry"];
    this.store.entries.insert(entry);
    this.#count({ waiting: 1 });
    return entry;
  }

  leaveWaiting(entry: K["entry"]): void {
    this.store.entries.end([entry.no], "LEFT");
    this.#count({ waiting: -1 });
  }

  /** Ends every hold, booking and wish: what was sold does not take place. */
  cancelEverything(): void {
    const holds = this.store.holds.active();
    if (holds.length > 0) this.endHolds(holds, "CANCELED");
    this.#lapseAll();
    for (const booking of this.store.bookings.confirmed(this.home.id)) {
      this.store.bookings.update({ ...booking, status: "CANCELED", updated_at_ms: this.now });
      this.follow("booking_changed", booking);
    }
    this.kind.stock.emptied(this);
    this.changePlaces(giveBackSold(this.home.places, this.home.places.sold));
  }

  #lapseAll(): void {
    const waiting = this.store.entries.waiting();
    this.store.entries.end(
      waiting.map(({ no }) => no),
      "LAPSED",
    );
    for (const entry of waiting) this.follow("entry_changed", entry);
    this.#count({ waiting: -waiting.length });
  }

  /** At exit: consequences, counters and the alarm's time are written. */
  close(alarm_at_ms: number | null): void {
    if (this.#consequences.length > 0) insertChanges(this.store.sql, this.#consequences);
    this.#consequences = [];
    this.#state = { ...this.#state, committed_at_ms: this.now, alarm_at_ms };
    this.store.saveCounters(this.#state);
  }

  holdView(hold: K["hold"]): HoldView<K> {
    return {
      ...hold,
      ...this.kind.shown.hold(hold, this.home),
      max_expires_at_ms: latestExpiry(this.home, hold.created_at_ms),
      entry_id: this.#entryId(hold),
    };
  }

  bookingView(booking: K["booking"]): BookingView<K> {
    return { ...booking, ...this.kind.shown.booking(booking, this.home) };
  }

  entryView(entry: K["entry"]): EntryView<K> {
    return { ...entry, ...this.kind.shown.entry(entry, this.home), position: this.store.entries.position(entry) };
  }

  #entryId(hold: K["hold"]): string | null {
    const entry = hold.entry_no === null ? undefined : this.store.entries.byNo(this.home.id, hold.entry_no);
    return entry?.id ?? null;
  }

  /** A change that no command's answer goes with; `seq` where its number was taken before. */
  follow(kind: ChangeKind, { no, channel }: { no: number; channel: string }, seq = this.next()): void {
    this.#consequences.push({ seq, at_ms: this.now, kind, subject: no, channel });
  }

  #count(by: { active_holds?: number; waiting?: number }): void {
    const { home } = this.#state;
    const active_holds = home.active_holds + (by.active_holds ?? 0);
    const waiting = home.waiting + (by.waiting ?? 0);
    this.#state = { ...this.#state, home: { ...home, active_holds, waiting } };
  }
}
