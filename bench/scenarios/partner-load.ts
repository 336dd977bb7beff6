// What ten partners make of four shows over REST routes: at the rate that is asked for, and until queries become slow.

import { generateLoad } from "../load/generate-load.ts";
import type { KindResult, LatencySummary, LoadResult } from "../load/load-job.ts";
import type { Scenario } from "../scenario.ts";
import { measurement, open } from "./load-steps.ts";
import { checkShows, onShows, type ShowTarget, showJob } from "./show-steps.ts";

const PARTNERS = 10;
const SHOWS = 4;
const SEATS = 2_500;
const REQUESTS_A_SECOND = 10_000 / 60;
const MINUTE_SECONDS = 60;
const QUICK_SECONDS = 10;
const QUERIES_P95_MAX_MS = 200;
const STEPS_A_SECOND = [250, 500, 750, 1_000, 1_250, 1_500, 1_750] as const;

const METHOD = `${PARTNERS} partners with a key each, ${SHOWS} shows of ${SEATS.toLocaleString("en")} seats, REST routes, answers compressed: 25 % availability, 15 % one seat, 10 % all seats of a show, 10 % the status of 20 seats, 25 % reservations of two seats (15 by ids, 10 the best), 10 % bookings, 5 % extend, release and cancel`;

export const partnerRequests: Scenario = {
  name: "shows-requests",
  title: "10,000 requests a minute from ten partners: p95 of their queries",
  unit: "ms",
  higher_is_better: false,
  method: `open loop for a minute at ${REQUESTS_A_SECOND.toFixed(0)} requests a second, latency from the intended send time; ${METHOD}`,
  rounds_max: 1,
  shows: ["per_second", "p50_ms", "p95_ms", "p99_ms", "late_start_p99_ms", "server_cores", "seconds"],
  ...onShows(async (on) => {
    const seconds = on.context.quick ? QUICK_SECONDS : MINUTE_SECONDS;
    const { result, violated } = await partnersAt(on, REQUESTS_A_SECOND, { seconds, run: on.context.run });
    const parts = Object.fromEntries(Object.entries(result.by_kind).map(([kind, found]) => [kind, kindFigures(found)]));
    return { ...measurement(result, queries(result)?.latency.p95_ms, violated, { seconds }), parts };
  }),
};

export const partnerHeadroom: Scenario = {
  name: "shows-headroom",
  title: `Rate at which queries' p95 passes ${QUERIES_P95_MAX_MS} ms`,
  unit: "requests/s",
  higher_is_better: true,
  method: `steps of ${STEPS_A_SECOND.join(", ")} requests a second on fresh shows each, open loop, until one is past it; the figure is the last that was not; ${METHOD}`,
  rounds_max: 1,
  ...onShows(async (on) => {
    const parts: Record<string, Record<string, number | string>> = {};
    const violated: string[] = [];
    let within = 0;
    let last: LoadResult | undefined;
    for (const rate of STEPS_A_SECOND) {
      const { seconds } = on.context;
      const step = await partnersAt(on, rate, { seconds, run: `${on.context.run}-${rate}` });
      last = step.result;
      violated.push(...step.violated);
      const asked = queries(step.result);
      const p95_ms = asked?.latency.p95_ms ?? Number.POSITIVE_INFINITY;
      const { server_cores = 0, refused = "" } = step.result;
      parts[`${rate} a second`] = { ...(asked === undefined ? {} : kindFigures(asked)), server_cores, refused };
      if (p95_ms > QUERIES_P95_MAX_MS) break;
      within = rate;
    }
    if (last === undefined) throw new Error("there are no steps");
    // The last step is past the limit: that its generator was late is no reason to refuse the ones before it.
    const { refused: _of_the_last, ...result } = last;
    return { ...measurement(result, within, violated), parts };
  }),
};

async function partnersAt(
  on: ShowTarget,
  per_second: number,
  { seconds, run }: { readonly seconds: number; readonly run: string },
): Promise<{ readonly result: LoadResult; readonly violated: readonly string[] }> {
  const shows = await Promise.all(Array.from({ length: SHOWS }, () => on.shows.make({ seats_total: SEATS })));
  const tokens = await on.shows.partners(PARTNERS);
  const requests = { kind: "partners", shows, tokens, run } as const;
  const asked = await showJob(on, { requests, pace: open(per_second) });
  const result = await generateLoad({ ...asked, seconds });
  return { result, violated: await checkShows(on, shows, [result]) };
}

function queries(result: LoadResult): KindResult | undefined {
  return result.by_kind["queries"];
}

function kindFigures({ latency, outcomes }: KindResult): Record<string, number | string> {
  const refused = Object.entries(outcomes).filter(([outcome]) => !/^20[01]$/.test(outcome));
  return { ...times(latency), errors: refused.map(([outcome, count]) => `${outcome}: ${count}`).join(", ") };
}

function times({ count, p50_ms, p95_ms, p99_ms, max_ms }: LatencySummary) {
  return { requests: count, p50_ms, p95_ms, p99_ms, max_ms };
}
