import { describe, expect, it } from "vitest";
import { planRepair } from "./repair.ts";
import { applyEdit, isEmptyEdit, NO_EDIT } from "./structure.ts";
import { A1, ROW_1, ROW_A, THEATRE, theatreWith } from "./structure-examples.ts";

const SEAT = { ...A1, record_no: 20, seat_id: "lost", element_id: null };

describe("a repair", () => {
  it("of what is sound does nothing", () => {
    expect(planRepair(THEATRE)).toEqual({ edit: NO_EDIT, repairs: [] });
    const unplaced = theatreWith({
      groups: [{ ...ROW_A, sector_id: null }],
      seats: [{ ...SEAT, sector_id: null }],
    });
    expect(planRepair(unplaced)).toEqual({ edit: NO_EDIT, repairs: [] });
  });

  it("clears a group's sector that is gone", () => {
    const group = { ...ROW_A, record_no: 20, group_id: "row-z", sector_id: "gone" };
    expect(planRepair(theatreWith({ groups: [group] }))).toEqual({
      edit: { ...NO_EDIT, groups: { put: [{ ...group, sector_id: null }], removed: [] } },
      repairs: [{ kind: "group_sector_cleared", record_no: 20, before: "gone", after: null }],
    });
  });

  it("gives a seat whose sector is gone its group's", () => {
    const seat = { ...SEAT, sector_id: "gone", group_id: "row-1" };
    expect(planRepair(theatreWith({ seats: [seat] }))).toEqual({
      edit: { ...NO_EDIT, seats: { put: [{ ...seat, sector_id: "balcony" }], removed: [] } },
      repairs: [{ kind: "seat_sector_from_group", record_no: 20, before: "gone", after: "balcony" }],
    });
  });

  it("clears a seat's sector that is gone when its group has none that is there", () => {
    const repairs = [{ kind: "seat_sector_cleared", record_no: 20, before: "gone", after: null }];
    const seat = { ...SEAT, sector_id: "gone", group_id: "row-1" };
    const cleared = { put: [{ ...seat, sector_id: null }], removed: [] };
    const without = planRepair(theatreWith({ groups: [{ ...ROW_1, sector_id: null }], seats: [seat] }));
    expect(without).toEqual({ edit: { ...NO_EDIT, seats: cleared }, repairs });
    const gone_too = planRepair(theatreWith({ groups: [{ ...ROW_1, sector_id: "also-gone" }], seats: [seat] }));
    expect(gone_too.edit.seats).toEqual(cleared);
    expect(gone_too.repairs).toEqual([
      { kind: "group_sector_cleared", record_no: ROW_1.record_no, before: "also-gone", after: null },
      ...repairs,
    ]);
    const alone = { ...seat, group_id: null };
    expect(planRepair(theatreWith({ seats: [alone] })).edit.seats.put).toEqual([{ ...alone, sector_id: null }]);
  });

  it("clears a seat's group that is gone, and both when both are", () => {
    const seat = { ...SEAT, group_id: "gone-row" };
    expect(planRepair(theatreWith({ seats: [seat] }))).toEqual({
      edit: { ...NO_EDIT, seats: { put: [{ ...seat, group_id: null }], removed: [] } },
      repairs: [{ kind: "seat_group_cleared", record_no: 20, before: "gone-row", after: null }],
    });
    const lost = theatreWith({ seats: [{ ...seat, sector_id: "gone" }] });
    expect(planRepair(lost)).toEqual({
      edit: { ...NO_EDIT, seats: { put: [{ ...seat, sector_id: null, group_id: null }], removed: [] } },
      repairs: [
        { kind: "seat_sector_cleared", record_no: 20, before: "gone", after: null },
        { kind: "seat_group_cleared", record_no: 20, before: "gone-row", after: null },
      ],
    });
    expect(isEmptyEdit(planRepair(applyEdit(lost, planRepair(lost).edit)).edit)).toBe(true);
  });
});
