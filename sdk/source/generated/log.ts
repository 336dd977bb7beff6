// Made from contract/*.ts: npm run generate
import type { Pages } from "../answer.ts";
import type { CallOptions } from "../call-options.ts";
import type { Timestamp } from "./shapes.ts";

export interface LogListRequest {
  key_id?: string | undefined;
  /** Such as booking/hold; 1 to 100 characters */
  operation?: string | undefined;
  /** 100 to 599 */
  status?: number | undefined;
  status_class?: "2xx" | "3xx" | "4xx" | "5xx" | undefined;
  logged_from?: Timestamp | undefined;
  /** Exclusive */
  logged_to?: Timestamp | undefined;
  /** next_cursor of the page before; 1 to 512 characters */
  cursor?: string | undefined;
  /** 1 to 100; 20 by default */
  limit?: number | undefined;
}

export interface LogListResponse {
  items: Array<LoggedRequest>;
  /** null on the last page */
  next_cursor: string | null;
}

export interface LoggedRequest {
  logged_at: Timestamp;
  /** null without a valid key */
  key_id: string | null;
  channel_id: string | null;
  /** at most 100 characters */
  operation: string;
  /** 100 to 599 */
  status: number;
  /** Of the problem, if it was one */
  code: string | null;
  duration_ms: number;
  request_id: string;
  /** at most 32 characters */
  trace_id: string;
  /** Where the request came from, by ISO 3166, as far as that is known */
  country: string | null;
  /** The data centre that answered */
  colo: string | null;
  /** null unless this deployment keeps addresses */
  address: string | null;
  /** null unless this deployment keeps user agents */
  user_agent: string | null;
}

/** The methods of `client.log`. */
export interface LogMethods {
  /**
   * List logged requests, newest first: every 5xx, and a sample of the others, of 14 days at most.
   *
   * Needs the permission `admin`. Only reads.
   */
  list(request?: LogListRequest, options?: CallOptions): Pages<LoggedRequest, LogListResponse>;
}
