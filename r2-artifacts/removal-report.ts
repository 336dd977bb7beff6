// What was left out of a drawing, counted, for the person who drew it.

export type RemovalKind =
  | "element"
  | "attribute"
  | "event handler"
  | "reference"
  | "style"
  | "foreign namespace"
  | "editor data"
  | "text"
  | "document type"
  | "comment"
  | "processing instruction";

export type Removal = { readonly what: RemovalKind; readonly name: string; readonly count: number };

export type Removals = Map<string, { readonly what: RemovalKind; readonly name: string; count: number }>;

const NAME_LENGTH_MAX = 64;

export function removed(removals: Removals, what: RemovalKind, name: string): void {
  const short = name.slice(0, NAME_LENGTH_MAX);
  const key = `${what} ${short}`;
  const known = removals.get(key);
  if (known) known.count += 1;
  else removals.set(key, { what, name: short, count: 1 });
}

/** The most frequent first. */
export function reported(removals: Removals, entries_max: number): Removal[] {
  return [...removals.values()].sort((one, other) => other.count - one.count).slice(0, entries_max);
}
