// The attributes of one element as they are written again: those that are known, with values that are understood.
import {
  AFFINITY_NAMESPACE,
  ANYWHERE,
  EDITOR_NAMESPACES,
  ELEMENTS,
  ILLUSTRATOR_NAMESPACE,
  INKSCAPE_NAMESPACE,
  isDataOfSeats,
  LOOKS,
  words,
  XLINK_NAMESPACE,
} from "./allowed.ts";
import { internalId, type SafeDeclarations, safeValue, writtenDeclarations } from "./css.ts";
import { type QualifiedName, qualifiedAttribute, type Scope } from "./namespaces.ts";
import type { RemovalKind } from "./removal-report.ts";
import { transformMatrix } from "./transform.ts";
import type { Element } from "./xml.ts";

export type Rebuilt = {
  readonly written: ReadonlyMap<string, string>;
  readonly left_out: readonly { readonly what: RemovalKind; readonly name: string }[];
};

type Rebuilding = {
  readonly written: Map<string, string>;
  readonly left_out: { what: RemovalKind; name: string }[];
  /** The element's name as it is written again. */
  readonly element: string;
  /** safeDeclarations, or one that remembers. */
  readonly read: (text: string) => SafeDeclarations;
  /** Undefined where images are not taken. */
  readonly image_length_max: number | undefined;
};

export type AttributeContext = Pick<Rebuilding, "element" | "image_length_max" | "read"> & { readonly scope: Scope };

export function rebuiltAttributes(source: Element, { scope, ...context }: AttributeContext): Rebuilt {
  const rebuilding: Rebuilding = { ...context, written: new Map(), left_out: [] };
  for (const name in source.attributes) {
    if (name === "xmlns" || name.startsWith("xmlns:")) continue;
    const value = source.attributes[name] ?? "";
    const qualified = qualifiedAttribute(name, scope);
    if (qualified.namespace === "") plainAttribute(rebuilding, name, value);
    else prefixedAttribute(rebuilding, qualified, value);
  }
  return rebuilding;
}

/** What editors say in namespaces of their own and normalising needs is said in data attributes. */
function prefixedAttribute(rebuilding: Rebuilding, { namespace, local }: QualifiedName, value: string): void {
  const { written, left_out } = rebuilding;
  const label =
    (namespace === INKSCAPE_NAMESPACE && local === "label") || (namespace === AFFINITY_NAMESPACE && local === "id");
  const layer =
    (namespace === INKSCAPE_NAMESPACE && local === "groupmode" && value === "layer") ||
    (namespace === ILLUSTRATOR_NAMESPACE && local === "layer" && value === "yes");
  if (namespace === XLINK_NAMESPACE && local === "href") {
    if (!written.has("href")) plainAttribute(rebuilding, "href", value);
  } else if (label) {
    if (!written.has("data-label")) written.set("data-label", value);
  } else if (layer) written.set("data-layer", "yes");
  else if (namespace === XML && local === "space") written.set("xml:space", value);
  else if (namespace !== undefined && EDITOR_NAMESPACES.has(namespace))
    left_out.push({ what: "editor data", name: local });
  else if (namespace === XML && local === "base") left_out.push({ what: "reference", name: "xml:base" });
  else left_out.push({ what: "foreign namespace", name: local });
}

const XML = "http://www.w3.org/XML/1998/namespace";

function plainAttribute(rebuilding: Rebuilding, name: string, value: string): void {
  const { written, left_out, element } = rebuilding;
  if (/^on/i.test(name)) {
    left_out.push({ what: "event handler", name });
  } else if (name === "style") {
    styleAttribute(rebuilding, value);
  } else if (LOOKS.has(name)) {
    const safe = safeValue(value);
    if (safe !== undefined) written.set(name, safe);
    else if (value.trim() !== "") left_out.push({ what: "style", name });
  } else if (name === "href") {
    const reference = safeReference(rebuilding, value);
    if (reference !== undefined && ELEMENTS.get(element)?.has("href")) written.set(name, reference);
    else left_out.push({ what: "reference", name });
  } else if (ANYWHERE.has(name) || ELEMENTS.get(element)?.has(name)) {
    if (isUnderstood(name, value)) written.set(name, value);
    else left_out.push({ what: "attribute", name });
  } else if (isDataOfSeats(name)) written.set(name, value);
  else left_out.push({ what: "attribute", name });
}

/** A transform in a style is one in the attribute's stead. */
function styleAttribute({ written, left_out, read }: Rebuilding, text: string): void {
  const transform = /(?:^|;)\s*transform\s*:\s*([^;]{1,500})/i.exec(text)?.[1]?.trim();
  const { kept, left_out: declarations } = read(text);
  const readable = transform !== undefined && transformMatrix(transform) !== undefined;
  if (readable) written.set("transform", transform);
  for (const name of declarations) {
    if (name !== "transform" || !readable) left_out.push({ what: "style", name });
  }
  if (kept.length > 0) written.set("style", writtenDeclarations(kept));
}

const KEYWORDS: ReadonlySet<string> = words(`
  preserveAspectRatio lengthAdjust gradientUnits spreadMethod clipPathUnits maskUnits maskContentUnits
  patternUnits patternContentUnits
`);

function isUnderstood(name: string, value: string): boolean {
  if (name === "id") return value.trim() !== "" && value.length <= 200;
  if (name === "class" || name === "aria-label") return true;
  if (name === "d") return /^[MmZzLlHhVvCcSsQqTtAa\d\s.,+\-eE]*$/.test(value);
  if (KEYWORDS.has(name)) return /^[A-Za-z\s]{1,60}$/.test(value);
  if (name === "transform" || name.endsWith("Transform")) return transformMatrix(value) !== undefined;
  return /^[-+\d.eE%a-z\s,]*$/.test(value);
}

const RASTER =
  /^data:image\/(?:png;base64,iVBORw0KGgo|jpe?g;base64,\/9j\/|gif;base64,R0lGOD|webp;base64,UklGR)[A-Za-z0-9+/\s]*={0,2}\s*$/;

function safeReference({ element, image_length_max }: Rebuilding, value: string): string | undefined {
  if (element === "image") {
    return image_length_max !== undefined && value.length <= image_length_max && RASTER.test(value) ? value : undefined;
  }
  const id = internalId(value);
  return id === undefined ? undefined : `#${id}`;
}
