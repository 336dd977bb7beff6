// What the groups around seats are: rows, sectors, or only wrappers. A group that is called a row or sector is one. Of
// the others, those that hold seats in one line, as their siblings do, are rows; what else has a name that people gave
// and is no wrapper of everything is a sector.
import { type HallGroup, type HallGroups, sectorAround, type Taking } from "./hall-group.ts";
import { type HallSurvey, notUnderstood } from "./hall-survey.ts";
import { isLine } from "./line-fit.ts";
import { type FoundSeat, isGroup } from "./named-seats.ts";
import { dropRepeated, takeBoxes, takeNamesakes } from "./nested-names.ts";
import type { Item } from "./scene.ts";

/** At entry: seats are in the order of the file. Keys are indices of items. */
export function hallGroups(survey: HallSurvey, seats: readonly FoundSeat[]): HallGroups {
  const groups = holders(survey, seats);
  const inner = innerGroups(survey, groups);
  for (const group of groups.values()) declare(survey, group);
  for (const group of groups.values()) {
    const rows = (inner.get(group.item.index) ?? []).filter(({ kind }) => kind === "row");
    if (group.kind === "row" && rows.length > 1) {
      group.kind = "sector";
      group.name = survey.readings[group.item.index]?.label;
    }
  }
  for (const group of groups.values()) undouble(survey, groups, group);
  const taking = { survey, seats, inner };
  takeNamesakes(groups, taking);
  takeLines(groups, taking);
  for (const group of groups.values()) takeNamed(group, taking);
  for (const siblings of inner.values()) takeBlocks(siblings, taking);
  takeBoxes(groups, taking);
  dropRepeated(groups, taking);
  qualify(survey, groups);
  return groups;
}

/** Groups with seats in them, that are no seats themselves. */
function holders(survey: HallSurvey, seats: readonly FoundSeat[]): Map<number, HallGroup> {
  const groups = new Map<number, HallGroup>();
  let from = 0;
  let to = 0;
  let within = 0;
  const before = new Uint32Array(survey.scene.items.length + 1);
  for (const item of survey.scene.items) {
    while (to < seats.length && (seats[to]?.item.index ?? 0) < item.index) to += 1;
    before[item.index] = to;
  }
  before[survey.scene.items.length] = seats.length;
  for (const item of survey.scene.items) {
    from = before[item.index] ?? 0;
    const until = before[item.end] ?? 0;
    const seat = seats[from];
    if (seat?.item.index === item.index) within = item.end;
    if (item.index < within || !isGroup(item) || item.parent < 0) continue;
    if (until > from)
      groups.set(item.index, {
        item,
        from,
        to: until,
        kind: undefined,
        name: undefined,
        sector: undefined,
        guess: undefined,
      });
    else emptyGroup(survey, item);
  }
  return groups;
}

function emptyGroup(survey: HallSurvey, item: Item): void {
  const reading = survey.readings[item.index];
  if (survey.aside[item.index] === 1) return;
  if (reading?.kind === "row" || reading?.kind === "sector") {
    notUnderstood(survey, item, `called a ${reading.kind}, but no seat of it was found`);
  }
}

/** By group, those directly in it. */
function innerGroups({ scene }: HallSurvey, groups: HallGroups): Map<number, HallGroup[]> {
  const inner = new Map<number, HallGroup[]>();
  for (const group of groups.values()) {
    let parent = scene.items[group.item.parent];
    while (parent && parent.parent >= 0 && !groups.has(parent.index)) parent = scene.items[parent.parent];
    const key = parent?.index ?? 0;
    const siblings = inner.get(key);
    if (siblings) siblings.push(group);
    else inner.set(key, [group]);
  }
  return inner;
}

function declare({ readings }: HallSurvey, group: HallGroup): void {
  const reading = readings[group.item.index];
  if (reading?.kind === "row") {
    group.kind = "row";
    group.name =
      reading.row ?? reading.loose.at(-1) ?? (/^[\p{L}\p{N}]{1,2}$/u.test(reading.label) ? reading.label : undefined);
    group.sector = reading.sector ?? (reading.row === undefined ? reading.loose.at(-2) : undefined);
  } else if (reading?.kind === "sector") {
    group.kind = "sector";
    group.name = reading.sector ?? (reading.label === "" ? undefined : reading.label);
  }
}

/** A nameless row in a row of the same seats is that row: what a use repeats stands in the use. */
function undouble({ scene }: HallSurvey, groups: Map<number, HallGroup>, group: HallGroup): void {
  if (group.kind !== "row" || group.name !== undefined) return;
  for (let parent = scene.items[group.item.parent]; parent; parent = scene.items[parent.parent]) {
    const outer = groups.get(parent.index);
    if (!outer || outer.from !== group.from || outer.to !== group.to) return;
    if (outer.kind === "row") groups.delete(group.item.index);
  }
}

const MOSTLY = 0.7;

/** The innermost groups of one parent are rows together or not at all. */
function takeLines(groups: HallGroups, taking: Taking): void {
  const { survey, seats, inner } = taking;
  for (const siblings of inner.values()) {
    const leaves = siblings.filter(({ item, kind }) => kind === undefined && !inner.has(item.index));
    const shapes = leaves.map(({ from, to }) => isLine(seats.slice(from, to).map(({ shape }) => shape.centre)));
    const lines = shapes.filter((line) => line === true).length;
    const heaps = shapes.filter((line) => line === false).length;
    const declared = siblings.some(({ kind }) => kind === "row");
    for (const [index, group] of leaves.entries()) {
      const { label, loose, prefix, wrapper, row } = survey.readings[group.item.index] ?? {
        label: "",
        loose: [],
        prefix: "",
        wrapper: false,
        row: undefined,
      };
      const short = loose.length > 0 && prefix === "";
      const own = shapes[index];
      const together = lines >= MOSTLY * (lines + heaps) && (lines > 0 || (heaps === 0 && short && leaves.length > 1));
      if (own === false || !(declared || together) || (label !== "" && !short && row === undefined)) continue;
      if (wrapper && !short) continue;
      if (leaves.length === 1 && siblings.length === 1 && group.to - group.from === seats.length && !short) continue;
      group.kind = "row";
      group.name = row ?? loose.at(-1);
      group.sector = loose.length > 1 ? loose.at(-2) : undefined;
      group.guess = label === "" ? "its seats stand in one line" : "its name and the line of its seats";
    }
  }
  for (const group of groups.values()) {
    const within = inner.get(group.item.index) ?? [];
    if (group.kind === "row" && group.guess !== undefined && within.length > 0) group.kind = undefined;
  }
}

function takeNamed(group: HallGroup, { survey, seats }: Taking): void {
  if (group.kind !== undefined) return;
  const reading = survey.readings[group.item.index];
  if (!reading?.named || reading.wrapper || reading.accessible || reading.kind === "aside") return;
  const { prefix, label } = reading;
  const whole = group.to - group.from === seats.length;
  if (label === "" || (whole && prefix === "" && !/\p{L}{3}/u.test(label))) return;
  group.kind = "sector";
  group.name = label;
  group.guess = "the name of a group with seats in it";
}

const BLOCK_MIN = 6;

/** Nameless groups beside each other, each of several rows or of a heap of seats, are sectors. */
function takeBlocks(siblings: readonly HallGroup[], { seats, inner }: Taking): void {
  const blocks = siblings.filter((group) => {
    const { item, from, to, kind } = group;
    if (kind !== undefined) return false;
    const rows = (inner.get(item.index) ?? []).filter((one) => one.kind === "row");
    if (rows.length > 1) return true;
    const centres = seats.slice(from, to).map(({ shape }) => shape.centre);
    return rows.length === 0 && centres.length >= BLOCK_MIN && isLine(centres) === false;
  });
  if (blocks.length < 2) return;
  for (const group of blocks) {
    group.kind = "sector";
    group.guess = "a group beside others of its kind";
  }
}

/** Sectors of one name in different sectors are told apart by those. */
function qualify({ scene }: HallSurvey, groups: HallGroups): void {
  const by_name = new Map<string, HallGroup[]>();
  for (const group of groups.values()) {
    if (group.kind !== "sector" || group.name === undefined) continue;
    const alike = by_name.get(group.name);
    if (alike) alike.push(group);
    else by_name.set(group.name, [group]);
  }
  const outer_names = new Map<HallGroup, string | undefined>();
  for (const alike of by_name.values()) {
    if (alike.length < 2) continue;
    for (const group of alike) outer_names.set(group, sectorAround(scene.items, groups, group)?.name);
  }
  for (const [group, outer] of outer_names) {
    if (outer !== undefined && outer !== group.name) group.name = `${outer} ${group.name}`;
  }
}
