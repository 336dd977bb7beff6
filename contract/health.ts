import * as z from "zod";
import { operation } from "./operation.ts";
import { count, timestamp, written } from "./values.ts";

export const HEALTH_OPERATIONS = {
  "health/ping": operation({
    summary: "Whether the service answers",
    scope: "none",
    key: "none",
    input: z.strictObject({}),
    output: z.object({ status: z.literal("ok"), time: timestamp }),
    errors: [],
    rest: [
      { method: "GET", path: "/healthz" },
      { method: "GET", path: "/health" },
      { method: "GET", path: "/api/v1/ping" },
    ],
  }),
  "health/database": operation({
    summary: "Whether the catalogue's database answers, and how long that takes",
    scope: "read",
    key: "none",
    input: z.strictObject({}),
    output: z.object({ status: z.literal("ok"), latency_ms: count }),
    errors: ["OVERLOADED"],
    rest: [{ method: "GET", path: "/api/v1/db/ping" }],
  }),
  "health/manifest": operation({
    summary: "What this service is, which version of its API it speaks and which limits it has",
    scope: "read",
    key: "none",
    input: z.strictObject({}),
    output: z.object({
      name: z.literal("holdfast"),
      api_version: written(20),
      documents: z.object({ openapi: written(200), asyncapi: written(200), guide: written(200) }),
      limits: z.record(z.string().max(64), count),
    }),
    errors: [],
    rest: [{ method: "GET", path: "/api/v1/manifest" }],
  }),
} as const;
