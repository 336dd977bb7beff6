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
  /** By the id of a use, what it repeats. */
  readonly repeated: ReadonlyMap<string, string>;
  /** By .class, #id, name or *: the ids that rules for it refer to. A rule for `.a .b` counts for both. */
  readonly style_references: ReadonlyMap<string, ReadonlySet<string>>;
};

type Surveying = {
  readonly limits: DrawingLimits;
  readonly styles: Map<Element, StyleSheet>;
  readonly referred: Set<string>;
  readonly repeated: Map<string, string>;
  readonly style_references: Map<string, Set<string>>;
  style_length: number;
};

export function survey(root: Element, scope: Scope, limits: DrawingLimits): Survey {
  const surveying: Surveying = {
    limits,
    styles: new Map(),
    referred: new Set(),
    repeated: new Map(),
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
      if (id !== undefined) noteReference(surveying, element, { local, id });
    } else if (value.includes("#") && /url\(/i.test(value)) {
      for (const [, id = ""] of value.matchAll(/#([^\s"'()]{1,200})/g)) surveying.referred.add(id);
    }
  }
  for (const child of childElements(element)) look(surveying, child, scope);
}

function noteReference(
  { referred, repeated }: Surveying,
  { attributes }: Element,
  { local, id }: { readonly local: string; readonly id: string },
): void {
  referred.add(id);
  const own = attributes["id"];
  if (local === "use" && own !== undefined && !repeated.has(own)) repeated.set(own, id);
}

/**
 * The use at the end of a longer chain of uses than there may be. The count of all references finds it too, once the
 * drawing is written; here it is found before. Left to that count are a chain that comes back to itself, and the last
 * step, whose target may not be there.
 */
export function longChain({ repeated }: Survey, depth_max: number): string | undefined {
  for (const start of repeated.keys()) {
    let end: string | undefined = start;
    for (let depth = 0; depth <= depth_max + 1 && end !== undefined; depth += 1) end = repeated.get(end);
    if (end !== undefined && !comesBack(repeated, start, depth_max)) return end;
  }
  return undefined;
}

function comesBack(repeated: ReadonlyMap<string, string>, start: string, depth_max: number): boolean {
  const seen = new Set<string>();
  let at: string | undefined = start;
  while (at !== undefined && seen.size <= depth_max + 1 && !seen.has(at)) {
    seen.add(at);
    at = repeated.get(at);
  }
  return at !== undefined && seen.has(at);
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
