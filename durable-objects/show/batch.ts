// Several holds in one command: atomic, which is all of them or none, or itemized, which is each for itself.

import { giveBackHeld, takePlaces } from "../../domain/places.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { ChoiceRefusal } from "../../domain/seat-choice.ts";
import { decideSeatHold, type SeatHoldDecision } from "../../domain/seat-hold.ts";
import { SEAT_STATE } from "../../domain/seat-state.ts";
import type { SeatHold } from "../../domain/show.ts";
import type { Actor } from "../envelope.ts";
import type { Done } from "../sale/execute.ts";
import type { BatchRefusal, BatchResult, Command, Outcome, WantedHold } from "./commands.ts";
import {
  activeOf,
  countedBy,
  type DecidedWith,
  hold,
  misunderstood,
  recordHold,
  type ShowLedger,
  seatingOf,
  told,
} from "./holding.ts";
import type { SeatStock } from "./stock.ts";

type Batch = Extract<Command, { type: "hold_batch" }>;
type Decided = Extract<SeatHoldDecision, { ok: true }>;

export function holdBatch(
  ledger: ShowLedger,
  stock: SeatStock,
  { command, actor }: { readonly command: Batch; readonly actor: Actor },
): Done<Outcome> {
  if (!command.atomic) return done(command.holds.map((wanted) => one(ledger, stock, { wanted, actor })));
  const planned = plan(ledger, stock, { command, actor });
  if (!planned.ok) {
    const { item, ...refused } = planned;
    const outcome: BatchRefusal = { ...within(told(ledger, stock, { ...refused, actor }), item), item };
    return { outcome, kind: "refused", subject: null, channel: null };
  }
  const holds = planned.decisions.map(({ wanted, decided, had }) => {
    const places = giveBackHeld(ledger.home.places, had - decided.seats.length);
    const decision = { ...decided, places };
    const made = recordHold(ledger, stock, { decision, wanted, actor });
    followed(ledger, decision.act === "create", made);
    return made;
  });
  ledger.offerFreed();
  return done(holds.map((made) => ({ ok: true, hold: ledger.holdView(made) })));
}

/** What is wrong with one of a batch, as pointers into the whole. */
function within(refusal: Refusal, item: number): Refusal {
  if (refusal.code !== "VALIDATION_FAILED") return refusal;
  const violations = refusal.violations.map(({ path, message }) => ({ path: `/reservations/${item}${path}`, message }));
  return { ...refusal, violations };
}

function one(ledger: ShowLedger, stock: SeatStock, asked: { wanted: WantedHold; actor: Actor }): BatchResult {
  const held = hold(ledger, stock, asked);
  if (!held.ok) return held;
  followed(ledger, held.made, held.hold);
  if (!held.made) ledger.offerFreed();
  return { ok: true, hold: ledger.holdView(held.hold) };
}

function followed(ledger: ShowLedger, made: boolean, hold: SeatHold): void {
  if (made) ledger.follow("hold_created", hold, hold.no);
  else ledger.follow("hold_changed", hold);
}

/** `had` is how many seats the customer keeps already. */
type Planned = { readonly wanted: WantedHold; readonly decided: Decided; readonly had: number };

/** Decides each as if those before it had happened; nothing happens. */
function plan(
  ledger: ShowLedger,
  stock: SeatStock,
  { command, actor }: { readonly command: Batch; readonly actor: Actor },
):
  | {
      readonly ok: false;
      readonly refusal: Refusal | ChoiceRefusal;
      readonly item: number;
      readonly counted_by: string;
      readonly decided_with: DecidedWith;
    }
  | { readonly ok: true; readonly decisions: readonly Planned[] } {
  const { show } = seatingOf(ledger, stock, actor);
  let { places } = show;
  const states = stock.seats.all.states.slice();
  const decisions: Planned[] = [];
  for (const [item, wanted] of command.holds.entries()) {
    const active = activeOf(ledger, wanted, actor);
    const told_with = { item, counted_by: countedBy(wanted), decided_with: { states, places } };
    const invalid = misunderstood(ledger, stock, wanted);
    if (invalid) return { ok: false, refusal: invalid, ...told_with };
    const decision = decideSeatHold(
      { show: { ...show, places }, hall: stock.map.hall, states },
      active,
      wanted,
      ledger.now,
    );
    if (!decision.ok) return { ok: false, refusal: decision, ...told_with };
    const before = active?.seat_list ?? [];
    const given = before.filter((seat) => !decision.seats.includes(seat));
    // Seats that a refresh gives back are for those who wait; the next of this batch may have them when nobody does.
    const kept_back = show.waiting > 0 ? given : [];
    for (const seat of given) states[seat] = SEAT_STATE.available;
    for (const seat of [...decision.seats, ...kept_back]) states[seat] = SEAT_STATE.held;
    places = takePlaces(decision.places, kept_back.length);
    decisions.push({ wanted, decided: decision, had: before.length });
  }
  return { ok: true, decisions };
}

function done(results: readonly BatchResult[]): Done<Outcome> {
  return { outcome: { ok: true, results }, kind: "nothing", subject: null, channel: null };
}
