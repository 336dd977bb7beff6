import { describe, expect, it } from "vitest";
import { EMPTY_STRUCTURE, SCHEME_LIMITS, type Seat, type Structure, structureOf } from "./structure.ts";
import {
  A1,
  A2,
  B1,
  BALCONY,
  BALCONY_1,
  largeHall,
  ROW_1,
  ROW_A,
  SEATS,
  STALLS,
  THEATRE,
  theatreWith,
} from "./structure-examples.ts";
import { type Issue, type IssueCode, VALIDATION_ERRORS, VALIDATION_WARNINGS, validate } from "./validation.ts";

const DRAWN = { element_ids: new Set(Array.from({ length: 30 }, (_, index) => `e${index}`)) };

function seatsWith(...seats: readonly Seat[]): Structure {
  return theatreWith({ seats });
}

/** Of another number, id, element, point and label than all others. */
function another(record_no: number): Seat {
  return {
    ...A1,
    record_no,
    seat_id: `s${record_no}`,
    element_id: `e${record_no}`,
    x: record_no * 10,
    seat_number: `${record_no}`,
  };
}

function said({ severity, code, count, records }: Issue) {
  return { severity, code, count, records: records.map(({ kind, record_no, id }) => `${kind} ${record_no} ${id}`) };
}

const NOBODY = { record_no: 20, sector_id: "nobody", name: "Nobody", element_id: null };

const CASES: { why: string; structure: Structure; code: IssueCode; count: number; records: string[] }[] = [
  {
    why: "no seat is sellable",
    structure: seatsWith(...SEATS.map((seat) => ({ ...seat, sellable: false }))),
    code: "no_sellable_seats",
    count: 1,
    records: [],
  },
  {
    why: "two seats have one seat_id",
    structure: seatsWith({ ...another(20), seat_id: A2.seat_id }),
    code: "duplicate_seat_id",
    count: 2,
    records: ["seat 7 row-a-2", "seat 20 row-a-2"],
  },
  {
    why: "a seat's sector is not there",
    structure: seatsWith({ ...another(20), sector_id: "gone", group_id: null }),
    code: "seat_sector_unknown",
    count: 1,
    records: ["seat 20 s20"],
  },
  {
    why: "a seat's sector is not there and its group's is",
    structure: seatsWith({ ...another(20), sector_id: "gone" }),
    code: "seat_sector_unknown",
    count: 1,
    records: ["seat 20 s20"],
  },
  {
    why: "a seat's group is not there",
    structure: seatsWith({ ...another(20), group_id: "gone" }),
    code: "seat_group_unknown",
    count: 1,
    records: ["seat 20 s20"],
  },
  {
    why: "a group's sector is not there",
    structure: theatreWith({ groups: [{ ...ROW_A, sector_id: "gone" }] }),
    code: "group_sector_unknown",
    count: 1,
    records: ["group 3 row-a"],
  },
  {
    why: "two sectors with sellable seats have one name, but for a blank",
    structure: theatreWith({ sectors: [{ ...BALCONY, name: "Stalls " }] }),
    code: "duplicate_sector_name",
    count: 2,
    records: ["sector 1 stalls", "sector 2 balcony"],
  },
  {
    why: "a sellable seat has no row_label",
    structure: seatsWith({ ...A1, row_label: " " }),
    code: "seat_without_row_label",
    count: 1,
    records: ["seat 6 row-a-1"],
  },
  {
    why: "sellable seats have no seat_number, which makes none of them alike",
    structure: seatsWith({ ...A1, seat_number: "" }, { ...A2, seat_number: "" }),
    code: "seat_without_seat_number",
    count: 2,
    records: ["seat 6 row-a-1", "seat 7 row-a-2"],
  },
  {
    why: "two sellable seats of a sector have one row and number, which are said beside each other",
    structure: seatsWith({ ...another(20), row_label: "B", seat_number: "1" }, { ...another(21), seat_number: " 1" }),
    code: "duplicate_seat_label",
    count: 4,
    records: ["seat 6 row-a-1", "seat 21 s21", "seat 8 row-b-1", "seat 20 s20"],
  },
  {
    why: "a seat is in no sector, though its group is",
    structure: seatsWith({ ...A1, sector_id: null }),
    code: "seat_without_sector",
    count: 1,
    records: ["seat 6 row-a-1"],
  },
  {
    why: "a seat is in another sector than its group",
    structure: seatsWith({ ...A1, sector_id: "balcony" }),
    code: "seat_sector_not_of_group",
    count: 1,
    records: ["seat 6 row-a-1"],
  },
  {
    why: "a sector has no seat",
    structure: theatreWith({ sectors: [{ ...NOBODY, name: "Stalls" }] }),
    code: "sector_empty",
    count: 1,
    records: ["sector 20 nobody"],
  },
  {
    why: "a group has no seat",
    structure: theatreWith({ groups: [{ ...ROW_1, record_no: 20, group_id: "nobody", element_id: null }] }),
    code: "group_empty",
    count: 1,
    records: ["group 20 nobody"],
  },
  {
    why: "seats have no element",
    structure: seatsWith({ ...A1, element_id: null }, { ...B1, element_id: null }),
    code: "seat_without_element",
    count: 2,
    records: ["seat 6 row-a-1", "seat 8 row-b-1"],
  },
  {
    why: "records have elements that the drawing has not",
    structure: theatreWith({
      sectors: [{ ...STALLS, element_id: "e97" }],
      groups: [{ ...ROW_A, element_id: "e98" }],
      seats: [{ ...A1, element_id: "e99" }],
    }),
    code: "element_not_in_drawing",
    count: 3,
    records: ["sector 1 stalls", "group 3 row-a", "seat 6 row-a-1"],
  },
  {
    why: "two seats are on one point",
    structure: seatsWith({ ...another(20), x: A2.x, y: -0 }),
    code: "seats_on_one_point",
    count: 2,
    records: ["seat 7 row-a-2", "seat 20 s20"],
  },
];

describe("validation", () => {
  it.each(CASES)("says that $why, and nothing else", ({ structure, code, count, records }) => {
    const severity = VALIDATION_ERRORS.some((error) => error === code) ? "error" : "warning";
    const { issues, errors, warnings } = validate(structure, DRAWN);
    expect(issues.map(said)).toEqual([{ severity, code, count, records }]);
    expect([errors, warnings]).toEqual(severity === "error" ? [count, 0] : [0, count]);
    expect(issues[0]?.message).toMatch(/: .+[a-z]\.$/);
  });

  it("has an example of each code but that of a hall which is too large", () => {
    const reached = new Set(CASES.map(({ code }) => code));
    expect([...VALIDATION_ERRORS, ...VALIDATION_WARNINGS].filter((code) => !reached.has(code))).toEqual([
      "too_many_seats",
    ]);
  });

  it("says nothing of a sound theatre", () => {
    expect(validate(THEATRE, DRAWN)).toEqual({ errors: 0, warnings: 0, issues: [] });
  });

  it("says nothing of what a drawing has when there is none", () => {
    expect(validate(theatreWith({ seats: [{ ...A1, element_id: "e99" }] })).issues).toEqual([]);
  });

  it("says of an empty structure only that there is nothing to sell", () => {
    expect(validate(EMPTY_STRUCTURE, DRAWN).issues.map(({ code }) => code)).toEqual(["no_sellable_seats"]);
  });

  it("lets seats that nobody can buy be without labels or have those of others", () => {
    const decor = { ...another(20), sellable: false };
    const structure = seatsWith(
      { ...decor, row_label: "A", seat_number: "1" },
      { ...decor, ...another(21), sellable: false, row_label: "", seat_number: "" },
    );
    expect(validate(structure, DRAWN).issues).toEqual([]);
  });

  it("lets a row and number be in every sector once", () => {
    const structure = seatsWith({ ...BALCONY_1, row_label: "A", seat_number: "1" });
    expect(validate(structure, DRAWN).issues).toEqual([]);
  });

  it("lets a sector that sells nothing have the name of one that does", () => {
    const structure = theatreWith({
      sectors: [{ ...BALCONY, name: "Stalls" }],
      seats: [{ ...BALCONY_1, sellable: false }],
    });
    expect(validate(structure, DRAWN).issues).toEqual([]);
  });

  it("puts errors before warnings and adds up their counts", () => {
    const structure = seatsWith(
      { ...A1, sector_id: null, row_label: "" },
      { ...A2, sector_id: null, seat_number: "" },
      { ...B1, group_id: "gone" },
    );
    const { errors, warnings, issues } = validate(structure, DRAWN);
    expect(issues.map(({ severity, code, count }) => [severity, code, count])).toEqual([
      ["error", "seat_group_unknown", 1],
      ["error", "seat_without_row_label", 1],
      ["error", "seat_without_seat_number", 1],
      ["warning", "seat_without_sector", 2],
      ["warning", "group_empty", 1],
    ]);
    expect([errors, warnings]).toEqual([3, 3]);
  });
});

describe("validation of a large hall", () => {
  const hall = largeHall(SCHEME_LIMITS.seats_max);
  const seats = [...hall.seats.values()];

  it("finds it sound", () => {
    expect(validate(hall)).toEqual({ errors: 0, warnings: 0, issues: [] });
  });

  it("counts what is wrong with every seat and names the first 20", () => {
    const alike = seats.map((seat) => ({ ...seat, x: 0, y: 0, row_label: "A", seat_number: "1" }));
    const { issues } = validate(structureOf([...hall.sectors.values()], [...hall.groups.values()], alike));
    expect(issues.map(({ code, count, records }) => [code, count, records.length])).toEqual([
      ["duplicate_seat_label", 60_000, SCHEME_LIMITS.issues_a_code_max],
      ["seats_on_one_point", 60_000, SCHEME_LIMITS.issues_a_code_max],
    ]);
  });

  it("says how many seats are too many for a show, of which those that are not sellable are none", () => {
    const more = ["a", "b"].map((id, no) => ({
      ...another(900_000 + no),
      seat_id: id,
      sector_id: "s0",
      group_id: "g0",
    }));
    const too_large = structureOf([...hall.sectors.values()], [...hall.groups.values()], [...seats, ...more]);
    expect(validate(too_large).issues.map(said)).toEqual([
      { severity: "error", code: "too_many_seats", count: 2, records: [] },
    ]);
    const unsold = more.map((seat) => ({ ...seat, sellable: false }));
    const fits = structureOf([...hall.sectors.values()], [...hall.groups.values()], [...seats, ...unsold]);
    expect(validate(fits).issues).toEqual([]);
  });
});
