// `npm run crash -- --rounds N`: the served process is killed with SIGKILL under load and started again on the same state,
// N times. After each start: everything that was acknowledged is there, what got no answer is sent again with its key and
// happens once, capacity adds up, holds that are over are free and cannot be confirmed, and D1 comes to agree. Then partners
// of their own processes sell one show to its last seat, while the server and they are killed (crash/sell-out.ts).
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Api } from "./crash/api.ts";
import { backdateHolds } from "./crash/back-date.ts";
import { Book, type Counts } from "./crash/book.ts";
import { check } from "./crash/check.ts";
import { load } from "./crash/load.ts";
import { sellOut } from "./crash/sell-out.ts";
import { startServer } from "./crash/server.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "5" },
    kills: { type: "string", default: "2" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    keep: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const kills = Number(values.kills);
const seed = Number(values.seed);
const whole = [rounds, kills, seed].every((number) => Number.isInteger(number));
if (!whole || rounds < 1 || kills < 0 || kills > 100) {
  process.stderr.write("npm run crash -- [--rounds <number>] [--kills <number>] [--seed <number>] [--keep]\n");
  process.exit(1);
}

const state = mkdtempSync(join(tmpdir(), "holdfast-crash-"));
const book = new Book(seed);
console.log(`crash: ${rounds} rounds, seed ${seed}`);
let server = await startServer(state);
try {
  await book.open(new Api(server.url));
  for (let round = 1; round <= rounds; round += 1) {
    const loaded = load(new Api(server.url), book);
    await server.killAfter(300 + book.random(1_200));
    await loaded;
    const over = backdateHolds(state, book);
    server = await startServer(state);
    const problems = await check(new Api(server.url), book, over);
    console.log(`round ${round}: ${line(book.counts)}`);
    if (problems.length > 0) throw new Error(`after round ${round}:\n  ${problems.slice(0, 20).join("\n  ")}`);
  }
  const { unanswered, expired, acknowledged } = book.counts;
  if (acknowledged === 0 || unanswered === 0 || expired === 0)
    throw new Error(`the run tested too little: ${line(book.counts)}`);
  await server.stop();
  console.log(`seats: ${await sellOut({ state: join(state, "seats"), seed, kills })}`);
  console.log(`crash: passed, ${line(book.counts)}`);
} catch (error) {
  console.error(`crash: FAILED (replay the choices with --seed ${seed}; the state is in ${state})`);
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await server.stop();
  if (process.exitCode === undefined && !values.keep) rmSync(state, { recursive: true, force: true });
}

function line(counts: Counts): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${name.replaceAll("_", " ")}`)
    .join(", ");
}
