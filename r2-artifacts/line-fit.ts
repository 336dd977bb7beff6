// Whether points stand in a line or an arc, and in which order along it.
import type { Point } from "./matrix.ts";
import { distance, median } from "./spatial-grid.ts";

type Axes = {
  readonly middle: Point;
  /** The direction in which they are spread most, pointing right or, when it stands upright, down. */
  readonly along: Point;
  /** Deviations along and across. */
  readonly length: number;
  readonly breadth: number;
};

export function mainAxes(points: readonly Point[]): Axes {
  const count = Math.max(1, points.length);
  const middle = {
    x: points.reduce((sum, { x }) => sum + x, 0) / count,
    y: points.reduce((sum, { y }) => sum + y, 0) / count,
  };
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const { x, y } of points) {
    xx += (x - middle.x) ** 2;
    xy += (x - middle.x) * (y - middle.y);
    yy += (y - middle.y) ** 2;
  }
  const angle = Math.atan2(2 * xy, xx - yy) / 2;
  const along = rightwards({ x: Math.cos(angle), y: Math.sin(angle) });
  const spread = Math.hypot((xx - yy) / 2, xy);
  const half = (xx + yy) / 2;
  return {
    middle,
    along,
    length: Math.sqrt(Math.max(0, half + spread) / count),
    breadth: Math.sqrt(Math.max(0, half - spread) / count),
  };
}

const UPRIGHT = 0.2;

function rightwards({ x, y }: Point): Point {
  const turned = Math.abs(x) < UPRIGHT ? y < 0 : x < 0;
  return turned ? { x: -x, y: -y } : { x, y };
}

export type Circle = { readonly centre: Point; readonly radius: number };

/** The circle that is nearest in the least squares of its equation (Kåsa); undefined for points in a line. */
export function fittedCircle(points: readonly Point[]): Circle | undefined {
  const { middle, length } = mainAxes(points);
  if (points.length < 3 || length === 0) return undefined;
  let [uu, uv, vv, uuu, vvv, uvv, vuu] = [0, 0, 0, 0, 0, 0, 0];
  for (const { x, y } of points) {
    const u = (x - middle.x) / length;
    const v = (y - middle.y) / length;
    uu += u * u;
    uv += u * v;
    vv += v * v;
    uuu += u ** 3;
    vvv += v ** 3;
    uvv += u * v * v;
    vuu += v * u * u;
  }
  const determinant = uu * vv - uv * uv;
  if (Math.abs(determinant) < 1e-9) return undefined;
  const u = ((uuu + uvv) * vv - (vvv + vuu) * uv) / (2 * determinant);
  const v = ((vvv + vuu) * uu - (uuu + uvv) * uv) / (2 * determinant);
  const radius = Math.sqrt(u * u + v * v + (uu + vv) / points.length) * length;
  return { centre: { x: middle.x + u * length, y: middle.y + v * length }, radius };
}

const BENT = 0.4;

/** Indices in order along the row: left to right, top to bottom where it stands upright, clockwise round a ring. */
export function orderAlong(points: readonly Point[]): number[] {
  const { middle, along, length, breadth } = mainAxes(points);
  const indices = [...points.keys()];
  const circle = points.length >= 4 && breadth > BENT * length ? fittedCircle(points) : undefined;
  if (!circle) {
    const value = (index: number): number => {
      const { x, y } = points[index] ?? middle;
      return (x - middle.x) * along.x + (y - middle.y) * along.y;
    };
    return indices.sort((one, other) => value(one) - value(other));
  }
  const angles = points.map(({ x, y }) => Math.atan2(y - circle.centre.y, x - circle.centre.x));
  indices.sort((one, other) => (angles[one] ?? 0) - (angles[other] ?? 0));
  const begin = widestGap(indices.map((index) => angles[index] ?? 0));
  const ordered = [...indices.slice(begin), ...indices.slice(0, begin)];
  const first = points[ordered[0] ?? 0];
  const last = points[ordered.at(-1) ?? 0];
  const ring = first && last ? distance(first, last) < 2 * pitchAlong(points, ordered) : false;
  return !ring && first && last && first.x > last.x ? ordered.toReversed() : ordered;
}

function widestGap(angles: readonly number[]): number {
  let widest = -1;
  let begin = 0;
  for (const [index, angle] of angles.entries()) {
    const before = index === 0 ? (angles.at(-1) ?? 0) - 2 * Math.PI : (angles[index - 1] ?? 0);
    if (angle - before <= widest + 1e-9) continue;
    widest = angle - before;
    begin = index;
  }
  return begin;
}

/** From each to the next, along the order. */
export function gapsAlong(points: readonly Point[], order: readonly number[]): number[] {
  return order.slice(1).map((index, before) => {
    const one = points[order[before] ?? 0];
    const other = points[index];
    return one && other ? distance(one, other) : 0;
  });
}

export function pitchAlong(points: readonly Point[], order: readonly number[]): number {
  return median(gapsAlong(points, order));
}

/** Whether they stand in one line or one arc; undefined for so few that they always do. */
export function isLine(points: readonly Point[]): boolean | undefined {
  if (points.length < 3) return undefined;
  const { length, breadth } = mainAxes(points);
  const order = orderAlong(points);
  const pitch = pitchAlong(points, order);
  if (breadth < 0.25 * pitch) return true;
  if (points.length < 4 || (points.length < 7 && breadth > BENT * length)) return false;
  const circle = fittedCircle(points);
  if (!circle) return true;
  return points.every((point) => Math.abs(distance(point, circle.centre) - circle.radius) < 0.3 * pitch);
}
