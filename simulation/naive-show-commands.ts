// What each command must do to the naive show and answer.
import type { WantedHold } from "../durable-objects/show/commands.ts";
import { bestChoice } from "./naive-hall.ts";
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
import {
  choose,
  otherMoney,
  type Refused,
  seatsAllowed,
  strangers,
  unavailable,
  wishFaults,
} from "./naive-seat-choices.ts";
import { type NaiveShow, wishedSeats } from "./naive-show.ts";
import type { NaiveActor, NaiveHold, Said } from "./naive-things.ts";
import type { NamedShowCommand } from "./names.ts";

type Of<Type extends NamedShowCommand["type"]> = Extract<NamedShowCommand, { type: Type }>;

/** At entry: what is due has been settled (`begin`). */
export function obeyShow(show: NaiveShow, command: NamedShowCommand, actor: NaiveActor): Said {
  switch (command.type) {
    case "create":
      return { ok: true, show: show.view() };
    case "update":
    case "close":
    case "reopen":
    case "cancel":
      return changeShow(show, command);
    case "hold":
      return holdAlone(show, command, actor);
    case "hold_batch":
      return command.atomic ? allOrNone(show, command, actor) : eachForItself(show, command, actor);
    case "confirm":
      return confirm(show, command, actor);
    case "modify_booking":
      return modifyBooking(show, command, actor);
    case "join":
      return join(show, command, actor);
    case "block":
    case "unblock":
      return changeSeats(show, command, actor);
    case "extend":
    case "release":
    case "cancel_booking":
    case "leave":
    case "notify":
      return obeyShared(show, command, actor);
  }
}

function gone(show: NaiveShow): Said | undefined {
  return show.status === "CANCELED" ? { ok: false, code: "SHOW_CANCELED", show_id: show.id } : undefined;
}

function changeShow(show: NaiveShow, command: Of<"update" | "close" | "reopen" | "cancel">): Said {
  const refused = gone(show);
  if (refused) return refused;
  if (command.type === "cancel") {
    show.cancelAll();
    return { ok: true, show: show.view() };
  }
  show.change(command.type === "update" ? command.changes : {});
  if (command.type === "close") show.status = "CLOSED";
  if (command.type === "reopen") show.status = "OPEN";
  show.settle();
  return { ok: true, show: show.view() };
}

/** At exit: whoever waits has not been served yet. */
function hold(show: NaiveShow, wanted: WantedHold, actor: NaiveActor): Refused | { readonly hold: NaiveHold } {
  const { choice, customer_ref: customer, ttl_ms } = wanted;
  const refused =
    otherMoney(show, wanted.price_currency) ??
    (choice.by === "seats" ? strangers(show, choice.seats) : undefined) ??
    notOnSale(show) ??
    seatsAllowed(show, choice, actor);
  if (refused) return { refused };
  const own = heldBy(show, customer, actor);
  if (own && !wanted.refresh) {
    return { refused: { ok: false, code: "HOLD_CONFLICT", hold_id: own.name, expires_at_ms: own.ends } };
  }
  const chosen = choose(show, { choice, own: own?.chosen ?? [], actor });
  if ("refused" in chosen) return chosen;
  const { seats } = chosen;
  const kept = own ?? show.keepSeats({ channel: actor.channel, customer }, seats, ttl_ms);
  if (own) {
    kept.chosen = seats;
    kept.seats = seats.length;
    kept.amount = show.priceOf(seats);
    show.prolong(kept, ttl_ms);
  }
  kept.reference = wanted.external_booking_id ?? kept.reference;
  kept.notes = wanted.metadata ?? kept.notes;
  return { hold: kept };
}

function holdAlone(show: NaiveShow, wanted: WantedHold, actor: NaiveActor): Said {
  const held = hold(show, wanted, actor);
  if ("refused" in held) return held.refused;
  show.serveWaiting();
  return { ok: true, hold: show.holdView(held.hold) };
}

function eachForItself(show: NaiveShow, command: Of<"hold_batch">, actor: NaiveActor): Said {
  return { ok: true, results: command.holds.map((wanted) => holdAlone(show, wanted, actor)) };
}

/** What one of them gives up goes to those who wait, and only if nobody does to the others of the batch. */
function allOrNone(show: NaiveShow, command: Of<"hold_batch">, actor: NaiveActor): Said {
  const before = show.holds.map((one) => ({ ...one }));
  show.endsBefore = show.seats.map(({ index }) => show.heldUntil(index));
  const made: NaiveHold[] = [];
  for (const [item, wanted] of command.holds.entries()) {
    const had = heldBy(show, wanted.customer_ref, actor)?.chosen ?? [];
    const held = hold(show, wanted, actor);
    if ("refused" in held) {
      show.endsBefore = undefined;
      show.givenUp = [];
      show.holds = show.holds.slice(0, before.length);
      for (const [at, one] of show.holds.entries()) Object.assign(one, before[at]);
      return { ...pointed(held.refused, item), item };
    }
    const now = held.hold.chosen;
    if (show.waiting().length > 0) show.givenUp.push(...had.filter((seat) => !now.includes(seat)));
    made.push(held.hold);
  }
  show.endsBefore = undefined;
  show.givenUp = [];
  show.serveWaiting();
  return { ok: true, results: made.map((one) => ({ ok: true, hold: show.holdView(one) })) };
}

/** What is wrong with one of a batch, where it is in the whole. */
function pointed(refused: Said, item: number): Said {
  if (refused["code"] !== "VALIDATION_FAILED") return refused;
  // As invalid() and the others write them.
  const violations = refused["violations"] as readonly { readonly path: string }[];
  return { ...refused, violations: violations.map(({ path }) => ({ path: `/reservations/${item}${path}` })) };
}

function confirm(show: NaiveShow, command: Of<"confirm">, actor: NaiveActor): Said {
  const own = ownedHold(show, command.hold, actor);
  if (!own) return absent("hold");
  const ended = over(own);
  if (ended) return ended;
  const seats = command.seats ?? own.chosen;
  const strange = seats.findIndex((seat) => !own.chosen.includes(seat));
  if (strange >= 0) return invalid(`/seat_ids/${strange}`);
  const booking = show.sell(own, command.code);
  booking.chosen = own.chosen.filter((seat) => seats.includes(seat));
  booking.seats = booking.chosen.length;
  booking.amount = show.priceOf(booking.chosen);
  booking.reference = command.external_booking_id ?? own.reference;
  booking.notes = command.metadata ?? own.notes;
  show.serveWaiting();
  return { ok: true, booking: show.bookingView(booking) };
}

function modifyBooking(show: NaiveShow, command: Of<"modify_booking">, actor: NaiveActor): Said {
  const own = ownedBooking(show, command.booking, actor);
  if (!own) return absent("booking");
  const { seats } = command;
  const choice = { by: "seats", seats } as const;
  const refused =
    strangers(show, seats) ??
    fixed(show, own) ??
    seatsAllowed(show, choice, actor) ??
    (seats.length > own.seats ? notOnSale(show) : undefined);
  if (refused) return refused;
  const chosen = choose(show, { choice, own: own.chosen, actor });
  if ("refused" in chosen) return chosen.refused;
  own.chosen = chosen.seats;
  own.seats = own.chosen.length;
  own.amount = show.priceOf(own.chosen);
  own.changed = show.now;
  show.serveWaiting();
  return { ok: true, booking: show.bookingView(own) };
}

function join(show: NaiveShow, command: Of<"join">, actor: NaiveActor): Said {
  const { customer_ref: customer, seats, wish: text } = command;
  const wish = wishedSeats({ seats, text });
  const faults = wishFaults(show, wish) ?? otherMoney(show, command.price_currency);
  if (faults) return faults;
  const own = wishedBy(show, customer, actor);
  if (own) return { ok: true, entry: show.wishView(own), joined: false };
  const refused = notOnSale(show) ?? (seats <= show.policy.seats_per_hold_max ? undefined : invalid("/seats"));
  if (refused) return refused;
  const fits = !show.queued() && "seats" in bestChoice(show.freeSeats(), wish);
  if (fits) return { ok: false, code: "NOT_FULL", available: show.free() };
  if (!show.canWait({ seats, text })) return { ok: false, code: "WAITLIST_FULL", waiting: show.waiting().length };
  const waits = show.wait({ channel: actor.channel, customer, seats, text });
  return { ok: true, entry: show.wishView(waits), joined: true };
}

function changeSeats(show: NaiveShow, command: Of<"block" | "unblock">, actor: NaiveActor): Said {
  const refused = gone(show) ?? strangers(show, command.seats);
  if (refused) return refused;
  const { seats } = command;
  if (command.type === "block") {
    const states = show.states();
    const taken = seats.filter((seat) => states[seat] === "held" || states[seat] === "sold");
    if (taken.length > 0) return unavailable(show, taken, actor);
    show.blocked = [...new Set([...show.blocked, ...seats])];
  } else {
    show.blocked = show.blocked.filter((seat) => !seats.includes(seat));
    show.serveWaiting();
  }
  return { ok: true, show: show.view(), seats: seats.map((seat) => show.seatNow(seat)) };
}
