// What is wrong with a structure, said to who has to put it right. Errors are in the way of a show: it could not be
// made, or two tickets would say the same. With warnings a hall can be sold, and hardly anybody means what they say.
// What follows from something that is said already is not said again: seats without a number are not also alike, and
// a sector that is not there does not also differ from the group's.
import { belongingFinder, sectionName } from "./belonging.ts";
import { groupsById, leadsNowhere, sectorsById } from "./records.ts";
import { type Group, SCHEME_LIMITS, type Seat, type Sector, type Structure } from "./structure.ts";

/** Of severity error. */
export const VALIDATION_ERRORS = [
  "no_sellable_seats",
  "too_many_seats",
  "duplicate_seat_id",
  "seat_sector_unknown",
  "seat_group_unknown",
  "group_sector_unknown",
  "duplicate_sector_name",
  "seat_without_row_label",
  "seat_without_seat_number",
  "duplicate_seat_label",
] as const;

export const VALIDATION_WARNINGS = [
  "seat_without_sector",
  "seat_sector_not_of_group",
  "sector_empty",
  "group_empty",
  "seat_without_element",
  "element_not_in_drawing",
  "seats_on_one_point",
] as const;

export type IssueCode = (typeof VALIDATION_ERRORS)[number] | (typeof VALIDATION_WARNINGS)[number];

export type IssueRecord = {
  readonly kind: "sector" | "group" | "seat";
  readonly record_no: number;
  readonly id: string;
};

export type Issue = {
  readonly severity: "error" | "warning";
  readonly code: IssueCode;
  /** What is wrong and what to do about it. */
  readonly message: string;
  /** How many records it is said of; 1 of what is said of the hall, and of too many seats how many too many. */
  readonly count: number;
  /** The first of them, those that have something in common beside each other; none when it is said of the hall. */
  readonly records: readonly IssueRecord[];
};

export type Validation = {
  /** The counts of the errors and of the warnings, added up. */
  readonly errors: number;
  readonly warnings: number;
  /** One a code, errors first. */
  readonly issues: readonly Issue[];
};

const MESSAGES: { readonly [Code in IssueCode]: string } = {
  no_sellable_seats: "No seat is sellable, so there is nothing to sell: mark the seats that shows may sell.",
  too_many_seats: `More sellable seats than the ${SCHEME_LIMITS.seats_max} that a show can have: mark the rest as not sellable, or divide the hall into two schemes.`,
  duplicate_seat_id: "Seats that share their seat_id: give each its own.",
  seat_sector_unknown:
    "Seats whose sector is not there: repair references, remap these seats, or add a sector with that sector_id.",
  seat_group_unknown:
    "Seats whose group is not there: repair references, remap these seats, or add a group with that group_id.",
  group_sector_unknown: "Groups whose sector is not there: repair references, or give these groups another sector.",
  duplicate_sector_name:
    "Sectors that share their name while each has sellable seats, so that tickets cannot tell them apart: rename all but one, or remap their seats to one of them.",
  seat_without_row_label:
    "Sellable seats without a row_label, so that a ticket cannot say where they are: give them one, or mark them as not sellable.",
  seat_without_seat_number:
    "Sellable seats without a seat_number, so that a ticket cannot say which they are: give them one, or mark them as not sellable.",
  duplicate_seat_label:
    "Sellable seats that share sector, row_label and seat_number, so that their tickets are alike: number them anew, or mark all but one as not sellable.",
  seat_without_sector: "Seats in no sector: remap them to the sector that their tickets should name.",
  seat_sector_not_of_group:
    "Seats in another sector than their group: remap them to the group's sector, or to a group of their own sector.",
  sector_empty: "Sectors without a seat: remap seats to them, or remove them.",
  group_empty: "Groups without a seat: remap seats to them, or remove them.",
  seat_without_element: "Seats without an element, so that nothing in the drawing shows them: set their element_id.",
  element_not_in_drawing:
    "Records whose element_id is not in the drawing: set one that is, or upload a drawing that has it.",
  seats_on_one_point:
    "Seats on the point of another, so that one hides the other: move them apart, unless one is above the other.",
};

/** `drawing` is what the structure was made from; without it nothing is said about what it has. */
export function validate(structure: Structure, drawing?: { readonly element_ids: ReadonlySet<string> }): Validation {
  const records: Records = {
    sectors: [...structure.sectors.values()],
    groups: [...structure.groups.values()],
    seats: [...structure.seats.values()],
    sectors_by_id: sectorsById(structure),
    groups_by_id: groupsById(structure),
    sectionOf: sectionFinder(structure),
  };
  const found = new Map([
    ...unusable(records),
    ...danglingReferences(records),
    ...ambiguous(records),
    ...unusual(records),
    ...undrawn(records, drawing?.element_ids),
  ]);
  const errors = issuesOf("error", VALIDATION_ERRORS, found);
  const warnings = issuesOf("warning", VALIDATION_WARNINGS, found);
  return { errors: total(errors), warnings: total(warnings), issues: [...errors, ...warnings] };
}

type Records = {
  readonly sectors: readonly Sector[];
  readonly groups: readonly Group[];
  readonly seats: readonly Seat[];
  readonly sectors_by_id: ReadonlyMap<string, Sector>;
  readonly groups_by_id: ReadonlyMap<string, Group>;
  /** The sector_id of the section that a show has the seat in; null for that of the seats in no sector. */
  readonly sectionOf: (seat: Seat) => string | null;
};

/** As hallOfScheme has it. What names a sector that is not there is left in it: that it leads nowhere is said already. */
function sectionFinder(structure: Structure): Records["sectionOf"] {
  const belongingOf = belongingFinder(structure);
  const no_sector = sectionName(undefined);
  const alike = [...structure.sectors.values()].find(({ name }) => name.trim() === no_sector)?.sector_id ?? null;
  const sectors = sectorsById(structure);
  return (seat) =>
    leadsNowhere(seat.sector_id, sectors) ? seat.sector_id : (belongingOf(seat).sector?.sector_id ?? alike);
}

type Found = readonly [IssueCode, { readonly count: number; readonly records: readonly IssueRecord[] }];

function issuesOf(
  severity: Issue["severity"],
  codes: readonly IssueCode[],
  found: ReadonlyMap<IssueCode, Found[1]>,
): Issue[] {
  return codes.flatMap((code) => {
    const what = found.get(code);
    return what && what.count > 0 ? [{ severity, code, message: MESSAGES[code], ...what }] : [];
  });
}

function total(issues: readonly Issue[]): number {
  return issues.reduce((sum, { count }) => sum + count, 0);
}

function ofHall(code: IssueCode, count: number): Found {
  return [code, { count, records: [] }];
}

function said<Item>(code: IssueCode, items: readonly Item[], named: (item: Item) => IssueRecord): Found {
  return [code, { count: items.length, records: items.slice(0, SCHEME_LIMITS.issues_a_code_max).map(named) }];
}

function sectorRecord({ record_no, sector_id }: Sector): IssueRecord {
  return { kind: "sector", record_no, id: sector_id };
}

function groupRecord({ record_no, group_id }: Group): IssueRecord {
  return { kind: "group", record_no, id: group_id };
}

function seatRecord({ record_no, seat_id }: Seat): IssueRecord {
  return { kind: "seat", record_no, id: seat_id };
}

function unusable({ seats }: Records): Found[] {
  const sellable = seats.filter((seat) => seat.sellable);
  return [
    ofHall("no_sellable_seats", sellable.length === 0 ? 1 : 0),
    ofHall("too_many_seats", Math.max(0, sellable.length - SCHEME_LIMITS.seats_max)),
    said(
      "seat_without_row_label",
      sellable.filter(({ row_label }) => isBlank(row_label)),
      seatRecord,
    ),
    said(
      "seat_without_seat_number",
      sellable.filter(({ seat_number }) => isBlank(seat_number)),
      seatRecord,
    ),
  ];
}

function isBlank(label: string): boolean {
  return label.trim() === "";
}

function danglingReferences({ groups, seats, sectors_by_id, groups_by_id }: Records): Found[] {
  return [
    said(
      "seat_sector_unknown",
      seats.filter(({ sector_id }) => leadsNowhere(sector_id, sectors_by_id)),
      seatRecord,
    ),
    said(
      "seat_group_unknown",
      seats.filter(({ group_id }) => leadsNowhere(group_id, groups_by_id)),
      seatRecord,
    ),
    said(
      "group_sector_unknown",
      groups.filter(({ sector_id }) => leadsNowhere(sector_id, sectors_by_id)),
      groupRecord,
    ),
  ];
}

function ambiguous({ sectors, seats, sectionOf }: Records): Found[] {
  const sellable = seats.filter((seat) => seat.sellable);
  const selling = new Set(sellable.map(sectionOf));
  const labelled = sellable.filter(({ row_label, seat_number }) => !isBlank(row_label) && !isBlank(seat_number));
  return [
    said(
      "duplicate_seat_id",
      alike(seats, ({ seat_id }) => seat_id),
      seatRecord,
    ),
    said(
      "duplicate_sector_name",
      alike(
        sectors.filter(({ sector_id }) => selling.has(sector_id)),
        ({ name }) => name.trim(),
      ),
      sectorRecord,
    ),
    said(
      "duplicate_seat_label",
      alike(labelled, (seat) => JSON.stringify([sectionOf(seat), seat.row_label.trim(), seat.seat_number.trim()])),
      seatRecord,
    ),
  ];
}

function unusual({ sectors, groups, seats, sectors_by_id, groups_by_id }: Records): Found[] {
  const used_sectors = new Set(seats.map(({ sector_id }) => sector_id));
  const used_groups = new Set(seats.map(({ group_id }) => group_id));
  const strays = seats.filter(({ sector_id, group_id }) => {
    const of_group = group_id === null ? undefined : groups_by_id.get(group_id)?.sector_id;
    const known = [sector_id, of_group].every((id) => typeof id === "string" && sectors_by_id.has(id));
    return known && sector_id !== of_group;
  });
  return [
    said(
      "seat_without_sector",
      seats.filter(({ sector_id }) => sector_id === null),
      seatRecord,
    ),
    said("seat_sector_not_of_group", strays, seatRecord),
    said(
      "sector_empty",
      sectors.filter(({ sector_id }) => !used_sectors.has(sector_id)),
      sectorRecord,
    ),
    said(
      "group_empty",
      groups.filter(({ group_id }) => !used_groups.has(group_id)),
      groupRecord,
    ),
    said(
      "seats_on_one_point",
      alike(seats, ({ x, y }) => `${x} ${y}`),
      seatRecord,
    ),
  ];
}

function undrawn({ sectors, groups, seats }: Records, element_ids: ReadonlySet<string> | undefined): Found[] {
  const missing = ({ element_id }: { readonly element_id: string | null }) =>
    element_ids !== undefined && element_id !== null && !element_ids.has(element_id);
  const records = [
    ...sectors.filter(missing).map(sectorRecord),
    ...groups.filter(missing).map(groupRecord),
    ...seats.filter(missing).map(seatRecord),
  ];
  return [
    said(
      "seat_without_element",
      seats.filter(({ element_id }) => element_id === null),
      seatRecord,
    ),
    said("element_not_in_drawing", records, (record) => record),
  ];
}

/** Those that share their key with another, beside each other. */
function alike<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  const keys = items.map(key);
  const seen = new Set<string>();
  const repeated = new Set(keys.filter((own) => seen.has(own) || !seen.add(own)));
  if (repeated.size === 0) return [];
  const shared = items.filter((_, index) => repeated.has(keys[index] ?? ""));
  return [...Map.groupBy(shared, key).values()].flat();
}
