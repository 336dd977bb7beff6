// Edits of a draft's structure, one record or many seats at a time.
//
// Only what changes is judged. A record that already shares an element or names a sector that is not there can be
// changed in every other way, and sending such a value again changes nothing; what an edit newly takes has to be free
// and what it newly names has to exist. Renaming a sector or group renames it wherever it is named; a removal leaves
// the references to it, which validation reports and repair mends, and a record that is then added or renamed to that
// id has them. Moving a group to another sector leaves its seats in theirs, and moving a seat to another group leaves
// the seat in its sector, with one exception: a seat without a sector takes its new group's, unless the change says
// which sector it is in.
import {
  type Changes,
  clashes,
  GROUP_MEMBERS,
  groupsById,
  isSame,
  leadsNowhere,
  refusedFor,
  repeats,
  SEAT_MEMBERS,
  SECTOR_MEMBERS,
  sectorsById,
} from "./records.ts";
import type { SchemeRefusal, SchemeUnknown } from "./refusal.ts";
import { type Edit, type Group, NO_EDIT, SCHEME_LIMITS, type Seat, type Sector, type Structure } from "./structure.ts";

export type Edited = { readonly ok: true; readonly edit: Edit } | SchemeRefusal;

export type SectorChanges = Changes<Sector>;
export type GroupChanges = Changes<Group>;
export type SeatChanges = Changes<Seat>;
/** Of the seat that has this seat_id before the edit. */
export type SeatItem = { readonly seat_id: string; readonly changes: SeatChanges };

export function addSector(
  structure: Structure,
  { sector_id, name, element_id }: Omit<Sector, "record_no">,
  record_no: number,
): Edited {
  return (
    refusedWhenFull("sectors", structure.sectors.size, SCHEME_LIMITS.sectors_max) ??
    putSector(structure, { record_no, sector_id, name, element_id })
  );
}

export function addGroup(
  structure: Structure,
  { group_id, name, element_id, sector_id }: Omit<Group, "record_no">,
  record_no: number,
): Edited {
  return (
    refusedWhenFull("groups", structure.groups.size, SCHEME_LIMITS.groups_max) ??
    putGroup(structure, { record_no, group_id, name, element_id, sector_id })
  );
}

/** Undefined when there is no such record. */
export function changeSector(structure: Structure, record_no: number, changes: SectorChanges): Edited | undefined {
  const before = structure.sectors.get(record_no);
  if (!before) return undefined;
  const { sector_id = before.sector_id, name = before.name, element_id = before.element_id } = changes;
  return putSector(structure, { record_no, sector_id, name, element_id });
}

/** Undefined when there is no such record. */
export function changeGroup(structure: Structure, record_no: number, changes: GroupChanges): Edited | undefined {
  const before = structure.groups.get(record_no);
  if (!before) return undefined;
  const { group_id = before.group_id, name = before.name } = changes;
  const { element_id = before.element_id, sector_id = before.sector_id } = changes;
  return putGroup(structure, { record_no, group_id, name, element_id, sector_id });
}

/** Undefined when there is no such record. */
export function changeSeat(structure: Structure, record_no: number, changes: SeatChanges): Edited | undefined {
  const before = structure.seats.get(record_no);
  if (!before) return undefined;
  const names = namesOf(structure);
  const codes = { sector: "unknown_sector_id", group: "unknown_group_id" } as const;
  return putSeats(structure, [changedSeat(before, changes, names)], { names, codes });
}

/** All or nothing. Ids are judged by what the result has, so that seats can exchange theirs. */
export function changeSeats(structure: Structure, items: readonly SeatItem[]): Edited {
  const named = items.map(({ seat_id }) => seat_id);
  const given = items.flatMap(({ changes }) => changes.seat_id ?? []);
  const repeated = refusedFor("duplicate_seat_id_in_payload", [...repeats(named), ...repeats(given)]);
  if (repeated) return repeated;
  const by_id = seatsNamed(structure, new Set(named));
  const refused = refusedFor(
    "unknown_seat_ids",
    named.filter((seat_id) => !by_id.has(seat_id)),
  );
  if (refused) return refused;
  const names = namesOf(structure);
  const put = items.flatMap(({ seat_id, changes }) => {
    const before = by_id.get(seat_id);
    return before ? [changedSeat(before, changes, names)] : [];
  });
  const codes = { sector: "unknown_sector_ids", group: "unknown_group_ids" } as const;
  return putSeats(structure, put, { names, codes });
}

/** Undefined when there is no such record. */
export function removeSector(structure: Structure, record_no: number): Edited | undefined {
  if (!structure.sectors.has(record_no)) return undefined;
  return { ok: true, edit: { ...NO_EDIT, sectors: { put: [], removed: [record_no] } } };
}

/** Undefined when there is no such record. */
export function removeGroup(structure: Structure, record_no: number): Edited | undefined {
  if (!structure.groups.has(record_no)) return undefined;
  return { ok: true, edit: { ...NO_EDIT, groups: { put: [], removed: [record_no] } } };
}

function refusedWhenFull(what: string, size: number, most: number): SchemeRefusal | undefined {
  return size < most ? undefined : { ok: false, code: "scheme_limit_reached", what, most };
}

function putSector(structure: Structure, sector: Sector): Edited {
  const { sectors, groups, seats } = structure;
  const before = sectors.get(sector.record_no);
  if (before && isSame(before, sector, SECTOR_MEMBERS)) return { ok: true, edit: NO_EDIT };
  const { sector_id } = sector;
  const renamed = <Item extends { readonly sector_id: string | null }>(item: Item) =>
    before && before.sector_id !== sector_id && item.sector_id === before.sector_id ? [{ ...item, sector_id }] : [];
  return (
    refusedFor(
      "duplicate_sector_id",
      clashes(sectors, [sector], (one) => one.sector_id),
    ) ??
    refusedFor(
      "duplicate_sector_element_id",
      clashes(sectors, [sector], (one) => one.element_id),
    ) ?? {
      ok: true,
      edit: {
        sectors: { put: [sector], removed: [] },
        groups: { put: [...groups.values()].flatMap(renamed), removed: [] },
        seats: { put: [...seats.values()].flatMap(renamed), removed: [] },
      },
    }
  );
}

function putGroup(structure: Structure, group: Group): Edited {
  const { groups, seats } = structure;
  const before = groups.get(group.record_no);
  if (before && isSame(before, group, GROUP_MEMBERS)) return { ok: true, edit: NO_EDIT };
  const { group_id, sector_id } = group;
  const renamed = (seat: Seat) =>
    before && before.group_id !== group_id && seat.group_id === before.group_id ? [{ ...seat, group_id }] : [];
  const moved = before?.sector_id !== sector_id;
  return (
    refusedFor(
      "duplicate_group_id",
      clashes(groups, [group], (one) => one.group_id),
    ) ??
    refusedFor(
      "duplicate_group_element_id",
      clashes(groups, [group], (one) => one.element_id),
    ) ??
    refusedFor("unknown_sector_id", moved && leadsNowhere(sector_id, sectorsById(structure)) ? [sector_id] : []) ?? {
      ok: true,
      edit: {
        ...NO_EDIT,
        groups: { put: [group], removed: [] },
        seats: { put: [...seats.values()].flatMap(renamed), removed: [] },
      },
    }
  );
}

/** The codes say one id or several, as the request does. */
type Judged = {
  readonly names: Names;
  readonly codes: { readonly sector: SchemeUnknown; readonly group: SchemeUnknown };
};

function putSeats({ seats }: Structure, whole: readonly Seat[], { names, codes }: Judged): Edited {
  const put = whole.filter((seat) => {
    const before = seats.get(seat.record_no);
    return !before || !isSame(before, seat, SEAT_MEMBERS);
  });
  if (put.length === 0) return { ok: true, edit: NO_EDIT };
  const newlyUnknown = (member: "sector_id" | "group_id", records: ReadonlyMap<string, unknown>) =>
    put.flatMap((seat) => {
      const reference = seat[member];
      return reference !== seats.get(seat.record_no)?.[member] && leadsNowhere(reference, records) ? [reference] : [];
    });
  return (
    refusedFor(
      "duplicate_seat_id",
      clashes(seats, put, (seat) => seat.seat_id),
    ) ??
    refusedFor(
      "duplicate_seat_element_id",
      clashes(seats, put, (seat) => seat.element_id),
    ) ??
    refusedFor(codes.sector, newlyUnknown("sector_id", names.sectors)) ??
    refusedFor(codes.group, newlyUnknown("group_id", names.groups)) ?? {
      ok: true,
      edit: { ...NO_EDIT, seats: { put, removed: [] } },
    }
  );
}

type Names = { readonly sectors: ReadonlyMap<string, Sector>; readonly groups: ReadonlyMap<string, Group> };

function namesOf(structure: Structure): Names {
  return { sectors: sectorsById(structure), groups: groupsById(structure) };
}

function changedSeat(before: Seat, changes: SeatChanges, { sectors, groups }: Names): Seat {
  const { seat_id = before.seat_id, element_id = before.element_id, group_id = before.group_id } = changes;
  const { row_label = before.row_label, seat_number = before.seat_number, x = before.x, y = before.y } = changes;
  const { accessible = before.accessible, sellable = before.sellable } = changes;
  const moved = group_id !== null && group_id !== before.group_id;
  const of_group = moved ? (groups.get(group_id)?.sector_id ?? null) : null;
  const own = before.sector_id ?? (leadsNowhere(of_group, sectors) ? null : of_group);
  const { sector_id = own } = changes;
  const { record_no } = before;
  return {
    record_no,
    seat_id,
    element_id,
    sector_id,
    group_id,
    row_label,
    seat_number,
    x,
    y,
    accessible,
    sellable,
  };
}

function seatsNamed({ seats }: Structure, seat_ids: ReadonlySet<string>): ReadonlyMap<string, Seat> {
  const named = [...seats.values()].filter(({ seat_id }) => seat_ids.has(seat_id));
  return new Map(named.map((seat) => [seat.seat_id, seat]));
}
