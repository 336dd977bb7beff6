// `npm run dev`: wrangler's own development server, with reload. Slower than `npm start` by its proxy, and with a state of
// its own in .wrangler/. What is after `--` goes to `wrangler dev`.
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const wrangler = join(import.meta.dirname, "..", "node_modules", ".bin", "wrangler");
// Without it wrangler writes every request into a trace store of its own, five fsyncs each.
const env = { ...process.env, X_LOCAL_OBSERVABILITY: "false", WRANGLER_SEND_METRICS: "false" };

function run(parameters: readonly string[]): number {
  return spawnSync(process.execPath, [wrangler, ...parameters], { stdio: "inherit", env }).status ?? 1;
}

const migrated = run(["d1", "migrations", "apply", "holdfast", "--local"]);
process.exitCode =
  migrated ||
  run([
    "dev",
    "--var",
    "DEVELOPMENT_ADMIN_KEY:admin-local-dev-key",
    "--var",
    "ID_SECRET:a secret of the development server only",
    ...process.argv.slice(2),
  ]);
