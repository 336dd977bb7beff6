// Reading OpenAPI and AsyncAPI documents: references, merged allOf, unions with null taken apart.
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import { Refusal } from "../refusal.ts";

const CHAIN_MAX = 32;

/** A schema with its references followed: what a value may be, and whether null is among it. */
export interface Shape {
  readonly nullable: boolean;
  /** More than one is a union. */
  readonly alternatives: readonly Alternative[];
}

export interface Alternative {
  /** Of the component that this member of a union is. */
  readonly name: string | undefined;
  readonly schema: JsonObject;
}

export function object(value: Json | undefined): JsonObject {
  // A JSON value that is neither a list nor a scalar is an object.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function text(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function texts(value: Json | undefined): readonly string[] {
  return list(value).filter((member) => typeof member === "string");
}

export function same(one: Json | undefined, other: Json | undefined): boolean {
  return canonical(one) === canonical(other);
}

/** With members in the order of their names, so that only content counts. */
export function canonical(value: Json | undefined): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "";
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join()}}`;
}

/** The name of the component that it refers to. */
export function componentOf(schema: Json | undefined): string | undefined {
  return /^#\/components\/\w+\/(.+)$/.exec(text(object(schema)["$ref"]) ?? "")?.[1];
}

/** Follows references; members beside one go over those of its target. */
export function resolved(document: JsonObject, value: Json | undefined, links = 0): JsonObject {
  const { $ref, ...beside } = object(value);
  if (typeof $ref !== "string") return object(value);
  if (links === CHAIN_MAX) throw new Refusal(`${$ref} refers to itself`);
  return { ...resolved(document, targetOf(document, $ref), links + 1), ...beside };
}

function targetOf(document: JsonObject, reference: string): JsonObject {
  if (!reference.startsWith("#/")) throw new Refusal(`${reference} is not within the document`);
  let found: Json | undefined = document;
  for (const part of reference.slice(2).split("/")) {
    found = object(found)[part.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  if (found === undefined) throw new Refusal(`${reference} refers to nothing`);
  return object(found);
}

export function shapeOf(document: JsonObject, schema: Json | undefined): Shape {
  const { anyOf, oneOf, ...rest } = merged(document, schema);
  const union = list(anyOf ?? oneOf);
  const alternatives =
    union.length === 0
      ? [{ name: undefined, schema: rest }]
      : union.map((each) => ({ name: componentOf(each), schema: meet(structure(rest), merged(document, each)) }));
  const some = alternatives.filter((each) => each.schema["type"] !== "null");
  return {
    nullable:
      some.length < alternatives.length || alternatives.some((each) => list(each.schema["type"]).includes("null")),
    alternatives: some.map((each) => ({ ...each, schema: withoutNull(each.schema) })),
  };
}

/** The schema's own keywords with those that it refers to and is composed of. */
function merged(document: JsonObject, schema: Json | undefined): JsonObject {
  const { allOf, ...own } = resolved(document, schema);
  return list(allOf).reduce<JsonObject>((sum, part) => meet(sum, merged(document, part)), own);
}

/** What holds for both. */
function meet(one: JsonObject, other: JsonObject): JsonObject {
  const properties: Record<string, Json> = { ...object(one["properties"]) };
  for (const [name, property] of Object.entries(object(other["properties"]))) {
    properties[name] = { ...object(properties[name]), ...object(property) };
  }
  const required = [...new Set([...list(one["required"]), ...list(other["required"])])];
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

/** Without what is only said about it. */
function structure(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !isAnnotation(name)));
}

const ANNOTATIONS = new Set(["title", "description", "example", "examples", "deprecated", "$comment", "externalDocs"]);

export function isAnnotation(keyword: string): boolean {
  return ANNOTATIONS.has(keyword) || keyword.startsWith("x-");
}

function withoutNull(schema: JsonObject): JsonObject {
  const types = list(schema["type"]).filter((type) => type !== "null");
  const [only] = types;
  return types.length === 0 ? schema : { ...schema, type: types.length === 1 && only !== undefined ? only : types };
}
