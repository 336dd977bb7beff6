// `npm start`: the whole system on this machine, with its data in one directory.
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { migrateServed } from "./migrate.ts";
import { Refusal } from "./refusal.ts";
import { keptSecrets } from "./secrets.ts";
import { seed } from "./seed.ts";
import { project, type Served, serve } from "./serve.ts";
import { reasonOf } from "./state-directory.ts";
import { welcome } from "./welcome.ts";
import type { LogTarget } from "./worker-log.ts";

const developmentAdminKey = "admin-local-dev-key";

const help = `Starts Holdfast on this machine.

  npm start -- [options]

  --port <number>   the port to listen on (8787; 0 takes a free one)
  --host <address>  the address to listen on (127.0.0.1)
  --state <folder>  where all data is kept (.state in the project)
  --log <target>    the Worker's log: file (<state>/holdfast.log), stdout or none (file)
  --no-seed         start without the example data
  --help            this text
`;

interface Settings {
  port: number;
  host: string;
  state: string;
  log: LogTarget;
  seeded: boolean;
}

try {
  const settings = readSettings();
  if (settings === "help") {
    process.stdout.write(help);
  } else {
    await start(settings);
  }
} catch (error) {
  if (error instanceof Refusal) {
    process.stderr.write(`${error.message}\n`);
  } else {
    console.error(error);
  }
  process.exit(1);
}

function readSettings(): Settings | "help" {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: "string", default: "8787" },
        host: { type: "string", default: "127.0.0.1" },
        state: { type: "string", default: join(project, ".state") },
        log: { type: "string", default: "file" },
        "no-seed": { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      return "help";
    }
    return {
      port: readPort(values.port),
      host: values.host,
      state: resolve(values.state),
      log: readLogTarget(values.log),
      seeded: !values["no-seed"],
    };
  } catch (error) {
    throw new Refusal(`${reasonOf(error)}\nnpm start -- --help lists the options.`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new Refusal(`--port must be a number from 0 to 65535, not '${text}'.`);
  }
  return port;
}

function readLogTarget(text: string): LogTarget {
  if (text === "file" || text === "stdout" || text === "none") {
    return text;
  }
  throw new Refusal(`--log must be file, stdout or none, not '${text}'.`);
}

async function start(settings: Settings): Promise<void> {
  const { port, host, state, log, seeded } = settings;
  const bindings = { ...keptSecrets(state), DEVELOPMENT_ADMIN_KEY: developmentAdminKey };
  // Until the Worker serves there is nothing to end gently: a signal ends this process, and workerd with it.
  const served = await serve({ port, host, state, log, bindings });
  stopOnSignal(served);
  try {
    await migrateServed(served);
    const made = seeded ? await seed(served.url, developmentAdminKey) : undefined;
    greet(settings, served.url, welcome(served.url, made));
  } catch (error) {
    await served.stop();
    throw error;
  }
}

function stopOnSignal(served: Served): void {
  let stopping = false;
  // One Ctrl-C may arrive several times: from the terminal, from npm and from bootstrap.mjs. Stopping takes at most two
  // seconds whatever happens, so the others are ignored.
  async function stop(exitCode: number): Promise<void> {
    if (stopping) {
      return;
    }
    stopping = true;
    await served.stop();
    process.exit(exitCode);
  }
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));
  process.on("SIGHUP", () => void stop(0));
  // bootstrap.mjs was killed.
  process.once("disconnect", () => void stop(1));
}

function greet({ state, log }: Settings, url: string, commands: string[]): void {
  const lines = [
    "",
    `Holdfast serves ${url} (ready after ${process.uptime().toFixed(1)} s; Ctrl-C stops it)`,
    `Admin key        ${developmentAdminKey}`,
    `Data             ${state}`,
    ...(log === "file" ? [`Log              ${join(state, "holdfast.log")}`] : []),
    "",
    ...commands.map((line) => (line === "" ? "" : `  ${line}`)),
    "",
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
