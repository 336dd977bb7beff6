// A row of seats as it stands in a plan: whether it is a line or bends, which seat comes after which, and the position
// of each. It reads as people do: from left to right, from top to bottom where it stands upright, clockwise round a ring
// that is closed. The same points in another order are the same row. Known weakness: a row that bends back on itself
// more than an arc does (an S on its side) may be read out of order.
import type { Point } from "./hall.ts";

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

type Circle = { readonly centre: Point; readonly radius: number };

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

/** How broad a row is in shares of its length before it is read round a circle instead of along a line. */
export const BENT = 0.4;

/** Indices in order along the row; of points in one place, the first in the list first. */
export function orderAlong(points: readonly Point[]): number[] {
  const sorted = [...points.entries()].sort(([, one], [, other]) => one.x - other.x || one.y - other.y);
  const indices = sorted.map(([index]) => index);
  const { middle, along, length, breadth } = mainAxes(sorted.map(([, point]) => point));
  const circle =
    points.length >= 4 && breadth > BENT * length ? fittedCircle(sorted.map(([, point]) => point)) : undefined;
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
  const ring = first && last ? between(first, last) < 2 * pitchAlong(points, ordered) : false;
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

function between(one: Point, other: Point): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

/** From each to the next, along the order. */
export function gapsAlong(points: readonly Point[], order: readonly number[]): number[] {
  return order.slice(1).map((index, before) => {
    const one = points[order[before] ?? 0];
    const other = points[index];
    return one && other ? between(one, other) : 0;
  });
}

export function pitchAlong(points: readonly Point[], order: readonly number[]): number {
  return atShare(gapsAlong(points, order), 0.5);
}

/** The value that this share of the others is below. */
function atShare(values: readonly number[], share: number): number {
  const ordered = values.toSorted((one, other) => one - other);
  return ordered[Math.floor((ordered.length - 1) * share)] ?? 0;
}

/** In pitches, from middle to middle: two seats with more between them have an aisle there. */
const AISLE_FROM = 1.5;
const OWN_PITCH_FROM = 4;
/** Nearer to the closest than a median, so that a row with many aisles still has the pitch of its seats. */
const PITCH_SHARE = 0.4;
/** Of the row's length: what is nearer than this is in one place, and says nothing of a pitch. */
const ONE_PLACE = 1e-6;

/**
 * By point, its position: whole, from 1, in reading order; an aisle leaves one out, so those on its two sides are not
 * neighbours. No two are alike, even of points in one place. `pitch` is that of other rows, for one with too few seats
 * to show its own; without it the closest seats show it.
 */
export function positionsAlong(points: readonly Point[], pitch?: number): readonly number[] {
  const order = orderAlong(points);
  const gaps = gapsAlong(points, order);
  const same = ONE_PLACE * gaps.reduce((sum, gap) => sum + gap, 0);
  const apart = gaps.filter((gap) => gap > same);
  const own = apart.length >= OWN_PITCH_FROM || pitch === undefined ? atShare(apart, PITCH_SHARE) : pitch;
  const positions = points.map(() => 1);
  let position = 1;
  for (const [before, gap] of gaps.entries()) {
    position += gap > AISLE_FROM * own ? 2 : 1;
    positions[order[before + 1] ?? 0] = position;
  }
  return positions;
}
