// A seat on its way to a name: what it says of itself, what the groups around it say, what is written on it.
import type { HallGroup, HallGroups } from "./hall-group.ts";
import { hallGroups } from "./hall-groups.ts";
import type { HallSurvey } from "./hall-survey.ts";
import { holds, type Point } from "./matrix.ts";
import { readName } from "./name-reading.ts";
import type { FoundSeat } from "./named-seats.ts";
import { placedSector } from "./nested-names.ts";
import type { Item, SceneText } from "./scene.ts";
import { median, nearby, spatialGrid } from "./spatial-grid.ts";

export type SeatDraft = {
  readonly found: FoundSeat;
  readonly centre: Point;
  sector: string | undefined;
  /** What the sector rests on where neither the seat nor a group says it. */
  sector_guess: string | undefined;
  sector_group: HallGroup | undefined;
  row: string | undefined;
  row_group: HallGroup | undefined;
  number: string | undefined;
  /** From a name that may count something else than what is written on seats. */
  number_is_loose: boolean;
  readonly written: readonly string[];
  accessible: boolean;
};

export type Drafted = {
  readonly drafts: SeatDraft[];
  /** Texts that are on no seat. */
  readonly texts: readonly SceneText[];
};

export function seatDrafts(survey: HallSurvey, seats: readonly FoundSeat[]): Drafted {
  const groups = hallGroups(survey, seats);
  const { written, texts } = textsOnSeats(survey, seats);
  const drafts = seats.map((found, index) => draftOf(survey, groups, { found, written: written[index] ?? [] }));
  bindLoose(drafts);
  for (const draft of drafts) takeWritten(draft);
  return { drafts, texts };
}

type Given = { readonly found: FoundSeat; readonly written: readonly string[] };

function draftOf(survey: HallSurvey, groups: HallGroups, { found, written }: Given): SeatDraft {
  const { readings, item } = found;
  const stated = (member: "sector" | "row" | "number"): string | undefined =>
    readings.find((reading) => reading[member] !== undefined)?.[member];
  const draft: SeatDraft = {
    found,
    centre: found.shape.centre,
    sector: stated("sector"),
    sector_guess: undefined,
    sector_group: undefined,
    row: stated("row"),
    row_group: undefined,
    number: stated("number"),
    number_is_loose: !readings.some(({ number_is_stated }) => number_is_stated),
    written,
    accessible:
      readings.some(({ accessible }) => accessible) || written.some((text) => /[\u267F\u{1F9BD}]/u.test(text)),
  };
  for (let parent = survey.scene.items[item.parent]; parent; parent = survey.scene.items[parent.parent]) {
    const group = groups.get(parent.index);
    if (parent.parent >= 0 && survey.readings[parent.index]?.accessible) draft.accessible = true;
    if (group?.kind === "row" && !draft.row_group && !draft.sector_group) takeRow(draft, group);
    if (group?.kind === "sector") takeSector(draft, group);
  }
  if (draft.sector !== undefined) draft.sector = placedSector(draft.sector, draft.sector_group, draft.row_group);
  return draft;
}

function takeRow(draft: SeatDraft, group: HallGroup): void {
  if (draft.row !== undefined && group.name !== undefined && draft.row !== group.name) return;
  draft.row_group = group;
  draft.row ??= group.name;
  draft.sector ??= group.sector;
}

/** The nearest one; but one that is called a sector goes before one that only has a name. */
function takeSector(draft: SeatDraft, group: HallGroup): void {
  if (draft.sector_group && (draft.sector_group.guess === undefined || group.guess !== undefined)) return;
  draft.sector_group = group;
}

type OnSeats = { readonly written: readonly (readonly string[])[]; readonly texts: readonly SceneText[] };

function textsOnSeats({ scene }: HallSurvey, seats: readonly FoundSeat[]): OnSeats {
  const written = seats.map((): string[] => []);
  const size = median(seats.map(({ shape }) => shape.extent));
  const grid = spatialGrid(
    seats.map(({ shape }) => shape.centre),
    size * 2,
  );
  const owner = ownersOf(scene.items, seats);
  const texts = scene.texts.filter((text) => {
    const own = owner[text.item] ?? -1;
    const on = own >= 0 ? own : nearby(grid, text.centre, size * 2).find((index) => covers(seats[index], text));
    if (on !== undefined) written[on]?.push(text.text);
    return on === undefined;
  });
  return { written, texts };
}

function covers(seat: FoundSeat | undefined, { centre }: SceneText): boolean {
  if (!seat) return false;
  const { bounds, extent } = seat.shape;
  const slack = 0.12 * extent;
  const grown = {
    left: bounds.left - slack,
    top: bounds.top - slack,
    right: bounds.right + slack,
    bottom: bounds.bottom + slack,
  };
  return holds(grown, centre);
}

/** By item, the seat that it is in; -1 for none. */
function ownersOf(items: readonly Item[], seats: readonly FoundSeat[]): Int32Array {
  const owner = new Int32Array(items.length).fill(-1);
  for (const [index, { item }] of seats.entries()) owner.fill(index, item.index, item.end);
  return owner;
}

/** Values that no keyword binds are read against those of the seats beside. */
function bindLoose(drafts: readonly SeatDraft[]): void {
  const by_parent = new Map<number, SeatDraft[]>();
  for (const draft of drafts) {
    const key = draft.row_group?.item.index ?? draft.found.item.parent;
    const siblings = by_parent.get(key);
    if (siblings) siblings.push(draft);
    else by_parent.set(key, [draft]);
  }
  for (const siblings of by_parent.values()) {
    const singles = new Set(siblings.flatMap((draft) => (looseOf(draft).length === 1 ? looseOf(draft) : [])));
    for (const draft of siblings) {
      const loose = looseOf(draft);
      const copied = loose.length === 2 && draft.row === undefined && singles.has(loose[0] ?? "");
      bind(draft, copied ? loose.slice(0, 1) : loose);
    }
    if (siblings.length > 1) varyingNumbers(siblings);
  }
}

function looseOf({ found }: SeatDraft): readonly string[] {
  return found.readings.find(({ loose }) => loose.length > 0)?.loose ?? [];
}

const COUNTING = /^[snpcr]$/;

function bind(draft: SeatDraft, loose: readonly string[]): void {
  const values = loose.length > 1 && COUNTING.test(loose[0] ?? "") ? loose.slice(1) : [...loose];
  if (draft.number === undefined) draft.number = values.pop();
  else if (values.at(-1) === draft.number) values.pop();
  if (draft.row === undefined) draft.row = values.pop();
  else if (values.at(-1) === draft.row) values.pop();
  const prefix = draft.found.readings.find((reading) => reading.prefix !== "")?.prefix;
  const placed = draft.sector !== undefined || draft.sector_group?.name !== undefined || draft.row_group !== undefined;
  if (draft.row !== undefined && !placed) {
    draft.sector = values.pop() ?? prefix;
  }
}

/**
 * In a row, the value that differs from seat to seat is the number: Figma calls the third seats of three rows 3, 3_2 and
 * 3_3, people call the seats of the third row 3-1, 3-2 and 3-3.
 */
function varyingNumbers(siblings: readonly SeatDraft[]): void {
  if (siblings.some(({ row_group }) => row_group === undefined)) return;
  const lists = siblings.map((draft) => {
    const said = draft.found.readings.find(({ number }) => number !== undefined)?.number;
    return said === undefined ? looseOf(draft) : [...looseOf(draft), said];
  });
  const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
  if (longest < 2 || siblings.some(({ number_is_loose }) => !number_is_loose)) return;
  for (let place = longest - 1; place >= 0; place -= 1) {
    const values = lists.map((list) => list[place]);
    if (values.includes(undefined) || new Set(values).size < values.length) continue;
    for (const [index, draft] of siblings.entries()) draft.number = values[index];
    return;
  }
}

/** A number on the seat is what is written on it; an id may only count elements. */
function takeWritten(draft: SeatDraft): void {
  for (const text of draft.written) {
    if (/^\d{1,4}[A-Za-z]?$/.test(text)) {
      if (draft.number === undefined || draft.number_is_loose) draft.number = text;
      return;
    }
    const reading = /^[\p{L}\p{N}][\p{L}\p{N} .-]{0,20}$/u.test(text) ? readName(text) : undefined;
    const [row, number] = reading?.loose ?? [];
    if (reading?.number === undefined && (row === undefined || number === undefined)) continue;
    draft.number ??= reading?.number ?? number;
    draft.row ??= reading?.row ?? row;
    return;
  }
}
