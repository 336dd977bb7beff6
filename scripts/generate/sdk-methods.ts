// The methods of the SDK's client: an interface a noun, the flat names, and the types of every request and response by name.
import { camel, pascal } from "../../contract/json-schema.ts";
import type { SdkOperation } from "./sdk-operations.ts";

const HEAD = "// Made from contract/*.ts: npm run generate\n";

const KEY_WORDS = {
  required: "Sent with an idempotency key: yours, or one that is made.",
  accepted: "Sent with an idempotency key: yours, or one that is made.",
  none: "Only reads.",
} as const;

/** booking: the interface BookingMethods. */
export function nounMethods(noun: string, operations: readonly SdkOperation[]): string {
  return `/** The methods of \`client.${noun}\`. */
export interface ${pascal(noun)}Methods {
${operations.map(method).join("\n\n")}
}
`;
}

function method(operation: SdkOperation): string {
  const { method: word, request, response, item } = operation;
  const answer = item === undefined ? `Answer<${response.name}>` : `Pages<${item}, ${response.name}>`;
  return `${about(operation)}\n${word}(request${request.optional ? "?" : ""}: ${request.name}, options?: CallOptions): ${answer};`;
}

function about({ summary, scope, key, codes }: SdkOperation): string {
  const permission = scope === "none" ? "" : `Needs the permission \`${scope}\`. `;
  const problems = codes.length === 0 ? "" : ` Problems of its own: ${codes.join(", ")}.`;
  return `/**\n * ${summary}.\n *\n * ${permission}${KEY_WORDS[key]}${problems}\n */`;
}

/** The names of R1: booking_hold(request, idempotency_key). */
export function flatMethods(operations: readonly SdkOperation[]): string {
  const nouns = nounsOf(operations);
  const members = operations.map(({ name, noun, method: word, key }) => {
    const kind = key === "none" ? "FlatRead" : "FlatChange";
    return `declare readonly ${name.replaceAll(/[/-]/g, "_")}: ${kind}<${pascal(noun)}Methods["${word}"]>;`;
  });
  return `${HEAD}import type { Send } from "../call-options.ts";
import { type FlatChange, type FlatRead, methods } from "../methods.ts";
${nouns.map((noun) => `import type { ${pascal(noun)}Methods } from "./${noun}.ts";\n`).join("")}
/** A group of methods a noun, and the same methods once more by flat names, \`noun_method(request, idempotencyKey)\`. */
export class FlatMethods {
${nouns.map((noun) => `declare readonly ${noun}: ${pascal(noun)}Methods;`).join("\n")}

${members.join("\n")}

  constructor(send: Send) {
    Object.assign(this, methods(send));
  }
}
`;
}

/** What the methods are made of when the program runs. */
export function operationNames(operations: readonly SdkOperation[]): string {
  const named = (what: string, about_them: string, have: (operation: SdkOperation) => boolean) => {
    const names = operations.filter(have).map(({ name }) => `"${name}",\n`);
    return `/** ${about_them} */\nexport const ${what}: readonly string[] = [\n${names.join("")}];\n`;
  };
  return [
    HEAD,
    named(
      "READS",
      "That answer one thing and change nothing.",
      ({ key, item }) => key === "none" && item === undefined,
    ),
    named("LISTS", "That answer a page of many things.", ({ item }) => item !== undefined),
    named("ACCEPTING", "That change something and accept a key.", ({ key }) => key === "accepted"),
    named("REQUIRING", "That change something and require a key.", ({ key }) => key === "required"),
    named("ASKING_NOTHING", "That can be called without a request.", ({ request }) => request.optional),
  ].join("\n");
}

/** Requests["booking/hold"] and Responses["booking/hold"]. */
export function operationMaps(operations: readonly SdkOperation[], homes: ReadonlyMap<string, string>): string {
  const found = operations.map(({ name, noun, request, alias }) => {
    const places = [request.name, alias].map((type) => ({ file: homes.get(type) ?? noun, type }));
    return { name, places };
  });
  const files = [...new Set(found.flatMap(({ places }) => places.map(({ file }) => file)))].sort();
  const lines = found.map(
    ({ name, places }) => `"${name}": [${places.map(({ file, type }) => `${camel(file)}.${type}`).join(", ")}];`,
  );
  return `${HEAD}${files.map((file) => `import type * as ${camel(file)} from "./${file}.ts";\n`).join("")}
/** Each operation: what it is asked and what it answers. */
interface Operations {
${lines.join("\n")}
}

export type OperationName = keyof Operations;

/** What each operation is asked. */
export type Requests = { [Name in OperationName]: Operations[Name][0] };

/** What each operation answers. */
export type Responses = { [Name in OperationName]: Operations[Name][1] };
`;
}

function nounsOf(operations: readonly SdkOperation[]): string[] {
  return [...new Set(operations.map(({ noun }) => noun))].sort();
}

/** Every generated type, for the package's entry. */
export function publicTypes(files: readonly string[]): string {
  return `${HEAD}${files
    .toSorted()
    .map((file) => `export type * from "./${file}.ts";\n`)
    .join("")}`;
}
