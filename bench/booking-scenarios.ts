// Holds, confirms and reads on one hot departure: the loads that every target which sells places can be asked.

import { generateLoad } from "./load/generate-load.ts";
import type { LoadJob, LoadResult } from "./load/load-job.ts";
import type { Measurement, Scenario, ScenarioContext } from "./scenario.ts";
import type { Acknowledged, Expected, Target } from "./targets.ts";

const CONNECTIONS = 64;
const OPEN_LOOP_CONNECTIONS_MAX = 256;
/** No measured round fills it: a refusal costs less than a hold and would flatter. */
const CAPACITY = 10_000_000;
const TTL_SECONDS = 3600;
const NOTHING: Acknowledged = { requests: 0, seats: 0 };

export const holdsPeak: Scenario = {
  name: "holds-peak",
  title: "Holds on one hot departure, peak throughput",
  unit: "holds/s",
  higher_is_better: true,
  method: `${CONNECTIONS} connections, closed loop, 1 to 4 places a hold, a new customer and key each`,
  measure: async (target, context) => {
    const departureId = await hotDeparture(target);
    const result = await generateLoad(job(target, context, holds(departureId, context), closed()));
    return measurement(result, result.acknowledged_per_second, await check(target, departureId, { holds: result }));
  },
};

export const holdsAtHalf: Scenario = {
  name: "holds-p99-at-half",
  title: "Latency of a hold at half of the target's own peak, p99",
  unit: "ms",
  higher_is_better: false,
  method: "open loop at half of the target's median peak in this run, latency from the intended send time",
  measure: async (target, context) => {
    const peak = await context.medianOf(holdsPeak, target);
    if (peak === undefined)
      return { refused: "the peak is not known", details: {}, violated: [], acknowledged: NOTHING };
    const departureId = await hotDeparture(target);
    const result = await generateLoad(job(target, context, holds(departureId, context), open(peak / 2)));
    return measurement(result, result.latency?.p99_ms, await check(target, departureId, { holds: result }));
  },
};

export const confirmsPeak: Scenario = {
  name: "confirms-peak",
  title: "Confirms on one hot departure, peak throughput",
  unit: "confirms/s",
  higher_is_better: true,
  method: `holds are made first, unmeasured, as many as the target could confirm in the time; then ${CONNECTIONS} connections confirm them, closed loop`,
  measure: async (target, context) => {
    const peak = await context.medianOf(holdsPeak, target);
    const departureId = await hotDeparture(target);
    // Twice what its holds suggest: a window that runs out of holds ends early, and is then shorter, not wrong.
    const wanted = Math.ceil((peak ?? 1_000) * 2 * (context.warm_up_seconds + context.seconds));
    const made = await generateLoad({
      ...job(target, context, holds(departureId, context), closed()),
      warm_up_seconds: 0,
      seconds: 600,
      requests_max: wanted,
      collect_ids: true,
    });
    const confirms = { kind: "confirm", hold_ids: made.collected_ids ?? [], run: context.run } as const;
    const result = await generateLoad(job(target, context, confirms, closed()));
    return measurement(
      result,
      result.acknowledged_per_second,
      await check(target, departureId, { holds: made, bookings: result }),
    );
  },
};

export const readsPeak: Scenario = {
  name: "reads-peak",
  title: "Reads of one departure, peak throughput",
  unit: "reads/s",
  higher_is_better: true,
  method: `${CONNECTIONS} connections, closed loop`,
  measure: async (target, context) => {
    const departureId = await hotDeparture(target);
    const reads = { kind: "read", departure_ids: [departureId] } as const;
    const result = await generateLoad(job(target, context, reads, closed()));
    return measurement(result, result.acknowledged_per_second, await check(target, departureId, {}));
  },
};

export const bookingScenarios: readonly Scenario[] = [holdsPeak, holdsAtHalf, confirmsPeak, readsPeak];

function closed(): LoadJob["pace"] {
  return { kind: "closed", connections: CONNECTIONS };
}

function open(perSecond: number): LoadJob["pace"] {
  return { kind: "open", per_second: perSecond, connections_max: OPEN_LOOP_CONNECTIONS_MAX };
}

function holds(departureId: string, { run }: ScenarioContext): LoadJob["requests"] {
  return { kind: "hold", departure_ids: [departureId], run, ttl_seconds: TTL_SECONDS };
}

function job(target: Target, context: ScenarioContext, requests: LoadJob["requests"], pace: LoadJob["pace"]): LoadJob {
  const { seconds, warm_up_seconds } = context;
  return { url: target.url, token: target.token, requests, pace, seconds, warm_up_seconds };
}

async function hotDeparture(target: Target): Promise<string> {
  const [departureId] = await target.seed({ departures: 1, capacity: CAPACITY });
  if (departureId === undefined) throw new Error(`${target.name} seeded no departure`);
  return departureId;
}

function check(
  target: Target,
  departureId: string,
  loads: { holds?: LoadResult; bookings?: LoadResult },
): Promise<readonly string[]> {
  const expected: Expected = {
    departure_ids: [departureId],
    capacity: CAPACITY,
    holds: loads.holds?.acknowledged ?? NOTHING,
    bookings: loads.bookings?.acknowledged.requests ?? 0,
    unknown: {
      requests: (loads.holds?.unknown.requests ?? 0) + (loads.bookings?.unknown.requests ?? 0),
      seats: loads.holds?.unknown.seats ?? 0,
    },
  };
  return target.check(expected);
}

function measurement(result: LoadResult, value: number | undefined, violated: readonly string[]): Measurement {
  const { latency, late_start, generator, outcomes, acknowledged } = result;
  const details: Record<string, number | string> = {
    measured_seconds: result.measured_seconds,
    generator_cpu_share: generator.cpu_share,
    generator_busy_share: generator.busy_share,
    outcomes: Object.entries(outcomes)
      .map(([outcome, count]) => `${outcome}: ${count}`)
      .join(", "),
  };
  if (latency !== undefined && late_start !== undefined) {
    const { p50_ms, p90_ms, p95_ms, p99_ms, p999_ms, max_ms } = latency;
    Object.assign(details, { p50_ms, p90_ms, p95_ms, p99_ms, p999_ms, max_ms });
    Object.assign(details, { per_second: result.acknowledged_per_second, late_start_p99_ms: late_start.p99_ms });
    details.waited_for_connection = result.waited_for_connection ?? 0;
  }
  if (result.refused !== undefined) return { refused: result.refused, details, violated, acknowledged };
  return value === undefined
    ? { refused: "no figure", details, violated, acknowledged }
    : { value, details, violated, acknowledged };
}
