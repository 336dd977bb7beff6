// What the SDK needs to know of each operation, read from the OpenAPI document and the registry.
import { camel, type Json, type JsonObject, pascal } from "../../contract/json-schema.ts";
import { isOperationName, OPERATIONS } from "../../contract/registry.ts";
import { object } from "../contract/document.ts";
import { references } from "./sdk-types.ts";

export type SdkOperation = {
  /** booking/hold */
  readonly name: string;
  readonly noun: string;
  /** venue/seat-map: seatMap */
  readonly method: string;
  readonly summary: string;
  readonly scope: string;
  readonly key: "required" | "accepted" | "none";
  /** Codes of its own. */
  readonly codes: readonly string[];
  readonly request: { readonly name: string; readonly optional: boolean };
  readonly response: { readonly name: string; readonly schema: JsonObject };
  /** BookingHoldResponse, whatever the shape's own name is. */
  readonly alias: string;
  /** The items' type where the answer is a page of them. */
  readonly item: string | undefined;
};

export function sdkOperations(openapi: JsonObject): SdkOperation[] {
  const schemas = object(object(openapi["components"])["schemas"]);
  return Object.keys(OPERATIONS).map((name) => {
    const described = object(object(object(openapi["paths"])[`/v1/${name}`])["post"]);
    const request = schemaIn(object(described["requestBody"]));
    const response = schemaIn(object(object(described["responses"])["200"]));
    const [noun = "", method = ""] = name.split("/");
    if (!isOperationName(name)) throw new Error(`${name} is not an operation`);
    const { summary, scope, key, errors } = OPERATIONS[name];
    const item = itemOf(object(schemas[nameOf(response)]));
    const asked = object(schemas[nameOf(request)]);
    const bare = item !== undefined || Object.keys(object(asked["properties"])).length === 0;
    return {
      name,
      noun,
      method: camel(method),
      summary,
      scope,
      key,
      codes: errors,
      request: { name: nameOf(request), optional: bare && asked["required"] === undefined },
      response: { name: nameOf(response), schema: response },
      alias: `${pascal(name)}Response`,
      item,
    };
  });
}

function schemaIn(described: JsonObject): JsonObject {
  return object(object(object(described["content"])["application/json"])["schema"]);
}

function nameOf(schema: JsonObject): string {
  const [name] = references(schema);
  if (name === undefined) throw new Error("an operation's request and response are named components");
  return name;
}

function itemOf(schema: JsonObject): string | undefined {
  const { items, next_cursor } = object(schema["properties"]) as { items?: Json; next_cursor?: Json };
  if (items === undefined || next_cursor === undefined) return undefined;
  const [name] = references(items);
  if (name === undefined) throw new Error("the items of a list are a named component");
  return name;
}
