// Made from contract/*.ts: npm run generate
import type { Answer, Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Job } from "./shapes.ts";

export interface JobGetRequest {
  job_id: string;
}

export interface JobListRequest {
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface JobListResponse {
  items: Array<Job>;
  /** null on the last page */
  next_cursor: string | null;
}

export type JobGetResponse = Job;

/** The methods of `client.job`. */
export interface JobMethods {
  /**
   * Read how far a job is.
   *
   * Needs the permission `admin`. Only reads. Problems of its own: NOT_FOUND.
   */
  get(request: JobGetRequest, options?: CallOptions): Answer<Job>;

  /**
   * List jobs, the newest first.
   *
   * Needs the permission `admin`. Only reads.
   */
  list(request?: JobListRequest, options?: CallOptions): Pages<Job, JobListResponse>;
}
