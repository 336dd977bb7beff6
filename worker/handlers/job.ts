import type * as z from "zod";
import type { job } from "../../contract/artifact.ts";
import { isoTime } from "../../durable-objects/departure/wire.ts";
import { jobRunner } from "../../durable-objects/environment.ts";
import type { Job, JobKind } from "../../durable-objects/jobs/job.ts";
import { type Call, type Handlers, principalOf, type Reply } from "../call.ts";
import { isHomeId } from "../identifiers.ts";
import { once } from "../once.ts";
import { queryPage } from "../paging.ts";
import { firstBoundId } from "../sale-making.ts";
import { missing } from "../seller.ts";

type JobBody = z.input<typeof job>;

function jobBody(found: Job): JobBody {
  const { id, kind, status, dry_run, checked, changed, failed, failures, error } = found;
  return {
    job_id: id,
    kind,
    status,
    dry_run,
    checked,
    changed,
    failed,
    failures: failures.map(({ subject, message }) => ({ subject, message })),
    error,
    created_at: isoTime(found.created_at_ms),
    updated_at: isoTime(found.updated_at_ms),
    ended_at: found.ended_at_ms === null ? null : isoTime(found.ended_at_ms),
  };
}

/** The id is bound to the key, so that a retry whose first answer was lost finds the job that it started. */
export function startJob(call: Call, kind: JobKind, dry_run: boolean): Promise<Reply<JobBody>> {
  return once(call, async () => {
    const bound = await firstBoundId(call, "job");
    if (!bound.ok) return bound;
    const { channel, key_id, admin } = principalOf(call);
    const { trace_id, request_id } = call.context;
    const actor = { channel, key_id, admin };
    const started = await jobRunner(call.environment).start({
      id: bound.id,
      kind,
      dry_run,
      actor,
      trace_id,
      request_id,
    });
    return { ok: true, body: jobBody(started), effects: [] };
  });
}

export const JOB_HANDLERS: Handlers<"job/get" | "job/list"> = {
  "job/get": async (input, call) => {
    if (!isHomeId(call.environment.ID_SECRET, "job", input.job_id)) return missing("job");
    const found = await jobRunner(call.environment).find(input.job_id);
    return found ? { ok: true, body: jobBody(found) } : missing("job");
  },

  "job/list": (input, call) =>
    queryPage({ call, input }, async ({ after_no, limit }, encode) => {
      // The newest come first, so what is after a job has a smaller number; 0 is the start.
      const rows = await jobRunner(call.environment).list(after_no === 0 ? null : after_no, limit);
      return { ok: true, body: encode(rows, jobBody) };
    }),
};
