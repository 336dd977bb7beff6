// A second opinion on edits, for tests: small lists, searched from end to end, that are changed as asked and then looked
// at as a whole. It judges by what is before and what would be after and knows nothing of how an edit is made.
import type { GroupChanges, SeatChanges, SeatItem, SectorChanges } from "./editing.ts";
import type { Group, Seat, Sector } from "./structure.ts";

export type Lists = {
  readonly sectors: readonly Sector[];
  readonly groups: readonly Group[];
  readonly seats: readonly Seat[];
};

export type Command =
  | { readonly kind: "add_sector"; readonly record_no: number; readonly sector: Omit<Sector, "record_no"> }
  | { readonly kind: "add_group"; readonly record_no: number; readonly group: Omit<Group, "record_no"> }
  | { readonly kind: "change_sector"; readonly record_no: number; readonly changes: SectorChanges }
  | { readonly kind: "change_group"; readonly record_no: number; readonly changes: GroupChanges }
  | { readonly kind: "change_seat"; readonly record_no: number; readonly changes: SeatChanges }
  | { readonly kind: "change_seats"; readonly items: readonly SeatItem[] }
  | { readonly kind: "remove_sector"; readonly record_no: number }
  | { readonly kind: "remove_group"; readonly record_no: number };

type Row = { readonly record_no: number };

/** What the command leaves, whether it may or not; undefined when it is about no record. */
export function listsAfter(lists: Lists, command: Command): Lists | undefined {
  const { sectors, groups, seats } = lists;
  switch (command.kind) {
    case "add_sector":
      return { ...lists, sectors: [...sectors, { ...command.sector, record_no: command.record_no }] };
    case "add_group":
      return { ...lists, groups: [...groups, { ...command.group, record_no: command.record_no }] };
    case "change_sector":
      return found(sectors, command) && sectorChanged(lists, command.record_no, command.changes);
    case "change_group":
      return found(groups, command) && groupChanged(lists, command.record_no, command.changes);
    case "change_seat":
      return found(seats, command) && seatChanged(lists, command.record_no, command.changes);
    case "change_seats": {
      const numbers = command.items.map(({ seat_id }) => seats.find((seat) => seat.seat_id === seat_id)?.record_no);
      return command.items.reduce((all, { changes }, at) => seatChanged(all, numbers[at] ?? -1, changes), lists);
    }
    case "remove_sector":
      return found(sectors, command) && { ...lists, sectors: sectors.filter((sector) => !isOf(sector, command)) };
    case "remove_group":
      return found(groups, command) && { ...lists, groups: groups.filter((group) => !isOf(group, command)) };
  }
}

function isOf(one: Row, other: Row): boolean {
  return one.record_no === other.record_no;
}

function found<Item extends Row>(rows: readonly Item[], row: Row): Item | undefined {
  return rows.find((one) => isOf(one, row));
}

function put<Item extends Row>(rows: readonly Item[], record_no: number, changes: object): Item[] {
  const sent = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return rows.map((row) => (row.record_no === record_no ? { ...row, ...sent } : row));
}

function sectorChanged({ sectors, groups, seats }: Lists, record_no: number, changes: SectorChanges): Lists {
  const old = found(sectors, { record_no })?.sector_id;
  const { sector_id } = changes;
  const follow = <Item extends { readonly sector_id: string | null }>(item: Item): Item =>
    item.sector_id === old && sector_id !== undefined ? { ...item, sector_id } : item;
  return { sectors: put(sectors, record_no, changes), groups: groups.map(follow), seats: seats.map(follow) };
}

function groupChanged({ sectors, groups, seats }: Lists, record_no: number, changes: GroupChanges): Lists {
  const old = found(groups, { record_no })?.group_id;
  const { group_id } = changes;
  const follow = (seat: Seat): Seat => (seat.group_id === old && group_id !== undefined ? { ...seat, group_id } : seat);
  return { sectors, groups: put(groups, record_no, changes), seats: seats.map(follow) };
}

function seatChanged(lists: Lists, record_no: number, changes: SeatChanges): Lists {
  const seat = found(lists.seats, { record_no });
  const group = lists.groups.find(({ group_id }) => group_id === changes.group_id);
  const sector = lists.sectors.find(({ sector_id }) => sector_id === group?.sector_id);
  const joins =
    sector && seat?.sector_id === null && seat.group_id !== changes.group_id && changes.sector_id === undefined;
  const of_group = joins ? { sector_id: sector.sector_id } : {};
  return { ...lists, seats: put(lists.seats, record_no, { ...changes, ...of_group }) };
}

/** Each code that there is a reason to refuse with, and what it is said of. */
export function reasonsAgainst(
  before: Lists,
  after: Lists,
  command: Command,
): ReadonlyMap<string, ReadonlySet<string>> {
  const s = command.kind === "change_seats" ? "s" : "";
  const noSector = (id: string) => !after.sectors.some(({ sector_id }) => sector_id === id);
  const noGroup = (id: string) => !after.groups.some(({ group_id }) => group_id === id);
  const reasons: [code: string, ids: string[]][] = [
    ["duplicate_sector_id", taken(before.sectors, after.sectors, ({ sector_id }) => sector_id)],
    ["duplicate_sector_element_id", taken(before.sectors, after.sectors, elementOf)],
    ["duplicate_group_id", taken(before.groups, after.groups, ({ group_id }) => group_id)],
    ["duplicate_group_element_id", taken(before.groups, after.groups, elementOf)],
    ["duplicate_seat_id", taken(before.seats, after.seats, ({ seat_id }) => seat_id)],
    ["duplicate_seat_element_id", taken(before.seats, after.seats, elementOf)],
    [
      `unknown_sector_id${s}`,
      [
        ...fresh(before.groups, after.groups, ({ sector_id }) => sector_id),
        ...fresh(before.seats, after.seats, ({ sector_id }) => sector_id),
      ].filter(noSector),
    ],
    [`unknown_group_id${s}`, fresh(before.seats, after.seats, ({ group_id }) => group_id).filter(noGroup)],
    ...(command.kind === "change_seats" ? payloadReasons(before, command.items) : []),
  ];
  return new Map(reasons.filter(([, ids]) => ids.length > 0).map(([code, ids]) => [code, new Set(ids)]));
}

function payloadReasons({ seats }: Lists, items: readonly SeatItem[]): [code: string, ids: string[]][] {
  const named = items.map(({ seat_id }) => seat_id);
  const given = items.flatMap(({ changes }) => changes.seat_id ?? []);
  const again = [named, given].flatMap((ids) => ids.filter((id, at) => ids.indexOf(id) < at));
  return [
    ["duplicate_seat_id_in_payload", again],
    ["unknown_seat_ids", named.filter((id) => !seats.some(({ seat_id }) => seat_id === id))],
  ];
}

function elementOf({ element_id }: { readonly element_id: string | null }): string | null {
  return element_id;
}

type Value<Item> = (item: Item) => string | null;

/** What records have that they did not have. */
function fresh<Item extends Row>(before: readonly Item[], after: readonly Item[], value: Value<Item>): string[] {
  return after.flatMap((item) => {
    const old = found(before, item);
    return old && value(old) === value(item) ? [] : (value(item) ?? []);
  });
}

/** And that another has too. */
function taken<Item extends Row>(before: readonly Item[], after: readonly Item[], value: Value<Item>): string[] {
  return fresh(before, after, value).filter((one) => after.filter((item) => value(item) === one).length > 1);
}

/** Pairs by number, else by id among those whose number is gone. */
export function listDiff<Item extends Row>(
  before: readonly Item[],
  after: readonly Item[],
  id: (item: Item) => string,
) {
  const gone = before.filter((item) => !found(after, item));
  const partner = (item: Item) => found(before, item) ?? gone.find((one) => id(one) === id(item));
  return {
    added: after.filter((item) => !partner(item)),
    removed: before.filter((item) => !after.some((one) => partner(one) === item)),
    changed: after.flatMap((item) => {
      const now = new Map(Object.entries(item));
      const fields = Object.entries(partner(item) ?? item)
        .filter(([member, value]) => member !== "record_no" && value !== now.get(member))
        .map(([member, value]) => [member, { before: value, after: now.get(member) }] as const);
      const { record_no } = item;
      return fields.length === 0 ? [] : [{ record_no, id: id(item), fields: Object.fromEntries(fields) }];
    }),
  };
}
