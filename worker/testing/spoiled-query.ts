// One thing wrong with a query that is otherwise right, for every parameter of its route, and where the refusal must point.
import type { Json, JsonObject } from "../../contract/json-schema.ts";

export type WrongQuery = {
  readonly what: string;
  /** Instead of what the query says of it, if it says anything. */
  readonly name: string;
  readonly values: readonly string[];
  /** JSON pointer that must be among the violations. */
  readonly path: string;
};

const UNKNOWN = ["unknown", "__proto__", "constructor", "toString", "a/b~c", ""];
/** What is opaque may be any text: what names nothing is not found, not wrong. */
const OPAQUE = /(_id|^code|^cursor)$/;

/** `parameters` are those of the route's query, by name. */
export function wrongQueries(parameters: ReadonlyMap<string, JsonObject>): WrongQuery[] {
  const unknown = UNKNOWN.map((name) => ({
    what: `${name} unknown`,
    name,
    values: ["1"],
    path: `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
  }));
  return [...unknown, ...[...parameters].flatMap(([name, schema]) => wrongValues(name, schema))];
}

function wrongValues(name: string, schema: JsonObject): WrongQuery[] {
  const path = `/${name}`;
  const twice = { what: `${name} twice`, name, values: ["1", "1"], path };
  const wrong = beyond(name, schema).map((value) => ({
    what: `${name}=${value.slice(0, 20)} (${value.length} characters)`,
    name,
    values: [value],
    path,
  }));
  return schema["type"] === "array" ? [] : [twice, ...wrong];
}

/** Texts that the schema refuses. */
function beyond(name: string, schema: JsonObject): string[] {
  const { type, minimum, maximum, minLength, maxLength } = schema;
  if (type === "integer") {
    const outside = [minimum, maximum].flatMap((bound: Json | undefined, index) =>
      typeof bound === "number" ? [String(bound + (index === 0 ? -1 : 1))] : [],
    );
    return ["", "x", "1.5", "1e400", "0x1", "9007199254740993", "true", ...outside];
  }
  if (type === "boolean") return ["", "1", "0", "TRUE", "yes", "null"];
  if (schema["enum"] !== undefined) return ["no such choice", ""];
  if (schema["format"] === "date-time") return ["tomorrow", "2030-02-30T10:00:00Z", "2030-06-01", ""];
  if (type !== "string") return [];
  const lengths = [
    ...(Number(minLength ?? 0) > 0 ? [""] : []),
    ...(maxLength === undefined ? [] : ["x".repeat(Number(maxLength) + 1)]),
  ];
  return OPAQUE.test(name) ? lengths : [...lengths, "a\u0000b", "\u009f"];
}
