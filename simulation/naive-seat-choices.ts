// Which seats somebody gets who may hold them or book others, or why they get none.
import { seatId } from "../domain/identifier.ts";
import type { SeatChoice } from "../domain/seat-choice.ts";
import type { SeatWish } from "../domain/seat-wish.ts";
import { bestChoice, type NaiveSeatWish, refusedStrands } from "./naive-hall.ts";
import { invalid } from "./naive-sale-commands.ts";
import type { NaiveShow } from "./naive-show.ts";
import type { NaiveActor, Said } from "./naive-things.ts";

const GROUP_SEATS_MAX = 50;

/** Whoever may sell for groups is not bound by the show's own limit. */
export function seatsAllowed(show: NaiveShow, choice: SeatChoice, actor: NaiveActor): Said | undefined {
  const most = actor.admin ? GROUP_SEATS_MAX : show.policy.seats_per_hold_max;
  if (sizeOf(choice) <= most) return undefined;
  return invalid(choice.by === "seats" ? "/seat_ids" : "/quantity");
}

function sizeOf(choice: SeatChoice): number {
  return choice.by === "seats" ? choice.seats.length : choice.wish.quantity;
}

export function otherMoney(show: NaiveShow, currency: string | null): Said | undefined {
  return currency === null || currency === show.made.currency ? undefined : invalid("/max_price/currency");
}

export function strangers(show: NaiveShow, seats: readonly number[]): Said | undefined {
  const strange = seats.flatMap((seat, at) => (seat < show.seats.length ? [] : [{ path: `/seat_ids/${at}` }]));
  return strange.length === 0 ? undefined : { ok: false, code: "VALIDATION_FAILED", violations: strange };
}

/** Which of the named seats somebody has, and, for an admin, until when it is held. */
export function unavailable(show: NaiveShow, taken: readonly number[], actor: NaiveActor): Said {
  const seats = taken.map((seat) => ({
    seat_id: seatId(show.id, seat),
    state: show.givenUp.includes(seat) ? "held" : show.states()[seat],
    held_until_ms: actor.admin ? show.knownEnd(seat) : null,
  }));
  return { ok: false, code: "SEAT_UNAVAILABLE", seats };
}

export type Refused = { readonly refused: Said };
type Chosen = { readonly seats: readonly number[] };

/** Seats for somebody who has `own` already, of which `more` than those are wanted. */
export function choose(
  show: NaiveShow,
  wanted: { readonly choice: SeatChoice; readonly own: readonly number[]; readonly actor: NaiveActor },
): Refused | Chosen {
  const { choice, own, actor } = wanted;
  const free = show.freeSeats(own);
  const more = sizeOf(choice) - own.length;
  const full = more > 0 ? show.full(more) : undefined;
  if (choice.by === "wish") return full ? { refused: full } : chooseWished(show, own, choice.wish);
  const taken = choice.seats.filter((seat) => !free.some(({ index }) => index === seat));
  if (taken.length > 0) return { refused: unavailable(show, taken, actor) };
  if (full) return { refused: full };
  const chosen = free.filter(({ index }) => choice.seats.includes(index));
  const left = refusedStrands(free, chosen, show.orphans);
  if (left.length > 0) {
    const seat_ids = left.map(({ index }) => seatId(show.id, index));
    return { refused: { ok: false, code: "SEATS_STRANDED", seat_ids } };
  }
  return { seats: chosen.map(({ index }) => index) };
}

function chooseWished(show: NaiveShow, own: readonly number[], wish: SeatWish): Refused | Chosen {
  const wanted: NaiveSeatWish = {
    quantity: wish.quantity,
    section: wish.section ?? null,
    category: wish.category ?? null,
    price_max: wish.price_max ?? null,
    accessible: wish.accessible_seats ?? 0,
    prevent_orphans: wish.prevent_orphans ?? true,
    allow_split: wish.allow_split ?? false,
  };
  const faults = wishFaults(show, wanted);
  if (faults) return { refused: faults };
  const best = bestChoice(show.freeSeats(own), wanted);
  if ("seats" in best) return best;
  const { code, matching, longest_run } = best;
  const seats = wish.quantity;
  const available = code === "FULL" ? Math.min(matching, show.free()) : matching;
  const facts = code === "FULL" ? { waiting: show.waiting().length } : { longest_run };
  return { refused: { ok: false, code, seats, available, ...facts } };
}

export function wishFaults(show: NaiveShow, wish: NaiveSeatWish): Said | undefined {
  const paths = [
    wish.accessible > Math.min(wish.quantity, 10) ? "/accessible_seats" : "",
    wish.section === null || show.seats.some(({ section }) => section === wish.section) ? "" : "/section",
    wish.category === null || show.seats.some(({ category }) => category === wish.category) ? "" : "/category",
  ].filter((path) => path !== "");
  const violations = paths.map((path) => ({ path }));
  return violations.length === 0 ? undefined : { ok: false, code: "VALIDATION_FAILED", violations };
}
