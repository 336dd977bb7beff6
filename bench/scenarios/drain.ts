// D1 behind an object that confirms as fast as it can: how far it falls behind, how fast it is told, when it is equal.

import { generateLoad } from "../load/generate-load.ts";
import type { Scenario } from "../scenario.ts";
import type { Inside } from "../targets.ts";
import { CONNECTIONS, check, closed, holdsToConfirm, hotDeparture, job, measurement, refused } from "./load-steps.ts";
import { confirmsPeak } from "./peaks.ts";

const LOOK_EVERY_MS = 100;
const EQUAL_WITHIN_MS = 300_000;

export const drain: Scenario = {
  name: "d1-drain",
  title: "D1 while an object confirms at peak: changes told a second",
  unit: "changes/s",
  higher_is_better: true,
  method: `${CONNECTIONS} connections confirm holds that were made before, closed loop, without warm-up; the object's cursor is read from its file`,
  rounds_max: 1,
  shows: ["seconds", "confirms_per_second", "backlog_at_end", "backlog_max", "equal_after_seconds"],
  asks: ({ inside }) => inside !== undefined,
  measure: async (target, context) => {
    const { inside } = target;
    if (inside === undefined) return refused("its cursor cannot be read");
    const seconds = context.drain_seconds;
    const peak = (await context.medianOf(confirmsPeak, target)) ?? 1_000;
    const departureId = await hotDeparture(target);
    const made = await generateLoad(holdsToConfirm(target, context, { departureId, count: peak * 1.5 * seconds }));
    const before = await inside.catalogueDiffers([departureId], EQUAL_WITHIN_MS);
    const requests = { kind: "confirm", hold_ids: made.collected_ids ?? [], run: context.run } as const;
    const asked = { ...job(target, context, { requests, pace: closed() }), warm_up_seconds: 0, seconds };
    const watch = watchCursor(inside, departureId);
    const result = await generateLoad(asked);
    const watched = watch.end();
    const endedAt = Date.now();
    const after = await inside.catalogueDiffers([departureId], EQUAL_WITHIN_MS);
    const details = {
      seconds: result.measured_seconds,
      confirms_per_second: result.acknowledged_per_second,
      ...watched,
      equal_after_seconds: (Date.now() - endedAt) / 1000,
    };
    const violated = await check(target, [departureId], { holds: [made], bookings: [result] });
    return measurement(result, watched.told_per_second, [...before, ...after, ...violated], details);
  },
};

function watchCursor(inside: Inside, departureId: string) {
  const startedAt = Date.now();
  const first = inside.progress(departureId);
  let backlog_max = 0;
  const looking = setInterval(() => {
    const { seq, projected_seq } = inside.progress(departureId);
    backlog_max = Math.max(backlog_max, seq - projected_seq);
  }, LOOK_EVERY_MS);
  return {
    end: () => {
      clearInterval(looking);
      const { seq, projected_seq } = inside.progress(departureId);
      const told_per_second = ((projected_seq - first.projected_seq) * 1000) / (Date.now() - startedAt);
      return { told_per_second, backlog_at_end: seq - projected_seq, backlog_max };
    },
  };
}
