// docs/api.md: the contract in one page for people.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { frame, showFrame } from "../../contract/feed.ts";
import type { FileBody, Operation } from "../../contract/operation.ts";
import { PROBLEM_CODES, problemKind } from "../../contract/problems.ts";
import { OPERATIONS } from "../../contract/registry.ts";
import type { RestBinding } from "../../contract/rest-binding.ts";

type Schema = Readonly<Record<string, unknown>>;

/** The page docs/api.md. */
export function referencePage(): string {
  const intro = readFileSync(join(import.meta.dirname, "reference-intro.md"), "utf8");
  return [intro, ...operations(), ...shapes(), ...problems()].join("\n");
}

function operations(): string[] {
  const lines = ["## Operations", "", "The [API map](api-map.md) has all of them on a page, with their routes.", ""];
  for (const [name, operation] of Object.entries<Operation>(OPERATIONS)) {
    lines.push(`### ${name}`, "", `${operation.summary}.`, "");
    lines.push(`Permission: ${operation.scope}. Idempotency key: ${operation.key}.${plainRoutes(operation)}`, "");
    lines.push(...fields("Input", z.toJSONSchema(operation.input, { io: "input", unrepresentable: "any" })));
    lines.push(`Answer: ${typeOf(z.toJSONSchema(operation.output, { io: "output", unrepresentable: "any" }))}.`, "");
    lines.push(...routes(operation));
    if (operation.errors.length > 0)
      lines.push(`Errors of its own: ${operation.errors.map((code) => `\`${code}\``).join(", ")}.`, "");
  }
  return lines;
}

/** Whether it differs from the RPC in more than its path. */
function isOfItsOwn({ status, shape, missing_key, raw }: RestBinding): boolean {
  return [status, shape, missing_key, raw].some((own) => own !== undefined);
}

function plainRoutes({ rest = [] }: Operation): string {
  const plain = rest.filter((binding) => !isOfItsOwn(binding)).map(({ method, path }) => `\`${method} ${path}\``);
  return plain.length > 0 ? ` Also ${plain.join(", ")}.` : "";
}

/** A line for each route that is answered in another way than the RPC. */
function routes({ rest = [], file }: Operation): string[] {
  const lines = rest.filter(isOfItsOwn).map(({ method, path, status = 200, shape, missing_key, raw }) => {
    const shaped =
      shape === undefined ? "" : `: ${typeOf(z.toJSONSchema(shape.output, { io: "output", unrepresentable: "any" }))}`;
    const answer =
      raw === undefined ? shaped : ` with \`${raw}\` itself and an \`ETag\`, or 304 where \`If-None-Match\` names that`;
    const key =
      missing_key === undefined ? "" : " A missing key is made of a request that names its `external_booking_id`.";
    return `* \`${method} ${path}\` answers ${status}${answer}.${key}${file === undefined ? "" : fileWays(file)}`;
  });
  return lines.length > 0 ? [...lines, ""] : [];
}

function fileWays({ field, media_types }: FileBody): string {
  const types = media_types.map((type) => `\`${type}\``).join(" or ");
  return ` Beside JSON it takes \`multipart/form-data\`, with the file as the part \`${field}\` and the other fields as parts, and ${types}: the body is the file then, and the other fields are in the query.`;
}

/** Every named shape that an answer or a frame is made of. */
function shapes(): string[] {
  const lines = ["## Shapes", ""];
  const named = new Map<string, Schema>();
  const outputs = Object.values<Operation>(OPERATIONS).flatMap(({ output, rest = [] }) => [
    output,
    ...rest.flatMap(({ shape }) => (shape === undefined ? [] : [shape.output])),
  ]);
  for (const schema of [...outputs, frame, showFrame]) {
    const described: Schema = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
    const definitions = (described["$defs"] ?? {}) as Readonly<Record<string, Schema>>;
    for (const [id, definition] of Object.entries(definitions)) {
      if ("properties" in definition) named.set(id, definition);
    }
  }
  lines.push(...frames(frame, "Feed frame"), ...frames(showFrame, "Show's feed frame"));
  for (const [id, schema] of [...named].sort(([one], [other]) => (one < other ? -1 : 1))) {
    lines.push(...fields(id, schema, "### "));
  }
  return lines;
}

/** The frames of a feed, one table a type. */
function frames(schema: typeof frame | typeof showFrame, title: string): string[] {
  const described: Schema = z.toJSONSchema(schema, { io: "output", unrepresentable: "any" });
  const definitions = (described["$defs"] ?? {}) as Readonly<Record<string, Schema>>;
  const named = definitions[String(schema.meta()?.id)];
  const kinds = (named?.["oneOf"] ?? named?.["anyOf"] ?? []) as Schema[];
  return kinds.flatMap((kind) => {
    const { type } = kind["properties"] as Readonly<Record<string, Schema>>;
    return fields(`${title}: ${String(type?.["const"])}`, kind, "### ");
  });
}

function problems(): string[] {
  const rows = PROBLEM_CODES.map((code) => {
    const { status, title, retryable } = problemKind(code);
    return `| ${status} | \`${code}\` | ${title} | ${retryable ? "yes" : ""} |`;
  });
  return [
    "## Problems",
    "",
    "| status | code | title | the same request may succeed later |",
    "|---|---|---|---|",
    ...rows,
    "",
  ];
}

function fields(title: string, schema: Schema, heading = ""): string[] {
  const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>;
  const required = new Set((schema["required"] ?? []) as string[]);
  const names = Object.keys(properties);
  if (names.length === 0) return [`${heading}${title}: nothing.`, ""];
  const rows = names.map((name) => {
    const property = properties[name] ?? {};
    const fallback = "default" in property ? `; ${JSON.stringify(property["default"])} by default` : "";
    const needed = required.has(name) ? "yes" : "";
    return `| \`${name}\` | ${typeOf(property)}${fallback} | ${needed} | ${String(property["description"] ?? "").replaceAll("|", "\\|")} |`;
  });
  return [
    `${heading}${title}${heading === "" ? ":" : ""}`,
    "",
    "| field | type | always | meaning |",
    "|---|---|---|---|",
    ...rows,
    "",
  ];
}

/** A schema in a few words. */
function typeOf(schema: Schema): string {
  const reference = /^#\/\$defs\/(.+)$/.exec(String(schema["$ref"] ?? ""))?.[1];
  if (reference === "Timestamp") return "time";
  if (reference !== undefined) return `[${reference}](#${reference.toLowerCase()})`;
  if (Array.isArray(schema["enum"])) return schema["enum"].map((value) => `\`${String(value)}\``).join(", ");
  if ("const" in schema) return `\`${JSON.stringify(schema["const"])}\``;
  if (Array.isArray(schema["anyOf"])) return (schema["anyOf"] as Schema[]).map(typeOf).join(" or ");
  switch (schema["type"]) {
    case "array":
      return `list of ${typeOf((schema["items"] ?? {}) as Schema)}`;
    case "integer":
      return `whole number${bounds(schema, "minimum", "maximum")}`;
    case "string":
      return `text${bounds(schema, "minLength", "maxLength")}`;
    case "object": {
      const properties = (schema["properties"] ?? {}) as Readonly<Record<string, Schema>>;
      const members = Object.entries(properties).map(([name, property]) => `\`${name}\`: ${typeOf(property)}`);
      return `{ ${members.join(", ")} }`;
    }
    default:
      return String(schema["type"] ?? "anything");
  }
}

function bounds(schema: Schema, least: string, most: string): string {
  const from = schema[least];
  const to = schema[most];
  const known = (value: unknown) => typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (known(from) && known(to)) return ` (${String(from)} to ${String(to)})`;
  return known(to) ? ` (at most ${String(to)})` : "";
}
