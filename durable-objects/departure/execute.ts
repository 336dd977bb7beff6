// Carries out one command of a departure: those that it shares with shows stand in ../sale/execute.ts.
import { decideModifyBooking } from "../../domain/booking.ts";
import { decideAdjust } from "../../domain/capacity.ts";
import { decideConfirm, decideHold } from "../../domain/hold.ts";
import { childId } from "../../domain/identifier.ts";
import { newcomerRefused } from "../../domain/sale.ts";
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
import type { Ledger } from "../sale/ledger.ts";
import { AdjustmentRows } from "./adjustment-rows.ts";
import type { Command, DepartureKinds, Outcome } from "./commands.ts";

type Of<Type extends Command["type"]> = Extract<Command, { type: Type }>;
type DepartureLedger = Ledger<DepartureKinds>;
type DepartureDone = Done<Outcome>;

export function executeDeparture(ledger: DepartureLedger, ready: Ready<Command>): Answer<Outcome> {
  return recorded(ledger, ready, carryOut(ledger, ready.command, ready.actor));
}

function carryOut(ledger: DepartureLedger, command: Command, actor: Actor): DepartureDone {
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
    case "hold":
      return hold(ledger, command, actor);
    case "confirm":
      return confirm(ledger, command, actor);
    case "modify_booking":
      return modifyBooking(ledger, command, actor);
    case "join":
      return join(ledger, command, actor);
    case "adjust":
      return adjust(ledger, command, actor);
    case "extend":
    case "release":
    case "cancel_booking":
    case "leave":
    case "notify":
      return executeShared(ledger, command, actor);
  }
}

function departureChanged(ledger: DepartureLedger): DepartureDone {
  return {
    outcome: { ok: true, departure: ledger.home },
    kind: "departure_updated",
    subject: null,
    channel: null,
  };
}

/** The departure is there before its command runs; only the first create is a change. */
function created(ledger: DepartureLedger): DepartureDone {
  const kind = ledger.seq === 0 ? "departure_created" : "nothing";
  return { outcome: { ok: true, departure: ledger.home }, kind, subject: null, channel: null };
}

function update(ledger: DepartureLedger, { changes }: Of<"update">): DepartureDone {
  if (ledger.home.status === "CANCELED") return canceled(ledger);
  const { policy, ...rest } = changes;
  ledger.changeDetails({ ...rest, policy: { ...ledger.home.policy, ...policy } });
  ledger.settle();
  return departureChanged(ledger);
}

function openOrClose(ledger: DepartureLedger, command: Of<"close" | "reopen">): DepartureDone {
  if (ledger.home.status === "CANCELED") return canceled(ledger);
  ledger.changeStatus(command.type === "close" ? "CLOSED" : "OPEN");
  ledger.settle();
  return departureChanged(ledger);
}

function cancel(ledger: DepartureLedger): DepartureDone {
  if (ledger.home.status === "CANCELED") return canceled(ledger);
  ledger.changeStatus("CANCELED");
  ledger.cancelEverything();
  return departureChanged(ledger);
}

function canceled(ledger: DepartureLedger): DepartureDone {
  return refused({ ok: false, code: "DEPARTURE_CANCELED", departure_id: ledger.home.id });
}

/** The price that a hold made now is frozen at. */
export function priceNow({ home }: DepartureLedger): { readonly unit_amount: number; readonly currency: string } {
  return { unit_amount: home.unit_amount, currency: home.currency };
}

function hold(ledger: DepartureLedger, command: Of<"hold">, actor: Actor): DepartureDone {
  const active = ledger.store.holds.activeOf(ledger.home.id, actor.channel, command.customer_ref);
  const decision = decideHold(ledger.home, active, command, ledger.now);
  if (!decision.ok) return refused(decision);
  ledger.changePlaces(decision.places);
  if (decision.act === "create") {
    const { channel } = actor;
    const { customer_ref } = command;
    const { seats, expires_at_ms } = decision;
    const wish = { no: ledger.next(), channel, customer_ref, seats, expires_at_ms, entry_no: null };
    const made = ledger.createHold({ ...wish, own: priceNow(ledger) });
    return { ...holdDone(ledger, made, "hold_created"), seq: made.no };
  }
  ledger.store.holds.update(decision.hold, null);
  ledger.offerFreed();
  return holdDone(ledger, decision.hold, "hold_changed");
}

function confirm(ledger: DepartureLedger, command: Of<"confirm">, actor: Actor): DepartureDone {
  const found = ownHold(ledger, command.hold, actor);
  if (!found) return notFound("hold");
  const decision = decideConfirm(ledger.home, found, command.seats ?? undefined, ledger.now);
  if (!decision.ok) return refused(decision);
  const { unit_amount, currency } = found;
  const sold = { seats: decision.seats, code: command.code, no: ledger.next(), own: { unit_amount, currency } };
  const booking = ledger.createBooking(found, sold);
  ledger.closeHold({ ...found, status: "CONFIRMED" }, booking.no);
  ledger.changePlaces(decision.places);
  ledger.offerFreed();
  return { ...bookingDone(ledger, booking, "booking_created"), seq: booking.no };
}

function modifyBooking(ledger: DepartureLedger, command: Of<"modify_booking">, actor: Actor): DepartureDone {
  const found = ownBooking(ledger, command.booking, actor);
  if (!found) return notFound("booking");
  const decision = decideModifyBooking(ledger.home, found, command.seats, ledger.now);
  if (!decision.ok) return refused(decision);
  ledger.store.bookings.update(decision.booking);
  ledger.changePlaces(decision.places);
  ledger.offerFreed();
  return bookingDone(ledger, decision.booking, "booking_changed");
}

function join(ledger: DepartureLedger, command: Of<"join">, actor: Actor): DepartureDone {
  const { seats, customer_ref } = command;
  const { channel } = actor;
  const current = ledger.store.entries.currentOf(ledger.home.id, channel, customer_ref);
  const fits = () => newcomerRefused(ledger.home, seats) === undefined;
  const decision = decideJoin(ledger.home, current, { seats, fits }, ledger.now);
  if (!decision.ok) return refused(decision);
  if (decision.act === "keep") {
    const outcome: Outcome = { ok: true, entry: ledger.entryView(decision.entry), joined: false };
    return { outcome, kind: "nothing", subject: null, channel: null };
  }
  const entry = ledger.createEntry({ channel, customer_ref, seats, own: {} });
  const outcome: Outcome = { ok: true, entry: ledger.entryView(entry), joined: true };
  return { outcome, kind: "entry_joined", subject: entry.no, channel: entry.channel, seq: entry.no };
}

function adjust(ledger: DepartureLedger, command: Of<"adjust">, actor: Actor): DepartureDone {
  const decision = decideAdjust(ledger.home, command.delta);
  if (!decision.ok) return refused(decision);
  const no = ledger.next();
  const adjustment = {
    id: childId("adj", ledger.home.id, { no, created_at_ms: ledger.now }),
    no,
    delta: command.delta,
    reason: command.reason,
    actor: actor.key_id,
    capacity_after: decision.places.capacity,
    created_at_ms: ledger.now,
  };
  new AdjustmentRows(ledger.store.sql).insert(adjustment);
  ledger.changePlaces(decision.places);
  ledger.offerFreed();
  const outcome: Outcome = {
    ok: true,
    adjustment: { ...adjustment, departure_id: ledger.home.id },
    departure: ledger.home,
  };
  return { outcome, kind: "capacity_adjusted", subject: no, channel: null, seq: no };
}
