// Saturation: N connections, each asking as soon as it was answered. Gives throughput only: a stalled server slows
// the asking too, so a latency taken here would leave the stall out.

import { performance } from "node:perf_hooks";
import { bottleneck } from "./generator-bottleneck.ts";
import { HttpConnection } from "./http-connection.ts";
import type { ClosedLoop, LoadJob, LoadResult } from "./load-job.ts";
import { LoadTally } from "./load-tally.ts";
import { requestWriter } from "./planned-request.ts";
import { requestSource } from "./request-source.ts";

const TIMEOUT_MS = 10_000;
const OVERDUE_CHECK_MS = 250;

export function runClosedLoop(job: LoadJob, pace: ClosedLoop): Promise<LoadResult> {
  const url = new URL(job.url);
  const address = { host: url.hostname, port: Number(url.port) };
  const next = requestSource(job.requests);
  const write = requestWriter(job);
  const tally = new LoadTally(job);
  const requestsMax = job.requests_max ?? Number.POSITIVE_INFINITY;
  let stopping = false;
  let idle = 0;

  return new Promise((resolve) => {
    const sendNext = (connection: HttpConnection): void => {
      const request = stopping || tally.sentCount >= requestsMax ? undefined : next();
      if (request === undefined) {
        stopping = true;
        // The window ends with the first idle connection: after it the load is no longer the one asked for.
        tally.stopMeasuring();
        idle += 1;
        if (idle === connections.length) finish();
        return;
      }
      tally.sent();
      connection.send(write(request), performance.now() + TIMEOUT_MS, {
        answered: (response) => tally.answered(request, response, tally.measuring),
        failed: (reason) => tally.failed(request, reason, tally.measuring),
      });
    };
    const connections = Array.from({ length: pace.connections }, () => new HttpConnection(address, sendNext));
    const overdue = setInterval(() => {
      const now = performance.now();
      for (const connection of connections) connection.failIfOverdue(now);
    }, OVERDUE_CHECK_MS);
    const warm = setTimeout(() => tally.startMeasuring(), job.warm_up_seconds * 1000);
    const end = setTimeout(
      () => {
        tally.stopMeasuring();
        stopping = true;
      },
      (job.warm_up_seconds + job.seconds) * 1000,
    );
    const finish = (): void => {
      clearInterval(overdue);
      clearTimeout(warm);
      clearTimeout(end);
      for (const connection of connections) connection.close();
      const result = tally.result("closed");
      const refused = bottleneck(result);
      resolve(refused === undefined ? result : { ...result, refused });
    };
    if (job.warm_up_seconds === 0) tally.startMeasuring();
    for (const connection of connections) sendNext(connection);
  });
}
