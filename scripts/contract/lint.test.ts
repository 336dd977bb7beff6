import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Json, JsonObject } from "../../contract/json-schema.ts";
import { DESK_DOCUMENT } from "../../worker/testing/desk-operations.ts";
import { DOCUMENTS, PROJECT } from "./contract-files.ts";
import { object } from "./document.ts";
import { CONTRACT, edited } from "./planted.ts";
import { REST_VIOLATIONS } from "./planted-rest-violations.ts";
import { VIOLATIONS } from "./planted-violations.ts";
import { type Finding, findings } from "./spectral.ts";

const folder = mkdtempSync(join(tmpdir(), "holdfast-lint-"));
const KEPT = new Set(["/v1/health/ping", "/v1/tour/create", "/v1/tour/get", "/v1/booking/hold"]);
const clean = reduced(CONTRACT.openapi);
/** Every violation, in the document that it is planted in. */
const PLANTED = [
  ...VIOLATIONS.map((violation) => ({ ...violation, document: clean })),
  ...REST_VIOLATIONS.map((violation) => ({ ...violation, document: DESK_DOCUMENT })),
];
const by_file = new Map<string, Finding[]>();

// One process for all documents: most of its time is its start.
beforeAll(() => {
  const planted = PLANTED.map(({ document, at, edit }) => edited(document, at, edit));
  const files = [clean, DESK_DOCUMENT, ...planted].map((document, index) => {
    const file = join(folder, `${index}.json`);
    writeFileSync(file, JSON.stringify(document));
    return file;
  });
  for (const finding of findings([...files, ...DOCUMENTS.map((name) => `contract/${name}`)])) {
    const name = basename(finding.file);
    by_file.set(name, [...(by_file.get(name) ?? []), finding]);
  }
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A few operations with what they refer to, so that many documents can be linted. */
function reduced(document: JsonObject): JsonObject {
  const paths = Object.fromEntries(Object.entries(object(document["paths"])).filter(([path]) => KEPT.has(path)));
  const components = object(document["components"]);
  const reached = new Set<string>();
  const reach = (value: Json) => {
    for (const [reference, kind = "", name = ""] of JSON.stringify(value).matchAll(/#\/components\/(\w+)\/([\w-]+)/g)) {
      if (reached.has(reference)) continue;
      reached.add(reference);
      reach(object(components[kind])[name] ?? {});
    }
  };
  reach(paths);
  const kept = Object.entries(components).map(([kind, members]) => {
    const all = Object.entries(object(members));
    const needed = all.filter(([name]) => kind === "securitySchemes" || reached.has(`#/components/${kind}/${name}`));
    return [kind, Object.fromEntries(needed)] as const;
  });
  return { ...document, paths, components: Object.fromEntries(kept) };
}

describe("the lint of the contract", () => {
  it("finds nothing in the contract's documents", () => {
    expect(DOCUMENTS.flatMap((name) => by_file.get(name) ?? [])).toEqual([]);
  });

  it("finds nothing in a part of them, nor in one with every kind of REST binding", () => {
    expect([by_file.get("0.json"), by_file.get("1.json")]).toEqual([undefined, undefined]);
  });

  it.each(PLANTED.map(({ rule, fact }, index) => ({ rule, fact, file: `${index + 2}.json` })))(
    "finds $fact ($rule)",
    ({ rule, file }) => {
      expect(by_file.get(file)?.map((finding) => finding.rule)).toContain(rule);
    },
  );

  it("has a violation planted for each of its own rules", () => {
    const ruleset = object(parse(readFileSync(join(PROJECT, "contract/spectral.yaml"), "utf8")) as JsonObject);
    const own = Object.keys(object(ruleset["rules"])).filter((name) => name.startsWith("holdfast-"));
    expect(own.filter((name) => !PLANTED.some(({ rule }) => rule === name))).toEqual([]);
    expect(own.length).toBeGreaterThan(10);
  });
});
