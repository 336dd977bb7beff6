// The types of problems: one a code, with the facts that come with it.
import type { JsonObject } from "../../contract/json-schema.ts";
import { pascal } from "../../contract/json-schema.ts";
import { PROBLEM_CODES, type ProblemCode, problemKind } from "../../contract/problems.ts";
import { object } from "../contract/document.ts";
import { members, references } from "./sdk-types.ts";

const HEAD = "// Made from contract/*.ts: npm run generate\n";
/** Members that ProblemOf has for every code. */
const SHARED = new Set(["code", "status"]);

type Components = { readonly [name: string]: JsonObject };

/** R5's codes are those in lower case, and many: they have a file of their own. */
const SCHEME_CODES = PROBLEM_CODES.filter((code) => code === code.toLowerCase());
const OTHER_CODES = PROBLEM_CODES.filter((code) => !SCHEME_CODES.includes(code));

/** By the files' names. */
export function problemFiles(components: Components): readonly (readonly [file: string, text: string])[] {
  return [
    ["problem-of", problemOf(components)],
    ["scheme-problems", problemTypes(components, SCHEME_CODES)],
    ["problems", `${problemTypes(components, OTHER_CODES, schemeImport())}\n${byCode()}`],
  ];
}

function problemOf(components: Components): string {
  const { properties, required } = components["Problem"] ?? {};
  const general = Object.entries(object(properties)).filter(([name]) => !SHARED.has(name) && name !== "violations");
  return `${HEAD}
/** The facts of RFC 9457 and ours that every problem has. */
export interface ProblemOf<Code extends string, Status extends number> {
code: Code;
status: Status;
${members({ properties: Object.fromEntries(general), required: required ?? [] })}
}
`;
}

function problemTypes(components: Components, codes: readonly ProblemCode[], more = ""): string {
  const used = new Set(codes.flatMap((code) => references(factsOf(components, code))));
  const shapes = used.size === 0 ? "" : `import type { ${[...used].sort().join(", ")} } from "./shapes.ts";\n`;
  return `${HEAD}import type { ProblemOf } from "./problem-of.ts";
${shapes}${more}
${codes.map((code) => problemType(components, code)).join("\n")}
`;
}

function schemeImport(): string {
  const types = SCHEME_CODES.map((code) => `${pascal(code)}Problem`);
  return `import type { ${types.join(", ")} } from "./scheme-problems.ts";\n`;
}

function byCode(): string {
  return `/** Every problem by its code. */
export interface Problems {
${PROBLEM_CODES.map((code) => `${code}: ${pascal(code)}Problem;`).join("\n")}
}

export type ProblemCode = keyof Problems;
/** Narrows on \`code\`. */
export type Problem = Problems[ProblemCode];
`;
}

function problemType(components: Components, code: ProblemCode): string {
  const { status, title } = problemKind(code);
  const facts = members(factsOf(components, code));
  const own = facts === "" ? "" : ` & {\n${facts}\n}`;
  return `/** ${title} */\nexport type ${pascal(code)}Problem = ProblemOf<"${code}", ${status}>${own};`;
}

/** The second part of a problem's schema, without what every problem has. */
function factsOf(components: Components, code: ProblemCode): JsonObject {
  const parts = components[`${pascal(code)}Problem`]?.["allOf"];
  const own = object(Array.isArray(parts) ? parts[1] : undefined);
  const facts = Object.entries(object(own["properties"])).filter(([name]) => !SHARED.has(name));
  return { properties: Object.fromEntries(facts), required: own["required"] ?? [] };
}
