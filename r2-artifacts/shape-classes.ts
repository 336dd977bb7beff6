// Shapes sorted by size, and cut into heaps that hang together.
import type { Item } from "./scene.ts";
import { distance, nearby, spatialGrid } from "./spatial-grid.ts";

const STEP = 1.07;
const SPREAD = 1.3;

/** Shapes of one kind and about one size; the largest class first. */
export function sizeClasses(items: readonly Item[]): Item[][] {
  const classes: Item[][] = [];
  for (const kind of ["round", "box", "outline"] as const) {
    const ordered = items
      .filter(({ shape }) => shape?.kind === kind && shape.extent > 0)
      .sort((one, other) => (one.shape?.extent ?? 0) - (other.shape?.extent ?? 0));
    let current: Item[] = [];
    for (const item of ordered) {
      const size = item.shape?.extent ?? 0;
      const first = current[0]?.shape?.extent ?? size;
      const last = current.at(-1)?.shape?.extent ?? size;
      if (size > last * STEP || size > first * SPREAD) {
        classes.push(current);
        current = [];
      }
      current.push(item);
    }
    classes.push(current);
  }
  return classes.filter(({ length }) => length > 0).sort((one, other) => other.length - one.length);
}

/** Classes without those that lie on the shapes of another: numbers, backs, cushions. */
export function withoutParts(classes: readonly Item[][]): Item[][] {
  return classes.filter((members) => !classes.some((others) => others !== members && areParts(members, others)));
}

const SHARE = 0.8;

function areParts(members: readonly Item[], others: readonly Item[]): boolean {
  const size = members[0]?.shape?.extent ?? 0;
  const other_size = others[0]?.shape?.extent ?? 0;
  if (other_size <= size || other_size > 8 * size || others.length < 3 || others.length * 4 < members.length)
    return false;
  const points = others.flatMap(({ shape }) => (shape ? [shape.centre] : []));
  const grid = spatialGrid(points, other_size);
  const on = members.filter(({ shape }) => {
    if (!shape) return false;
    return nearby(grid, shape.centre, other_size).some((index) => {
      const point = points[index];
      return (
        point !== undefined && distance(point, shape.centre) < (shape.kind === "outline" ? 0.55 : 0.2) * other_size
      );
    });
  });
  return on.length > members.length * SHARE;
}

/** Heaps of shapes each of which has another of its heap within reach. */
export function components(items: readonly Item[], reach: number): Item[][] {
  const points = items.flatMap(({ shape }) => (shape ? [shape.centre] : []));
  return linked(points, reach).map((members) => members.flatMap((index) => items[index] ?? []));
}

export function linked(points: readonly { readonly x: number; readonly y: number }[], reach: number): number[][] {
  const grid = spatialGrid(points, reach);
  const heap = new Int32Array(points.length).fill(-1);
  const heaps: number[][] = [];
  for (const start of points.keys()) {
    if (heap[start] !== -1) continue;
    const members = [start];
    heap[start] = heaps.length;
    for (let at = 0; at < members.length; at += 1) {
      const point = points[members[at] ?? start];
      if (!point) continue;
      for (const other of nearby(grid, point, reach)) {
        const there = points[other];
        if (heap[other] !== -1 || !there || distance(point, there) > reach) continue;
        heap[other] = heaps.length;
        members.push(other);
      }
    }
    heaps.push(members.sort((one, other) => one - other));
  }
  return heaps;
}
