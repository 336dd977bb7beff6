// The generator's own process, so that it can have a core to itself. Takes one job, answers one result, ends.

import { setPriority } from "node:os";
import { runClosedLoop } from "./closed-loop.ts";
import { runFanOut } from "./fan-out.ts";
import type { FanOutJob, FanOutResult } from "./fan-out-job.ts";
import type { LoadJob, LoadResult } from "./load-job.ts";
import { runOpenLoop } from "./open-loop.ts";
import { runReconnect } from "./reconnect.ts";
import type { ReconnectJob, ReconnectResult } from "./reconnect-job.ts";

export type ProcessJob =
  | { readonly load: LoadJob }
  | { readonly fan_out: FanOutJob }
  | { readonly reconnect: ReconnectJob };
export type ProcessResult = LoadResult | FanOutResult | ReconnectResult;
export type ProcessAnswer = { readonly opened: true } | { readonly result: ProcessResult } | { readonly error: string };

function run(job: ProcessJob): Promise<ProcessResult> {
  const opened = (): void => void process.send?.({ opened: true });
  if ("fan_out" in job) return runFanOut(job.fan_out, opened);
  if ("reconnect" in job) return runReconnect(job.reconnect, opened);
  const { pace } = job.load;
  return pace.kind === "closed" ? runClosedLoop(job.load, pace) : runOpenLoop(job.load, pace);
}

function answer(message: ProcessAnswer): void {
  process.send?.(message, undefined, undefined, () => process.disconnect());
}

/** On few cores the target's processes would otherwise delay the sending, and the lateness would be read as theirs. */
function preferSending(): void {
  try {
    setPriority(-10);
  } catch {
    // Only root may; without it more open-loop rounds are refused for late starts.
  }
}

process.once("disconnect", () => process.exit(0));
process.once("message", (job: ProcessJob) => {
  // Who only listens sends nothing that could be late, and must not hold up those who do.
  if (!("reconnect" in job)) preferSending();
  run(job).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
