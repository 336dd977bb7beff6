// Whether points stand in a line or an arc.
import { BENT, fittedCircle, mainAxes, orderAlong, pitchAlong } from "../domain/row-line.ts";
import type { Point } from "./matrix.ts";
import { distance } from "./spatial-grid.ts";

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
