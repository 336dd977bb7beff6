import * as z from "zod";
import { operation, SCOPES } from "./operation.ts";
import { count, identifier, line, page, pageInput, timestamp, written } from "./values.ts";

export const apiKey = z
  .object({
    id: identifier,
    channel_id: identifier.describe("The partner that the key stands for; it owns what its keys make"),
    name: written(100),
    permissions: z.array(z.enum(SCOPES)).max(SCOPES.length),
    rate_limit: count.describe("Requests a minute"),
    created_at: timestamp,
    revoked_at: timestamp.nullable(),
  })
  .meta({ id: "ApiKey" });

export const KEY_OPERATIONS = {
  "key/create": operation({
    summary: "Create an API key; its text is shown this once",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      name: line(100),
      permissions: z
        .array(z.enum(SCOPES))
        .min(1)
        .max(SCOPES.length)
        .describe("book includes read, admin includes both"),
      rate_limit: z
        .int()
        .min(1)
        .max(10_000_000)
        .optional()
        .describe("Requests a minute; 60 by default, 100 with channel_id"),
      channel_id: identifier.optional().describe("A channel that has keys already; a new one by default"),
    }),
    output: apiKey
      .extend({ key: written(512).describe("The secret itself; keep it, it cannot be read again") })
      .meta({ id: "NewApiKey" }),
    errors: ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "key/list": operation({
    summary: "List API keys, oldest first",
    scope: "admin",
    key: "none",
    input: z.strictObject(pageInput),
    output: page(apiKey),
    errors: [],
  }),
  "key/revoke": operation({
    summary: "Revoke an API key: it changes nothing more after a second and reads nothing after a minute",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({ key_id: identifier }),
    output: apiKey,
    errors: ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
} as const;
