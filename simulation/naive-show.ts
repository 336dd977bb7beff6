// What a show should do beside what every sale does: its places are seats, and whose each of them is can be read from
// the holds and bookings that list it.
import type { OrphanPolicy } from "../domain/orphans.ts";
import type { NewShow, ShowChanges } from "../durable-objects/show/commands.ts";
import type { SeatMap } from "../durable-objects/show/map-rows.ts";
import { areTogether, bestChoice, type NaiveSeat, type NaiveSeatWish, naiveHall } from "./naive-hall.ts";
import { NaiveSale } from "./naive-sale.ts";
import type { NaiveBooking, NaiveHold, NaiveWish } from "./naive-things.ts";

export type NaiveState = "available" | "held" | "sold" | "blocked";

export class NaiveShow extends NaiveSale {
  readonly made: NewShow;
  readonly map: SeatMap;
  readonly seats: readonly NaiveSeat[];
  title: string;
  orphans: OrphanPolicy;
  blocked: number[] = [];
  /** Seats that a batch gave up which is not over yet. */
  givenUp: number[] = [];
  /** Until when seats were held before such a batch began, which is all that is known if it comes to nothing. */
  endsBefore: (number | null)[] | undefined;

  constructor(made: NewShow, map: SeatMap, now: number) {
    super(made, now);
    this.made = made;
    this.map = map;
    this.seats = naiveHall(map);
    this.title = made.name;
    this.orphans = made.orphan_policy;
  }

  states(): NaiveState[] {
    const states = this.seats.map((): NaiveState => "available");
    for (const seat of this.blocked) states[seat] = "blocked";
    for (const hold of this.holds) if (hold.state === "ACTIVE") for (const seat of hold.chosen) states[seat] = "held";
    for (const { state, chosen } of this.bookings) {
      if (state === "CONFIRMED") for (const seat of chosen) states[seat] = "sold";
    }
    return states;
  }

  /** In hall order; with `own`, as if these were free too. */
  freeSeats(own: readonly number[] = []): NaiveSeat[] {
    const states = this.states();
    return this.seats.filter(
      ({ index }) => own.includes(index) || (states[index] === "available" && !this.givenUp.includes(index)),
    );
  }

  free(): number {
    return this.freeSeats().length;
  }

  firstServed(line: readonly NaiveWish[]): NaiveWish | undefined {
    const free = this.freeSeats();
    return line.find((one) => one.seats <= free.length && "seats" in bestChoice(free, wishedSeats(one)));
  }

  keepFor(wish: NaiveWish, ttl: number): NaiveHold {
    const best = bestChoice(this.freeSeats(), wishedSeats(wish));
    if (!("seats" in best)) throw new Error("the naive model offers seats that it does not have");
    return this.keepSeats(wish, best.seats, ttl);
  }

  keepSeats(owner: { channel: string; customer: string | null }, chosen: readonly number[], ttl: number): NaiveHold {
    const { channel, customer } = owner;
    const amount = this.priceOf(chosen);
    const hold = this.keep({ channel, customer, seats: chosen.length, amount, currency: this.made.currency }, ttl);
    hold.chosen = chosen;
    return hold;
  }

  priceOf(chosen: readonly number[]): number {
    return chosen.reduce((sum, seat) => sum + (this.seats[seat]?.unit_amount ?? 0), 0);
  }

  /** Until when somebody keeps the seat, or null. */
  heldUntil(seat: number): number | null {
    return this.holds.find((hold) => hold.state === "ACTIVE" && hold.chosen.includes(seat))?.ends ?? null;
  }

  knownEnd(seat: number): number | null {
    return this.endsBefore === undefined ? this.heldUntil(seat) : (this.endsBefore[seat] ?? null);
  }

  change(changes: ShowChanges): void {
    this.title = changes.name ?? this.title;
    this.starts = changes.starts_at_ms ?? this.starts;
    this.orphans = changes.orphan_policy ?? this.orphans;
    this.policy = { ...this.policy, ...changes.policy };
    this.changedAt = this.now;
  }

  /** At most a hundred different wishes wait, so that freed seats can be offered in one commit. */
  override canWait(wanted?: { readonly seats: number; readonly text: string }): boolean {
    const name = ({ seats, text }: { seats: number; text: string }) => `${seats} ${text}`;
    const different = new Set(this.waiting().map(name));
    return super.canWait() && (different.size < 100 || (wanted !== undefined && different.has(name(wanted))));
  }

  view(): object {
    const prices = this.seats.map(({ unit_amount }) => unit_amount);
    const { venue_id, currency, location_hint } = this.made;
    return {
      ...this.sameOfAll(),
      venue_id,
      name: this.title,
      currency,
      location_hint,
      orphan_policy: this.orphans,
      scheme_version_id: null,
      price_min: Math.min(...prices),
      price_max: Math.max(...prices),
      places: { capacity: this.seats.length, held: this.held(), sold: this.sold(), blocked: this.blocked.length },
    };
  }

  holdView(hold: NaiveHold): object {
    return { ...this.sameOfHolds(hold), ...this.#seated(hold) };
  }

  bookingView(booking: NaiveBooking): object {
    return { ...this.sameOfBookings(booking), ...this.#seated(booking) };
  }

  #seated({ chosen, amount, reference, notes }: NaiveHold | NaiveBooking) {
    return {
      show_id: this.id,
      seat_list: chosen,
      chosen: chosen.map((seat) => this.facts(seat)),
      adjacent: areTogether(this.seats.filter(({ index }) => chosen.includes(index))),
      total_amount: amount,
      external_booking_id: reference,
      metadata: notes,
    };
  }

  facts(index: number): object {
    const seat = this.seats[index];
    if (!seat) throw new Error(`the naive show has no seat ${index}`);
    const { map_seat_id, section, row, number, category, unit_amount, accessible } = seat;
    return { index, map_seat_id, section, row, number, category, unit_amount, accessible };
  }

  seatNow(index: number): object {
    return { ...this.facts(index), state: this.states()[index], held_until_ms: this.heldUntil(index) };
  }

  wishView(wish: NaiveWish): object {
    return { ...this.sameOfWishes(wish), show_id: this.id, currency: this.made.currency, wish: wish.text };
  }
}

type Written = readonly [string | null, string | null, number | null, number, boolean, boolean];

/** The wish as the Worker wrote it. */
export function wishedSeats({ seats, text }: { readonly seats: number; readonly text: string }): NaiveSeatWish {
  // The Worker writes these six, in this order.
  const [section, category, price_max, accessible, prevent_orphans, allow_split] = JSON.parse(text) as Written;
  return { quantity: seats, section, category, price_max, accessible, prevent_orphans, allow_split };
}
