// Which namespace a prefixed name means, where it stands. A prefix says nothing by itself: anything may be called svg.

/** By prefix; the empty prefix is that of elements without one. */
export type Scope = ReadonlyMap<string, string>;

export const OUTER_SCOPE: Scope = new Map([["xml", "http://www.w3.org/XML/1998/namespace"]]);

export function scopeWithin(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let scope: Map<string, string> | undefined;
  for (const name in attributes) {
    if (!name.startsWith("xmlns") || (name.length > 5 && name[5] !== ":")) continue;
    scope ??= new Map(outer);
    scope.set(name.slice(6), (attributes[name] ?? "").trim());
  }
  return scope ?? outer;
}

export type QualifiedName = { readonly namespace: string | undefined; readonly local: string };

/** At exit: `namespace` is "" for a name that is in none, and undefined for a prefix that nobody declared. */
export function qualifiedElement(name: string, scope: Scope): QualifiedName {
  const colon = name.indexOf(":");
  if (colon < 0) return { namespace: scope.get("") ?? "", local: name };
  return { namespace: scope.get(name.slice(0, colon)), local: name.slice(colon + 1) };
}

/** Attributes without a prefix are in no namespace, whatever the default is. */
export function qualifiedAttribute(name: string, scope: Scope): QualifiedName {
  const colon = name.indexOf(":");
  if (colon < 0) return { namespace: "", local: name };
  return { namespace: scope.get(name.slice(0, colon)), local: name.slice(colon + 1) };
}
