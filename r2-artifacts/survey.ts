// A look at the whole drawing before it is rebuilt: its style sheets, and which ids something refers to.
import { SVG_NAMESPACE } from "./allowed.ts";
import { internalId, type Rule, referencesOf, safeStyle, writtenRules } from "./css.ts";
import type { DrawingLimits } from "./limits.ts";
import { qualifiedElement, type Scope, scopeWithin } from "./namespaces.ts";
import { childElements, type Element, ownText } from "./xml.ts";

export type StyleSheet = { readonly text: string; readonly left_out: readonly string[] };

export type Survey = {
  readonly styles: ReadonlyMap<Element, StyleSheet>;
  readonly style_length: number;
  readonly referred: ReadonlySet<string>;
  /** By .class, #id, name or *: the ids that rules for it refer to. A rule for `.a .b` counts for both. */
  readonly style_references: ReadonlyMap<string, ReadonlySet<string>>;
};

type Surveying = {
  readonly limits: DrawingLimits;
  readonly styles: Map<Element, StyleSheet>;
  readonly referred: Set<string>;
  readonly style_references: Map<string, Set<string>>;
  style_length: number;
};

export function survey(root: Element, scope: Scope, limits: DrawingLimits): Survey {
  const surveying: Surveying = {
    limits,
    styles: new Map(),
    referred: new Set(),
    style_references: new Map(),
    style_length: 0,
  };
  look(surveying, root, scope);
  return surveying;
}

function look(surveying: Surveying, element: Element, outer: Scope): void {
  const scope = scopeWithin(outer, element.attributes);
  const { local, namespace } = qualifiedElement(element.name, scope);
  if (local === "style" && (namespace === SVG_NAMESPACE || namespace === "")) {
    const text = ownText(element);
    surveying.style_length += text.length;
    if (surveying.style_length <= surveying.limits.style_length_max) readStyle(surveying, element, text);
  }
  for (const name in element.attributes) {
    const value = element.attributes[name] ?? "";
    if (name === "href" || name.endsWith(":href")) {
      const id = internalId(value);
      if (id !== undefined) surveying.referred.add(id);
    } else if (value.includes("#") && /url\(/i.test(value)) {
      for (const [, id = ""] of value.matchAll(/#([^\s"'()]{1,200})/g)) surveying.referred.add(id);
    }
  }
  for (const child of childElements(element)) look(surveying, child, scope);
}

function readStyle(surveying: Surveying, element: Element, text: string): void {
  const { rules, left_out } = safeStyle(text, surveying.limits);
  surveying.styles.set(element, { text: writtenRules(rules), left_out });
  for (const rule of rules) noteReferences(surveying, rule);
}

function noteReferences({ referred, style_references }: Surveying, { selector, declarations }: Rule): void {
  const ids = declarations.flatMap(({ value }) => referencesOf(value));
  if (ids.length === 0) return;
  for (const id of ids) referred.add(id);
  for (const [subject] of selector.matchAll(/[.#]?[\p{L}\p{N}_-]+|\*/gu)) {
    const known = style_references.get(subject) ?? new Set();
    for (const id of ids) known.add(id);
    style_references.set(subject, known);
  }
}
