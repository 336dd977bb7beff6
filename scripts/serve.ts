// Serves the production Worker on this machine: wrangler's bundle and wrangler.toml, run by Miniflare. workerd listens on
// the port itself (`unsafeDirectSockets`), so no request passes through Node: two to three times the calls a second.
// What differs from Cloudflare, and from Miniflare's own port: `request.cf` is undefined, `cf-connecting-ip` is absent or
// whatever the client says, and an uncaught error is a plain 500 without a stack.
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Unstable_Config } from "wrangler";
import { buildBundle, quietWrangler, readBundle } from "./bundle.ts";
import { Refusal } from "./refusal.ts";
import { spoolFile } from "./scratch.ts";
import { claimState, workerdPid } from "./state-directory.ts";
import { followWorkerLog, type LogTarget } from "./worker-log.ts";

export interface ServeOptions {
  /** 0 takes a free one, which `url` names. */
  port: number;
  /** Where the durable objects, the catalogue and the artifacts are kept; one server at a time. */
  state: string;
  /** Text bindings that wrangler.toml must not contain: keys and secrets. They win over its `vars`. */
  bindings: Record<string, string>;
  /** Default 127.0.0.1. */
  host?: string | undefined;
  /** Another Worker's wrangler.toml; the project's by default. */
  config?: string | undefined;
  /** A directory with a bundle made before; without it the Worker is bundled now. */
  bundle?: string | undefined;
  /** Where the Worker's console goes: `<state>/holdfast.log` ("file", the default), "stdout" or "none". */
  log?: LogTarget | undefined;
}

export type Served = Awaited<ReturnType<typeof serve>>;

export const project: string = resolve(import.meta.dirname, "..");
const projectConfig = join(project, "wrangler.toml");

/** At exit: the Worker answers at `url`. A Refusal says why it cannot. */
export async function serve(options: ServeOptions) {
  const host = options.host ?? "127.0.0.1";
  const state = await claimState(options.state);
  const log = followWorkerLog({
    spool: spoolFile(state.directory, state.run),
    file: join(state.directory, "holdfast.log"),
    target: options.log ?? "file",
  });
  function release(): void {
    log.close();
    state.release();
  }
  try {
    await refuseTakenPort(host, options.port);
    const bundle = options.bundle ?? join(state.run, "bundle");
    const file = options.config ?? projectConfig;
    const [config] = await Promise.all([readConfiguration(file), options.bundle === undefined && build(file, bundle)]);
    const worker = {
      ...config.workerOptions,
      name: config.name,
      modules: readBundle(bundle, config.main),
      modulesRoot: bundle,
      bindings: { ...config.vars, ...options.bindings },
      unsafeDirectSockets: [{ host, port: options.port }],
    };
    const { startRuntime } = await import("./runtime.ts");
    const workers = [worker, ...config.filesWorkers, ...config.externalWorkers];
    const runtime = await startRuntime({ state, spool: log.spool, workers });
    const address = await runtime.miniflare.unsafeGetDirectURL();
    return {
      url: address.origin,
      /** workerd's process id: another one after a crash. */
      get pid(): number | undefined {
        return workerdPid(state.run);
      },
      database: (binding: string) => runtime.miniflare.getD1Database(binding),
      /** At exit: open requests are answered or cut off, workerd is gone, the state directory is free. */
      stop: onlyOnce(() => runtime.stop().finally(release)),
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** A port is looked at for a second: the system may take a moment to free that of a server that has just ended. */
async function refuseTakenPort(host: string, port: number): Promise<void> {
  const until = Date.now() + 1_000;
  for (;;) {
    const error = await tryPort(host, port);
    if (error === undefined) {
      return;
    }
    if (error.code !== "EADDRINUSE") {
      throw new Refusal(`Port ${port} on ${host} cannot be used: ${error.message}`);
    }
    if (Date.now() > until) {
      throw new Refusal(`Port ${port} on ${host} is in use: choose another, or end the program that uses it.`);
    }
    await sleep(100);
  }
}

function tryPort(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((finish) => {
    const probe = createServer();
    probe.once("error", finish);
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => finish(undefined)));
  });
}

async function build(file: string, directory: string): Promise<void> {
  rmSync(directory, { recursive: true, force: true });
  await buildBundle(file, directory);
}

async function readConfiguration(file: string) {
  // Loading wrangler takes most of a second; here it overlaps with bundling, which is another process.
  Object.assign(process.env, quietWrangler);
  const wrangler = await import("wrangler");
  const config = wrangler.unstable_readConfig({ config: file });
  if (config.name === undefined || config.main === undefined) {
    throw new Refusal("wrangler.toml must give `name` and `main`.");
  }
  const { workerOptions, externalWorkers } = wrangler.unstable_getMiniflareWorkerOptions(config);
  // Wrangler returns these rules, and the conversion to Miniflare 5's options refuses them: bundle.ts applies them.
  const { modulesRules: _, assets: __, bindings, serviceBindings, ...forMiniflare } = workerOptions;
  const vars = typeof bindings === "object" ? bindings : {};
  const services = typeof serviceBindings === "object" ? serviceBindings : {};
  const files = filesWorker(config);
  return {
    name: config.name,
    main: config.main,
    vars,
    workerOptions: { ...forMiniflare, serviceBindings: { ...services, ...files.bindings } },
    filesWorkers: files.workers,
    externalWorkers,
  };
}

/**
 * The files of `[assets]` as a Worker of their own, which the Worker reaches by the binding that it knows. Left on the
 * Worker, Miniflare would lead its direct socket through two Workers in front of it, on every request.
 */
function filesWorker({ name, assets, configPath = projectConfig }: Unstable_Config) {
  if (assets?.directory === undefined || assets.binding === undefined) return { bindings: {}, workers: [] };
  const filesName = `${name}-files`;
  const worker = {
    name: filesName,
    modules: [{ type: "ESModule" as const, path: "files.js", contents: "export default {};" }],
    assets: {
      directory: resolve(dirname(configPath), assets.directory),
      assetConfig: { html_handling: assets.html_handling, not_found_handling: assets.not_found_handling },
    },
  };
  return { bindings: { [assets.binding]: filesName }, workers: [worker] };
}

function onlyOnce(action: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= action());
}
