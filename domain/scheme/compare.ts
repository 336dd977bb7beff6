// What one version of a scheme has that another has not. Records are the same when they have one number, whatever
// their ids; of those left over, records are the same when they have one id, so that a hall whose drawing was uploaded
// anew is compared with what it was, not removed and added. The number itself is no difference.
import type { PriceList, PriceRule, PricingCategory } from "./price-list.ts";
import { GROUP_MEMBERS, membersOf, SEAT_MEMBERS, SECTOR_MEMBERS } from "./records.ts";
import type { Group, Seat, Sector, Structure } from "./structure.ts";

type MemberValue = string | number | boolean | null;
export type MemberDiff = { readonly before: MemberValue; readonly after: MemberValue };
/** By the name of the member: those that differ, of which there is at least one. */
export type MemberDiffs = { readonly [member: string]: MemberDiff };

/** Number and id are what the record has after. */
export type RecordDiff = { readonly record_no: number; readonly id: string; readonly fields: MemberDiffs };

/** Added and changed are in the order of what is compared, removed in that of what it is compared with. */
export type Diff<Item, Changed> = {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  readonly changed: readonly Changed[];
};

export type StructureDiff = {
  readonly sectors: Diff<Sector, RecordDiff>;
  readonly groups: Diff<Group, RecordDiff>;
  readonly seats: Diff<Seat, RecordDiff>;
};

type CategoryDiff = { readonly category_no: number; readonly name: string; readonly fields: MemberDiffs };
type RuleDiff = { readonly rule_no: number; readonly fields: MemberDiffs };

export type PriceDiff = {
  /** Null when it is the same. */
  readonly currency: MemberDiff | null;
  readonly categories: Diff<PricingCategory, CategoryDiff>;
  readonly rules: Diff<PriceRule, RuleDiff>;
};

export type DiffCount = { readonly added: number; readonly removed: number; readonly changed: number };
export type DiffCounts<Kind extends string> = { readonly [Name in Kind]: DiffCount };

export function compareStructures(before: Structure, after: Structure): StructureDiff {
  const sectors = paired(before.sectors, after.sectors, ({ sector_id }) => sector_id);
  const groups = paired(before.groups, after.groups, ({ group_id }) => group_id);
  const seats = paired(before.seats, after.seats, ({ seat_id }) => seat_id);
  return {
    sectors: diff(sectors, SECTOR_MEMBERS, ({ record_no, sector_id: id }, fields) => ({ record_no, id, fields })),
    groups: diff(groups, GROUP_MEMBERS, ({ record_no, group_id: id }, fields) => ({ record_no, id, fields })),
    seats: diff(seats, SEAT_MEMBERS, ({ record_no, seat_id: id }, fields) => ({ record_no, id, fields })),
  };
}

export function diffCounts({ sectors, groups, seats }: StructureDiff): DiffCounts<"sectors" | "groups" | "seats"> {
  return { sectors: counted(sectors), groups: counted(groups), seats: counted(seats) };
}

const CATEGORY_MEMBERS = membersOf<PricingCategory, "category_no">({ name: true, color: true, unit_amount: true });
const RULE_MEMBERS = membersOf<PriceRule, "rule_no">({
  target_type: true,
  target_id: true,
  category_no: true,
  unit_amount: true,
  priority: true,
});

/** Categories and rules are the same when they have one number. */
export function comparePrices(before: PriceList, after: PriceList): PriceDiff {
  const categories = paired(before.categories, after.categories);
  const rules = paired(before.rules, after.rules);
  return {
    currency: before.currency === after.currency ? null : { before: before.currency, after: after.currency },
    categories: diff(categories, CATEGORY_MEMBERS, ({ category_no, name }, fields) => ({ category_no, name, fields })),
    rules: diff(rules, RULE_MEMBERS, ({ rule_no }, fields) => ({ rule_no, fields })),
  };
}

export function priceDiffCounts({ categories, rules }: PriceDiff): DiffCounts<"categories" | "rules"> {
  return { categories: counted(categories), rules: counted(rules) };
}

function counted({ added, removed, changed }: Diff<unknown, unknown>): DiffCount {
  return { added: added.length, removed: removed.length, changed: changed.length };
}

type Paired<Item> = {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
  readonly kept: readonly (readonly [before: Item, after: Item])[];
};

/** Without ids only numbers say what is the same. */
function paired<Item>(
  before: ReadonlyMap<number, Item>,
  after: ReadonlyMap<number, Item>,
  id: (item: Item) => string | undefined = () => undefined,
): Paired<Item> {
  const left = [...before].filter(([no]) => !after.has(no)).map(([, item]) => item);
  const left_by_id = new Map(left.map((item) => [id(item), item]));
  left_by_id.delete(undefined);
  const found = new Set<Item>();
  const added: Item[] = [];
  const kept: (readonly [Item, Item])[] = [];
  for (const [no, item] of after) {
    const same = before.get(no) ?? left_by_id.get(id(item));
    if (!same || found.has(same)) added.push(item);
    else {
      found.add(same);
      kept.push([same, item]);
    }
  }
  return { added, removed: left.filter((item) => !found.has(item)), kept };
}

function diff<Item extends { readonly [Name in keyof Item]: MemberValue }, Changed>(
  { added, removed, kept }: Paired<Item>,
  members: readonly (keyof Item & string)[],
  changedOf: (after: Item, fields: MemberDiffs) => Changed,
): Diff<Item, Changed> {
  const changed = kept.flatMap(([before, after]) => {
    const differing = members.filter((member) => before[member] !== after[member]);
    if (differing.length === 0) return [];
    const fields = differing.map((member) => [member, { before: before[member], after: after[member] }] as const);
    return [changedOf(after, Object.fromEntries(fields))];
  });
  return { added, removed, changed };
}
