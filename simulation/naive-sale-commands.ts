// What the commands that every sale knows must do to a naive one and answer, in the order in which the documents ask:
// is it there and yours, is it on sale, is the wish allowed, is it still alive, does it fit.
import type { SaleCommand } from "../durable-objects/sale/execute.ts";
import type { NaiveSale } from "./naive-sale.ts";
import type { NaiveActor, NaiveBooking, NaiveHold, NaiveWish, Said } from "./naive-things.ts";
import type { Named } from "./names.ts";

type NamedSaleCommand = Named<SaleCommand>;
type Of<Type extends NamedSaleCommand["type"]> = Extract<NamedSaleCommand, { type: Type }>;

export function obeyShared(sale: NaiveSale, command: NamedSaleCommand, actor: NaiveActor): Said {
  switch (command.type) {
    case "extend":
    case "release":
      return useHold(sale, command, actor);
    case "cancel_booking":
      return cancelBooking(sale, command, actor);
    case "leave":
      return leave(sale, command, actor);
    case "notify":
      return notify(sale, command);
  }
}

function owned<T extends { name: string }>(
  list: readonly T[],
  name: string,
  actor: NaiveActor,
  channelOf: (one: T) => string,
): T | undefined {
  const found = list.find((one) => one.name === name);
  return found && (actor.admin || channelOf(found) === actor.channel) ? found : undefined;
}

export function ownedHold(sale: NaiveSale, name: string, actor: NaiveActor): NaiveHold | undefined {
  const found = owned(sale.holds, name, actor, (one) => one.channel);
  return found?.forgotten ? undefined : found;
}

export function ownedBooking(sale: NaiveSale, name: string, actor: NaiveActor): NaiveBooking | undefined {
  return owned(sale.bookings, name, actor, (one) => one.hold.channel);
}

export function ownedWish(sale: NaiveSale, name: string, actor: NaiveActor): NaiveWish | undefined {
  return owned(sale.wishes, name, actor, (one) => one.channel);
}

export function absent(what: string): Said {
  return { ok: false, code: "NOT_FOUND", what };
}

export function invalid(path: string): Said {
  return { ok: false, code: "VALIDATION_FAILED", violations: [{ path }] };
}

export function notOnSale(sale: NaiveSale): Said | undefined {
  const reason = sale.notOnSale();
  return reason === undefined ? undefined : { ok: false, code: "SALES_CLOSED", reason };
}

/** The customer's own hold, which no wish was offered. */
export function heldBy(sale: NaiveSale, customer: string | null, { channel }: NaiveActor): NaiveHold | undefined {
  if (customer === null) return undefined;
  return sale.holds.find(
    (one) => one.state === "ACTIVE" && !one.wish && one.channel === channel && one.customer === customer,
  );
}

function isLive(wish: NaiveWish): boolean {
  return wish.state === "WAITING" || wish.state === "OFFERED";
}

/** The customer's wish that is not over yet. */
export function wishedBy(sale: NaiveSale, customer: string | null, { channel }: NaiveActor): NaiveWish | undefined {
  if (customer === null) return undefined;
  return sale.wishes.find((one) => isLive(one) && one.channel === channel && one.customer === customer);
}

/** Why the hold can no longer be used. */
export function over(own: NaiveHold): Said | undefined {
  switch (own.state) {
    case "CONFIRMED":
      return { ok: false, code: "HOLD_CONFIRMED", hold_id: own.name, booking_id: own.booking?.name };
    case "CANCELED":
      return { ok: false, code: "HOLD_CANCELED", hold_id: own.name };
    case "EXPIRED":
      return { ok: false, code: "HOLD_EXPIRED", hold_id: own.name, expired_at_ms: own.ends };
    case "ACTIVE":
      return undefined;
  }
}

function useHold(sale: NaiveSale, command: Of<"extend" | "release">, actor: NaiveActor): Said {
  const own = ownedHold(sale, command.hold, actor);
  if (!own) return absent("hold");
  const ended = over(own);
  if (ended) return ended;
  if (command.type === "extend") {
    sale.prolong(own, command.ttl_ms);
    return { ok: true, hold: sale.holdView(own) };
  }
  own.state = "CANCELED";
  if (own.wish) own.wish.state = "LEFT";
  sale.serveWaiting();
  return { ok: true, hold: sale.holdView(own) };
}

/** Why the booking can no longer be changed. */
export function fixed(sale: NaiveSale, own: NaiveBooking): Said | undefined {
  if (own.state === "CANCELED") return { ok: false, code: "BOOKING_CANCELED", booking_id: own.name };
  const closed_at_ms = sale.starts - sale.policy.cancellation_cutoff_ms;
  return sale.now >= closed_at_ms ? { ok: false, code: "CANCELLATION_CLOSED", closed_at_ms } : undefined;
}

function cancelBooking(sale: NaiveSale, command: Of<"cancel_booking">, actor: NaiveActor): Said {
  const own = ownedBooking(sale, command.booking, actor);
  if (!own) return absent("booking");
  const refused = fixed(sale, own);
  if (refused) return refused;
  own.state = "CANCELED";
  own.changed = sale.now;
  sale.serveWaiting();
  return { ok: true, booking: sale.bookingView(own) };
}

function leave(sale: NaiveSale, command: Of<"leave">, actor: NaiveActor): Said {
  const own = ownedWish(sale, command.entry, actor);
  if (!own) return absent("waitlist entry");
  if (!isLive(own)) return { ok: false, code: "ENTRY_ENDED", entry_id: own.name, status: own.state };
  if (own.hold) own.hold.state = "CANCELED";
  own.state = "LEFT";
  sale.serveWaiting();
  return { ok: true, entry: sale.wishView(own), joined: false };
}

function notify(sale: NaiveSale, command: Of<"notify">): Said {
  const closed = notOnSale(sale);
  if (closed) return closed;
  if (command.entry === null) return { ok: true, offers: sale.settledOffers };
  const wish = sale.wishes.find((one) => one.name === command.entry);
  if (!wish) return absent("waitlist entry");
  if (wish.state !== "WAITING") return { ok: false, code: "ENTRY_ENDED", entry_id: wish.name, status: wish.state };
  if (!sale.firstServed([wish])) {
    const { seats } = wish;
    return { ok: false, code: "FULL", seats, available: sale.free(), waiting: sale.waiting().length };
  }
  return { ok: true, offers: [sale.offer(wish, command.ttl_ms ?? sale.policy.offer_ttl_ms)] };
}
