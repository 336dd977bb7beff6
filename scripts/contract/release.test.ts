import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PROJECT } from "./contract-files.ts";

const folder = mkdtempSync(join(tmpdir(), "holdfast-release-"));
const unreleased = join(folder, "unreleased");
const released = join(folder, "released");
let copy = "";

// Releases are made in copies of what they read and write. The SDK's files are left out: they take long, and whether
// they are current is the same question.
beforeAll(() => {
  copy = unreleased;
  for (const part of ["contract", "docs", "scripts", "sdk", "domain"]) {
    const filter = (path: string) => !/node_modules|[/\\](dist|released)$/.test(path.slice(PROJECT.length));
    cpSync(join(PROJECT, part), join(copy, part), { recursive: true, filter });
  }
  writeFileSync(join(copy, "package.json"), '{ "type": "module" }');
  symlinkSync(join(PROJECT, "node_modules"), join(copy, "node_modules"));
  writeFileSync(join(copy, "docs/changelog.md"), "");
  edit("scripts/generate/generate.ts", "  ...sdkFiles({ openapi, asyncapi }),\n", "");
  const versioned = read("contract/openapi.ts").replace(/CONTRACT_VERSION = "[^"]*"/, 'CONTRACT_VERSION = "1.0.0"');
  writeFileSync(join(copy, "contract/openapi.ts"), versioned);
  run("generate/generate.ts");
  begin("first", unreleased);
  release();
  cpSync(copy, released, { recursive: true, verbatimSymlinks: true });
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Work in a copy of that state from now on. */
function begin(name: string, state: string): void {
  copy = join(folder, name);
  cpSync(state, copy, { recursive: true, verbatimSymlinks: true });
}

function run(script: string, ...options: readonly string[]): { readonly status: number | null; readonly said: string } {
  const node = join(PROJECT, "node_modules/node/bin/node");
  const { status, stdout, stderr } = spawnSync(node, [join(copy, "scripts", script), ...options], {
    cwd: copy,
    encoding: "utf8",
  });
  return { status, said: stdout + stderr };
}

const release = (...options: readonly string[]) => run("contract/release.ts", ...options);

function read(file: string): string {
  return readFileSync(join(copy, file), "utf8");
}

function edit(file: string, from: string | RegExp, to: string): void {
  const before = read(file);
  const after = before.replace(from, to);
  if (before === after) throw new Error(`${file} does not have ${from}`);
  writeFileSync(join(copy, file), after);
}

function addField(): void {
  edit("contract/key.ts", "name: line(100),", "name: line(100), note: line(50).optional(),");
  run("generate/generate.ts");
}

function removeField(): void {
  edit("contract/key.ts", /^ {4}rate_limit: count.*\n/m, "");
  edit("contract/access-examples.ts", /^ {4}rate_limit: .*\n/m, "");
  edit("contract/access-examples.ts", "rate_limit: key.rate_limit", "rate_limit: 600");
  run("generate/generate.ts");
}

describe("the first release", () => {
  it("keeps the version that is written, and the documents as the baseline", () => {
    begin("baseline", unreleased);
    expect(run("contract/breaking.ts")).toMatchObject({ status: 1, said: expect.stringContaining("is missing") });
    expect(release()).toMatchObject({ status: 0, said: expect.stringContaining("Released 1.0.0") });
    for (const name of ["openapi.yaml", "asyncapi.yaml"]) {
      expect(read(`contract/released/${name}`)).toBe(read(`contract/${name}`));
    }
    expect(read("docs/changelog.md")).toMatch(
      /## Unreleased\n\nNothing\.\n\n## 1\.0\.0 \(\d{4}-\d\d-\d\d\)\n\nThe first release\.\n$/,
    );
    expect(run("contract/breaking.ts")).toMatchObject({
      status: 0,
      said: expect.stringContaining("has changed since 1.0.0"),
    });
  });
});

describe("a later release", () => {
  beforeEach(({ task }) => begin(task.id, released));

  it("is refused when nothing has changed", () => {
    expect(release()).toMatchObject({ status: 1, said: "Nothing has changed since 1.0.0\n" });
  });

  it("is refused when generated files are not current", () => {
    edit("contract/key.ts", "name: line(100),", "name: line(100), note: line(50).optional(),");
    const { status, said } = release();
    expect(status).toBe(1);
    expect(said).toContain("contract/openapi.yaml is not what the contract says");
    expect(said).toContain("Files made from the contract are not current: npm run generate");
  });

  it("is minor when something was added, which the changelog tells before and after", () => {
    addField();
    const told = "### Added\n\n* **KeyCreateRequest** `note` is new\n";
    expect(read("docs/changelog.md")).toContain(`## Unreleased\n\n${told}\n## 1.0.0`);
    expect(release()).toMatchObject({ status: 0, said: expect.stringContaining("Released 1.1.0") });
    expect(read("docs/changelog.md")).toMatch(
      /## Unreleased\n\nNothing\.\n\n## 1\.1\.0 \(.{10}\)\n\n### Added\n\n\* \*\*KeyCreateRequest/,
    );
    expect(read("contract/released/openapi.yaml")).toContain("  version: 1.1.0\n");
    expect(read("contract/released/asyncapi.yaml")).toContain("  version: 1.1.0\n");
    expect(run("generate/generate.ts", "--check")).toEqual({ status: 0, said: "" });
  });

  it("is a patch when only words change", () => {
    edit("contract/key.ts", '"List API keys, oldest first"', '"List API keys, the oldest first"');
    run("generate/generate.ts");
    expect(release()).toMatchObject({ status: 0, said: expect.stringContaining("Released 1.0.1") });
    expect(read("docs/changelog.md")).toContain("Descriptions and examples only.\n\n## 1.0.0");
  });

  it("alone changes the version", () => {
    edit("contract/openapi.ts", 'CONTRACT_VERSION = "1.0.0"', 'CONTRACT_VERSION = "1.0.1"');
    run("generate/generate.ts");
    const said = "The contract says 1.0.1, the released one 1.0.0: only npm run release changes the version\n";
    expect(run("contract/breaking.ts")).toEqual({ status: 1, said });
  });

  it("is refused when it breaks clients, until it is called major", () => {
    removeField();
    const broken = "* **ApiKey** `rate_limit` is gone";
    expect(run("contract/breaking.ts")).toMatchObject({ status: 1, said: expect.stringContaining(broken) });
    const refused = release();
    expect(refused).toMatchObject({ status: 1, said: expect.stringContaining(broken) });
    expect(refused.said).toContain("npm run release -- --major");
    expect(read("contract/openapi.ts")).toContain('CONTRACT_VERSION = "1.0.0"');
    expect(release("--major")).toMatchObject({ status: 0, said: expect.stringContaining("Released 2.0.0") });
    expect(run("contract/breaking.ts").status).toBe(0);
  });
});
