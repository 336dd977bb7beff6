import { expect, it } from "vitest";
import { EMPTY_STRUCTURE } from "./structure.ts";
import { A1, THEATRE, theatreWith } from "./structure-examples.ts";
import { structureCounts } from "./summary.ts";

it("counts records, and seats by what they are", () => {
  const seat = { ...A1, element_id: null };
  const theatre = theatreWith({
    seats: [
      { ...seat, record_no: 20, seat_id: "s20", sellable: false, accessible: true, sector_id: null },
      { ...seat, record_no: 21, seat_id: "s21", accessible: true, sector_id: "gone", group_id: null },
      { ...seat, record_no: 22, seat_id: "s22", group_id: null },
      { ...seat, record_no: 23, seat_id: "s23", group_id: null },
    ],
  });
  expect(structureCounts(theatre)).toEqual({
    sectors: 2,
    groups: 3,
    seats: 8,
    sellable_seats: 7,
    accessible_seats: 2,
    seats_without_sector: 1,
    seats_without_group: 3,
  });
  expect(structureCounts(THEATRE)).toMatchObject({ seats: 4, sellable_seats: 4, seats_without_sector: 0 });
  expect(structureCounts(EMPTY_STRUCTURE)).toMatchObject({ sectors: 0, groups: 0, seats: 0 });
});
