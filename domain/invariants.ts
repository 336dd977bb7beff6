// What must be true of a departure or a show at every commit, said of its state alone. Nothing here runs in
// production: tests and the simulation ask, after whatever they did. Each broken rule is one sentence.
import type { BookingLife } from "./booking.ts";
import type { Departure } from "./departure.ts";
import type { Hall } from "./hall.ts";
import type { HoldLife } from "./hold.ts";
import { placesAvailable } from "./places.ts";
import { isOver, type Sale, salesClosed } from "./sale.ts";
import { selectSeats } from "./seat-selection.ts";
import { SEAT_STATE } from "./seat-state.ts";
import { wishOf } from "./seat-wish.ts";
import type { SeatBooking, SeatEntry, SeatHold, Show } from "./show.ts";
import type { EntryLife } from "./waitlist.ts";

/** All holds, bookings and waitlist entries of a sale; ended holds may have been dropped. */
type Records<Hold extends HoldLife, Booking extends BookingLife, Entry extends EntryLife> = {
  readonly holds: readonly Hold[];
  readonly bookings: readonly Booking[];
  readonly entries: readonly Entry[];
};
type WholeSale = { readonly sale: Sale } & Records<HoldLife, BookingLife, EntryLife>;
export type WholeDeparture = { readonly departure: Departure } & Records<HoldLife, BookingLife, EntryLife>;

/** What is kept of a seat that something happened to; `owner` is the number of a hold or a booking. */
type KeptSeat = { readonly seat: number; readonly state: number; readonly owner: number | null };
export type WholeShow = { readonly show: Show; readonly hall: Hall; readonly seats: readonly KeptSeat[] } & Records<
  SeatHold,
  SeatBooking,
  SeatEntry
>;

/** The rules that do not hold at `now`, when everything due by then has been settled; empty when all is well. */
export function brokenInvariants({ departure, ...records }: WholeDeparture, now: number): string[] {
  const available = placesAvailable(departure.places);
  const whole = { sale: departure, ...records };
  return [...brokenSale(whole, now), ...passedOver(whole, now, (entry) => entry.seats <= available)];
}

/** The same of a show, whose places are seats. */
export function brokenShowInvariants(whole: WholeShow, now: number): string[] {
  const { show, hall, holds, bookings, entries } = whole;
  const states = statesOf(whole);
  const fits = ({ wish, seats }: SeatEntry) => selectSeats(hall, states, wishOf(wish, seats)).ok;
  const sale = { sale: show, holds, bookings, entries };
  return [...brokenSale(sale, now), ...brokenSeats(whole), ...passedOver(sale, now, fits)];
}

function brokenSale(whole: WholeSale, now: number): string[] {
  return [...brokenCounts(whole), ...brokenTime(whole, now), ...brokenOwnership(whole), ...brokenReferences(whole)];
}

function brokenCounts({ sale, holds, bookings, entries }: WholeSale): string[] {
  const { places } = sale;
  const active = holds.filter((hold) => hold.status === "ACTIVE");
  const sold = bookings.filter((booking) => booking.status === "CONFIRMED");
  return [
    ...equal("places held", places.held, seatsOf(active)),
    ...equal("places sold", places.sold, seatsOf(sold)),
    ...equal("active holds", sale.active_holds, active.length),
    ...equal("waiting entries", sale.waiting, entries.filter((entry) => entry.status === "WAITING").length),
    ...unless(placesAvailable(places) >= 0, `more is taken than there is: ${JSON.stringify(places)}`),
    ...unless(
      Math.min(places.held, places.sold, places.blocked) >= 0,
      `a count is below zero: ${JSON.stringify(places)}`,
    ),
  ];
}

function brokenTime({ sale, holds, entries }: WholeSale, now: number): string[] {
  const over = holds.filter((hold) => hold.status === "ACTIVE" && hold.expires_at_ms <= now);
  const waits = entries.some((entry) => entry.status === "WAITING");
  return [
    ...over.map((hold) => `hold ${hold.id} is ACTIVE after its end`),
    ...unless(!waits || !isOver(sale, now), "somebody waits for what is gone"),
  ];
}

/** Nobody waits for what they could have now. */
function passedOver<Entry extends EntryLife>(
  { sale, entries }: { readonly sale: Sale; readonly entries: readonly Entry[] },
  now: number,
  fits: (entry: Entry) => boolean,
): string[] {
  if (salesClosed(sale, now)) return [];
  const line = entries.filter((entry) => entry.status === "WAITING");
  const turn = sale.policy.waitlist_order === "strict" ? line.slice(0, 1) : line;
  const served = turn.find(fits);
  const available = placesAvailable(sale.places);
  return served === undefined ? [] : [`entry ${served.id} waits for ${served.seats} while ${available} are free`];
}

/** Each seat has the one owner that lists it, and every owner the seats that it lists. */
function brokenSeats({ show, seats, holds, bookings }: WholeShow): string[] {
  const { capacity, held, sold, blocked } = show.places;
  const active = holds.filter((hold) => hold.status === "ACTIVE");
  const confirmed = bookings.filter((booking) => booking.status === "CONFIRMED");
  const count = (state: number) => seats.filter((one) => one.state === state).length;
  const kept = new Map(seats.map((one) => [one.seat, one]));
  const owned = [
    ...owners(active, SEAT_STATE.held, kept),
    ...owners(confirmed, SEAT_STATE.sold, kept),
    ...equal("seats held", held, count(SEAT_STATE.held)),
    ...equal("seats sold", sold, count(SEAT_STATE.sold)),
    ...equal("seats blocked", blocked, count(SEAT_STATE.blocked)),
  ];
  const listed = [...active, ...confirmed].flatMap(({ seat_list }) => seat_list);
  const strange = seats.filter(({ seat }) => seat < 0 || seat >= capacity);
  const taken = seats.filter(({ state }) => state === SEAT_STATE.held || state === SEAT_STATE.sold);
  const ownerless = seats.filter(
    ({ state, owner }) => (state === SEAT_STATE.held || state === SEAT_STATE.sold) !== (owner !== null),
  );
  return [
    ...owned,
    ...unless(new Set(listed).size === listed.length, "a seat is listed by two owners"),
    ...unless(
      taken.every(({ seat }) => listed.includes(seat)),
      "a seat is taken that nobody lists",
    ),
    ...strange.map(({ seat }) => `seat ${seat} is not in the hall`),
    ...ownerless.map(({ seat, state, owner }) => `seat ${seat} is in state ${state} and has owner ${owner}`),
  ];
}

/** What these list, they must have, in hall order and each seat once. */
function owners(
  things: readonly (SeatHold | SeatBooking)[],
  state: number,
  kept: ReadonlyMap<number, KeptSeat>,
): string[] {
  return things.flatMap(({ id, no, seats, seat_list }) => [
    ...equal(`seats of ${id}`, seats, seat_list.length),
    ...unless(
      seat_list.every((seat, at) => at === 0 || (seat_list[at - 1] ?? 0) < seat),
      `${id} lists its seats in no order or twice`,
    ),
    ...seat_list
      .filter((seat) => kept.get(seat)?.state !== state || kept.get(seat)?.owner !== no)
      .map((seat) => `${id} lists seat ${seat}, which is ${JSON.stringify(kept.get(seat))}`),
  ]);
}

function statesOf({ hall, seats }: WholeShow): Uint8Array {
  const states = new Uint8Array(hall.size);
  for (const { seat, state } of seats) states[seat] = state;
  return states;
}

/** Of customers who are named. */
function brokenOwnership({ holds, entries }: WholeSale): string[] {
  const own = holds
    .filter((hold) => hold.status === "ACTIVE" && hold.entry_no === null && hold.customer_ref !== null)
    .map(owner);
  const wishes = entries
    .filter(({ status, customer_ref }) => (status === "WAITING" || status === "OFFERED") && customer_ref !== null)
    .map(owner);
  return [
    ...unless(new Set(own).size === own.length, "a customer has two active holds"),
    ...unless(new Set(wishes).size === wishes.length, "a customer waits twice"),
  ];
}

function brokenReferences({ holds, bookings, entries }: WholeSale): string[] {
  const hold_ids = new Map(holds.map((hold) => [hold.id, hold]));
  const entry_nos = new Map(entries.map((entry) => [entry.no, entry]));
  const booking_ids = new Map(bookings.map((booking) => [booking.id, booking]));
  const wrongHolds = holds.filter((hold) => {
    const sale = hold.booking_id === null ? undefined : booking_ids.get(hold.booking_id);
    const offer = hold.entry_no === null ? undefined : entry_nos.get(hold.entry_no);
    const sold =
      hold.status === "CONFIRMED" ? sale?.hold_id === hold.id && sameOwner(sale, hold) : hold.booking_id === null;
    return (
      !sold ||
      (hold.entry_no !== null && !(offer?.hold_id === hold.id && sameOwner(offer, hold) && offer.seats === hold.seats))
    );
  });
  const wrongBookings = bookings.filter((booking) => {
    const hold = hold_ids.get(booking.hold_id);
    return hold !== undefined && hold.booking_id !== booking.id;
  });
  const wrongEntries = entries.filter(
    (entry) => !entryFits(entry, entry.hold_id === null ? undefined : hold_ids.get(entry.hold_id)),
  );
  return [
    ...wrongHolds.map((hold) => `hold ${hold.id} (${hold.status}) does not match its booking or entry`),
    ...wrongBookings.map((booking) => `booking ${booking.id} is not the one that its hold names`),
    ...wrongEntries.map((entry) => `entry ${entry.id} (${entry.status}) does not match its offer`),
  ];
}

/** `hold` is the entry's offer; undefined when there was none or it was dropped since. */
function entryFits(entry: EntryLife, hold: HoldLife | undefined): boolean {
  switch (entry.status) {
    case "WAITING":
      return entry.hold_id === null;
    case "OFFERED":
      return hold?.status === "ACTIVE" && hold.entry_no === entry.no;
    case "BOOKED":
      return entry.hold_id !== null && (hold === undefined || hold.status === "CONFIRMED");
    case "LAPSED":
    case "LEFT":
      return hold === undefined || hold.status === "EXPIRED" || hold.status === "CANCELED";
  }
}

type Owned = { readonly channel: string; readonly customer_ref: string | null };

function owner(one: Owned): string {
  return JSON.stringify([one.channel, one.customer_ref]);
}

function sameOwner(one: Owned, other: Owned): boolean {
  return one.channel === other.channel && one.customer_ref === other.customer_ref;
}

function seatsOf(things: readonly { seats: number }[]): number {
  return things.reduce((sum, { seats }) => sum + seats, 0);
}

function equal(what: string, counted: number, summed: number): string[] {
  return unless(counted === summed, `${what}: counted ${counted}, but the rows add up to ${summed}`);
}

function unless(sound: boolean, broken: string): string[] {
  return sound ? [] : [broken];
}
