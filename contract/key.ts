import * as z from "zod";
import { operation, SCOPES } from "./operation.ts";
import { count, identifier, line, page, pageInput, timestamp, written } from "./values.ts";

const permissions = z
  .array(z.enum(SCOPES))
  .min(1)
  .max(SCOPES.length)
  .describe("book includes read, admin includes both");
const rateLimit = z.int().min(1).max(10_000_000);
const operationName = line(100).describe("Such as booking/hold");

export const apiKey = z
  .object({
    id: identifier,
    channel_id: identifier.describe("The partner that the key stands for; it owns what its keys make"),
    name: written(100),
    permissions: z.array(z.enum(SCOPES)).max(SCOPES.length),
    rate_limit: count.describe("Requests a minute"),
    created_at: timestamp,
    revoked_at: timestamp.nullable(),
    ends_at: timestamp.nullable().optional().describe("A key that was rotated is good until then"),
    last_used_at: timestamp.nullable().optional().describe("A minute old at most, while the lists are up to date"),
  })
  .meta({ id: "ApiKey" });

const newApiKey = apiKey
  .extend({ key: written(512).describe("The secret itself; keep it, it cannot be read again") })
  .meta({ id: "NewApiKey" });

const keyChange = z
  .object({
    key_id: identifier,
    change: z.enum(["created", "updated", "rotated", "revoked"]).meta({
      description: "More may come",
      "x-holdfast-open": true,
    }),
    actor: written(128).describe("The key that did it; empty where that was not recorded yet"),
    request_id: written(128),
    name: written(100).describe("This and what follows is how the key was after the change"),
    permissions: z.array(z.enum(SCOPES)).max(SCOPES.length),
    rate_limit: count,
    ends_at: timestamp.nullable(),
    created_at: timestamp.describe("Of the change"),
  })
  .meta({ id: "KeyChange" });

const latency = count.nullable().describe("Milliseconds, as the bound of a histogram's bucket; null without requests");

const keyUsage = z
  .object({
    key_id: identifier,
    channel_id: identifier,
    operation: written(100),
    hour_starts_at: timestamp,
    requests: count,
    errors_4xx: count,
    errors_5xx: count,
    latency_p50_ms: latency,
    latency_p95_ms: latency,
    latency_p99_ms: latency,
  })
  .meta({ id: "KeyUsage" });

export const KEY_OPERATIONS = {
  "key/create": operation({
    summary: "Create an API key; its text is shown this once",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({
      name: line(100),
      permissions,
      rate_limit: rateLimit.optional().describe("Requests a minute; 60 by default, 100 with channel_id"),
      channel_id: identifier.optional().describe("A channel that has keys already; a new one by default"),
    }),
    output: newApiKey,
    errors: ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "key/list": operation({
    summary: "List API keys, oldest first",
    scope: "admin",
    key: "none",
    input: z.strictObject({
      channel_id: identifier.optional(),
      active: z.boolean().optional().describe("Only those that may be used now, or only those that may not"),
      ...pageInput,
    }),
    output: page(apiKey),
    errors: [],
  }),
  "key/update": operation({
    summary: "Change an API key's name, permissions or rate limit; it works with them within a second",
    scope: "admin",
    key: "accepted",
    input: z
      .strictObject({
        key_id: identifier,
        name: line(100).optional(),
        permissions: permissions.optional(),
        rate_limit: rateLimit.optional().describe("Requests a minute"),
      })
      .refine(
        ({ name, permissions, rate_limit }) =>
          name !== undefined || permissions !== undefined || rate_limit !== undefined,
        "names nothing to change",
      ),
    output: apiKey,
    errors: ["NOT_FOUND", "KEY_ENDED", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "key/rotate": operation({
    summary: "Replace an API key by a new one of the same channel; both work until the old one ends",
    scope: "admin",
    key: "required",
    input: z.strictObject({
      key_id: identifier,
      overlap_seconds: z.int().min(0).max(604_800).default(86_400).describe("How long the old key stays good"),
    }),
    output: newApiKey.extend({ replaces: apiKey.describe("The old key") }).meta({ id: "RotatedApiKey" }),
    errors: ["NOT_FOUND", "KEY_ENDED", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "key/revoke": operation({
    summary: "Revoke an API key: it changes nothing more after a second and reads nothing after a minute",
    scope: "admin",
    key: "accepted",
    input: z.strictObject({ key_id: identifier }),
    output: apiKey,
    errors: ["NOT_FOUND", "IDEMPOTENCY_KEY_MISMATCH"],
  }),
  "key/history": operation({
    summary: "List who changed an API key and how, oldest first",
    scope: "admin",
    key: "none",
    input: z.strictObject({ key_id: identifier, ...pageInput }),
    output: page(keyChange),
    errors: ["NOT_FOUND"],
  }),
  "key/usage": operation({
    summary: "List what keys were used for by operation and hour, newest hour first; the last 31 days",
    scope: "admin",
    key: "none",
    input: z.strictObject({
      key_id: identifier.optional(),
      channel_id: identifier.optional(),
      operation: operationName.optional(),
      hour_from: timestamp.optional().describe("Hours that start at this time or later"),
      hour_to: timestamp.optional().describe("Hours that start before this time"),
      ...pageInput,
    }),
    output: page(keyUsage),
    errors: [],
  }),
} as const;
