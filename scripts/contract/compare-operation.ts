// What a client of one operation notices when another version of it answers.
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import type { ChangeKind } from "./change.ts";
import { type Comparison, compareSchemas, type Direction } from "./compare-schema.ts";
import { canonical, componentOf, list, object, resolved, same, text } from "./document.ts";

interface Pair<Value = JsonObject> {
  readonly before: Value;
  readonly after: Value;
}

/** What is compared, and what it is called in the report. */
interface Place {
  readonly where: string;
  readonly what: string;
  readonly direction: Direction;
}

const SCOPES = ["none", "read", "book", "admin"];

export function compareOperations(at: Comparison, where: string, pair: Pair): void {
  const { before, after } = pair;
  const tell = (kind: ChangeKind, what: string) => at.changes.tell(kind, where, what);
  if (!same(before["operationId"], after["operationId"])) {
    tell("breaking", `operationId is ${text(after["operationId"])}, which renames it in every client`);
  }
  if (after["deprecated"] === true && before["deprecated"] !== true) tell("deprecated", "is deprecated");
  compareScope(at, where, pair);
  compareIdempotency(at, where, pair);
  compareSecurity(at, where, pair);
  compareParameters(at, where, pair);
  compareRequestBody(at, where, pair);
  compareResponses(at, where, pair);
}

/** The component that both are: what changes in it is told under its name, not once for each operation. */
function sharedBy(before: JsonObject, after: JsonObject): string | undefined {
  const name = componentOf(after);
  return name === componentOf(before) ? name : undefined;
}

function reference(value: Json | undefined): JsonObject {
  const { $ref } = object(value);
  return $ref === undefined ? {} : { $ref };
}

function compareScope({ changes }: Comparison, where: string, { before, after }: Pair): void {
  const [was, is] = [before, after].map((operation) => text(operation["x-holdfast-scope"]) ?? "none");
  if (was === undefined || is === undefined || was === is) return;
  const raised = !SCOPES.includes(is) || SCOPES.indexOf(is) > SCOPES.indexOf(was);
  changes.tell(raised ? "breaking" : "added", where, `needs the permission ${is} instead of ${was}`);
}

/** A key that becomes required is a refusal for who sends none; one without meaning makes retries repeat effects. */
function compareIdempotency({ changes }: Comparison, where: string, { before, after }: Pair): void {
  const [was, is] = [before, after].map((operation) => text(operation["x-holdfast-idempotency"]) ?? "none");
  if (was === is) return;
  const kept = is === "accepted" && (was === "none" || was === "required");
  changes.tell(kept ? "added" : "breaking", where, `Idempotency-Key is ${is} instead of ${was}`);
}

/** Ways to authenticate are alternatives: each that was taken must still be. */
function compareSecurity({ base, current, changes }: Comparison, where: string, { before, after }: Pair): void {
  const was = list(before["security"] ?? base["security"]).map(canonical);
  const is = list(after["security"] ?? current["security"]).map(canonical);
  const gone = was.filter((way) => !is.includes(way));
  if (is.length > 0 && (gone.length > 0 || was.length === 0)) {
    changes.tell("breaking", where, `can no longer be asked with ${gone.join(", ") || "no key"}`);
  }
  const more = is.filter((way) => !was.includes(way));
  if (was.length > 0 && more.length > 0) changes.tell("added", where, `can be asked with ${more.join(", ")}`);
}

function compareParameters(at: Comparison, where: string, { before, after }: Pair): void {
  const was = parametersOf(at.base, before);
  const is = parametersOf(at.current, after);
  for (const [name, parameter] of was) {
    const now = is.get(name);
    if (now === undefined) at.changes.tell("breaking", where, `${name} is gone`);
    else {
      const place: Place = { where: sharedBy(parameter, now) ?? where, what: name, direction: "request" };
      compareNeed(at, place, { before: parameter["required"] === true, after: now["required"] === true });
      compareContent(at, place, { before: parameter["schema"], after: now["schema"] });
    }
  }
  for (const [name, parameter] of is) {
    if (was.has(name)) continue;
    const demanded = parameter["required"] === true;
    at.changes.tell(demanded ? "breaking" : "added", where, `${name} is new${demanded ? " and required" : ""}`);
  }
}

/** By place and name; names of headers without regard to case. */
function parametersOf(document: JsonObject, operation: JsonObject): Map<string, JsonObject> {
  const found = list(operation["parameters"]).map((each) => ({ ...resolved(document, each), ...reference(each) }));
  return new Map(
    found.map((parameter) => {
      const name = text(parameter["name"]) ?? "";
      const place = text(parameter["in"]) ?? "";
      return [`the ${place} parameter \`${place === "header" ? name.toLowerCase() : name}\``, parameter];
    }),
  );
}

function compareNeed({ changes }: Comparison, { where, what }: Place, { before, after }: Pair<boolean>): void {
  if (before !== after)
    changes.tell(after ? "breaking" : "added", where, `${what} is ${after ? "required" : "optional"}`);
}

function compareContent(at: Comparison, { where, what, direction }: Place, pair: Pair<Json | undefined>): void {
  compareSchemas(at, { where: `${where}: ${what}`, path: "", direction }, pair);
}

function compareRequestBody(at: Comparison, where: string, { before, after }: Pair): void {
  const [was, is] = [resolved(at.base, before["requestBody"]), resolved(at.current, after["requestBody"])];
  const place: Place = { where, what: "the body", direction: "request" };
  compareNeed(at, place, { before: was["required"] === true, after: is["required"] === true });
  compareMediaTypes(at, place, { before: was, after: is });
}

function compareMediaTypes(at: Comparison, place: Place, { before, after }: Pair): void {
  const [was, is] = [object(before["content"]), object(after["content"])];
  for (const [type, content] of Object.entries(was)) {
    if (is[type] === undefined) at.changes.tell("breaking", place.where, `${place.what} is no longer ${type}`);
    else {
      const schemas = { before: object(content)["schema"], after: object(is[type])["schema"] };
      compareContent(at, { ...place, what: `${place.what} as ${type}` }, schemas);
    }
  }
  for (const type of Object.keys(is).filter((each) => was[each] === undefined)) {
    at.changes.tell("added", place.where, `${place.what} can be ${type}`);
  }
}

function compareResponses(at: Comparison, where: string, { before, after }: Pair): void {
  const [was, is] = [object(before["responses"]), object(after["responses"])];
  for (const [status, response] of Object.entries(was)) {
    if (is[status] === undefined) at.changes.tell("breaking", where, `${status} is no longer answered`);
    else {
      const pair = { before: resolved(at.base, response), after: resolved(at.current, is[status]) };
      const shared = sharedBy(reference(response), reference(is[status]));
      const place: Place = { where: shared ?? where, what: `the answer ${status}`, direction: "response" };
      compareHeaders(at, place, pair);
      compareMediaTypes(at, place, pair);
    }
  }
  for (const status of Object.keys(is).filter((each) => was[each] === undefined)) {
    // Clients treat a refusal that they do not know by its class; a success that they do not know they take for a failure.
    const refusal = /^[45]/.test(status);
    at.changes.tell(refusal ? "added" : "breaking", where, `can answer ${status}`);
  }
}

function compareHeaders(at: Comparison, { where, what }: Place, { before, after }: Pair): void {
  const was = headersOf(at.base, before);
  const is = headersOf(at.current, after);
  for (const [name, header] of was) {
    const now = is.get(name);
    if (now === undefined) at.changes.tell("breaking", where, `${what} no longer has the header \`${name}\``);
    else {
      const place: Place = {
        where: sharedBy(header, now) ?? where,
        what: `the header \`${name}\``,
        direction: "response",
      };
      compareContent(at, place, { before: header["schema"], after: now["schema"] });
    }
  }
  for (const name of is.keys()) {
    if (!was.has(name)) at.changes.tell("added", where, `${what} has the header \`${name}\``);
  }
}

function headersOf(document: JsonObject, response: JsonObject): Map<string, JsonObject> {
  return new Map(
    Object.entries(object(response["headers"])).map(([name, header]) => [
      name.toLowerCase(),
      { ...resolved(document, header), ...reference(header) },
    ]),
  );
}
