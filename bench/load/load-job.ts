// What the generator's process is asked and what it answers: plain data, sent over the process channel.

import type { RequestPlan } from "./request-source.ts";

export interface LoadJob {
  readonly url: string;
  /** The Host header; the address's own unless said. */
  readonly host?: string;
  readonly token: string;
  /** Processes whose processor time is read at both ends of the measured window. */
  readonly server_pids?: readonly number[];
  readonly requests: RequestPlan;
  readonly pace: ClosedLoop | OpenLoop;
  readonly warm_up_seconds: number;
  readonly seconds: number;
  /** Returns the `id` of every acknowledged answer, for a load that builds on this one. */
  readonly collect_ids?: boolean;
  readonly requests_max?: number;
  /** Open loop: returns each measured request's time, to be laid beside what happened meanwhile. */
  readonly keep_samples?: boolean;
}

/** Each connection sends its next request when it has the answer to the last: throughput, and nothing else. */
export interface ClosedLoop {
  readonly kind: "closed";
  readonly connections: number;
}

/** Requests leave at fixed times, whatever the answers do; latency counts from the intended time. */
export interface OpenLoop {
  readonly kind: "open";
  readonly per_second: number;
  readonly connections_max: number;
  /** Beyond it the result is refused; 5 ms unless said. */
  readonly late_start_p99_max_ms?: number;
}

export interface LatencySummary {
  readonly count: number;
  readonly p50_ms: number;
  readonly p90_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
  readonly p999_ms: number;
  readonly max_ms: number;
}

export interface KindResult {
  /** Since the start, warm-up included. */
  readonly acknowledged: { readonly requests: number; readonly seats: number };
  /** Of the measured window. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Open loop only: empty otherwise. */
  readonly latency: LatencySummary;
}

/** When a request was to be sent, in milliseconds of the epoch, and how long it took from then. */
export type Sample = readonly [intended_at_ms: number, latency_ms: number];

export interface GeneratorLoad {
  /** Share of one core that the generator's process used in the measured window. */
  readonly cpu_share: number;
  /** Share of the window in which its event loop had work, waiting for a core included. */
  readonly busy_share: number;
  readonly cpu_microseconds_per_request: number;
}

export interface LoadResult {
  readonly pace: "closed" | "open";
  /** Requests sent since the start, warm-up included. */
  readonly sent: number;
  readonly acknowledged: { readonly requests: number; readonly seats: number };
  /** Requests whose outcome is unknown: the connection failed before an answer. */
  readonly unknown: { readonly requests: number; readonly seats: number };
  /** Answers and failures in the measured window, by status, problem code or reason of failure. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly measured_seconds: number;
  readonly acknowledged_per_second: number;
  readonly latency?: LatencySummary;
  /** Open loop only: how much later than intended the generator itself acted. */
  readonly late_start?: LatencySummary;
  /** Open loop only: requests that found no free connection at their time. */
  readonly waited_for_connection?: number;
  readonly generator: GeneratorLoad;
  /** Processor time of the server's processes by the window's answers. */
  readonly server_cpu_microseconds?: number;
  /** Cores that the server's processes kept busy in the measured window. */
  readonly server_cores?: number;
  /** Why these figures must not be used. */
  readonly refused?: string;
  readonly collected_ids?: readonly string[];
  readonly by_kind: Readonly<Record<string, KindResult>>;
  readonly samples?: readonly Sample[];
}
