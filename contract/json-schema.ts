// Schemas as JSON Schema, with the named ones gathered as components, for the documents that are made of them.
import * as z from "zod";

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [name: string]: Json };

const COMPONENT = "#/components/schemas/";

/** Turns schemas into JSON Schema and gathers those with a name. */
export class Schemas {
  readonly #named = new Map<string, JsonObject>();

  /** A reference to the component of that name, or to the schema's own name if it has one. */
  named(name: string, schema: z.ZodType, io: "input" | "output"): JsonObject {
    const described = this.of(schema, io);
    return "$ref" in described ? described : this.kept(name, described);
  }

  /** A reference to the component of that name, which this is. */
  kept(name: string, described: JsonObject): JsonObject {
    this.#keep(name, described);
    return { $ref: `${COMPONENT}${name}` };
  }

  /** The component that it refers to, or itself. */
  resolved(schema: Json): JsonObject {
    // Schemas of a schema's members are objects: none of ours is `true` or `false`.
    const described = schema as JsonObject;
    const { $ref } = described;
    return typeof $ref === "string" ? (this.#named.get($ref.slice(COMPONENT.length)) ?? {}) : described;
  }

  of(schema: z.ZodType, io: "input" | "output"): JsonObject {
    const described = z.toJSONSchema(schema, {
      io,
      unrepresentable: "any",
      override: ({ jsonSchema }) => open(jsonSchema as Record<string, unknown>, io),
    }) as JsonObject;
    for (const [name, definition] of Object.entries((described["$defs"] ?? {}) as JsonObject)) {
      this.#keep(name, hoisted(definition) as JsonObject);
    }
    return hoisted(without(without(described, "$schema"), "$defs")) as JsonObject;
  }

  all(): JsonObject {
    return Object.fromEntries([...this.#named].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  #keep(name: string, definition: JsonObject): void {
    const described = without(definition, "id");
    const before = this.#named.get(name);
    if (before && JSON.stringify(before) !== JSON.stringify(described)) {
      throw new Error(`two schemas are named ${name}`);
    }
    this.#named.set(name, described);
  }
}

function without(schema: JsonObject, member: string): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => name !== member));
}

/** What we answer may get further members later; what we are sent must have no others. Integers say how large they get. */
function open(schema: Record<string, unknown>, io: "input" | "output"): void {
  if (io === "output" && schema["additionalProperties"] === false) delete schema["additionalProperties"];
  // What a reference names says it once; zod repeats beside it what the next line changes there.
  if ("$ref" in schema) delete schema["pattern"];
  // zod's own pattern spells out the calendar; that it ends with Z is what a sender can get wrong.
  if (schema["format"] === "date-time") Object.assign(schema, { pattern: "Z$", maxLength: 64 });
  if (schema["type"] === "integer") {
    const { minimum, maximum } = schema as { minimum?: number; maximum?: number };
    const small = Math.max(Math.abs(minimum ?? Number.MAX_VALUE), Math.abs(maximum ?? Number.MAX_VALUE)) < 2 ** 31;
    schema["format"] = small ? "int32" : "int64";
  }
}

/** zod refers to `#/$defs/Name` and to `#` parts; OpenAPI keeps them among its components. */
function hoisted(value: Json): Json {
  if (Array.isArray(value)) return value.map(hoisted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => {
    const local = name === "$ref" && typeof member === "string" ? /^#\/\$defs\/(.+)$/.exec(member)?.[1] : undefined;
    return [name, local === undefined ? hoisted(member) : `${COMPONENT}${local}`] as const;
  });
  return Object.fromEntries(entries);
}

/** booking/hold: bookingHold. */
export function camel(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== "")
    .map((word, index) => (index === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
}

/** booking/hold: BookingHold; HOLD_EXPIRED: HoldExpired. */
export function pascal(name: string): string {
  const word = camel(name === name.toUpperCase() ? name.toLowerCase() : name);
  return word.charAt(0).toUpperCase() + word.slice(1);
}
