// `npm run smoke`: drives a running server through the life of a seating scheme, route by route, and prints each step.
import { parseArgs } from "node:util";
import { Refusal } from "./refusal.ts";
import { runSmoke } from "./smoke/run.ts";
import { reasonOf } from "./state-directory.ts";

const HELP = `Drives a running server from a drawing to a show on sale, step by step, by the plain HTTP routes.

  npm run smoke -- [options]

  --url <address>  the server (http://127.0.0.1:8787)
  --key <key>      an administrator's key (admin-local-dev-key)
  --help           this text

It makes a scheme, a venue and a show of its own, which stay. The exit code is 1 when an answer is not as it should be.
`;

function options() {
  try {
    return parseArgs({
      options: {
        url: { type: "string", default: "http://127.0.0.1:8787" },
        key: { type: "string", default: "admin-local-dev-key" },
        help: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    throw new Refusal(`${reasonOf(error)}\n\n${HELP}`);
  }
}

try {
  const { url, key, help } = options();
  if (help) process.stdout.write(HELP);
  else {
    const print = (line: string) => void process.stdout.write(`${line}\n`);
    const { failed } = await runSmoke({ url: url.replace(/\/+$/, ""), key }, print);
    process.exitCode = failed === 0 ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
