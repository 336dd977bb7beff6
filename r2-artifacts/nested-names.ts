// Groups that only the names around them explain: balcony-2 in Balcony is a row of it, Box 3 beside Box 4 in Boxes left
// stands in a row's place, and what a use repeats under a name of its own is that and not twice a sector.
import { type HallGroup, type HallGroups, sectorAround, type Taking } from "./hall-group.ts";
import { isLine } from "./line-fit.ts";
import type { FoundSeat } from "./named-seats.ts";
import { nameBeyond, sameName } from "./same-name.ts";

const ROW_NAME = /^(?:\p{L}{1,2}|\d{1,3}|\p{L}\d{1,2})$/u;

/** A group of one line whose name is that of a group around it and a row's. */
export function takeNamesakes(groups: HallGroups, { survey, seats, inner }: Taking): void {
  for (const group of groups.values()) {
    const { item, from, to, kind } = group;
    const reading = survey.readings[item.index];
    if (!reading || kind === "row" || inner.has(item.index) || /class|data/.test(reading.kind_rests_on)) continue;
    const name = nameInside(survey, group);
    if (name === undefined || !ROW_NAME.test(name)) continue;
    if (isLine(seats.slice(from, to).map(({ shape }) => shape.centre)) === false) continue;
    group.kind = "row";
    group.name = name;
    group.guess = "its name, that of the group around it, and the line of its seats";
  }
}

function nameInside({ scene, readings }: Taking["survey"], { item }: HallGroup): string | undefined {
  const label = readings[item.index]?.label ?? "";
  for (let parent = scene.items[item.parent]; parent; parent = scene.items[parent.parent]) {
    const outer = readings[parent.index];
    if (!outer?.named || outer.label === "") continue;
    return nameBeyond(label, outer.label) ?? nameBeyond(label, outer.sector ?? "");
  }
  return undefined;
}

const BOX_MAX = 12;
const BOXES_MIN = 2;

/** Small sectors that are all there is in a sector with a name are its boxes: each is a row of it, under its whole name. */
export function takeBoxes(groups: HallGroups, { survey, seats, inner }: Taking): void {
  for (const outer of groups.values()) {
    const boxes = inner.get(outer.item.index) ?? [];
    const reading = survey.readings[outer.item.index];
    if (outer.kind !== "sector" || outer.name === undefined || reading?.wrapper || boxes.length < BOXES_MIN) continue;
    const small = boxes.every(
      ({ item, from, to, kind, name }) =>
        kind === "sector" &&
        name !== undefined &&
        to - from <= BOX_MAX &&
        !inner.has(item.index) &&
        new Set(seats.slice(from, to).flatMap(rowSaid)).size <= 1,
    );
    if (!small) continue;
    for (const box of boxes) {
      box.kind = "row";
      box.guess = "a small sector in a sector: a box";
    }
  }
}

function rowSaid({ readings }: FoundSeat): string[] {
  const row = readings.find((reading) => reading.row !== undefined)?.row;
  const value = row ?? readings.find(({ loose }) => loose.length > 0)?.loose.at(-2);
  return value === undefined ? [] : [value];
}

/** The name of a use goes before that of what it repeats, when both hold the same seats. */
export function dropRepeated(groups: Map<number, HallGroup>, { survey }: Taking): void {
  for (const [index, group] of groups) {
    if (group.kind !== "sector" || group.item.through === undefined) continue;
    const outer = sectorAround(survey.scene.items, groups, group);
    const same = outer?.from === group.from && outer.to === group.to;
    if (same && outer.item.index === group.item.through && outer.name !== undefined) groups.delete(index);
  }
}

/**
 * The sector that a seat says it is in, as the groups around it write it: more fully (Balcony in Balcony left), or less,
 * where the rest is its row's (Logen links Loge in Loge 3 of Logen links).
 */
export function placedSector(said: string, sector: HallGroup | undefined, row: HallGroup | undefined): string {
  if (sector?.name === undefined) return said;
  if (sameName(said, sector.name) || nameBeyond(sector.name, said) !== undefined) return sector.name;
  const rest = nameBeyond(said, sector.name) ?? said;
  return row?.name !== undefined && nameBeyond(row.name, rest) !== undefined ? sector.name : said;
}
