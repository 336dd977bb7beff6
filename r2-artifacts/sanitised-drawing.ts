// A sanitised drawing read again, by the steps that come after. What sanitise() writes has one way of being written, so
// it is read in one pass that knows only that way, in a fifth of the parser's time; whatever is written otherwise goes to
// the parser, which is strict.
import { words } from "./allowed.ts";
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import { DRAWING_LIMITS } from "./limits.ts";
import { sourceText } from "./source-text.ts";
import { type Element, parseMarkup } from "./xml.ts";

/** Written again a text can be longer, by what is escaped. */
const LIMITS = { ...DRAWING_LIMITS, bytes_max: 4 * DRAWING_LIMITS.bytes_max };

export function sanitisedRoot(svg: string): DrawingRefusal | { readonly ok: true; readonly root: Element } {
  const root = writtenRoot(svg);
  if (root) return { ok: true, root };
  const decoded = sourceText(svg, LIMITS);
  if (!decoded.ok) return decoded;
  const parsed = parseMarkup(decoded.text, LIMITS);
  if (!parsed.ok) return parsed;
  return parsed.root.name === "svg" ? parsed : refused("not_svg", "The drawing's outermost element is not svg.");
}

type Growing = {
  readonly name: string;
  readonly attributes: Record<string, string>;
  contents: (Element | string)[];
};

type Reading = {
  readonly svg: string;
  readonly open: Growing[];
  /** Names that were looked at, so that each is one string. */
  readonly names: Map<string, string>;
  /** Values that came before, by where a few of their characters put them: most come again, and are not cut out twice. */
  readonly values: (string | undefined)[];
  root: Growing | undefined;
};

const LESS = 60;
const SLASH = 47;
const GREATER = 62;
const SPACE = 32;
const WITH_TEXT = words("text tspan title desc style");
const NAME = /^[a-z][A-Za-z0-9:-]*$/;
const NOTHING: (Element | string)[] = [];

/** The tree that parseMarkup makes, of a text as sanitise() writes it; undefined for any other. */
export function writtenRoot(svg: string): Element | undefined {
  const reading: Reading = { svg, open: [], names: new Map(), values: Array.from({ length: PLACES }), root: undefined };
  let at = 0;
  while (at >= 0 && at < svg.length) {
    if (svg.charCodeAt(at) !== LESS) at = readText(reading, at);
    else if (svg.charCodeAt(at + 1) === SLASH) at = readEnd(reading, at);
    else at = readTag(reading, at);
  }
  return at >= 0 && reading.open.length === 0 && reading.root?.name === "svg" ? reading.root : undefined;
}

const OTHERWISE = -1;

/** These answer where they have read to, or OTHERWISE for what is written in another way. */
function readText({ svg, open }: Reading, at: number): number {
  const within = open.at(-1);
  const end = svg.indexOf("<", at);
  const text = end < 0 ? undefined : unescaped(svg.slice(at, end));
  if (text === undefined || !within || !WITH_TEXT.has(within.name)) return OTHERWISE;
  add(within, text);
  return end;
}

function readEnd({ svg, open }: Reading, at: number): number {
  const name = open.pop()?.name;
  const end = at + 2 + (name?.length ?? 0);
  return name !== undefined && svg.startsWith(name, at + 2) && svg.charCodeAt(end) === GREATER ? end + 1 : OTHERWISE;
}

function readTag(reading: Reading, at: number): number {
  const { svg, open } = reading;
  let end = at + 1;
  while (end < svg.length && !ENDS_NAME.has(svg.charCodeAt(end))) end += 1;
  const name = nameOf(reading, svg.slice(at + 1, end));
  if (name === undefined || open.length >= DRAWING_LIMITS.depth_max) return OTHERWISE;
  const element: Growing = { name, attributes: {}, contents: NOTHING };
  while (svg.charCodeAt(end) === SPACE) {
    end = readAttribute(reading, element.attributes, end + 1);
    if (end < 0) return OTHERWISE;
  }
  const within = open.at(-1);
  if (within) add(within, element);
  else if (reading.root) return OTHERWISE;
  else reading.root = element;
  if (svg.charCodeAt(end) === GREATER) {
    open.push(element);
    return end + 1;
  }
  return svg.charCodeAt(end) === SLASH && svg.charCodeAt(end + 1) === GREATER ? end + 2 : OTHERWISE;
}

const ENDS_NAME: ReadonlySet<number> = new Set([SPACE, SLASH, GREATER]);

function readAttribute(reading: Reading, attributes: Record<string, string>, at: number): number {
  const { svg, values } = reading;
  const equals = svg.indexOf('="', at);
  const name = equals < 0 ? undefined : nameOf(reading, svg.slice(at, equals));
  if (name === undefined) return OTHERWISE;
  const from = equals + 2;
  const end = svg.indexOf('"', from);
  if (end < 0) return OTHERWISE;
  const place = placeOf(svg, from, end);
  const known = values[place];
  if (known !== undefined && known.length === end - from && svg.startsWith(known, from)) {
    attributes[name] = known;
    return end + 1;
  }
  const written = svg.slice(from, end);
  const value = unescaped(written);
  if (value === undefined) return OTHERWISE;
  attributes[name] = value;
  if (value === written) values[place] = value;
  return end + 1;
}

const PLACES = 4_096;
const LOOKED_AT = 12;

/** Of the first and the last characters between two places: names and numbers differ in these. */
function placeOf(svg: string, from: number, to: number): number {
  let place = to - from;
  const first = Math.min(to, from + LOOKED_AT);
  for (let at = from; at < first; at += 1) place = (Math.imul(place, 31) + svg.charCodeAt(at)) | 0;
  for (let at = Math.max(first, to - LOOKED_AT); at < to; at += 1)
    place = (Math.imul(place, 31) + svg.charCodeAt(at)) | 0;
  return place & (PLACES - 1);
}

function nameOf({ names }: Reading, text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined) return known;
  if (!NAME.test(text)) return undefined;
  names.set(text, text);
  return text;
}

function add(within: Growing, content: Element | string): void {
  if (within.contents === NOTHING) within.contents = [content];
  else within.contents.push(content);
}

const ESCAPED: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#9;", "\t"],
  ["&#10;", "\n"],
  ["&#13;", "\r"],
]);

/** Undefined where something is escaped that sanitise() does not escape, or not escaped that it does. */
function unescaped(text: string): string | undefined {
  if (text.includes("<")) return undefined;
  if (!text.includes("&")) return text;
  let plain = true;
  const made = text.replaceAll(/&[^;]{0,10};?/g, (reference) => {
    const character = ESCAPED.get(reference);
    plain &&= character !== undefined;
    return character ?? "";
  });
  return plain ? made : undefined;
}
