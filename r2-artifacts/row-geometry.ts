// Rows of seats that nothing but their places puts in rows. Straight rows are told apart by how far across their
// direction they are, bent ones by how far from the point that they bend round. Which direction or point it is shows in
// the lines from seats to their nearest neighbours: some are tried, and the one stands under which seats are nearest
// to the next in their row. Where none fits, rows are chains from neighbour to neighbour that do not turn sharply.
import { chainRows } from "./chained-rows.ts";
import type { Point } from "./matrix.ts";
import { distance, median, nearby, nearestDistances, spatialGrid } from "./spatial-grid.ts";

export type FoundRows = {
  /** Indices of points, row by row. */
  readonly rows: readonly (readonly number[])[];
  readonly rests_on: string;
};

type Frame = {
  readonly across: (point: Point) => number;
  readonly along: (point: Point) => number;
  readonly bent: boolean;
};

type Link = { readonly middle: Point; readonly way: Point };

export function rowsOf(points: readonly Point[], size: number): FoundRows {
  if (points.length < 3) return { rows: points.length === 0 ? [] : bySide(points), rests_on: "so few seats" };
  const near = nearestDistances(points, Math.max(size, 1e-9) * 1.5).filter(Number.isFinite);
  const pitch = Math.max(median(near), 1e-9);
  const links = linksOf(points, pitch);
  const frames = [...straightFrames(links), ...bentFrames(links, pitch)];
  let best: { rows: number[][]; cost: number; frame: Frame } | undefined;
  for (const frame of frames) {
    const rows = rowsIn(points, frame, pitch);
    const cost = costOf(points, rows, { frame, pitch });
    if (!best || cost < best.cost) best = { rows, cost, frame };
  }
  if (best && best.cost < FITS) {
    return { rows: best.rows, rests_on: best.frame.bent ? "arcs round one point" : "straight lines" };
  }
  return { rows: chainRows(points, pitch), rests_on: "chains of neighbours" };
}

const FITS = 1.55;

/** Two seats are one row when they stand side by side, two rows when one stands behind the other. */
function bySide(points: readonly Point[]): number[][] {
  const [one, other] = points;
  if (!one || !other) return [[0]];
  return Math.abs(one.x - other.x) >= Math.abs(one.y - other.y) ? [[0, 1]] : [[0], [1]];
}

const NEIGHBOURS = 3;
const LINKS_MAX = 3_000;

function linksOf(points: readonly Point[], pitch: number): Link[] {
  const grid = spatialGrid(points, pitch * 1.6);
  const links: Link[] = [];
  const step = Math.max(1, Math.floor((points.length * NEIGHBOURS) / LINKS_MAX));
  for (let index = 0; index < points.length; index += step) {
    const point = points[index];
    if (!point) continue;
    const near = nearby(grid, point, pitch * 1.6)
      .flatMap((other) => {
        const there = points[other];
        return other === index || !there ? [] : [{ there, far: distance(point, there) }];
      })
      .filter(({ far }) => far > 0 && far < pitch * 1.7)
      .sort((a, b) => a.far - b.far)
      .slice(0, NEIGHBOURS);
    for (const { there, far } of near) {
      const way = { x: (there.x - point.x) / far, y: (there.y - point.y) / far };
      links.push({ middle: { x: (point.x + there.x) / 2, y: (point.y + there.y) / 2 }, way });
    }
  }
  return links;
}

const BINS = 90;
const PEAKS = 4;

/** The directions that most links have, to a fraction of a degree, and the two axes. */
function straightFrames(links: readonly Link[]): Frame[] {
  const bins = Array.from({ length: BINS }, (): number[] => []);
  for (const { way } of links) {
    const degrees = ((((Math.atan2(way.y, way.x) * 180) / Math.PI) % 180) + 180) % 180;
    bins[Math.round((degrees * BINS) / 180) % BINS]?.push(degrees);
  }
  const peaks = bins
    .map((members) => members)
    .filter(({ length }) => length > 0)
    .sort((one, other) => other.length - one.length)
    .slice(0, PEAKS)
    .map((members) =>
      median(members.map((degrees) => (degrees > 178 && members.some((one) => one < 2) ? degrees - 180 : degrees))),
    );
  return [0, 90, ...peaks].map(straightFrame);
}

function straightFrame(degrees: number): Frame {
  const x = Math.cos((degrees * Math.PI) / 180);
  const y = Math.sin((degrees * Math.PI) / 180);
  return { across: (point) => point.y * x - point.x * y, along: (point) => point.x * x + point.y * y, bent: false };
}

const TRIES = 160;
const BENT_FRAMES = 4;

/** Links of one arc have their perpendiculars meet in its centre: pairs are tried, and the centres that most links fit stay. */
function bentFrames(links: readonly Link[], pitch: number): Frame[] {
  if (links.length < 6) return [];
  const sample = links.filter((_, index) => index % Math.max(1, Math.floor(links.length / 400)) === 0);
  const scored: { centre: Point; score: number }[] = [];
  let state = 12_345;
  const next = (): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % links.length;
  };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const one = links[next()];
    const other = links[next()];
    const centre = one && other ? meeting(one, other) : undefined;
    if (!centre || !one || distance(centre, one.middle) > 400 * pitch) continue;
    scored.push({ centre, score: sample.filter((link) => fits(link, centre)).length });
  }
  return scored
    .sort((one, other) => other.score - one.score)
    .slice(0, BENT_FRAMES)
    .flatMap(({ centre, score }) => (score * 4 > sample.length ? [refined(centre, links)] : []))
    .map(bentFrame);
}

function meeting(one: Link, other: Link): Point | undefined {
  const turn = one.way.x * other.way.y - one.way.y * other.way.x;
  if (Math.abs(turn) < 0.02) return undefined;
  const a = one.way.x * one.middle.x + one.way.y * one.middle.y;
  const b = other.way.x * other.middle.x + other.way.y * other.middle.y;
  return { x: (a * other.way.y - b * one.way.y) / turn, y: (b * one.way.x - a * other.way.x) / turn };
}

function fits({ middle, way }: Link, centre: Point): boolean {
  const far = distance(middle, centre);
  return far > 0 && Math.abs(way.x * (centre.x - middle.x) + way.y * (centre.y - middle.y)) < 0.05 * far;
}

/** The point that the perpendiculars of all fitting links are nearest to. */
function refined(centre: Point, links: readonly Link[]): Point {
  let [xx, xy, yy, x, y] = [0, 0, 0, 0, 0];
  for (const link of links) {
    if (!fits(link, centre)) continue;
    const { way, middle } = link;
    const value = way.x * middle.x + way.y * middle.y;
    xx += way.x * way.x;
    xy += way.x * way.y;
    yy += way.y * way.y;
    x += way.x * value;
    y += way.y * value;
  }
  const determinant = xx * yy - xy * xy;
  if (Math.abs(determinant) < 1e-6) return centre;
  return { x: (x * yy - y * xy) / determinant, y: (y * xx - x * xy) / determinant };
}

function bentFrame(centre: Point): Frame {
  return {
    across: (point) => distance(point, centre),
    along: (point) => Math.atan2(point.x - centre.x, point.y - centre.y) * distance(point, centre),
    bent: true,
  };
}

const ROW_STEP = 0.3;

function rowsIn(points: readonly Point[], { across }: Frame, pitch: number): number[][] {
  const values = points.map(across);
  const order = [...points.keys()].sort((one, other) => (values[one] ?? 0) - (values[other] ?? 0));
  const rows: number[][] = [];
  let last = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const value = values[index] ?? 0;
    if (value - last > ROW_STEP * pitch) rows.push([]);
    rows.at(-1)?.push(index);
    last = value;
  }
  return rows;
}

const BROAD = 0.7;
const LONE = 2.5;
const UNORDERED = 0.35;

/** Mean distance to the next seat of the row, in pitches. A row too broad to be one, or of one seat, costs as if it were far. */
function costOf(
  points: readonly Point[],
  rows: readonly number[][],
  { frame, pitch }: { frame: Frame; pitch: number },
): number {
  let sum = 0;
  const row_of = new Int32Array(points.length);
  for (const [number, row] of rows.entries()) {
    const values = row.map((index) => frame.across(points[index] ?? ORIGIN));
    const broad = (values.at(-1) ?? 0) - (values[0] ?? 0) > BROAD * pitch;
    for (const index of row) row_of[index] = number;
    sum += broad || row.length === 1 ? LONE * row.length : neighbourly(row, { points, frame, pitch });
  }
  let followed = 0;
  for (let index = 1; index < points.length; index += 1) if (row_of[index] === row_of[index - 1]) followed += 1;
  const possible = Math.max(1, points.length - rows.length);
  return sum / points.length + UNORDERED * (1 - Math.min(1, followed / possible)) + (frame.bent ? 0.02 : 0);
}

const ORIGIN = { x: 0, y: 0 };

function neighbourly(
  row: readonly number[],
  { points, frame, pitch }: { points: readonly Point[]; frame: Frame; pitch: number },
): number {
  const places = row.map((index) => frame.along(points[index] ?? ORIGIN)).sort((one, other) => one - other);
  return places.reduce((sum, place, index) => {
    const before = place - (places[index - 1] ?? Number.NEGATIVE_INFINITY);
    const after = (places[index + 1] ?? Number.POSITIVE_INFINITY) - place;
    return sum + Math.min(LONE, Math.min(before, after) / pitch);
  }, 0);
}
