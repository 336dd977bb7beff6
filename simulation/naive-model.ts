// What a departure should do, written again as simply as it can be said, from the documents and not from the
// code: lists and loops, nothing counted, nothing cached, no SQL, every number worked out anew each time. It is
// told of batches in the order in which they were committed and says what each command must have answered.
// Things are called ~h0, ~b1, ~w2 here; which real id that is, the comparison finds out (names.ts).
import type { DepartureChanges, NewDeparture } from "../durable-objects/departure/commands.ts";
import type { NaiveAdjustment, NaiveBooking, NaiveHold, NaiveWish, Said } from "./naive-things.ts";

const TWO_DAYS_MS = 172_800_000;
const WAITING_MAX = 100_000;

export class NaiveDeparture {
  readonly id: string;
  readonly made: NewDeparture;
  readonly createdAt: number;
  now: number;
  status: "OPEN" | "CLOSED" | "CANCELED" = "OPEN";
  starts: number;
  capacity: number;
  amount: number;
  currency: string;
  policy: NewDeparture["policy"];
  changedAt: number;
  holds: NaiveHold[] = [];
  bookings: NaiveBooking[] = [];
  wishes: NaiveWish[] = [];
  adjustments: NaiveAdjustment[] = [];
  /** Offers that the latest settling made, as they were then. */
  settledOffers: object[] = [];
  /** How many offers there were, and how many went to the next because one was not used. */
  offersMade = 0;
  offersPassedOn = 0;

  constructor(made: NewDeparture, now: number) {
    this.id = made.id;
    this.made = made;
    this.createdAt = now;
    this.now = now;
    this.starts = made.starts_at_ms;
    this.capacity = made.capacity;
    this.amount = made.unit_amount;
    this.currency = made.currency;
    this.policy = made.policy;
    this.changedAt = now;
  }

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

  free(): number {
    return this.capacity - this.held() - this.sold();
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
      const wish = line.find((one) => one.seats <= this.free());
      if (!wish) break;
      offers.push(this.offer(wish, this.policy.offer_ttl_ms));
    }
    return offers;
  }

  offer(wish: NaiveWish, ttl: number): object {
    const hold = this.keep(wish, wish.customer, wish.seats, ttl);
    hold.wish = wish;
    wish.state = "OFFERED";
    wish.offered = this.now;
    wish.hold = hold;
    this.offersMade += 1;
    return { entry: this.wishView(wish), hold: this.holdView(hold) };
  }

  keep(owner: { channel: string }, customer: string, seats: number, ttl: number): NaiveHold {
    const hold: NaiveHold = {
      name: `~h${this.holds.length}`,
      channel: owner.channel,
      customer,
      seats,
      state: "ACTIVE",
      made: this.now,
      ends: Math.min(this.now + ttl, this.lastEnd(this.now)),
      amount: this.amount,
      currency: this.currency,
      wish: null,
      booking: null,
      forgotten: false,
    };
    this.holds.push(hold);
    return hold;
  }

  lastEnd(made: number): number {
    return Math.min(made + this.policy.max_hold_ms, this.starts);
  }

  full(more: number): Said | undefined {
    const queued = this.policy.waitlist_order === "strict" && this.waiting().length > 0;
    if (more <= this.free() && !queued) return undefined;
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

  change(changes: DepartureChanges): void {
    this.starts = changes.starts_at_ms ?? this.starts;
    this.amount = changes.unit_amount ?? this.amount;
    this.currency = changes.currency ?? this.currency;
    this.policy = { ...this.policy, ...changes.policy };
    this.changedAt = this.now;
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

  view(): object {
    return {
      id: this.id,
      tour_id: this.made.tour_id,
      status: this.status,
      starts_at_ms: this.starts,
      places: { capacity: this.capacity, held: this.held(), sold: this.sold(), blocked: 0 },
      unit_amount: this.amount,
      currency: this.currency,
      policy: this.policy,
      location_hint: this.made.location_hint,
      waiting: this.waiting().length,
      active_holds: this.holds.filter((hold) => hold.state === "ACTIVE").length,
      created_at_ms: this.createdAt,
      updated_at_ms: this.changedAt,
    };
  }

  holdView(hold: NaiveHold): object {
    return {
      id: hold.name,
      departure_id: this.id,
      channel: hold.channel,
      customer_ref: hold.customer,
      seats: hold.seats,
      status: hold.state,
      created_at_ms: hold.made,
      expires_at_ms: hold.ends,
      max_expires_at_ms: this.lastEnd(hold.made),
      unit_amount: hold.amount,
      currency: hold.currency,
      booking_id: hold.booking?.name ?? null,
      entry_id: hold.wish?.name ?? null,
    };
  }

  bookingView(booking: NaiveBooking): object {
    const { hold } = booking;
    return {
      id: booking.name,
      departure_id: this.id,
      hold_id: hold.name,
      code: booking.code,
      channel: hold.channel,
      customer_ref: hold.customer,
      seats: booking.seats,
      status: booking.state,
      unit_amount: hold.amount,
      currency: hold.currency,
      created_at_ms: booking.made,
      updated_at_ms: booking.changed,
    };
  }

  wishView(wish: NaiveWish): object {
    const place = this.waiting().indexOf(wish);
    return {
      id: wish.name,
      departure_id: this.id,
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

  adjustmentView({ name, delta, reason, actor, after, made }: NaiveAdjustment): object {
    return { id: name, departure_id: this.id, delta, reason, actor, capacity_after: after, created_at_ms: made };
  }
}
