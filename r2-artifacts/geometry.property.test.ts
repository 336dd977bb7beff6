// Transforms and bounds against a slower and simpler way to the same: points moved one step at a time, curves walked.
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { composed, IDENTITY, mapped, type Point } from "./matrix.ts";
import { pathSegments } from "./path-data.ts";
import { shapeOf } from "./shape-outline.ts";
import { transformMatrix } from "./transform.ts";

type Step = { readonly text: string; readonly move: (point: Point) => Point };

const small = fc.integer({ min: -200, max: 200 }).map((tenths) => tenths / 10);
const angle = fc.integer({ min: -180, max: 180 });
const factor = fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10);

function turned(degrees: number, { x, y }: Point): Point {
  const radians = (degrees * Math.PI) / 180;
  return { x: x * Math.cos(radians) - y * Math.sin(radians), y: x * Math.sin(radians) + y * Math.cos(radians) };
}

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .tuple(small, small)
    .map(([x, y]) => ({ text: `translate(${x},${y})`, move: (at: Point) => ({ x: at.x + x, y: at.y + y }) })),
  small.map((x) => ({ text: `translate(${x})`, move: (at: Point) => ({ x: at.x + x, y: at.y }) })),
  fc
    .tuple(factor, factor)
    .map(([x, y]) => ({ text: `scale(${x} ${y})`, move: (at: Point) => ({ x: at.x * x, y: at.y * y }) })),
  factor.map((by) => ({ text: `scale(${by})`, move: (at: Point) => ({ x: at.x * by, y: at.y * by }) })),
  angle.map((degrees) => ({ text: `rotate(${degrees})`, move: (at: Point) => turned(degrees, at) })),
  fc.tuple(angle, small, small).map(([degrees, x, y]) => ({
    text: `rotate(${degrees}, ${x}, ${y})`,
    move: (at: Point) => {
      const there = turned(degrees, { x: at.x - x, y: at.y - y });
      return { x: there.x + x, y: there.y + y };
    },
  })),
  fc.integer({ min: -60, max: 60 }).map((degrees) => ({
    text: `skewX(${degrees})`,
    move: (at: Point) => ({ x: at.x + at.y * Math.tan((degrees * Math.PI) / 180), y: at.y }),
  })),
  fc.tuple(small, small, small, small, small, small).map(([a, b, c, d, e, f]) => ({
    text: `matrix(${a} ${b} ${c} ${d} ${e} ${f})`,
    move: (at: Point) => ({ x: a * at.x + c * at.y + e, y: b * at.x + d * at.y + f }),
  })),
);

const point = fc.record({ x: small, y: small });

function expectNear(one: Point, other: Point): void {
  const scale = Math.max(1, Math.abs(one.x), Math.abs(one.y));
  expect(Math.abs(one.x - other.x) / scale).toBeLessThan(1e-6);
  expect(Math.abs(one.y - other.y) / scale).toBeLessThan(1e-6);
}

describe("transforms", () => {
  it("move a point as their steps do, the innermost first, in one list or in nested elements", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), point, (steps, at) => {
        const walked = steps.reduceRight((there, { move }) => move(there), at);
        const listed = transformMatrix(steps.map(({ text }) => text).join(" "));
        const nested = steps.reduce((outer, { text }) => composed(outer, transformMatrix(text) ?? IDENTITY), IDENTITY);
        expectNear(walked, mapped(listed ?? IDENTITY, at));
        expectNear(walked, mapped(nested, at));
      }),
    );
  });

  it.each(["rotate()", "translate(1", "rotate(1) x", "matrix(1 2 3)", "scale(1)(2)", "url(#a)", "translate(1e999)"])(
    "that are none are none: %s",
    (text) => {
      expect(transformMatrix(text)).toBeUndefined();
    },
  );
});

const command = fc.oneof(
  fc.tuple(fc.constantFrom("L", "l", "M", "m", "T", "t"), fc.array(small, { minLength: 2, maxLength: 2 })),
  fc.tuple(fc.constantFrom("H", "h", "V", "v"), fc.array(small, { minLength: 1, maxLength: 1 })),
  fc.tuple(fc.constantFrom("Q", "q", "S", "s"), fc.array(small, { minLength: 4, maxLength: 4 })),
  fc.tuple(fc.constantFrom("C", "c"), fc.array(small, { minLength: 6, maxLength: 6 })),
  fc.tuple(
    fc.constantFrom("A", "a"),
    fc
      .tuple(factor, factor, angle, fc.constantFrom(0, 1), fc.constantFrom(0, 1), small, small)
      .map((values) => [...values]),
  ),
  fc.constant(["Z", []] as const),
);

function walked(d: string, steps: number): Point[] {
  return pathSegments(d).flatMap(({ from, handles, to }) =>
    Array.from({ length: steps + 1 }, (_, index) => {
      const share = index / steps;
      const between = (one: Point, other: Point): Point => ({
        x: one.x + (other.x - one.x) * share,
        y: one.y + (other.y - one.y) * share,
      });
      if (!handles) return between(from, to);
      const [a, b, c] = [between(from, handles[0]), between(handles[0], handles[1]), between(handles[1], to)];
      return between(between(a, b), between(b, c));
    }),
  );
}

describe("bounds of paths", () => {
  it("hold every point of the path under any transform, and are no larger", () => {
    fc.assert(
      fc.property(
        fc.array(command, { minLength: 1, maxLength: 6 }),
        fc.array(step, { maxLength: 3 }),
        (commands, steps) => {
          const d = `M1 2${commands.map(([letter, values]) => letter + values.join(" ")).join("")}`;
          const matrix = steps.reduce(
            (outer, { text }) => composed(outer, transformMatrix(text) ?? IDENTITY),
            IDENTITY,
          );
          const shape = shapeOf("path", { d }, { matrix, frame: { width: 100, height: 100 } });
          const points = walked(d, 200).map((at) => mapped(matrix, at));
          if (points.length === 0) return;
          const left = Math.min(...points.map(({ x }) => x));
          const right = Math.max(...points.map(({ x }) => x));
          const top = Math.min(...points.map(({ y }) => y));
          const bottom = Math.max(...points.map(({ y }) => y));
          const slack = 1e-3 * Math.max(1, right - left, bottom - top);
          const { bounds } = shape ?? { bounds: { left: 0, right: 0, top: 0, bottom: 0 } };
          expect(Math.abs(bounds.left - left)).toBeLessThan(slack);
          expect(Math.abs(bounds.right - right)).toBeLessThan(slack);
          expect(Math.abs(bounds.top - top)).toBeLessThan(slack);
          expect(Math.abs(bounds.bottom - bottom)).toBeLessThan(slack);
        },
      ),
    );
  });

  it("of an arc end where the arc does, whatever its radii", () => {
    fc.assert(
      fc.property(factor, factor, angle, fc.boolean(), fc.boolean(), point, (rx, ry, turn, large, sweep, end) => {
        const segments = pathSegments(`M0 0A${rx} ${ry} ${turn} ${large ? 1 : 0} ${sweep ? 1 : 0} ${end.x} ${end.y}`);
        const last = segments.at(-1)?.to ?? { x: 0, y: 0 };
        expectNear(end, last);
      }),
    );
  });

  it("of half a circle drawn by an arc are those of the circle", () => {
    const shape = shapeOf(
      "path",
      { d: "M0 5A5 5 0 0 1 10 5A5 5 0 0 1 0 5z" },
      { matrix: IDENTITY, frame: { width: 1, height: 1 } },
    );
    const circle = shapeOf(
      "circle",
      { cx: "5", cy: "5", r: "5" },
      { matrix: IDENTITY, frame: { width: 1, height: 1 } },
    );
    expect(shape?.bounds.top).toBeCloseTo(circle?.bounds.top ?? Number.NaN, 2);
    expect(shape?.bounds.right).toBeCloseTo(circle?.bounds.right ?? Number.NaN, 2);
    expect((shape?.extent ?? 0) / (circle?.extent ?? 1)).toBeCloseTo(1, 1);
  });
});
