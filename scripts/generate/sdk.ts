// The generated half of the SDK: types of every component and problem, and a method for every operation, from the
// same documents that are published. It holds no logic: how a call is made is written by hand in sdk/source/.
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import type { JsonObject } from "../../contract/json-schema.ts";
import type { Contract } from "../contract/compare.ts";
import { object } from "../contract/document.ts";
import { flatMethods, nounMethods, operationMaps, operationNames, publicTypes } from "./sdk-methods.ts";
import { type SdkOperation, sdkOperations } from "./sdk-operations.ts";
import { problemFiles } from "./sdk-problems.ts";
import { declaration, references } from "./sdk-types.ts";

const project = resolve(import.meta.dirname, "../..");
const folder = "sdk/source/generated";
/** The feed's frames are in the AsyncAPI document only, and belong to this noun. */
const FEED = { noun: "feed", schemas: ["FeedFrame", "ShowFrame"] } as const;

/** The file of each component. */
type Homes = ReadonlyMap<string, string>;
type Components = { readonly [name: string]: JsonObject };

/** Text by path. */
export function sdkFiles({ openapi, asyncapi }: Contract): { [path: string]: string } {
  const components = componentsOf(asyncapi, openapi);
  const operations = sdkOperations(openapi);
  const homes = placed(components, operations);
  const nouns = new Set(operations.map((operation) => operation.noun));
  const fileOf = (noun: string, placed: Homes) => {
    const own = operations.filter((operation) => operation.noun === noun);
    return formatted(noun, `${declared(noun, components, placed, own)}${nounMethods(noun, own)}`);
  };
  const longIn = (placed: Homes) => [...nouns].filter((noun) => fileOf(noun, placed).split("\n").length > LINES_MAX);
  const of_operations = new Set(operations.flatMap(({ request, alias }) => [request.name, alias]));
  const apart = moved(homes, longIn(homes), (name) => (of_operations.has(name) ? undefined : "shapes"));
  const requests = new Set(operations.map(({ request }) => request.name));
  const split = moved(apart, longIn(apart), (name) => (requests.has(name) ? "requests" : "responses"));
  const shapes = [...new Set(split.values())].filter((file) => !nouns.has(file) && file !== "problems").sort();
  const files: readonly (readonly [name: string, text: string])[] = [
    ...problemFiles(components).map(([file, text]) => [file, formatted(file, text)] as const),
    ...shapes.map((file) => [file, formatted(file, declared(file, components, split))] as const),
    ["operations", formatted("operations", operationMaps(operations, split))],
    ["operation-names", formatted("operation-names", operationNames(operations))],
    ["flat-methods", formatted("flat-methods", flatMethods(operations))],
    [
      "types",
      formatted(
        "types",
        publicTypes([...nouns, "operations", ...problemFiles(components).map(([file]) => file), ...shapes]),
      ),
    ],
    ...[...nouns].map((noun) => [noun, fileOf(noun, split)] as const),
  ];
  return Object.fromEntries(files.map(([name, text]) => [pathOf(name), text]));
}

/** A noun's shapes have a file of their own where one for all would be longer than this; then its requests and responses. */
const LINES_MAX = 300;

/** The components of long files in files beside them, of the kind that is told: draft-shapes. */
function moved(homes: Homes, long: readonly string[], kindOf: (name: string) => string | undefined): Homes {
  return new Map(
    [...homes].map(([name, home]) => {
      const kind = long.includes(home) ? kindOf(name) : undefined;
      return [name, kind === undefined ? home : `${home}-${kind}`];
    }),
  );
}

function pathOf(file: string): string {
  return `${folder}/${file}.ts`;
}

function componentsOf(...documents: readonly JsonObject[]): Components {
  const gathered: { [name: string]: JsonObject } = {};
  for (const document of documents) {
    const schemas = object(object(document["components"])["schemas"]);
    for (const [name, schema] of Object.entries(schemas)) gathered[name] = object(schema);
  }
  return gathered;
}

/** The file of each component: that of the only noun that needs it, or shapes. */
function placed(components: Components, operations: readonly SdkOperation[]): Homes {
  const needed = new Map<string, Set<string>>();
  const need = (name: string, by: string): void => {
    const needers = needed.get(name) ?? new Set();
    if (needers.has(by)) return;
    needed.set(name, needers.add(by));
    for (const inner of references(components[name] ?? null)) need(inner, by);
  };
  for (const { noun, request, response } of operations) {
    need(request.name, noun);
    need(response.name, noun);
  }
  for (const name of FEED.schemas) need(name, FEED.noun);
  for (const [name, schema] of Object.entries(components)) {
    if (name.endsWith("Problem") && name !== "Problem") {
      for (const inner of references(schema)) if (!inner.endsWith("Problem")) need(inner, "problems");
    }
  }
  return new Map(
    [...needed].map(([name, [first = "shapes", ...others]]) => [name, others.length === 0 ? first : "shapes"]),
  );
}

/** The components of one file, with the imports that they and the file's methods need. */
function declared(
  file: string,
  components: Components,
  homes: Homes,
  operations: readonly SdkOperation[] = [],
): string {
  const own = Object.entries(components).filter(([name]) => homes.get(name) === file);
  const aliases = operations
    .filter(({ response, alias }) => response.name !== alias)
    .map(({ response, alias }) => `export type ${alias} = ${response.name};\n`);
  const used = [
    ...own.flatMap(([, schema]) => references(schema)),
    ...operations.flatMap(({ request, response, item }) => [request.name, response.name, ...(item ? [item] : [])]),
  ];
  const foreign = Map.groupBy(new Set(used), (name) => homes.get(name) ?? file);
  foreign.delete(file);
  return [
    "// Made from contract/*.ts: npm run generate\n",
    ...methodImports(operations),
    ...[...foreign].map(([home, names]) => `import type { ${names.sort().join(", ")} } from "./${home}.ts";\n`),
    "\n",
    ...own.map(([name, schema]) => `${declaration(name, schema)}\n`),
    ...aliases,
    "\n",
  ].join("");
}

function methodImports(operations: readonly SdkOperation[]): string[] {
  if (operations.length === 0) return [];
  const kinds = new Set(operations.map(({ item }) => (item === undefined ? "Answer" : "Pages")));
  return [
    `import type { ${[...kinds].sort().join(", ")} } from "../answer.ts";\n`,
    'import type { CallOptions } from "../call-options.ts";\n',
  ];
}

/** As the project's formatter writes it. */
function formatted(file: string, text: string): string {
  const path = pathOf(file);
  const biome = spawnSync("node_modules/.bin/biome", ["check", "--write", `--stdin-file-path=${path}`], {
    cwd: project,
    input: text,
    encoding: "utf8",
  });
  if (biome.status !== 0) throw new Error(`${path} cannot be formatted: ${biome.error?.message ?? biome.stderr}`);
  return biome.stdout;
}
