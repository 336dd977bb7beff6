// What anything that sells limited places should do, written again as simply as it can be said, from the documents
// and not from the code: lists and loops, nothing counted, nothing cached, no SQL, every number worked out anew each
// time. It is told of batches in the order in which they were committed and says what each command must have
// answered. Things are called ~h0, ~b1, ~w2 here; which real id that is, the comparison finds out (names.ts).
import type { Policy } from "../domain/sale.ts";
import type { NaiveBooking, NaiveHold, NaiveWish, Said } from "./naive-things.ts";

const TWO_DAYS_MS = 172_800_000;
const WAITING_MAX = 100_000;

type Made = { readonly id: string; readonly starts_at_ms: number; readonly policy: Policy };

export abstract class NaiveSale {
  readonly id: string;
  readonly createdAt: number;
  now: number;
  status: "OPEN" | "CLOSED" | "CANCELED" = "OPEN";
  starts: number;
  policy: Policy;
  changedAt: number;
  holds: NaiveHold[] = [];
  bookings: NaiveBooking[] = [];
  wishes: NaiveWish[] = [];
  /** Offers that the latest settling made, as they were then. */
  settledOffers: object[] = [];
  /** How many offers there were, and how many went to the next because one was not used. */
  offersMade = 0;
  offersPassedOn = 0;

  constructor(made: Made, now: number) {
    this.id = made.id;
    this.createdAt = now;
    this.now = now;
    this.starts = made.starts_at_ms;
    this.policy = made.policy;
    this.changedAt = now;
  }

  abstract free(): number;
  /** The first of these who can have what they wait for. */
  abstract firstServed(line: readonly NaiveWish[]): NaiveWish | undefined;
  /** At entry: the wish can be had. */
  abstract keepFor(wish: NaiveWish, ttl: number): NaiveHold;
  abstract view(): object;
  abstract holdView(hold: NaiveHold): object;
  abstract bookingView(booking: NaiveBooking): object;
  abstract wishView(wish: NaiveWish): object;

  /** Time goes on, but not back behind what was decided; then everything that is due happens. */
  begin(clock: number): void {
    this.now = Math.max(this.now, clock);
    this.settledOffers = [];
    this.settle();
  }

  held(): number {
    let sum = 0;
    for (const hold of this.holds) if (hold.state === "ACTIVE") sum += hold.seats;
    return sum;
  }

  sold(): number {
    let sum = 0;
    for (const booking of this.bookings) if (booking.state === "CONFIRMED") sum += booking.seats;
    return sum;
  }

  waiting(): NaiveWish[] {
    return this.wishes.filter((wish) => wish.state === "WAITING");
  }

  notOnSale(): string | undefined {
    if (this.status === "CANCELED") return "canceled";
    if (this.now >= this.starts) return "departed";
    return this.status === "CLOSED" ? "closed" : undefined;
  }

  /** Whether the clock has ended something that was not settled yet. */
  somethingDue(clock: number): boolean {
    const over = this.holds.some((hold) => hold.state === "ACTIVE" && hold.ends <= clock);
    return over || (this.waiting().length > 0 && this.starts <= clock);
  }

  settle(): void {
    let lapsed = 0;
    for (const hold of this.holds) {
      if (hold.state !== "ACTIVE" || hold.ends > this.now) continue;
      hold.state = "EXPIRED";
      if (hold.wish) {
        hold.wish.state = "LAPSED";
        lapsed += 1;
      }
    }
    if (this.waiting().length === 0) return;
    const why = this.notOnSale();
    if (why === "canceled" || why === "departed") {
      for (const wish of this.waiting()) wish.state = "LAPSED";
      return;
    }
    this.settledOffers = this.serveWaiting();
    if (lapsed > 0 && this.settledOffers.length > 0) this.offersPassedOn += 1;
  }

  /** What is free goes to those who wait: to the first of them, or to the first whose wish fits. */
  serveWaiting(): object[] {
    const offers: object[] = [];
    while (this.notOnSale() === undefined) {
      const line = this.policy.waitlist_order === "strict" ? this.waiting().slice(0, 1) : this.waiting();
      const wish = line.length === 0 ? undefined : this.firstServed(line);
      if (!wish) break;
      offers.push(this.offer(wish, this.policy.offer_ttl_ms));
    }
    return offers;
  }

  offer(wish: NaiveWish, ttl: number): object {
    const hold = this.keepFor(wish, ttl);
    hold.wish = wish;
    wish.state = "OFFERED";
    wish.offered = this.now;
    wish.hold = hold;
    this.offersMade += 1;
    return { entry: this.wishView(wish), hold: this.holdView(hold) };
  }

  /** A new hold of these places; who offers it to a wish says so afterwards. */
  keep(places: Pick<NaiveHold, "channel" | "customer" | "seats" | "amount" | "currency">, ttl: number): NaiveHold {
    const hold: NaiveHold = {
      ...places,
      name: `~h${this.holds.length}`,
      chosen: [],
      state: "ACTIVE",
      made: this.now,
      ends: Math.min(this.now + ttl, this.lastEnd(this.now)),
      reference: null,
      notes: null,
      wish: null,
      booking: null,
      forgotten: false,
    };
    this.holds.push(hold);
    return hold;
  }

  prolong(own: NaiveHold, ttl: number): void {
    own.ends = Math.max(own.ends, Math.min(this.now + ttl, this.lastEnd(own.made)));
  }

  /** All of the hold becomes a booking; who wanted less of it says so afterwards. */
  sell(own: NaiveHold, code: string): NaiveBooking {
    const booking: NaiveBooking = {
      name: `~b${this.bookings.length}`,
      hold: own,
      code,
      seats: own.seats,
      chosen: own.chosen,
      amount: own.amount,
      reference: own.reference,
      notes: own.notes,
      state: "CONFIRMED",
      made: this.now,
      changed: this.now,
    };
    this.bookings.push(booking);
    own.state = "CONFIRMED";
    own.booking = booking;
    if (own.wish) own.wish.state = "BOOKED";
    return booking;
  }

  wait(wanted: Pick<NaiveWish, "channel" | "customer" | "seats" | "text">): NaiveWish {
    const wish: NaiveWish = {
      ...wanted,
      name: `~w${this.wishes.length}`,
      state: "WAITING",
      made: this.now,
      offered: null,
      hold: null,
    };
    this.wishes.push(wish);
    return wish;
  }

  lastEnd(made: number): number {
    return Math.min(made + this.policy.max_hold_ms, this.starts);
  }

  /** Whether others come first, however much is free. */
  queued(): boolean {
    return this.policy.waitlist_order === "strict" && this.waiting().length > 0;
  }

  /** Why somebody who did not wait cannot have so many more. */
  full(more: number): Said | undefined {
    if (more <= this.free() && !this.queued()) return undefined;
    return { ok: false, code: "FULL", seats: more, available: this.free(), waiting: this.waiting().length };
  }

  isForgotten(name: string): boolean {
    return this.holds.some((hold) => hold.name === name && hold.forgotten);
  }

  /** Ended holds are dropped after two days; their bookings stay. */
  forget(clock: number): void {
    for (const hold of this.holds)
      if (hold.state !== "ACTIVE" && hold.ends < clock - TWO_DAYS_MS) hold.forgotten = true;
  }

  cancelAll(): void {
    this.status = "CANCELED";
    this.changedAt = this.now;
    for (const hold of this.holds) if (hold.state === "ACTIVE") hold.state = "CANCELED";
    for (const wish of this.wishes) if (wish.state === "WAITING" || wish.state === "OFFERED") wish.state = "LAPSED";
    for (const booking of this.bookings) {
      if (booking.state !== "CONFIRMED") continue;
      booking.state = "CANCELED";
      booking.changed = this.now;
    }
  }

  canWait(): boolean {
    return this.waiting().length < WAITING_MAX;
  }

  /** What is said of every sale. */
  sameOfAll() {
    return {
      id: this.id,
      status: this.status,
      starts_at_ms: this.starts,
      policy: this.policy,
      waiting: this.waiting().length,
      active_holds: this.holds.filter((hold) => hold.state === "ACTIVE").length,
      created_at_ms: this.createdAt,
      updated_at_ms: this.changedAt,
    };
  }

  sameOfHolds(hold: NaiveHold) {
    return {
      id: hold.name,
      channel: hold.channel,
      customer_ref: hold.customer,
      seats: hold.seats,
      status: hold.state,
      created_at_ms: hold.made,
      expires_at_ms: hold.ends,
      max_expires_at_ms: this.lastEnd(hold.made),
      currency: hold.currency,
      booking_id: hold.booking?.name ?? null,
      entry_id: hold.wish?.name ?? null,
    };
  }

  sameOfBookings(booking: NaiveBooking) {
    const { hold } = booking;
    return {
      id: booking.name,
      hold_id: hold.name,
      code: booking.code,
      channel: hold.channel,
      customer_ref: hold.customer,
      seats: booking.seats,
      status: booking.state,
      currency: hold.currency,
      created_at_ms: booking.made,
      updated_at_ms: booking.changed,
    };
  }

  sameOfWishes(wish: NaiveWish) {
    const place = this.waiting().indexOf(wish);
    return {
      id: wish.name,
      channel: wish.channel,
      customer_ref: wish.customer,
      seats: wish.seats,
      status: wish.state,
      created_at_ms: wish.made,
      notified_at_ms: wish.offered,
      hold_id: wish.hold?.name ?? null,
      position: place < 0 ? null : place + 1,
    };
  }
}
