// `npm run traffic`: several partners sell one show at once against a server that runs, each with a key, a feed and buyers
// who do what buyers do, over connections that break. Ends with a look from outside at whether everything is as the
// partners were told: seats, bookings, totals, feeds.
import { Client } from "../sdk/source/client.ts";
import { HoldfastError } from "../sdk/source/errors.ts";
import { Random } from "../simulation/random.ts";
import { Refusal } from "./refusal.ts";
import { shop } from "./traffic/buyer.ts";
import { examine, type Seller } from "./traffic/evidence.ts";
import type { Follower } from "./traffic/follower.ts";
import { readOptions, TRAFFIC_HELP, type TrafficOptions } from "./traffic/options.ts";
import { newPartnerKey, openPartner, type Partner, type PartnerKey } from "./traffic/partner.ts";
import { showProgress } from "./traffic/progress.ts";
import { newStage, type Stage, stageOf } from "./traffic/stage.ts";
import { summaryText } from "./traffic/summary.ts";
import { newTally, type Tally } from "./traffic/tally.ts";

/** How long what has no answer is asked for after the end. */
const ANSWERED_WITHIN_MS = 30_000;
const FIRST_FRAME_MS = 5_000;
const SAME_SIGNAL_MS = 1_000;

type Opened = Seller & { readonly partner: Partner; readonly key_id: string; readonly follower: Follower };
type End = { reason: string | undefined; at_ms: number };

try {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") process.stdout.write(TRAFFIC_HELP);
  else process.exitCode = await run(options);
} catch (error) {
  if (!(error instanceof Refusal || error instanceof HoldfastError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** The exit code. */
async function run(options: TrafficOptions): Promise<number> {
  const { url, seed } = options;
  const admin = new Client({ baseUrl: url, token: options.key });
  const stage = await (options.show === undefined
    ? newStage(admin, url, options.seats)
    : stageOf(admin, url, options.show));
  const keys: PartnerKey[] = [];
  for (let made = 1; made <= options.partners; made += 1)
    keys.push(await newPartnerKey(admin, `Traffic partner ${made}`));
  process.stdout.write(
    `${stage.seats.length} seats of ${stage.show_id} at ${url}; ${options.partners} partners, ${options.buyers} buyers, seed ${seed}\n`,
  );
  const tally = newTally();
  const end: End = { reason: undefined, at_ms: performance.now() + options.seconds * 1_000 };
  const sellers = open(keys, { stage, options, tally, end });
  try {
    const seconds = await sell(sellers, { options, tally, end });
    const broken = await examine(admin, stage, sellers);
    process.stdout.write(summaryText({ told: sellers, tally, seconds, ended: end.reason ?? "time is up" }, broken));
    return broken.length === 0 ? 0 : 1;
  } finally {
    for (const { follower } of sellers) follower.stop();
    for (const { id } of keys) await admin.key.revoke({ key_id: id });
  }
}

function open(
  keys: readonly PartnerKey[],
  { stage, options, tally, end }: { stage: Stage; options: TrafficOptions; tally: Tally; end: End },
): Opened[] {
  const { seed, aborts } = options;
  const gives_up_at_ms = () => end.at_ms + ANSWERED_WITHIN_MS;
  return keys.map(({ id, key, channel_id }, place) => {
    const partner = openPartner({ stage, key, seed: seed + place * 1_000, aborts, tally, gives_up_at_ms });
    const { memory, follower } = partner;
    return { name: `partner ${place + 1}`, channel_id, memory, follower, partner, key_id: id };
  });
}

/** At exit: nothing is under way. How many seconds it took. */
async function sell(
  sellers: readonly Opened[],
  { options, tally, end }: { options: TrafficOptions; tally: Tally; end: End },
): Promise<number> {
  await Promise.all(sellers.map(({ follower }) => follower.changed(FIRST_FRAME_MS)));
  const [first] = sellers;
  const began = performance.now();
  const stop = (reason: string): void => {
    end.reason ??= reason;
    end.at_ms = Math.min(end.at_ms, performance.now());
  };
  const timer = setTimeout(() => stop("time is up"), end.at_ms - performance.now());
  endOnSignal(stop);
  const stopping = (): boolean => {
    if (end.reason === undefined && first?.follower.counts().soldOut) stop("sold out");
    return end.reason !== undefined;
  };
  const finish = showProgress(
    process.stdout,
    tally,
    () => first?.follower.counts() ?? { sold: 0, held: 0, available: 0 },
  );
  const buyers = Array.from({ length: options.buyers }, (_, place) => {
    const seller = sellers[place % sellers.length];
    const random = new Random(options.seed + 1_000_000 + place);
    if (!seller) throw new Error("there is nobody to buy from");
    return shop({ partner: seller.partner, random, think_ms: options.think_ms, abandons: true, stopping });
  });
  await Promise.all(buyers);
  clearTimeout(timer);
  const seconds = (performance.now() - began) / 1_000;
  finish();
  return seconds;
}

/** A first Ctrl-C ends the selling, and the summary comes; another one ends everything. */
function endOnSignal(stop: (reason: string) => void): void {
  let asked_at_ms: number | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      asked_at_ms ??= performance.now();
      // One Ctrl-C may arrive several times: from the terminal, from npm and from bootstrap.mjs.
      if (performance.now() - asked_at_ms > SAME_SIGNAL_MS) process.exit(130);
      stop("ended by a signal");
    });
  }
  // bootstrap.mjs was killed.
  process.once("disconnect", () => process.exit(1));
  process.channel?.unref();
}
