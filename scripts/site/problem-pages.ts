// What every problem's `type` points at: a page a code, and the table of all of them. Written as Markdown.
import * as z from "zod";
import { type Operation, problemsOf } from "../../contract/operation.ts";
import { PROBLEM_ADVICE } from "../../contract/problem-advice.ts";
import { problemExample } from "../../contract/problem-examples.ts";
import { PROBLEM_CODES, PROBLEM_FACTS, type ProblemCode, problemKind } from "../../contract/problems.ts";
import { OPERATIONS } from "../../contract/registry.ts";

type Described = Readonly<Record<string, unknown>>;

export function problemTable(): string {
  const rows = PROBLEM_CODES.map((code) => {
    const { status, title, retryable } = problemKind(code);
    return `| ${status} | \`${code}\` | ${title} | ${retryable ? "yes" : "no"} |`;
  });
  return ["| status | code | title | retryable |", "|---|---|---|---|", ...rows].join("\n");
}

export function problemPage(code: ProblemCode): string {
  const { status, title, retryable } = problemKind(code);
  const { cause, remedy } = PROBLEM_ADVICE[code];
  const again = retryable ? "yes: the same request may succeed later" : "no: the same request will fail again";
  return [
    `# ${code}`,
    `${title}. HTTP status **${status}**; retryable: **${again}**.`,
    `## Why\n\n${cause}`,
    `## What to do\n\n${remedy}`,
    `## What it carries\n\n${facts(code)}`,
    `## Example\n\n\`\`\`json\n${JSON.stringify(problemExample(code), null, 2)}\n\`\`\``,
    `## Where it comes from\n\n${sources(code)}`,
  ].join("\n\n");
}

function facts(code: ProblemCode): string {
  const shape = PROBLEM_FACTS[code];
  if (shape === undefined) return "What [every problem](errors.md) carries.";
  const described: Described = z.toJSONSchema(z.object(shape), { io: "output" });
  const properties = described["properties"] as Readonly<Record<string, Described>>;
  const always = new Set(described["required"] as readonly string[] | undefined);
  const rows = Object.entries(properties).map(
    ([name, property]) => `| \`${name}\` | ${kindOf(property)} | ${always.has(name) ? "yes" : "no"} |`,
  );
  return ["Beside what [every problem](errors.md) carries:", "", "| member | type | always |", "|---|---|---|"]
    .concat(rows)
    .join("\n");
}

function kindOf(property: Described): string {
  if (String(property["$ref"]).endsWith("/Timestamp")) return "time (ISO 8601, UTC)";
  if (Array.isArray(property["anyOf"])) {
    // A fact that may be null is written as a choice of what it is otherwise and that.
    const [otherwise = {}] = property["anyOf"] as Described[];
    return `${kindOf(otherwise)}, or null`;
  }
  if (Array.isArray(property["enum"])) return property["enum"].map((value) => `\`${String(value)}\``).join(", ");
  switch (property["type"]) {
    case "array":
      // What a list is of is one schema.
      return `list of ${kindOf((property["items"] ?? {}) as Described)}`;
    case "object":
      return `\`{ ${Object.keys(property["properties"] ?? {}).join(", ")} }\``;
    case "integer":
      return "whole number";
    case "string":
      return "text";
    default:
      throw new Error(`a fact of the type ${String(property["type"])} has no words yet`);
  }
}

const COUNT_OF_FEW = 10;

function sources(code: ProblemCode): string {
  const all = Object.entries<Operation>(OPERATIONS);
  const names = all.filter(([, operation]) => problemsOf(operation).includes(code)).map(([name]) => `\`${name}\``);
  if (names.length === 0) return "No operation declares it: paths, methods and the feed's handshake can answer it.";
  return names.length > COUNT_OF_FEW ? "Most operations." : `${names.join(", ")}.`;
}
