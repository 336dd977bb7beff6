// The style as a test: what the linter cannot see.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const project = import.meta.dirname;
const files = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: project,
  encoding: "utf8",
})
  .stdout.split("\n")
  .filter((file) => file !== "" && existsSync(join(project, file)));
const code = files.filter((file) => /\.(ts|mjs)$/.test(file));
const product = code.filter((file) => !file.endsWith(".test.ts"));

function read(file: string): string {
  return readFileSync(join(project, file), "utf8");
}

describe("files", () => {
  it("are kebab-case and named for what they hold", () => {
    const wrong = code.filter((file) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.(ts|mjs)$/.test(basename(file)));
    expect(wrong).toEqual([]);
    const vague = code.filter((file) =>
      /(^|\/|-)(utils?|helpers?|common|manager|service|impl|misc)(-|\.|\/)/.test(file),
    );
    expect(vague).toEqual([]);
  });

  it("are short enough to read: 300 lines", () => {
    const long = code
      .map((file) => [file, read(file).split("\n").length - 1] as const)
      .filter(([, lines]) => lines > 300);
    expect(long).toEqual([]);
  });

  it("have no barrels: nothing re-exports but the Worker's entry", () => {
    const barrels = product.filter((file) => /^export (\*|\{[^}]*\}) from/m.test(read(file)));
    expect(barrels).toEqual(["worker/index.ts"]);
  });

  it("keep the Worker's entry to 30 lines and the map to 150", () => {
    expect(read("worker/index.ts").split("\n").length).toBeLessThanOrEqual(31);
    expect(read("ARCHITECTURE.md").split("\n").length).toBeLessThanOrEqual(151);
  });
});

describe("what must never be true", () => {
  it("no SQL outside the stores, the migrations, the changes and the catalogue", () => {
    const allowed =
      /(\/store\.ts|-rows\.ts|\/migrations\.ts|durable-objects\/(changes|migrate|sql)\.ts|worker\/catalogue\/|d1-migrations\/)/;
    const layers = product.filter(
      (file) => /^(domain|contract|worker|durable-objects)\//.test(file) && !file.startsWith("worker/testing/"),
    );
    const statement = /[`"']\s*(SELECT|INSERT|UPDATE|DELETE|CREATE TABLE)\s/;
    expect(layers.filter((file) => !allowed.test(file) && statement.test(read(file)))).toEqual([]);
  });

  it("only context.ts and the objects' own entrances read a clock", () => {
    const clocked = product.filter(
      (file) => /^(contract|worker|domain)\//.test(file) && /Date\.now\(\)|new Date\(\)/.test(read(file)),
    );
    expect(clocked.filter((file) => !file.startsWith("worker/testing/"))).toEqual([
      "worker/context.ts",
      "worker/respond.ts",
      "worker/spans.ts",
    ]);
  });

  it("no test is skipped or left alone", () => {
    const tests = code.filter((file) => file.endsWith(".test.ts") && file !== "tidy.test.ts");
    expect(tests.filter((file) => /\b(it|test|describe)\.(only|skip|todo)\b/.test(read(file)))).toEqual([]);
  });

  it("wrangler.toml never contains what only a developer's machine has", () => {
    expect(read("wrangler.toml")).not.toMatch(/^[^#]*(DEVELOPMENT_ADMIN_KEY|admin-local-dev-key)/m);
  });

  it("the linter refuses an import against the layers", () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-layers-"));
    const planted = {
      "domain/planted.ts": 'import { randomBytes } from "../worker/context.ts";\nexport const made = randomBytes(1);\n',
      "domain/clocked.ts": "export const now = Date.now();\n",
      "contract/planted.ts": 'import { LIMITS } from "../domain/limits.ts";\nexport const limits = LIMITS;\n',
      "durable-objects/planted.ts":
        'import { problem } from "../contract/problems.ts";\nexport const planted = problem;\n',
      "worker/planted.ts": 'import { seed } from "../scripts/seed.ts";\nexport const planted = seed;\n',
    };
    try {
      cpSync(join(project, ".oxlintrc.json"), join(folder, ".oxlintrc.json"));
      for (const [file, text] of Object.entries(planted)) {
        mkdirSync(join(folder, dirname(file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      const linted = spawnSync(join(project, "node_modules/.bin/oxlint"), ["--format=unix", "."], {
        cwd: folder,
        encoding: "utf8",
      });
      expect(linted.status).not.toBe(0);
      for (const file of Object.keys(planted)) expect(linted.stdout, `${file} was let through`).toContain(file);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe("documents", () => {
  const pages = files.filter((file) => file.endsWith(".md"));

  it("link to files that exist", () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? "")
        .filter((target) => !existsSync(resolve(project, dirname(page), target)))
        .map((target) => `${page} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("number decisions from 1 without a gap", () => {
    const numbers = files
      .filter((file) => /^docs\/decisions\/\d{4}-/.test(file))
      .map((file) => Number(basename(file).slice(0, 4)))
      .sort((one, other) => one - other);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  });

  it("name only commands that package.json has", () => {
    const scripts = new Set(Object.keys(JSON.parse(read("package.json")).scripts as object));
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm run ([a-z0-9:]+)/g)].map((match) => match[1] ?? ""),
    );
    expect([...new Set(named)].filter((name) => !scripts.has(name))).toEqual([]);
  });
});
