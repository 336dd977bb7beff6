// Whether values of one schema still fit where values of another did. What we take may widen, what we answer may narrow:
// clients make room, and write switches, by what an answer was said to be. A keyword that is not known here and differs
// counts as breaking, so that nothing passes because it was not thought of.
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import type { Changes } from "./change.ts";
import {
  type Alternative,
  canonical,
  componentOf,
  isAnnotation,
  list,
  object,
  same,
  shapeOf,
  texts,
} from "./document.ts";

export type Direction = "request" | "response";

export interface Comparison {
  readonly base: JsonObject;
  readonly current: JsonObject;
  readonly changes: Changes;
  /** Pairs of components that were compared, which also ends recursion. */
  readonly seen: Set<string>;
}

export interface Place {
  readonly where: string;
  /** Members below `where`, joined by dots; empty for all of it. */
  readonly path: string;
  readonly direction: Direction;
}

interface Pair<Value = JsonObject> {
  readonly before: Value;
  readonly after: Value;
}

export function compareSchemas(at: Comparison, place: Place, { before, after }: Pair<Json | undefined>): void {
  const inside = entered(at, place, { before: componentOf(before), after: componentOf(after) });
  if (inside === undefined) return;
  const was = shapeOf(at.base, before);
  const is = shapeOf(at.current, after);
  compareNull(at, inside, { before: was.nullable, after: is.nullable });
  const [only, ...others] = was.alternatives;
  const [now, ...further] = is.alternatives;
  if (only && now && others.length + further.length === 0) {
    compareAlternatives(at, inside, { before: only, after: now });
  } else {
    compareUnion(at, inside, { before: was.alternatives, after: is.alternatives });
  }
}

/** What is the same component on both sides is told under its name; a pair that was compared is not told again. */
function entered(at: Comparison, place: Place, { before, after }: Pair<string | undefined>): Place | undefined {
  if (before === undefined || after === undefined) return place;
  const pair = `${before} ${after} ${place.direction}`;
  if (at.seen.has(pair)) return undefined;
  at.seen.add(pair);
  return before === after ? { ...place, where: after, path: "" } : place;
}

function compareNull({ changes }: Comparison, place: Place, { before, after }: Pair<boolean>): void {
  if (before === after) return;
  if (place.direction === "request") {
    if (before) tell(changes, place, ["breaking", "no longer takes null"]);
    else tell(changes, place, ["added", "takes null too"]);
  } else if (after) tell(changes, place, ["breaking", "can be null now"]);
  else tell(changes, place, ["changed", "is never null any more"]);
}

/** Alternatives are the same when their constants are, or else their component, or else all that they say. */
function compareUnion(at: Comparison, place: Place, { before, after }: Pair<readonly Alternative[]>): void {
  const was = new Map(before.map((alternative) => [signature(alternative), alternative]));
  const is = new Map(after.map((alternative) => [signature(alternative), alternative]));
  for (const [name, alternative] of was) {
    const now = is.get(name);
    if (now) compareAlternatives(at, place, { before: alternative, after: now });
    else tell(at.changes, place, ["breaking", `${name} is gone`]);
  }
  const open = before.every(({ schema }) => Object.values(object(schema["properties"])).some(isOpen));
  for (const name of [...is.keys()].filter((each) => !was.has(each))) {
    if (place.direction === "request" || open) tell(at.changes, place, ["added", `${name} is possible too`]);
    else tell(at.changes, place, ["breaking", `${name} is possible too, and clients do not expect it`]);
  }
}

function signature({ name, schema }: Alternative): string {
  const constants = Object.values(object(schema["properties"])).flatMap((property) => {
    const { const: constant } = object(property);
    return typeof constant === "string" ? [`\`${constant}\``] : [];
  });
  return constants.length > 0 ? constants.join(" ") : (name ?? canonical(schema));
}

/** Marked as a list that grows: clients were told to expect values that they do not know. */
function isOpen(schema: Json): boolean {
  return object(schema)["x-holdfast-open"] === true;
}

function compareAlternatives(at: Comparison, place: Place, { before, after }: Pair<Alternative>): void {
  const inside = entered(at, place, { before: before.name, after: after.name });
  if (inside !== undefined) compareKeywords(at, inside, { before: before.schema, after: after.schema });
}

function compareKeywords(at: Comparison, place: Place, { before, after }: Pair): void {
  if (!same(typeOf(before), typeOf(after))) {
    tell(at.changes, place, ["breaking", `is ${words(typeOf(after))} instead of ${words(typeOf(before))}`]);
    return;
  }
  compareValues(at.changes, place, { before, after });
  compareBounds(at.changes, place, { before, after });
  compareExact(at.changes, place, { before, after });
  compareDefaults(at.changes, place, { before, after });
  compareUnknown(at.changes, place, { before, after });
  if (before["items"] !== undefined || after["items"] !== undefined) {
    const items = { ...place, path: `${place.path}[]` };
    compareSchemas(at, items, { before: before["items"], after: after["items"] });
  }
  compareMembers(at, place, { before, after });
}

function typeOf(schema: JsonObject): Json {
  const { type, const: constant } = schema;
  if (type !== undefined) return type;
  return constant === undefined ? "anything" : typeof constant;
}

function compareValues(changes: Changes, place: Place, { before, after }: Pair): void {
  const was = valuesOf(before);
  const is = valuesOf(after);
  const gone = was?.filter((value) => is !== undefined && !is.includes(value)) ?? [];
  const more = is?.filter((value) => was !== undefined && !was.includes(value)) ?? [];
  if (gone.length > 0) tell(changes, place, ["breaking", `no longer has ${gone.join(", ")}`]);
  const [freed, listed] = [was !== undefined && is === undefined, was === undefined && is !== undefined];
  if (place.direction === "request") {
    if (more.length > 0) tell(changes, place, ["added", `takes ${more.join(", ")} too`]);
    if (freed) tell(changes, place, ["added", "takes any value"]);
    if (listed) tell(changes, place, ["breaking", `takes only ${words(is)}`]);
    return;
  }
  if (more.length > 0 && isOpen(before)) tell(changes, place, ["added", `can be ${more.join(", ")} too`]);
  if (more.length > 0 && !isOpen(before)) {
    tell(changes, place, ["breaking", `can be ${more.join(", ")} too, which clients do not expect`]);
  }
  if (freed) tell(changes, place, ["breaking", "can be any value"]);
  if (listed) tell(changes, place, ["changed", `is one of ${words(is)}`]);
  if (isOpen(after) && !isOpen(before) && was) tell(changes, place, ["breaking", "is a list that can grow now"]);
}

function valuesOf({ const: constant, enum: values }: JsonObject): readonly string[] | undefined {
  if (constant !== undefined) return [`\`${words(constant)}\``];
  return Array.isArray(values) ? values.map((value) => `\`${words(value as Json)}\``) : undefined;
}

const BOUNDS: { readonly [keyword: string]: "most" | "least" } = {
  maxLength: "most",
  maximum: "most",
  exclusiveMaximum: "most",
  maxItems: "most",
  maxProperties: "most",
  minLength: "least",
  minimum: "least",
  exclusiveMinimum: "least",
  minItems: "least",
  minProperties: "least",
};
const INTEGERS = ["int32", "int64"];

function compareBounds(changes: Changes, place: Place, { before, after }: Pair): void {
  for (const [keyword, end] of Object.entries(BOUNDS)) {
    if (same(before[keyword], after[keyword])) continue;
    const was = bound(before[keyword], end);
    const is = bound(after[keyword], end);
    const narrower = end === "most" ? is < was : is > was;
    const what = `${keyword} is ${words(after[keyword])} instead of ${words(before[keyword])}`;
    if (place.direction === "request") tell(changes, place, [narrower ? "breaking" : "added", what]);
    else tell(changes, place, [narrower ? "changed" : "breaking", what]);
  }
}

/** Without the keyword there is no bound. */
function bound(value: Json | undefined, end: "most" | "least"): number {
  if (typeof value === "number") return value;
  return end === "most" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** Of two patterns nobody can say which takes more: only having none is wider. Of integers the longer one is. */
function compareExact(changes: Changes, place: Place, { before, after }: Pair): void {
  for (const keyword of EXACT) {
    const [was, is] = [before[keyword], after[keyword]];
    if (same(was, is)) continue;
    const longer = was === INTEGERS[0] && is === INTEGERS[1];
    const shorter = was === INTEGERS[1] && is === INTEGERS[0];
    const what = `${keyword} is ${words(is)} instead of ${words(was)}`;
    if (place.direction === "request") tell(changes, place, [is === undefined || longer ? "added" : "breaking", what]);
    else tell(changes, place, [was === undefined || shorter ? "changed" : "breaking", what]);
  }
}

/** The same request without the member must go on to mean the same. */
function compareDefaults(changes: Changes, place: Place, { before, after }: Pair): void {
  const [was, is] = [before["default"], after["default"]];
  if (place.direction === "response" || was === undefined || same(was, is)) return;
  tell(changes, place, ["breaking", `is ${words(is)} by default instead of ${words(was)}`]);
}

const EXACT = ["format", "pattern", "multipleOf", "uniqueItems"];
const JUDGED = ["type", "enum", "const", "default", "properties", "required", "additionalProperties", "items"];
const KNOWN = new Set([...Object.keys(BOUNDS), ...EXACT, ...JUDGED]);

function compareUnknown(changes: Changes, place: Place, { before, after }: Pair): void {
  for (const keyword of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (KNOWN.has(keyword) || isAnnotation(keyword) || same(before[keyword], after[keyword])) continue;
    tell(changes, place, ["breaking", `${keyword} differs, which cannot be judged`]);
  }
}

function compareMembers(at: Comparison, place: Place, { before, after }: Pair): void {
  const was = object(before["properties"]);
  const is = object(after["properties"]);
  const needed = { before: texts(before["required"]), after: texts(after["required"]) };
  for (const [name, property] of Object.entries(was)) {
    const member = { ...place, path: place.path === "" ? name : `${place.path}.${name}` };
    const now = Object.hasOwn(is, name) ? is[name] : undefined;
    if (now === undefined) {
      tell(at.changes, member, ["breaking", "is gone"]);
      continue;
    }
    compareNeed(at.changes, member, { before: needed.before.includes(name), after: needed.after.includes(name) });
    if (object(now)["deprecated"] === true && object(property)["deprecated"] !== true) {
      tell(at.changes, member, ["deprecated", "is deprecated"]);
    }
    compareSchemas(at, member, { before: property, after: now });
  }
  for (const name of Object.keys(is).filter((each) => !Object.hasOwn(was, each))) {
    const member = { ...place, path: place.path === "" ? name : `${place.path}.${name}` };
    const demanded = place.direction === "request" && needed.after.includes(name);
    tell(at.changes, member, demanded ? ["breaking", "is new and required"] : ["added", "is new"]);
  }
  compareOthers(at.changes, place, { before: before["additionalProperties"], after: after["additionalProperties"] });
}

function compareNeed(changes: Changes, place: Place, { before, after }: Pair<boolean>): void {
  if (before === after) return;
  if (place.direction === "request")
    tell(changes, place, after ? ["breaking", "is required"] : ["added", "is optional"]);
  else tell(changes, place, after ? ["changed", "is always there"] : ["breaking", "can be missing"]);
}

/** Members that are not named: false forbids them, and anything else than true or {} says what they are. */
function compareOthers(changes: Changes, place: Place, { before, after }: Pair<Json | undefined>): void {
  const [was, is] = [before ?? true, after ?? true].map((each) => (same(each, {}) ? true : each));
  if (same(was, is)) return;
  const what = `further members: ${words(is)} instead of ${words(was)}`;
  const [wider, narrower] = [is === true || was === false, is === false || was === true];
  if (place.direction === "request") tell(changes, place, [wider ? "added" : "breaking", what]);
  else tell(changes, place, [narrower ? "changed" : "breaking", what]);
}

function tell(changes: Changes, { where, path }: Place, [kind, what]: [Parameters<Changes["tell"]>[0], string]): void {
  changes.tell(kind, where, path === "" ? what : `\`${path}\` ${what}`);
}

function words(value: Json | readonly string[] | undefined): string {
  if (value === undefined) return "none";
  if (typeof value === "string") return value;
  return list(value).length > 0
    ? list(value)
        .map((each) => words(each))
        .join(", ")
    : JSON.stringify(value);
}
