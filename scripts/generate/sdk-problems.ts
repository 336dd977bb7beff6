// The types of problems: one a code, with the facts that come with it.
import type { JsonObject } from "../../contract/json-schema.ts";
import { pascal } from "../../contract/json-schema.ts";
import { PROBLEM_CODES, type ProblemCode, problemKind } from "../../contract/problems.ts";
import { object } from "../contract/document.ts";
import { members, references } from "./sdk-types.ts";

/** Members that ProblemOf has for every code. */
const SHARED = new Set(["code", "status"]);

export function problemTypes(components: { readonly [name: string]: JsonObject }): string {
  const { properties, required } = components["Problem"] ?? {};
  const general = Object.entries(object(properties)).filter(([name]) => !SHARED.has(name) && name !== "violations");
  const used = new Set(PROBLEM_CODES.flatMap((code) => references(factsOf(components, code))));
  const imports = used.size === 0 ? "" : `import type { ${[...used].sort().join(", ")} } from "./shapes.ts";\n`;
  return `// Made from contract/*.ts: npm run generate
${imports}
/** The facts of RFC 9457 and ours that every problem has. */
export interface ProblemOf<Code extends string, Status extends number> {
code: Code;
status: Status;
${members({ properties: Object.fromEntries(general), required: required ?? [] })}
}

${PROBLEM_CODES.map((code) => problemType(components, code)).join("\n")}

/** Every problem by its code. */
export interface Problems {
${PROBLEM_CODES.map((code) => `${code}: ${pascal(code)}Problem;`).join("\n")}
}

export type ProblemCode = keyof Problems;
/** Narrows on \`code\`. */
export type Problem = Problems[ProblemCode];
`;
}

function problemType(components: { readonly [name: string]: JsonObject }, code: ProblemCode): string {
  const { status, title } = problemKind(code);
  const facts = members(factsOf(components, code));
  const own = facts === "" ? "" : ` & {\n${facts}\n}`;
  return `/** ${title} */\nexport type ${pascal(code)}Problem = ProblemOf<"${code}", ${status}>${own};`;
}

/** The second part of a problem's schema, without what every problem has. */
function factsOf(components: { readonly [name: string]: JsonObject }, code: ProblemCode): JsonObject {
  const parts = components[`${pascal(code)}Problem`]?.["allOf"];
  const own = object(Array.isArray(parts) ? parts[1] : undefined);
  const facts = Object.entries(object(own["properties"])).filter(([name]) => !SHARED.has(name));
  return { properties: Object.fromEntries(facts), required: own["required"] ?? [] };
}
