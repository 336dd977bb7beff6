// All differences between two versions of the contract: the operations' (OpenAPI) and the feed's (AsyncAPI).
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import { type Change, Changes } from "./change.ts";
import { compareOperations } from "./compare-operation.ts";
import { type Comparison, compareSchemas, type Direction } from "./compare-schema.ts";
import { list, object, resolved, same, text } from "./document.ts";

export interface Contract {
  readonly openapi: JsonObject;
  readonly asyncapi: JsonObject;
}

const METHODS = ["get", "post", "put", "patch", "delete"];

export function compareContracts(before: Contract, after: Contract): readonly Change[] {
  const changes = new Changes();
  compareApis({ base: before.openapi, current: after.openapi, changes, seen: new Set() });
  compareFeeds({ base: before.asyncapi, current: after.asyncapi, changes, seen: new Set() });
  return changes.all();
}

function compareApis(at: Comparison): void {
  const was = operationsOf(at.base);
  const is = operationsOf(at.current);
  for (const [name, operation] of was) {
    const now = is.get(name);
    if (now) compareOperations(at, name, { before: operation, after: now });
    else at.changes.tell("breaking", name, "is gone");
  }
  for (const [name, operation] of is) {
    if (!was.has(name)) at.changes.tell("added", name, `is new: ${text(operation["summary"])}`);
  }
  compareCodes(at);
  compareSecuritySchemes(at);
}

/** An RPC by its own name, a REST binding by method and path. */
function operationsOf(document: JsonObject): Map<string, JsonObject> {
  const found = Object.entries(object(document["paths"])).flatMap(([path, item]) =>
    METHODS.filter((method) => object(item)[method] !== undefined).map((method) => {
      const rpc = method === "post" && path.startsWith("/v1/");
      return [
        rpc ? path.slice("/v1/".length) : `${method.toUpperCase()} ${path}`,
        object(object(item)[method]),
      ] as const;
    }),
  );
  return new Map(found);
}

/** Codes of the whole, some of which belong to no operation. */
function compareCodes(at: Comparison): void {
  const place = { where: "Problem", path: "code", direction: "response" } as const;
  compareSchemas(at, place, { before: codeOf(at.base), after: codeOf(at.current) });
}

function codeOf(document: JsonObject): Json | undefined {
  const { properties } = object(object(object(document["components"])["schemas"])["Problem"]);
  return object(properties)["code"];
}

function compareSecuritySchemes({ base, current, changes }: Comparison): void {
  const is = securitySchemesOf(current);
  for (const [name, scheme] of Object.entries(securitySchemesOf(base))) {
    const { description: _, ...was } = object(scheme);
    const { description: __, ...now } = object(is[name]);
    if (!same(was, now)) changes.tell("breaking", "security", `the scheme \`${name}\` is another or gone`);
  }
}

function securitySchemesOf(document: JsonObject): JsonObject {
  return object(object(document["components"])["securitySchemes"]);
}

/** The document speaks for clients: what they receive is answered, what they send is taken. */
function compareFeeds(at: Comparison): void {
  const was = channelsOf(at.base);
  const is = channelsOf(at.current);
  for (const [name, channel] of Object.entries(was)) {
    const where = `feed ${name}`;
    const now = is[name];
    if (now === undefined) {
      at.changes.tell("breaking", where, "is gone");
      continue;
    }
    if (!same(object(channel)["address"], object(now)["address"])) at.changes.tell("breaking", where, "moved");
    const query = { where: `${where}: the query`, path: "", direction: "request" } as const;
    compareSchemas(at, query, { before: queryOf(channel), after: queryOf(now) });
    compareMessages(at, where, { before: messagesOf(at.base, name), after: messagesOf(at.current, name) });
  }
  for (const name of Object.keys(is)) if (was[name] === undefined) at.changes.tell("added", `feed ${name}`, "is new");
}

interface Message {
  readonly direction: Direction;
  readonly payload: Json | undefined;
}

type Messages = ReadonlyMap<string, Message>;

function compareMessages(
  at: Comparison,
  where: string,
  { before, after }: { before: Messages; after: Messages },
): void {
  for (const [name, { direction, payload }] of before) {
    const now = after.get(name);
    if (now?.direction === direction) {
      compareSchemas(at, { where: `${where}: ${name}`, path: "", direction }, { before: payload, after: now.payload });
    } else at.changes.tell("breaking", where, `the message ${name} is gone`);
  }
  for (const [name, { direction }] of after) {
    const unexpected = direction === "response" && !before.has(name);
    if (unexpected) at.changes.tell("breaking", where, `the message ${name} is new, and clients do not expect it`);
    else if (!before.has(name)) at.changes.tell("added", where, `the message ${name} is new`);
  }
}

function channelsOf(document: JsonObject): JsonObject {
  return object(document["channels"]);
}

function queryOf(channel: Json): Json | undefined {
  return object(object(object(channel)["bindings"])["ws"])["query"];
}

function messagesOf(document: JsonObject, channel: string): Messages {
  const messages = new Map<string, Message>();
  for (const operation of Object.values(object(document["operations"]))) {
    const { action, channel: on, messages: named } = object(operation);
    if (text(object(on)["$ref"]) !== `#/channels/${channel}`) continue;
    for (const reference of list(named)) {
      const name = text(object(reference)["$ref"])?.split("/").at(-1) ?? "";
      const direction = action === "receive" ? "response" : "request";
      messages.set(name, { direction, payload: resolved(document, reference)["payload"] });
    }
  }
  return messages;
}
