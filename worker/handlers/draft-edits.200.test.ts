// Edits of a draft: what each changes, what it leaves, and that an edit happens whole or not at all.
import { describe, expect, it } from "vitest";
import { call, must } from "../testing/api.ts";
import {
  GROUP,
  type Guard,
  guardOf,
  makeDraft,
  OTHER_SEAT,
  recordsOf,
  SEAT,
  SECTOR,
  schemeState,
} from "../testing/schemes.ts";

const seatsOf = async (guard: Guard) => (await must("draft/structure", guard)).seats;

describe("a sector", () => {
  it("is added without seats, which validation warns of", async () => {
    const guard = await makeDraft();
    const { sector, revision } = await must("draft/create-sector", { ...guard, sector_id: "balcony", name: "Balcony" });
    expect([sector, revision]).toMatchObject([{ sector_id: "balcony", element_id: null }, 1]);
    expect(await must("draft/validation", guard)).toMatchObject({
      errors: 0,
      warnings: 1,
      issues: [{ code: "sector_empty", records: [{ record_id: sector.sector_record_id, id: "balcony" }] }],
    });
  });

  it("takes its groups and seats along when it is renamed", async () => {
    const { sector_record_id, ...named } = await recordsOf(await makeDraft());
    const guard = guardOf(named);
    await must("draft/update-sector", { ...guard, sector_record_id, sector_id: "parkett", name: "Parkett" });
    const { groups, seats } = await must("draft/structure", guard);
    expect([...groups, ...seats].map(({ sector_id }) => sector_id)).toEqual(["parkett", "parkett", "parkett"]);
  });

  it("leaves references when it is removed, which repair mends once", async () => {
    const { sector_record_id, ...named } = await recordsOf(await makeDraft());
    const guard = guardOf(named);
    const { references_left } = await must("draft/delete-sector", { ...guard, sector_record_id });
    expect(references_left).toBe(3);
    expect((await must("draft/validation", guard)).errors).toBeGreaterThan(0);
    const { repaired, repairs } = await must("draft/repair-references", guard);
    expect(repaired).toBe(3);
    expect(repairs).toMatchObject(
      ["group_sector_cleared", "seat_sector_cleared", "seat_sector_cleared"].map((kind) => ({
        kind,
        before: SECTOR,
        after: null,
      })),
    );
    const again = await must("draft/repair-references", guard);
    expect(again).toMatchObject({ repaired: 0, repairs: [], revision: 2 });
  });
});

describe("a group", () => {
  it("is added to a sector, and takes its seats along when it is renamed", async () => {
    const { group_record_id, ...named } = await recordsOf(await makeDraft());
    const guard = guardOf(named);
    const added = await must("draft/create-group", { ...guard, group_id: "row-b", name: "B", sector_id: SECTOR });
    expect(added.group).toMatchObject({ group_id: "row-b", sector_id: SECTOR, element_id: null });
    await must("draft/update-group", { ...guard, group_record_id, group_id: "front" });
    expect((await seatsOf(guard)).map(({ group_id }) => group_id)).toEqual(["front", "front"]);
  });

  it("leaves references when it is removed", async () => {
    const { group_record_id, ...named } = await recordsOf(await makeDraft());
    const guard = guardOf(named);
    expect(await must("draft/delete-group", { ...guard, group_record_id })).toMatchObject({ references_left: 2 });
    expect((await must("draft/repair-references", guard)).repairs).toMatchObject([
      { kind: "seat_group_cleared", before: GROUP, after: null },
      { kind: "seat_group_cleared", before: GROUP, after: null },
    ]);
  });
});

describe("a seat", () => {
  it("is changed in what is named, and in nothing else", async () => {
    const { seat_record_id, ...named } = await recordsOf(await makeDraft());
    const guard = guardOf(named);
    const [before] = await seatsOf(guard);
    const changes = { row_label: "", seat_number: "1a", x: -1.5, accessible: true, sellable: false, element_id: null };
    const { seat, revision } = await must("draft/update-seat", { ...guard, seat_record_id, ...changes });
    expect(seat).toEqual({ ...before, ...changes });
    expect(revision).toBe(1);
    expect((await seatsOf(guard))[0]).toEqual(seat);
  });

  it("stays, with the revision and without a word in the audit, when nothing is different", async () => {
    const { seat_record_id, ...named } = await recordsOf(await makeDraft());
    const guard = guardOf(named);
    const same = { seat_id: SEAT, sector_id: SECTOR, x: 20 };
    expect(await must("draft/update-seat", { ...guard, seat_record_id, ...same })).toMatchObject({ revision: 0 });
    expect((await must("audit/list", { scheme_id: guard.scheme_id })).items).toHaveLength(1);
  });
});

describe("many seats", () => {
  it("are answered in the order in which they are named, and may exchange their ids", async () => {
    const guard = await makeDraft();
    const items = [
      { seat_id: OTHER_SEAT, changes: { seat_id: SEAT } },
      { seat_id: SEAT, changes: { seat_id: OTHER_SEAT } },
    ];
    const { changed, seats, revision } = await must("draft/update-seats", { ...guard, items });
    expect([changed, revision]).toEqual([2, 1]);
    expect(seats.map(({ seat_id, x }) => [seat_id, x])).toEqual([
      [SEAT, 40],
      [OTHER_SEAT, 20],
    ]);
    expect((await seatsOf(guard)).map(({ seat_id }) => seat_id)).toEqual([OTHER_SEAT, SEAT]);
  });

  it("are all changed or none", async () => {
    const guard = await makeDraft();
    const before = await schemeState(guard.scheme_id);
    const items = [
      { seat_id: SEAT, changes: { x: 99 } },
      { seat_id: OTHER_SEAT, changes: { group_id: "nowhere" } },
    ];
    const refused = await call("draft/update-seats", { ...guard, items });
    expect(refused.body).toMatchObject({ code: "unknown_group_ids", ids: ["nowhere"] });
    expect(await schemeState(guard.scheme_id)).toEqual(before);
  });

  it("are refused with the names of those that are not there", async () => {
    const guard = await makeDraft();
    const items = ["nobody", SEAT, "no one"].map((seat_id) => ({ seat_id, changes: { x: 1 } }));
    const { body } = await call("draft/update-seats", { ...guard, items });
    expect(body).toMatchObject({ code: "unknown_seat_ids", ids: ["nobody", "no one"] });
  });

  it.each([0, 1_001])("are not %i", async (length) => {
    const items = Array.from({ length }, (_, index) => ({ seat_id: `s${index}`, changes: {} }));
    const { body } = await call("draft/update-seats", { ...(await makeDraft()), items });
    expect([body.code, body.violations?.[0]?.path]).toEqual(["VALIDATION_FAILED", "/items"]);
  });
});

describe("a remap", () => {
  const FILTER = { group_ids: [GROUP], seat_ids: [OTHER_SEAT] };

  it("is carried out as its preview showed it, and the preview changes nothing", async () => {
    const guard = await makeDraft();
    await must("draft/create-sector", { ...guard, sector_id: "balcony", name: "Balcony" });
    const wanted = { ...guard, filter: FILTER, target: { sector_id: "balcony" } };
    const before = await schemeState(guard.scheme_id);
    const shown = await must("draft/preview-remap", wanted);
    expect(await schemeState(guard.scheme_id)).toEqual(before);
    expect(shown).toMatchObject({ matched: 1, changed: 1, revision: 1 });
    expect(shown.seats).toMatchObject([
      {
        seat_id: OTHER_SEAT,
        before: { sector_id: SECTOR, group_id: GROUP },
        after: { sector_id: "balcony", group_id: GROUP },
      },
    ]);
    expect(await must("draft/apply-remap", wanted)).toEqual({ ...shown, revision: 2 });
    expect(await must("draft/apply-remap", wanted)).toMatchObject({ matched: 1, changed: 0, seats: [], revision: 2 });
  });

  it("takes seats out of their sector and group where the target is null", async () => {
    const guard = await makeDraft();
    const target = { sector_id: null, group_id: null };
    await must("draft/apply-remap", { ...guard, filter: { row_labels: ["A"] }, target });
    expect((await seatsOf(guard)).map(({ sector_id, group_id }) => [sector_id, group_id])).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it("without a filter is refused, because it would move every seat", async () => {
    const guard = await makeDraft();
    for (const filter of [undefined, {}, { seat_ids: [] }]) {
      const { body } = await call("draft/apply-remap", { ...guard, filter, target: { sector_id: null } });
      expect(body.code).toBe("remap_filter_required");
    }
    const nothing = await call("draft/apply-remap", { ...guard, filter: FILTER, target: {} });
    expect([nothing.body.code, nothing.body.violations?.[0]?.path]).toEqual(["VALIDATION_FAILED", "/target"]);
  });
});
