// What becomes of references when sectors and groups are renamed, seats are remapped and references repaired, with
// structures in which many lead nowhere.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeGroup, changeSector } from "./editing.ts";
import { planRemap, type RemapFilter, type RemapTarget } from "./remap.ts";
import { planRepair, REPAIRS } from "./repair.ts";
import { applyEdit, isEmptyEdit, type Seat, type Structure, structureOf } from "./structure.ts";
import { A1, BALCONY, ROW_A } from "./structure-examples.ts";
import { validate } from "./validation.ts";

const IDS = ["i1", "i2", "i3", "i4", "i5"];
const id = fc.constantFrom(...IDS);
const reference = fc.option(id, { freq: 4 });

const structures: fc.Arbitrary<Structure> = fc
  .record({
    sectors: fc.subarray(IDS, { minLength: 1 }),
    groups: fc.uniqueArray(fc.record({ group_id: id, sector_id: reference }), {
      minLength: 1,
      selector: ({ group_id }) => group_id,
    }),
    seats: fc.array(fc.record({ sector_id: reference, group_id: reference, row_label: id }), { maxLength: 12 }),
  })
  .map(({ sectors, groups, seats }) =>
    structureOf(
      sectors.map((sector_id, index) => ({ ...BALCONY, record_no: 10 + index, sector_id, element_id: null })),
      groups.map((group, index) => ({ ...ROW_A, ...group, record_no: 20 + index, element_id: null })),
      seats.map((seat, index) => ({ ...A1, ...seat, record_no: 30 + index, seat_id: `q${index}` })),
    ),
  );

function sectorIds({ sectors }: Structure): string[] {
  return [...sectors.values()].map(({ sector_id }) => sector_id);
}

function groupIds({ groups }: Structure): string[] {
  return [...groups.values()].map(({ group_id }) => group_id);
}

/** Every reference as it is written, and whether it leads nowhere. */
function references(structure: Structure): { readonly at: string; readonly to: string; readonly lost: boolean }[] {
  const sectors = sectorIds(structure);
  const groups = groupIds(structure);
  const named = (at: string, to: string | null, ids: readonly string[]) =>
    to === null ? [] : [{ at, to, lost: !ids.includes(to) }];
  return [
    ...[...structure.groups.values()].flatMap((one) => named(`${one.record_no} sector`, one.sector_id, sectors)),
    ...[...structure.seats.values()].flatMap((one) => [
      ...named(`${one.record_no} sector`, one.sector_id, sectors),
      ...named(`${one.record_no} group`, one.group_id, groups),
    ]),
  ];
}

function lost(structure: Structure): string[] {
  return references(structure).flatMap((one) => (one.lost ? [one.at] : []));
}

function withoutReferences({ sectors, groups, seats }: Structure) {
  return [
    sectors,
    [...groups.values()].map((group) => ({ ...group, sector_id: null })),
    [...seats.values()].map((seat) => ({ ...seat, sector_id: null, group_id: null })),
  ];
}

describe("a repair of any structure", () => {
  it("mends what leads nowhere, says so one by one, and touches nothing else", () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(structures, (before) => {
        const { edit, repairs } = planRepair(before);
        const after = applyEdit(before, edit);
        expect(lost(after)).toEqual([]);
        const untouched = references(before).filter((one) => !one.lost);
        expect(references(after)).toEqual(expect.arrayContaining(untouched));
        expect(withoutReferences(after)).toEqual(withoutReferences(before));
        const member = (kind: string) => (kind === "seat_group_cleared" ? "group" : "sector");
        const mended = repairs.map(({ kind, record_no, before: to }) => ({
          at: `${record_no} ${member(kind)}`,
          to,
          lost: true,
        }));
        const wrong = references(before).filter((one) => one.lost);
        expect(mended).toHaveLength(wrong.length);
        expect(mended).toEqual(expect.arrayContaining(wrong));
        const given = repairs.filter((repair) => repair.after !== null);
        expect(references(after)).toHaveLength(untouched.length + given.length);
        for (const { record_no, after: to } of given) {
          expect(references(after)).toContainEqual({ at: `${record_no} sector`, to, lost: false });
        }
        for (const { kind } of repairs) kinds.add(kind);
      }),
    );
    expect(kinds).toEqual(new Set(REPAIRS));
  });

  it("leaves nothing to a second one, and nothing for validation to say of references", () => {
    fc.assert(
      fc.property(structures, (before) => {
        const after = applyEdit(before, planRepair(before).edit);
        const again = planRepair(after);
        expect(isEmptyEdit(again.edit)).toBe(true);
        expect(again.repairs).toEqual([]);
        const unknown = (structure: Structure) =>
          validate(structure).issues.filter(({ code }) => code.endsWith("_unknown"));
        expect(unknown(after)).toEqual([]);
        const said = unknown(before).map(({ count }) => count);
        expect(said.reduce((sum, count) => sum + count, 0)).toBe(lost(before).length);
      }),
    );
  });
});

describe("a remap of any structure", () => {
  const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
  const ids = perhaps(fc.uniqueArray(id, { minLength: 1 }));
  const seat_id = fc.nat({ max: 12 }).map((no) => `q${no}`);
  const filters: fc.Arbitrary<RemapFilter> = fc.record({
    seat_ids: perhaps(fc.uniqueArray(seat_id, { minLength: 1 })),
    sector_ids: ids,
    group_ids: ids,
    row_labels: ids,
  });
  const targets = fc.record({ sector_id: perhaps(reference), group_id: perhaps(reference) });

  function isMeant(seat: Seat, { seat_ids, sector_ids, group_ids, row_labels }: RemapFilter): boolean {
    return (
      (seat_ids?.includes(seat.seat_id) ?? true) &&
      (sector_ids?.some((sector_id) => sector_id === seat.sector_id) ?? true) &&
      (group_ids?.some((group_id) => group_id === seat.group_id) ?? true) &&
      (row_labels?.includes(seat.row_label) ?? true)
    );
  }

  function moved(seat: Seat, { sector_id, group_id }: RemapTarget): Seat {
    const in_sector = sector_id === undefined ? seat : { ...seat, sector_id };
    return group_id === undefined ? in_sector : { ...in_sector, group_id };
  }

  it("moves exactly the seats that are meant, loses no reference, and done again does nothing", () => {
    let changes = 0;
    fc.assert(
      fc.property(structures, filters, targets, (before, filter, target) => {
        const plan = planRemap(before, filter, target);
        fc.pre(plan.ok);
        const seats = [...before.seats.values()];
        const expected = seats.map((seat) => (isMeant(seat, filter) ? moved(seat, target) : seat));
        const after = applyEdit(before, plan.edit);
        expect([...after.seats.values()]).toEqual(expected);
        expect([after.sectors, after.groups]).toEqual([before.sectors, before.groups]);
        expect(plan.matched).toBe(seats.filter((seat) => isMeant(seat, filter)).length);
        expect(plan.changed).toEqual(
          seats.flatMap((seat) => {
            const now = after.seats.get(seat.record_no);
            return now?.sector_id === seat.sector_id && now.group_id === seat.group_id
              ? []
              : [{ before: seat, after: now }];
          }),
        );
        expect(lost(before)).toEqual(expect.arrayContaining(lost(after)));
        // The filter may name a sector or group that nobody is in any more and that has no record.
        const again = planRemap(after, { seat_ids: plan.changed.map((one) => one.after.seat_id) }, target);
        expect(again.ok ? again.changed : again.code).toEqual(plan.changed.length > 0 ? [] : "remap_filter_required");
        changes += plan.changed.length;
      }),
      { numRuns: 500 },
    );
    expect(changes).toBeGreaterThan(100);
  });

  it("is refused only for what is asked and is not there", () => {
    const codes = new Set<string>();
    fc.assert(
      fc.property(structures, filters, targets, (structure, filter, target) => {
        const plan = planRemap(structure, filter, target);
        const seats = [...structure.seats.values()];
        const missing = (asked: readonly (string | null | undefined)[] = [], ...known: readonly (string | null)[]) =>
          asked.filter((one) => typeof one === "string" && !known.includes(one));
        const sectors = sectorIds(structure);
        const groups = groupIds(structure);
        const reasons = {
          unknown_seat_ids: missing(filter.seat_ids, ...seats.map(({ seat_id }) => seat_id)),
          unknown_sector_ids: missing(filter.sector_ids, ...sectors, ...seats.map(({ sector_id }) => sector_id)),
          unknown_group_ids: missing(filter.group_ids, ...groups, ...seats.map(({ group_id }) => group_id)),
          unknown_target_sector_id: missing([target.sector_id], ...sectors),
          unknown_target_group_id: missing([target.group_id], ...groups),
        };
        if (Object.values(filter).every((list) => list === undefined)) {
          expect(plan).toEqual({ ok: false, code: "remap_filter_required" });
          codes.add("remap_filter_required");
          return;
        }
        const first = Object.entries(reasons).find(([, ids]) => ids.length > 0);
        expect(plan.ok ? undefined : plan).toEqual(first && { ok: false, code: first[0], ids: first[1] });
        codes.add(first?.[0] ?? "ok");
      }),
      { numRuns: 2_000 },
    );
    expect([...codes].sort()).toEqual([
      "ok",
      "remap_filter_required",
      "unknown_group_ids",
      "unknown_seat_ids",
      "unknown_sector_ids",
      "unknown_target_group_id",
      "unknown_target_sector_id",
    ]);
  });
});

describe("a new name", () => {
  it("is written wherever the old one was and nowhere else", () => {
    const renamed = fc.record({ structure: structures, at: fc.nat(), name: fc.constantFrom("new", ...IDS) });
    fc.assert(
      fc.property(renamed, fc.boolean(), ({ structure, at, name }, isSector) => {
        const ids = isSector ? sectorIds(structure) : groupIds(structure);
        const old = ids[at % ids.length] ?? "";
        const record_no = (isSector ? 10 : 20) + (at % ids.length);
        fc.pre(name === old || !ids.includes(name));
        const edited = isSector
          ? changeSector(structure, record_no, { sector_id: name })
          : changeGroup(structure, record_no, { group_id: name });
        if (!edited?.ok) throw new Error(JSON.stringify(edited));
        const after = applyEdit(structure, edited.edit);
        const end = isSector ? "sector" : "group";
        expect(references(after).map(({ at: place, to }) => [place, to])).toEqual(
          references(structure).map(({ at: place, to }) => [place, place.endsWith(end) && to === old ? name : to]),
        );
        // A reference to the new name led nowhere before; none that led somewhere is lost.
        expect(lost(structure)).toEqual(expect.arrayContaining(lost(after)));
        const count = references(structure).filter(({ at: place, to }) => place.endsWith(end) && to === old).length;
        expect(edited.edit.groups.put.length + edited.edit.seats.put.length).toBe(
          name === old ? 0 : count + (isSector ? 0 : 1),
        );
      }),
      { numRuns: 500 },
    );
  });
});
