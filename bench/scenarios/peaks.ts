// Throughput on one hot departure: the loads that every target which sells places can be asked.

import { generateLoad } from "../load/generate-load.ts";
import { NOOP_OBJECT, PIPELINE_NOOP } from "../noop/start.ts";
import { NAME as POSTGRES } from "../peers/postgres/start.ts";
import type { Scenario } from "../scenario.ts";
import {
  CONNECTIONS,
  can,
  check,
  closed,
  holds,
  holdsToConfirm,
  hotDeparture,
  job,
  manyHolds,
  measurement,
  reads,
} from "./load-steps.ts";

const CPU = ["server_cpu_us", "server_cores"];

export const holdsPeak: Scenario = {
  name: "holds-peak",
  title: "Holds on one hot departure, peak throughput",
  unit: "holds/s",
  higher_is_better: true,
  method: `${CONNECTIONS} connections, closed loop, 1 to 4 places a hold, a new customer and key each`,
  baselines: [POSTGRES, PIPELINE_NOOP, NOOP_OBJECT],
  shows: CPU,
  asks: can("hold", "hold_many"),
  measure: async (target, context) => {
    const departureId = await hotDeparture(target);
    const many = target.abilities.includes("hold_many");
    const requests = many ? manyHolds(departureId, context) : holds([departureId], context);
    const result = await generateLoad(job(target, context, { requests, pace: closed() }));
    const violated = await check(target, [departureId], { holds: [result] });
    return measurement(result, result.acknowledged_per_second, violated);
  },
};

export const confirmsPeak: Scenario = {
  name: "confirms-peak",
  title: "Confirms on one hot departure, peak throughput",
  unit: "confirms/s",
  higher_is_better: true,
  method: `holds are made first, unmeasured, as many as the target could confirm in the time; then ${CONNECTIONS} connections confirm them, closed loop`,
  baselines: [POSTGRES, PIPELINE_NOOP],
  shows: CPU,
  asks: can("confirm"),
  measure: async (target, context) => {
    const peak = (await context.medianOf(holdsPeak, target)) ?? 1_000;
    const departureId = await hotDeparture(target);
    // Half more than its holds suggest: a window that runs out of holds ends early, and is then shorter, not wrong.
    const count = peak * 1.5 * (context.warm_up_seconds + context.seconds);
    const made = await generateLoad(holdsToConfirm(target, context, { departureId, count }));
    const requests = { kind: "confirm", hold_ids: made.collected_ids ?? [], run: context.run } as const;
    const result = await generateLoad(job(target, context, { requests, pace: closed() }));
    const violated = await check(target, [departureId], { holds: [made], bookings: [result] });
    return measurement(result, result.acknowledged_per_second, violated);
  },
};

export const readsPeak: Scenario = {
  name: "reads-peak",
  title: "Reads of one departure, peak throughput",
  unit: "reads/s",
  higher_is_better: true,
  method: `${CONNECTIONS} connections, closed loop`,
  baselines: [POSTGRES, PIPELINE_NOOP, NOOP_OBJECT],
  shows: CPU,
  asks: can("read"),
  measure: async (target, context) => {
    const departureId = await hotDeparture(target);
    const result = await generateLoad(job(target, context, { requests: reads([departureId]), pace: closed() }));
    return measurement(result, result.acknowledged_per_second, await check(target, [departureId], {}));
  },
};
