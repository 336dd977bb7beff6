// Looks at the show from outside, until it agrees with what the partners were told or has had time enough: lists are a
// moment behind.
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "../../sdk/source/client.ts";
import type { ListedBooking } from "../../sdk/source/generated/booking.ts";
import type { Follower } from "./follower.ts";
import type { Stage } from "./stage.ts";
import { type Broken, type Evidence, type Group, type Told, verdict } from "./verdict.ts";

const AGREES_WITHIN_MS = 30_000;
const FEED_WITHIN_MS = 2_000;
const PAUSE_MS = 250;

/** A partner of the run; without a follower it has no feed any more. */
export type Seller = Told & { readonly follower?: Follower };

/** What is still broken at the end. */
export async function examine(admin: Client, stage: Stage, sellers: readonly Seller[]): Promise<Broken[]> {
  const until = performance.now() + AGREES_WITHIN_MS;
  for (;;) {
    const broken = verdict(await gather(admin, stage, sellers));
    if (broken.length === 0 || performance.now() > until) return broken;
    await sleep(PAUSE_MS);
  }
}

async function gather(admin: Client, stage: Stage, sellers: readonly Seller[]): Promise<Evidence> {
  const { show_id } = stage;
  const listed: ListedBooking[] = [];
  const totals: Group[] = [];
  for (const { channel_id } of sellers) {
    for await (const booking of admin.booking.list({ show_id, channel_id, limit: 100 })) listed.push(booking);
    totals.push(...(await admin.booking.totals({ show_id, channel_id })).groups);
  }
  const { items, seq } = await admin.show.seats({ show_id });
  const read_at_ms = Date.now();
  const followers = sellers.flatMap(({ name, follower }) => (follower ? [{ name, follower }] : []));
  await Promise.all(followers.map(({ follower }) => caughtUp(follower, seq)));
  const feeds = followers.map(({ name, follower }) => ({
    name,
    statuses: [...follower.statuses],
    own: follower.own,
    whole: follower.whole,
    faults: follower.faults,
  }));
  return { told: sellers, before: stage.seats, seats: items, read_at_ms, listed, totals, feeds };
}

async function caughtUp(follower: Follower, seq: number): Promise<void> {
  const until = performance.now() + FEED_WITHIN_MS;
  while ((follower.seq() ?? -1) < seq && performance.now() < until) await follower.changed(PAUSE_MS);
}
