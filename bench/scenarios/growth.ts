// What changes as work grows: more departures at once, and a departure with a long past.

import { statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { writePastHolds } from "../holdfast/past-holds.ts";
import { readOnly } from "../holdfast/sale-files.ts";
import { generateLoad } from "../load/generate-load.ts";
import type { Scenario, ScenarioContext } from "../scenario.ts";
import type { Acknowledged, Inside, Target } from "../targets.ts";
import {
  CAPACITY,
  CONNECTIONS,
  can,
  check,
  closed,
  holds,
  hotDeparture,
  job,
  measurement,
  open,
  refused,
} from "./load-steps.ts";

const HOUR_MS = 3_600_000;
const PAST = { "1 k": 1_000, "100 k": 100_000, "1 M": 1_000_000 } as const;
const QUICK_DIVISOR = 20;
const STEADY_PER_SECOND = 500;
const CLEANED_HOLDS = 200_000;
const CLEAN_UP_SECONDS = 30;
const LOOK_EVERY_MS = 100;

export const holdsByDepartures: Scenario = {
  name: "holds-by-departures",
  title: "Holds over several departures, peak throughput",
  unit: "holds/s",
  higher_is_better: true,
  method: `${CONNECTIONS} connections, closed loop, the departures in turn`,
  variants: ["1 departure", "10 departures", "100 departures"],
  baselines: ["Holdfast, 1 departure"],
  shows: ["server_cpu_us", "server_cores"],
  asks: can("sell"),
  measure: async (target, context) => {
    const ids = await target.seed({ departures: Number.parseInt(context.variant, 10), capacity: CAPACITY });
    const result = await generateLoad(job(target, context, { requests: holds(ids, context), pace: closed() }));
    return measurement(result, result.acknowledged_per_second, await check(target, ids, { holds: [result] }));
  },
};

export const holdsByPast: Scenario = {
  name: "holds-by-past",
  title: "Holds on a departure with past holds, peak throughput",
  unit: "holds/s",
  higher_is_better: true,
  method: `the past holds and their changes (expired, of the last 20 hours, so that all are still kept) are written into the object's file while nothing is served; then ${STEADY_PER_SECOND} holds a second for p99, then ${CONNECTIONS} connections, closed loop`,
  variants: Object.keys(PAST).map((size) => `${size} past holds`),
  baselines: ["Holdfast, 1 k past holds"],
  shows: ["hold_p99_ms", "server_cpu_us", "file_mib", "bytes_a_past_hold"],
  asks: ({ inside }) => inside !== undefined,
  measure: async (target, context) => {
    const { inside } = target;
    if (inside === undefined) return refused("its files cannot be written");
    const size = Object.entries(PAST).find(([name]) => context.variant.startsWith(`${name} `))?.[1] ?? 0;
    const count = context.quick ? Math.max(1_000, size / QUICK_DIVISOR) : size;
    const past = await departureWithPast(target, inside, { context, count, ended_ms: Date.now() });
    const steadyRun = { run: `${context.run}-steady` };
    const steady = await generateLoad(
      job(target, context, { requests: holds([past.departureId], steadyRun), pace: open(STEADY_PER_SECOND) }),
    );
    const peak = await generateLoad(
      job(target, context, { requests: holds([past.departureId], context), pace: closed() }),
    );
    const violated = await check(target, [past.departureId], { before: past.before, holds: [steady, peak] });
    return measurement(peak, peak.acknowledged_per_second, violated, {
      past_holds: count,
      hold_p99_ms: steady.latency?.p99_ms ?? 0,
      file_mib: past.bytes / 2 ** 20,
      bytes_a_past_hold: past.bytes / count,
    });
  },
};

export const cleanUp: Scenario = {
  name: "clean-up",
  title: "Clean-up of what is past its retention, rows dropped a second",
  unit: "rows/s",
  higher_is_better: true,
  method: `past holds and their changes, written into the object's file as over three days old; the first hold after that arms the alarm, which drops them in commits of 2,000 while 50 holds a second go on`,
  rounds_max: 1,
  shows: ["rows", "clean_up_seconds", "hold_p50_ms", "hold_p99_ms", "file_mib_before", "file_mib_after"],
  asks: ({ inside }) => inside !== undefined,
  measure: async (target, context) => {
    const { inside } = target;
    if (inside === undefined) return refused("its files cannot be written");
    const count = context.quick ? CLEANED_HOLDS / QUICK_DIVISOR : CLEANED_HOLDS;
    const past = await departureWithPast(target, inside, { context, count, ended_ms: Date.now() - 72 * HOUR_MS });
    const seconds = context.quick ? 8 : CLEAN_UP_SECONDS;
    const asked = { requests: holds([past.departureId], context), pace: open(50) };
    const load = generateLoad({ ...job(target, context, asked), warm_up_seconds: 0, seconds });
    const watched = await watchCleanUp(inside.file(past.departureId), seconds);
    const result = await load;
    // The past holds are gone, as they should be: what is left are the load's.
    const violated = await check(target, [past.departureId], { holds: [result] });
    const details = {
      rows: watched.rows,
      clean_up_seconds: watched.seconds,
      hold_p50_ms: result.latency?.p50_ms ?? 0,
      hold_p99_ms: result.latency?.p99_ms ?? 0,
      file_mib_before: past.bytes / 2 ** 20,
      file_mib_after: fileBytes(inside.file(past.departureId)) / 2 ** 20,
    };
    return watched.finished
      ? measurement(result, watched.rows / watched.seconds, violated, details)
      : refused(`not finished within ${seconds} s`, details);
  },
};

async function departureWithPast(
  target: Target,
  inside: Inside,
  wish: { readonly context: ScenarioContext; readonly count: number; readonly ended_ms: number },
): Promise<{ departureId: string; before: Acknowledged; bytes: number }> {
  const departureId = await hotDeparture(target);
  const requests = {
    kind: "hold",
    departure_ids: [departureId],
    run: `${wish.context.run}-one`,
    ttl_seconds: 3600,
  } as const;
  const one = { ...job(target, wish.context, { requests, pace: closed(1) }), warm_up_seconds: 0, requests_max: 1 };
  await generateLoad(one);
  await inside.catalogueDiffers([departureId], 10_000);
  const file = inside.file(departureId);
  let before: Acknowledged = { requests: 0, seats: 0 };
  await inside.offline(() => {
    before = writePastHolds({ file, count: wish.count, ended_ms: wish.ended_ms, spread_ms: 20 * HOUR_MS });
  });
  return { departureId, before, bytes: fileBytes(file) };
}

/** Counts what is still there until nothing old is, or time is up. */
async function watchCleanUp(file: string, limitSeconds: number) {
  const old = Date.now() - 48 * HOUR_MS;
  const count = (): number =>
    readOnly(file, (database) => {
      const query = `SELECT (SELECT count(*) FROM changes WHERE at_ms < ?1) + (SELECT count(*) FROM holds WHERE expires_at_ms < ?1) AS rows`;
      return Number(database.prepare(query).get(old)?.["rows"]);
    });
  const rows = count();
  const until = Date.now() + limitSeconds * 1000;
  let startedAt = Date.now();
  let left = rows;
  while (left > 0 && Date.now() < until) {
    if (left === rows) startedAt = Date.now();
    await sleep(LOOK_EVERY_MS);
    left = count();
  }
  return { rows: rows - left, seconds: (Date.now() - startedAt) / 1000, finished: left === 0 };
}

function fileBytes(file: string): number {
  return ["", "-wal"].reduce((sum, suffix) => {
    return sum + (statSync(file + suffix, { throwIfNoEntry: false })?.size ?? 0);
  }, 0);
}
