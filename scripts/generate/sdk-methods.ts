// The methods of the SDK's client: a class a noun, the flat names, and the types of every request and response by name.
import { pascal } from "../../contract/json-schema.ts";
import type { SdkOperation } from "./sdk-operations.ts";

const HEAD = "// Made from contract/*.ts: npm run generate\n";

const KEY_WORDS = {
  required: "Sent with an idempotency key: yours, or one that is made.",
  accepted: "Sent with an idempotency key: yours, or one that is made.",
  none: "Only reads.",
} as const;

/** booking: the class BookingMethods. */
export function nounClass(noun: string, operations: readonly SdkOperation[]): string {
  return `export class ${pascal(noun)}Methods {
  readonly #send: Send;

  constructor(send: Send) {
    this.#send = send;
  }

${operations.map(method).join("\n\n")}
}
`;
}

function method(operation: SdkOperation): string {
  const { name, method: word, key, request, response, item } = operation;
  const asked = `request: ${request.name}${request.optional ? " = {}" : ""}, options?: CallOptions`;
  const call = `({ name: "${name}", key: "${key}" }, request, options)`;
  return item === undefined
    ? `${about(operation)}\n${word}(${asked}): Answer<${response.name}> { return this.#send.one${call}; }`
    : `${about(operation)}\n${word}(${asked}): Pages<${item}, ${response.name}> { return this.#send.list${call}; }`;
}

function about({ summary, scope, key, codes }: SdkOperation): string {
  const permission = scope === "none" ? "" : `Needs the permission \`${scope}\`. `;
  const problems = codes.length === 0 ? "" : ` Problems of its own: ${codes.join(", ")}.`;
  return `/**\n * ${summary}.\n *\n * ${permission}${KEY_WORDS[key]}${problems}\n */`;
}

/** The names of R1: booking_hold(request, idempotency_key). */
export function flatMethods(operations: readonly SdkOperation[]): string {
  const nouns = [...new Set(operations.map(({ noun }) => noun))].sort();
  const imports = nouns.map((noun) => {
    const own = operations.filter((operation) => operation.noun === noun).map(({ request }) => request.name);
    return `import { ${pascal(noun)}Methods, ${own.map((name) => `type ${name}`).join(", ")} } from "./${noun}.ts";\n`;
  });
  const methods = operations.map(({ name, noun, method: word, key, request }) => {
    const flat = name.replaceAll(/[/-]/g, "_");
    const asked = `request: ${request.name}${request.optional ? " = {}" : ""}`;
    return key === "none"
      ? `readonly ${flat} = (${asked}) => this.${noun}.${word}(request);`
      : `readonly ${flat} = (${asked}, idempotencyKey?: string) => this.${noun}.${word}(request, { idempotencyKey });`;
  });
  return `${HEAD}import type { Send } from "../call-options.ts";
${imports.join("")}
/** A group of methods a noun, and the same methods once more by flat names, \`noun_method(request, idempotencyKey)\`. */
export class FlatMethods {
${nouns.map((noun) => `readonly ${noun}: ${pascal(noun)}Methods;`).join("\n")}

  constructor(send: Send) {
${nouns.map((noun) => `this.${noun} = new ${pascal(noun)}Methods(send);`).join("\n")}
  }

${methods.join("\n")}
}
`;
}

/** Requests["booking/hold"] and Responses["booking/hold"]. */
export function operationMaps(operations: readonly SdkOperation[]): string {
  const nouns = [...new Set(operations.map(({ noun }) => noun))].sort();
  const imports = nouns.map((noun) => {
    const own = operations.filter((operation) => operation.noun === noun);
    const names = new Set(own.flatMap(({ request, alias }) => [request.name, alias]));
    return `import type { ${[...names].join(", ")} } from "./${noun}.ts";\n`;
  });
  return `${HEAD}${imports.join("")}
/** What each operation is asked. */
export interface Requests {
${operations.map(({ name, request }) => `"${name}": ${request.name};`).join("\n")}
}

/** What each operation answers. */
export interface Responses {
${operations.map(({ name, alias }) => `"${name}": ${alias};`).join("\n")}
}

export type OperationName = keyof Requests;
`;
}

/** Every generated type, for the package's entry. */
export function publicTypes(files: readonly string[]): string {
  return `${HEAD}${files
    .toSorted()
    .map((file) => `export type * from "./${file}.ts";\n`)
    .join("")}`;
}
