// The d attribute, read into lines and cubic curves between absolute points. Quadratic curves and arcs become cubics,
// so that bounds, areas and transforms have two kinds of piece to know and not ten.
import type { Point } from "./matrix.ts";

/** A line has one point, its end; a curve has two handles and its end. A subpath begins where `from` is not the last end. */
export type Segment = {
  readonly from: Point;
  readonly handles: readonly [Point, Point] | undefined;
  readonly to: Point;
};

const COMMAND = /([MmZzLlHhVvCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([^\s,])/y;
const BETWEEN = /[\s,]*/y;
const FLAG = /[\s,]*([01])/y;

const LENGTHS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

type Pen = {
  readonly segments: Segment[];
  at: Point;
  start: Point;
  /** The last handle of the curve before, which S and T mirror, and the letter it came from. */
  handle: Point;
  letter: string;
};

/** As far as it can be read: an error ends the path where it is, as renderers have it. */
export function pathSegments(data: string): Segment[] {
  const zero = { x: 0, y: 0 };
  const pen: Pen = { segments: [], at: zero, start: zero, handle: zero, letter: "" };
  const reader = { data, at: 0 };
  let command = "";
  for (let found = nextToken(reader); found !== undefined; found = nextToken(reader)) {
    const letter = /[A-Za-z]/.test(found);
    if (letter) command = found;
    else if (command === "" || command === "Z" || command === "z") break;
    if (!letter) reader.at -= found.length;
    const values = argumentsOf(reader, command.toUpperCase());
    if (!values || (pen.letter === "" && command.toUpperCase() !== "M")) break;
    draw(pen, command, values);
    if (command === "M") command = "L";
    if (command === "m") command = "l";
  }
  return pen.segments;
}

type Reader = { readonly data: string; at: number };

function nextToken(reader: Reader): string | undefined {
  BETWEEN.lastIndex = reader.at;
  reader.at += BETWEEN.exec(reader.data)?.[0].length ?? 0;
  COMMAND.lastIndex = reader.at;
  const found = COMMAND.exec(reader.data);
  if (!found || found[3] !== undefined) return undefined;
  reader.at += found[0].length;
  return found[0];
}

/** The flags of an arc may stand without anything between them and what follows. */
function argumentsOf(reader: Reader, command: string): number[] | undefined {
  const values: number[] = [];
  const length = LENGTHS[command] ?? 0;
  while (values.length < length) {
    if (command === "A" && (values.length === 3 || values.length === 4)) {
      FLAG.lastIndex = reader.at;
      const flag = FLAG.exec(reader.data);
      if (!flag) return undefined;
      reader.at += flag[0].length;
      values.push(Number(flag[1]));
      continue;
    }
    const value = Number(nextToken(reader) ?? Number.NaN);
    if (!Number.isFinite(value)) return undefined;
    values.push(value);
  }
  return values;
}

function draw(pen: Pen, command: string, values: readonly number[]): void {
  const letter = command.toUpperCase();
  const origin = command === letter ? { x: 0, y: 0 } : pen.at;
  const point = (index: number): Point => ({
    x: origin.x + (values[index] ?? 0),
    y: origin.y + (values[index + 1] ?? 0),
  });
  if (letter === "M") {
    pen.at = point(0);
    pen.start = pen.at;
  } else if (letter === "Z") {
    if (pen.at.x !== pen.start.x || pen.at.y !== pen.start.y) line(pen, pen.start);
    pen.at = pen.start;
  } else if (letter === "L") line(pen, point(0));
  else if (letter === "H") line(pen, { x: origin.x + (values[0] ?? 0), y: pen.at.y });
  else if (letter === "V") line(pen, { x: pen.at.x, y: origin.y + (values[0] ?? 0) });
  else if (letter === "C") curve(pen, [point(0), point(2)], point(4));
  else if (letter === "S") curve(pen, [mirrored(pen, "CS"), point(0)], point(2));
  else if (letter === "Q") quadratic(pen, point(0), point(2));
  else if (letter === "T") quadratic(pen, mirrored(pen, "QT"), point(0));
  else arc(pen, values, point(5));
  pen.letter = letter;
}

function line(pen: Pen, to: Point): void {
  pen.segments.push({ from: pen.at, handles: undefined, to });
  pen.at = to;
}

function curve(pen: Pen, handles: readonly [Point, Point], to: Point): void {
  pen.segments.push({ from: pen.at, handles, to });
  pen.handle = handles[1];
  pen.at = to;
}

function quadratic(pen: Pen, handle: Point, to: Point): void {
  const { at } = pen;
  curve(pen, [between(at, handle, 2 / 3), between(to, handle, 2 / 3)], to);
  pen.handle = handle;
}

function between(one: Point, other: Point, share: number): Point {
  return { x: one.x + (other.x - one.x) * share, y: one.y + (other.y - one.y) * share };
}

function mirrored({ at, handle, letter }: Pen, letters: string): Point {
  return letter !== "" && letters.includes(letter) ? { x: 2 * at.x - handle.x, y: 2 * at.y - handle.y } : at;
}

/** SVG 2, appendix B.2.4: the centre and angles of an arc between two points; then a cubic for each quarter. */
function arc(pen: Pen, values: readonly number[], to: Point): void {
  const [radius_x = 0, radius_y = 0, degrees = 0, large = 0, sweep = 0] = values;
  const { at } = pen;
  if (radius_x === 0 || radius_y === 0 || (at.x === to.x && at.y === to.y)) {
    if (at.x !== to.x || at.y !== to.y) line(pen, to);
    return;
  }
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const half = { x: (at.x - to.x) / 2, y: (at.y - to.y) / 2 };
  const x = cos * half.x + sin * half.y;
  const y = cos * half.y - sin * half.x;
  const stretch = Math.max(1, Math.hypot(x / radius_x, y / radius_y));
  const rx = Math.abs(radius_x) * stretch;
  const ry = Math.abs(radius_y) * stretch;
  const lack = (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1;
  const factor = (large === sweep ? -1 : 1) * Math.sqrt(Math.max(0, lack));
  const centre = { x: (factor * rx * y) / ry, y: (-factor * ry * x) / rx };
  const first = Math.atan2((y - centre.y) / ry, (x - centre.x) / rx);
  let turn = Math.atan2((-y - centre.y) / ry, (-x - centre.x) / rx) - first;
  if (sweep === 0 && turn > 0) turn -= 2 * Math.PI;
  if (sweep === 1 && turn < 0) turn += 2 * Math.PI;
  const place = (along: number, across: number): Point => ({
    x: cos * (centre.x + rx * along) - sin * (centre.y + ry * across) + (at.x + to.x) / 2,
    y: sin * (centre.x + rx * along) + cos * (centre.y + ry * across) + (at.y + to.y) / 2,
  });
  const pieces = Math.max(1, Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-9));
  const reach = (4 / 3) * Math.tan(turn / pieces / 4);
  for (let piece = 0; piece < pieces; piece += 1) {
    const from = first + (turn * piece) / pieces;
    const until = first + (turn * (piece + 1)) / pieces;
    const start = place(Math.cos(from) - reach * Math.sin(from), Math.sin(from) + reach * Math.cos(from));
    const end = place(Math.cos(until) + reach * Math.sin(until), Math.sin(until) - reach * Math.cos(until));
    curve(pen, [start, end], piece === pieces - 1 ? to : place(Math.cos(until), Math.sin(until)));
  }
}
