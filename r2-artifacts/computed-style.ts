// The few properties that say whether something is seen and where a text stands. Rules of style sheets count where they
// are for one class, id or name; of the finer points of the cascade only this: attribute, then rule, then style.
import { declarationsReader, type SafeDeclarations, safeStyle } from "./css.ts";
import { DRAWING_LIMITS } from "./limits.ts";
import { childElements, type Element, ownText } from "./xml.ts";

type Property = "display" | "visibility" | "fill" | "stroke" | "font-size" | "text-anchor";

export type Look = { readonly [Name in Property]?: string | undefined };

const PROPERTIES: readonly Property[] = ["display", "visibility", "fill", "stroke", "font-size", "text-anchor"];

export type StyleRules = {
  readonly rules: ReadonlyMap<string, Look>;
  readonly read: (text: string) => SafeDeclarations;
};

export function styleRules(root: Element): StyleRules {
  const rules = new Map<string, Look>();
  const look = (element: Element): void => {
    if (element.name === "style") addRules(rules, ownText(element));
    for (const child of childElements(element)) look(child);
  };
  look(root);
  return { rules, read: declarationsReader() };
}

function addRules(rules: Map<string, Look>, text: string): void {
  for (const { selector, declarations } of safeStyle(text, DRAWING_LIMITS).rules) {
    const known = declarations.filter(({ property }) => PROPERTIES.some((one) => one === property));
    if (known.length === 0) continue;
    const look = Object.fromEntries(known.map(({ property, value }) => [property, value]));
    for (const subject of selector.split(",").map((one) => one.trim())) {
      if (/^[.#]?[\p{L}\p{N}_-]+$/u.test(subject)) rules.set(subject, { ...rules.get(subject), ...look });
    }
  }
}

/** Of the element itself; what it inherits is the caller's. */
export function lookOf(element: Element, { rules, read }: StyleRules): Look {
  const { attributes } = element;
  const look: { [Name in Property]?: string | undefined } = {};
  for (const property of PROPERTIES) look[property] = attributes[property];
  if (rules.size > 0) {
    const subjects = [element.name, ...(attributes["class"] ?? "").split(/\s+/).map((one) => `.${one}`)];
    for (const subject of [...subjects, `#${attributes["id"] ?? ""}`]) {
      Object.assign(look, rules.get(subject));
    }
  }
  const style = attributes["style"];
  if (style === undefined) return look;
  for (const { property, value } of read(style).kept) {
    const known = PROPERTIES.find((one) => one === property);
    if (known) look[known] = value;
  }
  return look;
}
