import { describe, expect, it } from "vitest";
import { planRemap, type RemapFilter, type RemapTarget } from "./remap.ts";
import { applyEdit, NO_EDIT, type Structure } from "./structure.ts";
import { A1, A2, B1, BALCONY_1, SEATS, STALLS, THEATRE, theatreWith } from "./structure-examples.ts";

/** Names a sector and a group that have no record. */
const LOST = { ...A1, record_no: 20, seat_id: "lost", element_id: null, sector_id: "gone", group_id: "gone-row" };
const WITH_LOST = theatreWith({ seats: [LOST] });

function planned(structure: Structure, filter: RemapFilter, target: RemapTarget) {
  const plan = planRemap(structure, filter, target);
  if (!plan.ok) throw new Error(`refused: ${JSON.stringify(plan)}`);
  return plan;
}

function matched(filter: RemapFilter): string[] {
  // Nobody is in this group, so that every seat that matches changes.
  const target = theatreWith({ groups: [{ ...STALLS, record_no: 30, group_id: "nobody", sector_id: null }] });
  return planned(target, filter, { group_id: "nobody" }).changed.map(({ before }) => before.seat_id);
}

describe("a remap is refused", () => {
  it.each<{ why: string; filter: RemapFilter }>([
    { why: "without a filter", filter: {} },
    { why: "with lists that are all empty", filter: { seat_ids: [], sector_ids: [], group_ids: [], row_labels: [] } },
    { why: "with lists that are undefined", filter: { seat_ids: undefined, row_labels: undefined } },
  ])("$why", ({ filter }) => {
    expect(planRemap(THEATRE, filter, { sector_id: null })).toEqual({ ok: false, code: "remap_filter_required" });
  });

  it.each<{ why: string; filter: RemapFilter; target?: RemapTarget; code: string; ids: string[] }>([
    {
      why: "when seats are not there",
      filter: { seat_ids: ["row-a-1", "x", "y"] },
      code: "unknown_seat_ids",
      ids: ["x", "y"],
    },
    {
      why: "when sectors are not there and no seat names them",
      filter: { sector_ids: ["gone", "stalls", "x"] },
      code: "unknown_sector_ids",
      ids: ["x"],
    },
    {
      why: "when groups are not there and no seat names them",
      filter: { group_ids: ["gone-row", "x"] },
      code: "unknown_group_ids",
      ids: ["x"],
    },
    {
      why: "when the target's sector is not there, though seats name it",
      filter: { row_labels: ["A"] },
      target: { sector_id: "gone" },
      code: "unknown_target_sector_id",
      ids: ["gone"],
    },
    {
      why: "when the target's group is not there, though seats name it",
      filter: { row_labels: ["A"] },
      target: { group_id: "gone-row" },
      code: "unknown_target_group_id",
      ids: ["gone-row"],
    },
  ])("$why", ({ filter, target = {}, code, ids }) => {
    expect(planRemap(WITH_LOST, filter, target)).toEqual({ ok: false, code, ids });
  });
});

describe("the filter of a remap means", () => {
  it.each<{ what: string; filter: RemapFilter; seats: string[] }>([
    { what: "these seats", filter: { seat_ids: ["row-b-1", "row-a-1"] }, seats: ["row-a-1", "row-b-1"] },
    { what: "the seats of a sector", filter: { sector_ids: ["balcony"] }, seats: ["row-1-1"] },
    {
      what: "the seats of any of some groups",
      filter: { group_ids: ["row-b", "row-1"] },
      seats: ["row-b-1", "row-1-1"],
    },
    { what: "the seats of rows", filter: { row_labels: ["A"] }, seats: ["row-a-1", "row-a-2"] },
    {
      what: "seats that meet all of its lists",
      filter: { sector_ids: ["stalls"], row_labels: ["A", "1"], seat_ids: ["row-a-2", "row-b-1", "row-1-1"] },
      seats: ["row-a-2"],
    },
    { what: "nothing by an empty list", filter: { sector_ids: [], row_labels: ["B"] }, seats: ["row-b-1"] },
    { what: "no seat by a row that nobody has", filter: { row_labels: ["Z"] }, seats: [] },
  ])("$what", ({ filter, seats }) => {
    expect(matched(filter)).toEqual(seats);
  });
});

describe("a remap", () => {
  it("changes what its target says and leaves the rest", () => {
    expect(planned(THEATRE, { row_labels: ["A"] }, { sector_id: "balcony" })).toEqual({
      ok: true,
      matched: 2,
      changed: [A1, A2].map((before) => ({ before, after: { ...before, sector_id: "balcony" } })),
      edit: { ...NO_EDIT, seats: { put: [A1, A2].map((seat) => ({ ...seat, sector_id: "balcony" })), removed: [] } },
    });
    expect(planned(THEATRE, { seat_ids: ["row-b-1"] }, { group_id: "row-1" }).edit.seats.put).toEqual([
      { ...B1, group_id: "row-1" },
    ]);
  });

  it("clears what its target says is none", () => {
    expect(planned(THEATRE, { sector_ids: ["balcony"] }, { sector_id: null, group_id: null }).edit.seats.put).toEqual([
      { ...BALCONY_1, sector_id: null, group_id: null },
    ]);
  });

  it("counts what it matches and does not write what is there already", () => {
    const all = { seat_ids: SEATS.map(({ seat_id }) => seat_id) };
    const plan = planned(THEATRE, all, { sector_id: "stalls" });
    expect(plan.matched).toBe(4);
    expect(plan.changed.map(({ before }) => before)).toEqual([BALCONY_1]);
    expect(planned(applyEdit(THEATRE, plan.edit), all, { sector_id: "stalls" })).toEqual({
      ok: true,
      matched: 4,
      changed: [],
      edit: NO_EDIT,
    });
    expect(planned(THEATRE, all, {}).edit).toEqual(NO_EDIT);
  });

  it("finds the seats of a sector and a group that are gone", () => {
    for (const filter of [{ sector_ids: ["gone"] }, { group_ids: ["gone-row"] }]) {
      expect(planned(WITH_LOST, filter, { sector_id: "stalls", group_id: "row-a" }).edit.seats.put).toEqual([
        { ...LOST, sector_id: "stalls", group_id: "row-a" },
      ]);
    }
  });
});
