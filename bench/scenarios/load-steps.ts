// The steps that scenarios share: a fresh departure, a load on it, the check after it, the figure from both.

import type { LoadJob, LoadResult } from "../load/load-job.ts";
import { processTree, processTreeBytes } from "../process-tree.ts";
import type { Measurement, ScenarioContext } from "../scenario.ts";
import type { Ability, Acknowledged, Expected, Target } from "../targets.ts";

export const CONNECTIONS = 64;
const OPEN_LOOP_CONNECTIONS_MAX = 256;
/** The most that Holdfast allows. No measured round fills it: a refusal costs less than a hold and would flatter. */
export const CAPACITY = 1_000_000;
const TTL_SECONDS = 3600;
const HOLDS_A_BULK_REQUEST = 20;
export const NOTHING: Acknowledged = { requests: 0, seats: 0 };

export function can(...abilities: readonly Ability[]): (target: Target) => boolean {
  return (target) => abilities.some((ability) => target.abilities.includes(ability));
}

export function closed(connections = CONNECTIONS): LoadJob["pace"] {
  return { kind: "closed", connections };
}

export function open(perSecond: number): Extract<LoadJob["pace"], { kind: "open" }> {
  return { kind: "open", per_second: perSecond, connections_max: OPEN_LOOP_CONNECTIONS_MAX };
}

export function holds(departureIds: readonly string[], { run }: { run: string }): LoadJob["requests"] {
  return { kind: "hold", departure_ids: departureIds, run, ttl_seconds: TTL_SECONDS };
}

export function manyHolds(departureId: string, { run }: { run: string }): LoadJob["requests"] {
  const holds_a_request = HOLDS_A_BULK_REQUEST;
  return { kind: "hold_many", departure_id: departureId, holds_a_request, run, ttl_seconds: TTL_SECONDS };
}

export function reads(departureIds: readonly string[]): LoadJob["requests"] {
  return { kind: "read", departure_ids: departureIds };
}

export function job(
  target: Target,
  context: ScenarioContext,
  asked: { readonly requests: LoadJob["requests"]; readonly pace: LoadJob["pace"] },
): LoadJob {
  const { seconds, warm_up_seconds } = context;
  const { url, token, host } = target;
  const server_pids = processTree(target.processes());
  return { url, token, ...(host === undefined ? {} : { host }), ...asked, seconds, warm_up_seconds, server_pids };
}

/** So many holds as fast as they come, unmeasured, with their ids. */
export function holdsToConfirm(
  target: Target,
  context: ScenarioContext,
  wish: { readonly departureId: string; readonly count: number },
): LoadJob {
  const asked = { requests: holds([wish.departureId], context), pace: closed() };
  const unmeasured = { warm_up_seconds: 0, seconds: 600, requests_max: Math.ceil(wish.count), collect_ids: true };
  return { ...job(target, context, asked), ...unmeasured };
}

export async function hotDeparture(target: Target): Promise<string> {
  const [departureId] = await target.seed({ departures: 1, capacity: CAPACITY });
  if (departureId === undefined) throw new Error(`${target.name} seeded no departure`);
  return departureId;
}

export interface Loads {
  readonly holds?: readonly LoadResult[];
  readonly bookings?: readonly LoadResult[];
  /** Holds that were there before the loads. */
  readonly before?: Acknowledged;
}

export function check(target: Target, departureIds: readonly string[], loads: Loads): Promise<readonly string[]> {
  const made = loads.holds ?? [];
  const sold = loads.bookings ?? [];
  const before = loads.before ?? NOTHING;
  const expected: Expected = {
    sale_ids: departureIds,
    capacity: CAPACITY,
    holds: {
      requests: before.requests + total(made, ({ acknowledged }) => acknowledged.requests),
      seats: before.seats + total(made, ({ acknowledged }) => acknowledged.seats),
    },
    bookings: total(sold, ({ acknowledged }) => acknowledged.requests),
    unknown: {
      requests: total([...made, ...sold], ({ unknown }) => unknown.requests),
      seats: total(made, ({ unknown }) => unknown.seats),
    },
  };
  return target.check(expected);
}

function total(results: readonly LoadResult[], part: (result: LoadResult) => number): number {
  return results.reduce((sum, result) => sum + part(result), 0);
}

export function measurement(
  result: LoadResult,
  value: number | undefined,
  violated: readonly string[],
  more: Readonly<Record<string, number | string>> = {},
): Measurement {
  const { latency, late_start, generator, outcomes, acknowledged } = result;
  const details: Record<string, number | string> = {
    measured_seconds: result.measured_seconds,
    generator_cpu_share: generator.cpu_share,
    generator_busy_share: generator.busy_share,
    outcomes: Object.entries(outcomes)
      .map(([outcome, count]) => `${outcome}: ${count}`)
      .join(", "),
  };
  if (result.server_cpu_microseconds !== undefined) details["server_cpu_us"] = result.server_cpu_microseconds;
  if (result.server_cores !== undefined) details["server_cores"] = result.server_cores;
  if (latency !== undefined && late_start !== undefined) {
    const { p50_ms, p90_ms, p95_ms, p99_ms, p999_ms, max_ms } = latency;
    Object.assign(details, { p50_ms, p90_ms, p95_ms, p99_ms, p999_ms, max_ms });
    Object.assign(details, { per_second: result.acknowledged_per_second, late_start_p99_ms: late_start.p99_ms });
    details["waited_for_connection"] = result.waited_for_connection ?? 0;
  }
  Object.assign(details, more);
  if (result.refused !== undefined) return { refused: result.refused, details, violated, acknowledged };
  return value === undefined ? refused("no figure", details) : { value, details, violated, acknowledged };
}

export function refused(reason: string, details: Readonly<Record<string, number | string>> = {}): Measurement {
  return { refused: reason, details, violated: [], acknowledged: NOTHING };
}

export function memoryMib(target: Target): number {
  return (processTreeBytes(target.processes()) ?? 0) / 2 ** 20;
}
