// The seats of a show that is made from a scheme: its sectors become sections, its prices are frozen.
//
// A seat's position comes from where it is drawn: all seats of a row are put in order along their line, those that are
// not sold among them, and then left out. So a hole stays where a seat is not sold, and its neighbours are none.
import { byLabel, type Point } from "../hall.ts";
import type { MapSeat } from "../layout.ts";
import { belongingFinder, sectionName } from "./belonging.ts";
import type { PriceList } from "./price-list.ts";
import { priceFinder, unpricedSeats } from "./pricing.ts";
import type { Seat, Structure } from "./structure.ts";

/** By point, its whole position along the row of them: no two alike, aisles left out. */
type PositionsAlong = (points: readonly Point[]) => readonly number[];

export type SchemeHall =
  | { readonly ok: true; readonly seats: readonly MapSeat[] }
  /** The seats that would be sold and have no price. */
  | { readonly ok: false; readonly code: "unpriced"; readonly seats: readonly Seat[] };

/** In hall order. At entry: the structure has no validation errors; then buildHall takes what is returned. */
export function hallOfScheme(structure: Structure, prices: PriceList, positionsAlong: PositionsAlong): SchemeHall {
  const priceOf = priceFinder(prices, structure);
  const sellable = [...structure.seats.values()].filter((seat) => seat.sellable);
  if (sellable.some((seat) => !priceOf(seat))) {
    return { ok: false, code: "unpriced", seats: unpricedSeats(prices, structure) };
  }
  const seats = rowsOf(structure).flatMap(({ section, row, seats: all }) => {
    const positions = positionsAlong(all);
    const placed = all.flatMap((seat, index): MapSeat[] => {
      if (!seat.sellable) return [];
      const price = priceOf(seat);
      const position = positions[index];
      if (!price || position === undefined) {
        throw new Error(`seat ${seat.seat_id} has a price and a position by now`);
      }
      const { seat_id: id, seat_number: number, x, y, accessible } = seat;
      const { category, unit_amount } = price;
      return [
        { id, map_seat_id: id, section, row, number, position, x, y, category: category.name, unit_amount, accessible },
      ];
    });
    return placed.sort((one, other) => one.position - other.position);
  });
  return { ok: true, seats };
}

type Row = { readonly section: string; readonly row: string; readonly seats: readonly Seat[] };

/** In hall order; the seats of each by seat_id, so that the order of records says nothing. */
function rowsOf(structure: Structure): Row[] {
  const belongingOf = belongingFinder(structure);
  const sections = new Map<string, Map<string, Seat[]>>();
  for (const seat of structure.seats.values()) {
    const section = sectionName(belongingOf(seat).sector);
    const rows = sections.get(section) ?? new Map<string, Seat[]>();
    sections.set(section, rows);
    const seats = rows.get(seat.row_label);
    if (seats) seats.push(seat);
    else rows.set(seat.row_label, [seat]);
  }
  return [...sections]
    .sort(([one], [other]) => byLabel(one, other))
    .flatMap(([section, rows]) =>
      [...rows]
        .sort(([one], [other]) => byLabel(one, other))
        .map(([row, seats]) => ({ section, row, seats: seats.sort(bySeatId) })),
    );
}

function bySeatId(one: Seat, other: Seat): number {
  return byLabel(one.seat_id, other.seat_id);
}
