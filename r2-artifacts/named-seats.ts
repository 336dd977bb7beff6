// Seats that are called seats. A group is one when its shapes lie on each other (a seat, its back, its number); when they
// lie beside each other it only holds seats, whatever its class says.
import { type ElementReading, SILENT } from "./element-reading.ts";
import { type HallSurvey, notUnderstood } from "./hall-survey.ts";
import type { Item } from "./scene.ts";
import type { Shape } from "./shape-outline.ts";
import { distance, nearby, spatialGrid } from "./spatial-grid.ts";

export type FoundSeat = {
  /** The element that stands for the seat, and the shape of it that is largest. */
  readonly item: Item;
  readonly shape_item: Item;
  readonly shape: Shape;
  /** Of the element, then of what is in it. */
  readonly readings: readonly ElementReading[];
  /** For seats that nothing calls so: why they were taken for some. */
  readonly guess: string | undefined;
};

const GROUPS: ReadonlySet<string> = new Set(["g", "svg", "use"]);

export function isGroup({ element }: Item): boolean {
  return GROUPS.has(element.name);
}

export function namedSeats(survey: HallSurvey): FoundSeat[] {
  const { scene, readings, aside } = survey;
  const found: FoundSeat[] = [];
  let taken_to = 0;
  let samples = 0;
  for (const item of scene.items) {
    if (item.index < taken_to || readings[item.index]?.kind !== "seat" || item.element.name === "text") continue;
    if (aside[item.index] === 1) {
      samples += 1;
      if (samples <= SAMPLES_SAID) notUnderstood(survey, item, "a seat in a legend or beside the hall");
      continue;
    }
    const seat = seatOf(survey, item);
    if (!seat) continue;
    found.push(seat);
    taken_to = item.end;
  }
  return withoutDoubles(survey, found);
}

const SAMPLES_SAID = 20;

function seatOf(survey: HallSurvey, item: Item): FoundSeat | undefined {
  const { scene, readings } = survey;
  const shapes = scene.items.slice(item.index, item.end).filter(({ shape }) => shape && shape.extent > 0);
  const largest = largestOf(shapes);
  if (!largest?.shape) {
    if (item.end - item.index > 1 || item.element.name !== "g")
      notUnderstood(survey, item, "called a seat, but nothing of it is seen");
    return undefined;
  }
  if (isGroup(item) && !liesOn(shapes, largest.shape)) return undefined;
  return {
    item,
    shape_item: largest,
    shape: largest.shape,
    readings: readingsWithin(readings, item, largest),
    guess: undefined,
  };
}

/** Of the element, the groups in it and its shape. Of other pieces only whether they say that it is accessible. */
export function readingsWithin(readings: readonly ElementReading[], item: Item, shape: Item): ElementReading[] {
  return readings.slice(item.index, item.end).flatMap((reading, place) => {
    const own = place === 0 || item.index + place === shape.index;
    if (own && (reading.kind_rests_on !== "" || reading.named)) return [reading];
    return reading.accessible ? [{ ...SILENT, accessible: true }] : [];
  });
}

export function largestOf(items: readonly Item[]): Item | undefined {
  return items.reduce<Item | undefined>(
    (most, item) => ((item.shape?.extent ?? 0) > (most?.shape?.extent ?? 0) ? item : most),
    undefined,
  );
}

/** Whether all shapes have their middles on the largest or close to it. */
export function liesOn(shapes: readonly Item[], { bounds, extent }: Shape): boolean {
  const slack = 0.3 * extent;
  return shapes.every(
    ({ shape }) =>
      !shape ||
      (shape.centre.x >= bounds.left - slack &&
        shape.centre.x <= bounds.right + slack &&
        shape.centre.y >= bounds.top - slack &&
        shape.centre.y <= bounds.bottom + slack),
  );
}

/** Two seats on one spot are one seat drawn twice. The one that says more of itself stays, the first of equals. */
function withoutDoubles(survey: HallSurvey, found: readonly FoundSeat[]): FoundSeat[] {
  const points = found.map(({ shape }) => shape.centre);
  const typical = found[Math.floor(found.length / 2)]?.shape.extent ?? 1;
  const grid = spatialGrid(points, typical);
  const dropped = new Set<number>();
  for (const [index, seat] of found.entries()) {
    if (dropped.has(index)) continue;
    for (const other of nearby(grid, seat.shape.centre, typical * 0.25)) {
      const twin = found[other];
      if (other <= index || !twin || dropped.has(other)) continue;
      if (distance(twin.shape.centre, seat.shape.centre) > 0.25 * Math.min(twin.shape.extent, seat.shape.extent))
        continue;
      dropped.add(said(twin) > said(seat) ? index : other);
    }
  }
  for (const index of dropped) {
    const seat = found[index];
    if (seat) notUnderstood(survey, seat.item, "drawn where another seat is");
  }
  return found.filter((_, index) => !dropped.has(index));
}

function said({ readings }: FoundSeat): number {
  return readings.reduce(
    (sum, { row, number, sector, loose }) =>
      sum +
      (row === undefined ? 0 : 2) +
      (number === undefined ? 0 : 2) +
      (sector === undefined ? 0 : 1) +
      loose.length,
    0,
  );
}
