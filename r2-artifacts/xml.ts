// The parser behind one door, and the tree that is made of what it reads. The parser is strict and expands nothing that
// the file declares. It sees the drawing batch by batch, flat (markup-scan.ts); its own tree would take four times as much
// memory as this one.
import { parseXml, XmlElement, XmlError, XmlText } from "@rgrove/parse-xml";
import { words } from "./allowed.ts";
import { type DrawingRefusal, refused } from "./drawing-problem.ts";
import type { DrawingLimits } from "./limits.ts";
import { type Batch, type LeftOut, scanMarkup } from "./markup-scan.ts";

export type Element = {
  readonly name: string;
  /** What has no attribute of a name reads as undefined; ask only for names that are none of Object's. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and texts in order, without texts of spaces where texts mean nothing. */
  readonly contents: readonly (Element | string)[];
};

type Growing = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  contents: (Element | string)[];
};

type Parsed =
  | DrawingRefusal
  | { readonly ok: true; readonly root: Element; readonly left_out: ReadonlyMap<LeftOut, number> };

/** The names that Illustrator declares in its document types. What a file declares for them is not looked at. */
const ILLUSTRATOR_ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&ns_svg;", "http://www.w3.org/2000/svg"],
  ["&ns_xlink;", "http://www.w3.org/1999/xlink"],
  ["&ns_ai;", "http://ns.adobe.com/AdobeIllustrator/10.0/"],
  ["&ns_extend;", "http://ns.adobe.com/Extensibility/1.0/"],
  ["&ns_graphs;", "http://ns.adobe.com/Graphs/1.0/"],
  ["&ns_vars;", "http://ns.adobe.com/Variables/1.0/"],
  ["&ns_imrep;", "http://ns.adobe.com/ImageReplacement/1.0/"],
  ["&ns_sfw;", "http://ns.adobe.com/SaveForWeb/1.0/"],
  ["&ns_custom;", "http://ns.adobe.com/GenericCustomNamespace/1.0/"],
  ["&ns_adobe_xpath;", "http://ns.adobe.com/XPath/1.0/"],
  ["&ns_flows;", "http://ns.adobe.com/Flows/1.0/"],
]);

type Tree = {
  root: Growing | undefined;
  readonly open: Growing[];
  /** Values that came before: most are on every seat, and one string is enough. */
  readonly values: Map<string, string>;
};

const VALUES_MAX = 4_000;

export function parseMarkup(text: string, limits: DrawingLimits): Parsed {
  const tree: Tree = { root: undefined, open: [], values: new Map() };
  const scanned = scanMarkup(text, limits, (batch) => grow(tree, batch));
  if (!scanned.ok) return scanned;
  return tree.root
    ? { ok: true, root: tree.root, left_out: scanned.left_out }
    : refused("malformed", "The drawing has no element.");
}

function grow(tree: Tree, { markup, tags, line }: Batch): DrawingRefusal | undefined {
  try {
    const { root } = parseXml(`<_>${markup}</_>`, {
      resolveUndefinedEntity: (entity) => ILLUSTRATOR_ENTITIES.get(entity),
    });
    let tag = 0;
    for (const node of root?.children ?? []) {
      if (node instanceof XmlText) growText(tree, node.text);
      if (!(node instanceof XmlElement)) continue;
      const kind = tags[tag];
      tag += 1;
      if (kind === "closes") tree.open.pop();
      else growElement(tree, node, kind === "opens");
    }
    return undefined;
  } catch (error) {
    if (error instanceof XmlError) return refused("malformed", firstLine(error.message), line() + error.line - 1);
    throw error;
  }
}

const NOTHING: (Element | string)[] = [];
const WITH_TEXT = words("text tspan title desc style");

function growText({ open }: Tree, text: string): void {
  const within = open.at(-1);
  if (!within) return;
  if (!WITH_TEXT.has(within.name.slice(within.name.indexOf(":") + 1)) && text.trim() === "") return;
  add(within, text);
}

function add(within: Growing, content: Element | string): void {
  if (within.contents === NOTHING) within.contents = [content];
  else within.contents.push(content);
}

/** Attributes are copied: the parser's objects have no prototype, and the engine keeps such as tables. */
function growElement(tree: Tree, { name, attributes }: XmlElement, opens: boolean): void {
  const copied: Record<string, string> = {};
  for (const attribute in attributes) {
    if (attribute !== "__proto__") copied[attribute] = shared(tree, attributes[attribute] ?? "");
  }
  const element: Growing = { name, attributes: copied, contents: NOTHING };
  const within = tree.open.at(-1);
  if (within) add(within, element);
  tree.root ??= element;
  if (opens) tree.open.push(element);
}

function shared({ values }: Tree, value: string): string {
  const known = values.get(value);
  if (known !== undefined) return known;
  if (values.size < VALUES_MAX) values.set(value, value);
  return value;
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ \(line \d+, column \d+\)$/, ".").slice(0, 200);
}

export function childElements({ contents }: Element): Element[] {
  return contents.filter((content): content is Element => typeof content !== "string");
}

/** The texts of an element itself, without those of elements in it. */
export function ownText({ contents }: Element): string {
  return contents.map((content) => (typeof content === "string" ? content : "")).join("");
}

export function textOf({ contents }: Element): string {
  return contents.map((content) => (typeof content === "string" ? content : textOf(content))).join("");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/** Most values are short and have nothing to escape: then they are looked through and not taken apart. */
export function escapedAttribute(value: string): string {
  if (!/[&<>"\t\n\r]/.test(value)) return value;
  return value.replaceAll(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? "");
}

export function escapedText(text: string): string {
  return text.replaceAll(/[&<>\r]/g, (character) => ESCAPES[character] ?? "");
}
