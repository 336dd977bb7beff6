// Reads of the current version's structure, for whoever shows it.
import { priceFinder } from "../../domain/scheme/pricing.ts";
import type { Reading } from "./answer-query.ts";
import type { QueryOf } from "./queries.ts";
import { notFound } from "./version-queries.ts";
import { groupBody, seatBody, seatPriceBody, sectorBody } from "./views.ts";

function currentOf({ store, state, shelf }: Reading) {
  const { current } = shelf;
  const { structure, prices } = store.content(current, state);
  return { about: { scheme_version_id: current.id, status: current.status }, structure, prices };
}

export function sectors(reading: Reading) {
  const { about, structure } = currentOf(reading);
  return { ...about, items: Array.from(structure.sectors.values(), sectorBody) };
}

export function groups(reading: Reading, { sector_id }: QueryOf<"current_groups">) {
  const { about, structure } = currentOf(reading);
  const wanted = [...structure.groups.values()].filter((group) => sector_id === null || group.sector_id === sector_id);
  return { ...about, items: wanted.map(groupBody) };
}

/** By record number, which is the place of a page's cursor. */
export function seats(reading: Reading, query: QueryOf<"current_seats">) {
  const { sector_id, group_id, after_no, limit } = query;
  const { about, structure } = currentOf(reading);
  const page = [...structure.seats.values()]
    .filter((seat) => seat.record_no > after_no)
    .filter((seat) => sector_id === null || seat.sector_id === sector_id)
    .filter((seat) => group_id === null || seat.group_id === group_id)
    .slice(0, limit);
  return { ...about, numbers: page.map(({ record_no }) => record_no), items: page.map(seatBody) };
}

function pricedSeat(reading: Reading, seat_id: string) {
  const { about, structure, prices } = currentOf(reading);
  const seat = [...structure.seats.values()].find((one) => one.seat_id === seat_id);
  if (!seat) return undefined;
  return { about, seat, price: seatPriceBody(seat, priceFinder(prices, structure)(seat), prices.currency) };
}

export function seatPrice(reading: Reading, { seat_id }: QueryOf<"seat_price">) {
  const found = pricedSeat(reading, seat_id);
  return found ? { ...found.about, ...found.price } : notFound("seat");
}

/** Whether a show made of the current version would sell this seat. */
export function testSeat(reading: Reading, { seat_id }: QueryOf<"test_seat">) {
  const found = pricedSeat(reading, seat_id);
  if (!found) return notFound("seat");
  const { about, seat, price } = found;
  const [reason, message] = verdict(seat.sellable, price.price !== null);
  return { ...about, seat: seatBody(seat), ...price, sellable: reason === "ok", reason, message };
}

type Verdict = readonly [reason: "ok" | "not_sellable" | "unpriced", message: string];

function verdict(sellable: boolean, priced: boolean): Verdict {
  if (!sellable) return ["not_sellable", "The seat is marked as not sellable: shows draw it and do not sell it."];
  if (!priced) return ["unpriced", "No rule prices the seat: publishing waits until one does."];
  return ["ok", "Shows sell the seat at this price."];
}
