// Several partners, each a process of its own, sell the same show to its last seat while the server is killed under them and
// they are killed too. At the end: every seat is sold and to one owner, every acknowledged booking is there as it was told,
// and the counts are equal.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "../../sdk/source/client.ts";
import { Random } from "../../simulation/random.ts";
import { examine, type Seller } from "../traffic/evidence.ts";
import { newPartnerKey, type PartnerKey } from "../traffic/partner.ts";
import { newStage, type Stage } from "../traffic/stage.ts";
import { RULES } from "../traffic/verdict.ts";
import { readJournal } from "./journal.ts";
import type { PartnerOrders, PartnerReport } from "./partner-process.ts";
import { type Server, startServer } from "./server.ts";

export type SellOut = { readonly state: string; readonly seed: number; readonly kills: number };

const SEATS = 1_000;
const PARTNERS = 3;
const POLL_MS = 20;
const SOLD_WITHIN_MS = 150_000;
const PARTNER = join(import.meta.dirname, "partner-process.ts");

type Life = { readonly child: ChildProcess; readonly ended: Promise<PartnerReport> };
type Selling = { readonly key: PartnerKey; readonly orders: PartnerOrders; life: Life };

/** At exit: what it did, in a line. Throws with all that is wrong. */
export async function sellOut({ state, seed, kills }: SellOut): Promise<string> {
  mkdirSync(state, { recursive: true });
  const data = join(state, "server");
  let server = await startServer(data);
  const { url } = server;
  const admin = new Client({ baseUrl: url, token: "admin-local-dev-key", retries: 10 });
  const partners: Selling[] = [];
  try {
    const stage = await newStage(admin, url, SEATS);
    for (let number = 1; number <= PARTNERS; number += 1) {
      const key = await newPartnerKey(admin, `Crash partner ${number}`);
      const journal = join(state, `partner-${number}.journal`);
      const orders = { url, key: key.key, show_id: stage.show_id, journal, seed: seed + number * 100_000 };
      partners.push({ key, orders, life: begin(orders) });
    }
    const random = new Random(seed);
    for (let kill = 1; kill <= kills; kill += 1) {
      await soldTo(admin, stage, { seats: Math.floor((SEATS * kill) / (kills + 1)), partners });
      server = await killBoth(server, { data, partner: random.pick(partners) });
    }
    const reports = await allSold(partners);
    const problems = await faults(admin, stage, partners);
    if (problems.length > 0) throw new Error(`after the last seat was sold:\n  ${problems.slice(0, 20).join("\n  ")}`);
    return toldOf(reports, kills);
  } finally {
    for (const { life } of partners) life.child.kill("SIGKILL");
    await server.stop();
  }
}

function begin(orders: PartnerOrders): Life {
  const child = spawn(process.execPath, [PARTNER, JSON.stringify(orders)], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  child.stdout?.on("data", (piece: Buffer) => {
    said += piece.toString();
  });
  const ended = once(child, "close").then(([code, signal]) => {
    if (code !== 0) throw new Error(`a partner ended with ${String(code ?? signal)}: ${said}`);
    // What partner-process.ts says at its end.
    return JSON.parse(said) as PartnerReport;
  });
  // One that is killed is not waited for.
  ended.catch(() => {});
  return { child, ended };
}

async function soldTo(
  admin: Client,
  { show_id }: Stage,
  { seats, partners }: { readonly seats: number; readonly partners: readonly Selling[] },
): Promise<void> {
  const until = performance.now() + SOLD_WITHIN_MS;
  while ((await admin.show.availability({ show_id })).seats_sold < seats) {
    // One that has failed says why.
    for (const { life } of partners) if (life.child.exitCode !== null) await life.ended;
    if (performance.now() > until) throw new Error(`${seats} seats were not sold in ${SOLD_WITHIN_MS / 1_000} s`);
    await sleep(POLL_MS);
  }
}

/** At exit: both live again, on what they had written. */
async function killBoth(
  server: Server,
  { data, partner }: { readonly data: string; readonly partner: Selling | undefined },
): Promise<Server> {
  await server.killAfter(0);
  partner?.life.child.kill("SIGKILL");
  const again = await startServer(data, Number(new URL(server.url).port));
  if (partner) partner.life = begin(partner.orders);
  return again;
}

async function allSold(partners: readonly Selling[]): Promise<readonly PartnerReport[]> {
  const late = new AbortController();
  const limit = sleep(SOLD_WITHIN_MS, undefined, { signal: late.signal }).then(() => {
    throw new Error(`not everything was sold in ${SOLD_WITHIN_MS / 1_000} s`);
  });
  limit.catch(() => {});
  try {
    return await Promise.race([Promise.all(partners.map(({ life }) => life.ended)), limit]);
  } finally {
    late.abort();
  }
}

async function faults(admin: Client, stage: Stage, partners: readonly Selling[]): Promise<string[]> {
  const sellers: Seller[] = partners.map(({ key, orders }, place) => ({
    name: `partner ${place + 1}`,
    channel_id: key.channel_id,
    memory: readJournal(readFileSync(orders.journal, "utf8")).memory,
  }));
  const broken = await examine(admin, stage, sellers);
  const counts = await admin.show.get({ show_id: stage.show_id });
  const left = SEATS - counts.seats_sold;
  return [
    ...broken.map(({ rule, what }) => `${RULES[rule]}: ${what}`),
    ...(left === 0 ? [] : [`${left} are not sold`]),
  ];
}

function toldOf(reports: readonly PartnerReport[], kills: number): string {
  const sum = (member: keyof PartnerReport) => reports.reduce((total, report) => total + report[member], 0);
  const [requests, dropped, replayed] = [sum("requests"), sum("dropped"), sum("replayed")];
  if (dropped === 0 || replayed === 0)
    throw new Error(`the seats were tested too little: ${dropped} cut, ${replayed} replayed`);
  return `${SEATS} seats sold once each by ${PARTNERS} processes, the server and a partner killed ${kills} times; of ${requests} requests of those that lived ${dropped} were cut, ${replayed} had happened`;
}
