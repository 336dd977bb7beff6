import { describe, expect, it } from "vitest";
import { readName } from "./name-reading.ts";

type Said = readonly [sector: string | undefined, row: string | undefined, number: string | undefined];

const none = undefined;

describe("names of seats", () => {
  it.each<[string, Said]>([
    ["Row A Seat 12", [none, "A", "12"]],
    ["row-A-seat-012", [none, "A", "12"]],
    ["rowA_seat12", [none, "A", "12"]],
    ["r5s12", [none, "5", "12"]],
    ["s1-r5-n12", ["1", "5", "12"]],
    ["Sector 3 Row 5 Seat 12a", ["3", "5", "12a"]],
    ["Balcony Left Row 2 Seat 3", ["Balcony Left", "2", "3"]],
    ["5 ряд 12 место", [none, "5", "12"]],
    ["Партер, 5 ряд, 12 место", ["Партер", "5", "12"]],
    ["Ряд 5, Место 12", [none, "5", "12"]],
    ["5-й ряд 12 место", [none, "5", "12"]],
    ["р5м12", [none, "5", "12"]],
    ["Reihe 5 Platz 12", [none, "5", "12"]],
    ["Fila B Asiento 4", [none, "B", "4"]],
    ["parterre-r1-s12", ["parterre", "1", "12"]],
    ["Upper_Tier_r10_s7", ["Upper Tier", "10", "7"]],
    ["sB-r5-n12", ["B", "5", "12"]],
    ["box-r1-s2", ["box", "1", "2"]],
    ["seat-r5-s12", [none, "5", "12"]],
    ["3列12番", [none, "3", "12"]],
    ["5排8座", [none, "5", "8"]],
    ["7열 9번", [none, "7", "9"]],
    ["Table 7 Seat 3", [none, "Table 7", "3"]],
    ["_x0420__x044f__x0434__x0020_5_x0020_место_x0020_7", [none, "5", "7"]],
    ["Seat_x5F_A_x5F_12", [none, none, "12"]],
    ["Seat_x20_12_1_", [none, none, "12"]],
  ])("%s", (name, [sector, row, number]) => {
    expect(readName(name)).toMatchObject({ kind: "seat", sector, row, number });
  });
});

describe("other names", () => {
  it.each([
    ["Row A", { kind: "row", row: "A" }],
    ["Row_x5F_A_00000123456789012345_", { kind: "row", row: "A" }],
    ["_x0420__x044f__x0434__x0020_5", { kind: "row", row: "5" }],
    ["table-7", { kind: "row", row: "Table 7" }],
    ["1. Reihe", { kind: "row", row: "1" }],
    ["Sector A", { kind: "sector", sector: "A" }],
    ["Upper Balcony", { kind: "sector", sector: "Upper Balcony" }],
    ["Box 5", { kind: "sector", sector: "Box 5" }],
    ["stage", { kind: "aside" }],
    ["seat legend", { kind: "sample" }],
    ["row-label", { kind: "part" }],
    ["A12", { kind: undefined, loose: ["A", "12"] }],
    ["101-A-12", { kind: undefined, loose: ["101", "A", "12"] }],
    ["Golden-A-12", { kind: undefined, prefix: "Golden", loose: ["A", "12"] }],
    ["seats", { kind: undefined, wrapper: true }],
  ])("%s", (name, reading) => {
    expect(readName(name)).toMatchObject(reading);
  });

  it.each([
    "path1234",
    "rect12-3",
    "g17",
    "Ellipse 12",
    "Rectangle_3",
    "Vector",
    "Group 7",
    "Layer_1",
    "SVGID_1_",
    "Слой 1",
    "use5",
    "cls-1",
    "axes_1",
    "PathCollection_1",
    "matplotlib.axis_2",
  ])("that editors give say nothing: %s", (name) => {
    expect(readName(name)).toMatchObject({ kind: undefined, loose: [], label: "" });
  });
});
