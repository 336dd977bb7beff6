// A scene with what its elements say of themselves, and which of them stand beside the hall: stages, legends, labels.
import { type ElementReading, readElement } from "./element-reading.ts";
import { nameReader, plain } from "./name-reading.ts";
import type { NotUnderstood } from "./normalised.ts";
import { nameBeyond } from "./same-name.ts";
import { type Item, placeOf, type Scene } from "./scene.ts";
import type { Element } from "./xml.ts";

export type HallSurvey = {
  readonly scene: Scene;
  /** By item. */
  readonly readings: readonly ElementReading[];
  /** By item: 1 for what is drawn beside the seats. */
  readonly aside: Uint8Array;
  readonly unknown: NotUnderstood[];
};

export function surveyHall(scene: Scene): HallSurvey {
  const read = nameReader();
  const by_element = new Map<Element, ElementReading>();
  const reading = (element: Element): ElementReading => {
    const known = by_element.get(element);
    if (known) return known;
    const made = readElement(element, read);
    by_element.set(element, made);
    return made;
  };
  const readings = scene.items.map(({ element }) => {
    const own = reading(element);
    const target = element.name === "use" ? scene.by_id.get((element.attributes["href"] ?? "").slice(1)) : undefined;
    return target ? ofRepeated(own, reading(target)) : own;
  });
  numberMembers(scene.items, readings);
  const survey = { scene, readings, aside: new Uint8Array(scene.items.length), unknown: [] };
  markAside(survey);
  forgetTree(scene);
  return survey;
}

/** A shape that is called as the groups around it are and then by a number is no sector: Direktion/2 in Direktion. */
function numberMembers(items: readonly Item[], readings: ElementReading[]): void {
  for (const { index, parent, shape } of items) {
    const reading = readings[index];
    if (!shape || reading?.kind !== "sector" || reading.loose.length > 0 || reading.number !== undefined) continue;
    if (reading.kind_rests_on !== "its id" && reading.kind_rests_on !== "its label") continue;
    const outer: string[] = [];
    for (let at = items[parent]; at; at = items[at.parent]) {
      const around = readings[at.index];
      if (around?.named && around.label !== "") outer.unshift(around.label);
    }
    const number = outer.reduce((name, label) => nameBeyond(name, label) ?? name, reading.label);
    if (number !== reading.label && /^\d{1,4}$/.test(number)) {
      readings[index] = { ...reading, kind: undefined, kind_rests_on: "", sector: undefined, loose: [plain(number)] };
    }
  }
}

/** The tree is half of what normalising holds, and is not looked at again: in a large hall that is 30 MB. */
function forgetTree({ items, by_id }: Scene): void {
  const bare = new Map<Element, Element>();
  for (const item of items) {
    const { element } = item;
    const { id } = element.attributes;
    const left = bare.get(element) ?? { name: element.name, attributes: id === undefined ? {} : { id }, contents: [] };
    if (item.through !== undefined) bare.set(element, left);
    item.element = left;
  }
  by_id.clear();
}

/** What is repeated says what kind of thing it is; which one it is, only the use can say. */
function ofRepeated(own: ElementReading, target: ElementReading): ElementReading {
  const kind = own.kind ?? (target.kind === "seat" || target.kind === "row" ? target.kind : undefined);
  return {
    ...own,
    kind,
    kind_rests_on: own.kind === undefined && kind !== undefined ? "what it repeats" : own.kind_rests_on,
    accessible: own.accessible || target.accessible,
  };
}

/** An aside with most of the drawing in it is none: editors call their canvas a stage. */
function markAside({ scene, readings, aside }: HallSurvey): void {
  const { items } = scene;
  const seats_before = countsBefore(items, ({ index }) => readings[index]?.kind === "seat");
  const shapes_before = countsBefore(items, ({ shape }) => shape !== undefined && shape.extent > 0);
  const seats = seats_before.at(-1) ?? 0;
  const shapes = shapes_before.at(-1) ?? 0;
  for (const { index, end, parent } of items) {
    const kind = readings[index]?.kind;
    if (aside[parent] === 1) aside[index] = 1;
    if (kind !== "aside" && kind !== "sample") continue;
    const seats_within = (seats_before[end] ?? 0) - (seats_before[index] ?? 0);
    const shapes_within = (shapes_before[end] ?? 0) - (shapes_before[index] ?? 0);
    const most = kind === "sample" ? seats_within * 2 > seats : seats_within > 0 && seats_within * 10 > seats;
    if (!most && !(seats === 0 && shapes_within * 2 > shapes && shapes_within > 8)) aside[index] = 1;
  }
}

function countsBefore(items: readonly Item[], counts: (item: Item) => boolean): Uint32Array {
  const before = new Uint32Array(items.length + 1);
  for (const item of items) before[item.index + 1] = (before[item.index] ?? 0) + (counts(item) ? 1 : 0);
  return before;
}

/** The id that an item goes by: its own where no other has it, else one made of its place. */
export function elementId({ scene }: Pick<HallSurvey, "scene">, { element, index, through }: Item): string {
  const { id } = element.attributes;
  const own = id !== undefined && !scene.repeated_ids.has(id) ? id : madeId(placeOf(scene.items, index));
  const repeating = through === undefined ? undefined : scene.items[through];
  return repeating ? `${elementId({ scene }, repeating)}~${own}` : own;
}

export function madeId(place: string): string {
  return `at-${place.replaceAll("~", "_")}`;
}

export function notUnderstood(survey: HallSurvey, item: Item, reason: string): void {
  survey.unknown.push({
    element_id: elementId(survey, item),
    place: placeOf(survey.scene.items, item.index),
    reason,
    count: 1,
  });
}
