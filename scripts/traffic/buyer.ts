// What one buyer after the other does at a partner's: looks, reserves the best seats or those chosen on the map, and then
// books, or extends, or releases, or goes away; and some who have booked cancel, or take other seats.
import { setTimeout as sleep } from "node:timers/promises";
import type { ReservationCreateRequest } from "../../sdk/source/generated/reservation.ts";
import type { Reservation } from "../../sdk/source/generated/shapes.ts";
import type { Random } from "../../simulation/random.ts";
import type { Partner } from "./partner.ts";
import type { SeatOnSale } from "./stage.ts";

export type Shopping = {
  readonly partner: Partner;
  readonly random: Random;
  /** The longest time between two things that a buyer does. */
  readonly think_ms: number;
  /** Whether some go away without a word: their seats are free again after a minute. */
  readonly abandons: boolean;
  readonly stopping: () => boolean;
};

const PLANS = { book: 68, book_fewer: 8, extend: 10, release: 8, abandon: 6 } as const;
const AFTERWARDS = { keep: 88, cancel: 4, swap: 8 } as const;
const PARTY_MAX = 4;
/** With so few left, a single seat is better than none, and nobody goes away without a word. */
const SCARCE = 12;
const IDLE_MS = 1_000;

/** At exit: stopping() is true, and nothing that this buyer asked for is under way. */
export async function shop(shopping: Shopping): Promise<void> {
  const { partner, random } = shopping;
  while (!shopping.stopping()) {
    await sleep(random.between(0, shopping.think_ms));
    if (random.chance(0.1)) await look(partner);
    if (partner.follower.counts().available === 0) await partner.follower.changed(IDLE_MS);
    else if (!shopping.stopping()) await buyOnce(shopping);
  }
}

/** Whoever only looks does not mind when nothing comes. */
async function look({ client, stage }: Partner): Promise<void> {
  await client.show.availability({ show_id: stage.show_id }).catch(() => {});
}

async function buyOnce(shopping: Shopping): Promise<void> {
  const { partner, random } = shopping;
  const planned = random.weighted(PLANS);
  const abandons = shopping.abandons && partner.follower.counts().available > SCARCE;
  const plan = planned === "abandon" && !abandons ? "book" : planned;
  const request = wish(partner, random);
  const reserved = await partner.ask("reservation/create", { ...request, ttl_seconds: plan === "abandon" ? 60 : 300 });
  if (!reserved?.ok || plan === "abandon") return;
  await sleep(random.between(0, shopping.think_ms));
  const { id: reservation_id } = reserved.data;
  switch (plan) {
    case "book":
      return book(shopping, { reservation_id });
    case "book_fewer":
      return book(shopping, { reservation_id, seat_ids: reserved.data.seat_ids.slice(0, 2) });
    case "extend":
      await partner.ask("reservation/extend", { reservation_id, ttl_seconds: 600 });
      return book(shopping, { reservation_id });
    case "release":
      await partner.ask("reservation/release", { reservation_id });
  }
}

async function book(
  shopping: Shopping,
  request: { readonly reservation_id: Reservation["id"]; readonly seat_ids?: string[] },
): Promise<void> {
  const { partner, random } = shopping;
  const booked = await partner.ask("booking/create", request);
  const then = random.weighted(AFTERWARDS);
  if (!booked?.ok || then === "keep" || shopping.stopping()) return;
  await sleep(random.between(0, shopping.think_ms));
  const { id: booking_id, seat_ids = [] } = booked.data;
  if (then === "cancel") {
    await partner.ask("booking/cancel", { booking_id });
    return;
  }
  const others = chosen(partner, random, seat_ids.length);
  if (others.length === seat_ids.length) await partner.ask("booking/modify", { booking_id, seat_ids: others });
}

function wish(partner: Partner, random: Random): ReservationCreateRequest {
  const { show_id, seats } = partner.stage;
  const scarce = partner.follower.counts().available <= SCARCE;
  const size = scarce ? 1 : random.between(1, PARTY_MAX);
  const customer = random.chance(0.7) ? { customer_ref: `buyer-${random.bits()}` } : {};
  const seat_ids = random.chance(0.4) ? chosen(partner, random, size) : [];
  if (seat_ids.length > 0) return { show_id, seat_ids, ...customer };
  const picky = !scarce && random.chance(0.3) ? random.pick(seats) : undefined;
  return {
    show_id,
    quantity: size,
    ...(picky ? { category: picky.category } : {}),
    ...(scarce || random.chance(0.3) ? { allow_split: true } : {}),
    ...(random.chance(0.1) ? { prevent_orphans: false } : {}),
    ...customer,
  };
}

/** Seats that the feed says are free, beside each other in the list and in one row: at most so many. */
function chosen({ stage, follower }: Partner, random: Random, size: number): string[] {
  const { seats } = stage;
  const first = firstFree(follower.statuses, random.between(0, seats.length - 1));
  const row = first === undefined ? undefined : seats[first];
  if (first === undefined || row === undefined) return [];
  const beside = (seat: SeatOnSale, offset: number): boolean =>
    seat.row === row.row && seat.section === row.section && follower.statuses[first + offset] === "available";
  const run = seats.slice(first, first + size);
  const end = run.findIndex((seat, offset) => !beside(seat, offset));
  return (end === -1 ? run : run.slice(0, end)).map(({ seat_id }) => seat_id);
}

/** From there on, and from the beginning when there is none. */
function firstFree(statuses: readonly string[], from: number): number | undefined {
  const after = statuses.indexOf("available", from);
  const found = after === -1 ? statuses.indexOf("available") : after;
  return found === -1 ? undefined : found;
}
