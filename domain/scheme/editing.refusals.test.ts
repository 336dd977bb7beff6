import { describe, expect, it } from "vitest";
import {
  addGroup,
  addSector,
  changeGroup,
  changeSeat,
  changeSeats,
  changeSector,
  type Edited,
  type SeatChanges,
} from "./editing.ts";
import { SCHEME_LIMITS, structureOf } from "./structure.ts";
import { ROW_A, STALLS, THEATRE } from "./structure-examples.ts";

const NEW_SECTOR = { sector_id: "boxes", name: "Boxes", element_id: "e20" };
const NEW_GROUP = { group_id: "row-c", name: "C", element_id: "e21", sector_id: "stalls" };

describe("an edit is refused", () => {
  it.each<{ why: string; edited: Edited | undefined; code: string; ids: string[] }>([
    {
      why: "when a new sector's id is taken",
      edited: addSector(THEATRE, { ...NEW_SECTOR, sector_id: "stalls" }, 20),
      code: "duplicate_sector_id",
      ids: ["stalls"],
    },
    {
      why: "when a new sector's element is another's",
      edited: addSector(THEATRE, { ...NEW_SECTOR, element_id: "e1" }, 20),
      code: "duplicate_sector_element_id",
      ids: ["e1"],
    },
    {
      why: "when a sector is renamed to another's id",
      edited: changeSector(THEATRE, 1, { sector_id: "balcony" }),
      code: "duplicate_sector_id",
      ids: ["balcony"],
    },
    {
      why: "when a sector takes another's element",
      edited: changeSector(THEATRE, 1, { element_id: "e2" }),
      code: "duplicate_sector_element_id",
      ids: ["e2"],
    },
    {
      why: "when a new group's id is taken",
      edited: addGroup(THEATRE, { ...NEW_GROUP, group_id: "row-a" }, 20),
      code: "duplicate_group_id",
      ids: ["row-a"],
    },
    {
      why: "when a new group's element is another's",
      edited: addGroup(THEATRE, { ...NEW_GROUP, element_id: "e3" }, 20),
      code: "duplicate_group_element_id",
      ids: ["e3"],
    },
    {
      why: "when a new group's sector is not there",
      edited: addGroup(THEATRE, { ...NEW_GROUP, sector_id: "boxes" }, 20),
      code: "unknown_sector_id",
      ids: ["boxes"],
    },
    {
      why: "when a group is renamed to another's id",
      edited: changeGroup(THEATRE, 3, { group_id: "row-b" }),
      code: "duplicate_group_id",
      ids: ["row-b"],
    },
    {
      why: "when a group takes another's element",
      edited: changeGroup(THEATRE, 3, { element_id: "e4" }),
      code: "duplicate_group_element_id",
      ids: ["e4"],
    },
    {
      why: "when a group moves to a sector that is not there",
      edited: changeGroup(THEATRE, 3, { sector_id: "boxes" }),
      code: "unknown_sector_id",
      ids: ["boxes"],
    },
    {
      why: "when a seat takes another's id",
      edited: changeSeat(THEATRE, 6, { seat_id: "row-a-2" }),
      code: "duplicate_seat_id",
      ids: ["row-a-2"],
    },
    {
      why: "when a seat takes another's element",
      edited: changeSeat(THEATRE, 6, { element_id: "e7" }),
      code: "duplicate_seat_element_id",
      ids: ["e7"],
    },
    {
      why: "when a seat moves to a sector that is not there",
      edited: changeSeat(THEATRE, 6, { sector_id: "boxes" }),
      code: "unknown_sector_id",
      ids: ["boxes"],
    },
    {
      why: "when a seat moves to a group that is not there",
      edited: changeSeat(THEATRE, 6, { group_id: "row-c" }),
      code: "unknown_group_id",
      ids: ["row-c"],
    },
  ])("$why", ({ edited, code, ids }) => {
    expect(edited).toEqual({ ok: false, code, ids });
  });

  it("when there are as many sectors or groups as a scheme can have", () => {
    const { sectors_max, groups_max } = SCHEME_LIMITS;
    const sectors = Array.from({ length: sectors_max }, (_, no) => ({
      ...STALLS,
      record_no: no,
      sector_id: `s${no}`,
      element_id: null,
    }));
    const groups = Array.from({ length: groups_max }, (_, no) => ({
      ...ROW_A,
      record_no: no,
      group_id: `g${no}`,
      element_id: null,
    }));
    const full = structureOf(sectors, groups, []);
    const refused = { ok: false, code: "scheme_limit_reached" };
    expect(addSector(full, NEW_SECTOR, 99_999)).toEqual({ ...refused, what: "sectors", most: sectors_max });
    expect(addGroup(full, { ...NEW_GROUP, sector_id: null }, 99_999)).toEqual({
      ...refused,
      what: "groups",
      most: groups_max,
    });
    const almost = structureOf(sectors.slice(1), groups.slice(1), []);
    expect(addSector(almost, NEW_SECTOR, 99_999).ok).toBe(true);
    expect(addGroup(almost, { ...NEW_GROUP, sector_id: null }, 99_999).ok).toBe(true);
  });
});

describe("many seats at once are refused", () => {
  const bulk = (...items: readonly (readonly [seat_id: string, changes: SeatChanges])[]) =>
    changeSeats(
      THEATRE,
      items.map(([seat_id, changes]) => ({ seat_id, changes })),
    );

  it.each<{ why: string; edited: Edited; code: string; ids: string[] }>([
    {
      why: "when one is named twice",
      edited: bulk(["row-a-1", { x: 1 }], ["row-a-1", { y: 1 }]),
      code: "duplicate_seat_id_in_payload",
      ids: ["row-a-1"],
    },
    {
      why: "when two get one new id",
      edited: bulk(["row-a-1", { seat_id: "new" }], ["row-a-2", { seat_id: "new" }]),
      code: "duplicate_seat_id_in_payload",
      ids: ["new"],
    },
    {
      why: "when some are not there",
      edited: bulk(["row-a-1", { x: 1 }], ["row-z-1", { x: 1 }], ["row-z-2", { x: 1 }]),
      code: "unknown_seat_ids",
      ids: ["row-z-1", "row-z-2"],
    },
    {
      why: "when one takes the id of a seat that is not among them",
      edited: bulk(["row-a-1", { seat_id: "row-b-1" }], ["row-a-2", { x: 1 }]),
      code: "duplicate_seat_id",
      ids: ["row-b-1"],
    },
    {
      why: "when one takes the id of a seat among them that keeps it",
      edited: bulk(["row-a-1", { seat_id: "row-a-2" }], ["row-a-2", { x: 1 }]),
      code: "duplicate_seat_id",
      ids: ["row-a-2"],
    },
    {
      why: "when two take one element",
      edited: bulk(["row-a-1", { element_id: "new" }], ["row-a-2", { element_id: "new" }]),
      code: "duplicate_seat_element_id",
      ids: ["new"],
    },
    {
      why: "when some move to sectors that are not there",
      edited: bulk(["row-a-1", { sector_id: "x" }], ["row-a-2", { sector_id: "y" }], ["row-b-1", { sector_id: "x" }]),
      code: "unknown_sector_ids",
      ids: ["x", "y"],
    },
    {
      why: "when some move to groups that are not there",
      edited: bulk(["row-a-1", { group_id: "x" }]),
      code: "unknown_group_ids",
      ids: ["x"],
    },
  ])("$why", ({ edited, code, ids }) => {
    expect(edited).toEqual({ ok: false, code, ids });
  });

  it("with the first 20 of the ids that are wrong", () => {
    const items = Array.from({ length: 30 }, (_, no) => ({ seat_id: `none-${no}`, changes: {} }));
    expect(changeSeats(THEATRE, items)).toEqual({
      ok: false,
      code: "unknown_seat_ids",
      ids: items.slice(0, SCHEME_LIMITS.issues_a_code_max).map(({ seat_id }) => seat_id),
    });
  });
});
