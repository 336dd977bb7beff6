// What the guides tell people to paste, pasted: every command against the served API, every snippet through the compiler.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seed } from "../seed.ts";
import { project } from "../serve.ts";
import { ADMIN_KEY, type ThrowawayServer, throwawayServer } from "../throwaway-server.ts";
import { differences, shellExamples, typescriptOf } from "./guide-examples.ts";
import { GUIDES } from "./site-files.ts";

const ADDRESS = "http://127.0.0.1:8787";
const STARTING_MS = 120_000;
/** Ends each example's output; no answer contains it. */
const END = "\u001e";

let served: ThrowawayServer | undefined;

beforeAll(async () => {
  served = await throwawayServer();
  await seed(served.url, ADMIN_KEY);
}, STARTING_MS);

afterAll(() => served?.stop());

function guide(name: string): string {
  return readFileSync(join(project, "docs", "guides", `${name}.md`), "utf8");
}

/** The output of each piece of shell, run one after the other in one shell. */
function outputs(pieces: readonly string[]): string[] {
  const script = pieces.map((piece) => `${piece}\nprintf '${END}'\n`).join("");
  const { stdout, stderr, status } = spawnSync("bash", ["-u"], {
    input: script.replaceAll(ADDRESS, served?.url ?? ""),
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", FLAGS: "" },
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`the shell ended with ${status}: ${stderr}`);
  return stdout.split(END).slice(0, -1);
}

describe("the commands of the guide", () => {
  const guides = GUIDES.map((name) => ({ name, examples: shellExamples(guide(name)) }));

  it.each(guides.filter(({ examples }) => examples.length > 0))("$name answer what it shows", ({ examples }) => {
    const given = outputs(examples.map(({ shell }) => shell));
    expect(given).toHaveLength(examples.length);
    const wrong = examples.flatMap(({ shell, shown }, index) => {
      const output = given[index] ?? "";
      const problems = shown ? differences(shown, output) : output.includes('"code":') ? [output] : [];
      return problems.map((problem) => `${shell}→ ${problem}`);
    });
    expect(wrong).toEqual([]);
  });

  it("are there in every guide but the one on what cannot be called yet", () => {
    expect(guides.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([
      "drawings",
      "webhooks",
    ]);
  });
});

describe("the snippets of the guides", () => {
  it("compile against the client's source", () => {
    // Inside the project, where the packages they import are found.
    const sources = join(project, "dist", `guides-${process.pid}`);
    try {
      mkdirSync(sources, { recursive: true });
      const written = GUIDES.filter((name) => typescriptOf(guide(name)) !== "");
      for (const name of written) writeFileSync(join(sources, `${name}.ts`), typescriptOf(guide(name)));
      writeFileSync(
        join(sources, "tsconfig.json"),
        JSON.stringify({
          extends: "../../tsconfig.json",
          compilerOptions: {
            types: ["node"],
            lib: ["es2024", "dom"],
            paths: { "@holdfast/sdk": ["../../sdk/source/index.ts"] },
          },
          include: ["*.ts"],
          exclude: [],
        }),
      );
      const compiled = spawnSync(join(project, "node_modules/.bin/tsc"), ["-p", sources], { encoding: "utf8" });
      expect(`${compiled.stdout}${compiled.stderr}`).toBe("");
      expect(compiled.status).toBe(0);
      expect(written.length).toBeGreaterThan(5);
    } finally {
      rmSync(sources, { recursive: true, force: true });
    }
  });
});
