// What each command must do to the naive departure and answer, in the order in which the documents ask: is it
// there and yours, is it on sale, is the wish allowed, is it still alive, does it fit.
import type { NaiveDeparture } from "./naive-model.ts";
import type { NaiveActor, NaiveBooking, NaiveHold, NaiveWish, Said } from "./naive-things.ts";
import type { NamedCommand } from "./names.ts";

type Of<Type extends NamedCommand["type"]> = Extract<NamedCommand, { type: Type }>;

/** At entry: what is due has been settled (`begin`). */
export function obey(departure: NaiveDeparture, command: NamedCommand, actor: NaiveActor): Said {
  switch (command.type) {
    case "create":
      return { ok: true, departure: departure.view() };
    case "update":
    case "close":
    case "reopen":
    case "cancel":
      return changeDeparture(departure, command);
    case "hold":
      return hold(departure, command, actor);
    case "extend":
    case "release":
    case "confirm":
      return useHold(departure, command, actor);
    case "cancel_booking":
    case "modify_booking":
      return changeBooking(departure, command, actor);
    case "join":
      return join(departure, command, actor);
    case "leave":
      return leave(departure, command, actor);
    case "notify":
      return notify(departure, command);
    case "adjust":
      return adjust(departure, command, actor);
  }
}

function owned<T extends { name: string }>(
  list: readonly T[],
  name: string,
  actor: NaiveActor,
  channelOf: (one: T) => string,
): T | undefined {
  const found = list.find((one) => one.name === name);
  return found && (actor.admin || channelOf(found) === actor.channel) ? found : undefined;
}

export function ownedHold(departure: NaiveDeparture, name: string, actor: NaiveActor): NaiveHold | undefined {
  const found = owned(departure.holds, name, actor, (one) => one.channel);
  return found?.forgotten ? undefined : found;
}

export function ownedBooking(departure: NaiveDeparture, name: string, actor: NaiveActor): NaiveBooking | undefined {
  return owned(departure.bookings, name, actor, (one) => one.hold.channel);
}

export function ownedWish(departure: NaiveDeparture, name: string, actor: NaiveActor): NaiveWish | undefined {
  return owned(departure.wishes, name, actor, (one) => one.channel);
}

export function absent(what: string): Said {
  return { ok: false, code: "NOT_FOUND", what };
}

function notOnSale(departure: NaiveDeparture): Said | undefined {
  const reason = departure.notOnSale();
  return reason === undefined ? undefined : { ok: false, code: "SALES_CLOSED", reason };
}

function seatsAllowed(departure: NaiveDeparture, seats: number): Said | undefined {
  if (seats <= departure.policy.seats_per_hold_max) return undefined;
  return { ok: false, code: "VALIDATION_FAILED", violations: [{ path: "/seats" }] };
}

function changeDeparture(departure: NaiveDeparture, command: Of<"update" | "close" | "reopen" | "cancel">): Said {
  if (departure.status === "CANCELED") return { ok: false, code: "DEPARTURE_CANCELED", departure_id: departure.id };
  if (command.type === "cancel") {
    departure.cancelAll();
    return { ok: true, departure: departure.view() };
  }
  departure.change(command.type === "update" ? command.changes : {});
  if (command.type === "close") departure.status = "CLOSED";
  if (command.type === "reopen") departure.status = "OPEN";
  departure.settle();
  return { ok: true, departure: departure.view() };
}

function hold(departure: NaiveDeparture, command: Of<"hold">, actor: NaiveActor): Said {
  const { seats, ttl_ms } = command;
  const refused = notOnSale(departure) ?? seatsAllowed(departure, seats);
  if (refused) return refused;
  const own = departure.holds.find(
    (one) =>
      one.state === "ACTIVE" && !one.wish && one.channel === actor.channel && one.customer === command.customer_ref,
  );
  if (!own) {
    const full = departure.full(seats);
    return full ?? { ok: true, hold: departure.holdView(departure.keep(actor, command.customer_ref, seats, ttl_ms)) };
  }
  if (!command.refresh) return { ok: false, code: "HOLD_CONFLICT", hold_id: own.name, expires_at_ms: own.ends };
  const full = seats > own.seats ? departure.full(seats - own.seats) : undefined;
  if (full) return full;
  own.seats = seats;
  prolong(departure, own, ttl_ms);
  departure.serveWaiting();
  return { ok: true, hold: departure.holdView(own) };
}

function prolong(departure: NaiveDeparture, own: NaiveHold, ttl: number): void {
  own.ends = Math.max(own.ends, Math.min(departure.now + ttl, departure.lastEnd(own.made)));
}

function useHold(departure: NaiveDeparture, command: Of<"extend" | "release" | "confirm">, actor: NaiveActor): Said {
  const own = ownedHold(departure, command.hold, actor);
  if (!own) return absent("hold");
  if (own.state === "CONFIRMED")
    return { ok: false, code: "HOLD_CONFIRMED", hold_id: own.name, booking_id: own.booking?.name };
  if (own.state === "CANCELED") return { ok: false, code: "HOLD_CANCELED", hold_id: own.name };
  if (own.state === "EXPIRED") return { ok: false, code: "HOLD_EXPIRED", hold_id: own.name, expired_at_ms: own.ends };
  if (command.type === "extend") {
    prolong(departure, own, command.ttl_ms);
    return { ok: true, hold: departure.holdView(own) };
  }
  if (command.type === "confirm") return confirm(departure, own, command);
  own.state = "CANCELED";
  if (own.wish) own.wish.state = "LEFT";
  departure.serveWaiting();
  return { ok: true, hold: departure.holdView(own) };
}

function confirm(departure: NaiveDeparture, own: NaiveHold, command: Of<"confirm">): Said {
  const seats = command.seats ?? own.seats;
  if (seats > own.seats) return { ok: false, code: "VALIDATION_FAILED", violations: [{ path: "/seats" }] };
  const booking: NaiveBooking = {
    name: `~b${departure.bookings.length}`,
    hold: own,
    code: command.code,
    seats,
    state: "CONFIRMED",
    made: departure.now,
    changed: departure.now,
  };
  departure.bookings.push(booking);
  own.state = "CONFIRMED";
  own.booking = booking;
  if (own.wish) own.wish.state = "BOOKED";
  departure.serveWaiting();
  return { ok: true, booking: departure.bookingView(booking) };
}

function changeBooking(
  departure: NaiveDeparture,
  command: Of<"cancel_booking" | "modify_booking">,
  actor: NaiveActor,
): Said {
  const own = ownedBooking(departure, command.booking, actor);
  if (!own) return absent("booking");
  if (own.state === "CANCELED") return { ok: false, code: "BOOKING_CANCELED", booking_id: own.name };
  const closed_at_ms = departure.starts - departure.policy.cancellation_cutoff_ms;
  if (departure.now >= closed_at_ms) return { ok: false, code: "CANCELLATION_CLOSED", closed_at_ms };
  if (command.type === "modify_booking") {
    const refused =
      seatsAllowed(departure, command.seats) ??
      (command.seats > own.seats ? (notOnSale(departure) ?? departure.full(command.seats - own.seats)) : undefined);
    if (refused) return refused;
    own.seats = command.seats;
  } else {
    own.state = "CANCELED";
  }
  own.changed = departure.now;
  departure.serveWaiting();
  return { ok: true, booking: departure.bookingView(own) };
}

function isLive(wish: NaiveWish): boolean {
  return wish.state === "WAITING" || wish.state === "OFFERED";
}

function join(departure: NaiveDeparture, command: Of<"join">, actor: NaiveActor): Said {
  const { customer_ref: customer, seats } = command;
  const own = departure.wishes.find((one) => isLive(one) && one.channel === actor.channel && one.customer === customer);
  if (own) return { ok: true, entry: departure.wishView(own), joined: false };
  const refused = notOnSale(departure) ?? seatsAllowed(departure, seats);
  if (refused) return refused;
  if (!departure.full(seats)) return { ok: false, code: "NOT_FULL", available: departure.free() };
  if (!departure.canWait()) return { ok: false, code: "WAITLIST_FULL", waiting: departure.waiting().length };
  const wish: NaiveWish = {
    name: `~w${departure.wishes.length}`,
    channel: actor.channel,
    customer,
    seats,
    state: "WAITING",
    made: departure.now,
    offered: null,
    hold: null,
  };
  departure.wishes.push(wish);
  return { ok: true, entry: departure.wishView(wish), joined: true };
}

function leave(departure: NaiveDeparture, command: Of<"leave">, actor: NaiveActor): Said {
  const own = ownedWish(departure, command.entry, actor);
  if (!own) return absent("waitlist entry");
  if (!isLive(own)) {
    return { ok: false, code: "ENTRY_ENDED", entry_id: own.name, status: own.state };
  }
  if (own.hold) own.hold.state = "CANCELED";
  own.state = "LEFT";
  departure.serveWaiting();
  return { ok: true, entry: departure.wishView(own), joined: false };
}

function notify(departure: NaiveDeparture, command: Of<"notify">): Said {
  const closed = notOnSale(departure);
  if (closed) return closed;
  if (command.entry === null) return { ok: true, offers: departure.settledOffers };
  const wish = departure.wishes.find((one) => one.name === command.entry);
  if (!wish) return absent("waitlist entry");
  if (wish.state !== "WAITING") return { ok: false, code: "ENTRY_ENDED", entry_id: wish.name, status: wish.state };
  if (wish.seats > departure.free()) {
    return {
      ok: false,
      code: "FULL",
      seats: wish.seats,
      available: departure.free(),
      waiting: departure.waiting().length,
    };
  }
  return { ok: true, offers: [departure.offer(wish, command.ttl_ms ?? departure.policy.offer_ttl_ms)] };
}

function adjust(departure: NaiveDeparture, command: Of<"adjust">, actor: NaiveActor): Said {
  if (departure.status === "CANCELED") return { ok: false, code: "DEPARTURE_CANCELED", departure_id: departure.id };
  const { delta, reason } = command;
  const { capacity } = departure;
  if (delta < -departure.free()) {
    return { ok: false, code: "CAPACITY_CONFLICT", capacity, taken: capacity - departure.free(), delta };
  }
  if (capacity + delta > 1_000_000) return { ok: false, code: "CAPACITY_LIMIT", capacity_max: 1_000_000 };
  departure.capacity += delta;
  const name = `~a${departure.adjustments.length}`;
  const adjustment = { name, delta, reason, actor: actor.key_id, after: departure.capacity, made: departure.now };
  departure.adjustments.push(adjustment);
  departure.serveWaiting();
  return { ok: true, adjustment: departure.adjustmentView(adjustment), departure: departure.view() };
}
