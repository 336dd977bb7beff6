// Points in cells of a grid, to find those near a place without looking at all.
import type { Point } from "./matrix.ts";

/** Of one cell: thousands of shapes on one spot are no seats, and looking at each from each would never end. */
const MEMBERS_MAX = 64;

export type SpatialGrid = { readonly cell: number; readonly cells: ReadonlyMap<number, readonly number[]> };

export function spatialGrid(points: readonly Point[], cell: number): SpatialGrid {
  const size = cell > 0 && Number.isFinite(cell) ? cell : 1;
  const cells = new Map<number, number[]>();
  for (const [index, { x, y }] of points.entries()) {
    const key = cellKey(Math.floor(x / size), Math.floor(y / size));
    const members = cells.get(key);
    if (members && members.length < MEMBERS_MAX) members.push(index);
    else if (!members) cells.set(key, [index]);
  }
  return { cell: size, cells };
}

const COLUMNS = 2 ** 26;

/** Far out two cells may share a key: then what is nearby is more than it need be, and never less. */
function cellKey(column: number, line: number): number {
  return column * COLUMNS + line;
}

const RINGS_MAX = 12;

/** Every index in cells that a circle touches, and perhaps some outside it. A radius of many cells is cut. */
export function nearby({ cell, cells }: SpatialGrid, { x, y }: Point, radius: number): number[] {
  const rings = Math.min(RINGS_MAX, Math.ceil(radius / cell));
  const column = Math.floor(x / cell);
  const line = Math.floor(y / cell);
  const found: number[] = [];
  for (let across = column - rings; across <= column + rings; across += 1) {
    for (let down = line - rings; down <= line + rings; down += 1) {
      const members = cells.get(cellKey(across, down));
      if (members) found.push(...members);
    }
  }
  return found;
}

export function distance(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** By point, how far its nearest neighbour is; infinite for one that is alone within some cells. */
export function nearestDistances(points: readonly Point[], cell: number): number[] {
  const grid = spatialGrid(points, cell);
  return points.map((point, index) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (const radius of [cell, 4 * cell]) {
      for (const other of nearby(grid, point, radius)) {
        const there = points[other];
        if (other !== index && there) nearest = Math.min(nearest, distance(point, there));
      }
      if (nearest <= radius) break;
    }
    return nearest;
  });
}

export function median(values: readonly number[]): number {
  const ordered = values.toSorted((one, other) => one - other);
  return ordered[Math.floor((ordered.length - 1) / 2)] ?? 0;
}
