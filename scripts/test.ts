// `npm test`: every check of the project in order, each with its output, then one line that counts them all.
// `npm run check`: those that only look at the files.
import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, dirname, join, resolve } from "node:path";
import { parseArgs, stripVTControlCharacters } from "node:util";
import { type Check, type Count, checks } from "./checks.ts";

interface Outcome extends Count {
  name: string;
  seconds: number;
}

const project = resolve(import.meta.dirname, "..");
const outputMax = 512 * 1024;
let running: ChildProcess | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    running?.kill(signal);
    process.exit(130);
  });
}
process.once("disconnect", () => {
  running?.kill();
  process.exit(1);
});
// The channel to bootstrap.mjs alone must not keep this process alive.
process.channel?.unref();

process.exitCode = await main();

async function main(): Promise<number> {
  const chosen = choose();
  if (typeof chosen === "string") {
    process.stderr.write(`${chosen}\n`);
    return 1;
  }
  const outcomes: Outcome[] = [];
  for (const check of chosen) {
    outcomes.push(await runCheck(check));
  }
  return summarise(outcomes);
}

/** The checks to run; a text is the reason why none can. */
function choose(): Check[] | string {
  const known = checks.map((check) => check.name);
  try {
    const { values } = parseArgs({
      options: {
        only: { type: "string", multiple: true, default: [] },
        list: { type: "boolean", default: false },
        files: { type: "boolean", default: false },
      },
    });
    if (values.list) {
      process.stdout.write(`${known.join("\n")}\n`);
      process.exit(0);
    }
    const unknown = values.only.filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      return `There is no check ${unknown.join(", ")}; there are ${known.join(", ")}.`;
    }
    const wanted = values.files ? checks.filter((check) => check.runs_the_product !== true) : checks;
    return values.only.length === 0 ? wanted : wanted.filter((check) => values.only.includes(check.name));
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\nnpm test -- [--list] [--files] [--only <name>]…`;
  }
}

async function runCheck(check: Check): Promise<Outcome> {
  process.stdout.write(`\n=== ${check.name}: ${[check.command, ...check.args].join(" ")}\n`);
  const started = performance.now();
  const { code, output } = await run(check);
  const seconds = (performance.now() - started) / 1000;
  const counted = check.count?.(stripVTControlCharacters(output)) ?? { passed: code === 0 ? 1 : 0, failed: 0 };
  // A check may fail without any of its parts failing: it crashed, or could not start.
  const failed = code !== 0 && counted.failed === 0 ? 1 : counted.failed;
  return { name: check.name, seconds, passed: counted.passed, failed };
}

function run(check: Check): Promise<{ code: number | null; output: string }> {
  const path = [dirname(process.execPath), join(project, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  return new Promise((finish) => {
    const child = spawn(check.command, check.args, {
      cwd: project,
      env: {
        ...process.env,
        PATH: path,
        WRANGLER_SEND_METRICS: "false",
        ...(process.stdout.isTTY && { FORCE_COLOR: "1" }),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running = child;
    let output = "";
    for (const [stream, target] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      stream.on("data", (piece: Buffer) => {
        target.write(piece);
        output = (output + piece.toString()).slice(-outputMax);
      });
    }
    child.once("error", (error) => {
      process.stderr.write(`${check.command} cannot be started: ${error.message}\n`);
      finish({ code: 1, output });
    });
    child.once("close", (code) => finish({ code, output }));
  });
}

function summarise(outcomes: Outcome[]): number {
  const width = Math.max(...outcomes.map((outcome) => outcome.name.length), 5);
  process.stdout.write(`\n${"check".padEnd(width)}  passed  failed  seconds\n`);
  for (const { name, passed, failed, seconds } of outcomes) {
    const numbers = [String(passed).padStart(6), String(failed).padStart(6), seconds.toFixed(1).padStart(7)];
    process.stdout.write(`${[name.padEnd(width), ...numbers].join("  ")}\n`);
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
