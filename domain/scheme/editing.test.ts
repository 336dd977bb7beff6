import { describe, expect, it } from "vitest";
import {
  addGroup,
  addSector,
  changeGroup,
  changeSeat,
  changeSeats,
  changeSector,
  type Edited,
  removeGroup,
  removeSector,
} from "./editing.ts";
import { applyEdit, type Edit, NO_EDIT, type Seat, type Structure } from "./structure.ts";
import {
  A1,
  A2,
  B1,
  BALCONY,
  BALCONY_1,
  ROW_1,
  ROW_A,
  ROW_B,
  STALLS,
  THEATRE,
  theatreWith,
} from "./structure-examples.ts";

const NEW_SECTOR = { sector_id: "boxes", name: "Boxes", element_id: "e20" };
const NEW_GROUP = { group_id: "row-c", name: "C", element_id: "e21", sector_id: "stalls" };

function editOf(edited: Edited | undefined): Edit {
  if (!edited?.ok) throw new Error(`not done: ${JSON.stringify(edited)}`);
  return edited.edit;
}

function after(structure: Structure, edited: Edited | undefined): Structure {
  return applyEdit(structure, editOf(edited));
}

function putSeats(edited: Edited | undefined): readonly Seat[] {
  return editOf(edited).seats.put;
}

/** The stalls' record is gone, and their rows and seats name them still. */
const WITHOUT_STALLS = after(THEATRE, removeSector(THEATRE, STALLS.record_no));
const WITHOUT_ROW_A = after(THEATRE, removeGroup(THEATRE, ROW_A.record_no));

describe("an edit of one record", () => {
  it("writes a new sector or group and nothing else", () => {
    expect(addSector(THEATRE, NEW_SECTOR, 20)).toEqual({
      ok: true,
      edit: { ...NO_EDIT, sectors: { put: [{ record_no: 20, ...NEW_SECTOR }], removed: [] } },
    });
    expect(addGroup(THEATRE, NEW_GROUP, 20)).toEqual({
      ok: true,
      edit: { ...NO_EDIT, groups: { put: [{ record_no: 20, ...NEW_GROUP }], removed: [] } },
    });
  });

  it("lets records without an element be many, and a sector and a group have one id and element", () => {
    const sector = { sector_id: "row-a", name: "Boxes", element_id: "e3" };
    expect(addSector(THEATRE, sector, 20).ok).toBe(true);
    const first = after(THEATRE, addSector(THEATRE, { ...NEW_SECTOR, element_id: null }, 20));
    expect(addSector(first, { sector_id: "more", name: "More", element_id: null }, 21).ok).toBe(true);
  });

  it("writes what is sent and keeps what is absent or undefined", () => {
    expect(editOf(changeSector(THEATRE, 1, { name: "Parquet", element_id: undefined })).sectors.put).toEqual([
      { ...STALLS, name: "Parquet" },
    ]);
    expect(editOf(changeGroup(THEATRE, 3, { sector_id: null, name: undefined })).groups.put).toEqual([
      { ...ROW_A, sector_id: null },
    ]);
    const changes = { element_id: null, row_label: "AA", seat_number: "7", x: 1, y: 2, accessible: true };
    expect(putSeats(changeSeat(THEATRE, 6, { ...changes, sellable: false }))).toEqual([
      { ...A1, ...changes, sellable: false },
    ]);
  });

  it("of a record that is not there is none", () => {
    for (const record_no of [99, 6]) {
      expect(changeSector(THEATRE, record_no, {})).toBeUndefined();
      expect(changeGroup(THEATRE, record_no, {})).toBeUndefined();
      expect(removeSector(THEATRE, record_no)).toBeUndefined();
      expect(removeGroup(THEATRE, record_no)).toBeUndefined();
    }
    expect(changeSeat(THEATRE, STALLS.record_no, {})).toBeUndefined();
  });

  it("that changes nothing is no edit", () => {
    const { record_no: _1, ...stalls } = STALLS;
    const { record_no: _2, ...row } = ROW_A;
    const { record_no: _3, ...seat } = A1;
    const nothing = { ok: true, edit: NO_EDIT };
    expect(changeSector(THEATRE, 1, stalls)).toEqual(nothing);
    expect(changeGroup(THEATRE, 3, row)).toEqual(nothing);
    expect(changeSeat(THEATRE, 6, seat)).toEqual(nothing);
    expect(changeSeats(THEATRE, [{ seat_id: "row-a-1", changes: seat }])).toEqual(nothing);
    expect(changeSeats(THEATRE, [])).toEqual(nothing);
  });

  it("removes a sector or group and leaves the references to it", () => {
    expect(editOf(removeSector(THEATRE, 1))).toEqual({ ...NO_EDIT, sectors: { put: [], removed: [1] } });
    expect(editOf(removeGroup(THEATRE, 3))).toEqual({ ...NO_EDIT, groups: { put: [], removed: [3] } });
    expect(WITHOUT_STALLS.seats.get(6)).toEqual(A1);
  });
});

describe("a new name", () => {
  it("of a sector is written in its groups and seats", () => {
    expect(editOf(changeSector(THEATRE, 1, { sector_id: "parquet" }))).toEqual({
      sectors: { put: [{ ...STALLS, sector_id: "parquet" }], removed: [] },
      groups: {
        put: [
          { ...ROW_A, sector_id: "parquet" },
          { ...ROW_B, sector_id: "parquet" },
        ],
        removed: [],
      },
      seats: { put: [A1, A2, B1].map((seat) => ({ ...seat, sector_id: "parquet" })), removed: [] },
    });
  });

  it("of a group is written in its seats, with a move in its own record alone", () => {
    expect(editOf(changeGroup(THEATRE, 3, { group_id: "row-0", sector_id: "balcony" }))).toEqual({
      ...NO_EDIT,
      groups: { put: [{ ...ROW_A, group_id: "row-0", sector_id: "balcony" }], removed: [] },
      seats: { put: [A1, A2].map((seat) => ({ ...seat, group_id: "row-0" })), removed: [] },
    });
  });

  it("that something names already makes the reference good", () => {
    const again = after(WITHOUT_STALLS, addSector(WITHOUT_STALLS, { ...NEW_SECTOR, sector_id: "stalls" }, 20));
    expect(again.seats).toEqual(THEATRE.seats);
    const merged = editOf(changeSector(WITHOUT_STALLS, 2, { sector_id: "stalls" }));
    expect(merged.seats.put).toEqual([{ ...BALCONY_1, sector_id: "stalls" }]);
    expect(merged.groups.put).toEqual([{ ...ROW_1, sector_id: "stalls" }]);
  });
});

describe("a seat that moves to a group", () => {
  const stray = { ...A1, record_no: 20, seat_id: "stray", element_id: null, sector_id: null, group_id: null };
  const theatre = theatreWith({ seats: [stray] });
  const moved = (structure: Structure, changes: Parameters<typeof changeSeat>[2]) =>
    putSeats(changeSeat(structure, 20, changes))[0];

  it("stays in its sector", () => {
    expect(putSeats(changeSeat(THEATRE, 6, { group_id: "row-1" }))).toEqual([{ ...A1, group_id: "row-1" }]);
  });

  it("takes the group's sector when it has none", () => {
    expect(moved(theatre, { group_id: "row-1" })).toEqual({ ...stray, group_id: "row-1", sector_id: "balcony" });
    expect(putSeats(changeSeats(theatre, [{ seat_id: "stray", changes: { group_id: "row-1" } }]))).toEqual([
      { ...stray, group_id: "row-1", sector_id: "balcony" },
    ]);
  });

  it("is in the sector that the change says, which can be none", () => {
    expect(moved(theatre, { group_id: "row-1", sector_id: "stalls" })).toEqual({
      ...stray,
      group_id: "row-1",
      sector_id: "stalls",
    });
    expect(moved(theatre, { group_id: "row-1", sector_id: null })).toEqual({ ...stray, group_id: "row-1" });
  });

  it("does not take a sector that is not there", () => {
    const gone = after(theatre, removeSector(theatre, BALCONY.record_no));
    expect(moved(gone, { group_id: "row-1" })).toEqual({ ...stray, group_id: "row-1" });
  });

  it("takes none by staying where it is", () => {
    const staying = theatreWith({ seats: [{ ...stray, group_id: "row-1" }] });
    expect(changeSeat(staying, 20, { group_id: "row-1" })).toEqual({ ok: true, edit: NO_EDIT });
  });
});

describe("what is wrong already", () => {
  it("is not in the way of other changes, nor of sending it again", () => {
    expect(putSeats(changeSeat(WITHOUT_STALLS, 6, { row_label: "AA", sector_id: "stalls" }))).toEqual([
      { ...A1, row_label: "AA" },
    ]);
    expect(putSeats(changeSeat(WITHOUT_ROW_A, 6, { x: 1, group_id: "row-a" }))).toEqual([{ ...A1, x: 1 }]);
    expect(editOf(changeGroup(WITHOUT_STALLS, 3, { name: "AA", sector_id: "stalls" })).groups.put).toEqual([
      { ...ROW_A, name: "AA" },
    ]);
    const shared = theatreWith({ seats: [{ ...A2, record_no: 20, seat_id: "over-a2" }] });
    expect(putSeats(changeSeat(shared, 20, { seat_number: "3", element_id: "e7" }))).toHaveLength(1);
  });
});

describe("many seats at once", () => {
  it("are written when something of them changes", () => {
    const items = [
      { seat_id: "row-a-1", changes: { accessible: true } },
      { seat_id: "row-a-2", changes: { accessible: false } },
      { seat_id: "row-b-1", changes: { group_id: null, row_label: "" } },
    ];
    expect(changeSeats(THEATRE, items)).toEqual({
      ok: true,
      edit: {
        ...NO_EDIT,
        seats: {
          put: [
            { ...A1, accessible: true },
            { ...B1, group_id: null, row_label: "" },
          ],
          removed: [],
        },
      },
    });
  });

  it("can exchange their ids and elements", () => {
    const items = [
      { seat_id: "row-a-1", changes: { seat_id: "row-a-2", element_id: "e7" } },
      { seat_id: "row-a-2", changes: { seat_id: "row-a-1", element_id: "e6" } },
    ];
    expect(putSeats(changeSeats(THEATRE, items))).toEqual([
      { ...A1, seat_id: "row-a-2", element_id: "e7" },
      { ...A2, seat_id: "row-a-1", element_id: "e6" },
    ]);
  });

  it("can take the id that another of them gives up", () => {
    const items = [
      { seat_id: "row-a-1", changes: { seat_id: "row-a-2" } },
      { seat_id: "row-a-2", changes: { seat_id: "row-a-3" } },
    ];
    expect(putSeats(changeSeats(THEATRE, items)).map(({ seat_id }) => seat_id)).toEqual(["row-a-2", "row-a-3"]);
  });
});
