// Makes and changes holds with named seats: gathers what a decision looks at, and records what was decided.
import { seatId } from "../../domain/identifier.ts";
import { type Places, placesAvailable } from "../../domain/places.ts";
import type { Refusal, Violation } from "../../domain/refusal.ts";
import { type ChoiceRefusal, priceOf } from "../../domain/seat-choice.ts";
import { decideSeatHold, type SeatHoldDecision, type Seating } from "../../domain/seat-hold.ts";
import type { SelectionRefusal } from "../../domain/seat-selection.ts";
import { type SeatHold, SHOW_LIMITS, type Show } from "../../domain/show.ts";
import type { Actor } from "../envelope.ts";
import type { Ledger } from "../sale/ledger.ts";
import type { ShowKinds, WantedHold } from "./commands.ts";
import { takenSeats } from "./seats-now.ts";
import type { SeatStock } from "./stock.ts";

export type ShowLedger = Ledger<ShowKinds>;

/** Who may sell for groups is not bound by the show's seats a hold. */
function limitedFor(actor: Actor, show: Show): Show {
  if (!actor.admin) return show;
  return { ...show, policy: { ...show.policy, seats_per_hold_max: SHOW_LIMITS.group_seats_max } };
}

export function seatingOf({ home }: ShowLedger, stock: SeatStock, actor: Actor): Seating {
  return { show: limitedFor(actor, home), hall: stock.map.hall, states: stock.seats.all.states };
}

/** The active hold of the customer that is named, if any. */
export function activeOf(ledger: ShowLedger, { customer_ref }: WantedHold, actor: Actor): SeatHold | undefined {
  if (customer_ref === null) return undefined;
  return ledger.store.holds.activeOf(ledger.home.id, actor.channel, customer_ref);
}

type Invalid = Extract<Refusal, { code: "VALIDATION_FAILED" }>;

/** Undefined when a price in this currency can be compared with the show's. */
export function wrongCurrency({ currency }: Show, named: string | null): Invalid | undefined {
  if (named === null || named === currency) return undefined;
  const message = `must be ${currency}, the currency of this show`;
  return { ok: false, code: "VALIDATION_FAILED", violations: [{ path: "/max_price/currency", message }] };
}

/** Undefined when all of these are seats of the show. The Worker can tell whose seat an id is, not whether there is one. */
export function strangeSeats({ map }: SeatStock, seats: readonly number[]): Invalid | undefined {
  const violations = seats.flatMap((seat, index) =>
    seat < map.hall.size ? [] : [{ path: `/seat_ids/${index}`, message: "is not a seat of this show" }],
  );
  return violations.length > 0 ? { ok: false, code: "VALIDATION_FAILED", violations } : undefined;
}

/** Why this cannot be understood, whatever is free; undefined when it can. */
export function misunderstood(
  { home }: ShowLedger,
  stock: SeatStock,
  { choice, price_currency }: WantedHold,
): Invalid | undefined {
  return wrongCurrency(home, price_currency) ?? strangeSeats(stock, choice.by === "seats" ? choice.seats : []);
}

export function hold(
  ledger: ShowLedger,
  stock: SeatStock,
  { wanted, actor }: { readonly wanted: WantedHold; readonly actor: Actor },
): Refusal | { readonly ok: true; readonly made: boolean; readonly hold: SeatHold } {
  const invalid = misunderstood(ledger, stock, wanted);
  if (invalid) return invalid;
  const seating = seatingOf(ledger, stock, actor);
  const decision = decideSeatHold(seating, activeOf(ledger, wanted, actor), wanted, ledger.now);
  if (!decision.ok) return told(ledger, stock, { refusal: decision, actor, counted_by: countedBy(wanted) });
  return { ok: true, made: decision.act === "create", hold: recordHold(ledger, stock, { decision, wanted, actor }) };
}

/** At exit: the seats have their new owner, and the hold is as it was decided. */
export function recordHold(
  ledger: ShowLedger,
  stock: SeatStock,
  held: {
    readonly decision: Extract<SeatHoldDecision, { ok: true }>;
    readonly wanted: WantedHold;
    readonly actor: Actor;
  },
): SeatHold {
  const { decision, wanted, actor } = held;
  const { external_booking_id, metadata } = wanted;
  ledger.changePlaces(decision.places);
  if (decision.act === "change") {
    const { hold: found } = decision;
    const changed = {
      ...found,
      // A refresh that does not name them leaves them.
      external_booking_id: external_booking_id ?? found.external_booking_id,
      metadata: metadata ?? found.metadata,
    };
    changeSeats(ledger, stock, changed);
    ledger.store.holds.update(changed, null);
    return changed;
  }
  const { seats, expires_at_ms } = decision;
  const no = ledger.next();
  stock.seats.take(seats, "held", { owner: no, seq: no });
  const { currency } = ledger.home;
  const total_amount = priceOf(stock.map.hall, seats);
  const own = { seat_list: seats, total_amount, currency, external_booking_id, metadata };
  const { channel } = actor;
  const { customer_ref } = wanted;
  return ledger.createHold({ no, channel, customer_ref, seats: seats.length, expires_at_ms, entry_no: null, own });
}

function changeSeats(ledger: ShowLedger, stock: SeatStock, changed: SeatHold): void {
  const before = ledger.store.holds.byNo(ledger.home.id, changed.no);
  if (!before) throw new Error(`hold ${changed.no} is changed, but is not there`);
  swap(ledger, stock, { before: before.seat_list, after: changed.seat_list, state: "held", owner: changed.no });
  if (before.expires_at_ms !== changed.expires_at_ms) stock.prolonged(ledger, changed);
}

/** The owner gives back the seats it no longer has and takes those it had not. */
export function swap(
  ledger: ShowLedger,
  stock: SeatStock,
  swapped: {
    readonly before: readonly number[];
    readonly after: readonly number[];
    readonly state: "held" | "sold";
    readonly owner: number;
  },
): void {
  const { before, after, state, owner } = swapped;
  const to = { owner, seq: ledger.seq + 1 };
  const freed = before.filter((seat) => !after.includes(seat));
  stock.seats.free(freed, state, to);
  stock.seats.take(
    after.filter((seat) => !before.includes(seat)),
    state,
    to,
  );
  if (freed.length > 0) stock.forget();
}

/** The field that says how many seats are wanted. */
export function countedBy({ choice }: WantedHold): "/seat_ids" | "/quantity" {
  return choice.by === "seats" ? "/seat_ids" : "/quantity";
}

/** The seats and places as they would be, where a decision did not look at them as they are. */
export type DecidedWith = { readonly states: Uint8Array; readonly places: Places };

type Told = {
  readonly refusal: Refusal | ChoiceRefusal;
  readonly actor: Actor;
  readonly counted_by: string;
  readonly decided_with?: DecidedWith;
};

/** A refusal as it leaves the object: seats by their ids, fields as the request has them. */
export function told(
  { home }: ShowLedger,
  stock: SeatStock,
  { refusal, actor, counted_by, decided_with }: Told,
): Refusal {
  const { states = stock.seats.all.states, places = home.places } = decided_with ?? {};
  if ("taken" in refusal && refusal.code === "SEAT_UNAVAILABLE") {
    const seats = takenSeats(stock, refusal.taken, { show_id: home.id, actor, states });
    return { ok: false, code: "SEAT_UNAVAILABLE", seats };
  }
  if ("stranded" in refusal) {
    return { ok: false, code: "SEATS_STRANDED", seat_ids: refusal.stranded.map((seat) => seatId(home.id, seat)) };
  }
  if ("matching" in refusal) return notSelected({ ...home, places }, refusal);
  if (refusal.code !== "VALIDATION_FAILED") return refusal;
  return { ...refusal, violations: refusal.violations.map((violation) => renamed(violation, counted_by)) };
}

function notSelected({ places, waiting }: Show, refusal: SelectionRefusal): Refusal {
  const { quantity, matching, longest_run } = refusal;
  const available = Math.min(matching, placesAvailable(places));
  return refusal.code === "FULL"
    ? { ok: false, code: "FULL", seats: quantity, available, waiting }
    : { ok: false, code: "NO_ADJACENT_SEATS", seats: quantity, available: matching, longest_run };
}

/** Fields as the contract names them. */
function renamed({ path, message }: Violation, counted_by: string): Violation {
  if (path === "/price_max") return { path: "/max_price", message };
  return { path: path === "/seats" || path === "/quantity" ? counted_by : path, message };
}
