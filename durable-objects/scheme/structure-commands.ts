// Commands that edit a draft's structure: the guard, the rule (domain/scheme/), the edit, the answer.
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
} from "../../domain/scheme/editing.ts";
import { planRemap } from "../../domain/scheme/remap.ts";
import { planRepair } from "../../domain/scheme/repair.ts";
import type { Structure } from "../../domain/scheme/structure.ts";
import type { DraftGuard } from "../../domain/scheme/version.ts";
import type { CommandOf } from "./commands.ts";
import type { Desk } from "./desk.ts";
import { type Done, refused, said } from "./done.ts";
import { audited, editDraft, isDone, type Left as LeftOf } from "./edit-draft.ts";
import { recordNo } from "./record-id.ts";
import { draftState, groupBody, remapBody, repairsBody, seatBody, sectorBody } from "./views.ts";

type Left = LeftOf<Structure>;
type About = { readonly guard: DraftGuard; readonly noun: "sector" | "group" | "seat" };

function edit(desk: Desk, about: About, rule: (structure: Structure) => Edited | undefined): Left | Done {
  return editDraft(desk, {
    ...about,
    part: ({ structure }) => structure,
    rule: ({ structure }) => rule(structure),
    write: (draft, edit) => desk.edit(draft, edit),
  });
}

function there<Item>(item: Item | undefined): Item {
  if (item === undefined) throw new Error("a record was written and is not there");
  return item;
}

function sectorDone(left: Left, record_no: number, what: string): Done {
  const sector = there(left.after.sectors.get(record_no));
  const body = { ...draftState(left.version), sector: sectorBody(sector) };
  return said("add_sector", body, audited(left, `sector ${sector.sector_id} ${what}`));
}

function groupDone(left: Left, record_no: number, what: string): Done {
  const group = there(left.after.groups.get(record_no));
  const body = { ...draftState(left.version), group: groupBody(group) };
  return said("add_group", body, audited(left, `group ${group.group_id} ${what}`));
}

export function sectorAdded(desk: Desk, { guard, sector }: CommandOf<"add_sector">): Done {
  const record_no = desk.state.next_record_no;
  const left = edit(desk, { guard, noun: "sector" }, (structure) => addSector(structure, sector, record_no));
  if (isDone(left)) return left;
  desk.recordNumbers(1);
  return sectorDone(left, record_no, "added");
}

export function sectorChanged(desk: Desk, { guard, record_id, changes }: CommandOf<"change_sector">): Done {
  const record_no = recordNo("sec", record_id);
  const left = edit(desk, { guard, noun: "sector" }, (structure) => changeSector(structure, record_no, changes));
  return isDone(left) ? left : sectorDone(left, record_no, "changed");
}

export function sectorRemoved(desk: Desk, { guard, record_id }: CommandOf<"remove_sector">): Done {
  const record_no = recordNo("sec", record_id);
  const left = edit(desk, { guard, noun: "sector" }, (structure) => removeSector(structure, record_no));
  if (isDone(left)) return left;
  const sector = there(left.before.sectors.get(record_no));
  const { groups, seats } = left.after;
  const named = [...groups.values(), ...seats.values()].filter(({ sector_id }) => sector_id === sector.sector_id);
  const body = { ...draftState(left.version), sector: sectorBody(sector), references_left: named.length };
  return said("remove_sector", body, audited(left, `sector ${sector.sector_id} removed`));
}

export function groupAdded(desk: Desk, { guard, group }: CommandOf<"add_group">): Done {
  const record_no = desk.state.next_record_no;
  const left = edit(desk, { guard, noun: "group" }, (structure) => addGroup(structure, group, record_no));
  if (isDone(left)) return left;
  desk.recordNumbers(1);
  return groupDone(left, record_no, "added");
}

export function groupChanged(desk: Desk, { guard, record_id, changes }: CommandOf<"change_group">): Done {
  const record_no = recordNo("grp", record_id);
  const left = edit(desk, { guard, noun: "group" }, (structure) => changeGroup(structure, record_no, changes));
  return isDone(left) ? left : groupDone(left, record_no, "changed");
}

export function groupRemoved(desk: Desk, { guard, record_id }: CommandOf<"remove_group">): Done {
  const record_no = recordNo("grp", record_id);
  const left = edit(desk, { guard, noun: "group" }, (structure) => removeGroup(structure, record_no));
  if (isDone(left)) return left;
  const group = there(left.before.groups.get(record_no));
  const named = [...left.after.seats.values()].filter(({ group_id }) => group_id === group.group_id);
  const body = { ...draftState(left.version), group: groupBody(group), references_left: named.length };
  return said("remove_group", body, audited(left, `group ${group.group_id} removed`));
}

export function seatChanged(desk: Desk, { guard, record_id, changes }: CommandOf<"change_seat">): Done {
  const record_no = recordNo("sst", record_id);
  const left = edit(desk, { guard, noun: "seat" }, (structure) => changeSeat(structure, record_no, changes));
  if (isDone(left)) return left;
  const seat = there(left.after.seats.get(record_no));
  const body = { ...draftState(left.version), seat: seatBody(seat) };
  return said("change_seat", body, audited(left, `seat ${seat.seat_id} changed`));
}

/** Seats are answered in the order in which they were named. */
export function seatsChanged(desk: Desk, { guard, items }: CommandOf<"change_seats">): Done {
  const left = edit(desk, { guard, noun: "seat" }, (structure) => changeSeats(structure, items));
  if (isDone(left)) return left;
  const named = new Set(items.map(({ seat_id }) => seat_id));
  const numbers = new Map<string, number>();
  for (const { seat_id, record_no } of left.before.seats.values()) {
    if (named.has(seat_id)) numbers.set(seat_id, record_no);
  }
  const seats = items.map(({ seat_id }) => there(left.after.seats.get(numbers.get(seat_id) ?? -1)));
  const changed = seats.filter((seat) => left.before.seats.get(seat.record_no) !== seat).length;
  const body = { ...draftState(left.version), changed, seats: seats.map(seatBody) };
  return said("change_seats", body, audited(left, `${changed} seats changed`));
}

export function repaired(desk: Desk, { guard }: CommandOf<"repair">): Done {
  const no = desk.notEditable(guard);
  if (no) return refused(no);
  const { current } = desk;
  const { edit: mended, repairs } = planRepair(desk.content(current).structure);
  const version = desk.edit(current, mended);
  const summary = `${repairs.length} references repaired`;
  return said(
    "repair",
    repairsBody(version, repairs),
    repairs.length === 0 ? null : { version_no: version.no, summary },
  );
}

export function remapped(desk: Desk, { guard, filter, target }: CommandOf<"remap">): Done {
  const no = desk.notEditable(guard);
  if (no) return refused(no);
  const { current } = desk;
  const plan = planRemap(desk.content(current).structure, filter, target);
  if (!plan.ok) return refused(plan);
  const version = desk.edit(current, plan.edit);
  const summary = `${plan.changed.length} seats moved`;
  return said(
    "remap",
    remapBody(version, plan),
    plan.changed.length === 0 ? null : { version_no: version.no, summary },
  );
}
