// Changes to plant in the contract's documents, for the tests of the gates.
import { asyncApiDocument } from "../../contract/asyncapi.ts";
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import { openApiDocument } from "../../contract/openapi.ts";
import type { Contract } from "./compare.ts";
import { list, object } from "./document.ts";

export type Edit = (before: Json | undefined) => Json | undefined;

/** A change at a place of the OpenAPI document; the place's names are in the order of the way there. */
export interface Planted {
  readonly fact: string;
  readonly at: readonly string[];
  readonly edit: Edit;
  /** The lines of the report. */
  readonly told: readonly string[];
}

export const CONTRACT: Contract = {
  openapi: openApiDocument("https://api.holdfast.example"),
  asyncapi: asyncApiDocument("api.holdfast.example", "wss"),
};

export const SCHEMAS = ["components", "schemas"];

export function schema(name: string, ...further: readonly string[]): readonly string[] {
  return [...SCHEMAS, name, ...further];
}

export function field(name: string, property: string, ...further: readonly string[]): readonly string[] {
  return [...SCHEMAS, name, "properties", property, ...further];
}

export function operationAt(name: string, ...further: readonly string[]): readonly string[] {
  return ["paths", `/v1/${name}`, "post", ...further];
}

export const remove: Edit = () => undefined;
export const to = (value: Json) => (): Json => value;
export const without =
  (value: Json): Edit =>
  (before) =>
    list(before).filter((each) => each !== value);
export const plus =
  (value: Json): Edit =>
  (before) => [...list(before), value];
export const and =
  (more: JsonObject): Edit =>
  (before) => ({ ...object(before), ...more });

/** The document with one place changed; a place that does not exist makes the plant a mistake unless it is being added. */
export function edited(document: Json | undefined, at: readonly string[], edit: Edit): Json {
  const [name, ...further] = at;
  if (name === undefined) throw new Error("an edit needs a place");
  const before = Array.isArray(document) ? (document as readonly Json[])[Number(name)] : object(document)[name];
  if (before === undefined && further.length > 0) throw new Error(`there is no ${name} on the way to ${at.join("/")}`);
  const after = further.length === 0 ? edit(before) : edited(before, further, edit);
  if (Array.isArray(document)) {
    return (document as readonly Json[]).flatMap((each, index) =>
      index !== Number(name) ? [each] : after === undefined ? [] : [after],
    );
  }
  const { [name]: _, ...others } = object(document);
  return after === undefined ? others : { ...others, [name]: after };
}
