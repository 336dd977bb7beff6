// How long a request takes when the target is not overrun: at half of its own peak, and at a stated load.

import { generateLoad } from "../load/generate-load.ts";
import type { Scenario, ScenarioContext } from "../scenario.ts";
import type { Target } from "../targets.ts";
import {
  can,
  check,
  holds,
  holdsToConfirm,
  hotDeparture,
  job,
  measurement,
  open,
  reads,
  refused,
} from "./load-steps.ts";
import { confirmsPeak, holdsPeak, readsPeak } from "./peaks.ts";

const METHOD =
  "open loop at half of the target's median peak in this run, latency from the intended send time; a new departure";
const SHOWS = ["per_second", "p50_ms", "p95_ms", "p99_ms", "p999_ms", "max_ms", "late_start_p99_ms"];
const STATED_PER_SECOND = 500;

const half = {
  unit: "ms",
  higher_is_better: false,
  method: METHOD,
  shows: SHOWS,
  asks: can("sell"),
} as const;

export const holdsAtHalf: Scenario = {
  ...half,
  name: "holds-p99-at-half",
  title: "Latency of a hold at half of the target's own peak, p99",
  measure: async (target, context) => {
    const peak = await context.medianOf(holdsPeak, target);
    if (peak === undefined) return refused("the peak is not known");
    const departureId = await hotDeparture(target);
    const requests = holds([departureId], context);
    const result = await generateLoad(job(target, context, { requests, pace: open(peak / 2) }));
    return measurement(result, result.latency?.p99_ms, await check(target, [departureId], { holds: [result] }));
  },
};

export const confirmsAtHalf: Scenario = {
  ...half,
  name: "confirms-p99-at-half",
  title: "Latency of a confirm at half of the target's own peak, p99",
  measure: async (target, context) => {
    const peak = await context.medianOf(confirmsPeak, target);
    if (peak === undefined) return refused("the peak is not known");
    const departureId = await hotDeparture(target);
    const count = (peak / 2) * (context.warm_up_seconds + context.seconds) + 100;
    const made = await generateLoad(holdsToConfirm(target, context, { departureId, count }));
    const requests = { kind: "confirm", hold_ids: made.collected_ids ?? [], run: context.run } as const;
    const result = await generateLoad(job(target, context, { requests, pace: open(peak / 2) }));
    const violated = await check(target, [departureId], { holds: [made], bookings: [result] });
    return measurement(result, result.latency?.p99_ms, violated);
  },
};

export const readsAtHalf: Scenario = {
  ...half,
  name: "reads-p99-at-half",
  title: "Latency of a read at half of the target's own peak, p99",
  measure: async (target, context) => {
    const peak = await context.medianOf(readsPeak, target);
    if (peak === undefined) return refused("the peak is not known");
    const departureId = await hotDeparture(target);
    const result = await generateLoad(job(target, context, { requests: reads([departureId]), pace: open(peak / 2) }));
    return measurement(result, result.latency?.p99_ms, await check(target, [departureId], {}));
  },
};

/** Near half of Holdfast's peak, and the same for all, so that what the runtime itself pauses can be told apart. */
const EQUAL_PER_SECOND = 1_250;

export const holdsAtEqualLoad: Scenario = {
  ...half,
  name: "holds-p99-at-equal-load",
  title: "Latency of a hold at an equal load, p99: what the runtime alone pauses",
  method: `open loop at ${EQUAL_PER_SECOND} holds a second on every target; the no-op targets show what workerd's own pauses (collecting the garbage of a request's native objects) take of it`,
  asks: can("hold"),
  measure: async (target, context) => {
    const departureId = await hotDeparture(target);
    const requests = holds([departureId], context);
    const result = await generateLoad(job(target, context, { requests, pace: open(EQUAL_PER_SECOND) }));
    return measurement(result, result.latency?.p99_ms, await check(target, [departureId], { holds: [result] }));
  },
};

const stated = {
  unit: "ms",
  higher_is_better: false,
  method: `${STATED_PER_SECOND} holds and ${STATED_PER_SECOND} reads a second on one departure at once, two open loops`,
  shows: SHOWS,
  asks: can("sell"),
} as const;

export const holdsAtStatedLoad: Scenario = {
  ...stated,
  name: "holds-p95-at-stated-load",
  title: "Latency of a hold at a stated load, p95",
  measure: async (target, context) => {
    const { departureId, made, read } = await mixed(target, context);
    const violated = await check(target, [departureId], { holds: [made] });
    return measurement(made, made.latency?.p95_ms, violated, { reads_p95_ms: read.latency?.p95_ms ?? 0 });
  },
};

export const readsAtStatedLoad: Scenario = {
  ...stated,
  name: "reads-p95-at-stated-load",
  title: "Latency of a read at a stated load, p95",
  measure: async (target, context) => {
    const { departureId, made, read } = await mixed(target, context);
    const violated = await check(target, [departureId], { holds: [made] });
    return measurement(read, read.latency?.p95_ms, violated, { holds_p95_ms: made.latency?.p95_ms ?? 0 });
  },
};

async function mixed(target: Target, context: ScenarioContext) {
  const departureId = await hotDeparture(target);
  const pace = open(STATED_PER_SECOND);
  const [made, read] = await Promise.all([
    generateLoad(job(target, context, { requests: holds([departureId], context), pace })),
    generateLoad(job(target, context, { requests: reads([departureId]), pace })),
  ]);
  return { departureId, made, read };
}
