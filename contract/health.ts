import * as z from "zod";
import { operation } from "./operation.ts";
import { timestamp } from "./values.ts";

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
} as const;
