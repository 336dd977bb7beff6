// Shapes that are too few, too large or too small to be seats by themselves. Those of about a seat's size that have a
// name and stand in the groups in which seats stand are seats drawn another way: a square for a wheelchair.
import type { HallSurvey } from "./hall-survey.ts";
import type { FoundSeat } from "./named-seats.ts";
import type { Item } from "./scene.ts";
import { distance, median, nearby, spatialGrid } from "./spatial-grid.ts";

type Stray = {
  readonly among: readonly Item[];
  /** Those of them that should be heard of: many of one size, or of a seat's. */
  readonly others: readonly Item[];
};

type Taken = {
  readonly taken: readonly FoundSeat[];
  /** Of most of them. */
  readonly size: number;
};

const HEARD_FROM = 3;

/** At entry: each of the classes is of shapes of one size. */
export function straysAmong(
  survey: HallSurvey,
  classes: readonly (readonly Item[])[],
  { taken, size }: Taken,
): readonly Stray[] {
  const parents = new Set(taken.map(({ item }) => item.parent));
  const points = taken.map(({ shape }) => shape.centre);
  const grid = spatialGrid(points, Math.max(size, 1e-9));
  const isAnother = (item: Item): boolean => {
    const { shape, parent } = item;
    if (!shape || !parents.has(parent) || valuesOf(survey, [item]) === 0) return false;
    return !nearby(grid, shape.centre, size).some((index) => {
      const point = points[index];
      return point !== undefined && distance(point, shape.centre) < size / 2;
    });
  };
  return classes.map((members) => {
    const alike = isNearly(members[0], size);
    const among = new Set(alike ? members.filter(isAnother) : []);
    const others = members.filter((item) => !among.has(item));
    return { among: [...among], others: alike || others.length >= HEARD_FROM ? others : [] };
  });
}

function isNearly(item: Item | undefined, size: number): boolean {
  const ratio = (item?.shape?.extent ?? 0) / size;
  return ratio > 0.5 && ratio < 2;
}

/** How many values the names of most have: two where they say row and seat. */
export function valuesOf({ readings }: HallSurvey, members: readonly Item[]): number {
  return median(
    members.map(({ index }) => {
      const { loose = [], row, number } = readings[index] ?? {};
      return loose.length + (row === undefined ? 0 : 1) + (number === undefined ? 0 : 1);
    }),
  );
}
