// Rows as chains from neighbour to neighbour, for rows that bend as they like: the shortest links first, no seat with
// more than two, no sharp turn.
import type { Point } from "./matrix.ts";
import { distance, nearby, spatialGrid } from "./spatial-grid.ts";

const REACH = 1.9;
/** The cosine of the sharpest turn. */
const TURN = Math.cos((40 * Math.PI) / 180);

export function chainRows(points: readonly Point[], pitch: number): number[][] {
  const next = points.map((): number[] => []);
  const chain = points.map((_, index) => index);
  const root = (index: number): number => {
    let at = index;
    while (chain[at] !== at) {
      chain[at] = chain[chain[at] ?? at] ?? at;
      at = chain[at] ?? at;
    }
    return at;
  };
  for (const { one, other } of pairs(points, pitch * REACH)) {
    if (
      root(one) === root(other) ||
      !straightOn(points, next, { one, other }) ||
      !straightOn(points, next, { one: other, other: one })
    )
      continue;
    next[one]?.push(other);
    next[other]?.push(one);
    chain[root(one)] = root(other);
  }
  const rows = new Map<number, number[]>();
  for (const index of points.keys()) {
    const row = rows.get(root(index));
    if (row) row.push(index);
    else rows.set(root(index), [index]);
  }
  return [...rows.values()];
}

type Pair = { readonly one: number; readonly other: number };

function pairs(points: readonly Point[], reach: number): Pair[] {
  const grid = spatialGrid(points, reach);
  return [...points.entries()]
    .flatMap(([one, point]) =>
      nearby(grid, point, reach).flatMap((other) => {
        const there = points[other];
        const far = there ? distance(point, there) : reach;
        return other > one && far < reach ? [{ one, other, far }] : [];
      }),
    )
    .sort((first, second) => first.far - second.far);
}

/** Whether `one` may be linked to `other`: it has a free end, and goes on about as it came. */
function straightOn(points: readonly Point[], next: readonly (readonly number[])[], { one, other }: Pair): boolean {
  const linked = next[one] ?? [];
  if (linked.length === 0) return true;
  if (linked.length > 1) return false;
  const here = points[one];
  const there = points[other];
  const before = points[linked[0] ?? one];
  if (!here || !there || !before) return false;
  const into = { x: here.x - before.x, y: here.y - before.y };
  const out = { x: there.x - here.x, y: there.y - here.y };
  return into.x * out.x + into.y * out.y > TURN * Math.hypot(into.x, into.y) * Math.hypot(out.x, out.y);
}
