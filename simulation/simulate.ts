// npm run simulate: random commands with faults against departures and shows, beside a naive model of them.
import { parseArgs } from "node:util";
import { SELLS, type Sells } from "./coverage.ts";
import { explain, type Run, run, runWorld } from "./run.ts";

const HELP = `npm run simulate -- --ops 10000000 --seed 1     many commands, world after world from that seed on
npm run simulate -- --seed 17 --rounds 40       one world again, for so many rounds, everything checked
npm run simulate -- --only shows                worlds of shows alone, or of departures; also with --rounds`;

const { values } = parseArgs({
  options: {
    help: { type: "boolean", default: false },
    only: { type: "string", default: "both" },
    ops: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    rounds: { type: "string" },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const sells = Object.keys(SELLS).find((name): name is Sells => name === values.only);
const seed = Number(values.seed);
const commands = Number(values.ops);
if (!Number.isSafeInteger(seed) || seed < 0 || !Number.isSafeInteger(commands) || commands < 1) {
  console.error("--ops and --seed must be whole numbers");
  process.exit(2);
}
if (sells === undefined) {
  console.error("--only must be shows or departures");
  process.exit(2);
}

if (values.rounds === undefined) await simulateMany(sells);
else await replay(sells, Number(values.rounds));

async function replay(sells: Sells, rounds: number): Promise<void> {
  const { failure, commands: sent } = await runWorld({ seed, sells }, rounds, 1);
  console.log(failure ? explain(failure) : `seed ${seed}: nothing wrong in ${rounds} rounds, ${sent} commands`);
  process.exitCode = failure ? 1 : 0;
}

async function simulateMany(sells: Sells): Promise<void> {
  let told_s = 0;
  const done = await run({
    commands,
    seed,
    sells,
    progress: (so_far) => {
      if (so_far.seconds - told_s < 5) return;
      told_s = so_far.seconds;
      console.log(`${so_far.commands} of ${commands} commands, ${rate(so_far)} a second, ${so_far.worlds} worlds`);
    },
  });
  console.log(summary(done));
  if (done.failure) console.error(explain(done.failure));
  const missing = done.coverage.missing(sells);
  if (missing.length > 0) console.error(`never seen: ${missing.join("; ")}`);
  process.exitCode = done.failure || missing.length > 0 ? 1 : 0;
}

function rate({ commands: sent, seconds }: Run): number {
  return Math.round(sent / seconds);
}

function listed(title: string, counts: [string, number][]): string[] {
  return [title, ...counts.map(([what, count]) => `  ${String(count).padStart(9)}  ${what}`)];
}

function summary(done: Run): string {
  const [first, last] = [seed, seed + done.worlds - 1];
  return [
    `${done.commands} commands in ${done.worlds} worlds, ${done.seconds.toFixed(1)} s, ${rate(done)} a second, seeds ${first} to ${last}`,
    ...["departure", "show"].flatMap((noun) => [
      ...listed(`${noun}s: commands`, done.coverage.sorted(`${noun}: command `)),
      ...listed(`${noun}s: outcomes`, done.coverage.sorted(`${noun}: outcome `)),
      ...listed(
        `${noun}s: seen`,
        done.coverage.sorted(`${noun}: `).filter(([what]) => !/^(command|outcome) [A-Za-z_]+$/.test(what)),
      ),
    ]),
    ...listed(
      "seen",
      done.coverage.sorted("").filter(([what]) => !/^(departure|show): /.test(what)),
    ),
  ].join("\n");
}
