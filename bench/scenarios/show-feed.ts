// Thousands of sockets on one show: does each get every change, how late, and what when all come back at once.

import type { FanOutResult } from "../load/fan-out-job.ts";
import { generateFanOut, generateLoad, generateReconnect } from "../load/generate-load.ts";
import { latencyHistogram, recordMilliseconds, summary } from "../load/latency-histogram.ts";
import type { LatencySummary, LoadJob, LoadResult } from "../load/load-job.ts";
import type { ReconnectJob, ReconnectResult } from "../load/reconnect-job.ts";
import type { Scenario } from "../scenario.ts";
import type { MadeShow } from "../shows.ts";
import { undelivered } from "./feed.ts";
import { measurement, memoryMib, open } from "./load-steps.ts";
import { byIds, checkShows, onShows, type ShowTarget, showJob } from "./show-steps.ts";

const SEATS = 3_000;
const CHANGES_A_SECOND = 200;
const SOCKETS = { "1,000 sockets": 1_000, "3,000 sockets": 3_000 } as const;
const SETTLE_SECONDS = 20;
const CALM_SECONDS = 2;
/** Longer than the calms and what a storm should take. */
const STORM_LOAD_SECONDS = 12;
const QUICK_STORM_LOAD_SECONDS = 8;
/** The client's handshakes take the cores that the sending needs; the delay is inside every latency. */
const STORM_LATE_START_P99_MAX_MS = 25;
const WITH_SINCE = "with since";
const WITHOUT = "without";

export const showFeedDelivery: Scenario = {
  name: "shows-feed-delivery",
  title: "Feed of a show: delivery of a change, p99",
  unit: "ms",
  higher_is_better: false,
  method: `a hall of ${SEATS.toLocaleString("en")} seats, ${CHANGES_A_SECOND} changes a second, open loop: reservations of a seat by its id and their bookings in turn, each seat once; a delivery counts from the request's intended send time to its frame on each socket, linked by the answer's Holdfast-Seq; the sockets' client is on the same machine and in every figure`,
  variants: Object.keys(SOCKETS),
  shows: ["delivery_p50_ms", "delivery_p95_ms", "delivery_max_ms", "deliveries", "command_p99_ms", "memory_mib"],
  ...onShows(async (on) => {
    const sockets = socketsOf(on.context.variant);
    const show = await on.shows.make({ seats_total: SEATS });
    const feed = await on.shows.feed(show);
    const pace = { ...open(CHANGES_A_SECOND), connections_max: 32 };
    const changes = { ...(await showJob(on, { requests: sales(show, on.context.run), pace })), pace };
    const result = await generateFanOut({
      feed_url: feed.url,
      headers: feed.headers,
      sockets,
      changes,
      seq_header: "holdfast-seq",
      settle_seconds: SETTLE_SECONDS,
    });
    const violated = [...(await checkShows(on, [show], [result.changes])), ...undelivered(result)];
    return measurement(result.changes, result.delivery.p99_ms, violated, deliveryDetails(on, result));
  }),
};

export const showReconnect: Scenario = {
  name: "shows-reconnect",
  title: "Feed of a show: all sockets drop and come back at once, time until all are current",
  unit: "s",
  higher_is_better: false,
  method: `a hall of ${SEATS.toLocaleString("en")} seats, ${CHANGES_A_SECOND} changes a second, open loop, before, during and after; every socket is left without a goodbye and opened again at once, with the last change that it had (since) or without; current is a socket that has every change that had been made when the last one was open; the time holds the client's handshakes, on the same machine`,
  variants: Object.keys(SOCKETS).flatMap((sockets) => [`${sockets}, ${WITH_SINCE}`, `${sockets}, ${WITHOUT}`]),
  rounds_max: 2,
  shows: [
    "reopened_seconds",
    "command_p50_ms",
    "command_p95_ms",
    "command_p99_ms",
    "calm_command_p50_ms",
    "calm_command_p99_ms",
  ],
  ...onShows(async (on) => {
    const show = await on.shows.make({ seats_total: SEATS });
    const requests = sales(show, on.context.run);
    const pace = { ...open(CHANGES_A_SECOND), late_start_p99_max_ms: STORM_LATE_START_P99_MAX_MS };
    const asked = await showJob(on, { requests, pace });
    const { storm, load } = await whileChanging(await stormJob(on, show), {
      ...asked,
      warm_up_seconds: 0,
      seconds: on.context.quick ? QUICK_STORM_LOAD_SECONDS : STORM_LOAD_SECONDS,
      keep_samples: true,
    });
    const violated = [...(await checkShows(on, [show], [load])), ...notCurrent(storm, socketsOf(on.context.variant))];
    const { during, calm } = latencies(load, storm);
    return measurement(load, storm.current_seconds, violated, {
      reopened_seconds: storm.reopened_seconds,
      command_p50_ms: during.p50_ms,
      command_p95_ms: during.p95_ms,
      command_p99_ms: during.p99_ms,
      command_max_ms: during.max_ms,
      calm_command_p50_ms: calm.p50_ms,
      calm_command_p99_ms: calm.p99_ms,
      snapshots: storm.later_snapshots,
    });
  }),
};

function socketsOf(variant: string): number {
  const found = Object.entries(SOCKETS).find(([name]) => variant.startsWith(name));
  if (found === undefined) throw new Error(`${variant} names no number of sockets`);
  return found[1];
}

/** Reservations and their bookings in turn: two changes a seat, so that there are more seats than changes. */
function sales(show: MadeShow, run: string) {
  return { kind: "in_turn", first: byIds(show, 1, run), second: "book", run } as const;
}

function deliveryDetails({ target }: ShowTarget, { delivery, deliveries, changes }: FanOutResult) {
  return {
    delivery_p50_ms: delivery.p50_ms,
    delivery_p95_ms: delivery.p95_ms,
    delivery_max_ms: delivery.max_ms,
    deliveries,
    command_p99_ms: changes.latency?.p99_ms ?? 0,
    memory_mib: memoryMib(target),
  };
}

async function stormJob(on: ShowTarget, show: MadeShow): Promise<ReconnectJob> {
  const { url, headers } = await on.shows.feed(show);
  const { variant } = on.context;
  return {
    feed_url: url,
    headers,
    sockets: socketsOf(variant),
    with_since: variant.endsWith(WITH_SINCE),
    head: { url: `${on.target.url}/v1/show/availability`, body: JSON.stringify({ show_id: show.id }) },
    calm_seconds: CALM_SECONDS,
    within_seconds: SETTLE_SECONDS,
  };
}

/** The load begins when all listen, and goes on while they drop and come back. */
async function whileChanging(
  storm: ReconnectJob,
  load: LoadJob,
): Promise<{ storm: ReconnectResult; load: LoadResult }> {
  const { promise: opened, resolve } = Promise.withResolvers<void>();
  const listening = generateReconnect(storm, resolve);
  // A failure to open must not leave the load waiting for ever.
  await Promise.race([opened, listening]);
  const [result, loaded] = await Promise.all([listening, generateLoad(load)]);
  return { storm: result, load: loaded };
}

/** Of the commands that were to be sent while sockets were missing or behind, and of those before and after. */
function latencies({ samples = [] }: LoadResult, storm: ReconnectResult): Record<"during" | "calm", LatencySummary> {
  const during = latencyHistogram();
  const calm = latencyHistogram();
  for (const [at, milliseconds] of samples) {
    const within = at >= storm.dropped_at_ms && at < storm.current_at_ms;
    recordMilliseconds(within ? during : calm, milliseconds);
  }
  return { during: summary(during), calm: summary(calm) };
}

/** Every socket must be there again with every change, once. A snapshot may stand for changes. */
function notCurrent(storm: ReconnectResult, sockets: number): string[] {
  const { opened, behind, lost, duplicated, unreadable, closed } = storm;
  const wrong: string[] = [];
  if (opened !== sockets) wrong.push(`${opened} of ${sockets} sockets came back`);
  if (behind > 0) wrong.push(`${behind} sockets were not current in time`);
  if (lost + duplicated + unreadable > 0)
    wrong.push(`${lost} changes lost, ${duplicated} came twice, ${unreadable} frames could not be read`);
  if (Object.keys(closed).length > 0) wrong.push(`sockets were closed: ${JSON.stringify(closed)}`);
  return wrong;
}
