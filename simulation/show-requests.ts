// Random shows in small halls, and random commands to them that make sense often enough to reach every state, and are
// wrong often enough to see refusals.
import type { MapSeat } from "../domain/layout.ts";
import type { SeatChoice } from "../domain/seat-choice.ts";
import { type SeatWish, wishText } from "../domain/seat-wish.ts";
import type { NewShow, WantedHold } from "../durable-objects/show/commands.ts";
import type { SeatMap } from "../durable-objects/show/map-rows.ts";
import type { NaiveShow } from "./naive-show.ts";
import type { NamedShowCommand } from "./names.ts";
import type { Random } from "./random.ts";
import {
  aboutBooking,
  aboutHold,
  aboutWish,
  CUSTOMERS,
  type Drawn,
  HOUR_MS,
  randomCode,
  randomPolicy,
  randomStart,
  randomTtl,
  recent,
} from "./requests.ts";

type Kind = Exclude<NamedShowCommand["type"], "create">;
export const SHOW_MIX: Readonly<Record<Kind, number>> = {
  hold: 30,
  hold_batch: 5,
  extend: 5,
  release: 6,
  confirm: 14,
  cancel_booking: 6,
  modify_booking: 7,
  join: 14,
  leave: 3,
  notify: 3,
  block: 2,
  unblock: 2.5,
  close: 0.7,
  reopen: 2,
  update: 3,
  cancel: 0.15,
};

const SECTIONS = ["stalls", "box", "balcony"];
const CATEGORIES = ["plain", "fine", "royal"];

export function randomShow(random: Random, now: number): { show: Omit<NewShow, "id">; map: SeatMap } {
  const seats = randomSeats(random);
  return {
    show: {
      venue_id: "ven_house",
      name: "Hamlet",
      starts_at_ms: now + random.between(1, 40) * HOUR_MS,
      currency: "EUR",
      policy: randomPolicy(random),
      orphan_policy: random.pick(["off", "lenient", "strict"] as const) ?? "off",
      location_hint: null,
    },
    map: {
      seats,
      focal: random.chance(0.5) ? null : { x: random.between(0, 8), y: random.between(0, 8) },
      layout: "{}",
    },
  };
}

/** One to three sections of one or two rows, with aisles, listed in no order: few seats, so that there is no room. */
function randomSeats(random: Random): MapSeat[] {
  const seats: MapSeat[] = [];
  let y = 0;
  for (const section of SECTIONS.slice(0, random.pick([1, 1, 2, 2, 3]) ?? 1)) {
    const first_row = random.pick([1, 8, 9]) ?? 1;
    const rows = random.between(1, 2);
    for (let row = first_row; row < first_row + rows; row += 1) {
      y += 1;
      seats.push(...randomRow(random, { section, row: String(row), y }));
    }
  }
  return seats.sort((one, other) => ((one.x * 7 + one.y * 5) % 11) - ((other.x * 7 + other.y * 5) % 11));
}

function randomRow(random: Random, { section, row, y }: { section: string; row: string; y: number }): MapSeat[] {
  const kind = random.between(0, 2);
  let position = 0;
  return Array.from({ length: random.between(2, 6) }, (_, at) => {
    position += random.chance(0.12) ? 2 : 1;
    const number = String(at + 1);
    const id = `${section}-${row}-${number}`;
    return {
      id,
      map_seat_id: id,
      section,
      row,
      number,
      position,
      x: position,
      y,
      category: CATEGORIES[kind] ?? "plain",
      unit_amount: 2_000 + 1_500 * kind,
      accessible: random.chance(0.12),
    };
  });
}

export function randomShowCommand(random: Random, show: NaiveShow, kind: Kind): Drawn<NamedShowCommand> {
  switch (kind) {
    case "hold":
      return { command: { type: kind, ...randomHold(random, show) } };
    case "hold_batch":
      return { command: { type: kind, atomic: random.chance(0.6), holds: randomHolds(random, show) } };
    case "join":
      return { command: { type: kind, ...randomWait(random, show) } };
    case "extend":
    case "release":
      return aboutHold(random, show, kind);
    case "confirm":
      return randomConfirm(random, show);
    case "cancel_booking": {
      const booking = aboutBooking(random, show);
      return { command: { type: kind, booking: booking?.name ?? "~none" }, owner: booking?.hold.channel };
    }
    case "modify_booking": {
      const booking = aboutBooking(random, show);
      const seats = otherSeats(random, show, booking?.chosen ?? []);
      return { command: { type: kind, booking: booking?.name ?? "~none", seats }, owner: booking?.hold.channel };
    }
    case "leave":
    case "notify":
      return aboutWish(random, show, kind);
    case "block":
      return { command: { type: kind, seats: randomSeatsNamed(random, show), reason: "a camera stands there" } };
    case "unblock": {
      const seats = random.chance(0.8) && show.blocked.length > 0 ? show.blocked.slice(0, 6) : undefined;
      return { command: { type: kind, seats: seats ?? randomSeatsNamed(random, show) } };
    }
    case "update":
      return { command: { type: kind, changes: randomChanges(random, show) } };
    case "cancel":
      return { command: { type: kind, reason: "storm" } };
    case "close":
    case "reopen":
      return { command: { type: kind } };
  }
}

function randomHold(random: Random, show: NaiveShow): WantedHold {
  const customer_ref = random.chance(0.8) ? (random.pick(CUSTOMERS) ?? null) : null;
  const own = show.holds.find((one) => one.state === "ACTIVE" && !one.wish && one.customer === customer_ref);
  const choice = randomChoice(random, show, random.chance(0.6) ? (own?.chosen ?? []) : []);
  const priced = choice.by === "wish" && choice.wish.price_max !== undefined;
  return {
    customer_ref,
    choice,
    price_currency: priced ? (random.chance(0.95) ? "EUR" : "JPY") : null,
    ttl_ms: randomTtl(random),
    refresh: random.chance(0.3),
    external_booking_id: random.chance(0.5) ? null : `order ${random.between(1, 99)}`,
    metadata: random.chance(0.7) ? null : `{"note":"${random.between(1, 99)}"}`,
  };
}

/** No customer twice, which the Worker refuses. Sometimes one wants what another has, and perhaps gives up. */
function randomHolds(random: Random, show: NaiveShow): WantedHold[] {
  const drawn = Array.from({ length: random.between(1, 4) }, () => randomHold(random, show));
  const other = random.pick(show.holds.filter((one) => one.state === "ACTIVE" && !one.wish));
  const last = drawn.at(-1);
  if (other && last && random.chance(0.4)) {
    const seats = random.chance(0.5) ? other.chosen : other.chosen.slice(0, 1);
    const choice = { by: "seats", seats: otherSeats(random, show, other.chosen) } as const;
    drawn.unshift({ ...last, customer_ref: other.customer, choice, refresh: true });
    drawn.push({ ...last, customer_ref: null, choice: { by: "seats", seats } });
  }
  const refs = drawn.map(({ customer_ref }) => customer_ref);
  return drawn.filter(({ customer_ref }, at) => customer_ref === null || refs.indexOf(customer_ref) === at);
}

function randomChoice(random: Random, show: NaiveShow, own: readonly number[]): SeatChoice {
  if (random.chance(0.5)) return { by: "wish", wish: randomWish(random, show) };
  return { by: "seats", seats: own.length > 0 ? otherSeats(random, show, own) : randomSeatsNamed(random, show) };
}

function randomWish(random: Random, show: NaiveShow): SeatWish {
  const [least, most] = random.chance(0.75) ? [1, 3] : random.chance(0.8) ? [4, 6] : [7, 12];
  const quantity = random.between(least ?? 1, most ?? 1);
  const seat = random.pick(show.seats);
  return {
    quantity,
    ...(random.chance(0.25) ? { section: random.chance(0.97) ? seat?.section : "cellar" } : {}),
    ...(random.chance(0.25) ? { category: random.chance(0.97) ? seat?.category : "gold" } : {}),
    ...(random.chance(0.2) ? { price_max: random.pick([1_000, 2_000, 3_500, 9_000]) ?? 0 } : {}),
    ...(random.chance(0.15) ? { accessible_seats: random.between(0, 2) } : {}),
    ...(random.chance(0.3) ? { prevent_orphans: random.chance(0.5) } : {}),
    ...(random.chance(0.5) ? { allow_split: random.chance(0.8) } : {}),
  };
}

/** Some near each other, mostly free ones; rarely one that is not in the hall. */
function randomSeatsNamed(random: Random, show: NaiveShow): number[] {
  if (random.chance(0.01)) return [0, show.seats.length + random.between(0, 3)];
  const among = random.chance(0.8) ? show.freeSeats().map(({ index }) => index) : [...show.seats.keys()];
  const start = random.between(0, Math.max(0, among.length - 1));
  const count = random.chance(0.95) ? random.between(1, 4) : random.between(5, 12);
  const near = among.slice(start, start + count).filter(() => random.chance(0.92));
  const named = near.length > 0 ? near : [random.between(0, show.seats.length - 1)];
  return random.chance(0.5) ? named : named.toReversed();
}

/** Some of those seats and some others. */
function otherSeats(random: Random, show: NaiveShow, own: readonly number[]): number[] {
  const kept = own.filter(() => random.chance(0.6));
  const more = random.chance(0.7) ? randomSeatsNamed(random, show).slice(0, random.between(1, 3)) : [];
  const seats = [...new Set([...kept, ...more])];
  return seats.length > 0 ? seats : randomSeatsNamed(random, show);
}

function randomWait(random: Random, show: NaiveShow) {
  const { quantity, ...wish } = randomWish(random, show);
  const price_currency = wish.price_max === undefined ? null : random.chance(0.97) ? "EUR" : "JPY";
  const customer_ref = random.chance(0.9) ? (random.pick(CUSTOMERS) ?? null) : null;
  return { customer_ref, seats: quantity, wish: wishText(wish), price_currency };
}

function randomConfirm(random: Random, show: NaiveShow): Drawn<NamedShowCommand> {
  const hold = recent(random, show.holds, (one) => one.state === "ACTIVE");
  const own = hold?.chosen ?? [];
  const some = own.filter(() => random.chance(0.6));
  const strange = random.chance(0.03) ? [random.between(0, show.seats.length)] : [];
  const seats = random.chance(0.65) || some.length === 0 ? null : [...new Set([...some.toReversed(), ...strange])];
  return {
    command: {
      type: "confirm",
      hold: hold?.name ?? "~none",
      seats,
      code: randomCode(random),
      external_booking_id: random.chance(0.7) ? null : `order ${random.between(1, 99)}`,
      metadata: random.chance(0.8) ? null : `{"paid":"${random.between(1, 99)}"}`,
    },
    owner: hold?.channel,
  };
}

function randomChanges(random: Random, show: NaiveShow) {
  const { offer_ttl_ms, waitlist_order, max_hold_ms } = randomPolicy(random);
  const starts_at_ms = randomStart(random, show.now);
  return (
    random.pick([
      { starts_at_ms },
      { name: `Hamlet ${random.between(1, 9)}` },
      { policy: { offer_ttl_ms, waitlist_order } },
      { policy: { waitlist_order } },
      { policy: { max_hold_ms } },
      { orphan_policy: random.pick(["off", "lenient", "strict"] as const) ?? "off" },
    ]) ?? {}
  );
}
