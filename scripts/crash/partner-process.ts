// A partner as a process of its own: `node partner-process.ts '<PartnerOrders as JSON>'`. Sells until every seat is sold, over
// lost connections and a server that is gone for seconds; started again with the same journal it goes on. Says at its end
// what it did, as JSON.
import { Client } from "../../sdk/source/client.ts";
import { Random } from "../../simulation/random.ts";
import { shop } from "../traffic/buyer.ts";
import { openPartner, type Partner } from "../traffic/partner.ts";
import { stageOf } from "../traffic/stage.ts";
import { newTally } from "../traffic/tally.ts";
import { openJournal } from "./journal.ts";

export type PartnerOrders = {
  readonly url: string;
  readonly key: string;
  readonly show_id: string;
  readonly journal: string;
  readonly seed: number;
};
export type PartnerReport = { readonly requests: number; readonly dropped: number; readonly replayed: number };

const BUYERS = 8;
const THINK_MS = 30;
const ABORTS = 0.1;
const LIFE_MS = 120_000;
const FIRST_FRAME_MS = 5_000;

// The one argument that sell-out.ts passes.
const orders = JSON.parse(process.argv[2] ?? "") as PartnerOrders;
const ends_at_ms = performance.now() + LIFE_MS;
const tally = newTally();
const client = new Client({ baseUrl: orders.url, token: orders.key, retries: 10 });
const { memory, asked, writes } = openJournal(orders.journal);
const partner = openPartner({
  stage: await stageOf(client, orders.url, orders.show_id),
  key: orders.key,
  // Another life makes other choices: the same would only repeat what is done.
  seed: orders.seed + asked,
  aborts: ABORTS,
  tally,
  gives_up_at_ms: () => ends_at_ms,
  memory,
  asked,
  journal: writes,
});
await partner.follower.changed(FIRST_FRAME_MS);
await finishWhatWasBegun(partner);
while (!(await isSoldOut()) && performance.now() < ends_at_ms) await sell();
partner.follower.stop();
const { requests, dropped, replayed } = tally;
process.stdout.write(`${JSON.stringify({ requests, dropped, replayed } satisfies PartnerReport)}\n`);

/** What the life before asked for and was not told; then the reservations that it did not get round to booking. */
async function finishWhatWasBegun(partner: Partner): Promise<void> {
  const { unanswered, reservations } = partner.memory;
  await Promise.all([...unanswered.values()].map((wanted) => partner.askAgain(wanted)));
  const open = [...reservations].filter(([, { state }]) => state === "open");
  await Promise.all(open.map(([reservation_id]) => partner.ask("booking/create", { reservation_id })));
}

async function isSoldOut(): Promise<boolean> {
  const { seats_sold, seats_total } = await client.show.availability({ show_id: orders.show_id });
  return seats_sold === seats_total;
}

async function sell(): Promise<void> {
  const stopping = (): boolean => partner.follower.counts().soldOut || performance.now() >= ends_at_ms;
  const buyers = Array.from({ length: BUYERS }, (_, place) => {
    const random = new Random(orders.seed + asked + 1_000 * (place + 1));
    return shop({ partner, random, think_ms: THINK_MS, abandons: false, stopping });
  });
  await Promise.all(buyers);
}
