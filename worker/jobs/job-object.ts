// The object of all jobs with what they do.
import type { Job, Stretch } from "../../durable-objects/jobs/job.ts";
import { JobRunner } from "../../durable-objects/jobs/job-runner.ts";
import { filesToRemove } from "./artifact-cleanup.ts";
import { displaysToMake } from "./display-backfill.ts";

export class JobObject extends JobRunner {
  protected override next(job: Job, now: number): Promise<Stretch> {
    switch (job.kind) {
      case "display_backfill":
        return displaysToMake(this.env, job);
      case "artifact_cleanup":
        return filesToRemove(this.env, job, now);
    }
  }
}
