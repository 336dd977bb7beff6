// How a show's seats are kept apart from each other: by name. Who waits is offered the seats that their wish can have.
// Looking through the hall for a wish costs a millisecond or two, so what could not be had is remembered until a seat
// comes free: nothing that did not fit fits because others were taken.
import { priceOf } from "../../domain/seat-choice.ts";
import { selectSeats } from "../../domain/seat-selection.ts";
import { type WishText, wishOf } from "../../domain/seat-wish.ts";
import type { SeatBooking, SeatEntry, SeatHold } from "../../domain/show.ts";
import type { Queue } from "../../domain/waitlist.ts";
import type { OwnHold, Stock } from "../sale/kinds.ts";
import type { Ledger } from "../sale/ledger.ts";
import type { Sql } from "../sql.ts";
import type { ShowKinds } from "./commands.ts";
import type { MapRows } from "./map-rows.ts";
import type { SeatRows } from "./seat-rows.ts";
import { oldestInLine, oldestOfWish, type WishWaiting, wishesWaiting } from "./wish-rows.ts";

type ShowLedger = Ledger<ShowKinds>;

/** Anyone may ask for anything, so that what could not be had is not remembered without end. */
const HOPELESS_MAX = 1_000;

export class SeatStock implements Stock<ShowKinds> {
  readonly map: MapRows;
  readonly seats: SeatRows;
  /** Wishes that nobody could be given since a seat last came free. */
  readonly #hopeless = new Set<string>();
  /** Nobody who waits could be given anything since then. */
  #nobody = false;

  constructor(map: MapRows, seats: SeatRows) {
    this.map = map;
    this.seats = seats;
  }

  forget(): void {
    this.#hopeless.clear();
    this.#nobody = false;
  }

  /** The seats that this wish can have now, or undefined. */
  best(wish: WishText, quantity: number): readonly number[] | undefined {
    const name = `${quantity} ${wish}`;
    if (this.#hopeless.has(name)) return undefined;
    const found = selectSeats(this.map.hall, this.seats.all.states, wishOf(wish, quantity));
    if (found.ok) return found.seats;
    if (this.#hopeless.size >= HOPELESS_MAX) this.#hopeless.clear();
    this.#hopeless.add(name);
    return undefined;
  }

  queue({ store, home }: ShowLedger): Queue<SeatEntry> {
    const entry = (no: number | undefined) => (no === undefined ? undefined : store.entries.byNo(home.id, no));
    let line: WishWaiting[] | undefined;
    let served: WishWaiting | undefined;
    return {
      head: () => entry(oldestInLine(store.sql)),
      fits: ({ wish, seats }) => this.best(wish, seats) !== undefined,
      oldestFitting: () => {
        if (this.#nobody) return undefined;
        // Whoever was served is no longer the first of their wish; who cannot be served now cannot be later.
        line = line === undefined ? wishesWaiting(store.sql) : movedUp(store.sql, line, served);
        const first = line.findIndex(({ wish, seats }) => this.best(wish, seats) !== undefined);
        line = first === -1 ? [] : line.slice(first);
        served = line[0];
        this.#nobody = served === undefined;
        return entry(served?.no);
      },
    };
  }

  offered(ledger: ShowLedger, entry: SeatEntry, no: number): OwnHold<ShowKinds> {
    const seats = this.best(entry.wish, entry.seats);
    if (!seats) throw new Error(`entry ${entry.no} is offered seats that are not there`);
    this.seats.take(seats, "held", { owner: no, seq: no });
    const { currency } = ledger.home;
    const total_amount = priceOf(this.map.hall, seats);
    return { seat_list: seats, total_amount, currency, external_booking_id: null, metadata: null };
  }

  /** Whoever watches a seat sees until when it is held. */
  prolonged({ seq }: ShowLedger, { seat_list }: SeatHold): void {
    this.seats.keep(seat_list, seq + 1);
  }

  freed({ store, home, seq }: ShowLedger, hold_nos: readonly number[]): void {
    const seats = store.holds.byNos(home.id, hold_nos).flatMap(({ seat_list }) => seat_list);
    this.seats.freeHeld(seats, seq + 1);
    this.forget();
  }

  unsold({ seq }: ShowLedger, booking: SeatBooking): void {
    this.seats.free(booking.seat_list, "sold", { owner: booking.no, seq: seq + 1 });
    this.forget();
  }

  emptied({ seq }: ShowLedger): void {
    this.seats.freeSold(seq + 1);
  }
}

/** The line after the first of its wish was served: the next one of that wish, if any, has a place by age. */
function movedUp(sql: Sql, line: readonly WishWaiting[], served: WishWaiting | undefined): WishWaiting[] {
  const moved = line.flatMap((one) => {
    const no = one === served ? oldestOfWish(sql, one.wish, one.seats) : one.no;
    return no === undefined ? [] : [{ ...one, no }];
  });
  return moved.sort((one, other) => one.no - other.no);
}
