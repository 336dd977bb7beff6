import { describe, expect, it } from "vitest";
import { changeGroup, changeSeats, changeSector, type Edited } from "./editing.ts";
import type { PriceList, PriceRule, RuleTarget } from "./price-list.ts";
import { rulesAfter } from "./renaming.ts";
import { applyEdit, type Seat, structureOf } from "./structure.ts";

function seat(record_no: number, seat_id: string): Seat {
  return {
    record_no,
    seat_id,
    element_id: null,
    sector_id: "stalls",
    group_id: "row-a",
    row_label: "A",
    seat_number: seat_id,
    x: record_no,
    y: 0,
    accessible: false,
    sellable: true,
  };
}

const HALL = structureOf(
  [{ record_no: 1, sector_id: "stalls", name: "Stalls", element_id: null }],
  [{ record_no: 2, group_id: "row-a", name: "A", element_id: null, sector_id: "stalls" }],
  [seat(3, "one"), seat(4, "two")],
);

function prices(...targets: readonly (readonly [RuleTarget, string | null])[]): PriceList {
  const rules = targets.map(([target_type, target_id], index): readonly [number, PriceRule] => [
    index + 1,
    { rule_no: index + 1, target_type, target_id, category_no: 1, unit_amount: 100, priority: 0 },
  ]);
  return { currency: "EUR", categories: new Map(), rules: new Map(rules) };
}

const ALL = prices(["sector", "stalls"], ["group", "row-a"], ["seat", "one"], ["seat", "two"], ["default", null]);

function targetsAfter(edited: Edited | undefined): (readonly [number, string | null])[] {
  if (!edited?.ok) throw new Error("the edit is refused");
  return rulesAfter(HALL, edited.edit, ALL).rules.put.map(({ rule_no, target_id }) => [rule_no, target_id]);
}

describe("price rules", () => {
  it("follow a sector and a group that get other ids", () => {
    expect(targetsAfter(changeSector(HALL, 1, { sector_id: "parquet" }))).toEqual([[1, "parquet"]]);
    expect(targetsAfter(changeGroup(HALL, 2, { group_id: "row-1" }))).toEqual([[2, "row-1"]]);
  });

  it("stay with the seats that exchange their ids", () => {
    const items = [
      { seat_id: "one", changes: { seat_id: "two" } },
      { seat_id: "two", changes: { seat_id: "one" } },
    ];
    expect(targetsAfter(changeSeats(HALL, items))).toEqual([
      [3, "two"],
      [4, "one"],
    ]);
  });

  it("are left alone by an edit that renames nothing", () => {
    expect(targetsAfter(changeSector(HALL, 1, { name: "Parquet" }))).toEqual([]);
  });

  it("are those of the structure after it: each target that was there is there", () => {
    const edited = changeSector(HALL, 1, { sector_id: "parquet" });
    if (!edited?.ok) throw new Error("the edit is refused");
    const after = applyEdit(HALL, edited.edit);
    const [rule] = rulesAfter(HALL, edited.edit, ALL).rules.put;
    expect([...after.sectors.values()].map(({ sector_id }) => sector_id)).toContain(rule?.target_id);
  });
});
