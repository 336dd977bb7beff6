// Requests leave at intended times, whether or not earlier ones were answered, and latency counts from the intended
// time: a stall is seen by every request that it would have met. Timers are good to about a millisecond, which is in
// every figure and reported as late start; spinning would be exact but would take a core from the server.

import { performance } from "node:perf_hooks";
import { bottleneck } from "./generator-bottleneck.ts";
import { HttpConnection } from "./http-connection.ts";
import type { HttpResponse } from "./http-response-reader.ts";
import { latencyHistogram, recordMilliseconds, summary } from "./latency-histogram.ts";
import type { LoadJob, LoadResult, OpenLoop, Sample } from "./load-job.ts";
import { LoadTally } from "./load-tally.ts";
import { type PlannedRequest, requestWriter } from "./planned-request.ts";
import { requestSource } from "./request-source.ts";

const TIMEOUT_MS = 10_000;
const OVERDUE_CHECK_MS = 250;

interface Due {
  readonly request: PlannedRequest;
  readonly intendedAt: number;
  readonly measured: boolean;
}

/** Sees each acknowledged answer with its intended send time; the fan-out client uses it. */
export type AnswerObserver = (response: HttpResponse, intendedAt: number) => void;

export function runOpenLoop(job: LoadJob, pace: OpenLoop, observe?: AnswerObserver): Promise<LoadResult> {
  return new OpenLoopRun(job, pace, observe).run();
}

class OpenLoopRun {
  readonly #job: LoadJob;
  readonly #pace: OpenLoop;
  readonly #observe: AnswerObserver | undefined;
  readonly #tally: LoadTally;
  readonly #write: (request: PlannedRequest) => string;
  readonly #latency = latencyHistogram();
  readonly #lateStart = latencyHistogram();
  readonly #samples: Sample[] = [];
  readonly #idle: HttpConnection[] = [];
  readonly #connections: HttpConnection[] = [];
  #waiting: Due[] = [];
  #waitingFrom = 0;
  #waitedCount = 0;
  #inFlight = 0;
  #allSent = false;
  #finish: () => void = () => {};

  constructor(job: LoadJob, pace: OpenLoop, observe: AnswerObserver | undefined) {
    this.#job = job;
    this.#pace = pace;
    this.#observe = observe;
    this.#tally = new LoadTally(job);
    this.#write = requestWriter(job);
  }

  async run(): Promise<LoadResult> {
    this.#connect();
    const overdue = setInterval(() => {
      const now = performance.now();
      for (const connection of this.#connections) connection.failIfOverdue(now);
    }, OVERDUE_CHECK_MS);
    await new Promise<void>((resolve) => {
      this.#finish = resolve;
      this.#sendOnTime();
    });
    clearInterval(overdue);
    for (const connection of this.#connections) connection.close();
    const result: LoadResult = {
      ...this.#tally.result("open"),
      latency: summary(this.#latency),
      late_start: summary(this.#lateStart),
      waited_for_connection: this.#waitedCount,
      ...(this.#job.keep_samples ? { samples: this.#samples } : {}),
    };
    const refused = bottleneck(result, this.#pace.late_start_p99_max_ms);
    return refused === undefined ? result : { ...result, refused };
  }

  #connect(): void {
    const url = new URL(this.#job.url);
    const address = { host: url.hostname, port: Number(url.port) };
    for (let made = 0; made < this.#pace.connections_max; made += 1) {
      const connection = new HttpConnection(address, (free) => this.#becameIdle(free));
      this.#connections.push(connection);
      this.#idle.push(connection);
    }
  }

  #sendOnTime(): void {
    const next = requestSource(this.#job.requests);
    const intervalMs = 1000 / this.#pace.per_second;
    const startAt = performance.now() + 50;
    const measureFrom = startAt + this.#job.warm_up_seconds * 1000;
    const endAt = measureFrom + this.#job.seconds * 1000;
    let count = 0;
    const tick = (): void => {
      const now = performance.now();
      for (;;) {
        const intendedAt = startAt + count * intervalMs;
        if (intendedAt >= measureFrom && !this.#tally.measuring && intendedAt < endAt) this.#tally.startMeasuring();
        if (intendedAt > now) break;
        const request = intendedAt >= endAt ? undefined : next();
        if (request === undefined) return this.#sentAll();
        count += 1;
        const measured = intendedAt >= measureFrom;
        if (measured) recordMilliseconds(this.#lateStart, now - intendedAt);
        this.#dispatch({ request, intendedAt, measured });
      }
      setTimeout(tick, Math.max(1, startAt + count * intervalMs - performance.now()));
    };
    tick();
  }

  #dispatch(due: Due): void {
    const connection = this.#idle.pop();
    if (connection === undefined) {
      this.#waitedCount += 1;
      this.#waiting.push(due);
      return;
    }
    this.#send(connection, due);
  }

  #send(connection: HttpConnection, { request, intendedAt, measured }: Due): void {
    this.#tally.sent();
    this.#inFlight += 1;
    const ended = (): void => {
      if (measured) this.#took(request, intendedAt);
      this.#inFlight -= 1;
    };
    connection.send(this.#write(request), performance.now() + TIMEOUT_MS, {
      answered: (response) => {
        ended();
        this.#tally.answered(request, response, measured);
        if (response.status < 300) this.#observe?.(response, intendedAt);
      },
      // A request that failed waited at least this long; leaving it out would flatter the server.
      failed: (reason) => {
        ended();
        this.#tally.failed(request, reason, measured);
      },
    });
  }

  #took(request: PlannedRequest, intendedAt: number): void {
    const milliseconds = performance.now() - intendedAt;
    recordMilliseconds(this.#latency, milliseconds);
    this.#tally.kinds.latency(request, milliseconds);
    if (this.#job.keep_samples) this.#samples.push([performance.timeOrigin + intendedAt, milliseconds]);
  }

  #becameIdle(connection: HttpConnection): void {
    const due = this.#waiting[this.#waitingFrom];
    if (due === undefined) {
      this.#idle.push(connection);
      if (this.#allSent && this.#inFlight === 0) this.#finish();
      return;
    }
    this.#waitingFrom += 1;
    if (this.#waitingFrom === this.#waiting.length) {
      this.#waiting = [];
      this.#waitingFrom = 0;
    }
    this.#send(connection, due);
  }

  #sentAll(): void {
    this.#tally.stopMeasuring();
    this.#allSent = true;
    if (this.#inFlight === 0 && this.#waiting.length === 0) this.#finish();
  }
}
