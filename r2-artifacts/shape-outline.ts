// What a shape covers: its bounds under a matrix, its middle, and how large it is in a measure that rotation does not
// change, so that the seats of a bent row are of one size.
import { areaScale, type Bounds, type Matrix, mapped, middle, type Point } from "./matrix.ts";
import { pathSegments, type Segment } from "./path-data.ts";
import { lengthOf, numbers } from "./transform.ts";

export type Shape = {
  readonly kind: "box" | "round" | "line" | "outline";
  readonly bounds: Bounds;
  readonly centre: Point;
  /** The root of the area: the side of a square as large. 0 for what covers nothing. */
  readonly extent: number;
  /** Of its bounds before any transform: the longer side by the shorter, at least 1. */
  readonly slenderness: number;
};

/** Attributes of a basic shape, as a function so that a percentage can be of the viewport. */
export type Attributes = Readonly<Record<string, string>>;

export type Frame = { readonly width: number; readonly height: number };

type Outline = { readonly kind: Shape["kind"]; readonly segments: readonly Segment[]; readonly area: number };

/** Undefined for what is no shape or draws nothing. */
export function shapeOf(name: string, attributes: Attributes, { matrix, frame }: Placing): Shape | undefined {
  const outline = outlineOf(name, attributes, frame);
  if (!outline || outline.segments.length === 0) return undefined;
  const local = segmentBounds(outline.segments, undefined);
  const bounds = segmentBounds(outline.segments, matrix);
  const { left, top, right, bottom } = local;
  const [short, long] = [right - left, bottom - top].sort((one, other) => one - other);
  const shape: Shape = {
    kind: outline.kind,
    bounds,
    centre: mapped(matrix, middle(local)),
    extent: Math.sqrt(outline.area * areaScale(matrix)),
    slenderness: short && long ? long / short : Number.POSITIVE_INFINITY,
  };
  return Number.isFinite(bounds.right - bounds.left + bounds.bottom - bounds.top) ? shape : undefined;
}

export type Placing = { readonly matrix: Matrix; readonly frame: Frame };

function outlineOf(name: string, attributes: Attributes, frame: Frame): Outline | undefined {
  const across = (attribute: string): number => lengthOf(attributes[attribute], frame.width) ?? 0;
  const down = (attribute: string): number => lengthOf(attributes[attribute], frame.height) ?? 0;
  switch (name) {
    case "rect":
    case "image":
      return box(across("x"), down("y"), { width: across("width"), height: down("height") });
    case "circle": {
      const radius = lengthOf(attributes["r"], Math.hypot(frame.width, frame.height) / Math.SQRT2) ?? 0;
      return round({ x: across("cx"), y: down("cy") }, radius, radius);
    }
    case "ellipse": {
      const rx = lengthOf(attributes["rx"], frame.width);
      const ry = lengthOf(attributes["ry"], frame.height);
      return round({ x: across("cx"), y: down("cy") }, rx ?? ry ?? 0, ry ?? rx ?? 0);
    }
    case "line": {
      const from = { x: across("x1"), y: down("y1") };
      return {
        kind: "line",
        segments: [{ from, handles: undefined, to: { x: across("x2"), y: down("y2") } }],
        area: 0,
      };
    }
    case "polyline":
    case "polygon":
      return polygonOf(numbers(attributes["points"] ?? "") ?? []);
    case "path": {
      const segments = pathSegments(attributes["d"] ?? "");
      return { kind: "outline", segments, area: areaOf(segments) };
    }
  }
  return undefined;
}

function box(x: number, y: number, { width, height }: Frame): Outline | undefined {
  if (width <= 0 || height <= 0) return undefined;
  return { ...polygonOf([x, y, x + width, y, x + width, y + height, x, y + height]), kind: "box" };
}

function polygonOf(values: readonly number[]): Outline {
  const points: Point[] = [];
  for (let index = 0; index + 1 < values.length; index += 2) {
    points.push({ x: values[index] ?? 0, y: values[index + 1] ?? 0 });
  }
  const segments = points.map((from, index) => ({
    from,
    handles: undefined,
    to: points[index + 1] ?? points[0] ?? from,
  }));
  return { kind: "outline", segments, area: areaOf(segments) };
}

const HANDLE = 0.5522847498307936;

function round({ x, y }: Point, rx: number, ry: number): Outline | undefined {
  if (rx <= 0 || ry <= 0) return undefined;
  const at = (along: number, across: number): Point => ({ x: x + rx * along, y: y + ry * across });
  const quarter = (cos: number, sin: number): Segment => ({
    from: at(cos, sin),
    handles: [at(cos - sin * HANDLE, sin + cos * HANDLE), at(-sin + cos * HANDLE, cos + sin * HANDLE)],
    to: at(-sin, cos),
  });
  const segments = [quarter(1, 0), quarter(0, 1), quarter(-1, 0), quarter(0, -1)];
  return { kind: "round", segments, area: Math.PI * rx * ry };
}

/** Of the largest subpath; a curve counts as the chain of its handles drawn in, which is near enough for a size. */
function areaOf(segments: readonly Segment[]): number {
  let most = 0;
  let twice = 0;
  let last: Point | undefined;
  let start: Point | undefined;
  const close = (): void => {
    if (last && start) twice += last.x * start.y - start.x * last.y;
    most = Math.max(most, Math.abs(twice) / 2);
    twice = 0;
  };
  for (const { from, handles, to } of segments) {
    if (!last || last.x !== from.x || last.y !== from.y) {
      close();
      start = from;
      last = from;
    }
    for (const point of handles ? curvePoints({ from, handles, to }) : [to]) {
      twice += last.x * point.y - point.x * last.y;
      last = point;
    }
  }
  close();
  return most;
}

const STEPS = [0.25, 0.5, 0.75, 1];

function curvePoints(curve: Curve): Point[] {
  return STEPS.map((share) => (share === 1 ? curve.to : curvePoint(curve, share)));
}

type Curve = { readonly from: Point; readonly handles: readonly [Point, Point]; readonly to: Point };

function curvePoint({ from, handles, to }: Curve, share: number): Point {
  const rest = 1 - share;
  const weights = [rest ** 3, 3 * rest * rest * share, 3 * rest * share * share, share ** 3] as const;
  const [one, other] = handles;
  return {
    x: weights[0] * from.x + weights[1] * one.x + weights[2] * other.x + weights[3] * to.x,
    y: weights[0] * from.y + weights[1] * one.y + weights[2] * other.y + weights[3] * to.y,
  };
}

function segmentBounds(segments: readonly Segment[], matrix: Matrix | undefined): Bounds {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  const take = ({ x, y }: Point): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  const place = (point: Point): Point => (matrix ? mapped(matrix, point) : point);
  for (const { from, handles, to } of segments) {
    const start = place(from);
    const end = place(to);
    take(start);
    take(end);
    if (!handles) continue;
    const curve = { from: start, handles: [place(handles[0]), place(handles[1])] as const, to: end };
    for (const share of turningPoints(curve)) take(curvePoint(curve, share));
  }
  return { left, top, right, bottom };
}

/** Where along the curve x or y stops growing: the roots of its derivatives. */
function turningPoints({ from, handles, to }: Curve): number[] {
  const [one, other] = handles;
  return [...roots(from.x, one.x, { other: other.x, to: to.x }), ...roots(from.y, one.y, { other: other.y, to: to.y })];
}

function roots(from: number, one: number, { other, to }: { readonly other: number; readonly to: number }): number[] {
  const a = 3 * (to - 3 * other + 3 * one - from);
  const b = 6 * (other - 2 * one + from);
  const c = 3 * (one - from);
  const inside = (share: number): boolean => share > 0 && share < 1;
  if (Math.abs(a) < 1e-9) return Math.abs(b) < 1e-12 ? [] : [-c / b].filter(inside);
  const root = b * b - 4 * a * c;
  if (root < 0) return [];
  return [(-b + Math.sqrt(root)) / (2 * a), (-b - Math.sqrt(root)) / (2 * a)].filter(inside);
}
