// Starts the generator's process for one job and waits for its result.

import { fork } from "node:child_process";
import { join } from "node:path";
import type { FanOutJob, FanOutResult } from "./fan-out-job.ts";
import type { LoadJob, LoadResult } from "./load-job.ts";
import type { ProcessAnswer, ProcessJob, ProcessResult } from "./load-process.ts";
import type { ReconnectJob, ReconnectResult } from "./reconnect-job.ts";

const PROGRAM = join(import.meta.dirname, "load-process.ts");

export async function generateLoad(job: LoadJob): Promise<LoadResult> {
  const result = await runInProcess({ load: job });
  if (!("acknowledged" in result)) throw new Error("the generator answered something that is no load result");
  return result;
}

/** `opened` is called when every socket was tried, before the first change. */
export async function generateFanOut(job: FanOutJob, opened: () => void = () => {}): Promise<FanOutResult> {
  const result = await runInProcess({ fan_out: job }, opened);
  if (!("sockets" in result)) throw new Error("the generator answered something that is no fan-out result");
  return result;
}

/** `opened` is called when every socket was tried, before the calm that precedes the storm. */
export async function generateReconnect(job: ReconnectJob, opened: () => void): Promise<ReconnectResult> {
  const result = await runInProcess({ reconnect: job }, opened);
  if (!("reconnected" in result)) throw new Error("the generator answered something that is no reconnect result");
  return result;
}

function runInProcess(job: ProcessJob, opened: () => void = () => {}): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = fork(PROGRAM, { execArgv: ["--disable-warning=ExperimentalWarning"] });
    child.on("message", (answer: ProcessAnswer) => {
      if ("opened" in answer) opened();
      else if ("result" in answer) resolve(answer.result);
      else reject(new Error(`the load generator failed: ${answer.error}`));
    });
    child.once("error", reject);
    // After an answer this does nothing: a promise settles once.
    child.once("exit", (code, signal) => reject(new Error(`the load generator ended early (${code ?? signal})`)));
    child.send(job);
  });
}
