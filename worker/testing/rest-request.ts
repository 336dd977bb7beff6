// An operation's input as a REST binding is sent it: what the path names in the path, the rest in the query or the body.
import type { JsonObject } from "../../contract/json-schema.ts";
import { hasBody, isInQuery, pathParameters, type RestBinding } from "../../contract/rest-binding.ts";

export type RestRequest = {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body?: string;
};

export function restRequest(binding: RestBinding, input: JsonObject): RestRequest {
  const { method, path } = binding;
  const in_path = pathParameters(path);
  const filled = in_path.reduce(
    (so_far, { name, field }) => so_far.replace(`{${name}}`, () => encodeURIComponent(text(input[field]))),
    path,
  );
  const named = new Set(in_path.map(({ field }) => field));
  const others = Object.entries(input).filter(([field]) => !named.has(field));
  const in_body = others.filter(([field]) => !isInQuery(binding, field));
  const body = hasBody(binding) ? { body: JSON.stringify(Object.fromEntries(in_body)) } : {};
  const sayable = others.filter(([field]) => isInQuery(binding, field) && !binding.secret?.includes(field));
  const pairs = sayable.flatMap(([field, value]) =>
    Array.isArray(value) ? value.map((item) => [field, text(item)]) : [[field, text(value)]],
  );
  const query = new URLSearchParams(pairs).toString();
  return { method, path: query === "" ? filled : `${filled}?${query}`, ...body };
}

/** Whether the path and the query can say it: no list that is empty or has commas in it, and no `.` or `..` in the path. */
export function isSayable(binding: RestBinding, input: JsonObject): boolean {
  const dots = pathParameters(binding.path).some(({ field }) => /^\.{0,2}$/.test(text(input[field])));
  const lists = hasBody(binding) ? [] : Object.values(input).filter((value) => Array.isArray(value));
  return !dots && lists.every((items) => items.length > 0 && items.every((item) => !/^$|,/.test(text(item))));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
