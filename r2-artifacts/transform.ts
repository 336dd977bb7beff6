// The transform attribute, and the mapping of a viewBox into its viewport.
import { composed, IDENTITY, isDefined, type Matrix, scaling, translation } from "./matrix.ts";

const FUNCTION = /\s*,?\s*(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^()]*)\)/y;
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;
const FUNCTIONS_MAX = 100;

/** The matrix of a transform list; undefined for what is none, which renderers ignore. */
export function transformMatrix(text: string): Matrix | undefined {
  let matrix = IDENTITY;
  let at = 0;
  const trimmed = text.trim();
  for (let count = 0; at < trimmed.length; count += 1) {
    FUNCTION.lastIndex = at;
    const found = FUNCTION.exec(trimmed);
    const one = found && count < FUNCTIONS_MAX ? functionMatrix(found[1] ?? "", numbers(found[2] ?? "")) : undefined;
    if (!found || !one) return undefined;
    matrix = composed(matrix, one);
    at += found[0].length;
  }
  return isDefined(matrix) ? matrix : undefined;
}

/** The numbers of a list; undefined when there is something else in it. */
export function numbers(text: string): number[] | undefined {
  const found = text.match(NUMBER) ?? [];
  return text
    .replaceAll(NUMBER, "")
    .replaceAll(/(?:px|deg)(?=[\s,]|$)/g, "")
    .trim()
    .replaceAll(/[\s,]/g, "") === ""
    ? found.map(Number)
    : undefined;
}

function functionMatrix(name: string, values: number[] | undefined): Matrix | undefined {
  const [one = Number.NaN, two, three, four, five, six] = values ?? [];
  if (Number.isNaN(one)) return undefined;
  switch (name) {
    case "translate":
      return translation(one, two ?? 0);
    case "scale":
      return scaling(one, two ?? one);
    case "rotate":
      return rotated(one, two ?? 0, three ?? 0);
    case "skewX":
      return [1, 0, Math.tan(radians(one)), 1, 0, 0];
    case "skewY":
      return [1, Math.tan(radians(one)), 0, 1, 0, 0];
    case "matrix":
      if (two === undefined || three === undefined || four === undefined) return undefined;
      return five === undefined || six === undefined ? undefined : [one, two, three, four, five, six];
  }
  return undefined;
}

function rotated(degrees: number, x: number, y: number): Matrix {
  const cos = Math.cos(radians(degrees));
  const sin = Math.sin(radians(degrees));
  return composed(composed(translation(x, y), [cos, sin, -sin, cos, 0, 0]), translation(-x, -y));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

export type Viewport = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Viewing = {
  /** x, y, width, height */
  readonly view_box: string | undefined;
  readonly aspect: string | undefined;
};

export function viewBoxOf(text: string | undefined): Viewport | undefined {
  const [x, y, width, height] = (text === undefined ? undefined : numbers(text)) ?? [];
  if (x === undefined || y === undefined || !width || !height || width < 0 || height < 0) return undefined;
  return { x, y, width, height };
}

/** From the coordinates inside a nested svg or symbol to those around it. */
export function viewMatrix(viewport: Viewport, { view_box, aspect = "" }: Viewing): Matrix {
  const box = viewBoxOf(view_box);
  if (!box) return translation(viewport.x, viewport.y);
  const wide = viewport.width / box.width;
  const high = viewport.height / box.height;
  if (/^\s*(?:defer\s+)?none/.test(aspect)) {
    return composed(translation(viewport.x, viewport.y), composed(scaling(wide, high), translation(-box.x, -box.y)));
  }
  const scale = aspect.includes("slice") ? Math.max(wide, high) : Math.min(wide, high);
  const spare_x = viewport.width - box.width * scale;
  const spare_y = viewport.height - box.height * scale;
  const [, x_share = "Mid", y_share = "Mid"] = /x(Min|Mid|Max)Y(Min|Mid|Max)/.exec(aspect) ?? [];
  const origin = translation(viewport.x + spare_x * share(x_share), viewport.y + spare_y * share(y_share));
  return composed(origin, composed(scaling(scale, scale), translation(-box.x, -box.y)));
}

function share(alignment: string): number {
  if (alignment === "Min") return 0;
  return alignment === "Max" ? 1 : 0.5;
}

const UNITS: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 };

/** A length in user units; `whole` is what a percentage is of. Undefined for what is no length. */
export function lengthOf(text: string | undefined, whole: number): number | undefined {
  if (text === undefined) return undefined;
  const [, value, unit] = /^\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)([a-z]*|%)\s*$/.exec(text) ?? [];
  if (value === undefined || unit === undefined) return undefined;
  const number = Number(value) * (unit === "%" ? whole / 100 : (UNITS[unit] ?? (unit === "" ? 1 : Number.NaN)));
  return Number.isFinite(number) ? number : undefined;
}
