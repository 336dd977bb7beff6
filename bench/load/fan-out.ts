// Opens many sockets to one feed, sends changes at a fixed rate and measures, for every socket, the time from a
// change's intended send time to its delivery. The answer's seq header links a change to its place in the feed.

import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { FanOutJob, FanOutResult } from "./fan-out-job.ts";
import { FanOutTally } from "./fan-out-tally.ts";
import { FeedSockets } from "./feed-sockets.ts";
import { headerValue } from "./http-response-reader.ts";
import { summary } from "./latency-histogram.ts";
import { runOpenLoop } from "./open-loop.ts";

/** One tick's frames for 1,000 sockets take the client 10 to 20 ms, in which it sends nothing. The delay is inside
 * every delivery time, because those count from the intended send time. */
const LATE_START_P99_MAX_MS_PER_THOUSAND = 25;

export async function runFanOut(job: FanOutJob, opened: () => void = () => {}): Promise<FanOutResult> {
  const tally = new FanOutTally(job.sockets, job.others_change_it);
  const feed = new FeedSockets(job, tally);
  const openingAt = performance.now();
  await feed.open(() => job.feed_url);
  const openSeconds = (performance.now() - openingAt) / 1000;
  opened();
  const changes = await runOpenLoop(
    job.changes,
    {
      ...job.changes.pace,
      late_start_p99_max_ms: LATE_START_P99_MAX_MS_PER_THOUSAND * Math.max(1, job.sockets / 1000),
    },
    (response, intendedAt) => {
      const seq = Number(headerValue(response.head, job.seq_header));
      if (!Number.isSafeInteger(seq)) throw new Error(`an answer without the header ${job.seq_header}`);
      tally.changeSent(seq, intendedAt);
    },
  );
  const settledBy = performance.now() + job.settle_seconds * 1000;
  while (!tally.complete() && performance.now() < settledBy) await sleep(20);
  const { deliveriesExpected } = tally.finish();
  feed.close();
  const { refused } = changes;
  return {
    sockets: job.sockets,
    opened: feed.opened,
    open_seconds: openSeconds,
    closed: Object.fromEntries(feed.closed),
    messages: tally.messages,
    acks: feed.acks,
    deliveries_expected: deliveriesExpected,
    deliveries: tally.deliveries,
    lost: tally.lost,
    duplicated: tally.duplicated,
    later_snapshots: tally.laterSnapshots,
    unreadable: feed.unreadable,
    delivery: summary(tally.delivery),
    changes,
    ...(refused === undefined ? {} : { refused }),
  };
}
