// npm run simulate -- --ops 10000000 --seed 1     many commands, world after world from that seed on
// npm run simulate -- --seed 17 --rounds 40       one world again, for so many rounds, everything checked
import { parseArgs } from "node:util";
import { explain, type Run, run, runWorld } from "./run.ts";

const { values } = parseArgs({
  options: {
    ops: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    rounds: { type: "string" },
  },
});
const seed = Number(values.seed);
const commands = Number(values.ops);
if (!Number.isSafeInteger(seed) || seed < 0 || !Number.isSafeInteger(commands) || commands < 1) {
  console.error("--ops and --seed must be whole numbers");
  process.exit(2);
}

if (values.rounds === undefined) await simulateMany();
else await replay(Number(values.rounds));

async function replay(rounds: number): Promise<void> {
  const { failure, commands: sent } = await runWorld(seed, rounds, 1);
  console.log(failure ? explain(failure) : `seed ${seed}: nothing wrong in ${rounds} rounds, ${sent} commands`);
  process.exitCode = failure ? 1 : 0;
}

async function simulateMany(): Promise<void> {
  let told_s = 0;
  const done = await run({
    commands,
    seed,
    progress: (so_far) => {
      if (so_far.seconds - told_s < 5) return;
      told_s = so_far.seconds;
      console.log(`${so_far.commands} of ${commands} commands, ${rate(so_far)} a second, ${so_far.worlds} worlds`);
    },
  });
  console.log(summary(done));
  if (done.failure) console.error(explain(done.failure));
  const missing = done.coverage.missing();
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
  const all = done.coverage.sorted("");
  return [
    `${done.commands} commands in ${done.worlds} worlds, ${done.seconds.toFixed(1)} s, ${rate(done)} a second, seeds ${seed} to ${seed + done.worlds - 1}`,
    ...listed(
      "commands",
      done.coverage.sorted("command ").filter(([what]) => !what.includes(" ")),
    ),
    ...listed("outcomes", done.coverage.sorted("outcome ")),
    ...listed(
      "seen",
      all.filter(([what]) => !/^(command [a-z_]+$|outcome )/.test(what)),
    ),
  ].join("\n");
}
