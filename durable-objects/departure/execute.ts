// Carries out one command against a ledger: gathers the facts, lets domain/ decide, records. The only place
// where a departure's commands meet its rules. At exit either the outcome is a refusal and nothing but its
// answer was written, or the effect and its answer were written together.
import { decideCancelBooking, decideModifyBooking } from "../../domain/booking.ts";
import { decideAdjust } from "../../domain/capacity.ts";
import { salesClosed } from "../../domain/departure.ts";
import { decideConfirm, decideExtend, decideHold, decideRelease, type Hold } from "../../domain/hold.ts";
import { childId, childNumber } from "../../domain/identifier.ts";
import { placesAvailable } from "../../domain/places.ts";
import { isDecision, type Noun, type Refusal } from "../../domain/refusal.ts";
import { decideJoin, decideLeave } from "../../domain/waitlist.ts";
import { insertAnswered } from "../changes.ts";
import type { Ready } from "../command-line.ts";
import type { Actor, Answer } from "../envelope.ts";
import type { Command, Outcome } from "./commands.ts";
import type { ChangeKind, Ledger } from "./ledger.ts";

type Of<Type extends Command["type"]> = Extract<Command, { type: Type }>;

/** What a command did: its answer and the change that it is logged as. `seq` is given when the subject needed one. */
type Done = {
  readonly outcome: Outcome;
  readonly kind: ChangeKind;
  readonly subject: number | null;
  readonly channel: string | null;
  readonly seq?: number;
};

export function execute(ledger: Ledger, ready: Ready<Command>): Answer<Outcome> {
  const done = carryOut(ledger, ready.command, ready.actor);
  const { outcome } = done;
  const { encoder, trace_id, request_id } = ready;
  const logged = outcome.ok
    ? done.kind !== "nothing" || ready.scoped_key !== null
    : ready.scoped_key !== null && isDecision(outcome);
  if (logged) {
    const seq = done.seq ?? ledger.next();
    const { kind, subject, channel } = done;
    insertAnswered(ledger.store.sql, { seq, at_ms: ledger.now, kind, subject, channel }, ready, outcome);
  }
  return { outcome, replayed: false, seq: ledger.seq, encoder, trace_id, request_id };
}

function carryOut(ledger: Ledger, command: Command, actor: Actor): Done {
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
    case "extend":
      return extend(ledger, command, actor);
    case "release":
      return release(ledger, command, actor);
    case "confirm":
      return confirm(ledger, command, actor);
    case "cancel_booking":
    case "modify_booking":
      return changeBooking(ledger, command, actor);
    case "join":
      return join(ledger, command, actor);
    case "leave":
      return leave(ledger, command, actor);
    case "notify":
      return notify(ledger, command);
    case "adjust":
      return adjust(ledger, command, actor);
  }
}

function refused(outcome: Refusal): Done {
  return { outcome, kind: "refused", subject: null, channel: null };
}

function notFound(what: Noun): Done {
  return refused({ ok: false, code: "NOT_FOUND", what });
}

/** Whether this actor may see and change what belongs to `owner`. */
function mine(actor: Actor, owner: { channel: string } | undefined): boolean {
  return owner !== undefined && (actor.admin || owner.channel === actor.channel);
}

function departureChanged(ledger: Ledger): Done {
  return {
    outcome: { ok: true, departure: ledger.departure },
    kind: "departure_updated",
    subject: null,
    channel: null,
  };
}

/** The departure is there before its command runs; only the first create is a change. */
function created(ledger: Ledger): Done {
  const kind = ledger.seq === 0 ? "departure_created" : "nothing";
  return { outcome: { ok: true, departure: ledger.departure }, kind, subject: null, channel: null };
}

function update(ledger: Ledger, { changes }: Of<"update">): Done {
  if (ledger.departure.status === "CANCELED") return canceled(ledger);
  const { policy, ...rest } = changes;
  ledger.changeDetails({ ...rest, policy: { ...ledger.departure.policy, ...policy } });
  ledger.settle();
  return departureChanged(ledger);
}

function openOrClose(ledger: Ledger, command: Of<"close" | "reopen">): Done {
  if (ledger.departure.status === "CANCELED") return canceled(ledger);
  ledger.changeStatus(command.type === "close" ? "CLOSED" : "OPEN");
  ledger.settle();
  return departureChanged(ledger);
}

function cancel(ledger: Ledger): Done {
  if (ledger.departure.status === "CANCELED") return canceled(ledger);
  ledger.changeStatus("CANCELED");
  ledger.cancelEverything();
  return departureChanged(ledger);
}

function canceled(ledger: Ledger): Done {
  return refused({ ok: false, code: "DEPARTURE_CANCELED", departure_id: ledger.departure.id });
}

function hold(ledger: Ledger, command: Of<"hold">, actor: Actor): Done {
  const active = ledger.store.holds.activeOf(ledger.departure.id, actor.channel, command.customer_ref);
  const decision = decideHold(ledger.departure, active, command, ledger.now);
  if (!decision.ok) return refused(decision);
  ledger.changePlaces(decision.places);
  if (decision.act === "create") {
    const { seats, expires_at_ms } = decision;
    const made = ledger.createHold(actor, { customer_ref: command.customer_ref, seats, expires_at_ms });
    const outcome: Outcome = { ok: true, hold: ledger.holdView(made) };
    return { outcome, kind: "hold_created", subject: made.no, channel: made.channel, seq: made.no };
  }
  ledger.store.holds.update(decision.hold, null);
  ledger.offerFreed();
  return holdChanged(ledger, decision.hold, "hold_changed");
}

function holdChanged(ledger: Ledger, changed: Hold, kind: ChangeKind): Done {
  return { outcome: { ok: true, hold: ledger.holdView(changed) }, kind, subject: changed.no, channel: changed.channel };
}

function extend(ledger: Ledger, command: Of<"extend">, actor: Actor): Done {
  const found = ledger.store.holds.find(ledger.departure.id, command.hold);
  if (!found || !mine(actor, found)) return notFound("hold");
  const decision = decideExtend(ledger.departure, found, command.ttl_ms, ledger.now);
  if (!decision.ok) return refused(decision);
  ledger.store.holds.update(decision.hold, null);
  return holdChanged(ledger, decision.hold, "hold_changed");
}

function release(ledger: Ledger, command: Of<"release">, actor: Actor): Done {
  const found = ledger.store.holds.find(ledger.departure.id, command.hold);
  if (!found || !mine(actor, found)) return notFound("hold");
  const decision = decideRelease(ledger.departure, found, ledger.now);
  if (!decision.ok) return refused(decision);
  ledger.closeHold(decision.hold, null);
  ledger.changePlaces(decision.places);
  ledger.offerFreed();
  return holdChanged(ledger, decision.hold, "hold_ended");
}

function confirm(ledger: Ledger, command: Of<"confirm">, actor: Actor): Done {
  const found = ledger.store.holds.find(ledger.departure.id, command.hold);
  if (!found || !mine(actor, found)) return notFound("hold");
  const decision = decideConfirm(ledger.departure, found, command.seats ?? undefined, ledger.now);
  if (!decision.ok) return refused(decision);
  const booking = ledger.createBooking(found, decision.seats, command.code);
  ledger.closeHold({ ...found, status: "CONFIRMED" }, booking.no);
  ledger.changePlaces(decision.places);
  ledger.offerFreed();
  const outcome: Outcome = { ok: true, booking: ledger.bookingView(booking) };
  return { outcome, kind: "booking_created", subject: booking.no, channel: booking.channel, seq: booking.no };
}

function changeBooking(ledger: Ledger, command: Of<"cancel_booking" | "modify_booking">, actor: Actor): Done {
  const found = ledger.store.bookings.find(ledger.departure.id, command.booking);
  if (!found || !mine(actor, found)) return notFound("booking");
  const decision =
    command.type === "cancel_booking"
      ? decideCancelBooking(ledger.departure, found, ledger.now)
      : decideModifyBooking(ledger.departure, found, command.seats, ledger.now);
  if (!decision.ok) return refused(decision);
  ledger.changeBooking(decision);
  ledger.offerFreed();
  const { booking } = decision;
  const outcome: Outcome = { ok: true, booking: ledger.bookingView(booking) };
  return { outcome, kind: "booking_changed", subject: booking.no, channel: booking.channel };
}

function join(ledger: Ledger, command: Of<"join">, actor: Actor): Done {
  const current = ledger.store.entries.currentOf(ledger.departure.id, actor.channel, command.customer_ref);
  const decision = decideJoin(ledger.departure, current, command.seats, ledger.now);
  if (!decision.ok) return refused(decision);
  if (decision.act === "keep") {
    const outcome: Outcome = { ok: true, entry: ledger.entryView(decision.entry), joined: false };
    return { outcome, kind: "nothing", subject: null, channel: null };
  }
  const entry = ledger.createEntry(actor, command);
  const outcome: Outcome = { ok: true, entry: ledger.entryView(entry), joined: true };
  return { outcome, kind: "entry_joined", subject: entry.no, channel: entry.channel, seq: entry.no };
}

function leave(ledger: Ledger, command: Of<"leave">, actor: Actor): Done {
  const found = ledger.store.entries.find(ledger.departure.id, command.entry);
  if (!found || !mine(actor, found)) return notFound("waitlist entry");
  const decision = decideLeave(found);
  if (!decision.ok) return refused(decision);
  if (found.status === "WAITING") ledger.leaveWaiting(found);
  else releaseOffer(ledger, found.no);
  ledger.offerFreed();
  const outcome: Outcome = { ok: true, entry: ledger.entryView({ ...found, status: "LEFT" }), joined: false };
  return { outcome, kind: "entry_changed", subject: found.no, channel: found.channel };
}

/** At entry: the entry is OFFERED, so its hold is active, because what is due was settled first. */
function releaseOffer(ledger: Ledger, entry_no: number): void {
  const entry = ledger.store.entries.byNo(ledger.departure.id, entry_no);
  const child = entry?.hold_id ? childNumber("hold", entry.hold_id) : undefined;
  const offer = child ? ledger.store.holds.find(ledger.departure.id, child) : undefined;
  if (!offer) throw new Error(`entry ${entry_no} is OFFERED but has no active hold`);
  const decision = decideRelease(ledger.departure, offer, ledger.now);
  if (!decision.ok) throw new Error(`the offer of entry ${entry_no} cannot be released: ${decision.code}`);
  ledger.closeHold(decision.hold, null);
  ledger.changePlaces(decision.places);
}

/** By hand what settling does by itself; for one entry, also out of its turn. */
function notify(ledger: Ledger, command: Of<"notify">): Done {
  const closed = salesClosed(ledger.departure, ledger.now);
  if (closed) return refused(closed);
  if (command.entry === null) {
    return { outcome: { ok: true, offers: ledger.settledOffers }, kind: "nothing", subject: null, channel: null };
  }
  const entry = ledger.store.entries.find(ledger.departure.id, command.entry);
  if (!entry) return notFound("waitlist entry");
  if (entry.status !== "WAITING") {
    return refused({ ok: false, code: "ENTRY_ENDED", entry_id: entry.id, status: entry.status });
  }
  const available = placesAvailable(ledger.departure.places);
  if (entry.seats > available) {
    return refused({ ok: false, code: "FULL", seats: entry.seats, available, waiting: ledger.departure.waiting });
  }
  const offers = [ledger.offer(entry, command.ttl_ms ?? ledger.departure.policy.offer_ttl_ms)];
  return { outcome: { ok: true, offers }, kind: "nothing", subject: null, channel: null };
}

function adjust(ledger: Ledger, command: Of<"adjust">, actor: Actor): Done {
  const decision = decideAdjust(ledger.departure, command.delta);
  if (!decision.ok) return refused(decision);
  const no = ledger.next();
  const adjustment = {
    id: childId("adj", ledger.departure.id, { no, created_at_ms: ledger.now }),
    no,
    delta: command.delta,
    reason: command.reason,
    actor: actor.key_id,
    capacity_after: decision.places.capacity,
    created_at_ms: ledger.now,
  };
  ledger.store.adjustments.insert(adjustment);
  ledger.changePlaces(decision.places);
  ledger.offerFreed();
  const outcome: Outcome = {
    ok: true,
    adjustment: { ...adjustment, departure_id: ledger.departure.id },
    departure: ledger.departure,
  };
  return { outcome, kind: "capacity_adjusted", subject: no, channel: null, seq: no };
}
