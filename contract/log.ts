import * as z from "zod";
import { operation } from "./operation.ts";
import { count, identifier, line, page, pageInput, timestamp, written } from "./values.ts";

const loggedRequest = z
  .object({
    logged_at: timestamp,
    key_id: identifier.nullable().describe("null without a valid key"),
    channel_id: identifier.nullable(),
    operation: written(100),
    status: z.int().min(100).max(599),
    code: written(100).nullable().describe("Of the problem, if it was one"),
    duration_ms: count,
    request_id: written(128),
    trace_id: written(32),
    country: written(256).nullable().describe("Where the request came from, by ISO 3166, as far as that is known"),
    colo: written(256).nullable().describe("The data centre that answered"),
    address: written(256).nullable().describe("null unless this deployment keeps addresses"),
    user_agent: written(256).nullable().describe("null unless this deployment keeps user agents"),
  })
  .meta({ id: "LoggedRequest" });

export const LOG_OPERATIONS = {
  "log/list": operation({
    summary: "List logged requests, newest first: every 5xx, and a sample of the others, of 14 days at most",
    scope: "admin",
    key: "none",
    input: z.strictObject({
      key_id: identifier.optional(),
      operation: line(100).optional().describe("Such as booking/hold"),
      status: z.int().min(100).max(599).optional(),
      status_class: z.enum(["2xx", "3xx", "4xx", "5xx"]).optional(),
      logged_from: timestamp.optional(),
      logged_to: timestamp.optional().describe("Exclusive"),
      ...pageInput,
    }),
    output: page(loggedRequest),
    errors: [],
  }),
} as const;
