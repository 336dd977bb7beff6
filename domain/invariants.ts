// What must be true of a departure at every commit, said of its state alone. Nothing here runs in production:
// tests, the simulation and the load bench ask, after whatever they did. Each broken rule is one sentence.
import type { Booking } from "./booking.ts";
import type { Departure } from "./departure.ts";
import type { Hold } from "./hold.ts";
import { placesAvailable } from "./places.ts";
import { salesClosed } from "./sale.ts";
import type { Entry } from "./waitlist.ts";

/** A departure with all of its holds, bookings and waitlist entries; ended holds may have been dropped. */
export type WholeDeparture = {
  readonly departure: Departure;
  readonly holds: readonly Hold[];
  readonly bookings: readonly Booking[];
  readonly entries: readonly Entry[];
};

/** The rules that do not hold at `now`, when everything due by then has been settled; empty when all is well. */
export function brokenInvariants(whole: WholeDeparture, now: number): string[] {
  return [...brokenCounts(whole), ...brokenTime(whole, now), ...brokenOwnership(whole), ...brokenReferences(whole)];
}

function brokenCounts({ departure, holds, bookings, entries }: WholeDeparture): string[] {
  const { places } = departure;
  const active = holds.filter((hold) => hold.status === "ACTIVE");
  const sold = bookings.filter((booking) => booking.status === "CONFIRMED");
  return [
    ...equal("places held", places.held, seatsOf(active)),
    ...equal("places sold", places.sold, seatsOf(sold)),
    ...equal("active holds", departure.active_holds, active.length),
    ...equal("waiting entries", departure.waiting, entries.filter((entry) => entry.status === "WAITING").length),
    ...unless(placesAvailable(places) >= 0, `more is taken than there is: ${JSON.stringify(places)}`),
    ...unless(
      Math.min(places.held, places.sold, places.blocked) >= 0,
      `a count is below zero: ${JSON.stringify(places)}`,
    ),
  ];
}

function brokenTime({ departure, holds, entries }: WholeDeparture, now: number): string[] {
  const over = holds.filter((hold) => hold.status === "ACTIVE" && hold.expires_at_ms <= now);
  const line = entries.filter((entry) => entry.status === "WAITING");
  const turn = departure.policy.waitlist_order === "strict" ? line.slice(0, 1) : line;
  const available = placesAvailable(departure.places);
  const served = salesClosed(departure, now) ? undefined : turn.find((entry) => entry.seats <= available);
  const gone = departure.status === "CANCELED" || now >= departure.starts_at_ms;
  return [
    ...over.map((hold) => `hold ${hold.id} is ACTIVE after its end`),
    ...unless(
      served === undefined,
      `entry ${served?.id ?? ""} waits for ${served?.seats ?? 0} while ${available} are free`,
    ),
    ...unless(!gone || line.length === 0, "somebody waits for a departure that is gone"),
  ];
}

function brokenOwnership({ holds, entries }: WholeDeparture): string[] {
  const own = holds.filter((hold) => hold.status === "ACTIVE" && hold.entry_no === null).map(owner);
  const wishes = entries.filter((entry) => entry.status === "WAITING" || entry.status === "OFFERED").map(owner);
  return [
    ...unless(new Set(own).size === own.length, "a customer has two active holds"),
    ...unless(new Set(wishes).size === wishes.length, "a customer waits twice"),
  ];
}

function brokenReferences({ holds, bookings, entries }: WholeDeparture): string[] {
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
function entryFits(entry: Entry, hold: Hold | undefined): boolean {
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

function owner(one: { channel: string; customer_ref: string }): string {
  return JSON.stringify([one.channel, one.customer_ref]);
}

function sameOwner(
  one: { channel: string; customer_ref: string },
  other: { channel: string; customer_ref: string },
): boolean {
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
