// What a parameter of a path or query has as its example: what the documented request says, else something of the story.
import { EXAMPLE_IDS } from "./examples.ts";
import type { Json, JsonObject } from "./json-schema.ts";
import type { Documented } from "./openapi-operation.ts";
import { SCHEME_NAMES } from "./scheme-hall-example.ts";

/** Of fields that no example request has. */
const EXAMPLES: JsonObject = { cursor: "eyJhZnRlciI6MjB9" };

export function exampleOf({ name, request }: Documented, field: string, schema: JsonObject): Json {
  const { default: fallback, examples, enum: choices, type, minimum, format, maxLength } = schema;
  const example =
    request[field] ??
    (maxLength === ID_LENGTH_MAX ? exampleId(field) : SCHEME_NAMES[field]) ??
    EXAMPLES[field] ??
    fallback ??
    // Both are lists.
    ((examples ?? choices) as readonly Json[] | undefined)?.[0] ??
    (type === "boolean" ? true : minimum) ??
    (format === "date-time" ? "2030-06-01T00:00:00Z" : undefined);
  if (example === undefined)
    throw new Error(`${field} of ${name} needs an example: in its documented request, or .meta({ examples })`);
  return example;
}

/** Of what is opaque; a name that people give is shorter. */
const ID_LENGTH_MAX = 128;

/** The story's id for a field of that name: an expected_scheme_version_id is that of a scheme_version. */
export function exampleId(field: string): string | undefined {
  const ids: Readonly<Record<string, string>> = EXAMPLE_IDS;
  const words = field.replace(/_id$/, "").split("_");
  const nouns = words.map((_, index) => words.slice(index).join("_"));
  return nouns.map((noun) => ids[noun]).find((id) => id !== undefined);
}
