// Carries out one command of a show: those that it shares with departures stand in ../sale/execute.ts, making holds
// in holding.ts, several of them at once in batch.ts.
import { blockPlaces } from "../../domain/places.ts";
import type { Refusal } from "../../domain/refusal.ts";
import { priceOf, strangeSeats } from "../../domain/seat-choice.ts";
import { decideSeatConfirm, decideSeatModify } from "../../domain/seat-hold.ts";
import { SEAT_STATE } from "../../domain/seat-state.ts";
import { wishFaults, wishOf } from "../../domain/seat-wish.ts";
import { SHOW_LIMITS } from "../../domain/show.ts";
import { decideJoin } from "../../domain/waitlist.ts";
import type { Ready } from "../command-line.ts";
import type { Actor, Answer } from "../envelope.ts";
import {
  bookingDone,
  type Done,
  executeShared,
  holdDone,
  notFound,
  ownBooking,
  ownHold,
  recorded,
  refused,
} from "../sale/execute.ts";
import { holdBatch } from "./batch.ts";
import type { Command, Outcome } from "./commands.ts";
import { hold, type ShowLedger, seatingOf, swap, told, wrongCurrency } from "./holding.ts";
import { seatsNow, takenSeats } from "./seats-now.ts";
import type { SeatStock } from "./stock.ts";
import { wishesWaiting } from "./wish-rows.ts";

type Of<Type extends Command["type"]> = Extract<Command, { type: Type }>;
type ShowDone = Done<Outcome>;

export function executeShow(ledger: ShowLedger, stock: SeatStock, ready: Ready<Command>): Answer<Outcome> {
  return recorded(ledger, ready, carryOut(ledger, stock, ready));
}

function carryOut(ledger: ShowLedger, stock: SeatStock, { command, actor }: Ready<Command>): ShowDone {
  switch (command.type) {
    case "create":
      return created(ledger);
    case "update":
      return update(ledger, command);
    case "close":
    case "reopen":
      return openOrClose(ledger, command);
    case "cancel":
      return cancel(ledger);
    case "hold": {
      const held = hold(ledger, stock, { wanted: command, actor });
      if (!held.ok) return refused(held);
      if (held.made) return { ...holdDone(ledger, held.hold, "hold_created"), seq: held.hold.no };
      ledger.offerFreed();
      return holdDone(ledger, held.hold, "hold_changed");
    }
    case "hold_batch":
      return holdBatch(ledger, stock, { command, actor });
    case "confirm":
      return confirm(ledger, stock, { command, actor });
    case "modify_booking":
      return modifyBooking(ledger, stock, { command, actor });
    case "join":
      return join(ledger, stock, { command, actor });
    case "block":
      return block(ledger, stock, { command, actor });
    case "unblock":
      return unblock(ledger, stock, command);
    case "extend":
    case "release":
    case "cancel_booking":
    case "leave":
    case "notify":
      return executeShared(ledger, command, actor);
  }
}

function showChanged(ledger: ShowLedger): ShowDone {
  return { outcome: { ok: true, show: ledger.home }, kind: "show_updated", subject: null, channel: null };
}

/** The show is there before its command runs; only the first create is a change. */
function created(ledger: ShowLedger): ShowDone {
  const kind = ledger.seq === 0 ? "show_created" : "nothing";
  return { outcome: { ok: true, show: ledger.home }, kind, subject: null, channel: null };
}

function update(ledger: ShowLedger, { changes }: Of<"update">): ShowDone {
  if (ledger.home.status === "CANCELED") return canceled(ledger);
  const { policy, ...rest } = changes;
  ledger.changeDetails({ ...rest, policy: { ...ledger.home.policy, ...policy } });
  ledger.settle();
  return showChanged(ledger);
}

function openOrClose(ledger: ShowLedger, command: Of<"close" | "reopen">): ShowDone {
  if (ledger.home.status === "CANCELED") return canceled(ledger);
  ledger.changeStatus(command.type === "close" ? "CLOSED" : "OPEN");
  ledger.settle();
  return showChanged(ledger);
}

function cancel(ledger: ShowLedger): ShowDone {
  if (ledger.home.status === "CANCELED") return canceled(ledger);
  ledger.changeStatus("CANCELED");
  ledger.cancelEverything();
  return showChanged(ledger);
}

function canceled(ledger: ShowLedger): ShowDone {
  return refused({ ok: false, code: "SHOW_CANCELED", show_id: ledger.home.id });
}

type Said<Type extends Command["type"]> = { readonly command: Of<Type>; readonly actor: Actor };

function confirm(ledger: ShowLedger, stock: SeatStock, { command, actor }: Said<"confirm">): ShowDone {
  const found = ownHold(ledger, command.hold, actor);
  if (!found) return notFound("hold");
  const decision = decideSeatConfirm(ledger.home, found, command.seats ?? undefined, ledger.now);
  if (!decision.ok) return refused(decision);
  const { sold, freed, places } = decision;
  const no = ledger.next();
  const own = {
    seat_list: sold,
    total_amount: priceOf(stock.map.hall, sold),
    currency: found.currency,
    external_booking_id: command.external_booking_id ?? found.external_booking_id,
    metadata: command.metadata ?? found.metadata,
  };
  const booking = ledger.createBooking(found, { seats: sold.length, code: command.code, no, own });
  stock.seats.sell(sold, found.no, { owner: no, seq: no });
  stock.seats.free(freed, "held", { owner: found.no, seq: no });
  if (freed.length > 0) stock.forget();
  ledger.closeHold({ ...found, status: "CONFIRMED" }, no);
  ledger.changePlaces(places);
  ledger.offerFreed();
  return { ...bookingDone(ledger, booking, "booking_created"), seq: no };
}

function modifyBooking(ledger: ShowLedger, stock: SeatStock, { command, actor }: Said<"modify_booking">): ShowDone {
  const found = ownBooking(ledger, command.booking, actor);
  if (!found) return notFound("booking");
  const decision = decideSeatModify(seatingOf(ledger, stock, actor), found, command.seats, ledger.now);
  if (!decision.ok) return refused(told(ledger, stock, { refusal: decision, actor, counted_by: "/seat_ids" }));
  const { booking, places } = decision;
  swap(ledger, stock, { before: found.seat_list, after: booking.seat_list, state: "sold", owner: found.no });
  ledger.store.bookings.update(booking);
  ledger.changePlaces(places);
  ledger.offerFreed();
  return bookingDone(ledger, booking, "booking_changed");
}

function join(ledger: ShowLedger, stock: SeatStock, { command, actor }: Said<"join">): ShowDone {
  const { seats, customer_ref, wish } = command;
  const { channel } = actor;
  const { home, store } = ledger;
  const faults = wishFaults(stock.map.hall, wishOf(wish, seats));
  if (faults.length > 0) {
    const refusal: Refusal = { ok: false, code: "VALIDATION_FAILED", violations: faults };
    return refused(told(ledger, stock, { refusal, actor, counted_by: "/seats" }));
  }
  const otherMoney = wrongCurrency(home, command.price_currency);
  if (otherMoney) return refused(otherMoney);
  const current = customer_ref === null ? undefined : store.entries.currentOf(home.id, channel, customer_ref);
  const othersFirst = home.policy.waitlist_order === "strict" && home.waiting > 0;
  const fits = () => !othersFirst && stock.best(wish, seats) !== undefined;
  const decision = decideJoin(home, current, { seats, fits }, ledger.now);
  if (!decision.ok) return refused(decision);
  if (decision.act === "keep") {
    const outcome: Outcome = { ok: true, entry: ledger.entryView(decision.entry), joined: false };
    return { outcome, kind: "nothing", subject: null, channel: null };
  }
  const wishes = wishesWaiting(store.sql);
  const known = wishes.some((one) => one.wish === wish && one.seats === seats);
  if (!known && wishes.length >= SHOW_LIMITS.wishes_waiting_max) {
    return refused({ ok: false, code: "WAITLIST_FULL", waiting: home.waiting });
  }
  const entry = ledger.createEntry({ channel, customer_ref, seats, own: { wish } });
  stock.joined();
  const outcome: Outcome = { ok: true, entry: ledger.entryView(entry), joined: true };
  return { outcome, kind: "entry_joined", subject: entry.no, channel: entry.channel, seq: entry.no };
}

/** Seats that are blocked already stay so; seats that somebody has are not taken from them. */
function block(ledger: ShowLedger, stock: SeatStock, { command, actor }: Said<"block">): ShowDone {
  if (ledger.home.status === "CANCELED") return canceled(ledger);
  const strange = strangeSeats(stock.map.hall, command.seats);
  if (strange) return refused(strange);
  const { states } = stock.seats.all;
  const taken = command.seats.filter((seat) => states[seat] === SEAT_STATE.held || states[seat] === SEAT_STATE.sold);
  if (taken.length > 0) {
    const seats = takenSeats(stock, taken, { show_id: ledger.home.id, actor, states });
    return refused({ ok: false, code: "SEAT_UNAVAILABLE", seats });
  }
  const free = command.seats.filter((seat) => states[seat] === SEAT_STATE.available);
  stock.seats.block(free, ledger.seq + 1);
  ledger.changePlaces(blockPlaces(ledger.home.places, free.length));
  return seatsChanged(ledger, stock, command.seats);
}

/** Seats that are not blocked stay as they are. */
function unblock(ledger: ShowLedger, stock: SeatStock, command: Of<"unblock">): ShowDone {
  if (ledger.home.status === "CANCELED") return canceled(ledger);
  const strange = strangeSeats(stock.map.hall, command.seats);
  if (strange) return refused(strange);
  const { states } = stock.seats.all;
  const blocked = command.seats.filter((seat) => states[seat] === SEAT_STATE.blocked);
  stock.seats.unblock(blocked, ledger.seq + 1);
  stock.forget();
  ledger.changePlaces(blockPlaces(ledger.home.places, -blocked.length));
  ledger.offerFreed();
  return seatsChanged(ledger, stock, command.seats);
}

function seatsChanged(ledger: ShowLedger, stock: SeatStock, seats: readonly number[]): ShowDone {
  const outcome: Outcome = { ok: true, show: ledger.home, seats: seatsNow(stock, seats) };
  return { outcome, kind: "seats_changed", subject: null, channel: null };
}
