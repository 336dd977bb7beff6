// A small theatre in which nothing is wrong, to look at one thing at a time. Stalls with two rows and a balcony with
// one; every record has an element.
import { type Group, type Seat, type Sector, type Structure, structureOf } from "./structure.ts";

export const STALLS: Sector = { record_no: 1, sector_id: "stalls", name: "Stalls", element_id: "e1" };
export const BALCONY: Sector = { record_no: 2, sector_id: "balcony", name: "Balcony", element_id: "e2" };
export const ROW_A: Group = { record_no: 3, group_id: "row-a", name: "A", element_id: "e3", sector_id: "stalls" };
export const ROW_B: Group = { record_no: 4, group_id: "row-b", name: "B", element_id: "e4", sector_id: "stalls" };
export const ROW_1: Group = { record_no: 5, group_id: "row-1", name: "1", element_id: "e5", sector_id: "balcony" };
export const A1: Seat = seatOf(6, ROW_A, "1");
export const A2: Seat = seatOf(7, ROW_A, "2");
export const B1: Seat = seatOf(8, ROW_B, "1");
export const BALCONY_1: Seat = seatOf(9, ROW_1, "1");

export const SEATS = [A1, A2, B1, BALCONY_1];
export const THEATRE: Structure = structureOf([STALLS, BALCONY], [ROW_A, ROW_B, ROW_1], SEATS);

function seatOf(record_no: number, { group_id, sector_id, name }: Group, seat_number: string): Seat {
  return {
    record_no,
    seat_id: `${group_id}-${seat_number}`,
    element_id: `e${record_no}`,
    sector_id,
    group_id,
    row_label: name,
    seat_number,
    x: record_no * 10,
    y: 0,
    accessible: false,
    sellable: true,
  };
}

/** Records are changed or added by their numbers. */
export function theatreWith(records: {
  readonly sectors?: readonly Sector[];
  readonly groups?: readonly Group[];
  readonly seats?: readonly Seat[];
}): Structure {
  const { sectors = [], groups = [], seats = [] } = records;
  return structureOf(
    [...THEATRE.sectors.values(), ...sectors],
    [...THEATRE.groups.values(), ...groups],
    [...THEATRE.seats.values(), ...seats],
  );
}

/** As many seats as a scheme can have, in rows of 100 and sectors of 2,000. */
export function largeHall(seats: number): Structure {
  const rows = Array.from({ length: Math.ceil(seats / 100) }, (_, index) => index);
  const sectors = Array.from({ length: Math.ceil(seats / 2_000) }, (_, index) => index);
  return structureOf(
    sectors.map((no) => ({
      record_no: 100_000 + no,
      sector_id: `s${no}`,
      name: `Sector ${no}`,
      element_id: `es${no}`,
    })),
    rows.map((no) => ({
      record_no: 200_000 + no,
      group_id: `g${no}`,
      name: `Row ${no}`,
      element_id: `eg${no}`,
      sector_id: `s${Math.floor(no / 20)}`,
    })),
    Array.from({ length: seats }, (_, no) => ({
      ...A1,
      record_no: no,
      seat_id: `seat-${no}`,
      element_id: `e${no}`,
      sector_id: `s${Math.floor(no / 2_000)}`,
      group_id: `g${Math.floor(no / 100)}`,
      row_label: String(Math.floor(no / 100)),
      seat_number: String(no % 100),
      x: no % 100,
      y: Math.floor(no / 100),
    })),
  );
}
