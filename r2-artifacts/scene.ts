// A drawing laid flat: every element that is drawn, in order, with where it is. What `use` repeats is there as often as
// it is drawn. Items stand in the order of the file, each before what is in it, so that all that is in an item is
// the stretch from it to its end.
import { words } from "./allowed.ts";
import { type Look, lookOf, type StyleRules, styleRules } from "./computed-style.ts";
import { DRAWING_LIMITS } from "./limits.ts";
import { composed, IDENTITY, type Matrix, mapped, type Point, translation } from "./matrix.ts";
import { type Frame, type Shape, shapeOf } from "./shape-outline.ts";
import { lengthOf, numbers, transformMatrix, type Viewport, viewBoxOf, viewMatrix } from "./transform.ts";
import { childElements, type Element, textOf } from "./xml.ts";

export type Item = {
  readonly index: number;
  /** -1 of the drawing itself. */
  readonly parent: number;
  /** Until its names are read; then what is left of it is its own name and its id. */
  element: Element;
  /** Which child of its parent it is; of what a use repeats as a whole, -1. */
  readonly step: number;
  /** The nearest use that this is drawn through, by index. */
  readonly through: number | undefined;
  readonly matrix: Matrix;
  /** Of shapes that are seen. */
  readonly shape: Shape | undefined;
  /** The first index after everything that is in it. */
  end: number;
};

export type SceneText = {
  readonly item: number;
  readonly text: string;
  /** About: widths of letters are not known. */
  readonly centre: Point;
  readonly height: number;
};

export type Scene = {
  readonly view: Viewport;
  /** The drawing says what of it is seen. */
  readonly bounded: boolean;
  readonly items: readonly Item[];
  readonly texts: readonly SceneText[];
  /** Places of elements that are not shown: layers switched off. */
  readonly hidden: readonly string[];
  readonly by_id: Map<string, Element>;
  readonly repeated_ids: ReadonlySet<string>;
};

type Building = {
  readonly items: Item[];
  readonly texts: SceneText[];
  readonly hidden: string[];
  readonly by_id: Map<string, Element>;
  readonly repeated_ids: Set<string>;
  readonly rules: StyleRules;
  readonly frame: Frame;
};

type Context = {
  readonly parent: number;
  readonly step: number;
  readonly through: number | undefined;
  readonly matrix: Matrix;
  readonly look: Look;
};

/** At entry: the drawing is sanitised, so that its references end and its levels are few. */
export function sceneOf(root: Element): Scene {
  const view_box = viewBoxOf(root.attributes["viewBox"]);
  const view = view_box ?? {
    x: 0,
    y: 0,
    width: lengthOf(root.attributes["width"], 300) ?? 300,
    height: lengthOf(root.attributes["height"], 150) ?? 150,
  };
  const building: Building = {
    items: [],
    texts: [],
    hidden: [],
    by_id: new Map(),
    repeated_ids: new Set(),
    rules: styleRules(root),
    frame: view,
  };
  nameElements(building, root);
  add(building, root, { parent: -1, step: 0, through: undefined, matrix: IDENTITY, look: {} });
  const { items, texts, hidden, by_id, repeated_ids } = building;
  return { view, bounded: view_box !== undefined, items, texts, hidden, by_id, repeated_ids };
}

function nameElements(building: Building, element: Element): void {
  const { id } = element.attributes;
  if (id !== undefined) {
    if (building.by_id.has(id)) building.repeated_ids.add(id);
    else building.by_id.set(id, element);
  }
  for (const child of childElements(element)) nameElements(building, child);
}

const NOT_DRAWN = words("defs symbol clipPath mask pattern linearGradient radialGradient style title desc");

function add(building: Building, element: Element, context: Context): void {
  const { items, rules } = building;
  if (items.length >= DRAWING_LIMITS.expanded_elements_max) return;
  const own = lookOf(element, rules);
  const look: Look = {
    fill: own.fill ?? context.look.fill,
    stroke: own.stroke ?? context.look.stroke,
    visibility: own.visibility ?? context.look.visibility,
    "font-size": own["font-size"] ?? context.look["font-size"],
    "text-anchor": own["text-anchor"] ?? context.look["text-anchor"],
  };
  if (own.display === "none") {
    building.hidden.push(`${placeOf(items, context.parent)}-${context.step}`);
    return;
  }
  const transform = element.attributes["transform"];
  const own_matrix = transform === undefined ? undefined : transformMatrix(transform);
  const matrix = own_matrix ? composed(context.matrix, own_matrix) : context.matrix;
  const seen =
    look.visibility !== "hidden" &&
    look.visibility !== "collapse" &&
    !(look.fill === "none" && !isPainted(look.stroke));
  const { parent, step, through } = context;
  const index = items.length;
  const shape = seen ? shapeOf(element.name, element.attributes, { matrix, frame: building.frame }) : undefined;
  const item: Item = { index, parent, element, step, through, matrix, shape, end: index + 1 };
  items.push(item);
  const inner: Context = { parent: index, step: 0, through, matrix, look };
  if (element.name === "text") addTexts(building, element, inner);
  else if (element.name === "use") addRepeated(building, element, inner);
  else addChildren(building, element, { ...inner, matrix: innerMatrix(building, element, { matrix, parent }) });
  item.end = items.length;
}

/** Which child of which child an item is, from the top; after a ~ within what a use repeats. */
export function placeOf(items: readonly Item[], index: number): string {
  const item = items[index];
  if (!item) return "";
  const parent = items[item.parent];
  if (!parent) return "0";
  const outer = placeOf(items, item.parent);
  if (item.step < 0) return `${outer}~0`;
  return parent.element.name === "use" ? `${outer}~0-${item.step}` : `${outer}-${item.step}`;
}

function isPainted(stroke: string | undefined): boolean {
  return stroke !== undefined && stroke !== "none" && stroke !== "transparent";
}

function addChildren(building: Building, element: Element, context: Context): void {
  for (const [number, child] of childElements(element).entries()) {
    if (!NOT_DRAWN.has(child.name)) add(building, child, { ...context, step: number });
  }
}

/** A nested svg has coordinates of its own. */
function innerMatrix(
  building: Building,
  element: Element,
  { matrix, parent }: Pick<Item, "matrix" | "parent">,
): Matrix {
  if (element.name !== "svg" || parent < 0) return matrix;
  return composed(matrix, viewMatrix(viewportOf(building, element), viewingOf(element)));
}

function viewportOf({ frame }: Building, { attributes }: Element): Viewport {
  return {
    x: lengthOf(attributes["x"], frame.width) ?? 0,
    y: lengthOf(attributes["y"], frame.height) ?? 0,
    width: lengthOf(attributes["width"], frame.width) ?? frame.width,
    height: lengthOf(attributes["height"], frame.height) ?? frame.height,
  };
}

function viewingOf({ attributes }: Element): Parameters<typeof viewMatrix>[1] {
  return { view_box: attributes["viewBox"], aspect: attributes["preserveAspectRatio"] };
}

function addRepeated(building: Building, element: Element, context: Context): void {
  const target = building.by_id.get((element.attributes["href"] ?? "").slice(1));
  if (!target) return;
  const viewport = viewportOf(building, element);
  const matrix = composed(context.matrix, translation(viewport.x, viewport.y));
  const inner: Context = { ...context, through: context.parent, step: -1, matrix };
  if (target.name !== "symbol" && target.name !== "svg") {
    if (!NOT_DRAWN.has(target.name)) add(building, target, inner);
    return;
  }
  const { width = "100%", height = "100%" } = { ...target.attributes, ...sizeOf(element) };
  const { frame } = building;
  const size = { width: lengthOf(width, frame.width) ?? 0, height: lengthOf(height, frame.height) ?? 0 };
  const view = viewMatrix({ x: 0, y: 0, ...size }, viewingOf(target));
  addChildren(building, target, { ...inner, matrix: composed(matrix, view) });
}

function sizeOf({ attributes }: Element): { readonly width?: string; readonly height?: string } {
  const { width, height } = attributes;
  return { ...(width === undefined ? {} : { width }), ...(height === undefined ? {} : { height }) };
}

/** A text is one, or as many as it has pieces with places of their own. */
function addTexts(building: Building, element: Element, context: Context): void {
  const pieces = childElements(element).filter(
    ({ name, attributes }) => name === "tspan" && (attributes["x"] !== undefined || attributes["y"] !== undefined),
  );
  if (pieces.length < 2) addText(building, { element, piece: pieces[0], content: textOf(element) }, context);
  else for (const piece of pieces) addText(building, { element, piece, content: textOf(piece) }, context);
}

type Piece = { readonly element: Element; readonly piece: Element | undefined; readonly content: string };

/** Letters are about 0.55 of the size wide, and the middle of capitals is 0.35 above the line. */
function addText(building: Building, { element, piece, content }: Piece, context: Context): void {
  const text = content.replaceAll(/\s+/g, " ").trim();
  if (text === "") return;
  const own = piece ? lookOf(piece, building.rules) : {};
  const size = lengthOf(own["font-size"] ?? context.look["font-size"], 16) ?? 16;
  const anchor = own["text-anchor"] ?? context.look["text-anchor"] ?? "start";
  const first = (attribute: string): number =>
    numbers((piece?.attributes[attribute] ?? element.attributes[attribute] ?? "").replaceAll(/[a-z%]+/g, " "))?.[0] ??
    0;
  const width = 0.55 * size * text.length;
  const along = anchor === "middle" ? 0 : anchor === "end" ? -width / 2 : width / 2;
  const point = { x: first("x") + first("dx") + along, y: first("y") + first("dy") - 0.35 * size };
  const [, , c, d] = context.matrix;
  const central = /central|middle/.test(element.attributes["dominant-baseline"] ?? "");
  const centre = mapped(context.matrix, central ? { ...point, y: point.y + 0.35 * size } : point);
  building.texts.push({ item: context.parent, text: text.slice(0, 120), centre, height: size * Math.hypot(c, d) });
}
