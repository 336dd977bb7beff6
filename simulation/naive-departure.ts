// What a departure should do beside what every sale does: its places are only counted and all cost the same.
import type { DepartureChanges, NewDeparture } from "../durable-objects/departure/commands.ts";
import { NaiveSale } from "./naive-sale.ts";
import type { NaiveActor, NaiveAdjustment, NaiveBooking, NaiveHold, NaiveWish } from "./naive-things.ts";

export class NaiveDeparture extends NaiveSale {
  readonly made: NewDeparture;
  capacity: number;
  amount: number;
  currency: string;
  adjustments: NaiveAdjustment[] = [];

  constructor(made: NewDeparture, now: number) {
    super(made, now);
    this.made = made;
    this.capacity = made.capacity;
    this.amount = made.unit_amount;
    this.currency = made.currency;
  }

  free(): number {
    return this.capacity - this.held() - this.sold();
  }

  firstServed(line: readonly NaiveWish[]): NaiveWish | undefined {
    return line.find((one) => one.seats <= this.free());
  }

  keepFor({ channel, customer, seats }: NaiveWish, ttl: number): NaiveHold {
    return this.keep({ channel, customer, seats, ...this.price() }, ttl);
  }

  price() {
    return { amount: this.amount, currency: this.currency };
  }

  change(changes: DepartureChanges): void {
    this.starts = changes.starts_at_ms ?? this.starts;
    this.amount = changes.unit_amount ?? this.amount;
    this.currency = changes.currency ?? this.currency;
    this.policy = { ...this.policy, ...changes.policy };
    this.changedAt = this.now;
  }

  adjust({ delta, reason }: { delta: number; reason: string }, actor: NaiveActor): NaiveAdjustment {
    this.capacity += delta;
    const name = `~a${this.adjustments.length}`;
    const adjustment = { name, delta, reason, actor: actor.key_id, after: this.capacity, made: this.now };
    this.adjustments.push(adjustment);
    return adjustment;
  }

  view(): object {
    return {
      ...this.sameOfAll(),
      tour_id: this.made.tour_id,
      places: { capacity: this.capacity, held: this.held(), sold: this.sold(), blocked: 0 },
      unit_amount: this.amount,
      currency: this.currency,
      location_hint: this.made.location_hint,
    };
  }

  holdView(hold: NaiveHold): object {
    return { ...this.sameOfHolds(hold), departure_id: this.id, unit_amount: hold.amount };
  }

  bookingView(booking: NaiveBooking): object {
    return { ...this.sameOfBookings(booking), departure_id: this.id, unit_amount: booking.hold.amount };
  }

  wishView(wish: NaiveWish): object {
    return { ...this.sameOfWishes(wish), departure_id: this.id };
  }

  adjustmentView({ name, delta, reason, actor, after, made }: NaiveAdjustment): object {
    return { id: name, departure_id: this.id, delta, reason, actor, capacity_after: after, created_at_ms: made };
  }
}
