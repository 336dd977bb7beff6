// Carries out a command against a ledger: gathers the facts, lets domain/ decide, records. Here are the commands that
// every kind of sale knows and the frame around all of them. At exit either the outcome is a refusal and nothing but
// its answer was written, or the effect and its answer were written together.
import { decideCancelBooking } from "../../domain/booking.ts";
import { decideExtend, decideRelease } from "../../domain/hold.ts";
import { type ChildNumber, childNumber } from "../../domain/identifier.ts";
import { placesAvailable } from "../../domain/places.ts";
import { isDecision, type Noun, type Refusal } from "../../domain/refusal.ts";
import { salesClosed } from "../../domain/sale.ts";
import { decideLeave } from "../../domain/waitlist.ts";
import { insertAnswered } from "../changes.ts";
import type { Ready } from "../command-line.ts";
import type { Actor, Answer } from "../envelope.ts";
import type { BookingView, ChangeKind, EntryView, HoldView, Offer, SaleKinds } from "./kinds.ts";
import type { Ledger } from "./ledger.ts";

/** Commands that every kind of sale knows. */
export type SaleCommand =
  | { readonly type: "extend"; readonly hold: ChildNumber; readonly ttl_ms: number }
  | { readonly type: "release"; readonly hold: ChildNumber }
  | { readonly type: "cancel_booking"; readonly booking: ChildNumber }
  | { readonly type: "leave"; readonly entry: ChildNumber }
  | { readonly type: "notify"; readonly entry: ChildNumber | null; readonly ttl_ms: number | null };

/** What they answer. */
export type SaleOutcome<K extends SaleKinds> =
  | Refusal
  | { readonly ok: true; readonly hold: HoldView<K> }
  | { readonly ok: true; readonly booking: BookingView<K> }
  | { readonly ok: true; readonly entry: EntryView<K>; readonly joined: boolean }
  | { readonly ok: true; readonly offers: readonly Offer<K>[] };

/** What a command did: its answer and the change that it is logged as. `seq` is given when the subject needed one. */
export type Done<Outcome> = {
  readonly outcome: Outcome;
  readonly kind: ChangeKind;
  readonly subject: number | null;
  readonly channel: string | null;
  readonly seq?: number;
};

type Of<Type extends SaleCommand["type"]> = Extract<SaleCommand, { type: Type }>;

/** Writes what was done, if it is to be remembered, and answers. */
export function recorded<K extends SaleKinds>(
  ledger: Ledger<K>,
  ready: Ready<K["command"]>,
  done: Done<K["outcome"]>,
): Answer<K["outcome"]> {
  const { outcome } = done;
  const { encoder, trace_id, request_id } = ready;
  const logged = outcome.ok
    ? done.kind !== "nothing" || ready.scoped_key !== null
    : ready.scoped_key !== null && isDecision(outcome);
  if (logged) {
    const seq = done.seq ?? ledger.next();
    const { kind, subject, channel } = done;
    insertAnswered(ledger.store.sql, { seq, at_ms: ledger.now, kind, subject, channel }, ready, {
      command: ledger.kind.logged(ready.command),
      outcome,
    });
  }
  return { outcome, replayed: false, seq: ledger.seq, encoder, trace_id, request_id };
}

export function refused(outcome: Refusal): Done<Refusal> {
  return { outcome, kind: "refused", subject: null, channel: null };
}

export function notFound(what: Noun): Done<Refusal> {
  return refused({ ok: false, code: "NOT_FOUND", what });
}

/** Whether this actor may see and change what belongs to `owner`. */
export function mine(actor: Actor, owner: { channel: string }): boolean {
  return actor.admin || owner.channel === actor.channel;
}

/** The hold, if this actor may change it. */
export function ownHold<K extends SaleKinds>(
  ledger: Ledger<K>,
  hold: ChildNumber,
  actor: Actor,
): K["hold"] | undefined {
  const found = ledger.store.holds.find(ledger.home.id, hold);
  return found && mine(actor, found) ? found : undefined;
}

/** The booking, if this actor may change it. */
export function ownBooking<K extends SaleKinds>(
  ledger: Ledger<K>,
  booking: ChildNumber,
  actor: Actor,
): K["booking"] | undefined {
  const found = ledger.store.bookings.find(ledger.home.id, booking);
  return found && mine(actor, found) ? found : undefined;
}

export function holdDone<K extends SaleKinds>(
  ledger: Ledger<K>,
  changed: K["hold"],
  kind: ChangeKind,
): Done<SaleOutcome<K>> {
  return { outcome: { ok: true, hold: ledger.holdView(changed) }, kind, subject: changed.no, channel: changed.channel };
}

export function bookingDone<K extends SaleKinds>(
  ledger: Ledger<K>,
  booking: K["booking"],
  kind: ChangeKind,
): Done<SaleOutcome<K>> {
  const outcome: SaleOutcome<K> = { ok: true, booking: ledger.bookingView(booking) };
  return { outcome, kind, subject: booking.no, channel: booking.channel };
}

export function executeShared<K extends SaleKinds>(
  ledger: Ledger<K>,
  command: SaleCommand,
  actor: Actor,
): Done<SaleOutcome<K>> {
  switch (command.type) {
    case "extend":
      return extend(ledger, command, actor);
    case "release":
      return release(ledger, command, actor);
    case "cancel_booking":
      return cancelBooking(ledger, command, actor);
    case "leave":
      return leave(ledger, command, actor);
    case "notify":
      return notify(ledger, command);
  }
}

function extend<K extends SaleKinds>(ledger: Ledger<K>, command: Of<"extend">, actor: Actor): Done<SaleOutcome<K>> {
  const found = ownHold(ledger, command.hold, actor);
  if (!found) return notFound("hold");
  const decision = decideExtend(ledger.home, found, command.ttl_ms, ledger.now);
  if (!decision.ok) return refused(decision);
  ledger.store.holds.update(decision.hold, null);
  if (decision.hold.expires_at_ms !== found.expires_at_ms) ledger.kind.stock.prolonged(ledger, decision.hold);
  return holdDone(ledger, decision.hold, "hold_changed");
}

function release<K extends SaleKinds>(ledger: Ledger<K>, command: Of<"release">, actor: Actor): Done<SaleOutcome<K>> {
  const found = ownHold(ledger, command.hold, actor);
  if (!found) return notFound("hold");
  const decision = decideRelease(ledger.home, found, ledger.now);
  if (!decision.ok) return refused(decision);
  giveBack(ledger, decision);
  ledger.offerFreed();
  return holdDone(ledger, decision.hold, "hold_ended");
}

function giveBack<K extends SaleKinds>(
  ledger: Ledger<K>,
  released: { hold: K["hold"]; places: K["home"]["places"] },
): void {
  ledger.closeHold(released.hold, null);
  ledger.kind.stock.freed(ledger, [released.hold.no]);
  ledger.changePlaces(released.places);
}

function cancelBooking<K extends SaleKinds>(
  ledger: Ledger<K>,
  command: Of<"cancel_booking">,
  actor: Actor,
): Done<SaleOutcome<K>> {
  const found = ownBooking(ledger, command.booking, actor);
  if (!found) return notFound("booking");
  const decision = decideCancelBooking(ledger.home, found, ledger.now);
  if (!decision.ok) return refused(decision);
  ledger.kind.stock.unsold(ledger, found);
  ledger.store.bookings.update(decision.booking);
  ledger.changePlaces(decision.places);
  ledger.offerFreed();
  return bookingDone(ledger, decision.booking, "booking_changed");
}

function leave<K extends SaleKinds>(ledger: Ledger<K>, command: Of<"leave">, actor: Actor): Done<SaleOutcome<K>> {
  const found = ledger.store.entries.find(ledger.home.id, command.entry);
  if (!found || !mine(actor, found)) return notFound("waitlist entry");
  const decision = decideLeave(found);
  if (!decision.ok) return refused(decision);
  if (found.status === "WAITING") ledger.leaveWaiting(found);
  else releaseOffer(ledger, found.no);
  ledger.offerFreed();
  const left: K["entry"] = { ...found, status: "LEFT" };
  const outcome: SaleOutcome<K> = { ok: true, entry: ledger.entryView(left), joined: false };
  return { outcome, kind: "entry_changed", subject: found.no, channel: found.channel };
}

/** At entry: the entry is OFFERED, so its hold is active, because what is due was settled first. */
function releaseOffer<K extends SaleKinds>(ledger: Ledger<K>, entry_no: number): void {
  const entry = ledger.store.entries.byNo(ledger.home.id, entry_no);
  const child = entry?.hold_id ? childNumber("hold", entry.hold_id) : undefined;
  const offer = child ? ledger.store.holds.find(ledger.home.id, child) : undefined;
  if (!offer) throw new Error(`entry ${entry_no} is OFFERED but has no active hold`);
  const decision = decideRelease(ledger.home, offer, ledger.now);
  if (!decision.ok) throw new Error(`the offer of entry ${entry_no} cannot be released: ${decision.code}`);
  giveBack(ledger, decision);
}

/** By hand what settling does by itself; for one entry, also out of its turn. */
function notify<K extends SaleKinds>(ledger: Ledger<K>, command: Of<"notify">): Done<SaleOutcome<K>> {
  const closed = salesClosed(ledger.home, ledger.now);
  if (closed) return refused(closed);
  const nothing = { kind: "nothing", subject: null, channel: null } as const;
  if (command.entry === null) return { outcome: { ok: true, offers: ledger.settledOffers }, ...nothing };
  const entry = ledger.store.entries.find(ledger.home.id, command.entry);
  if (!entry) return notFound("waitlist entry");
  if (entry.status !== "WAITING") {
    return refused({ ok: false, code: "ENTRY_ENDED", entry_id: entry.id, status: entry.status });
  }
  if (!ledger.kind.stock.queue(ledger).fits(entry)) {
    const { places, waiting } = ledger.home;
    return refused({ ok: false, code: "FULL", seats: entry.seats, available: placesAvailable(places), waiting });
  }
  const offers = [ledger.offer(entry, command.ttl_ms ?? ledger.home.policy.offer_ttl_ms)];
  return { outcome: { ok: true, offers }, ...nothing };
}
