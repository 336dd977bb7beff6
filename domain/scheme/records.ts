// What the records of a structure have in common: the members that can change, and ids that only one record may have.

import type { SchemeDuplicate, SchemeRefusal, SchemeUnknown } from "./refusal.ts";
import { type Group, SCHEME_LIMITS, type Seat, type Sector, type Structure } from "./structure.ts";

/** What is changed of a record; a member that is absent or undefined stays as it is. */
export type Changes<Item> = { readonly [Name in Exclude<keyof Item, "record_no">]?: Item[Name] | undefined };

/** The names of all members but one, which is the record's number; the type of the literal says that none is left out. */
export function membersOf<Item, No extends keyof Item>(
  members: { readonly [Name in Exclude<keyof Item, No>]: true },
): readonly Exclude<keyof Item, No>[] {
  // Object.keys forgets what the type of its argument says: these are its keys and there are no others.
  return Object.keys(members) as Exclude<keyof Item, No>[];
}

export const SECTOR_MEMBERS = membersOf<Sector, "record_no">({ sector_id: true, name: true, element_id: true });
export const GROUP_MEMBERS = membersOf<Group, "record_no">({
  group_id: true,
  name: true,
  element_id: true,
  sector_id: true,
});
export const SEAT_MEMBERS = membersOf<Seat, "record_no">({
  seat_id: true,
  element_id: true,
  sector_id: true,
  group_id: true,
  row_label: true,
  seat_number: true,
  x: true,
  y: true,
  accessible: true,
  sellable: true,
});

export function isSame<Item>(one: Item, other: Item, members: readonly (keyof Item)[]): boolean {
  return members.every((member) => one[member] === other[member]);
}

export function sectorsById({ sectors }: Structure): ReadonlyMap<string, Sector> {
  return new Map([...sectors.values()].map((sector) => [sector.sector_id, sector]));
}

export function groupsById({ groups }: Structure): ReadonlyMap<string, Group> {
  return new Map([...groups.values()].map((group) => [group.group_id, group]));
}

/** A reference leads nowhere when there is one and no record has its id. */
export function leadsNowhere(reference: string | null, records: ReadonlyMap<string, unknown>): reference is string {
  return reference !== null && !records.has(reference);
}

/**
 * The values that records put into the others would newly have and that another record would have too. What two
 * records share already is not said again: it was not these that brought it.
 */
export function clashes<Item extends { readonly record_no: number }>(
  records: ReadonlyMap<number, Item>,
  put: readonly Item[],
  value: (item: Item) => string | null,
): string[] {
  const fresh = put.flatMap((item) => {
    const before = records.get(item.record_no);
    return before && value(before) === value(item) ? [] : (value(item) ?? []);
  });
  if (fresh.length === 0) return [];
  const wanted = new Set(fresh);
  const changed = new Set(put.map(({ record_no }) => record_no));
  const others = [...records.values()].filter((item) => wanted.has(value(item) ?? "") && !changed.has(item.record_no));
  return repeats([...put, ...others].flatMap((item) => value(item) ?? [])).filter((one) => wanted.has(one));
}

/** Each value that has been there before. */
export function repeats(values: readonly string[]): string[] {
  const seen = new Set<string>();
  return values.filter((value) => seen.has(value) || !seen.add(value));
}

/** Undefined when there is nothing to refuse for. */
export function refusedFor(
  code: SchemeDuplicate | SchemeUnknown,
  ids: Iterable<string>,
): Extract<SchemeRefusal, { readonly ids: readonly string[] }> | undefined {
  const distinct = [...new Set(ids)];
  return distinct.length === 0
    ? undefined
    : { ok: false, code, ids: distinct.slice(0, SCHEME_LIMITS.issues_a_code_max) };
}
