// Counts what a load did. Two windows: everything since the start, because the target's rows are compared with it,
// and the measured window, because only that is reported.

import { performance } from "node:perf_hooks";
import { cpuMicroseconds } from "../process-tree.ts";
import type { FailureReason } from "./http-connection.ts";
import type { HttpResponse } from "./http-response-reader.ts";
import { KindTally } from "./kind-tally.ts";
import type { GeneratorLoad, LoadResult } from "./load-job.ts";
import type { PlannedRequest } from "./planned-request.ts";

const PROBLEM_CODE = /"code":\s*"([A-Z_]+)"/;
const ANSWER_ID = /^\{"id":"([^"\\]+)"/;

export class LoadTally {
  readonly collectedIds: string[] = [];
  readonly kinds: KindTally = new KindTally();
  readonly #collectIds: boolean;
  readonly #serverPids: readonly number[];
  readonly #outcomes = new Map<string, number>();
  readonly #acknowledged = { requests: 0, seats: 0 };
  readonly #unknown = { requests: 0, seats: 0 };
  #sent = 0;
  #measuring = false;
  #measuredAnswers = 0;
  #measuredAcknowledged = 0;
  #started: WindowStart;
  #ended: { seconds: number; generator: GeneratorLoad; serverCpu: number; answers: number } | undefined;

  constructor(job: { collect_ids?: boolean; server_pids?: readonly number[] }) {
    this.#collectIds = job.collect_ids ?? false;
    this.#serverPids = job.server_pids ?? [];
    this.#started = windowStart(this.#serverPids);
  }

  get measuring(): boolean {
    return this.#measuring;
  }

  get sentCount(): number {
    return this.#sent;
  }

  sent(): void {
    this.#sent += 1;
  }

  answered(request: PlannedRequest, response: HttpResponse, measured: boolean): void {
    const acknowledged = response.status >= 200 && response.status < 300;
    if (acknowledged) {
      this.#acknowledged.requests += request.count ?? 1;
      this.#acknowledged.seats += request.seats;
      this.kinds.acknowledged(request);
      if (this.#collectIds) this.#collect(response);
      request.acknowledged?.(response.body);
    }
    if (!measured) return;
    this.#measuredAnswers += request.count ?? 1;
    if (acknowledged) this.#measuredAcknowledged += request.count ?? 1;
    const outcome = acknowledged ? String(response.status) : refusalLabel(response);
    this.#count(outcome, request.count);
    this.kinds.outcome(request, outcome);
  }

  failed(request: PlannedRequest, reason: FailureReason, measured: boolean): void {
    this.#unknown.requests += request.count ?? 1;
    this.#unknown.seats += request.seats;
    if (!measured) return;
    this.#count(reason);
    this.kinds.outcome(request, reason);
  }

  startMeasuring(): void {
    this.#measuring = true;
    this.#started = windowStart(this.#serverPids);
  }

  /** Idempotent, so that a source that runs dry and the clock may both end the window. */
  stopMeasuring(): void {
    if (!this.#measuring) return;
    this.#measuring = false;
    const { at, cpu, loop, serverCpu } = this.#started;
    const seconds = (performance.now() - at) / 1000;
    const used = process.cpuUsage(cpu);
    const ownMicroseconds = used.user + used.system;
    const generator: GeneratorLoad = {
      cpu_share: ownMicroseconds / 1e6 / seconds,
      busy_share: performance.eventLoopUtilization(loop).utilization,
      cpu_microseconds_per_request: this.#measuredAnswers === 0 ? 0 : ownMicroseconds / this.#measuredAnswers,
    };
    const serverMicroseconds = cpuMicroseconds(this.#serverPids) - serverCpu;
    this.#ended = { seconds, generator, serverCpu: serverMicroseconds, answers: this.#measuredAnswers };
  }

  result(pace: "closed" | "open"): LoadResult {
    if (this.#ended === undefined) throw new Error("the load never left its warm-up");
    const { seconds, generator, serverCpu, answers } = this.#ended;
    const server =
      serverCpu > 0 && answers > 0
        ? { server_cpu_microseconds: serverCpu / answers, server_cores: serverCpu / 1e6 / seconds }
        : {};
    return {
      pace,
      sent: this.#sent,
      acknowledged: this.#acknowledged,
      unknown: this.#unknown,
      outcomes: Object.fromEntries(this.#outcomes),
      measured_seconds: seconds,
      acknowledged_per_second: this.#measuredAcknowledged / seconds,
      generator,
      by_kind: this.kinds.result(),
      ...server,
      ...(this.#collectIds ? { collected_ids: this.collectedIds } : {}),
    };
  }

  #collect(response: HttpResponse): void {
    const text = response.body.toString("utf8");
    const id = ANSWER_ID.exec(text)?.[1] ?? idOf(JSON.parse(text));
    if (id === undefined) throw new Error(`an acknowledged answer without an id: ${text.slice(0, 200)}`);
    this.collectedIds.push(id);
  }

  #count(outcome: string, times = 1): void {
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + times);
  }
}

interface WindowStart {
  readonly at: number;
  readonly cpu: NodeJS.CpuUsage;
  readonly loop: ReturnType<typeof performance.eventLoopUtilization>;
  readonly serverCpu: number;
}

function windowStart(serverPids: readonly number[]): WindowStart {
  const serverCpu = cpuMicroseconds(serverPids);
  return { at: performance.now(), cpu: process.cpuUsage(), loop: performance.eventLoopUtilization(), serverCpu };
}

function refusalLabel(response: HttpResponse): string {
  const code = PROBLEM_CODE.exec(response.body.toString("utf8"))?.[1];
  return code === undefined ? String(response.status) : `${response.status} ${code}`;
}

function idOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("id" in answer)) return undefined;
  return typeof answer.id === "string" ? answer.id : undefined;
}
