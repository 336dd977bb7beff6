// All sockets of a feed are dropped at one moment and come back at once, each where it was. A socket is current when it
// has every change that had been made when the last one was open again. The load that changes things meanwhile is another
// process's, so that a thousand handshakes of this one do not delay what that one sends.

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { FanOutTally } from "./fan-out-tally.ts";
import { FeedSockets } from "./feed-sockets.ts";
import type { ReconnectJob, ReconnectResult } from "./reconnect-job.ts";

const LOOK_EVERY_MS = 5;

export async function runReconnect(job: ReconnectJob, opened: () => void): Promise<ReconnectResult> {
  const tally = new FanOutTally(job.sockets, true);
  const feed = new FeedSockets(job, tally);
  await feed.open(() => job.feed_url);
  opened();
  await sleep(job.calm_seconds * 1000);
  const since = Array.from({ length: job.sockets }, (_, index) => tally.coveredSeq(index));
  const snapshots = tally.laterSnapshots;
  const droppedAt = performance.now();
  feed.drop();
  await feed.open((index) => address(job, since[index]), job.sockets);
  const reopenedAt = performance.now();
  await current(job, tally);
  const currentAt = performance.now();
  await sleep(job.calm_seconds * 1000);
  const behind = await current(job, tally);
  feed.close();
  return {
    reconnected: true,
    dropped_at_ms: performance.timeOrigin + droppedAt,
    current_at_ms: performance.timeOrigin + currentAt,
    reopened_seconds: (reopenedAt - droppedAt) / 1000,
    current_seconds: (currentAt - droppedAt) / 1000,
    opened: feed.opened,
    behind,
    closed: Object.fromEntries(feed.closed),
    lost: tally.lost,
    duplicated: tally.duplicated,
    later_snapshots: tally.laterSnapshots - snapshots,
    unreadable: feed.unreadable,
  };
}

function address({ feed_url, with_since }: ReconnectJob, since: number | undefined): string {
  return with_since && since !== undefined ? `${feed_url}?since=${since}` : feed_url;
}

/** Waits until every socket has what has been made until now; how many have not when time is up. */
async function current(job: ReconnectJob, tally: FanOutTally): Promise<number> {
  const until = performance.now() + job.within_seconds * 1000;
  const seq = await lastChange(job);
  while (tally.behind(seq) > 0 && performance.now() < until) await sleep(LOOK_EVERY_MS);
  return tally.behind(seq);
}

async function lastChange({ head, headers }: ReconnectJob): Promise<number> {
  const asked = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body: head.body };
  const answer: unknown = await (await fetch(head.url, asked)).json();
  if (typeof answer === "object" && answer !== null && "seq" in answer && typeof answer.seq === "number") {
    return answer.seq;
  }
  throw new Error(`the question for the last change was answered ${JSON.stringify(answer).slice(0, 200)}`);
}
