import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { JsonObject } from "../../contract/json-schema.ts";
import { PROJECT } from "./contract-files.ts";
import { list, object, text } from "./document.ts";

const folder = join(PROJECT, ".github", "workflows");
const files = readdirSync(folder).filter((name) => name.endsWith(".yml"));
const scripts = object(
  object(JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as JsonObject)["scripts"],
);

describe.each(files)("%s", (file) => {
  // YAML without tags holds JSON.
  const workflow = object(parse(readFileSync(join(folder, file), "utf8")) as JsonObject);
  const jobs = Object.entries(object(workflow["jobs"])).map(([name, job]) => [name, object(job)] as const);
  const steps = jobs.flatMap(([, job]) => list(job["steps"]).map(object));
  const runs = steps.flatMap(({ run }) => text(run) ?? []);

  it("has jobs, and each but a called one has a limit of time", () => {
    expect(jobs.length).toBeGreaterThan(0);
    const endless = jobs.filter(([, job]) => job["uses"] === undefined && typeof job["timeout-minutes"] !== "number");
    expect(endless.map(([name]) => name)).toEqual([]);
  });

  it("names only scripts that package.json has", () => {
    const named = runs.flatMap((run) => [...run.matchAll(/npm run ([a-z0-9:-]+)/g)].map(([, name = ""]) => name));
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it("runs only files that exist", () => {
    const named = runs.filter((run) => /^\.{0,2}\/?[\w./-]+$/.test(run) && run.includes("/"));
    const called = jobs.flatMap(([, job]) => text(job["uses"]) ?? []).filter((path) => path.startsWith("./"));
    expect([...named, ...called].filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
  });

  it("may read the contents and nothing else, unless a job says why it needs more", () => {
    expect(workflow["permissions"]).toEqual({ contents: "read" });
    const more = jobs.filter(([, job]) => job["permissions"] !== undefined);
    expect(more.map(([name, job]) => [name, job["permissions"]])).toEqual(
      file === "release.yml" ? [["sdk", { contents: "read", "id-token": "write" }]] : [],
    );
  });

  it("says what may run at a time", () => {
    expect(Object.keys(object(workflow["concurrency"]))).toEqual(["group", "cancel-in-progress"]);
  });

  it("uses actions of a major version, and leaves no credentials in a checkout", () => {
    const used = steps.flatMap(({ uses }) => text(uses) ?? []);
    expect(used.filter((action) => !/^actions\/[a-z-]+@v\d+$/.test(action))).toEqual([]);
    const checkouts = steps.filter(({ uses }) => text(uses)?.startsWith("actions/checkout@"));
    expect(checkouts.every((step) => object(step["with"])["persist-credentials"] === false)).toBe(true);
  });

  it("gives secrets only to jobs with an environment, which skip when they are missing", () => {
    for (const [name, job] of jobs.filter(([, each]) => JSON.stringify(each).includes("secrets."))) {
      expect(text(job["environment"]), name).toBeDefined();
      const [first, ...others] = list(job["steps"]).map(object);
      expect(text(first?.["run"]), name).toContain("::notice");
      const unguarded = others.filter((step) => step["if"] !== "steps.secret.outputs.present == 'true'");
      expect(unguarded, name).toEqual([]);
    }
  });
});

it("the checks run on the oldest Node that package.json allows", () => {
  const workflow = readFileSync(join(folder, "check.yml"), "utf8");
  const { engines } = object(JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as JsonObject);
  const oldest = /\d+/.exec(text(object(engines)["node"]) ?? "")?.[0];
  expect(workflow).toContain(`node-version: ${oldest}\n`);
  expect(workflow).toContain("- run: .ci/run\n");
});
