// What each command must do to the naive departure and answer.
import type { NaiveDeparture } from "./naive-departure.ts";
import {
  absent,
  fixed,
  heldBy,
  invalid,
  notOnSale,
  obeyShared,
  over,
  ownedBooking,
  ownedHold,
  wishedBy,
} from "./naive-sale-commands.ts";
import type { NaiveActor, Said } from "./naive-things.ts";
import type { NamedDepartureCommand } from "./names.ts";

type Of<Type extends NamedDepartureCommand["type"]> = Extract<NamedDepartureCommand, { type: Type }>;

/** At entry: what is due has been settled (`begin`). */
export function obeyDeparture(departure: NaiveDeparture, command: NamedDepartureCommand, actor: NaiveActor): Said {
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
    case "confirm":
      return confirm(departure, command, actor);
    case "modify_booking":
      return modifyBooking(departure, command, actor);
    case "join":
      return join(departure, command, actor);
    case "adjust":
      return adjust(departure, command, actor);
    case "extend":
    case "release":
    case "cancel_booking":
    case "leave":
    case "notify":
      return obeyShared(departure, command, actor);
  }
}

function seatsAllowed(departure: NaiveDeparture, seats: number): Said | undefined {
  return seats <= departure.policy.seats_per_hold_max ? undefined : invalid("/seats");
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
  const { seats, ttl_ms, customer_ref: customer } = command;
  const refused = notOnSale(departure) ?? seatsAllowed(departure, seats);
  if (refused) return refused;
  const own = heldBy(departure, customer, actor);
  if (!own) {
    const full = departure.full(seats);
    if (full) return full;
    const kept = departure.keep({ channel: actor.channel, customer, seats, ...departure.price() }, ttl_ms);
    return { ok: true, hold: departure.holdView(kept) };
  }
  if (!command.refresh) return { ok: false, code: "HOLD_CONFLICT", hold_id: own.name, expires_at_ms: own.ends };
  const full = seats > own.seats ? departure.full(seats - own.seats) : undefined;
  if (full) return full;
  own.seats = seats;
  departure.prolong(own, ttl_ms);
  departure.serveWaiting();
  return { ok: true, hold: departure.holdView(own) };
}

function confirm(departure: NaiveDeparture, command: Of<"confirm">, actor: NaiveActor): Said {
  const own = ownedHold(departure, command.hold, actor);
  if (!own) return absent("hold");
  const ended = over(own);
  if (ended) return ended;
  const seats = command.seats ?? own.seats;
  if (seats > own.seats) return invalid("/seats");
  const booking = departure.sell(own, command.code);
  booking.seats = seats;
  departure.serveWaiting();
  return { ok: true, booking: departure.bookingView(booking) };
}

function modifyBooking(departure: NaiveDeparture, command: Of<"modify_booking">, actor: NaiveActor): Said {
  const own = ownedBooking(departure, command.booking, actor);
  if (!own) return absent("booking");
  const { seats } = command;
  const refused =
    fixed(departure, own) ??
    seatsAllowed(departure, seats) ??
    (seats > own.seats ? (notOnSale(departure) ?? departure.full(seats - own.seats)) : undefined);
  if (refused) return refused;
  own.seats = seats;
  own.changed = departure.now;
  departure.serveWaiting();
  return { ok: true, booking: departure.bookingView(own) };
}

function join(departure: NaiveDeparture, command: Of<"join">, actor: NaiveActor): Said {
  const { customer_ref: customer, seats } = command;
  const own = wishedBy(departure, customer, actor);
  if (own) return { ok: true, entry: departure.wishView(own), joined: false };
  const refused = notOnSale(departure) ?? seatsAllowed(departure, seats);
  if (refused) return refused;
  if (!departure.full(seats)) return { ok: false, code: "NOT_FULL", available: departure.free() };
  if (!departure.canWait()) return { ok: false, code: "WAITLIST_FULL", waiting: departure.waiting().length };
  const wish = departure.wait({ channel: actor.channel, customer, seats, text: "" });
  return { ok: true, entry: departure.wishView(wish), joined: true };
}

function adjust(departure: NaiveDeparture, command: Of<"adjust">, actor: NaiveActor): Said {
  if (departure.status === "CANCELED") return { ok: false, code: "DEPARTURE_CANCELED", departure_id: departure.id };
  const { delta } = command;
  const { capacity } = departure;
  if (delta < -departure.free()) {
    return { ok: false, code: "CAPACITY_CONFLICT", capacity, taken: capacity - departure.free(), delta };
  }
  if (capacity + delta > 1_000_000) return { ok: false, code: "CAPACITY_LIMIT", capacity_max: 1_000_000 };
  const adjustment = departure.adjust(command, actor);
  departure.serveWaiting();
  return { ok: true, adjustment: departure.adjustmentView(adjustment), departure: departure.view() };
}
