// Seats that nothing calls so. A hall is many small shapes of one size, none on another, each near the next; a legend
// is a few of them with words beside; a number drawn as a path lies on its seat. What is taken is a guess and is said
// to be one; what is like it and is not taken is reported.
import { type HallSurvey, notUnderstood } from "./hall-survey.ts";
import { type FoundSeat, isGroup, liesOn, readingsWithin } from "./named-seats.ts";
import type { Item } from "./scene.ts";
import { components, sizeClasses, withoutParts } from "./shape-classes.ts";
import { distance, median, nearby, nearestDistances, spatialGrid } from "./spatial-grid.ts";
import { straysAmong, valuesOf } from "./stray-shapes.ts";

const SLENDER = 3.2;

export function lookAlikes(survey: HallSurvey, named: readonly FoundSeat[]): FoundSeat[] {
  const candidates = candidateItems(survey, named);
  const classes = sizeClasses(candidates);
  if (named.length > 0) return besideNamed(survey, named, candidates);
  const whole = withoutParts(classes);
  const main = whole
    .filter((members) => members.length >= CLASS_MIN && isSpread(members))
    .reduce<readonly Item[]>((most, members) => (weight(survey, members) > weight(survey, most) ? members : most), []);
  const taken: FoundSeat[] = [];
  const strays: (readonly Item[])[] = [];
  for (const members of whole) {
    const kin = members === main || isKin(survey, members, main);
    if (!kin) strays.push(members);
    for (const seat of kin ? taking(survey, members) : []) taken.push(seat);
  }
  for (const { among, others } of straysAmong(survey, strays, { taken, size: main[0]?.shape?.extent ?? 0 })) {
    for (const item of among) taken.push(...seatAround(survey, item, new Set([item.index])));
    if (others.length > 0) report(survey, others, "shapes of one size that are no seats by their size or place");
  }
  return taken.sort((one, other) => one.item.index - other.item.index);
}

const CLASS_MIN = 3;
const SCALE_MAX = 5;

/** Of another size, and seats all the same: about as large and as close, or named as seats are, in a part drawn to another scale. */
function isKin(survey: HallSurvey, members: readonly Item[], main: readonly Item[]): boolean {
  const ratio = (members[0]?.shape?.extent ?? 0) / (main[0]?.shape?.extent ?? 0);
  if (!(ratio > 1 / SCALE_MAX && ratio < SCALE_MAX) || !isSpread(members)) return false;
  if (ratio > 0.5 && ratio < 2 && isAmong(survey, members, main)) return true;
  const values = valuesOf(survey, main);
  return members.length >= CLASS_MIN && values > 1 && members.every((item) => valuesOf(survey, [item]) >= values);
}

function weight({ readings }: HallSurvey, members: readonly Item[]): number {
  return members.reduce((sum, { index }) => sum + ((readings[index]?.loose.length ?? 0) > 0 ? 2 : 1), 0);
}

/** Shapes that could be seats: not beside the hall, not in a seat, of some breadth, not called something else. */
function candidateItems({ scene, readings, aside }: HallSurvey, named: readonly FoundSeat[]): Item[] {
  const taken = new Uint8Array(scene.items.length);
  for (const { item } of named) taken.fill(1, item.index, item.end);
  const { width, height } = scene.view;
  const largest = Math.hypot(width, height) / 4;
  return scene.items.filter((item) => {
    const { index, shape, element } = item;
    const reading = readings[index];
    if (!shape || shape.extent <= 0 || shape.extent > largest || shape.slenderness > SLENDER) return false;
    if (taken[index] === 1 || aside[index] === 1 || element.name === "image") return false;
    const { kind, kind_rests_on, number, loose } = reading ?? {};
    const other = (kind === "row" || kind === "sector") && number === undefined && loose?.length === 0;
    return !(other && kind_rests_on !== "its class") && kind !== "part";
  });
}

/** Where some seats are named, those of their size that stand in their groups, or in rows of their own, are seats too. */
function besideNamed(survey: HallSurvey, named: readonly FoundSeat[], candidates: readonly Item[]): FoundSeat[] {
  const sizes = sizeClasses(named.map(({ shape_item }) => shape_item)).map((members) => members[0]?.shape?.extent ?? 0);
  const points = named.map(({ shape }) => shape.centre);
  const pitch = median(
    nearestDistances(points, 2 * median(named.map(({ shape }) => shape.extent))).filter(Number.isFinite),
  );
  const kinds = new Set(named.map(({ shape }) => shape.kind));
  const grid = spatialGrid(points, Math.max(pitch, 1e-9));
  const hasNamed = ({ shape }: Item, reach: number): boolean =>
    shape !== undefined &&
    nearby(grid, shape.centre, reach).some((index) => {
      const point = points[index];
      return point !== undefined && distance(point, shape.centre) < reach;
    });
  const alike = candidates.filter(
    (item) =>
      item.shape !== undefined &&
      kinds.has(item.shape.kind) &&
      sizes.some((size) => (item.shape?.extent ?? 0) > size * 0.85 && (item.shape?.extent ?? 0) < size * 1.18) &&
      !hasNamed(item, item.shape.extent * 0.6),
  );
  const taken: FoundSeat[] = [];
  for (const group of components(alike, Math.max(pitch, 1e-9) * 1.8)) {
    const near = group.some((item) => hasNamed(item, pitch * 1.4));
    const is_taken = near || group.length >= GROUP_MIN;
    for (const seat of is_taken ? taking(survey, group) : []) taken.push(seat);
    if (!is_taken) report(survey, group, "a shape like a seat, not among seats and not called one");
  }
  return taken;
}

const GROUP_MIN = 5;

function report(survey: HallSurvey, members: readonly Item[], reason: string): void {
  const first = members[0];
  if (!first) return;
  notUnderstood(survey, first, reason);
  const said = survey.unknown.pop();
  if (said) survey.unknown.push({ ...said, count: members.length });
}

/** None lies on another, as seats do not. */
function isSpread(members: readonly Item[]): boolean {
  const size = members[0]?.shape?.extent ?? 0;
  const near = nearestDistances(centres(members), size * 2);
  return median(near) >= size * 0.75;
}

function centres(members: readonly Item[]): { readonly x: number; readonly y: number }[] {
  return members.flatMap(({ shape }) => (shape ? [shape.centre] : []));
}

/** Another size of seat stands as close as seats do, in some number; pillars and tables stand apart. */
function isAmong({ readings }: HallSurvey, members: readonly Item[], main: readonly Item[]): boolean {
  if (members.every(({ index }) => (readings[index]?.loose.length ?? 0) > 0) && members.length >= CLASS_MIN)
    return true;
  const pitch = (some: readonly Item[]): number =>
    median(nearestDistances(centres(some), (some[0]?.shape?.extent ?? 1) * 2));
  return members.length >= CLASS_MIN && pitch(members) < pitch(main) * 1.9;
}

/** Those of one size that stand as a hall does; a few apart with words beside each are a legend. */
function taking(survey: HallSurvey, members: readonly Item[]): FoundSeat[] {
  const pitch = median(
    nearestDistances(centres(members), (members[0]?.shape?.extent ?? 1) * 2).filter(Number.isFinite),
  );
  const alike = new Set(members.map(({ index }) => index));
  const found: FoundSeat[] = [];
  const values = valuesOf(survey, members);
  let small = 0;
  for (const group of components(members, Math.max(pitch, members[0]?.shape?.extent ?? 1) * 2.6)) {
    if (group.length <= LEGEND_MAX) small += 1;
    const few = group.length <= LEGEND_MAX && small <= SMALL_MAX && members.length > group.length;
    if (few && isLegend(survey, group)) {
      report(survey, group, "shapes with words beside them: a legend");
    } else if (group.length === 1 && members.length > LEGEND_MAX && !isInNamedGroup(survey, group[0], values)) {
      report(survey, group, "a shape like a seat that stands alone");
    } else for (const item of group) found.push(...seatAround(survey, item, alike));
  }
  return found;
}

const LEGEND_MAX = 8;
/** Each is held against all texts; a drawing of more heaps than these is no hall with a legend. */
const SMALL_MAX = 300;

/** Or named as fully as those of its size are: a spotlight-2 is no seat where seats are called A-12. */
function isInNamedGroup(survey: HallSurvey, item: Item | undefined, values: number): boolean {
  if (!item) return false;
  const said = valuesOf(survey, [item]);
  if (said > 0 && said >= values) return true;
  const { scene, readings } = survey;
  const parent = readings[scene.items[item.parent]?.index ?? -1];
  return parent?.kind === "row" || (parent !== undefined && parent.named && !parent.wrapper);
}

function isLegend({ scene }: HallSurvey, group: readonly Item[]): boolean {
  const words = scene.texts.filter(({ text }) => /\p{L}{3}/u.test(text));
  const explained = group.filter(({ shape }) =>
    words.some(({ centre, text, height }) => {
      if (!shape || Math.abs(centre.y - shape.centre.y) > shape.extent) return false;
      const start = centre.x - 0.275 * height * text.length;
      return start > shape.centre.x && start - shape.bounds.right < 2.5 * shape.extent;
    }),
  );
  return explained.length * 2 > group.length;
}

/** The group around a shape stands for the seat when it holds nothing else and has more to say. */
function seatAround({ scene, readings }: HallSurvey, item: Item, alike: ReadonlySet<number>): FoundSeat[] {
  const { shape } = item;
  if (!shape) return [];
  let outer = item;
  for (
    let parent = scene.items[item.parent];
    parent && isGroup(parent) && parent.parent >= 0;
    parent = scene.items[parent.parent]
  ) {
    const within = scene.items.slice(parent.index, Math.min(parent.end, parent.index + 40));
    const seats = within.filter(({ index }) => alike.has(index)).length;
    const shapes = within.filter((one) => one.shape && one.shape.extent > 0);
    const reading = readings[parent.index];
    if (parent.end - parent.index > 40 || seats !== 1 || !liesOn(shapes, shape)) break;
    if (reading?.kind === "row" || reading?.kind === "sector" || isLoneOfRow(scene.items, parent, alike)) break;
    outer = parent;
  }
  const element = speaking(scene.items, outer, item);
  const around = outer === element ? [] : readingsWithin(readings, outer, item);
  const inner = [...around, ...readingsWithin(readings, element, item)];
  const own = inner.some(({ loose, number, row }) => loose.length > 0 || number !== undefined || row !== undefined);
  const guess = own ? "its size, its place and its name" : "its size and its place among others";
  return [{ item: element, shape_item: item, shape, readings: inner, guess }];
}

/** Beside groups of several seats, a group of one is a row of one. */
function isLoneOfRow(items: readonly Item[], group: Item, alike: ReadonlySet<number>): boolean {
  let several = 0;
  let single = 0;
  const parent = items[group.parent];
  if (!parent) return false;
  for (let at = parent.index + 1; at < parent.end && single + several < 40; at = items[at]?.end ?? parent.end) {
    const sibling = items[at];
    if (!sibling || !isGroup(sibling)) continue;
    const seats = items.slice(at, Math.min(sibling.end, at + 40)).filter(({ index }) => alike.has(index)).length;
    if (seats > 1) several += 1;
    if (seats === 1) single += 1;
  }
  return several >= single && several > 0;
}

/** Of the wrappers of one seat, the outermost that has an id, else the shape. */
function speaking(items: readonly Item[], outer: Item, item: Item): Item {
  for (let at: Item | undefined = outer; at && at.index < item.index; at = items[at.index + 1]) {
    if (at.element.attributes["id"] !== undefined) return at;
  }
  return item.element.attributes["id"] === undefined && outer.index < item.index ? outer : item;
}
