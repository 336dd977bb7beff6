// Random edits of small structures in which ids, elements and references collide often, beside editing-model.ts, which
// says what there is to refuse for and what is left.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareStructures } from "./compare.ts";
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
import { type Command, type Lists, listDiff, listsAfter, reasonsAgainst } from "./editing-model.ts";
import { applyEdit, type Structure, structureOf } from "./structure.ts";

const sector_id = fc.constantFrom("s1", "s2", "s3", "s4");
const group_id = fc.constantFrom("g1", "g2", "g3", "g4");
const seat_id = fc.constantFrom("q1", "q2", "q3", "q4", "q5", "q6");
const element_id = fc.constantFrom(null, "e1", "e2", "e3", "e4");
const label = fc.constantFrom("A", "B");

const sector = { sector_id, name: label, element_id };
const group = { group_id, name: label, element_id, sector_id: fc.option(sector_id, { freq: 3 }) };
const seat = {
  seat_id,
  element_id,
  sector_id: fc.option(sector_id, { freq: 3 }),
  group_id: fc.option(group_id, { freq: 3 }),
  row_label: label,
  seat_number: label,
  x: fc.integer({ min: 0, max: 1 }),
  y: fc.constant(0),
  accessible: fc.boolean(),
  sellable: fc.boolean(),
};
const perhaps = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });
const sectorChanges = fc.record({
  sector_id: perhaps(sector_id),
  name: perhaps(label),
  element_id: perhaps(element_id),
});
const groupChanges = fc.record({
  group_id: perhaps(group_id),
  name: perhaps(label),
  element_id: perhaps(element_id),
  sector_id: perhaps(group.sector_id),
});
const seatChanges = fc.record({
  seat_id: perhaps(seat_id),
  element_id: perhaps(element_id),
  sector_id: perhaps(seat.sector_id),
  group_id: perhaps(seat.group_id),
  row_label: perhaps(label),
  x: perhaps(seat.x),
  accessible: perhaps(seat.accessible),
});
const few = { minLength: 1, maxLength: 4 };

function numbered<Item>(items: readonly Item[], first: number): (Item & { readonly record_no: number })[] {
  return items.map((item, index) => ({ ...item, record_no: first + index }));
}

/** References may lead nowhere and elements may be shared already; an id is one record's. */
const starts: fc.Arbitrary<Lists> = fc
  .record({
    sectors: fc.uniqueArray(fc.record(sector), { ...few, selector: (one) => one.sector_id }),
    groups: fc.uniqueArray(fc.record(group), { ...few, selector: (one) => one.group_id }),
    seats: fc.uniqueArray(fc.record(seat), { minLength: 3, selector: (one) => one.seat_id }),
  })
  .map(({ sectors, groups, seats }) => ({
    sectors: numbered(sectors, 10),
    groups: numbered(groups, 20),
    seats: numbered(seats, 30),
  }));

const of = {
  sector: fc.integer({ min: 10, max: 13 }),
  group: fc.integer({ min: 20, max: 23 }),
  seat: fc.integer({ min: 30, max: 34 }),
};
const items = fc.array(fc.record({ seat_id, changes: seatChanges }), { minLength: 1, maxLength: 3 });
const seatEdits: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant("change_seat"), record_no: of.seat, changes: seatChanges }),
  fc.record({ kind: fc.constant("change_seats"), items }),
);
const sectorEdits: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant("add_sector"), record_no: fc.constant(0), sector: fc.record(sector) }),
  fc.record({ kind: fc.constant("change_sector"), record_no: of.sector, changes: sectorChanges }),
  fc.record({ kind: fc.constant("remove_sector"), record_no: of.sector }),
);
const groupEdits: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ kind: fc.constant("add_group"), record_no: fc.constant(0), group: fc.record(group) }),
  fc.record({ kind: fc.constant("change_group"), record_no: of.group, changes: groupChanges }),
  fc.record({ kind: fc.constant("remove_group"), record_no: of.group }),
);
/** What is added gets a number of its own. */
const sequences = fc
  .array(fc.oneof({ weight: 2, arbitrary: seatEdits }, sectorEdits, groupEdits), { maxLength: 12 })
  .map((commands) =>
    commands.map(
      (command, index): Command =>
        command.kind === "add_sector" || command.kind === "add_group"
          ? { ...command, record_no: 100 + index }
          : command,
    ),
  );

function edited(structure: Structure, command: Command): Edited | undefined {
  switch (command.kind) {
    case "add_sector":
      return addSector(structure, command.sector, command.record_no);
    case "add_group":
      return addGroup(structure, command.group, command.record_no);
    case "change_sector":
      return changeSector(structure, command.record_no, command.changes);
    case "change_group":
      return changeGroup(structure, command.record_no, command.changes);
    case "change_seat":
      return changeSeat(structure, command.record_no, command.changes);
    case "change_seats":
      return changeSeats(structure, command.items);
    case "remove_sector":
      return removeSector(structure, command.record_no);
    case "remove_group":
      return removeGroup(structure, command.record_no);
  }
}

function structureOfLists({ sectors, groups, seats }: Lists): Structure {
  return structureOf(sectors, groups, seats);
}

/** Does the command by the rules and by the lists, expects both to agree, and says how it ended. */
function agreed(before: Lists, command: Command): { readonly outcome: string; readonly after: Lists } {
  const structure = structureOfLists(before);
  const answer = edited(structure, command);
  const after = listsAfter(before, command);
  if (!after || !answer) {
    expect([answer, after]).toEqual([undefined, undefined]);
    return { outcome: "no such record", after: before };
  }
  const reasons = reasonsAgainst(before, after, command);
  if (!answer.ok) {
    const ids = "ids" in answer ? new Set(answer.ids) : undefined;
    expect([answer.code, ids]).toEqual([answer.code, reasons.get(answer.code)]);
    return { outcome: answer.code, after: before };
  }
  expect(reasons).toEqual(new Map());
  expect(applyEdit(structure, answer.edit)).toEqual(structureOfLists(after));
  for (const kind of ["sectors", "groups", "seats"] as const) {
    for (const put of answer.edit[kind].put) expect(put).not.toEqual(structure[kind].get(put.record_no));
  }
  return { outcome: "done", after };
}

describe("any sequence of edits", () => {
  it("is refused where there is a reason and nowhere else, writes what is asked, and differs by its net effect", () => {
    const outcomes = new Set<string>();
    fc.assert(
      fc.property(starts, sequences, (start, sequence) => {
        let lists = start;
        for (const command of sequence) {
          const { outcome, after } = agreed(lists, command);
          outcomes.add(outcome);
          lists = after;
        }
        expect(compareStructures(structureOfLists(start), structureOfLists(lists))).toEqual({
          sectors: listDiff(start.sectors, lists.sectors, (one) => one.sector_id),
          groups: listDiff(start.groups, lists.groups, (one) => one.group_id),
          seats: listDiff(start.seats, lists.seats, (one) => one.seat_id),
        });
      }),
      { numRuns: 3_000 },
    );
    expect([...outcomes].sort()).toEqual([
      "done",
      "duplicate_group_element_id",
      "duplicate_group_id",
      "duplicate_seat_element_id",
      "duplicate_seat_id",
      "duplicate_seat_id_in_payload",
      "duplicate_sector_element_id",
      "duplicate_sector_id",
      "no such record",
      "unknown_group_id",
      "unknown_group_ids",
      "unknown_seat_ids",
      "unknown_sector_id",
      "unknown_sector_ids",
    ]);
  });
});

describe("many seats at once", () => {
  it("are what one after the other makes of them, wherever one after the other is allowed", () => {
    let compared = 0;
    fc.assert(
      fc.property(starts, items, (start, list) => {
        const structure = structureOfLists(start);
        const numbers = list.map((item) => start.seats.find((one) => one.seat_id === item.seat_id)?.record_no ?? 0);
        let one_by_one: Structure | undefined = structure;
        for (const [index, { changes }] of list.entries()) {
          const step: Edited | undefined = one_by_one && changeSeat(one_by_one, numbers[index] ?? 0, changes);
          one_by_one = one_by_one && step?.ok ? applyEdit(one_by_one, step.edit) : undefined;
        }
        fc.pre(one_by_one !== undefined && new Set(numbers).size === numbers.length);
        compared += 1;
        const together = changeSeats(structure, list);
        expect(together.ok && applyEdit(structure, together.edit)).toEqual(one_by_one);
      }),
      { numRuns: 500, maxSkipsPerRun: 1_000 },
    );
    expect(compared).toBeGreaterThanOrEqual(500);
  });
});
