// The third step: the drawing as it is shown to those who choose seats. It is the sanitised drawing without everything
// that normalising needed and nobody sees, its seats under the ids that the normalised drawing has for them, and their
// colours left to CSS variables:
//
//   <circle id="A-12" class="hall-seat" data-state="held" …/>     --seat-held
//
// A page changes data-state (none is available; held, sold, blocked, selected) and may set the variables for a theme.
// Rows that the drawing repeats with `use` are written out, because every seat needs an element of its own.
import { ELEMENTS, LOOKS } from "./allowed.ts";
import { declarationsReader, referencesOf, type SafeDeclarations, writtenDeclarations } from "./css.ts";
import type { DrawingRefusal } from "./drawing-problem.ts";
import type { Normalised } from "./normalised.ts";
import { sanitisedRoot } from "./sanitised-drawing.ts";
import { lengthOf, viewMatrix } from "./transform.ts";
import { childElements, type Element, escapedAttribute, escapedText, ownText } from "./xml.ts";

export type Displayed = DrawingRefusal | { readonly ok: true; readonly svg: string };

const STYLE = [
  ".hall-seat{--seat:var(--seat-available,#2f9e62);fill:var(--seat)!important;stroke:var(--seat-line,none);cursor:pointer}",
  ...Object.entries({ held: "#e0a100", sold: "#b8bec6", blocked: "#7d848c", selected: "#1f6feb" }).map(
    ([state, color]) => `.hall-seat[data-state=${state}]{--seat:var(--seat-${state},${color})}`,
  ),
  ".hall-seat *,.hall-seat-shape{fill:inherit!important}",
  ".hall-seat text{fill:var(--seat-text,#fff)!important;pointer-events:none}",
].join("");

type Displaying = {
  readonly output: string[];
  readonly by_id: ReadonlyMap<string, Element>;
  readonly repeated_ids: ReadonlySet<string>;
  readonly seats: ReadonlySet<string>;
  /** Ids of rows and sectors. */
  readonly places: ReadonlySet<string>;
  /** Ids of uses in which seats are. */
  readonly uses: ReadonlySet<string>;
  /** Ids that something refers to. */
  readonly referred: ReadonlySet<string>;
  /** Ids of what seats are drawn with. */
  readonly stencils: ReadonlySet<string>;
  readonly styled: boolean;
  readonly read: (text: string) => SafeDeclarations;
  readonly decimals: number;
  readonly frame: { readonly width: number; readonly height: number };
};

type Where = {
  readonly place: string;
  /** Of the use that is written out here, with a ~; or nothing. */
  readonly prefix: string;
  readonly role: "seat" | "stencil" | undefined;
};

/** At entry: `svg` is what sanitise() returned and `normalised` what normalise() made of it. */
export function display(normalised: Normalised, svg: string): Displayed {
  const parsed = sanitisedRoot(svg);
  if (!parsed.ok) return parsed;
  const displaying = displayingOf(normalised, parsed.root);
  write(displaying, parsed.root, { place: "0", prefix: "", role: undefined });
  return { ok: true, svg: displaying.output.join("") };
}

function displayingOf({ seats, groups, sectors, view }: Normalised, root: Element): Displaying {
  const by_id = new Map<string, Element>();
  const repeated_ids = new Set<string>();
  const referred = new Set<string>();
  let styled = false;
  const look = (element: Element): void => {
    const { id } = element.attributes;
    if (id !== undefined && by_id.has(id)) repeated_ids.add(id);
    else if (id !== undefined) by_id.set(id, element);
    for (const name in element.attributes) {
      const value = element.attributes[name] ?? "";
      if (name === "href") referred.add(value.slice(1));
      else for (const reference of referencesOf(value)) referred.add(reference);
    }
    if (element.name === "style") {
      styled = true;
      for (const reference of referencesOf(ownText(element))) referred.add(reference);
    }
    for (const child of childElements(element)) look(child);
  };
  look(root);
  const seat_ids = new Set(seats.map(({ element_id }) => element_id));
  const stencils = new Set<string>();
  for (const id of seat_ids) {
    const element = by_id.get(id.split("~").at(-1) ?? "");
    if (element?.name === "use") stencils.add((element.attributes["href"] ?? "").slice(1));
  }
  return {
    output: [],
    by_id,
    repeated_ids,
    seats: seat_ids,
    places: new Set([...groups, ...sectors].map(({ element_id }) => element_id)),
    uses: new Set(seats.flatMap(({ element_id }) => usesOf(element_id))),
    referred,
    stencils,
    styled,
    read: declarationsReader(),
    decimals: Math.max(0, Math.min(6, 4 - Math.round(Math.log10(Math.max(1e-3, view.width, view.height))))) + 1,
    frame: view,
  };
}

/** a~b~c is drawn through a and through a~b. */
function usesOf(element_id: string): string[] {
  const parts = element_id.split("~");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("~"));
}

function write(displaying: Displaying, element: Element, where: Where): void {
  const { output, seats, uses } = displaying;
  if (element.name === "title" || element.name === "desc") return;
  if (element.attributes["display"] === "none") return;
  const id = idOf(displaying, element, where);
  const seat = where.role === undefined && seats.has(id);
  const role = seat ? "seat" : displaying.stencils.has(element.attributes["id"] ?? "") ? "stencil" : where.role;
  if (element.name === "use" && !seat && uses.has(id)) {
    writeRepeated(displaying, element, { ...where, prefix: `${id}~` });
    return;
  }
  const start = output.length;
  output.push(`<${element.name}`);
  if (start === 0) output.push(' xmlns="http://www.w3.org/2000/svg"');
  if (seat || displaying.places.has(id)) output.push(` id="${escapedAttribute(id)}"`);
  writeAttributes(displaying, element, {
    role,
    outermost: seat,
    keeps_id: !seat && !displaying.places.has(id) && where.prefix === "",
  });
  output.push(">");
  const empty = output.length;
  if (start === 0) output.push(`<style>${escapedText(STYLE)}</style>`);
  writeContents(displaying, element, { ...where, role });
  if (output.length > empty) output.push(`</${element.name}>`);
  else if (element.name === "g" && !seat) output.length = start;
  else output[empty - 1] = "/>";
}

function idOf({ repeated_ids }: Displaying, { attributes }: Element, { place, prefix }: Where): string {
  const { id } = attributes;
  return `${prefix}${id !== undefined && !repeated_ids.has(id) ? id : `at-${place.replaceAll("~", "_")}`}`;
}

function writeContents(displaying: Displaying, element: Element, where: Where): void {
  const with_text = element.name === "text" || element.name === "tspan" || element.name === "style";
  let number = -1;
  for (const content of element.contents) {
    if (typeof content === "string") {
      if (with_text) displaying.output.push(escapedText(content));
      continue;
    }
    number += 1;
    write(displaying, content, { ...where, place: `${where.place}-${number}` });
  }
}

function writeRepeated(displaying: Displaying, use: Element, where: Where): void {
  const { output, by_id, frame } = displaying;
  const target = by_id.get((use.attributes["href"] ?? "").slice(1));
  if (!target) return;
  const length = (name: string, whole: number): number | undefined => lengthOf(use.attributes[name], whole);
  const shift = `translate(${length("x", frame.width) ?? 0} ${length("y", frame.height) ?? 0})`;
  const id = where.prefix.slice(0, -1);
  output.push("<g");
  if (displaying.places.has(id)) output.push(` id="${escapedAttribute(id)}"`);
  const { x: _x, y: _y, href: _href, width: _width, height: _height, ...attributes } = use.attributes;
  const transform = `${attributes["transform"] ?? ""} ${shift}`.trim();
  writeAttributes(
    displaying,
    { name: "g", attributes: { ...attributes, transform } },
    { role: undefined, outermost: false, keeps_id: false },
  );
  output.push(">");
  const inner = { ...where, place: `${where.place}~0` };
  if (target.name !== "symbol" && target.name !== "svg") write(displaying, target, inner);
  else {
    const width = length("width", frame.width) ?? lengthOf(target.attributes["width"], frame.width) ?? frame.width;
    const height =
      length("height", frame.height) ?? lengthOf(target.attributes["height"], frame.height) ?? frame.height;
    const viewing = { view_box: target.attributes["viewBox"], aspect: target.attributes["preserveAspectRatio"] };
    output.push(`<g transform="matrix(${viewMatrix({ x: 0, y: 0, width, height }, viewing).join(" ")})">`);
    writeContents(displaying, target, inner);
    output.push("</g>");
  }
  output.push("</g>");
}

type Manner = {
  readonly role: Where["role"];
  /** The seat itself, and not something in it. */
  readonly outermost: boolean;
  readonly keeps_id: boolean;
};

type Tagged = Pick<Element, "name" | "attributes">;

function writeAttributes(displaying: Displaying, { name, attributes }: Tagged, manner: Manner): void {
  const { output, referred, styled } = displaying;
  const { role, outermost, keeps_id } = manner;
  const plain = role !== undefined && name !== "text" && name !== "tspan";
  if (outermost) output.push(' class="hall-seat"');
  else if (role === "stencil" && plain) output.push(' class="hall-seat-shape"');
  for (const attribute in attributes) {
    const value = attributes[attribute] ?? "";
    if (attribute === "xmlns" || attribute === "aria-label" || attribute.startsWith("data-")) continue;
    if (attribute === "id" && !(keeps_id && referred.has(value))) continue;
    if (attribute === "class" && (plain || !styled)) continue;
    if (plain && PAINTS.has(attribute)) continue;
    const written =
      attribute === "style" && plain ? unpainted(displaying, value) : shortened(displaying, name, { attribute, value });
    if (written !== "") output.push(` ${attribute}="${escapedAttribute(written)}"`);
  }
}

const PAINTS: ReadonlySet<string> = new Set(["fill", "fill-opacity", "fill-rule"]);

function unpainted({ read }: Displaying, style: string): string {
  return writtenDeclarations(read(style).kept.filter(({ property }) => !PAINTS.has(property)));
}

const DECIMALS_OF_MATRICES = 6;

type Written = { readonly attribute: string; readonly value: string };

/** Editors write fifteen digits; a thousandth of what is seen is enough. Paths add their parts up, so they keep one more. */
function shortened({ decimals }: Displaying, name: string, { attribute, value }: Written): string {
  if (attribute === "viewBox" || LOOKS.has(attribute) || !/\.\d{3}/.test(value)) return value;
  const geometry = ELEMENTS.get(name)?.has(attribute) && attribute !== "href";
  if (!geometry && !/transform$/i.test(attribute)) return value;
  const kept = geometry ? decimals + (attribute === "d" ? 1 : 0) : DECIMALS_OF_MATRICES;
  return value.replaceAll(/-?\d*\.\d{3,}(?![\deE])/g, (number) => String(Number(Number(number).toFixed(kept))));
}
