// The smoke run against the served product: nothing fails, and no route of seating schemes is left out.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OPERATIONS } from "../../contract/registry.ts";
import { project } from "../serve.ts";
import { ADMIN_KEY, type ThrowawayServer, throwawayServer } from "../throwaway-server.ts";
import { runSmoke, SMOKE_STEPS } from "./run.ts";

const NOUNS = new Set(["upload", "scheme", "draft", "pricing", "structure", "artifact", "audit"]);
const STARTING_MS = 120_000;
let served: ThrowawayServer | undefined;

beforeAll(async () => {
  served = await throwawayServer();
}, STARTING_MS);

afterAll(() => served?.stop());

function routes(): { readonly name: string; readonly expression: RegExp }[] {
  return Object.entries(OPERATIONS).flatMap(([name, operation]) => {
    const rest = "rest" in operation && NOUNS.has(name.split("/", 1).join("")) ? operation.rest : [];
    return rest.map(({ method, path }) => ({
      name: `${method} ${path}`,
      expression: new RegExp(`^ {2}ok {3}${method} ${path.replaceAll(/\{\w+\}/g, "[^/?]+")}(?:\\?.*)? -> `),
    }));
  });
}

it("a smoke run passes, and asks every route of seating schemes", async () => {
  const lines: string[] = [];
  const { failed } = await runSmoke({ url: served?.url ?? "", key: ADMIN_KEY }, (line) => lines.push(line));
  const printed = lines.join("\n").split("\n");
  expect([failed, printed.filter((line) => line.includes("FAIL"))]).toEqual([0, []]);
  expect(printed.at(-1)).toMatch(/^10 steps, \d+ requests, 0 failed$/);
  const left_out = routes().filter(({ expression }) => !printed.some((line) => expression.test(line)));
  expect(left_out.map(({ name }) => name)).toEqual([]);
});

it("its steps are those of the checklist", () => {
  const page = readFileSync(join(project, "docs", "smoke-regression.md"), "utf8");
  const rows = [...page.matchAll(/^\| (\d\. [^|]+) \|/gm)].map(([, title]) => title);
  expect(rows).toEqual(SMOKE_STEPS.map(({ title }) => title));
});
