// Where the audience looks to.
import type { HallSurvey } from "./hall-survey.ts";
import { middle, type Point } from "./matrix.ts";

const STAGE =
  /stage|screen|bühne|buhne|leinwand|sc[eè]n|[eé]cran|escenario|pantalla|palcoscenico|schermo|сцен|экран|podi/iu;

/** The middle of the stage where one is drawn or written; else a point before the topmost seats. */
export function frontOf({ scene, readings, aside }: HallSurvey, points: readonly Point[]): Point {
  const stage = scene.items.find(
    ({ index, shape }) => shape && aside[index] === 1 && STAGE.test(readings[index]?.label ?? ""),
  );
  const heading = scene.texts.find(({ text }) => text.length < 40 && STAGE.test(text));
  const inner = scene.items.find(
    ({ index, parent, shape }) => shape && aside[index] === 1 && STAGE.test(readings[parent]?.label ?? ""),
  );
  const shape = stage?.shape ?? inner?.shape;
  if (shape) return middle(shape.bounds);
  if (heading) return heading.centre;
  const top = points.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const left = points.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const right = points.reduce((most, { x }) => Math.max(most, x), Number.NEGATIVE_INFINITY);
  return { x: (left + right) / 2, y: top - (right - left) / 2 };
}
