// The structure of a hall's drawing: sectors, groups (rows, tables, boxes) and seats, and an edit of it as data.
//
// Every record has a number that it keeps through all versions of its scheme, so that two versions are compared record
// by record; besides, it has an id that people give it (sector_id, group_id, seat_id) and may change. Records name each
// other by these ids: renaming a sector renames it in its groups and seats, while removing one leaves references that
// lead nowhere, which validation reports and repair mends. A rule looks at a whole structure and answers an edit; the
// object writes exactly the records that the edit names.

export const SCHEME_LIMITS = {
  sectors_max: 500,
  groups_max: 20_000,
  seats_max: 60_000,
  /** Seats that one bulk edit or remap filter may name. */
  seats_a_request_max: 1_000,
  categories_max: 50,
  rules_max: 10_000,
  versions_max: 100,
  /** Issues of one code that a report names; it counts the rest. */
  issues_a_code_max: 20,
  unit_amount_max: 10_000_000_000,
  coordinate_max: 1_000_000,
} as const;

export type Sector = {
  readonly record_no: number;
  readonly sector_id: string;
  readonly name: string;
  /** Of the drawing; null when nothing in it is the sector. */
  readonly element_id: string | null;
};

export type Group = {
  readonly record_no: number;
  readonly group_id: string;
  readonly name: string;
  readonly element_id: string | null;
  readonly sector_id: string | null;
};

export type Seat = {
  readonly record_no: number;
  readonly seat_id: string;
  readonly element_id: string | null;
  readonly sector_id: string | null;
  readonly group_id: string | null;
  /** What is written at the row and on the seat. */
  readonly row_label: string;
  readonly seat_number: string;
  /** In the drawing's own units, y downwards. */
  readonly x: number;
  readonly y: number;
  readonly accessible: boolean;
  /** Part of what shows sell; a seat that is not is drawn and keeps its place in the row. */
  readonly sellable: boolean;
};

/** Records by their numbers, which are one sequence for all three kinds. */
export type Structure = {
  readonly sectors: ReadonlyMap<number, Sector>;
  readonly groups: ReadonlyMap<number, Group>;
  readonly seats: ReadonlyMap<number, Seat>;
};

export const EMPTY_STRUCTURE: Structure = { sectors: new Map(), groups: new Map(), seats: new Map() };

type Records<Item> = {
  /** New records and changed ones, whole. */
  readonly put: readonly Item[];
  readonly removed: readonly number[];
};

export type Edit = {
  readonly sectors: Records<Sector>;
  readonly groups: Records<Group>;
  readonly seats: Records<Seat>;
};

const NOTHING = { put: [], removed: [] } as const;
export const NO_EDIT: Edit = { sectors: NOTHING, groups: NOTHING, seats: NOTHING };

export function isEmptyEdit({ sectors, groups, seats }: Edit): boolean {
  return [sectors, groups, seats].every(({ put, removed }) => put.length === 0 && removed.length === 0);
}

export function applyEdit(structure: Structure, edit: Edit): Structure {
  return {
    sectors: applied(structure.sectors, edit.sectors),
    groups: applied(structure.groups, edit.groups),
    seats: applied(structure.seats, edit.seats),
  };
}

function applied<Item extends { readonly record_no: number }>(
  records: ReadonlyMap<number, Item>,
  { put, removed }: Records<Item>,
): ReadonlyMap<number, Item> {
  if (put.length === 0 && removed.length === 0) return records;
  const changed = new Map(records);
  for (const record_no of removed) changed.delete(record_no);
  for (const record of put) changed.set(record.record_no, record);
  return changed;
}

export function structureOf(sectors: readonly Sector[], groups: readonly Group[], seats: readonly Seat[]): Structure {
  return { sectors: byNumber(sectors), groups: byNumber(groups), seats: byNumber(seats) };
}

function byNumber<Item extends { readonly record_no: number }>(records: readonly Item[]): ReadonlyMap<number, Item> {
  return new Map(records.map((record) => [record.record_no, record]));
}
