// The package as it would be published: what it holds, and who can use it.

import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minifiedBytes } from "../scripts/build-sdk.ts";
import { project } from "../scripts/serve.ts";
import { RUNNING_CONSUMERS, TYPED_CONSUMERS, WORKER } from "./testing/consumers.ts";
import { faultFeed, sends, snapshot } from "./testing/fault-feed.ts";
import { type PackedSdk, packedSdk, run, succeeded } from "./testing/packed-sdk.ts";

const PREPARING_MS = 90_000;
let packed: PackedSdk;

beforeAll(async () => {
  packed = await packedSdk();
  for (const [name, text] of Object.entries({ ...TYPED_CONSUMERS, ...RUNNING_CONSUMERS })) {
    writeFileSync(join(packed.folder, name), text);
  }
}, PREPARING_MS);

afterAll(() => packed.end());

/** Whether packages can be had at all: a test that needs one is not run where they cannot, and fails where they can. */
function installed(specification: string, skip: (note: string) => void): string {
  const folder = join(packed.folder, "tools", specification.replaceAll(/[^a-z0-9]/g, "-"));
  mkdirSync(folder, { recursive: true });
  const patience = ["--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-timeout=30000"];
  const install = [
    "install",
    "--silent",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--prefer-offline",
    ...patience,
  ];
  const result = run("npm", [...install, "--prefix", folder, specification], folder);
  if (result.status !== 0 && run("npm", ["ping", "--silent", ...patience], folder).status !== 0) {
    const note = `NOT RUN: there is no package registry to take ${specification} from`;
    process.stderr.write(`${note}\n`);
    skip(note);
  }
  succeeded(result);
  return join(folder, "node_modules", specification.replace(/@\d.*$/, ""));
}

/** What the compiler says of these files in the empty project, with skipLibCheck off. */
function compiled(compiler: string, files: readonly string[], options: object): string {
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    skipLibCheck: false,
    noEmit: true,
    target: "es2022",
    module: "nodenext",
    types: [],
    ...options,
  };
  writeFileSync(join(packed.folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
  return run(process.execPath, [join(compiler, "bin/tsc"), "--project", packed.folder], packed.folder).output;
}

function checkTypes(compiler: string): void {
  const dom = { lib: ["es2022", "dom"] };
  const bare = { lib: ["es2022"] };
  const bundler = { module: "esnext", moduleResolution: "bundler" };
  const old = { module: "commonjs", moduleResolution: "node10" };
  expect(compiled(compiler, ["with-a-platform.mts", "common-js.cts"], dom)).toBe("");
  expect(compiled(compiler, ["without.mts", "common-js.cts"], bare)).toBe("");
  expect(compiled(compiler, ["with-a-platform.mts"], { ...dom, ...bundler })).toBe("");
  expect(compiled(compiler, ["without.mts", "common-js.cts"], { ...bare, ...old })).toBe("");
}

describe("the package", () => {
  it("holds its bundles, their declarations, its guide, its licence and nothing else, and depends on nothing", () => {
    const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(packed.installed, "package.json"), "utf8"));
    expect([dependencies, peerDependencies]).toEqual([undefined, undefined]);
    const files = succeeded(run("tar", ["-tzf", packed.tarball], packed.folder))
      .trimEnd()
      .split("\n");
    const others = files.filter((file) => !/^package\/dist\/(generated\/)?[a-z-]+\.d\.c?ts$/.test(file));
    expect(others.sort()).toEqual([
      "package/LICENSE",
      "package/README.md",
      "package/dist/index.cjs",
      "package/dist/index.js",
      "package/package.json",
    ]);
  });

  it("is as publint and attw want it", async () => {
    const { messages } = await publint({ pkgDir: packed.installed, pack: false, strict: true });
    expect(messages).toEqual([]);
    const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(readFileSync(packed.tarball))));
    if (analysis.types === false) throw new Error("attw finds no types");
    expect(analysis.problems).toEqual([]);
  });

  it("is no larger than its guide says when minified", async () => {
    const guide = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
    const stated = Number(/at most (\d+) kB/.exec(guide)?.[1]) * 1_000;
    expect(await minifiedBytes()).toBeLessThanOrEqual(stated);
  });
});

describe("the packed package", () => {
  const SAID = "/v1/booking/hold true false\nSIGNATURE_WRONG\n";

  it("is required and imported by this Node", () => {
    for (const name of Object.keys(RUNNING_CONSUMERS)) {
      expect(succeeded(run(process.execPath, [name], packed.folder)), name).toContain(SAID);
    }
  });

  it("calls and listens from a Worker", async () => {
    const api = await faultFeed(sends(snapshot(7)));
    const bundle = readFileSync(join(packed.installed, "dist/index.js"), "utf8");
    const worker = new Miniflare(
      convertV4MiniflareOptions({
        compatibilityDate: "2026-11-01",
        modules: [
          { type: "ESModule", path: "main.js", contents: WORKER },
          { type: "ESModule", path: "sdk.js", contents: bundle },
        ],
        bindings: { API: api.baseUrl },
      }),
    );
    const answer = await worker.dispatchFetch("http://worker.example/");
    expect(await answer.json()).toEqual({ protocols: api.protocols, seq: 7 });
    await worker.dispose();
    await api.stop();
  });

  it("is required and imported by Node 18", ({ skip }) => {
    const folder = installed(`node-${process.platform}-${process.arch}@18`, skip);
    const node = join(folder, "bin/node");
    expect(succeeded(run(node, ["--version"], packed.folder))).toMatch(/^v18\./);
    for (const name of Object.keys(RUNNING_CONSUMERS)) {
      const output = succeeded(run(node, [name], packed.folder));
      expect(output, name).toContain(`${SAID}TypeError There is no global WebSocket here:`);
    }
  });

  it("type-checks under TypeScript 5, with and without the DOM's types, skipLibCheck off", ({ skip }) => {
    const compiler = installed("typescript@5", skip);
    expect(succeeded(run(process.execPath, [join(compiler, "bin/tsc"), "--version"], packed.folder))).toContain(" 5.");
    checkTypes(compiler);
  });

  it("type-checks under the older TypeScript 5 that attw brings", () => {
    const attw = createRequire(import.meta.url).resolve("@arethetypeswrong/core");
    checkTypes(dirname(createRequire(attw).resolve("typescript/package.json")));
  });

  it("has types that Node's own fit, as the examples use them", () => {
    const types = join(packed.folder, "node_modules/@types");
    mkdirSync(types, { recursive: true });
    for (const name of ["@types/node", "undici-types"]) {
      if (!existsSync(join(packed.folder, "node_modules", name))) {
        symlinkSync(join(project, "node_modules", name), join(packed.folder, "node_modules", name));
      }
    }
    cpSync(join(import.meta.dirname, "examples"), join(packed.folder, "examples"), { recursive: true });
    const attw = createRequire(import.meta.url).resolve("@arethetypeswrong/core");
    const compiler = dirname(createRequire(attw).resolve("typescript/package.json"));
    const names = [
      "quick-start",
      "hold-and-book",
      "idempotency-and-retries",
      "waitlist",
      "feed",
      "pagination",
      "webhooks",
    ];
    const files = names.map((name) => `examples/${name}.mjs`);
    const options = { lib: ["es2022"], types: ["node"], allowJs: true, checkJs: true };
    const said = compiled(compiler, [...files, "with-a-platform.mts"], options);
    expect(said.split("\n").filter((line) => /^(examples|with-a|node_modules\/@holdfast)/.test(line))).toEqual([]);
  });
});
