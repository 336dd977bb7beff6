// docs/api-map.md: every route on a page, by noun, for whoever looks for one.
import { TAGS } from "../../contract/openapi.ts";
import { nounOf } from "../../contract/openapi-operation.ts";
import type { Operation } from "../../contract/operation.ts";
import { OPERATIONS } from "../../contract/registry.ts";
import type { RestBinding } from "../../contract/rest-binding.ts";

type Named = { readonly name: string; readonly operation: Operation };

const INTRO = `# API map

Every REST route, by noun, and the operation that it is. Any operation can also be asked as \`POST /v1/{operation}\` with a JSON body; those that have no route are listed last. Scope is the permission that a key needs; key says whether an \`Idempotency-Key\` is required, accepted, or without meaning because the operation only reads. Fields, answers and errors: [the API](api.md). The WebSockets \`/ws/departures/{departure_id}\` and \`/ws/venues/{venueId}/shows/{showId}\` are described there too. This page is generated from \`contract/\` (\`npm run generate\`).
`;

/** The page docs/api-map.md. */
export function apiMapPage(): string {
  const named = Object.entries<Operation>(OPERATIONS).map(([name, operation]) => ({ name, operation }));
  const by_noun = [...Map.groupBy(named, ({ name }) => nounOf(name))];
  const routed = by_noun.flatMap(([noun, own]) => routesOf(noun, own));
  const others = named.filter(({ operation }) => (operation.rest ?? []).length === 0).map(rpcRow);
  return [
    INTRO,
    ...routed,
    `## By RPC only

| operation | scope | key | summary |
|---|---|---|---|
${others.join("\n")}
`,
  ].join("\n");
}

function routesOf(noun: string, operations: readonly Named[]): string[] {
  const rows = operations.flatMap((named) => (named.operation.rest ?? []).map((binding) => restRow(named, binding)));
  if (rows.length === 0) return [];
  return [
    `## ${noun}

${TAGS[noun] ?? noun}.

| method | path | operation | scope | key | summary |
|---|---|---|---|---|---|
${rows.join("\n")}
`,
  ];
}

function restRow({ name, operation }: Named, { method, path }: RestBinding): string {
  return `| ${method} | \`${path}\` | ${linked(name)} | ${operation.scope} | ${operation.key} | ${operation.summary} |`;
}

function rpcRow({ name, operation }: Named): string {
  return `| ${linked(name)} | ${operation.scope} | ${operation.key} | ${operation.summary} |`;
}

/** To its heading in the reference. */
function linked(name: string): string {
  return `[${name}](api.md#${name.replaceAll("/", "")})`;
}
