// What a request says, before it is parsed: of an RPC the body; of a REST request its path, query and body as one object,
// in which each field may be in one place only, or say the same in all.
import type { FileBody } from "../contract/operation.ts";
import { hasBody } from "../contract/rest-binding.ts";
import type { Violation } from "../domain/refusal.ts";
import { readFileBody, readJsonBody } from "./body.ts";
import { canonicalJson } from "./canonical-json.ts";
import { type Failure, invalid } from "./problem.ts";
import type { RestRoute } from "./rest-route.ts";
import { readTexts } from "./text-form.ts";
import { pointer, VIOLATIONS_MAX } from "./validate.ts";

/** Where a REST request came in, and what its path says there. */
export type Located = { readonly route: RestRoute; readonly parameters: Readonly<Record<string, string>> };

export type Input =
  | { readonly ok: true; readonly value: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly failure: Failure };

type Place = { readonly name: "path" | "query" | "body"; readonly fields: readonly (readonly [string, unknown])[] };

type Reading = { readonly located: Located | undefined; readonly file: FileBody | undefined };

export async function readInput(request: Request, { located, file }: Reading): Promise<Input> {
  if (located === undefined) return readBody(request, file);
  const { route } = located;
  const { method } = route.binding;
  const body = method === "GET" ? ({ ok: true, value: {} } as const) : await readBody(request, file);
  if (!body.ok) return body;
  const query = readQuery(request.url, route);
  const in_body = hasBody(route.binding) ? Object.entries(body.value) : [];
  const places = [readPath(located), query.place, { name: "body", fields: in_body }] as const;
  const unread = method === "DELETE" ? Object.keys(body.value).map(ofDelete) : [];
  return merged(places, [...query.violations, ...unread]);
}

async function readBody(request: Request, file: FileBody | undefined): Promise<Input> {
  const body = file === undefined ? await readJsonBody(request) : await readFileBody(request, file);
  if (!body.ok) return body;
  const { value } = body;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { ok: false, failure: invalid([{ path: "", message: "must be a JSON object" }]) };
  }
  return { ok: true, value: { ...value } };
}

/** Clients and proxies are free to drop the body of a DELETE, so nothing may depend on it; `{}` says nothing. */
function ofDelete(field: string): Violation {
  return { path: pointer([field]), message: "is not read from the body of a DELETE: send it in the query" };
}

function readPath({ route, parameters }: Located): Place {
  const fields = route.parameters.map(({ name, field }) => {
    const read = readTexts(route.forms.get(field) ?? "text", [parameters[name] ?? ""]);
    return [field, read?.value] as const;
  });
  return { name: "path", fields };
}

/** A field that nobody knows stays a text, for the schema to refuse. */
function readQuery(url: string, { forms, secret }: RestRoute): { place: Place; violations: readonly Violation[] } {
  if (!url.includes("?")) return { place: { name: "query", fields: [] }, violations: [] };
  const texts = Map.groupBy(new URL(url).searchParams, ([field]) => field);
  const fields: [string, unknown][] = [];
  const violations: Violation[] = [];
  for (const [field, pairs] of texts) {
    if (secret.has(field)) {
      violations.push({ path: pointer([field]), message: "may not be in an address: send the RPC, whose body has it" });
      continue;
    }
    const form = forms.get(field);
    const read = readTexts(form ?? "text", form === undefined ? [""] : pairs.map(([, text]) => text));
    if (read) fields.push([field, read.value]);
    else violations.push({ path: pointer([field]), message: `is in the query ${pairs.length} times` });
  }
  return { place: { name: "query", fields }, violations };
}

function merged(places: readonly Place[], wrong: readonly Violation[]): Input {
  const found = new Map<string, { readonly place: string; readonly value: unknown }>();
  const violations = [...wrong];
  for (const { name, fields } of places) {
    for (const [field, value] of fields) {
      const before = found.get(field);
      if (before === undefined) found.set(field, { place: name, value });
      else if (canonicalJson(before.value) !== canonicalJson(value)) {
        const message = `is one thing in the ${before.place} and another in the ${name}`;
        violations.push({ path: pointer([field]), message });
      }
    }
  }
  if (violations.length > 0) return { ok: false, failure: invalid(violations.slice(0, VIOLATIONS_MAX)) };
  return { ok: true, value: Object.fromEntries([...found].map(([field, { value }]) => [field, value])) };
}
