// Counts in the isolate, handed to the metrics object about once a second after a request, and written out as
// Prometheus text. A count that an isolate took with it when it ended is lost; metrics promise no more.
import type { Environment } from "../durable-objects/environment.ts";
import { metricsHub } from "../durable-objects/environment.ts";

const FLUSH_MS = 1_000;
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

type Tally = { readonly statuses: Map<number, number>; readonly buckets: number[]; sum_ms: number; count: number };

let tallies = new Map<string, Tally>();
let flushed_at_ms = 0;

/** `operation` is one of ours or "unknown": what callers write must not make series. */
export function countRequest(operation: string, status: number, duration_ms: number): void {
  let tally = tallies.get(operation);
  if (!tally) {
    tally = { statuses: new Map(), buckets: BUCKETS_S.map(() => 0), sum_ms: 0, count: 0 };
    tallies.set(operation, tally);
  }
  tally.statuses.set(status, (tally.statuses.get(status) ?? 0) + 1);
  const bucket = BUCKETS_S.findIndex((limit_s) => duration_ms <= limit_s * 1_000);
  if (bucket >= 0) tally.buckets[bucket] = (tally.buckets[bucket] ?? 0) + 1;
  tally.sum_ms += duration_ms;
  tally.count += 1;
}

function seriesOfTallies(counted: ReadonlyMap<string, Tally>): Counts {
  const series: Record<string, number> = {};
  for (const [operation, { statuses, buckets, sum_ms, count }] of counted) {
    for (const [status, times] of statuses)
      series[`holdfast_requests_total{operation="${operation}",status="${status}"}`] = times;
    for (const [index, times] of buckets.entries()) {
      series[`holdfast_request_duration_seconds_bucket{operation="${operation}",le="${BUCKETS_S[index]}"}`] = times;
    }
    series[`holdfast_request_duration_seconds_sum{operation="${operation}"}`] = sum_ms / 1_000;
    series[`holdfast_request_duration_seconds_count{operation="${operation}"}`] = count;
  }
  return series;
}

export function flushCounts(
  environment: Environment,
  now: number,
  waitUntil: (work: Promise<unknown>) => void,
  force = false,
): void {
  if (!force && now - flushed_at_ms < FLUSH_MS) return;
  flushed_at_ms = now;
  const counted = seriesOfTallies(tallies);
  tallies = new Map();
  waitUntil(
    metricsHub(environment)
      .add(counted)
      .catch(() => undefined),
  );
}

export async function metricsText(environment: Environment): Promise<string> {
  const { counts: added, gauges } = await metricsHub(environment).read();
  const lines = [
    "# HELP holdfast_requests_total Requests answered, by operation and status.",
    "# TYPE holdfast_requests_total counter",
    ...seriesOf(added, "holdfast_requests_total"),
    "# HELP holdfast_responses_total Requests answered, by class of status.",
    "# TYPE holdfast_responses_total counter",
    ...byClass(added),
    "# HELP holdfast_request_duration_seconds How long requests took.",
    "# TYPE holdfast_request_duration_seconds histogram",
    ...histograms(added),
    "# HELP holdfast_active_holds Holds that are active now.",
    "# TYPE holdfast_active_holds gauge",
    `holdfast_active_holds ${gauges.active_holds}`,
    "# HELP holdfast_sockets WebSockets that are open now.",
    "# TYPE holdfast_sockets gauge",
    `holdfast_sockets ${gauges.sockets}`,
    "# HELP holdfast_projection_lag_changes Changes that D1 has not been told yet.",
    "# TYPE holdfast_projection_lag_changes gauge",
    `holdfast_projection_lag_changes ${gauges.lag_changes}`,
  ];
  return `${lines.join("\n")}\n`;
}

type Counts = Readonly<Record<string, number>>;

function seriesOf(added: Counts, name: string): string[] {
  return Object.entries(added)
    .filter(([series]) => series.startsWith(`${name}{`))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([series, count]) => `${series} ${count}`);
}

function byClass(added: Counts): string[] {
  const classes = new Map<string, number>();
  for (const [series, count] of Object.entries(added)) {
    const status = /^holdfast_requests_total\{.*status="(\d)/.exec(series)?.[1];
    if (status !== undefined) classes.set(status, (classes.get(status) ?? 0) + count);
  }
  return [...classes]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([status, count]) => `holdfast_responses_total{class="${status}xx"} ${count}`);
}

/** Each bucket was counted by itself; Prometheus wants them added up. */
function histograms(added: Counts): string[] {
  const name = "holdfast_request_duration_seconds";
  return seriesOf(added, `${name}_count`).flatMap((line) => {
    const labels = /operation="([^"]*)"/.exec(line)?.[0] ?? "";
    const total = added[`${name}_count{${labels}}`] ?? 0;
    let below = 0;
    const buckets = BUCKETS_S.map((bucket) => {
      below += added[`${name}_bucket{${labels},le="${bucket}"}`] ?? 0;
      return `${name}_bucket{${labels},le="${bucket}"} ${below}`;
    });
    return [
      ...buckets,
      `${name}_bucket{${labels},le="+Inf"} ${total}`,
      `${name}_sum{${labels}} ${added[`${name}_sum{${labels}}`] ?? 0}`,
      `${name}_count{${labels}} ${total}`,
    ];
  });
}
