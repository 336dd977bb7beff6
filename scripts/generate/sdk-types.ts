// JSON Schema as TypeScript, for the types that the SDK publishes.
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import { list, object } from "../contract/document.ts";

const REFERENCE = "#/components/schemas/";

const SIMPLE: { readonly [type: string]: string } = {
  string: "string",
  boolean: "boolean",
  null: "null",
  integer: "number",
  number: "number",
};

/** The declaration of a component: an interface for an object, else an alias. */
export function declaration(name: string, schema: JsonObject): string {
  const about = doc(described(schema));
  return isPlainObject(schema)
    ? `${about}export interface ${name} {\n${members(schema)}\n}\n`
    : `${about}export type ${name} = ${typeOf(schema)};\n`;
}

export function typeOf(schema: JsonObject): string {
  const { $ref, enum: values, type } = schema;
  if (typeof $ref === "string") return referred($ref);
  if ("const" in schema) return JSON.stringify(schema["const"]);
  if (Array.isArray(values)) return values.map((value: Json) => JSON.stringify(value)).join(" | ");
  const either = objects(schema["anyOf"] ?? schema["oneOf"]);
  if (either.length > 0) return either.map(typeOf).join(" | ");
  const all = objects(schema["allOf"]);
  if (all.length > 0) return all.map(typeOf).join(" & ");
  if (Array.isArray(type)) return type.map((one: Json) => typeOf({ ...schema, type: one })).join(" | ");
  if (type === undefined) return "unknown";
  if (type === "array") return `Array<${typeOf(object(schema["items"]))}>`;
  if (type === "object") return objectType(schema);
  const simple = typeof type === "string" ? SIMPLE[type] : undefined;
  if (simple !== undefined) return simple;
  throw new Error(`no TypeScript is known for ${JSON.stringify(schema)}: teach scripts/generate/sdk-types.ts`);
}

/** The members of an object, one a line. What may be absent may also be undefined, as it is in the contract. */
export function members(schema: JsonObject): string {
  const required = Array.isArray(schema["required"]) ? schema["required"] : [];
  return Object.entries(object(schema["properties"]))
    .map(([name, member]) => {
      const described_member = object(member);
      const type = typeOf(described_member);
      const absent = !required.includes(name);
      return `${doc(described(described_member))}${name}${absent ? "?" : ""}: ${type}${absent ? " | undefined" : ""};`;
    })
    .join("\n");
}

/** The components that a schema names, itself or within. */
export function references(schema: Json): string[] {
  if (Array.isArray(schema)) return schema.flatMap(references);
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([name, member]) =>
    name === "$ref" && typeof member === "string" ? [referred(member)] : references(member),
  );
}

/** A comment of one line, or none. */
export function doc(text: string): string {
  return text === "" ? "" : `/** ${text.replaceAll("*/", "* /")} */\n`;
}

function described(schema: JsonObject): string {
  const { description, default: preset } = schema;
  const words = [
    typeof description === "string" ? description : "",
    range(schema),
    preset === undefined ? "" : `${JSON.stringify(preset)} by default`,
  ];
  return words.filter((word) => word !== "").join("; ");
}

/** What a number or a text may be, where the contract says less than everything. */
function range({ type, minimum, maximum, minLength, maxLength, enum: values, format }: JsonObject): string {
  if (values !== undefined || format === "date-time") return "";
  if (type === "integer" && typeof minimum === "number" && typeof maximum === "number" && maximum < 2 ** 31 - 1) {
    return `${minimum} to ${maximum}`;
  }
  // An id is what another answer has given; its length is nothing to think of.
  if (type !== "string" || maxLength === undefined || maxLength === 128) return "";
  return `${minLength === undefined ? "at most" : `${JSON.stringify(minLength)} to`} ${JSON.stringify(maxLength)} characters`;
}

function objectType(schema: JsonObject): string {
  if (isPlainObject(schema)) return `{\n${members(schema)}\n}`;
  const { additionalProperties: values } = schema;
  return `{ [name: string]: ${values === false ? "never" : typeOf(object(values))} }`;
}

function isPlainObject(schema: JsonObject): boolean {
  return schema["type"] === "object" && Object.keys(object(schema["properties"])).length > 0;
}

function objects(value: Json | undefined): JsonObject[] {
  return list(value).map(object);
}

function referred(reference: string): string {
  if (!reference.startsWith(REFERENCE)) throw new Error(`${reference} is not a component's schema`);
  return reference.slice(REFERENCE.length);
}
